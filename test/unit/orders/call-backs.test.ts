import type { CallView } from '#calls/model/call-view';
import { CallBacks } from '#orders/call-backs';
import type { CallBackWish } from '#orders/model/call-back-wish';
import { manager as anna } from '../calls/call-samples';
import { MemoryCallControl } from '../calls/memory-call-control';
import { callView } from '../calls/memory-call-log';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

function shop() {
  const clock = new FakeClock();
  const calls = new MemoryCallControl();
  const log = new MemoryLog();
  const wish: CallBackWish = {
    ...{ orderNumber: '1001', managerExtension: '101', slot: 'second', callId: 'asked', timeZone: null },
    ...{ wishedAt: clock.now(), tries: 0, lastTryAt: null },
  };
  const at = {
    ...{ clock, calls, log, wish },
    rules: { callBackTries: 2, callingHours: '00:00-24:00', defaultTimeZone: 'Europe/Moscow' },
    away: false,
    wishes: [wish] as CallBackWish[],
    failure: null as Error | null,
    reads: 0,
  };
  calls.answer = () => ({ outcome: 'started', call: callView(1) });
  const callBacks = new CallBacks({
    store: {
      open: () => {
        at.reads += 1;
        return at.failure === null ? Promise.resolve(at.wishes) : Promise.reject(at.failure);
      },
      find: (orderNumber) =>
        Promise.resolve(at.wishes.find((each) => each.orderNumber === orderNumber) ?? null),
    },
    agents: { list: () => Promise.resolve([{ manager: anna, group: null, away: at.away }]) },
    rules: () => Promise.resolve(at.rules),
    ...{ calls, clock, log },
  });
  callBacks.start();
  return {
    ...at,
    at,
    callBacks,
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        await clock.pass(1_000);
        await settled();
      }
    },
  };
}

/** How a try is on record. */
function tried(wish: CallBackWish, at: number): CallBackWish {
  return { ...wish, tries: wish.tries + 1, lastTryAt: at };
}

test('once the manager has been free for ten seconds, the order is called; each try has a key', async () => {
  const { calls, pass } = shop();
  await pass(9);
  expect(calls.clicks).toEqual([]);
  await pass(3);
  expect(calls.clicks).toEqual([
    {
      ...{ extension: '101', orderNumber: '1001', slot: 'second', startKind: 'call-back-wish' },
      idempotencyKey: 'call-back-wish asked 1',
    },
  ]);
});

test('a busy phone, an absent manager, or one who has just hung up: not yet', async () => {
  const { at, calls, pass } = shop();
  calls.phones.set('101', 'busy');
  await pass(30);
  calls.phones.set('101', 'ready');
  at.away = true;
  await pass(30);
  at.away = false;
  await pass(9);
  expect(calls.clicks).toEqual([]);
  await pass(3);
  expect(calls.clicks).toHaveLength(1);
});

test('who is on the line comes first: callers who wait for the manager, and the customer themself', async () => {
  const { calls, pass } = shop();
  const waiting: CallView = {
    ...callView(1),
    phase: 'queueing',
    direction: 'inbound',
    disposition: null,
  };
  calls.put({ ...waiting, id: 'caller', orderNumber: '1002', managerExtension: '101' });
  await pass(15);
  calls.put({ ...waiting, id: 'caller', phase: 'ended' });
  calls.put({ ...waiting, id: 'self', orderNumber: '1001', managerExtension: '105' });
  await pass(15);
  expect(calls.clicks).toEqual([]);
  calls.put({ ...waiting, id: 'self', phase: 'ended' });
  await pass(1);
  expect(calls.clicks).toHaveLength(1);
});

test('tries are five minutes apart, and as many as the setting says', async () => {
  const { at, calls, clock, pass } = shop();
  await pass(12);
  at.wishes = [tried(at.wishes[0]!, clock.now())];
  await pass(280);
  expect(calls.clicks).toHaveLength(1);
  await pass(30);
  expect(calls.clicks.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
    'call-back-wish asked 1',
    'call-back-wish asked 2',
  ]);
  at.wishes = [tried(at.wishes[0]!, clock.now())];
  await pass(400);
  expect(calls.clicks).toHaveLength(2);
});

test('outside the calling hours, and of a wish of yesterday, nobody is called', async () => {
  const { at, calls, clock, pass } = shop();
  at.rules.callingHours = '00:00-00:01';
  await pass(30);
  at.rules.callingHours = '00:00-24:00';
  at.wishes = [{ ...at.wishes[0]!, wishedAt: clock.now() - 25 * 3600 * 1_000_000 }];
  await pass(30);
  expect(calls.clicks).toEqual([]);
});

test('0 turns it off: the database is not even asked', async () => {
  const { at, calls, pass } = shop();
  at.rules.callBackTries = 0;
  await pass(10);
  const before = at.reads;
  await pass(30);
  expect([at.reads - before, calls.clicks]).toEqual([0, []]);
});

test('another Star7 began it, or this one died in the middle: the next try has the next key', async () => {
  const { calls, pass } = shop();
  calls.answer = () => ({ outcome: 'existing', call: { ...callView(1), endedAt: null } });
  await pass(12);
  await pass(62);
  const ended = { ...callView(1), endedAt: 1 };
  calls.answer = () => ({ outcome: 'existing', call: ended });
  await pass(62);
  await pass(62);
  expect(calls.clicks.map(({ idempotencyKey }) => idempotencyKey?.slice(-1))).toEqual(['1', '1', '1', '2']);
});

test('a database that fails is asked again; after the end nobody is called', async () => {
  const { at, calls, callBacks, log, pass } = shop();
  at.failure = new Error('no database');
  await pass(10);
  expect(log.lines.filter(({ level }) => level === 'error').length).toBeGreaterThan(0);
  at.failure = null;
  await pass(10);
  await callBacks.stop();
  await pass(30);
  expect(calls.clicks).toEqual([]);
});
