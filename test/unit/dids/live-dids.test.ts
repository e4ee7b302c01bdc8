import { LiveDidRoutes } from '#dids/live-dids';
import { defaultRoute } from '#dids/model/did-route';
import type { DidRoute } from '#dids/model/did-route';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryDidStore } from './memory-did-store';

function rig() {
  const store = new MemoryDidStore();
  const clock = new FakeClock();
  const log = new MemoryLog();
  return { store, clock, log, live: new LiveDidRoutes({ store, clock, log }) };
}

const route = (did: string | null, changes: Partial<DidRoute> = {}): DidRoute => ({
  ...defaultRoute,
  did,
  ...changes,
});
const by = 'account:admin';

it('gives the route of the number, else the one of all others, else the default', async () => {
  const { live, store, clock } = rig();
  expect(await live.find('74951234567')).toEqual(defaultRoute);
  await live.put(route('74951234567', { label: 'one' }), by);
  expect((await live.find('74951234567')).label).toBe('one');
  expect((await live.find('+74951234567')).label).toBe('one');
  expect(await live.find('78005550000')).toEqual(defaultRoute);
  await live.put(route(null, { label: 'rest' }), by);
  expect((await live.find('78005550000')).label).toBe('rest');
  expect((await live.find('')).label).toBe('rest');
  expect((await live.find('74951234567')).label).toBe('one');
  expect(store.rows.get(null)).toMatchObject({ changedAt: clock.now(), changedBy: by });
  expect(await live.remove('74951234567')).toBe(true);
  expect((await live.find('74951234567')).label).toBe('rest');
  expect(await live.remove('74951234567')).toBe(false);
});

it('knows the numbers that have a route of their own', async () => {
  const { live } = rig();
  expect(await live.numbers()).toEqual([]);
  await live.put(route(null, { label: 'rest' }), by);
  await live.put(route('74951234567'), by);
  expect(await live.numbers()).toEqual(['74951234567']);
});

it('lists the route of all others first, stored or not, then by number', async () => {
  const { live } = rig();
  await live.put(route('78005550000'), by);
  await live.put(route('74951234567'), by);
  const list = await live.list();
  expect(list.map((entry) => [entry.route.did, entry.changedBy])).toEqual([
    [null, null],
    ['74951234567', by],
    ['78005550000', by],
  ]);
});

it('asks the database once in a minute, however many calls come in', async () => {
  const { live, store, clock } = rig();
  await Promise.all(Array.from({ length: 40 }, () => live.find('74951234567')));
  expect(store.reads).toBe(1);
  await clock.pass(59_000);
  await live.find('74951234567');
  expect(store.reads).toBe(1);
  // Another process.
  await store.write(route('74951234567', { label: 'new' }), clock.now(), by);
  await clock.pass(1000);
  expect((await live.find('74951234567')).label).toBe('');
  await settled();
  expect((await live.find('74951234567')).label).toBe('new');
  expect(store.reads).toBe(2);
});

it('never throws: the last known route, or the default, where the database is down', async () => {
  const { live, store, clock, log } = rig();
  store.failWith(new Error('no database'));
  expect(await live.find('74951234567')).toEqual(defaultRoute);
  expect(log.lines).toMatchObject([{ level: 'warn' }]);
  // Calls do not try one after another.
  await live.find('74951234567');
  expect(store.reads).toBe(1);
  store.failWith(null);
  await store.write(route('74951234567', { label: 'one' }), clock.now(), by);
  await clock.pass(5000);
  expect((await live.find('74951234567')).label).toBe('one');
  store.failWith(new Error('no database'));
  await clock.pass(120_000);
  expect((await live.find('74951234567')).label).toBe('one');
  await settled();
  expect((await live.find('74951234567')).label).toBe('one');
  await expect(live.list()).rejects.toThrow('no database');
  await expect(live.put(route(null), by)).rejects.toThrow('no database');
});

it('has the very first calls wait for two seconds at most', async () => {
  const { live, store, clock } = rig();
  let answer = (): void => undefined;
  store.slow = new Promise((resolve) => (answer = resolve));
  await store.write(route('74951234567', { label: 'one' }), clock.now(), by);
  const first = live.find('74951234567');
  await clock.pass(1999);
  let given: DidRoute | null = null;
  void first.then((found) => (given = found));
  await settled();
  expect(given).toBeNull();
  await clock.pass(1);
  expect(await first).toEqual(defaultRoute);
  answer();
  await settled();
  expect((await live.find('74951234567')).label).toBe('one');
});

it('does not keep what was read before a change', async () => {
  const { live, store } = rig();
  let answer = (): void => undefined;
  store.slow = new Promise((resolve) => (answer = resolve));
  const early = live.find('74951234567');
  store.slow = Promise.resolve();
  await live.put(route('74951234567', { label: 'one' }), by);
  answer();
  await early;
  await settled();
  expect((await live.find('74951234567')).label).toBe('one');
});

it('does not follow a stored route that another version wrote, and says so', async () => {
  const { live, store, clock, log } = rig();
  await store.write({ ...route('74951234567'), purpose: 'decoy' } as never, clock.now(), by);
  await store.write(route(null, { label: 'rest' }), clock.now(), by);
  expect((await live.find('74951234567')).label).toBe('rest');
  expect(log.lines).toMatchObject([{ level: 'warn', fields: { count: 1 } }]);
  expect(JSON.stringify(log.lines).includes('74951234567')).toBe(false);
});
