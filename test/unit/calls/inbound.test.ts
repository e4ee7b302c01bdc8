import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import type { ExtensionState } from '#calls/engine/extensions';
import { Switchboard } from '#calls/engine/switchboard';
import type { CallView } from '#calls/model/call-view';
import type { CallerRoute } from '#calls/model/inbound-facts';
import type { Manager } from '#people/model/manager';
import { manager as anna, plan } from './call-samples';
import { FakeClock, settled } from '../kernel/fake-clock';
import { FakePbx } from './fake-pbx';
import { callerRoute, MemoryCallers } from './memory-callers';
import { MemoryCouriers } from './memory-couriers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from './memory-order-book';

const number = '+79005551234';
const did = '74950000000';
const boris: Manager = { ...anna, id: 2, extension: '102', name: 'Boris', language: 'ru' };
const order = {
  orderId: 11,
  orderNumber: '1001',
  customerName: 'Ivan',
  contactPointId: 21,
  slot: 'main',
} as const;

function shop() {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const orders = new MemoryOrderBook();
  const store = new MemoryCallStore();
  const log = new MemoryLog();
  const feed = new CallFeed();
  const journal = new MemoryJournal();
  const callers = new MemoryCallers().hasAgents(anna, boris);
  const couriers = new MemoryCouriers();
  const phones: Record<string, ExtensionState> = {};
  const views: CallView[] = [];
  feed.subscribe((view) => views.push(view));
  let ids = 0;
  const parts = {
    pbx,
    orders,
    callers,
    agents: callers,
    keyedNumbers: callers,
    couriers,
    transfers: callers,
    store,
    scribe: new CallScribe(store, journal, clock, log, 0),
    journal,
    clock,
    log,
    feed,
    plan,
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: {
      stateOf: (extension: string) => phones[extension] ?? { registered: true, inUse: false },
    },
    newCallId: () => `call-${String(++ids)}`,
  };
  const switchboard = new Switchboard(parts);
  orders.addManager('101');
  orders.addOrder('1001', '101', number);

  return {
    ...{ clock, pbx, store, log, journal, callers, couriers, phones, views, switchboard, parts },
    /** From now on the caller is Ivan, whose manager is Anna. */
    knows(route: Partial<CallerRoute> = {}, isOpen = true) {
      callers.caller = {
        route: { ...callerRoute, ...route },
        ...{ isOpen, manager: anna, order, callable: true, places: [order] },
      };
    },
    stranger(route: Partial<CallerRoute> = {}) {
      callers.caller = {
        route: { ...callerRoute, ...route },
        ...{ isOpen: true, manager: null, order: null, callable: false, places: [] },
      };
    },
    async calls(channel = 'caller', from: string | null = '79005551234') {
      pbx.calls(did, from, channel);
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
    async keys(channel: string, digits: string) {
      for (const digit of digits) pbx.presses(channel, digit);
      await settled();
    },
    said: () => pbx.did('say').map(({ saying }) => saying.what),
    phase: (id = 'call-1') => switchboard.live(id)?.phase,
  };
}

/** The same shop after a restart: a new switchboard with what the journal has. */
async function restarted(at: ReturnType<typeof shop>) {
  const notes = [...at.journal.open.values()];
  void at.switchboard.stop(0);
  await at.clock.pass(1);
  const next = new Switchboard({ ...at.parts, newCallId: () => 'later' });
  next.restore(JSON.parse(JSON.stringify(notes)) as typeof notes);
  at.pbx.connects();
  await settled();
  await at.clock.pass(3_000);
  return next;
}

/** The manager’s phone is in another call, which is none of Star7’s. */
const busy: ExtensionState = { registered: true, inUse: true };

describe('a known caller', () => {
  test('hears ringing while the manager is called, and is answered with the manager', async () => {
    const at = shop();
    at.knows();
    await at.calls();
    expect(at.pbx.did('ring')).toEqual([{ deed: 'ring', channelId: 'caller' }]);
    expect(at.pbx.did('make')).toMatchObject([
      { leg: { channelId: 'call-1-m', display: { name: 'Ivan', number: '*71001' } }, to: { phone: '101' } },
    ]);
    expect(at.pbx.did('answer')).toEqual([]);
    expect(at.views.at(-1)).toMatchObject({
      direction: 'inbound',
      managerExtension: '101',
      orderNumber: '1001',
    });

    await at.answers('call-1-m');
    expect(at.pbx.did('join')[0]!.joining.legs).toEqual([
      { channelId: 'caller', is: 'unanswered' },
      { channelId: 'call-1-m', is: 'ready' },
    ]);
    expect(at.phase()).toBe('talking');
    await at.clock.pass(61_000);
    await at.ends('caller');
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([
      {
        ...{ direction: 'inbound', startKind: 'inbound', did, managerExtension: '101', managerId: 1 },
        ...{ orderNumber: '1001', contactPointId: 21, trunk: 'carrier', disposition: 'answered' },
        ...{ hungUpBy: 'customer', talkSeconds: 61 },
        legs: [
          { party: 'customer', origin: 'arrived', extension: null },
          { party: 'manager', origin: 'made', extension: '101' },
        ],
      },
    ]);
  });

  test('hears who was reached, if the number says so, and the manager is called meanwhile', async () => {
    const at = shop();
    at.knows({ greeting: 'custom/hello' });
    await at.calls();
    expect(at.pbx.deeds.map(({ deed }) => deed)).toEqual(['answer', 'say', 'play-music', 'make']);
    expect(at.said()).toEqual([[{ sound: 'custom/hello' }]]);
    await at.answers('call-1-m');
    // What is being said would hold up the joining.
    expect(at.pbx.did('hush')).toHaveLength(1);
    expect(at.pbx.did('join')[0]!.joining.legs[0]).toEqual({ channelId: 'caller', is: 'holding' });
  });

  test('who gives up while it rings is a call that was abandoned, and the phone stops', async () => {
    const at = shop();
    at.knows();
    await at.calls();
    await at.clock.pass(7_000);
    await at.ends('caller', 127, 487);
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([
      { disposition: 'abandoned', hungUpBy: 'customer', managerExtension: '101', orderNumber: '1001' },
    ]);
  });

  test.each([
    ['does not answer', async (at: ReturnType<typeof shop>) => at.clock.pass(20_000)],
    ['declines', async (at: ReturnType<typeof shop>) => at.ends('call-1-m', 17, 486)],
  ])('whose manager %s goes to the next one, and nobody is called twice', async (_what, happens) => {
    const at = shop();
    at.knows({ overflow: 'everybody' });
    await at.calls();
    await happens(at);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m', 'call-1-m1']);
    expect(at.pbx.did('make')[1]).toMatchObject({ to: { phone: '102' } });
    // The manager who was called first follows what becomes of it.
    expect(at.views.at(-1)).toMatchObject({ managerExtension: '102', shownTo: ['101', '102'] });
    await at.answers('call-1-m1');
    expect(at.phase()).toBe('talking');
    await at.ends('call-1-m1');
    expect(at.store.records).toMatchObject([
      {
        ...{ managerExtension: '102', managerId: 2, disposition: 'answered', hungUpBy: 'manager' },
        legs: [{ party: 'customer' }, { extension: '101' }, { extension: '102' }],
      },
    ]);
  });

  test('whom nobody takes hears that somebody calls back; the call is the order’s manager’s', async () => {
    const at = shop();
    at.knows({ overflow: 'everybody' });
    await at.calls();
    await at.clock.pass(20_000);
    await at.clock.pass(20_000);
    expect(at.said()).toEqual([['caller-call-back']]);
    expect(at.pbx.did('answer')).toHaveLength(1);
    at.pbx.played();
    await settled();
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([
      { disposition: 'not-taken', hungUpBy: 'system', managerExtension: '101', managerId: 1 },
    ]);
  });

  test('outside the opening hours nobody is called', async () => {
    const at = shop();
    at.knows({}, false);
    await at.calls();
    expect(at.pbx.phonesCalled).toEqual([]);
    expect(at.said()).toEqual([['caller-closed-call-back']]);
    at.pbx.played();
    await settled();
    expect(at.store.records).toMatchObject([{ disposition: 'out-of-hours', orderNumber: '1001' }]);
  });
});

describe('a caller whose manager is busy', () => {
  async function waits(route: Partial<CallerRoute> = {}) {
    const at = shop();
    at.phones['101'] = busy;
    at.knows(route);
    await at.calls();
    return at;
  }

  test('is answered, hears so and music, and is put through as soon as the phone is free', async () => {
    const at = await waits();
    expect(at.pbx.deeds.map(({ deed }) => deed)).toEqual(['answer', 'say', 'play-music']);
    expect(at.said()).toEqual([['caller-wait', 'caller-press-1']]);
    expect(at.phase()).toBe('queueing');
    delete at.phones['101'];
    at.switchboard.phonesChanged();
    await settled();
    expect(at.pbx.phonesCalled).toEqual(['call-1-m']);
    await at.answers('call-1-m');
    expect(at.pbx.did('join')[0]!.joining.legs).toEqual([
      { channelId: 'caller', is: 'holding' },
      { channelId: 'call-1-m', is: 'ready' },
    ]);
  });

  test('is put through even if no change of the phone is reported', async () => {
    const at = await waits();
    delete at.phones['101'];
    await at.clock.pass(1_000);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m']);
  });

  test('hears the place every half minute', async () => {
    const at = await waits();
    await at.calls('second');
    await at.clock.pass(30_000);
    expect(at.said()).toEqual([
      ['caller-wait', 'caller-press-1'],
      ['caller-wait', 'caller-press-1'],
      ['caller-next', 'caller-press-1'],
      ['caller-ahead', { number: 1 }, 'caller-press-1'],
    ]);
  });

  test('who presses 1 is called back, and hears so', async () => {
    const at = await waits();
    await at.keys('caller', '1');
    expect(at.pbx.did('hush')).toHaveLength(1);
    expect(at.said().at(-1)).toEqual(['caller-call-back']);
    at.pbx.played();
    await settled();
    expect(at.store.records).toMatchObject([
      { disposition: 'call-back-wanted', hungUpBy: 'customer', managerExtension: '101' },
    ]);
    expect(at.pbx.channels).toEqual([]);
  });

  test('is not offered to be called back where nobody does that', async () => {
    const at = await waits({ fallback: 'announce' });
    expect(at.said()).toEqual([['caller-wait']]);
    await at.keys('caller', '1');
    expect(at.phase()).toBe('queueing');
  });

  test('waits no longer than the number says', async () => {
    const at = await waits({ waitSeconds: 70 });
    await at.clock.pass(69_000);
    expect(at.phase()).toBe('queueing');
    await at.clock.pass(1_100);
    expect(at.phase()).toBe('announcing');
    at.pbx.played();
    await settled();
    expect(at.store.records).toMatchObject([{ disposition: 'not-taken' }]);
  });

  test('does not count as a use of the phone: the manager can still call', async () => {
    const at = await waits();
    delete at.phones['101'];
    const result = await at.switchboard.click({
      extension: '101',
      orderNumber: '1001',
      slot: 'main',
      idempotencyKey: null,
    });
    expect(result.outcome).toBe('started');
  });

  test('who hangs up leaves nothing, and the next one moves up', async () => {
    const at = await waits();
    await at.calls('second');
    await at.ends('caller');
    await at.clock.pass(30_000);
    expect(at.said().at(-1)).toEqual(['caller-next', 'caller-press-1']);
    expect(at.store.records).toMatchObject([{ disposition: 'abandoned' }]);
  });
});

describe('a caller whose number no order has', () => {
  test.each([
    ['is unknown', '79990000000'],
    ['is withheld', null],
  ])('or %s: is asked for the order and its proof, and put through', async (_what, from) => {
    const at = shop();
    at.stranger();
    at.callers.proofs.set('1001:990', { manager: anna, order, callable: true });
    await at.calls('caller', from);
    expect(at.said()).toEqual([['caller-key-order-number']]);
    await at.keys('caller', '1001#');
    expect(at.said().at(-1)).toEqual(['caller-key-amount']);
    await at.keys('caller', '990');
    await at.clock.pass(4_000);
    expect(at.callers.asked.at(-1)).toEqual({ orderNumber: '1001', amount: '990' });
    expect(at.pbx.did('make')).toMatchObject([{ to: { phone: '101' }, leg: { display: { name: 'Ivan' } } }]);
  });

  test('has three tries, of which silence is one, and is then refused', async () => {
    const at = shop();
    at.stranger();
    await at.calls();
    await at.keys('caller', '1#1#');
    expect(at.said().at(-1)).toEqual(['caller-not-found', 'caller-key-order-number']);
    at.pbx.played();
    await at.clock.pass(15_000);
    expect(at.said().at(-1)).toEqual(['caller-not-found', 'caller-key-order-number']);
    await at.keys('caller', '2#2#');
    expect(at.said().at(-1)).toEqual(['caller-refused']);
    at.pbx.played();
    await settled();
    expect(at.store.records).toMatchObject([
      { disposition: 'not-identified', orderNumber: null, managerExtension: '' },
    ]);
    expect(at.pbx.phonesCalled).toEqual([]);
  });

  test('what was keyed is nowhere: not in the journal, the log, the record, the events', async () => {
    const at = shop();
    at.stranger();
    await at.calls();
    await at.keys('caller', '79161234567#');
    const live = JSON.stringify([at.journal.open, at.log.lines, at.views]);
    await at.keys('caller', '5#');
    await at.ends('caller');
    const all =
      live + JSON.stringify([at.journal.open, at.log.lines, at.views, at.store.records, at.store.calls]);
    expect(all).not.toContain('79161234567');
    expect(JSON.stringify(at.callers.asked)).toContain('79161234567');
  });

  test('is anybody’s, or nobody’s, where the number says so', async () => {
    const open = shop();
    open.stranger({ unknownCaller: 'everybody' });
    await open.calls();
    expect(open.pbx.phonesCalled).toEqual(['call-1-m']);
    const closed = shop();
    closed.stranger({ unknownCaller: 'refuse' });
    await closed.calls();
    expect(closed.said()).toEqual([['caller-refused']]);
  });
});

test('a manager who presses 1 to take calls is asked; one who does not loses the caller', async () => {
  const at = shop();
  const careful = { ...anna, pressToAccept: true };
  at.callers.hasAgents(careful, boris);
  at.knows({ overflow: 'everybody' });
  await at.calls();
  await at.answers('call-1-m');
  expect(at.said()).toEqual([['press-1-to-take']]);
  await at.clock.pass(15_000);
  expect(at.pbx.did('make')[1]).toMatchObject({ to: { phone: '102' } });
  const other = shop();
  other.callers.hasAgents(careful);
  other.knows();
  await other.calls();
  await other.answers('call-1-m');
  await other.keys('call-1-m', '1');
  expect(other.phase()).toBe('talking');
});

describe('a caller who waits and wants to change their number', () => {
  const route = { changesNumber: true };
  const typed = '89161112233';

  async function waits(changes: Partial<CallerRoute> = route) {
    const at = shop();
    at.phones['101'] = busy;
    at.callers.proofs.set('1001:990', { manager: anna, order, callable: true });
    at.knows(changes);
    await at.calls();
    return at;
  }

  test('is offered it, proves the order, keys the number alone, and waits on in the same place', async () => {
    const at = await waits();
    expect(at.said()).toEqual([['caller-wait', 'caller-press-1', 'caller-press-3']]);
    await at.keys('caller', '3');
    expect(at.said().at(-1)).toEqual(['caller-key-amount']);
    expect(at.phase()).toBe('asking');
    await at.keys('caller', '990#');
    expect(at.callers.asked.at(-1)).toEqual({ orderNumber: '1001', amount: '990' });
    expect(at.said().at(-1)).toEqual(['key-new-number']);
    await at.keys('caller', `${typed}#`);
    expect(at.said().at(-1)).toEqual(['you-keyed', { digits: typed }, 'confirm-number']);
    await at.keys('caller', '1');
    await at.clock.pass(2_000);
    expect(at.callers.saved).toMatchObject([{ orderNumber: '1001', slot: 'main', isAlone: true }]);
    expect(at.said().at(-1)).toEqual(['caller-number-changed']);
    expect(at.phase()).toBe('queueing');
    // Once in a call, and no more offers of it.
    at.pbx.played();
    await at.clock.pass(30_000);
    expect(at.said().at(-1)).toEqual(['caller-next', 'caller-press-1']);
    await at.keys('caller', '3');
    expect(at.phase()).toBe('queueing');
    at.phones['101'] = { registered: true, inUse: false };
    await at.clock.pass(1_500);
    await at.answers('call-1-m');
    expect(at.phase()).toBe('talking');
    const kept = JSON.stringify([at.views, at.log.lines, [...at.journal.open.values()], [...at.store.calls]]);
    expect(kept).not.toMatch(/9161112233|990/);
  });

  test('a number that calls can be forged: without the proof nothing is changed, and after three tries none is offered', async () => {
    const at = await waits();
    await at.keys('caller', '31#');
    expect(at.said().at(-1)).toEqual(['caller-not-proved', 'caller-key-amount']);
    await at.keys('caller', '2#');
    await at.keys('caller', '4#');
    expect(at.said().at(-1)).toEqual(['caller-number-not-changed']);
    expect([at.phase(), at.callers.saved]).toEqual(['queueing', []]);
    await at.keys('caller', '3');
    expect(at.phase()).toBe('queueing');
  });

  test('who has named and proved the order before is not asked again', async () => {
    const at = shop();
    at.phones['101'] = busy;
    at.callers.proofs.set('1001:990', { manager: anna, order, callable: true });
    at.stranger(route);
    await at.calls('caller', null);
    await at.keys('caller', '1001#990#');
    expect(at.said().at(-1)).toEqual(['caller-wait', 'caller-press-1', 'caller-press-3']);
    await at.keys('caller', '3');
    expect(at.said().at(-1)).toEqual(['key-new-number']);
  });

  test.each<[string, Partial<CallerRoute>]>([
    ['where the number of the company does not say so', {}],
    ['where it asks for no proof', { ...route, proof: 'none' }],
  ])('is not offered %s', async (_what, changes) => {
    const at = await waits(changes);
    expect(at.said()).toEqual([['caller-wait', 'caller-press-1']]);
    await at.keys('caller', '3');
    expect(at.phase()).toBe('queueing');
  });

  test('who keys nothing, or no number, waits on; who hangs up has given up', async () => {
    const at = await waits();
    await at.keys('caller', '3');
    at.pbx.played();
    await at.clock.pass(15_000);
    expect([at.said().at(-1), at.phase()]).toEqual([['caller-number-not-changed'], 'queueing']);
    await at.keys('caller', '3');
    for (const keys of ['990#', '12#', '34#', '56#']) await at.keys('caller', keys);
    await at.clock.pass(2_000);
    expect([at.said().at(-1), at.phase()]).toEqual([['caller-number-not-changed'], 'queueing']);
    expect(at.callers.saved).toEqual([]);

    const other = await waits();
    await other.keys('caller', '3990#8916');
    await other.ends('caller');
    expect(other.store.records).toMatchObject([{ disposition: 'abandoned', hungUpBy: 'customer' }]);
    expect(other.pbx.channels).toEqual([]);
  });

  test('is no courier, whatever is pressed: the missed call stays the customer’s', async () => {
    const at = await waits();
    await at.keys('caller', '3*');
    await at.ends('caller');
    expect(at.store.records).toMatchObject([
      { direction: 'inbound', disposition: 'abandoned', orderNumber: '1001' },
    ]);
  });

  test('no manager is called meanwhile; if Star7 dies, the next one goes on with the queue', async () => {
    const at = await waits();
    await at.keys('caller', '3990#');
    await at.keys('caller', '8916');
    at.phones['101'] = { registered: true, inUse: false };
    await at.clock.pass(1_000);
    expect(at.pbx.phonesCalled).toEqual([]);
    const next = await restarted(at);
    await at.answers('call-1-m');
    expect(next.live('call-1')).toMatchObject({ phase: 'talking', orderNumber: '1001' });
  });
});

describe('a customer who calls while the manager is calling them', () => {
  async function clicked() {
    const at = shop();
    void at.switchboard.click({ extension: '101', orderNumber: '1001', slot: 'main', idempotencyKey: null });
    await settled();
    const { order: ours } = await at.parts.orders.authorise({
      extension: '101',
      orderNumber: '1001',
      slot: 'main',
    });
    at.callers.caller = { ...at.callers.caller, manager: anna, order: ours, callable: true, places: [ours!] };
    return at;
  }

  test('and is being rung: the two are joined at once, in one record', async () => {
    const at = await clicked();
    await at.answers('call-1-m');
    expect(at.pbx.customersCalled).toEqual(['call-1-c0']);
    await at.calls();
    expect(at.pbx.did('hang-up')).toMatchObject([{ channelId: 'call-1-c0', cause: 26 }]);
    expect(at.pbx.did('join')[0]!.joining.legs).toEqual([
      { channelId: 'call-1-m', is: 'ringing' },
      { channelId: 'caller', is: 'unanswered' },
    ]);
    expect(at.phase()).toBe('talking');
    expect(at.phase('call-2')).toBeUndefined();
    await at.ends('caller');
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toMatchObject([
      {
        ...{ id: 'call-1', direction: 'outbound', disposition: 'answered', hungUpBy: 'customer' },
        legs: [{ party: 'manager' }, { origin: 'made', cause: 26 }, { party: 'customer', origin: 'arrived' }],
      },
    ]);
    expect(at.journal.open.size).toBe(0);
  });

  test('before the manager has answered: waits, and is not called', async () => {
    const at = await clicked();
    await at.calls();
    expect(at.pbx.did('ring')).toEqual([{ deed: 'ring', channelId: 'caller' }]);
    await at.answers('call-1-m');
    expect(at.pbx.customersCalled).toEqual([]);
    expect(at.phase()).toBe('talking');
  });

  test('and hangs up before the manager answers: is called as usual', async () => {
    const at = await clicked();
    await at.calls();
    await at.ends('caller');
    await at.answers('call-1-m');
    expect(at.pbx.customersCalled).toEqual(['call-1-c0']);
  });

  test.each([
    ['does not answer', async (at: Awaited<ReturnType<typeof clicked>>) => at.ends('call-1-m', 19, 480)],
    [
      'lets it ring',
      async (at: Awaited<ReturnType<typeof clicked>>) => at.clock.pass(plan.managerRingSeconds * 1000),
    ],
    [
      'takes the call back',
      (at: Awaited<ReturnType<typeof clicked>>) =>
        Promise.resolve(void at.switchboard.hangUp('call-1', 'manager')),
    ],
  ])(
    'and the manager %s: the customer waits on in a call of their own, as any caller',
    async (_what, happens) => {
      const at = await clicked();
      at.phones['102'] = busy;
      await at.calls('caller', '79005551234');
      await happens(at);
      await settled();
      expect(at.pbx.did('hang-up').map(({ channelId }) => channelId)).not.toContain('caller');
      await at.ends('call-1-m');
      expect(at.phase('call-1')).toBeUndefined();
      expect(at.switchboard.liveCalls()).toMatchObject([
        { direction: 'inbound', orderNumber: '1001', managerExtension: '101', disposition: null, did },
      ]);
      const { id, phase } = at.switchboard.liveCalls()[0]!;
      expect(phase).toBe('calling-manager');
      await at.answers(`${id}-m`);
      expect(at.phase(id)).toBe('talking');
      await at.ends('caller');
      expect(at.pbx.channels).toEqual([]);
      expect(at.journal.open.size).toBe(0);
      expect(at.store.records.map(({ direction, disposition }) => [direction, disposition])).toEqual([
        ['outbound', expect.stringMatching(/manager-no-answer|manager-unreachable|cancelled/)],
        ['inbound', 'answered'],
      ]);
    },
  );

  test('and gives up later: the call is one that was missed', async () => {
    const at = await clicked();
    await at.calls();
    await at.ends('call-1-m', 19, 480);
    await at.ends('caller');
    expect(at.store.records.at(-1)).toMatchObject({
      direction: 'inbound',
      disposition: 'abandoned',
      orderNumber: '1001',
    });
  });

  test('and Star7 dies meanwhile: the caller, whose number is not kept, is asked for the order', async () => {
    const at = await clicked();
    await at.calls();
    expect(JSON.stringify([...at.journal.open.values()])).not.toContain('9005551234');
    at.stranger();
    const next = await restarted(at);
    await at.ends('call-1-m', 19, 480);
    expect(next.live('later')).toMatchObject({ phase: 'asking', direction: 'inbound' });
    expect(at.pbx.channels).toEqual(['caller']);
  });
});

describe('a process that dies', () => {
  test('while a caller waits: the next one goes on with the queue', async () => {
    const at = shop();
    at.phones['101'] = busy;
    at.knows();
    await at.calls();
    const next = await restarted(at);
    expect(next.live('call-1')).toMatchObject({ phase: 'queueing', managerExtension: '101' });
    expect(at.pbx.adopted).toContain('caller');
    delete at.phones['101'];
    await at.clock.pass(1_000);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m']);
  });

  test('while the manager’s phone rings: it rings on', async () => {
    const at = shop();
    at.knows();
    await at.calls();
    const next = await restarted(at);
    expect(next.live('call-1')!.phase).toBe('calling-manager');
    await at.answers('call-1-m');
    expect(next.live('call-1')!.phase).toBe('talking');
  });

  test('and stays dead until the dialplan ends the ringing: the same manager is called again', async () => {
    const at = shop();
    at.knows();
    await at.calls();
    const ending = { at: at.clock.now(), cause: 38, saidBy: 'far', answered: false } as const;
    at.pbx.unseen({ gone: ['call-1-m'], endings: { 'call-1-m': ending } });
    const next = await restarted(at);
    expect(next.live('call-1')).toMatchObject({ phase: 'calling-manager', managerExtension: '101' });
    expect(at.pbx.phonesCalled).toEqual(['call-1-m', 'call-1-m1']);
  });

  test('and the PBX does not say how the ringing ended: the same manager is called again', async () => {
    const at = shop();
    at.knows();
    await at.calls();
    at.pbx.unseen({ gone: ['call-1-m'] });
    const next = await restarted(at);
    expect(next.live('call-1')!.phase).toBe('calling-manager');
    expect(at.pbx.phonesCalled).toEqual(['call-1-m', 'call-1-m1']);
  });

  test('and stays dead until the dialplan lets the caller go: nobody gave up', async () => {
    const at = shop();
    at.phones['101'] = busy;
    at.knows();
    await at.calls();
    const ending = { at: at.clock.now(), cause: 38, saidBy: 'far', answered: true } as const;
    at.pbx.unseen({ gone: ['caller'], endings: { caller: ending } });
    await restarted(at);
    expect(at.store.records).toMatchObject([{ disposition: 'interrupted', hungUpBy: 'system' }]);
  });

  test.each([
    ['487 to a CANCEL', 38, 487],
    ['the dialplan', 127, 500],
  ])(
    'while the phone rings, and is stopped as the next one comes (%s): it rings again',
    async (_by, cause, sipCode) => {
      const at = shop();
      at.knows();
      await at.calls();
      await restarted(at);
      await at.ends('call-1-m', cause, sipCode);
      await at.clock.pass(1_100);
      expect(at.pbx.phonesCalled).toEqual(['call-1-m', 'call-1-m1']);
      expect(at.pbx.did('make')[1]).toMatchObject({ to: { phone: '101' } });
    },
  );

  test.each([
    ['487', 38, 487],
    ['500 with a Reason of 127', 127, 500],
  ])('a phone that always answers %s is called twice, and not for ever', async (_code, cause, sipCode) => {
    const at = shop();
    at.knows();
    await at.calls();
    await at.ends('call-1-m', cause, sipCode);
    await at.clock.pass(1_100);
    await at.ends('call-1-m1', cause, sipCode);
    await at.clock.pass(5_000);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m', 'call-1-m1']);
  });

  test.each([
    ['500', 38, 500],
    ['505', 127, 505],
  ])('a phone that answers %s is not called again', async (_code, cause, sipCode) => {
    const at = shop();
    at.knows();
    await at.calls();
    await restarted(at);
    await at.ends('call-1-m', cause, sipCode);
    await at.clock.pass(1_100);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m']);
  });

  test('while the caller is asked: is asked anew, with the tries that are left', async () => {
    const at = shop();
    at.stranger();
    await at.calls();
    for (const keys of ['1#', '1#', '2#', '2#', '3']) await at.keys('caller', keys);
    const next = await restarted(at);
    expect(at.said().at(-1)).toEqual(['caller-key-order-number']);
    await at.keys('caller', '4#');
    await at.keys('caller', '4#');
    expect(at.said().at(-1)).toEqual(['caller-refused']);
    expect(next.live('call-1')).toMatchObject({ disposition: 'not-identified' });
  });
});

test('a caller who hangs up while being looked up has one record, whatever comes late', async () => {
  const at = shop();
  at.knows();
  at.pbx.calls(did, '79005551234', 'caller');
  at.pbx.ends('caller');
  await at.clock.pass(10_000);
  expect(at.store.records).toMatchObject([{ disposition: 'abandoned', direction: 'inbound' }]);
  expect(at.journal.waiting.size).toBe(0);
});

test('the number of a caller is not kept once it is known whose it is', async () => {
  const at = shop();
  at.knows();
  await at.calls();
  const [live] = [...at.journal.open.values()];
  expect(live!.inbound).not.toHaveProperty('caller');
});

test('the longest wait holds while one phone after another rings', async () => {
  const at = shop();
  at.knows({ overflow: 'everybody', waitSeconds: 30 });
  await at.calls();
  await at.clock.pass(30_100);
  expect(at.said()).toEqual([['caller-call-back']]);
});

test('nobody promises to call back where that is forbidden', async () => {
  const at = shop();
  at.knows({}, false);
  at.callers.caller = { ...at.callers.caller, callable: false };
  await at.calls();
  expect(at.said()).toEqual([['caller-closed']]);
});

test('a database that does not answer: the caller hears to call later, and it is on record', async () => {
  const at = shop();
  at.callers.failure = new Error('no database');
  await at.calls();
  expect(at.said()).toEqual([['try-later']]);
  at.pbx.played();
  await settled();
  expect(at.pbx.channels).toEqual([]);
  expect(at.store.records).toMatchObject([{ disposition: 'look-up-failed', direction: 'inbound' }]);
});

test('a PBX that makes no leg to the manager: the next one is called', async () => {
  const at = shop();
  at.knows({ overflow: 'everybody' });
  at.pbx.refuse('make');
  await at.calls();
  await at.clock.pass(1_000);
  expect(at.said()).toEqual([['caller-call-back']]);
  expect(at.pbx.did('make')).toHaveLength(2);
});

describe('without the PBX', () => {
  test('a caller is offered to nobody, and loses no manager', async () => {
    const at = shop();
    at.phones['101'] = busy;
    at.knows();
    await at.calls();
    at.pbx.disconnects();
    delete at.phones['101'];
    await at.clock.pass(3_000);
    expect(at.pbx.phonesCalled).toEqual([]);
    at.pbx.up = true;
    await at.clock.pass(1_000);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m']);
  });

  test('a request that has no answer in time is no word of the manager’s: the same one is called again', async () => {
    const at = shop();
    at.knows();
    at.pbx.ignore('make');
    await at.calls();
    await at.clock.pass(500);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m']);
    at.pbx.allow('make');
    await at.clock.pass(1_000);
    expect(at.pbx.phonesCalled).toEqual(['call-1-m', 'call-1-m1']);
    await at.answers('call-1-m1');
    expect(at.phase()).toBe('talking');
  });
});
