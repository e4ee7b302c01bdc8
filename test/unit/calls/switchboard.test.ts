import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import type { Call } from '#calls/model/call-state';
import { isLastWordTo } from '#calls/model/ending';
import type { CallView } from '#calls/model/call-view';
import type { ExtensionState } from '#calls/engine/extensions';
import type { PageReport } from '#calls/model/line-quality';
import { Switchboard } from '#calls/engine/switchboard';
import { plan } from './call-samples';
import { FakeClock, settled } from '../kernel/fake-clock';
import { FakePbx } from './fake-pbx';
import { MemoryCallers } from './memory-callers';
import { MemoryCouriers } from './memory-couriers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from './memory-order-book';

const number = '+79005551234';

function shop(phone: ExtensionState = { registered: true, inUse: false }) {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const orders = new MemoryOrderBook();
  const store = new MemoryCallStore();
  const log = new MemoryLog();
  const feed = new CallFeed();
  const journal = new MemoryJournal();
  const scribe = new CallScribe(store, journal, clock, log, 0);
  let ids = 0;
  /** Calls that wait for Star7 alone, each time that one begins or ceases to. */
  const urgent = new Set<string>();
  const urgencies: string[][] = [];
  const precedence = {
    set(key: string, isUrgent: boolean) {
      if (isUrgent === urgent.has(key)) return;
      if (isUrgent) urgent.add(key);
      else urgent.delete(key);
      urgencies.push([...urgent]);
    },
  };
  const switchboard = new Switchboard({
    pbx,
    precedence,
    orders,
    callers: new MemoryCallers(),
    agents: new MemoryCallers(),
    keyedNumbers: new MemoryCallers(),
    couriers: new MemoryCouriers(),
    transfers: new MemoryCallers(),
    store,
    scribe,
    journal,
    clock,
    log,
    feed,
    plan,
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: { stateOf: () => phone },
    newCallId: () => `call-${String(++ids)}`,
  });
  orders.addManager('101');
  orders.addManager('102');
  orders.addOrder('1001', '101', number);
  orders.addOrder('1002', '101', number);
  orders.addOrder('2001', '102', number);
  orders.addOrder('1003', '101', number, { status: 'closed' });
  return { clock, pbx, orders, store, log, feed, scribe, journal, switchboard, urgencies };
}

const click = (orderNumber: string, idempotencyKey: string | null = null) => ({
  extension: '101',
  orderNumber,
  slot: 'main' as const,
  idempotencyKey,
});

describe('*7 from a phone', () => {
  test('rings the customer, joins the two, and writes one record', async () => {
    const { pbx, store, switchboard } = shop();
    pbx.dials('101', '1001', 'phone');
    await settled();
    expect(pbx.did('ring')).toEqual([{ deed: 'ring', channelId: 'phone' }]);
    expect(pbx.did('make')[0]).toMatchObject({
      leg: { channelId: 'call-1-c0' },
      to: { trunk: 'first' },
    });

    pbx.rings('call-1-c0');
    pbx.answers('call-1-c0');
    await settled();
    expect(pbx.did('join')[0]!.joining).toEqual({
      type: 'join',
      bridgeId: 'call-1-b',
      legs: [
        { channelId: 'phone', is: 'unanswered' },
        { channelId: 'call-1-c0', is: 'ready' },
      ],
    });
    expect(switchboard.live('call-1')!.phase).toBe('talking');

    pbx.ends('call-1-c0');
    await settled();
    expect(pbx.channels).toEqual([]);
    expect(pbx.did('part')).toHaveLength(1);
    expect(store.records).toEqual([
      expect.objectContaining({ id: 'call-1', disposition: 'answered', hungUpBy: 'customer' }),
    ]);
    expect(switchboard.liveCalls()).toEqual([]);
  });

  test('is urgent while it waits for Star7 alone, and not while somebody decides, talks or has gone', async () => {
    const { pbx, urgencies } = shop();
    pbx.dials('101', '1001', 'phone');
    expect(urgencies).toEqual([['call-1']]);
    await settled();
    expect(urgencies).toEqual([['call-1'], []]);
    pbx.rings('call-1-c0');
    pbx.answers('call-1-c0');
    expect(urgencies.slice(2)).toEqual([['call-1']]);
    await settled();
    expect(urgencies.slice(2)).toEqual([['call-1'], []]);
    pbx.dials('102', '2001', 'other');
    pbx.ends('other');
    await settled();
    expect(urgencies.at(-1)).toEqual([]);
  });

  test('unknown, closed, someone else’s and absurd orders make the PBX do the very same', async () => {
    const deedsFor = async (dialled: string) => {
      const { pbx, store } = shop();
      pbx.dials('101', dialled, 'phone');
      await settled();
      pbx.played();
      await settled();
      const { disposition, orderNumber, orderId, hangupCause, sipCode, hungUpBy, customer } =
        store.records[0]!;
      const record = { disposition, orderNumber, orderId, hangupCause, sipCode, hungUpBy, customer };
      return { deeds: pbx.deeds, record };
    };
    const unknown = await deedsFor('9999');
    expect(unknown.deeds.map(({ deed }) => deed)).toEqual(['say', 'hang-up']);
    for (const dialled of [
      '1003',
      '2001',
      '1'.repeat(40),
      '10&01',
      '1001@x',
      '../1001',
      'abc',
      '',
      '1001,x',
    ]) {
      expect(await deedsFor(dialled)).toEqual(unknown);
    }
    // The control: an order of one's own is another matter.
    const { pbx } = shop();
    pbx.dials('101', '1001', 'phone');
    await settled();
    expect(pbx.deeds.map(({ deed }) => deed)).toEqual(['make', 'ring']);
  });

  test('a second *7 while the first call is up is told so; the first goes on', async () => {
    const { pbx, store, switchboard } = shop();
    pbx.dials('101', '1001', 'phone');
    await settled();
    pbx.dials('101', '1002', 'phone-line-2');
    await settled();
    expect(pbx.did('say')[0]!.saying).toMatchObject({
      channelId: 'phone-line-2',
      what: ['already-in-call'],
    });
    pbx.played();
    await settled();
    expect(store.records).toEqual([expect.objectContaining({ disposition: 'manager-busy' })]);
    expect(switchboard.live('call-1')!.phase).toBe('calling-customer');
    expect(pbx.customersCalled).toHaveLength(1);
  });

  test('a database that fails calls nobody', async () => {
    const { pbx, orders } = shop();
    orders.failWith(new Error('down'));
    pbx.dials('101', '1001', 'phone');
    await settled();
    expect(pbx.customersCalled).toEqual([]);
    expect(pbx.did('say')[0]!.saying.what).toEqual(['try-later']);
  });

  test('a database that never answers calls nobody', async () => {
    const { pbx, orders, clock } = shop();
    orders.authorise = () => new Promise(() => undefined);
    pbx.dials('101', '1001', 'phone');
    await clock.pass(plan.authoriseSeconds * 1000);
    expect(pbx.customersCalled).toEqual([]);
    expect(pbx.did('say')[0]!.saying.what).toEqual(['try-later']);
  });
});

describe('click-to-call', () => {
  test('calls the manager first, then the customer', async () => {
    const { pbx, switchboard } = shop();
    const result = await switchboard.click(click('1001'));
    expect(result).toMatchObject({
      outcome: 'started',
      call: { phase: 'calling-manager', orderNumber: '1001' },
    });
    expect(pbx.customersCalled).toEqual([]);
    pbx.answers('call-1-m');
    await settled();
    expect(pbx.customersCalled).toHaveLength(1);
  });

  test('a double click is one call', async () => {
    const { pbx, switchboard } = shop();
    const [first, second] = await Promise.all([
      switchboard.click(click('1001')),
      switchboard.click(click('1001')),
    ]);
    expect(first.outcome).toBe('started');
    expect(second).toMatchObject({ outcome: 'existing', call: { id: 'call-1' } });
    expect(pbx.phonesCalled).toHaveLength(1);
  });

  test('the same idempotency key is the same call, whatever came between', async () => {
    const { pbx, switchboard } = shop();
    await switchboard.click(click('1001', 'key'));
    pbx.answers('call-1-m');
    pbx.rings('call-1-c0');
    pbx.answers('call-1-c0');
    await settled();
    expect(await switchboard.click(click('1001', 'key'))).toMatchObject({
      outcome: 'existing',
      call: { id: 'call-1' },
    });
  });

  test('two orders at once: the second finds the manager busy', async () => {
    const { pbx, switchboard } = shop();
    const results = await Promise.all([switchboard.click(click('1001')), switchboard.click(click('1002'))]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['started', 'manager-busy']);
    expect(pbx.phonesCalled).toHaveLength(1);
  });

  test.each([
    ['not registered', { registered: false, inUse: false }, 'manager-unreachable'],
    ['in use', { registered: true, inUse: true }, 'manager-busy'],
  ] as const)('a phone that is %s is not called', async (_, phone, outcome) => {
    const { pbx, switchboard, store } = shop(phone);
    expect(await switchboard.click(click('1001'))).toEqual({ outcome });
    await settled();
    expect(pbx.deeds).toEqual([]);
    expect(store.records).toHaveLength(1);
  });

  test('refused for every reason alike', async () => {
    const { switchboard } = shop();
    for (const orderNumber of ['9999', '1003', '2001', 'x'.repeat(40)]) {
      expect(await switchboard.click(click(orderNumber))).toEqual({ outcome: 'refused' });
    }
  });

  test('nobody is called where the beginning cannot be noted', async () => {
    const { pbx, store, switchboard } = shop();
    store.failWith(new Error('down'));
    expect(await switchboard.click(click('1001'))).toEqual({ outcome: 'unavailable' });
    expect(pbx.deeds).toEqual([]);
  });

  test('nobody is called, and nothing noted, without a connection to the PBX', async () => {
    const { pbx, store, switchboard } = shop();
    pbx.up = false;
    expect(await switchboard.click(click('1001'))).toEqual({ outcome: 'unavailable' });
    expect(pbx.deeds).toEqual([]);
    expect(store.calls.size).toBe(0);
  });

  test('a PBX that makes no channel ends the call with a record', async () => {
    const { pbx, store, switchboard } = shop();
    pbx.refuse('make');
    await switchboard.click(click('1001'));
    await settled();
    expect(store.records).toEqual([expect.objectContaining({ disposition: 'manager-unreachable' })]);
  });
});

test('hanging up by request ends both legs; a second request finds nothing', async () => {
  const { pbx, store, switchboard } = shop();
  await switchboard.click(click('1001'));
  pbx.answers('call-1-m');
  pbx.answers('call-1-c0');
  await settled();
  expect(switchboard.hangUp('call-1', 'request')).toBe(true);
  await settled();
  expect(pbx.channels).toEqual([]);
  expect(store.records).toEqual([expect.objectContaining({ hungUpBy: 'request' })]);
  expect(switchboard.hangUp('call-1', 'request')).toBe(false);
});

test('a leg that answers and belongs to no call is hung up', async () => {
  const { pbx } = shop();
  pbx.answers('a-call-of-yesterday-c0');
  await settled();
  expect(pbx.did('hang-up')).toEqual([{ deed: 'hang-up', channelId: 'a-call-of-yesterday-c0', cause: 16 }]);
});

test('a trunk’s leg that answers after its call has gone on to the next trunk is hung up', async () => {
  const { pbx } = shop();
  pbx.dials('101', '1001', 'phone');
  await settled();
  pbx.ends('call-1-c0', 34, 503);
  await settled();
  pbx.answers('call-1-c0');
  await settled();
  expect(pbx.did('hang-up').map(({ channelId }) => channelId)).toEqual(['call-1-c0']);
  expect(pbx.customersCalled).toEqual(['call-1-c0', 'call-1-c1']);
});

test('an originate that failed is followed by a hang-up, in case it was made all the same', async () => {
  const { pbx } = shop();
  pbx.refuse('make');
  pbx.dials('101', '1001', 'phone');
  await settled();
  expect(pbx.did('hang-up').map(({ channelId }) => channelId)).toEqual(['call-1-c0', 'call-1-c1']);
});

test('an originate without an answer is not tried over another trunk: the customer might be rung twice', async () => {
  const { pbx, store } = shop();
  pbx.ignore('make');
  pbx.dials('101', '1001', 'phone');
  await settled();
  expect(pbx.customersCalled).toEqual(['call-1-c0']);
  expect(pbx.did('hang-up').map(({ channelId }) => channelId)).toEqual(['call-1-c0']);
  expect(pbx.did('say')).toMatchObject([{ saying: { what: ['try-later'] } }]);
  pbx.played();
  await settled();
  expect(store.records).toEqual([expect.objectContaining({ disposition: 'failed', hungUpBy: 'system' })]);
});

test('a prompt that the PBX cannot play is not asked for again and again', async () => {
  const { pbx, orders, clock, store, switchboard } = shop();
  orders.addManager('103', { pressToAccept: true });
  orders.addOrder('3001', '103', number);
  pbx.refuse('say');
  await switchboard.click({ ...click('3001'), extension: '103' });
  pbx.answers('call-1-m');
  await settled();
  expect(pbx.did('say')).toHaveLength(1);
  await clock.pass(plan.acceptSeconds * 1000);
  expect(store.records).toEqual([expect.objectContaining({ disposition: 'manager-declined' })]);
});

test('after a restart of the PBX nobody counts as busy for a call that is gone', async () => {
  const { pbx, store, switchboard } = shop();
  pbx.dials('101', '1001', 'phone');
  await settled();
  pbx.answers('call-1-c0');
  await settled();
  expect(switchboard.live('call-1')!.phase).toBe('talking');
  expect(switchboard.knowsItsPhones).toBe(false);
  pbx.restarts();
  expect(switchboard.knowsItsPhones).toBe(false);
  await settled();
  // Without waiting for a second list.
  expect(store.records).toEqual([expect.objectContaining({ disposition: 'answered', hungUpBy: 'system' })]);
  expect(switchboard.liveCalls()).toEqual([]);
  expect(switchboard.knowsItsPhones).toBe(true);
  pbx.dials('101', '1001', 'phone-again');
  await settled();
  expect(switchboard.liveCalls()).toEqual([expect.objectContaining({ phase: 'calling-customer' })]);
  pbx.disconnects();
  expect(switchboard.knowsItsPhones).toBe(false);
});

test('a list that the PBX does not give keeps phones unknown', async () => {
  const { pbx, clock, switchboard } = shop();
  const survey = pbx.survey.bind(pbx);
  pbx.survey = () => Promise.reject(new Error('no answer'));
  pbx.connects();
  await settled();
  expect(switchboard.knowsItsPhones).toBe(false);
  pbx.survey = survey;
  await clock.pass(1_000);
  expect(switchboard.knowsItsPhones).toBe(true);
});

test('a call that has ended is shown as it ended while its record waits for the database', async () => {
  const { pbx, store, clock, switchboard } = shop();
  pbx.dials('101', '1001', 'phone');
  await settled();
  store.failWith(new Error('down'));
  pbx.ends('phone');
  await settled();
  expect(switchboard.live('call-1')).toMatchObject({ phase: 'ended', disposition: 'cancelled' });
  store.failWith(null);
  await clock.pass(60_000);
  expect(switchboard.live('call-1')).toBeNull();
});

test('a click that waits for the database while Star7 stops calls nobody, and is on record', async () => {
  const { pbx, store, switchboard } = shop();
  let go: () => void = () => undefined;
  const open = store.open.bind(store);
  store.open = async (call) => {
    await new Promise<void>((resolve) => (go = resolve));
    return await open(call);
  };
  const clicked = switchboard.click(click('1001'));
  await settled();
  const stopped = switchboard.stop(5_000);
  go();
  expect(await clicked).toEqual({ outcome: 'unavailable' });
  expect(await stopped).toBe(true);
  await settled();
  expect(pbx.phonesCalled).toEqual([]);
  expect(store.records).toEqual([expect.objectContaining({ disposition: 'cancelled', hungUpBy: 'system' })]);
});

test('a record that the database refuses is kept and written when it can be', async () => {
  const { pbx, store, clock, scribe } = shop();
  pbx.dials('101', '1001', 'phone');
  await settled();
  store.failWith(new Error('down'));
  pbx.ends('phone');
  await clock.pass(120_000);
  expect(store.records).toEqual([]);
  expect(scribe.pending).toBe(1);
  store.failWith(null);
  await clock.pass(60_000);
  expect(store.records).toEqual([expect.objectContaining({ disposition: 'cancelled' })]);
  expect(scribe.pending).toBe(0);
});

describe('a click while the last call still says how it ended', () => {
  /** 101 hears that the customer of 1001 is busy; the phone is in use by that. */
  async function hearing() {
    const phone = { registered: true, inUse: false };
    const at = shop(phone);
    await at.switchboard.click(click('1001'));
    at.pbx.answers('call-1-m');
    await settled();
    at.pbx.ends('call-1-c0', 17, 486);
    await settled();
    phone.inUse = true;
    expect(at.switchboard.live('call-1')).toMatchObject({ phase: 'announcing', disposition: 'busy' });
    return { ...at, phone };
  }

  test('cuts it, waits for the phone and calls; the record is that of the busy customer', async () => {
    const { pbx, store, clock, phone, switchboard } = await hearing();
    const clicked = switchboard.click(click('1002'));
    await settled();
    expect(pbx.did('hang-up').at(-1)).toMatchObject({ channelId: 'call-1-m' });
    expect(store.records).toEqual([
      expect.objectContaining({ id: 'call-1', disposition: 'busy', hungUpBy: 'customer', hangupCause: 17 }),
    ]);
    expect(pbx.phonesCalled).toEqual(['call-1-m']);
    phone.inUse = false;
    await clock.pass(20);
    expect(await clicked).toMatchObject({ outcome: 'started', call: { orderNumber: '1002' } });
    expect(pbx.phonesCalled).toEqual(['call-1-m', 'call-2-m']);
  });

  test('is refused where another call has the phone, and changes nothing of a call that goes on', async () => {
    const { clock, switchboard } = await hearing();
    const clicked = switchboard.click(click('1002'));
    await settled();
    await clock.pass(5_000);
    expect(await clicked).toEqual({ outcome: 'manager-busy' });

    const other = shop();
    await other.switchboard.click(click('1001'));
    other.pbx.answers('call-1-m');
    await settled();
    expect(await other.switchboard.click(click('1002'))).toEqual({ outcome: 'manager-busy' });
    expect(other.pbx.did('hang-up')).toEqual([]);
  });

  test('of a caller, leaves the caller’s announcement alone', () => {
    const leg = { party: 'manager', extension: '101', state: 'ended', released: true };
    const caller = { ...leg, party: 'customer', extension: null, state: 'answered', released: false };
    const call = { kind: 'inbound', phase: 'announcing', farewellTo: null, legs: [leg, caller] };
    expect(isLastWordTo(call as unknown as Call, '101')).toBe(false);
  });
});

test('stopping waits for who is being called, leaves alone who talks, and takes nothing new', async () => {
  const { pbx, store, clock, journal, switchboard } = shop();
  pbx.dials('101', '1001', 'phone');
  pbx.dials('102', '2001', 'other');
  await settled();
  pbx.answers('call-1-c0');
  await settled();
  const stopped = switchboard.stop(5_000);
  expect(await switchboard.click(click('1001'))).toEqual({ outcome: 'unavailable' });
  pbx.ends('call-2-c0', 17, 486);
  await settled();
  pbx.played();
  expect(await stopped).toBe(true);
  expect(switchboard.liveCalls().map(({ id, phase }) => [id, phase])).toEqual([['call-1', 'talking']]);
  expect(store.records).toEqual([expect.objectContaining({ id: 'call-2', disposition: 'busy' })]);
  expect(journal.open.get('call-1')).toMatchObject({ phase: 'talking' });
  expect(pbx.did('hang-up').map(({ channelId }) => channelId)).toEqual(['other']);
  // Nothing of the call keeps the process from ending.
  expect(clock.waiting).toBe(0);
});

test('stopping does not wait for ever', async () => {
  const { pbx, clock, switchboard } = shop();
  pbx.dials('101', '1001', 'phone');
  await settled();
  const stopped = switchboard.stop(5_000);
  await clock.pass(5_000);
  expect(await stopped).toBe(false);
});

test.each(['stopping', 'the journal is full'])(
  '%s: a *7 is told to try later, and is on record',
  async (why) => {
    const { pbx, store, journal, switchboard } = shop();
    const stopped = why === 'stopping' ? switchboard.stop(5_000) : Promise.resolve(true);
    journal.full = why !== 'stopping';
    pbx.dials('101', '1001', 'late');
    await settled();
    expect(pbx.did('say')[0]!.saying).toMatchObject({ channelId: 'late', what: ['try-later'] });
    pbx.played();
    await settled();
    expect(pbx.did('hang-up')).toEqual([{ deed: 'hang-up', channelId: 'late', cause: 34 }]);
    expect(store.records).toEqual([
      expect.objectContaining({ disposition: 'look-up-failed', orderNumber: null }),
    ]);
    expect(await switchboard.click(click('1001'))).toEqual({ outcome: 'unavailable' });
    expect(await stopped).toBe(true);
  },
);

test('nothing that is logged, published or stored holds the number; the PBX’s request does', async () => {
  const { pbx, store, log, feed, switchboard } = shop();
  const published: CallView[] = [];
  feed.subscribe((call) => published.push(call));
  pbx.dials('101', '1001', 'phone');
  await settled();
  pbx.answers('call-1-c0');
  await settled();
  switchboard.hangUp('call-1', 'request');
  await settled();
  const everything = JSON.stringify([log.lines, [...store.calls], published, pbx.deeds]);
  expect(published.length).toBeGreaterThan(3);
  expect(everything).not.toContain(number.slice(-7));
  // The control: the request to the PBX did carry it, behind its mask.
  expect(everything).toContain('[hidden]');
});

test('each view that is published is known for newer than the one before; the last stays as it is', async () => {
  const { pbx, feed, switchboard } = shop();
  const revisions: (number | null)[] = [];
  feed.subscribe(({ revision }) => revisions.push(revision));
  pbx.dials('101', '1001', 'phone');
  await settled();
  pbx.rings('call-1-c0');
  pbx.answers('call-1-c0');
  await settled();
  switchboard.hangUp('call-1', 'request');
  await settled();
  const last = revisions.pop();
  expect(last).toBeNull();
  expect(revisions.length).toBeGreaterThan(4);
  expect(revisions).toEqual(revisions.map((_, index) => index));
});

test('an originate of the manager’s leg that failed is followed by a hang-up too', async () => {
  const { pbx, switchboard } = shop();
  pbx.refuse('make');
  await switchboard.click(click('1001'));
  await settled();
  expect(pbx.did('hang-up').map(({ channelId }) => channelId)).toEqual(['call-1-m']);
});

test('a click’s record says when it was asked for, not when the database had noted it', async () => {
  const { clock, store, switchboard } = shop();
  const open = store.open.bind(store);
  const asked = clock.now();
  store.open = async (call) => {
    await clock.pass(3_000);
    return await open(call);
  };
  const result = await switchboard.click(click('1001'));
  expect(result).toMatchObject({ call: { requestedAt: asked } });
  expect(store.calls.get('call-1')!.opened!.requestedAt).toBe(asked);
});

test('a beginning of which nobody knows whether it was noted gets its record all the same', async () => {
  const { pbx, store, switchboard } = shop();
  const open = store.open.bind(store);
  store.open = async (call) => {
    await open(call);
    throw new Error('the connection was lost before the reply');
  };
  expect(await switchboard.click(click('1001', 'key'))).toEqual({ outcome: 'unavailable' });
  await settled();
  expect(pbx.deeds).toEqual([]);
  expect(store.records).toEqual([
    expect.objectContaining({ id: 'call-1', disposition: 'look-up-failed', hungUpBy: 'system' }),
  ]);
});

test('the key of a double click stands for the call that it found, also when that is over', async () => {
  const { pbx, clock, switchboard } = shop();
  const first = await switchboard.click(click('1001', 'one'));
  const second = await switchboard.click(click('1001', 'two'));
  expect([first, second]).toMatchObject([{ outcome: 'started' }, { outcome: 'existing' }]);
  pbx.ends('call-1-m', 17, 486);
  await clock.pass(0);
  // The record is being written: what is asked meanwhile finds the call all the same, or nothing, but starts none.
  for (const key of ['one', 'two']) {
    expect((await switchboard.click(click('1001', key))).outcome).not.toBe('started');
  }
  expect(pbx.phonesCalled).toHaveLength(1);
});

test('who asks again while the PBX is away is given the first call, not told that nobody was called', async () => {
  const { pbx, switchboard } = shop();
  await switchboard.click(click('1001', 'one'));
  pbx.up = false;
  expect(await switchboard.click(click('1001', 'one'))).toMatchObject({
    outcome: 'existing',
    call: { id: 'call-1' },
  });
  expect(await switchboard.click(click('1002', 'other'))).toEqual({ outcome: 'unavailable' });
});

describe('how the legs sound', () => {
  async function talking() {
    const at = shop();
    await at.switchboard.click(click('1001'));
    at.pbx.answers('call-1-m');
    await settled();
    at.pbx.answers('call-1-c0');
    await settled();
    expect(at.switchboard.live('call-1')?.phase).toBe('talking');
    return at;
  }
  const counted = (sent: number, lost: number) => ({
    from: { sent, lost, jitterMs: 3 },
    to: null,
    roundTripMs: null,
  });
  const to = { lossPercent: 0, jitterMs: 2, bufferMs: 40 };
  const report: PageReport = { from: null, to, roundTripMs: 20, codec: 'opus', fault: 'microphone' };

  test('is measured while they talk, and kept with the record: whose line it is', async () => {
    const { pbx, clock, store, switchboard } = await talking();
    expect(switchboard.liveQuality()).toEqual([]);
    pbx.lines.set('call-1-m', counted(250, 10)).set('call-1-c0', counted(250, 0));
    await clock.pass(5000);
    const [live] = switchboard.liveQuality();
    expect(live?.quality.map(({ party, trunk }) => [party, trunk])).toEqual([
      ['manager', null],
      ['customer', 'first'],
    ]);
    pbx.lines.set('call-1-m', counted(500, 10)).set('call-1-c0', counted(500, 0));
    await clock.pass(5000);
    expect(switchboard.pageHeard('101', report)).toBe(true);
    // Nobody talks there.
    expect(switchboard.pageHeard('102', report)).toBe(false);
    pbx.ends('call-1-c0');
    await settled();
    await clock.pass(1000);
    expect(switchboard.liveQuality()).toEqual([]);
    expect(store.records[0]?.quality).toMatchObject([
      { leg: 1, party: 'manager', extension: '101', source: 'pbx', from: { lossPercent: 2 }, fault: null },
      { leg: 1, party: 'manager', extension: '101', source: 'page', fault: 'microphone' },
      { leg: 2, party: 'customer', trunk: 'first', source: 'pbx', from: { lossPercent: 0 } },
    ]);
  });

  test('a page that reports all the time counts no more than one that does not', async () => {
    const { clock, switchboard } = await talking();
    await clock.pass(1000);
    const worse = { ...report, to: { ...to, lossPercent: 50 } };
    for (let n = 0; n < 100; n += 1)
      expect(switchboard.pageHeard('101', n === 0 ? report : worse)).toBe(true);
    expect(switchboard.liveQuality()[0]?.quality[0]?.to?.lossPercent).toBe(0);
    await clock.pass(5000);
    switchboard.pageHeard('101', worse);
    expect(switchboard.liveQuality()[0]?.quality[0]?.to?.lossPercent).toBe(25);
  });

  test('a PBX that says nothing, or is away, leaves the record as it is', async () => {
    const { pbx, clock, store } = await talking();
    await clock.pass(5000);
    pbx.up = false;
    pbx.lines.set('call-1-m', counted(1, 0));
    await clock.pass(5000);
    pbx.up = true;
    pbx.lines.clear();
    pbx.ends('call-1-c0');
    await settled();
    await clock.pass(1000);
    expect(store.records[0]).toMatchObject({ disposition: 'answered', quality: [] });
  });
});
