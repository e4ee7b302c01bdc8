import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import { DialInGate } from '#calls/engine/dial-in-gate';
import { Switchboard } from '#calls/engine/switchboard';
import type { CallView } from '#calls/model/call-view';
import { mask } from '#kernel/masked';
import { plan } from './call-samples';
import { guessGuardOf } from './guess-guard-of';
import { FakeClock, settled } from '../kernel/fake-clock';
import { FakePbx } from './fake-pbx';
import { callerRoute, MemoryCallers } from './memory-callers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryCouriers, sergey } from './memory-couriers';
import { MemoryJournal } from './memory-journal';
import { MemoryLimitStore } from './memory-limit-store';
import { MemoryLog } from '../log/memory-log';
import { MemoryManagerRoster, MemoryMobiles } from '../people/memory-manager-roster';
import { MemoryOrderBook } from './memory-order-book';

/*
 * A manager calls the number for managers from the own mobile, keys PIN and order, and has the customer.
 */

const did = '74950000088';
const mobile = '+79161110000';
const stranger = '+79269999999';
const pin = '482913';
const customers = '+79000000001';

async function shop({ limit = 0 } = {}) {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const store = new MemoryCallStore();
  const log = new MemoryLog();
  const feed = new CallFeed();
  const journal = new MemoryJournal();
  const callers = new MemoryCallers();
  callers.caller = { ...callers.caller, route: { ...callerRoute, purpose: 'managers' } };
  const orders = new MemoryOrderBook();
  const roster = new MemoryManagerRoster();
  const mobiles = new MemoryMobiles(roster);
  const anna = await roster.add({ extension: '101', name: 'Anna', language: 'en' });
  callers.hasAgents(orders.addManager('101', anna));
  orders.addManager('102');
  orders.addOrder('1001', '101', customers);
  orders.addOrder('1002', '102', '+79000000002');
  await mobiles.set('101', mask(mobile), true);
  await mobiles.setPin('101', pin);
  const couriers = new MemoryCouriers();
  const guessed = new MemoryLimitStore();
  const checked: (string | null)[] = [];
  const views: CallView[] = [];
  feed.subscribe((view) => views.push(view));
  let ids = 0;
  const parts = {
    ...{ pbx, orders, callers, couriers, agents: callers, keyedNumbers: callers, transfers: callers },
    dialIns: new DialInGate({
      mobiles,
      guard: guessGuardOf(clock, limit, guessed),
      passwords: {
        matches: (typed: string, encoded: string | null) => {
          checked.push(encoded);
          return Promise.resolve(typed === encoded);
        },
      },
      normalise: (caller) => caller,
      clock,
    }),
    scribe: new CallScribe(store, journal, clock, log, 0),
    ...{ store, journal, clock, log, feed, plan },
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: { stateOf: () => ({ registered: true, inUse: false }) },
    newCallId: () => `call-${String(++ids)}`,
  };
  const switchboard = new Switchboard(parts);
  return {
    ...{ clock, pbx, store, log, journal, callers, couriers, mobiles, guessed, checked, views, parts },
    switchboard,
    async calls(from: string | null = mobile) {
      pbx.calls(did, from, 'caller');
      await settled();
      pbx.answers('caller');
      await settled();
    },
    /** Keys, and waits for as long as a PIN takes. */
    async keys(digits: string, channel = 'caller') {
      for (const digit of digits) pbx.presses(channel, digit);
      await settled();
      await clock.pass(800);
      await settled();
    },
    async answers(channel: string) {
      pbx.answers(channel);
      await settled();
    },
    async ends(channel: string, cause = 16) {
      pbx.ends(channel, cause, null);
      await settled();
    },
    async played() {
      pbx.played();
      await settled();
    },
    said: () => pbx.did('say').map(({ saying }) => saying.what),
    phase: (id = 'call-1') => switchboard.live(id)?.phase,
    kept: () => JSON.stringify([views, store.records, [...journal.open.values()], log.lines]),
  };
}

test('PIN and order number: the customer is called, and each side sees the company’s number', async () => {
  const at = await shop();
  await at.calls();
  expect(at.said()).toEqual([['key-pin']]);
  await at.keys(`${pin}#`);
  expect(at.said().at(-1)).toEqual(['mobile-key-order']);
  await at.keys('1001#');
  expect(at.pbx.did('make')).toMatchObject([
    { leg: { channelId: 'call-1-c0', display: { number: plan.defaultDid } }, to: { trunk: 'first' } },
  ]);
  await at.answers('call-1-c0');
  expect(at.pbx.did('join')[0]!.joining.legs.map(({ channelId }) => channelId)).toEqual([
    'caller',
    'call-1-c0',
  ]);
  expect(at.views.at(-1)).toMatchObject({
    ...{ direction: 'outbound', startKind: 'own-mobile', orderNumber: '1001', managerExtension: '101' },
  });
  await at.clock.pass(30_000);
  await at.ends('call-1-c0');
  await at.clock.pass(3_000);
  expect(at.pbx.channels).toEqual([]);
  expect(at.store.records).toMatchObject([
    {
      ...{ direction: 'outbound', startKind: 'own-mobile', managerExtension: '101', orderNumber: '1001' },
      ...{ disposition: 'answered', hungUpBy: 'customer', talkSeconds: 30 },
      legs: [
        { party: 'manager', origin: 'arrived', extension: '101', trunk: 'carrier' },
        { party: 'customer', origin: 'made' },
      ],
    },
  ]);
  // What was keyed is kept nowhere, and the mobile neither. The control: the order is found.
  expect(at.kept()).not.toMatch(new RegExp(`${pin}|9161110000`));
  expect(at.kept()).toContain('1001');
});

test('an unknown number, a withheld one, a wrong PIN, and one that is not confirmed hear and take the same', async () => {
  const heard: unknown[] = [];
  for (const [from, keyed] of [
    [mobile, '000000'],
    [stranger, pin],
    [null, pin],
    ['+79162220000', pin],
  ] as const) {
    const at = await shop();
    await at.mobiles.set('102', mask('+79162220000'), false).catch(() => undefined);
    await at.calls(from);
    const answers: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      for (const digit of `${keyed}#`) at.pbx.presses('caller', digit);
      await settled();
      const before = at.clock.now();
      // Nothing is said before the pause is over.
      const spoken = at.said().length;
      await at.clock.pass(600);
      expect(at.said()).toHaveLength(spoken);
      await at.clock.pass(150);
      await settled();
      answers.push(at.clock.now() - before);
    }
    const deeds = at.pbx.deeds.map(({ deed }) => deed);
    await at.played();
    heard.push({ said: at.said(), deeds, answers, hashes: at.checked.length });
    expect(at.store.records).toMatchObject([
      { managerExtension: '', managerId: null, disposition: 'not-identified', orderNumber: null },
    ]);
    expect(at.pbx.channels).toEqual([]);
  }
  expect(new Set(heard.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(heard[0]).toMatchObject({
    said: [['key-pin'], ['not-right', 'key-pin'], ['not-right', 'key-pin'], ['mobile-refused']],
    hashes: 3,
  });
});

test('a customer or a courier who calls the number hears the same as everybody', async () => {
  const at = await shop();
  at.couriers.caller = { is: 'nothing', courier: sergey };
  at.callers.caller = {
    ...at.callers.caller,
    ...{ order: { orderId: 3, orderNumber: '1001', customerName: 'Ivan', contactPointId: 4, slot: 'main' } },
  };
  await at.calls(customers);
  expect(at.said()).toEqual([['key-pin']]);
  expect(at.views.at(-1)).toMatchObject({ orderNumber: null, customerName: null, managerExtension: '' });
});

test('an order that is another manager’s, or unknown, is refused as at the desk phone', async () => {
  for (const order of ['1002', '4711']) {
    const at = await shop();
    await at.calls();
    await at.keys(`${pin}#`);
    await at.keys(`${order}#`);
    expect(at.said().at(-1)).toEqual(['order-refused']);
    expect(at.pbx.did('make')).toEqual([]);
    await at.played();
    expect(at.store.records).toMatchObject([
      { managerExtension: '101', disposition: 'refused', refusal: 'order', orderNumber: null },
    ]);
  }
});

test('a manager who is in another call hears so', async () => {
  const at = await shop();
  at.pbx.dials('101', '1001', 'desk');
  await settled();
  await at.calls();
  await at.keys(`${pin}#`);
  await at.keys('1001#');
  expect(at.said().at(-1)).toEqual(['already-in-call']);
});

test('too many wrong PINs: then the right one is wrong, by that mobile alone, and the misses are stored', async () => {
  const at = await shop({ limit: 3 });
  await at.calls();
  for (let tries = 0; tries < 3; tries += 1) await at.keys('111111#');
  await at.played();
  expect((await at.guessed.misses(0)).map(({ extension }) => extension)).toEqual(
    Array<string>(3).fill('mobile:101'),
  );
  at.pbx.calls(did, mobile, 'again');
  await settled();
  await at.keys(`${pin}#`, 'again');
  expect(at.said().at(-1)).toEqual(['not-right', 'key-pin']);
});

test('numbers of nobody are counted one by one, by words that do not tell them', async () => {
  const at = await shop({ limit: 3 });
  for (const [from, channel] of [
    [stranger, 'first'],
    ['+79268888888', 'second'],
    [stranger, 'third'],
    [null, 'fourth'],
  ] as const) {
    at.pbx.calls(did, from, channel);
    await settled();
    at.pbx.answers(channel);
    await settled();
    await at.keys('111111#', channel);
  }
  const [first, second, third, fourth] = (await at.guessed.misses(0)).map(({ extension }) => extension);
  expect([first === third, first === second, fourth]).toEqual([true, false, 'mobile:?']);
  expect(first).toMatch(/^mobile:\?[0-9a-f]{16}$/);
});

test.each([
  ['asked for the PIN', '', 'cancelled'],
  ['asked for the order', `${pin}#`, 'cancelled'],
])('who hangs up while %s leaves nothing', async (_when, keyed, disposition) => {
  const at = await shop();
  await at.calls();
  if (keyed !== '') await at.keys(keyed);
  await at.ends('caller');
  expect(at.pbx.channels).toEqual([]);
  expect(at.store.records).toMatchObject([{ disposition, hungUpBy: 'manager' }]);
});

test('who keys nothing is let go after three questions', async () => {
  const at = await shop();
  await at.calls();
  for (let waits = 0; waits < 3; waits += 1) await at.clock.pass(16_000);
  expect(at.said().at(-1)).toEqual(['mobile-refused']);
  await at.clock.pass(21_000);
  expect(at.pbx.channels).toEqual([]);
});

test('a process that dies: who was asked is let go, a conversation goes on', async () => {
  const asked = await shop();
  await asked.calls();
  await asked.keys(`${pin}#`);
  const first = await restarted(asked);
  expect(first.live('call-1')?.disposition ?? 'interrupted').toBe('interrupted');
  await asked.clock.pass(21_000);
  expect(asked.pbx.channels).toEqual([]);

  const talking = await shop();
  await talking.calls();
  await talking.keys(`${pin}#`);
  await talking.keys('1001#');
  await talking.answers('call-1-c0');
  const second = await restarted(talking);
  expect(second.live('call-1')).toMatchObject({ phase: 'talking', managerExtension: '101' });
  await talking.ends('caller');
  await talking.clock.pass(3_000);
  expect(talking.pbx.channels).toEqual([]);
  expect(talking.store.records).toMatchObject([{ disposition: 'answered', hungUpBy: 'manager' }]);
});

test('where the database does not answer nobody is called', async () => {
  const at = await shop();
  await at.calls();
  at.mobiles.ownersOf = () => Promise.reject(new Error('no database'));
  await at.keys(`${pin}#`);
  expect(at.said().at(-1)).toEqual(['try-later']);
  await at.played();
  expect(at.store.records).toMatchObject([{ disposition: 'look-up-failed' }]);
});

/** Another process with the journal of the first. */
async function restarted(at: Awaited<ReturnType<typeof shop>>) {
  const notes = [...at.journal.open.values()];
  void at.switchboard.stop(0);
  await at.clock.pass(1);
  const next = new Switchboard({ ...at.parts, feed: new CallFeed(), newCallId: () => 'later' });
  next.restore(JSON.parse(JSON.stringify(notes)) as typeof notes);
  at.pbx.connects();
  await settled();
  await at.clock.pass(3_000);
  return next;
}
