import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import type { ListeningView } from '#calls/engine/listening-feed';
import type { ListeningNote, ListeningRequest } from '#calls/engine/listenings';
import { Switchboard } from '#calls/engine/switchboard';
import type { Call } from '#calls/model/call-state';
import type { CallView } from '#calls/model/call-view';
import { beginListening, listeningTransition, seenOf } from '#calls/model/listening';
import type { ListeningEffect, ListeningEvent, ListeningStep } from '#calls/model/listening';
import type { Listener, ListeningMode } from '#calls/model/listening-facts';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { callId, clickStart, Driven, events, plan } from './call-samples';
import { FakePbx } from './fake-pbx';
import { MemoryCallers } from './memory-callers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryCouriers } from './memory-couriers';
import { MemoryJournal } from './memory-journal';
import { MemoryOrderBook } from './memory-order-book';

const click = { orderNumber: '1001', slot: 'main', idempotencyKey: null } as const;

const id = '019a0000-0000-7000-8000-00000000000a';
const phone = `${id}-s`;
const bridge = `${id}-l`;

function listener(mode: ListeningMode, announced: boolean): Listener {
  return {
    ...{ id, mode, announced, actor: 'account:ivanova', name: 'Olga', extension: '190' },
    ...{ channelId: phone, startedAt: 0, answeredAt: null },
  };
}

/** Manager and customer talk. */
function conversation() {
  const driven = new Driven(clickStart);
  driven.feed(events.authorised()).feed(events.devices()).answered('manager').answered('customer');
  driven.feed({ type: 'bridged' });
  expect(driven.phase).toBe('talking');
  return driven.call;
}

/** A supervisor listens; events by hand. */
class Rig {
  readonly call = conversation();
  step: ListeningStep;
  readonly effects: ListeningEffect[] = [];

  constructor(mode: ListeningMode, announced = false) {
    this.step = beginListening(listener(mode, announced), this.call);
  }

  /** @returns what the event has it do, without what the call is told */
  on(event: Omit<ListeningEvent, 'at'>): ListeningEffect[] {
    this.step = listeningTransition(this.step.listening, { ...event, at: 5 } as ListeningEvent);
    return this.step.effects.filter(({ type }) => type !== 'tell-call');
  }

  sees(changes: Partial<ReturnType<typeof seenOf>>): ListeningEffect[] {
    return this.on({ type: 'call-changed', seen: { ...seenOf(this.call), ...changes } } as ListeningEvent);
  }

  get manager(): string {
    return seenOf(this.call).spied ?? '';
  }
}

const snoop = (nth: number): string => `${id}-x${String(nth)}`;
const hears = (nth: number) => ({ type: 'hears', snoopId: snoop(nth) }) as Omit<ListeningEvent, 'at'>;
const answered = (channelId: string) => ({ type: 'answered', channelId }) as const;

test('the phone shows the manager and the order; then a snoop of the manager’s leg is joined with it', () => {
  const rig = new Rig('listen');
  expect(rig.step.effects.at(-1)).toEqual({
    ...{ type: 'call-phone', channelId: phone, phone: '190' },
    display: { name: 'Anna', number: '*71001' },
  });
  expect(rig.on(answered(phone))).toEqual([
    { type: 'snoop', channelId: rig.manager, snoopId: snoop(1), whispers: false },
  ]);
  expect(rig.on(answered(snoop(1)))).toEqual([
    { type: 'join', bridgeId: bridge, channelIds: [phone, snoop(1)], snoopId: snoop(1) },
  ]);
});

test('what is asked for while a snoop comes is done once the supervisor hears: its request would fail', () => {
  const rig = new Rig('listen');
  rig.on(answered(phone));
  expect(rig.on({ type: 'mode-asked', mode: 'whisper' } as ListeningEvent)).toEqual([]);
  expect(rig.on(answered(snoop(1)))).toMatchObject([{ type: 'join' }]);
  expect(rig.on({ type: 'mode-asked', mode: 'join' } as ListeningEvent)).toEqual([]);
  expect(rig.on(hears(1))).toMatchObject([{ type: 'hang-up' }, { type: 'join', channelIds: [phone] }]);
  // Of a snoop that is gone.
  expect(rig.on(hears(1))).toEqual([]);
});

test('who whispers after listening gets another snoop, once the first is gone', () => {
  const rig = new Rig('listen');
  rig.on(answered(phone));
  rig.on(answered(snoop(1)));
  rig.on(hears(1));
  expect(rig.on({ type: 'digit', channelId: phone, digit: '5' } as ListeningEvent)).toEqual([
    { type: 'hang-up', channelId: snoop(1), cause: 16 },
    { type: 'snoop', channelId: rig.manager, snoopId: snoop(2), whispers: true },
  ]);
  // The end of the first, and a key of no meaning, change nothing.
  expect(rig.on({ type: 'ended', channelId: snoop(1) } as ListeningEvent)).toEqual([]);
  expect(rig.on({ type: 'digit', channelId: phone, digit: '7' } as ListeningEvent)).toEqual([]);
});

test('who joins is in the bridge of the call, parted with it while the customer keys, and joined again', () => {
  const rig = new Rig('join');
  const joins = [{ type: 'join', bridgeId: `${callId}-b`, channelIds: [phone], snoopId: null }];
  // By way of a snoop: the third leg of a bridge must have been in one before, for a moment.
  expect(rig.on(answered(phone))).toMatchObject([{ type: 'snoop', whispers: false }]);
  expect(rig.on(answered(snoop(1)))).toEqual([
    { type: 'join', bridgeId: bridge, channelIds: [phone, snoop(1)], snoopId: snoop(1) },
  ]);
  expect(rig.on(hears(1))).toEqual([{ type: 'hang-up', channelId: snoop(1), cause: 16 }, ...joins]);
  expect(rig.sees({ talks: false })).toEqual([]);
  expect(rig.sees({ talks: false })).toEqual([]);
  expect(rig.sees({})).toEqual(joins);
  expect(rig.sees({})).toEqual([]);
});

test('nobody joins while the customer keys; a snoop, which has the manager alone, stays', () => {
  const rig = new Rig('listen');
  rig.on(answered(phone));
  rig.on(answered(snoop(1)));
  rig.on(hears(1));
  expect(rig.sees({ talks: false })).toEqual([]);
  expect(rig.on({ type: 'mode-asked', mode: 'join' } as ListeningEvent)).toEqual([]);
  expect(rig.sees({})).toEqual([
    { type: 'hang-up', channelId: snoop(1), cause: 16 },
    { type: 'join', bridgeId: `${callId}-b`, channelIds: [phone], snoopId: null },
  ]);
});

test('announced: nothing is heard before the two were told, once, and only while they hear it', () => {
  const rig = new Rig('listen', true);
  rig.sees({ talks: false });
  expect(rig.on(answered(phone))).toEqual([]);
  expect(rig.sees({})).toEqual([{ type: 'tell', bridgeId: `${callId}-b`, language: 'ru' }]);
  expect(rig.sees({})).toEqual([]);
  expect(rig.on({ type: 'told' })).toEqual([
    { type: 'snoop', channelId: rig.manager, snoopId: snoop(1), whispers: false },
  ]);
});

test('while a colleague is asked nothing is heard; a colleague who has taken the customer is told anew', () => {
  const rig = new Rig('listen', true);
  rig.on(answered(phone));
  rig.sees({});
  rig.on({ type: 'told' });
  rig.on(answered(snoop(1)));
  expect(rig.sees({ talks: false, spied: null })).toEqual([
    { type: 'hang-up', channelId: snoop(1), cause: 16 },
  ]);
  // Control: the manager alone, with the customer again, was told before.
  expect(rig.sees({})).toEqual([
    { type: 'snoop', channelId: rig.manager, snoopId: snoop(2), whispers: false },
  ]);
  rig.sees({ talks: false, spied: null });
  expect(rig.sees({ spied: 'colleague' })).toEqual([
    { type: 'tell', bridgeId: `${callId}-b`, language: 'ru' },
  ]);
  expect(rig.on({ type: 'told' })).toEqual([
    { type: 'snoop', channelId: 'colleague', snoopId: snoop(3), whispers: false },
  ]);
});

test('nothing is spied on while a colleague is called for the customer', () => {
  const call = conversation();
  expect(seenOf(call).spied).not.toBeNull();
  const asking = { ...call, transfer: { kind: 'attended' } as Call['transfer'] };
  expect(seenOf(asking).spied).toBeNull();
});

test.each<[string, Omit<ListeningEvent, 'at'>]>([
  ['the supervisor hangs up', { type: 'ended', channelId: phone } as ListeningEvent],
  ['the page ends it', { type: 'end-asked' }],
  ['a request to the PBX failed', { type: 'failed' }],
])('%s: phone, snoop and bridge go, and nothing else', (_what, event) => {
  const rig = new Rig('listen');
  rig.on(answered(phone));
  rig.on(answered(snoop(1)));
  expect(rig.on(event)).toEqual([
    { type: 'hang-up', channelId: snoop(1), cause: 16 },
    { type: 'hang-up', channelId: phone, cause: 16 },
    { type: 'part', bridgeId: bridge },
    { type: 'over', at: 5 },
  ]);
  expect(rig.on(event)).toEqual([]);
});

test('it ends with the call, and if the phone is not answered in time', () => {
  const ends = [
    { type: 'hang-up', channelId: phone, cause: 16 },
    { type: 'part', bridgeId: bridge },
    { type: 'over', at: 5 },
  ];
  expect(new Rig('join').sees({ isOver: true, talks: false })).toEqual(ends);
  expect(new Rig('join').on({ type: 'timeout' })).toEqual(ends);
  const answeredRig = new Rig('join');
  answeredRig.on(answered(phone));
  expect(answeredRig.on({ type: 'timeout' })).toEqual([]);
});

test('another phone of the manager is spied on from then on', () => {
  const rig = new Rig('listen');
  rig.on(answered(phone));
  rig.on(answered(snoop(1)));
  expect(rig.sees({ spied: 'another' })).toEqual([
    { type: 'hang-up', channelId: snoop(1), cause: 16 },
    { type: 'snoop', channelId: 'another', snoopId: snoop(2), whispers: false },
  ]);
});

describe('on the switchboard', () => {
  function rig(journal = new MemoryJournal()) {
    const clock = new FakeClock();
    const pbx = new FakePbx(clock);
    const orders = new MemoryOrderBook();
    const store = new MemoryCallStore();
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
    orders.addManager('190');
    orders.addOrder('1001', '101', '+79005551234');
    const notes: ListeningNote[] = [];
    switchboard.listeningNotes.subscribe((note) => notes.push(note));
    const views: ListeningView[] = [];
    switchboard.listeningFeed.subscribe((view) => views.push(view));
    return { clock, pbx, store, feed, journal, switchboard, notes, views };
  }

  const request: ListeningRequest = {
    ...{ callId: 'call-1', actor: 'account:ivanova', name: 'Olga', extension: '190' },
    ...{ mode: 'listen', announced: false },
  };

  async function talking(shop = rig()) {
    shop.pbx.dials('101', '1001', 'phone');
    await settled();
    shop.pbx.answers('call-1-c0');
    await settled();
    return shop;
  }

  async function listening() {
    const shop = await talking();
    expect(shop.switchboard.listen(request)).toBe('started');
    shop.pbx.answers('call-2-s');
    await settled();
    expect(shop.pbx.did('join').at(-1)!.joining).toMatchObject({
      bridgeId: 'call-2-l',
      legs: [{ channelId: 'call-2-s' }, { channelId: 'call-2-x1' }],
    });
    return shop;
  }

  test('the record tells who listened and when; the call itself shows and tells nothing of it', async () => {
    const shop = await talking();
    const seen: CallView[] = [];
    shop.feed.subscribe((view) => seen.push(view));
    const { revision } = shop.switchboard.live('call-1')!;
    shop.switchboard.listen(request);
    shop.pbx.answers('call-2-s');
    const joinedAt = shop.clock.now();
    await settled();
    expect(seen).toEqual([]);
    expect(shop.switchboard.live('call-1')!.revision).toBe(revision);
    expect(shop.switchboard.listeningTo()).toMatchObject([{ callId: 'call-1', announced: false }]);
    await shop.clock.pass(5_000);
    shop.pbx.ends('phone');
    await settled();
    expect(shop.pbx.channels).toEqual([]);
    expect(shop.store.records[0]!.legs.at(-1)).toMatchObject({
      ...{ party: 'supervisor', extension: '190', answeredAt: joinedAt, endedAt: shop.clock.now() },
    });
    expect(shop.store.records[0]).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
    expect(shop.notes.map(({ what }) => what)).toEqual(['end']);
    expect(shop.views.at(-1)).toMatchObject({ listeners: [] });
    expect(shop.clock.waiting).toBe(0);
  });

  test.each(['was played to its end', 'has had its time, where its end went unseen'] as const)(
    'announced: nothing is heard until the announcement %s',
    async (what) => {
      const shop = await talking();
      shop.switchboard.listen({ ...request, announced: true });
      shop.pbx.answers('call-2-s');
      await settled();
      expect(shop.pbx.did('say-to-all')).toMatchObject([{ bridgeId: 'call-1-b' }]);
      await shop.clock.pass(7_000);
      expect(shop.pbx.did('snoop')).toEqual([]);
      if (what === 'was played to its end') shop.pbx.played('call-2-p1');
      else await shop.clock.pass(8_000);
      await settled();
      expect(shop.pbx.did('snoop')).toHaveLength(1);
      shop.pbx.ends('phone');
      await settled();
      expect(shop.clock.waiting).toBe(0);
    },
  );

  test('the supervisor’s phone counts as busy; a second one, the own call and an earlier phase are refused', async () => {
    const shop = await listening();
    const { switchboard } = shop;
    expect(switchboard.listen({ ...request, actor: 'account:other', extension: '191' })).toBe(
      'call-listened',
    );
    expect(await switchboard.click({ ...click, extension: '190' })).toEqual({ outcome: 'manager-busy' });
    expect(switchboard.endListening('call-1', 'account:other')).toBe(false);
    expect(switchboard.endListening('call-1', request.actor)).toBe(true);
    expect(switchboard.listen({ ...request, extension: '101' })).toBe('own-call');
    expect(switchboard.listen({ ...request, callId: 'call-9' })).toBe('not-talking');
    expect(switchboard.live('call-1')!.phase).toBe('talking');
  });

  test('its channels and its bridge are no strays, and are strays after a crash, whose record has the leg', async () => {
    const shop = await listening();
    shop.pbx.connects();
    await settled();
    await shop.clock.pass(3_000);
    expect(shop.pbx.did('hang-up')).toEqual([]);

    const note = shop.journal.open.get('call-1')!;
    expect(note.listeners).toMatchObject([{ actor: 'account:ivanova', extension: '190' }]);
    const next = rig();
    next.pbx.unseen({
      there: { 'call-2-s': 'answered', 'call-2-x1': 'answered', phone: 'answered', 'call-1-c0': 'answered' },
      bridge: { id: 'call-2-l', channels: ['call-2-s', 'call-2-x1'] },
    });
    next.switchboard.restore([note]);
    expect(next.notes).toMatchObject([{ what: 'end', interrupted: true, call: { id: 'call-1' } }]);
    next.pbx.connects();
    await settled();
    await next.clock.pass(5_000);
    expect(
      next.pbx
        .did('hang-up')
        .map(({ channelId }) => channelId)
        .sort(),
    ).toEqual(['call-2-s', 'call-2-x1']);
    expect(next.pbx.did('part').map(({ bridgeId }) => bridgeId)).toEqual(['call-2-l']);
    next.pbx.ends('phone');
    await settled();
    expect(next.store.records[0]!.legs.map(({ party }) => party)).toEqual([
      'manager',
      'customer',
      'supervisor',
    ]);
  });

  test('the Transfer key of the supervisor’s phone passes nobody on: the phone is told so', async () => {
    const shop = await listening();
    shop.pbx.refers('call-2-s', '102');
    await settled();
    expect(shop.pbx.did('answer-transfer')).toEqual([
      { deed: 'answer-transfer', channelId: 'call-2-s', accepted: false },
    ]);
    expect(shop.switchboard.listeningTo()).toHaveLength(1);
  });

  test('a phone that is gone without an event ends it; so does a snoop that the PBX refuses', async () => {
    const shop = await listening();
    shop.pbx.connects();
    await settled();
    shop.pbx.unseen({ gone: ['call-2-s'] });
    await shop.clock.pass(3_000);
    expect(shop.switchboard.listeningTo()).toEqual([]);

    const other = await talking();
    other.pbx.refuse('snoop');
    other.switchboard.listen(request);
    other.pbx.answers('call-2-s');
    await settled();
    expect(other.switchboard.listeningTo()).toEqual([]);
    expect(other.pbx.channels).toEqual(['phone', 'call-1-c0']);
  });
});
