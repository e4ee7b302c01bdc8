import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import { Switchboard } from '#calls/engine/switchboard';
import { nextLookAt, nothingHeard, talkBegan, talkEnded, whoAnswered } from '#calls/model/voicemail';
import type { Hearing } from '#calls/model/voicemail';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { plan } from './call-samples';
import { FakePbx } from './fake-pbx';
import { MemoryCallers } from './memory-callers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryCouriers } from './memory-couriers';
import { MemoryJournal } from './memory-journal';
import { MemoryOrderBook } from './memory-order-book';

const second = 1_000_000;

/** Talk and silence in turns, seconds, beginning with silence. @returns what is known at the end, and when that is */
function heard(...lengths: readonly number[]): { hearing: Hearing; at: number } {
  let hearing = nothingHeard;
  let at = 0;
  lengths.forEach((length, index) => {
    if (index % 2 === 1) hearing = talkBegan(hearing, at);
    at += length * second;
    if (index % 2 === 1 && index < lengths.length - 1) hearing = talkEnded(hearing, at, length * second);
  });
  return { hearing, at };
}

describe('who answered', () => {
  test.each<[string, ReturnType<typeof whoAnswered>, readonly number[]]>([
    ['nobody has said anything', null, [3]],
    ['a word, and a pause that is still short', null, [0.4, 0.5, 0.6]],
    ['a word, and the pause of a listener', 'person', [0.4, 0.5, 1]],
    ['a word, a pause, and much talk after it: the answer to the manager', 'person', [0.4, 0.5, 1.2, 5]],
    ['a sentence that goes on', null, [0.4, 2.4]],
    ['a greeting without a pause', 'voicemail', [0.4, 2.7]],
    ['a greeting of two sentences', 'voicemail', [0.4, 1.5, 0.7, 1.3]],
    ['a click, a long pause, and a greeting', 'voicemail', [0.1, 0.06, 2, 2.7]],
  ])('%s: %s', (_what, who, lengths) => {
    const { hearing, at } = heard(...lengths);
    expect(whoAnswered(hearing, at)).toBe(who);
  });

  test('is known at the next look, if nothing is heard until then', () => {
    for (const lengths of [
      [0.2, 0.5],
      [0.2, 0.5, 0.1],
      [0.2, 0.5, 0.1, 0.3],
    ] as const) {
      const { hearing } = heard(...lengths);
      const at = nextLookAt(hearing);
      expect(whoAnswered(hearing, (at ?? 0) - 1)).toBeNull();
      expect(whoAnswered(hearing, at ?? 0)).not.toBeNull();
    }
    expect(nextLookAt(nothingHeard)).toBeNull();
  });
});

function rig() {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const orders = new MemoryOrderBook();
  const store = new MemoryCallStore();
  const journal = new MemoryJournal();
  const log = new MemoryLog();
  const feed = new CallFeed();
  let ids = 0;
  const switchboard = new Switchboard({
    ...{ pbx, orders, store, journal, clock, log, feed, plan },
    callers: new MemoryCallers(),
    agents: new MemoryCallers(),
    keyedNumbers: new MemoryCallers(),
    transfers: new MemoryCallers(),
    couriers: new MemoryCouriers(),
    scribe: new CallScribe(store, journal, clock, log, 0),
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: { stateOf: () => ({ registered: true, inUse: false }) },
    newCallId: () => `call-${String(++ids)}`,
  });
  orders.addManager('101');
  orders.addOrder('1001', '101', '+79005551234');
  return { clock, pbx, store, feed, switchboard };
}

const customer = 'call-1-c0';

/** The two are joined. */
async function talking() {
  const shop = rig();
  shop.pbx.dials('101', '1001', 'phone');
  await settled();
  shop.pbx.answers(customer);
  await settled();
  expect(shop.pbx.watched).toEqual(new Set([customer]));
  const isMarked = (): boolean | undefined => shop.switchboard.live('call-1')?.voicemail;
  return { ...shop, isMarked };
}

test('a greeting is marked while it goes on: live, in the record, and the PBX stops to listen', async () => {
  const { clock, pbx, store, isMarked } = await talking();
  pbx.talks(customer);
  await clock.pass(2_500);
  expect(isMarked()).toBe(false);
  await clock.pass(200);
  expect(isMarked()).toBe(true);
  expect(pbx.watched.size).toBe(0);
  pbx.ends(customer);
  await settled();
  expect(store.records).toEqual([expect.objectContaining({ disposition: 'answered', voicemail: true })]);
  expect(clock.waiting).toBe(0);
});

test('a person is not marked, whatever they say later; after the window the PBX stops to listen', async () => {
  const { clock, pbx, store, isMarked } = await talking();
  pbx.talks(customer);
  await clock.pass(700);
  pbx.pauses(customer, 450_000);
  await clock.pass(900);
  pbx.talks(customer);
  await clock.pass(6_000);
  expect(isMarked()).toBe(false);
  await clock.pass(5_000);
  expect(pbx.watched.size).toBe(0);
  pbx.ends(customer);
  await settled();
  expect(store.records).toEqual([expect.objectContaining({ voicemail: false })]);
});

test('a beep marks what sounded like a person', async () => {
  const { clock, pbx, isMarked } = await talking();
  pbx.talks(customer);
  await clock.pass(1_000);
  pbx.pauses(customer, 750_000);
  await clock.pass(1_500);
  pbx.beeped.add(customer);
  pbx.talks(customer);
  await clock.pass(700);
  pbx.pauses(customer, 450_000);
  await settled();
  expect(isMarked()).toBe(true);
});

test('a person says otherwise, and nothing that is heard later changes it', async () => {
  const { clock, pbx, switchboard, feed, isMarked } = await talking();
  const seen: boolean[] = [];
  feed.subscribe(({ voicemail }) => seen.push(voicemail));
  pbx.talks(customer);
  await clock.pass(3_000);
  expect(switchboard.markVoicemail('call-1', false)).toBe(true);
  pbx.talks(customer);
  await clock.pass(9_000);
  expect(isMarked()).toBe(false);
  expect(seen).toEqual([true, false]);
});

test('what a person says before anything was heard stands as well', async () => {
  const { clock, pbx, switchboard, isMarked } = await talking();
  expect(pbx.watched.size).toBe(1);
  expect(switchboard.markVoicemail('call-1', false)).toBe(true);
  expect(pbx.watched.size).toBe(0);
  pbx.talks(customer);
  await clock.pass(9_000);
  expect(isMarked()).toBe(false);
});

test('keeps no timer once the call has ended, and nobody is marked before they are joined', async () => {
  const { clock, pbx, switchboard } = rig();
  pbx.dials('101', '1001', 'phone');
  await settled();
  expect(pbx.watched.size).toBe(0);
  expect(switchboard.markVoicemail('call-1', true)).toBe(false);
  pbx.answers(customer);
  await settled();
  pbx.talks(customer);
  pbx.ends('phone');
  await settled();
  expect(switchboard.liveCalls()).toEqual([]);
  expect(clock.waiting).toBe(0);
});
