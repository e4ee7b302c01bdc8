import { Phones } from '#supervision/phones';
import type { Phone } from '#supervision/phones';
import type { ExtensionState } from '#calls/engine/extensions';
import type { DeviceKind } from '#people/model/reach';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryManagerNames } from './memory-supervision';

const devices = ['desk'] as const;
const ready = { registered: true, inUse: false, devices };
const talking = { registered: true, inUse: true, devices };
const unknown = { registered: 'unknown', inUse: 'unknown', devices } as const;

function rig() {
  const states = new Map<string, ExtensionState>();
  const rings = new Map<string, readonly DeviceKind[]>();
  const [people, clock, told] = [new MemoryManagerNames(), new FakeClock(), [] as Phone[]];
  const phones = new Phones(
    { stateOf: (each) => states.get(each) ?? unknown },
    (extension) => rings.get(extension) ?? ['desk'],
    people,
    clock,
    new MemoryLog(),
  );
  phones.feed.subscribe((phone) => told.push(phone));
  return { states, rings, people, clock, told, phones };
}

it('tells each change of a phone once', async () => {
  const { states, told, phones } = rig();
  states.set('101', ready);
  phones.start();
  await settled();
  expect(phones.all()).toEqual([
    { extension: '101', ...ready },
    { extension: '102', ...unknown },
  ]);
  told.length = 0;
  states.set('101', talking);
  phones.changed('101');
  phones.changed('101');
  phones.changed('102');
  expect(told).toEqual([{ extension: '101', ...talking }]);
  expect(phones.of('101')).toEqual({ extension: '101', ...talking });
  phones.stop();
});

it('tells when other devices ring', async () => {
  const { states, rings, told, phones } = rig();
  states.set('101', ready);
  phones.start();
  await settled();
  told.length = 0;
  rings.set('101', ['page', 'desk']);
  phones.changed('101');
  phones.changed('101');
  expect(told).toEqual([{ extension: '101', ...ready, devices: ['page', 'desk'] }]);
  phones.stop();
});

it('says nothing of endpoints that are nobody’s phone: trunks, and what is named after a number', async () => {
  const { states, told, phones } = rig();
  phones.start();
  await settled();
  told.length = 0;
  for (const endpoint of ['carrier', '+79005550001', '101']) {
    states.set(endpoint, ready);
    phones.changed(endpoint);
  }
  expect(told.map(({ extension }) => extension)).toEqual(['101']);
  phones.stop();
});

it('tells all that is known no longer when AMI is lost', async () => {
  const { states, told, phones } = rig();
  states.set('101', ready).set('102', talking);
  phones.start();
  await settled();
  told.length = 0;
  states.clear();
  phones.allChanged();
  expect(told).toEqual([
    { extension: '101', ...unknown },
    { extension: '102', ...unknown },
  ]);
  phones.stop();
});

it('learns of a new manager, forgets one who left, and outlives a database that does not answer', async () => {
  const { people, clock, told, phones } = rig();
  phones.start();
  await settled();
  told.length = 0;
  people.failure = new Error('no database');
  await clock.pass(30_000);
  expect(phones.all()).toHaveLength(2);
  people.failure = null;
  people.rows.splice(0, 1, { extension: '103', name: 'Vera' });
  await clock.pass(30_000);
  expect(phones.all().map(({ extension }) => extension)).toEqual(['102', '103']);
  expect(told).toEqual([{ extension: '103', ...unknown }]);
  phones.stop();
  expect(clock.waiting).toBe(0);
});
