import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import { Switchboard } from '#calls/engine/switchboard';
import type { CallerRoute } from '#calls/model/inbound-facts';
import type { CallView } from '#calls/model/call-view';
import type { CourierAnswer } from '#calls/model/courier-facts';
import { mask } from '#kernel/masked';
import { order, manager as anna, plan } from './call-samples';
import { FakeClock, settled } from '../kernel/fake-clock';
import { FakePbx } from './fake-pbx';
import { callerRoute, MemoryCallers } from './memory-callers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryCouriers, sergey } from './memory-couriers';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from './memory-order-book';

/*
 * Couriers call the customers of what they carry, and are called back.
 */

const mobile = '+79260000017';
const did = '74950000000';
const admitted: CourierAnswer = { is: 'admitted', courier: sergey, phone: null, order };
const clicked: CourierAnswer = { ...admitted, phone: mask(mobile) };

function shop() {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const store = new MemoryCallStore();
  const log = new MemoryLog();
  const feed = new CallFeed();
  const journal = new MemoryJournal();
  const callers = new MemoryCallers().hasAgents(anna);
  const couriers = new MemoryCouriers();
  const views: CallView[] = [];
  feed.subscribe((view) => views.push(view));
  let ids = 0;
  const parts = {
    pbx,
    orders: new MemoryOrderBook(),
    ...{ callers, couriers, agents: callers, keyedNumbers: callers, transfers: callers },
    store,
    scribe: new CallScribe(store, journal, clock, log, 0),
    journal,
    clock,
    log,
    feed,
    plan,
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: { stateOf: () => ({ registered: true, inUse: false }) },
    newCallId: () => `call-${String(++ids)}`,
  };
  const switchboard = new Switchboard(parts);
  return {
    ...{ clock, pbx, store, log, journal, callers, couriers, views, switchboard, parts },
    async calls(from: string | null = mobile) {
      pbx.calls(did, from, 'caller');
      await settled();
    },
    async answers(channel: string) {
      pbx.answers(channel);
      await settled();
    },
    async ends(channel: string, cause = 16, sipCode: number | null = null) {
      pbx.ends(channel, cause, sipCode);
      await settled();
    },
    async keys(digits: string, channel = 'caller') {
      for (const digit of digits) pbx.presses(channel, digit);
      await settled();
    },
    async played() {
      pbx.played();
      await settled();
    },
    async clicks(orderNumber = '1001') {
      const result = await switchboard.courierClick({ courier: sergey, orderNumber });
      await settled();
      return result;
    },
    /** A customer calls whose order Sergey has on the way. */
    async calledBack(route: Partial<CallerRoute> = {}, isOpen = true) {
      callers.caller = {
        route: { ...callerRoute, ...route },
        ...{ isOpen, manager: anna, callable: true, places: [order] },
        order: { ...order },
        courier: { who: sergey, phone: mask(mobile) },
      };
      pbx.calls(did, '79005551234', 'caller');
      await settled();
    },
    said: () => pbx.did('say').map(({ saying }) => saying.what),
    phase: (id = 'call-1') => switchboard.live(id)?.phase,
    /** Everything that is kept, shown or written of the calls. */
    kept: () => JSON.stringify([views, store.records, [...journal.open.values()], log.lines]),
  };
}

/** Another process with the journal of the first. */
async function restarted(at: ReturnType<typeof shop>) {
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

describe('a courier who calls in', () => {
  test('from the own mobile, with one order on the way, is put through at once', async () => {
    const at = shop();
    at.couriers.caller = admitted;
    await at.calls();
    // Not answered before the customer answers: the courier pays for no ringing.
    expect(at.pbx.deeds.map(({ deed }) => deed)).toEqual(['make', 'ring']);
    expect(at.pbx.did('make')).toMatchObject([
      {
        leg: { channelId: 'call-1-c0', display: { name: '', number: sergey.did } },
        to: { trunk: 'first' },
      },
    ]);
    await at.answers('call-1-c0');
    expect(at.pbx.did('join')[0]!.joining.legs).toEqual([
      { channelId: 'caller', is: 'unanswered' },
      { channelId: 'call-1-c0', is: 'ready' },
    ]);
    expect(at.views.at(-1)).toMatchObject({
      ...{ direction: 'courier', startKind: 'inbound', courierName: 'Sergey', orderNumber: '1001' },
      ...{ managerExtension: '', managerId: null, ownerExtension: null, shownTo: [], did: null },
    });
    // Only of a manager's calls: so are those on record.
    expect(at.switchboard.markVoicemail('call-1', true)).toBe(false);
    await at.clock.pass(61_000);
    await at.ends('caller');
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([
      {
        ...{ direction: 'courier', courierId: 7, managerId: null, managerExtension: '' },
        ...{ disposition: 'answered', hungUpBy: 'courier', talkSeconds: 61, orderNumber: '1001' },
        legs: [
          { party: 'courier', origin: 'arrived' },
          { party: 'customer', origin: 'made' },
        ],
      },
    ]);
  });

  test.each([
    ['busy', 17, 486, 'busy', 'customer-busy'],
    ['a wrong number', 1, 404, 'not-in-service', 'customer-not-in-service'],
  ] as const)('hears that the customer is %s', async (_what, cause, code, disposition, announcement) => {
    const at = shop();
    at.couriers.caller = admitted;
    await at.calls();
    await at.ends('call-1-c0', cause, code);
    // Carriers need not pass on what comes before the answer.
    expect(at.pbx.did('answer')).toHaveLength(1);
    expect(at.said()).toEqual([[announcement]]);
    await at.played();
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([{ disposition, direction: 'courier' }]);
  });

  test('with several orders keys in the last digits of one', async () => {
    const at = shop();
    at.couriers.caller = { is: 'asked', courier: sergey, question: 'order-digits', isProved: false };
    at.couriers.proofs.set('//01', admitted);
    await at.calls();
    expect(at.said()).toEqual([['courier-key-order']]);
    await at.keys('01#');
    expect(at.couriers.asked).toEqual([
      { courierId: 7, isProved: false, courierNumber: '', pin: '', orderDigits: '01' },
    ]);
    expect(at.phase()).toBe('calling-customer');
    await at.answers('call-1-c0');
    // Answered for the question: hears ringing now, which stops.
    expect(at.pbx.did('join')[0]!.joining.legs[0]).toEqual({ channelId: 'caller', is: 'ringing' });
  });

  test('keys in the PIN where the number alone is not enough', async () => {
    const at = shop();
    at.couriers.caller = { is: 'asked', courier: sergey, question: 'courier-pin', isProved: false };
    at.couriers.proofs.set('/123456/', admitted);
    await at.calls();
    expect(at.said()).toEqual([['key-pin']]);
    await at.keys('123456');
    // Without a pound key a pause ends it.
    await at.clock.pass(4_000);
    expect(at.phase()).toBe('calling-customer');
  });

  test.each([
    ['presses a star where customers key in an order', 'customers', '*', 'caller-key-order-number'],
    ['calls the number for couriers', 'couriers', '', 'courier-key-number'],
  ] as const)('from another phone %s, then number and PIN', async (_what, purpose, star, first) => {
    const at = shop();
    at.callers.caller = { ...at.callers.caller, route: { ...callerRoute, purpose } };
    at.couriers.proofs.set('17/123456/', admitted);
    await at.calls(null);
    expect(at.said()[0]).toEqual([first]);
    await at.keys(star);
    expect(at.said().at(-1)).toEqual(['courier-key-number']);
    await at.keys('17#');
    expect(at.said().at(-1)).toEqual(['key-pin']);
    await at.keys('123456#');
    expect(at.phase()).toBe('calling-customer');
    await at.ends('caller');
    expect(at.store.records).toMatchObject([
      { direction: 'courier', courierId: 7, disposition: 'cancelled', hungUpBy: 'courier' },
    ]);
    // Of what was keyed in nothing is kept, and of the mobile neither.
    expect(at.kept()).not.toMatch(/123456|9260000017/);
  });

  test('who is wrong three times is refused, and hears no difference', async () => {
    const at = shop();
    at.callers.caller = { ...at.callers.caller, route: { ...callerRoute, purpose: 'couriers' } };
    await at.calls(null);
    for (let tries = 0; tries < 3; tries += 1) await at.keys('17#000000#');
    expect(at.said().at(-1)).toEqual(['courier-refused']);
    expect(at.said().filter(([what]) => what === 'not-right')).toHaveLength(2);
    await at.played();
    expect(at.store.records).toMatchObject([
      { direction: 'courier', courierId: null, disposition: 'not-identified', orderNumber: null },
    ]);
    expect(at.pbx.channels).toEqual([]);
  });

  describe('on the number for couriers, who withholds the number', () => {
    async function withheld(route: Partial<CallerRoute> = {}, isOpen = true) {
      const at = shop();
      at.callers.caller = {
        ...at.callers.caller,
        ...{ route: { ...callerRoute, purpose: 'couriers', ...route }, isOpen },
      };
      at.callers.proofs.set('1001:990', { manager: anna, order: { ...order }, callable: true });
      await at.calls(null);
      expect(at.said()).toEqual([['courier-key-number']]);
      await at.played();
      return at;
    }

    test('and keys number and PIN is a courier', async () => {
      const at = await withheld();
      at.couriers.proofs.set('17/123456/', admitted);
      await at.keys('17#123456#');
      expect(at.phase()).toBe('calling-customer');
      expect(at.views.at(-1)).toMatchObject({ direction: 'courier', courierName: 'Sergey' });
    });

    test.each([
      ['keys nothing', async (at: ReturnType<typeof shop>) => at.clock.pass(plan.askSeconds * 1000)],
      ['keys *', async (at: ReturnType<typeof shop>) => at.keys('*')],
    ])('and %s is a customer: asked for the order and its proof', async (_what, happens) => {
      const at = await withheld();
      await happens(at);
      expect(at.said().at(-1)).toEqual(['caller-key-order-number']);
      await at.keys('1001#990#');
      expect(at.phase()).toBe('calling-manager');
      expect(at.views.at(-1)).toMatchObject({
        direction: 'inbound',
        orderNumber: '1001',
        managerExtension: '101',
      });
    });

    test('and has pressed * too soon presses it again', async () => {
      const at = await withheld();
      await at.keys('*');
      await at.keys('*');
      expect(at.said().at(-1)).toEqual(['courier-key-number']);
      at.couriers.proofs.set('17/123456/', admitted);
      await at.keys('17#123456#');
      expect(at.phase()).toBe('calling-customer');
    });

    test.each([
      [{ unknownCaller: 'refuse' }, 'caller-refused'],
      [{ unknownCaller: 'order-number' }, 'caller-key-order-number'],
    ] as const)('and keys nothing, by the route %j', async (route, announcement) => {
      const at = await withheld(route);
      await at.clock.pass(plan.askSeconds * 1000);
      expect(at.said().at(-1)).toEqual([announcement]);
    });

    test('and keys nothing after hours is told so; couriers are let in', async () => {
      const at = await withheld({}, false);
      await at.clock.pass(plan.askSeconds * 1000);
      expect(at.said().at(-1)?.[0]).toMatch(/^caller-closed/);
      await at.played();
      expect(at.store.records).toMatchObject([{ direction: 'inbound', disposition: 'out-of-hours' }]);
      const other = await withheld({}, false);
      other.couriers.proofs.set('17/123456/', admitted);
      await other.keys('17#123456#');
      expect(other.phase()).toBe('calling-customer');
    });

    test('while Star7 dies is asked again', async () => {
      const at = await withheld();
      const next = await restarted(at);
      expect(at.said().at(-1)).toEqual(['courier-key-number']);
      expect(next.live('call-1')?.phase).toBe('asking');
    });
  });

  test('with nothing on the way hears so', async () => {
    const at = shop();
    at.couriers.caller = { is: 'nothing', courier: sergey };
    await at.calls();
    expect(at.said()).toEqual([['courier-nothing']]);
    await at.played();
    expect(at.store.records).toMatchObject([{ disposition: 'refused', refusal: 'order', courierId: 7 }]);
  });

  test('with nothing on the way, and an order of their own, is a customer', async () => {
    const at = shop();
    at.couriers.caller = { is: 'nothing', courier: sergey };
    at.callers.caller = { ...at.callers.caller, order: { ...order }, manager: anna, places: [order] };
    await at.calls();
    expect(at.phase()).toBe('calling-manager');
    expect(at.views.at(-1)).toMatchObject({ direction: 'inbound', courierName: null });
  });

  test('a limit of the customer’s holds for couriers too', async () => {
    const at = shop();
    at.couriers.caller = { is: 'limited', courier: sergey, order, refusal: 'calling-hours' };
    await at.calls();
    expect(at.said()).toEqual([['calling-hours']]);
    await at.played();
    expect(at.store.records).toMatchObject([
      { disposition: 'refused', refusal: 'calling-hours', orderNumber: '1001' },
    ]);
  });

  test('while the database is away nobody is called', async () => {
    const at = shop();
    at.couriers.failure = new Error('away');
    await at.calls();
    expect(at.said()).toEqual([['try-later']]);
    await at.played();
    expect(at.store.records).toMatchObject([{ disposition: 'look-up-failed' }]);
  });

  test('who keys nothing in is not kept on the line', async () => {
    const at = shop();
    at.couriers.caller = { is: 'asked', courier: sergey, question: 'order-digits', isProved: false };
    await at.calls();
    for (let tries = 0; tries < 3; tries += 1) await at.clock.pass(15_000);
    expect(at.said().at(-1)).toEqual(['courier-refused']);
    await at.played();
    expect(at.pbx.channels).toEqual([]);
  });
});

describe('a courier who clicks', () => {
  async function clicks() {
    const at = shop();
    at.couriers.orders.set('1001', clicked);
    const result = await at.clicks();
    return { at, result };
  }

  test('is called on the own mobile, presses 1, and then the customer is called', async () => {
    const { at, result } = await clicks();
    expect(result).toMatchObject({ outcome: 'started', call: { phase: 'calling-courier' } });
    expect(at.pbx.did('make')).toMatchObject([
      { leg: { channelId: 'call-1-k0', display: { name: '', number: sergey.did } }, to: { trunk: 'first' } },
    ]);
    await at.answers('call-1-k0');
    // A mailbox may have answered.
    expect(at.phase()).toBe('accepting');
    expect(at.said()).toEqual([['press-1-to-accept']]);
    await at.keys('1', 'call-1-k0');
    expect(at.phase()).toBe('calling-customer');
    await at.answers('call-1-c0');
    expect(at.phase()).toBe('talking');
    await at.ends('call-1-c0');
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([
      {
        ...{ direction: 'courier', startKind: 'click', courierId: 7, disposition: 'answered' },
        hungUpBy: 'customer',
        legs: [
          { party: 'courier', trunk: 'first', extension: null },
          { party: 'customer', trunk: 'first' },
        ],
      },
    ]);
    expect(at.kept()).not.toContain('9260000017');
  });

  test('a trunk that fails is replaced by the next one; what the courier does is not', async () => {
    const { at } = await clicks();
    await at.ends('call-1-k0', 34, 503);
    expect(at.pbx.did('make').at(-1)).toMatchObject({
      leg: { channelId: 'call-1-k1' },
      to: { trunk: 'second' },
    });
    await at.ends('call-1-k1', 17, 486);
    expect(at.store.records).toMatchObject([{ disposition: 'courier-not-reached', sipCode: 486 }]);
    expect(at.pbx.channels).toEqual([]);
  });

  test.each([
    ['does not answer', async (at: ReturnType<typeof shop>) => at.clock.pass(25_000)],
    [
      'does not press 1',
      async (at: ReturnType<typeof shop>) => {
        await at.answers('call-1-k0');
        await at.clock.pass(15_000);
      },
    ],
  ])('whose mobile %s: the customer is never called', async (_what, happens) => {
    const { at } = await clicks();
    await happens(at);
    expect(at.pbx.did('make')).toHaveLength(1);
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([{ disposition: 'courier-not-reached', talkSeconds: 0 }]);
  });

  test('twice has one call, and no second one for another order meanwhile', async () => {
    const { at, result } = await clicks();
    expect(await at.clicks()).toMatchObject({
      outcome: 'existing',
      call: { id: 'call' in result ? result.call.id : '' },
    });
    at.couriers.orders.set('1002', clicked);
    expect((await at.clicks('1002')).outcome).toBe('manager-busy');
    expect(at.pbx.did('make')).toHaveLength(1);
  });

  test('for an order that is not on the way is refused; without a mobile nobody can be called', async () => {
    const at = shop();
    expect((await at.clicks('9')).outcome).toBe('refused');
    at.couriers.orders.set('1001', admitted);
    expect((await at.clicks()).outcome).toBe('manager-unreachable');
    expect(at.pbx.deeds).toEqual([]);
    expect(at.store.records).toMatchObject([
      { disposition: 'refused', refusal: 'order' },
      { disposition: 'courier-not-reached' },
    ]);
  });

  test('and hangs up on the page ends both legs', async () => {
    const { at } = await clicks();
    expect(at.switchboard.hangUpOfCourier('call-1', 8)).toBe(false);
    expect(at.switchboard.hangUpOfCourier('call-1', 7)).toBe(true);
    await settled();
    expect(at.store.records).toMatchObject([{ disposition: 'cancelled', hungUpBy: 'courier' }]);
    expect(at.pbx.channels).toEqual([]);
  });

  test('a customer who calls meanwhile is joined with the courier', async () => {
    const { at } = await clicks();
    await at.answers('call-1-k0');
    await at.keys('1', 'call-1-k0');
    at.callers.caller = { ...at.callers.caller, order: { ...order }, manager: anna, places: [order] };
    await at.calls('79005551234');
    expect(at.phase('call-1')).toBe('talking');
    expect([...at.pbx.channels].sort()).toEqual(['call-1-k0', 'caller']);
    await at.ends('caller');
    expect(at.store.records).toMatchObject([{ id: 'call-1', disposition: 'answered', direction: 'courier' }]);
  });

  test.each([
    ['does not answer', async (at: ReturnType<typeof shop>) => at.clock.pass(25_000)],
    ['declines', async (at: ReturnType<typeof shop>) => at.ends('call-1-k0', 21, 603)],
    [
      'hangs up on the page',
      async (at: ReturnType<typeof shop>) => {
        at.switchboard.hangUpOfCourier('call-1', 7);
        await settled();
      },
    ],
  ])('a customer who calls while the mobile rings waits on if the courier %s', async (_what, happens) => {
    const { at } = await clicks();
    at.callers.caller = { ...at.callers.caller, order: { ...order }, manager: anna, places: [order] };
    await at.calls('79005551234');
    expect(at.phase('call-1')).toBe('calling-courier');
    await happens(at);
    expect(at.store.records).toMatchObject([{ id: 'call-1', direction: 'courier' }]);
    expect(at.pbx.channels).toContain('caller');
    expect(at.switchboard.liveCalls()).toMatchObject([{ direction: 'inbound', phase: 'calling-manager' }]);
  });
});

describe('a customer who calls back', () => {
  test('reaches the courier, who sees the company’s number and presses 1', async () => {
    const at = shop();
    await at.calledBack();
    expect(at.pbx.did('make')).toMatchObject([
      { leg: { channelId: 'call-1-k0', display: { name: '', number: sergey.did }, ringSeconds: 20 } },
    ]);
    expect(at.pbx.did('ring')).toEqual([{ deed: 'ring', channelId: 'caller' }]);
    // No manager sees it meanwhile.
    expect(at.views.at(-1)).toMatchObject({ managerExtension: '', shownTo: [], courierName: 'Sergey' });
    await at.answers('call-1-k0');
    expect(at.said()).toEqual([['press-1-to-take']]);
    await at.keys('1', 'call-1-k0');
    expect(at.pbx.did('join')[0]!.joining.legs).toEqual([
      { channelId: 'caller', is: 'unanswered' },
      { channelId: 'call-1-k0', is: 'ready' },
    ]);
    await at.ends('call-1-k0');
    expect(at.store.records).toMatchObject([
      {
        ...{ direction: 'inbound', did, courierId: 7, managerId: null, managerExtension: '' },
        ...{ disposition: 'answered', hungUpBy: 'courier', orderNumber: '1001' },
        legs: [{ party: 'customer' }, { party: 'courier' }],
      },
    ]);
    expect(at.kept()).not.toMatch(/9260000017|9005551234/);
  });

  test.each([
    ['is busy', async (at: ReturnType<typeof shop>) => at.ends('call-1-k0', 17, 486)],
    ['does not answer', async (at: ReturnType<typeof shop>) => at.clock.pass(20_000)],
    [
      'has a mailbox that answers',
      async (at: ReturnType<typeof shop>) => {
        await at.answers('call-1-k0');
        await at.clock.pass(15_000);
      },
    ],
    [
      'hangs up instead of pressing 1',
      async (at: ReturnType<typeof shop>) => {
        await at.answers('call-1-k0');
        await at.ends('call-1-k0');
      },
    ],
  ])('whose courier %s reaches the order’s manager', async (_what, happens) => {
    const at = shop();
    await at.calledBack();
    await happens(at);
    expect(at.phase()).toBe('calling-manager');
    expect([...at.pbx.channels].sort()).toEqual(['call-1-m', 'caller']);
    expect(at.views.at(-1)).toMatchObject({ managerExtension: '101', courierName: null });
    await at.answers('call-1-m');
    await at.ends('caller');
    expect(at.store.records).toMatchObject([
      { managerId: 1, courierId: null, disposition: 'answered', hungUpBy: 'customer' },
    ]);
  });

  test('reaches the courier after hours, and nobody else then', async () => {
    const at = shop();
    await at.calledBack({}, false);
    expect(at.phase()).toBe('calling-courier');
    await at.clock.pass(20_000);
    expect(at.said()).toEqual([['caller-closed-call-back']]);
    await at.played();
    // No phone of a manager has rung.
    expect(at.pbx.did('make').map(({ leg }) => leg.channelId)).toEqual(['call-1-k0']);
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([
      {
        direction: 'inbound',
        disposition: 'out-of-hours',
        orderNumber: '1001',
        managerId: 1,
        courierId: null,
      },
    ]);
  });

  test('after hours is told so where no courier can be called, on the number for couriers too', async () => {
    const at = shop();
    at.callers.caller = {
      route: { ...callerRoute, purpose: 'couriers' },
      ...{ isOpen: false, manager: anna, callable: true, places: [order], order: { ...order } },
    };
    await at.calls('79005551234');
    expect(at.said()).toEqual([['caller-closed-call-back']]);
    expect(at.pbx.did('make')).toEqual([]);
  });

  test('and gives up while the mobile rings leaves nothing', async () => {
    const at = shop();
    await at.calledBack();
    await at.ends('caller', 127, 487);
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([{ disposition: 'abandoned', courierId: 7 }]);
  });
});

describe('after Star7 was killed', () => {
  test('a courier’s mobile goes on ringing, and the call cannot go on beyond it: the number is not kept', async () => {
    const at = shop();
    at.couriers.orders.set('1001', clicked);
    await at.clicks();
    const next = await restarted(at);
    expect(next.live('call-1')?.phase).toBe('calling-courier');
    await at.answers('call-1-k0');
    await at.keys('1', 'call-1-k0');
    expect(next.live('call-1')?.phase).toBe('announcing');
    await at.played();
    expect(at.store.records).toMatchObject([{ disposition: 'interrupted' }]);
    expect(at.pbx.channels).toEqual([]);
  });

  test('a customer’s phone goes on ringing, and is joined', async () => {
    const at = shop();
    at.couriers.caller = admitted;
    await at.calls();
    const next = await restarted(at);
    expect(next.live('call-1')?.phase).toBe('calling-customer');
    await at.answers('call-1-c0');
    expect(next.live('call-1')?.phase).toBe('talking');
    await at.ends('caller');
    expect(at.store.records).toMatchObject([{ disposition: 'answered', courierId: 7, direction: 'courier' }]);
  });

  test('a customer who waits for the courier waits on though the mobile is gone', async () => {
    const at = shop();
    at.couriers.orders.set('1001', clicked);
    await at.clicks();
    at.callers.caller = { ...at.callers.caller, order: { ...order }, manager: anna, places: [order] };
    await at.calls('79005551234');
    at.pbx.unseen({ gone: ['call-1-k0'] });
    const next = await restarted(at);
    expect(at.store.records).toMatchObject([{ id: 'call-1', disposition: 'interrupted' }]);
    expect(at.pbx.channels).toContain('caller');
    expect(next.liveCalls()).toMatchObject([{ direction: 'inbound' }]);
  });

  test('a customer’s switchboard that has answered is joined with the courier at once', async () => {
    const at = shop();
    const behind = { ...order, extension: mask('12') };
    at.couriers.caller = { ...admitted, order: behind };
    await at.calls();
    at.pbx.sendDigits = () => new Promise(() => undefined);
    await at.answers('call-1-c0');
    const next = await restarted(at);
    expect(next.live('call-1')?.phase).toBe('talking');
    expect(at.pbx.did('join')).toHaveLength(1);
  });

  test('a courier who was keying in has to call again', async () => {
    const at = shop();
    at.couriers.caller = { is: 'asked', courier: sergey, question: 'order-digits', isProved: false };
    await at.calls();
    await restarted(at);
    expect(at.said().at(-1)).toEqual(['try-later']);
    await at.played();
    expect(at.store.records).toMatchObject([{ disposition: 'interrupted' }]);
    expect(at.pbx.channels).toEqual([]);
  });

  test('a customer who calls back waits on for the courier', async () => {
    const at = shop();
    await at.calledBack();
    const next = await restarted(at);
    expect(next.live('call-1')?.phase).toBe('calling-courier');
    await at.clock.pass(20_000);
    expect(next.live('call-1')?.phase).toBe('calling-manager');
  });

  test('a customer who calls back after hours still reaches no manager', async () => {
    const at = shop();
    await at.calledBack({}, false);
    await restarted(at);
    await at.clock.pass(20_000);
    expect(at.said()).toEqual([['caller-closed-call-back']]);
    expect(at.pbx.did('make')).toHaveLength(1);
  });
});
