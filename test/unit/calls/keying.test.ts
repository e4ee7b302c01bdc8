import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import { Switchboard } from '#calls/engine/switchboard';
import type { CallView } from '#calls/model/call-view';
import { reveal } from '#kernel/masked';
import { plan } from './call-samples';
import { FakeClock, settled } from '../kernel/fake-clock';
import { FakePbx } from './fake-pbx';
import { MemoryCallers } from './memory-callers';
import { MemoryCouriers } from './memory-couriers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from './memory-order-book';

/** What the customer keys in. */
const keyed = '89161112233';

/** A conversation of manager and customer, in which the customer is asked to key in a number. */
async function keying() {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const orders = new MemoryOrderBook();
  const store = new MemoryCallStore();
  const log = new MemoryLog();
  const feed = new CallFeed();
  const journal = new MemoryJournal();
  const callers = new MemoryCallers();
  const views: CallView[] = [];
  feed.subscribe((view) => views.push(view));
  const parts = {
    ...{ pbx, orders, store, journal, clock, log, feed, plan, callers },
    agents: callers,
    keyedNumbers: callers,
    couriers: new MemoryCouriers(),
    transfers: callers,
    scribe: new CallScribe(store, journal, clock, log, 0),
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: { stateOf: () => ({ registered: true, inUse: false }) },
    newCallId: () => 'call-1',
  };
  const switchboard = new Switchboard(parts);
  orders.addManager('101');
  orders.addOrder('1001', '101', '+79005551234');
  pbx.dials('101', '1001', 'phone');
  await settled();
  pbx.answers('call-1-c0');
  // As a real PBX reports it, of a phone that is answered in order to be joined.
  pbx.answers('phone');
  await settled();
  await clock.pass(5_000);
  expect(switchboard.askForNumber('call-1', 'second')).toBe(true);
  await settled();
  return {
    ...{ clock, pbx, store, log, journal, callers, views, switchboard, parts },
    async keys(digits: string) {
      for (const digit of digits) {
        pbx.presses('call-1-c0', digit);
        await settled();
      }
    },
    said: (channel: string) =>
      pbx.did('say').flatMap(({ saying }) => (saying.channelId === channel ? [saying.what] : [])),
    phase: () => switchboard.live('call-1')?.phase,
    result: () => switchboard.live('call-1')?.keyed?.result,
  };
}

test('the two are parted before the first key; the manager waits with music', async () => {
  const { pbx, said, phase } = await keying();
  expect(pbx.did('part')).toEqual([{ deed: 'part', bridgeId: 'call-1-b', stay: ['phone', 'call-1-c0'] }]);
  expect(said('phone')).toEqual([['customer-keys']]);
  expect(pbx.did('play-music')).toEqual([{ deed: 'play-music', channelId: 'phone' }]);
  expect(said('call-1-c0')).toEqual([['key-new-number']]);
  expect(phase()).toBe('keying');
});

test('a number that is keyed and confirmed is saved, and the two talk on', async () => {
  const at = await keying();
  await at.keys(`${keyed}#`);
  expect(at.said('call-1-c0').at(-1)).toEqual(['you-keyed', { digits: keyed }, 'confirm-number']);
  expect(at.callers.saved).toEqual([]);
  await at.keys('1');
  expect(at.callers.saved).toMatchObject([
    { call: 'call-1', orderNumber: '1001', slot: 'second', manager: { extension: '101' } },
  ]);
  expect(reveal(at.callers.saved[0]!.number)).toBe(keyed);
  expect(at.pbx.did('join')[1]!.joining.legs).toEqual([
    { channelId: 'phone', is: 'holding' },
    { channelId: 'call-1-c0', is: 'ready' },
  ]);
  expect([at.phase(), at.result()]).toEqual(['talking', 'saved']);
  await at.clock.pass(10_000);
  at.pbx.ends('call-1-c0');
  await settled();
  // From the first moment together: the keying is part of the conversation.
  expect(at.store.records).toMatchObject([{ disposition: 'answered', talkSeconds: 15 }]);
});

test('without # a pause ends the number; 2 has it keyed again', async () => {
  const at = await keying();
  await at.keys(keyed);
  await at.clock.pass(4_000);
  expect(at.said('call-1-c0').at(-1)).toContainEqual({ digits: keyed });
  await at.keys('2');
  expect(at.said('call-1-c0').at(-1)).toEqual(['key-new-number']);
  await at.keys('89160000000#1');
  expect(reveal(at.callers.saved[0]!.number)).toBe('89160000000');
});

test.each([
  ['nothing is keyed', 'not-keyed', async (at: Awaited<ReturnType<typeof keying>>) => at.clock.pass(110_000)],
  ['no number is keyed', 'invalid', async (at: Awaited<ReturnType<typeof keying>>) => at.keys('12#34#56#')],
  [
    'it is not confirmed',
    'not-keyed',
    async (at: Awaited<ReturnType<typeof keying>>) => at.keys(`${keyed}#2${keyed}#2${keyed}#2`),
  ],
])('if %s, three times, the two talk on, and nothing is changed', async (_what, result, happens) => {
  const at = await keying();
  await happens(at);
  await at.clock.pass(2_000);
  expect([at.phase(), at.result()]).toEqual(['talking', result]);
  expect(at.callers.saved).toEqual([]);
});

test('the manager can take it back at any time', async () => {
  const at = await keying();
  await at.keys('8916');
  expect(at.switchboard.cancelKeying('call-1')).toBe(true);
  await settled();
  // The customer keys on, and the two are not joined before that has ended: the tones would reach the manager's phone.
  await at.clock.pass(1_500);
  await at.keys('1');
  await at.clock.pass(1_500);
  expect([at.phase(), at.pbx.did('join').length]).toEqual(['keying', 1]);
  await at.clock.pass(500);
  expect([at.phase(), at.result()]).toEqual(['talking', 'cancelled']);
  await at.keys('1112233#1');
  expect(at.callers.saved).toEqual([]);
});

test.each(['too-many-changes', 'refused', 'unavailable'] as const)(
  'a number that cannot be saved (%s): the manager learns why, and they talk on',
  async (saving) => {
    const at = await keying();
    at.callers.saving = saving;
    await at.keys(`${keyed}#1`);
    expect([at.phase(), at.result()]).toEqual(['talking', saving]);
  },
);

test('a database that fails: the same', async () => {
  const at = await keying();
  await at.keys(`${keyed}#`);
  at.callers.failure = new Error('no database');
  await at.keys('1');
  expect([at.phase(), at.result()]).toEqual(['talking', 'unavailable']);
});

test.each(['phone', 'call-1-c0'])('if %s hangs up meanwhile, nobody is left', async (channel) => {
  const at = await keying();
  await at.keys('8916');
  at.pbx.ends(channel);
  await settled();
  expect(at.pbx.channels).toEqual([]);
  expect(at.store.records).toMatchObject([
    { disposition: 'answered', hungUpBy: channel === 'phone' ? 'manager' : 'customer' },
  ]);
});

test('*5 at the manager’s phone begins it, and takes it back', async () => {
  const at = await keying();
  for (const digit of '*5') at.pbx.presses('phone', digit);
  await settled();
  await at.clock.pass(2_000);
  expect([at.phase(), at.result()]).toEqual(['talking', 'cancelled']);
  for (const digit of '5*4*5') at.pbx.presses('phone', digit);
  await settled();
  expect(at.phase()).toBe('keying');
  expect(at.said('call-1-c0')).toHaveLength(2);
  await at.keys('*5');
  expect(at.phase()).toBe('keying');
});

test('a star is forgotten after some seconds', async () => {
  const at = await keying();
  at.pbx.presses('phone', '*');
  await at.clock.pass(6_000);
  at.pbx.presses('phone', '5');
  await at.clock.pass(2_000);
  expect(at.phase()).toBe('keying');
});

test('the code is checked and audited as the page’s request is, before the two are parted', async () => {
  const at = await keying();
  at.switchboard.cancelKeying('call-1');
  await at.clock.pass(2_000);
  for (const permitting of [false, null]) {
    at.callers.permitting = permitting;
    for (const digit of '*5') at.pbx.presses('phone', digit);
    await settled();
    expect(at.phase()).toBe('talking');
  }
  at.callers.permitting = true;
  for (const digit of '*5') at.pbx.presses('phone', digit);
  await settled();
  expect(at.phase()).toBe('keying');
  expect(at.callers.permits).toHaveLength(3);
  expect(at.callers.permits[0]).toMatchObject({ call: 'call-1', orderNumber: '1001', slot: 'main' });
});

test('the time to key begins when the question has been heard', async () => {
  const at = await keying();
  await at.clock.pass(19_000);
  at.pbx.played();
  await at.clock.pass(14_000);
  expect(at.said('call-1-c0')).toHaveLength(1);
  await at.clock.pass(1_000);
  expect(at.said('call-1-c0')).toHaveLength(2);
});

test('a result that comes late, of an earlier try, counts for nothing', async () => {
  const at = await keying();
  let answer: (result: 'saved') => void = () => undefined;
  at.callers.save = () => new Promise((resolve) => (answer = resolve));
  await at.keys(`${keyed}#1`);
  await at.clock.pass(5_000);
  expect([at.phase(), at.result()]).toEqual(['talking', 'unavailable']);
  at.switchboard.askForNumber('call-1', 'second');
  await settled();
  const late = answer;
  await at.keys('89160000000#1');
  late('saved');
  await settled();
  expect(at.phase()).toBe('keying');
  answer('saved');
  await settled();
  expect([at.phase(), at.result()]).toEqual(['talking', 'saved']);
});

test('nobody is asked before the two are parted; if that fails, they talk on', async () => {
  const at = await keying();
  at.switchboard.cancelKeying('call-1');
  await at.clock.pass(2_000);
  const asked = at.said('call-1-c0').length;
  at.pbx.refuse('part');
  expect(at.switchboard.askForNumber('call-1', 'main')).toBe(true);
  await settled();
  expect([at.phase(), at.result(), at.said('call-1-c0').length]).toEqual(['talking', 'unavailable', asked]);
});

test('nobody can count the customer’s keys: no event, no revision, no line of the story', async () => {
  const at = await keying();
  const seen = at.views.length;
  await at.keys('891611');
  expect(at.views).toHaveLength(seen);
  at.pbx.ends('phone');
  await settled();
  expect(JSON.stringify([...at.store.calls])).not.toContain('"digit"');
});

test('keys without end keep nobody apart: after a while the two talk on all the same', async () => {
  const at = await keying();
  await at.keys('12');
  expect(at.switchboard.cancelKeying('call-1')).toBe(true);
  for (let second = 0; second < 60 && at.phase() === 'keying'; second += 1) {
    await at.keys('5');
    await at.clock.pass(1_000);
  }
  expect([at.phase(), at.result()]).toEqual(['talking', 'cancelled']);
});

test('keys of the manager’s phone count for nothing', async () => {
  const at = await keying();
  for (const digit of `${keyed}#1`) at.pbx.presses('phone', digit);
  await settled();
  expect(at.callers.saved).toEqual([]);
  expect(at.said('call-1-c0')).toEqual([['key-new-number']]);
});

test('what is keyed is nowhere: not in the journal, the log, the events, the record', async () => {
  const at = await keying();
  const everything = (): string =>
    JSON.stringify([
      at.views,
      at.log.lines,
      [...at.journal.open.values()],
      at.store.records,
      [...at.store.calls],
    ]);
  await at.keys(keyed);
  const half = everything();
  await at.keys('#1');
  at.pbx.ends('phone');
  await settled();
  expect(half + everything()).not.toContain(keyed.slice(-7));
  // The PBX alone is given it, to read it back.
  expect(JSON.stringify(at.pbx.did('say'))).toContain(keyed);
});

test('a process that dies meanwhile: the next one joins the two again', async () => {
  const at = await keying();
  await at.keys('8916');
  const notes = JSON.parse(JSON.stringify([...at.journal.open.values()])) as [];
  void at.switchboard.stop(0);
  await at.clock.pass(1);
  const next = new Switchboard({ ...at.parts, newCallId: () => 'later' });
  next.restore(notes);
  at.pbx.connects();
  await settled();
  await at.clock.pass(3_000);
  expect(next.live('call-1')).toMatchObject({
    phase: 'talking',
    keyed: { slot: 'second', result: 'cancelled' },
  });
});
