import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import type { OwnMobiles } from '#calls/engine/own-mobiles';
import { Switchboard } from '#calls/engine/switchboard';
import { mask } from '#kernel/masked';
import type { CallView } from '#calls/model/call-view';
import type { Manager } from '#people/model/manager';
import { manager, plan } from './call-samples';
import { FakeClock, settled } from '../kernel/fake-clock';
import { FakePbx } from './fake-pbx';
import { MemoryCallers } from './memory-callers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryCouriers } from './memory-couriers';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from './memory-order-book';

const customer = 'call-1-c0';
/** The first phone that Star7 calls; then `call-1-m1`, and so on. */
const boris = 'call-1-m';
const vera = 'call-1-m1';

const named = (id: number, extension: string, changes: Partial<Manager> = {}): Manager => ({
  ...manager,
  ...{ id, extension, name: `manager ${extension}` },
  ...changes,
});

interface Setting {
  /** Of colleague 102. */
  changes?: Partial<Manager>;
  ownMobiles?: OwnMobiles;
}

/** Manager 101, whose phone has dialled, talks to the customer of order 1001; 102 and 103 are colleagues of the same group. */
async function talking({ changes = {}, ownMobiles }: Setting = {}) {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const orders = new MemoryOrderBook();
  const store = new MemoryCallStore();
  const log = new MemoryLog();
  const journal = new MemoryJournal();
  const callers = new MemoryCallers();
  const feed = new CallFeed();
  const views: CallView[] = [];
  feed.subscribe((view) => views.push(view));
  const phones = new Map([
    ['102', { registered: true, inUse: false }],
    ['103', { registered: true, inUse: false }],
  ]);
  let ids = 0;
  const parts = {
    ...{ pbx, orders, store, journal, clock, log, feed, plan, callers },
    ...{ agents: callers, couriers: new MemoryCouriers(), keyedNumbers: callers, transfers: callers },
    ...(ownMobiles !== undefined && { ownMobiles }),
    scribe: new CallScribe(store, journal, clock, log, 0),
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: {
      stateOf: (extension: string) => phones.get(extension) ?? { registered: true, inUse: false },
    },
    newCallId: () => `call-${String((ids += 1))}`,
  };
  orders.addManager('101');
  orders.addOrder('1001', '101', '+79005551234');
  callers.agents = [
    { manager: named(1, '101'), group: 'sales', away: false },
    { manager: named(2, '102', changes), group: 'sales', away: false },
    { manager: named(3, '103'), group: 'sales', away: false },
    { manager: named(4, '201'), group: 'returns', away: false },
  ];
  const switchboard = new Switchboard(parts);
  pbx.dials('101', '1001', 'phone');
  await settled();
  pbx.answers(customer);
  pbx.answers('phone');
  await settled();
  await clock.pass(10_000);
  const at = {
    ...{ clock, pbx, store, log, journal, callers, views, switchboard, parts, phones },
    call: () => switchboard.live('call-1'),
    phase: () => switchboard.live('call-1')?.phase,
    said: (channel: string) =>
      pbx.did('say').flatMap(({ saying }) => (saying.channelId === channel ? saying.what : [])),
    async transfer(kind: 'attended' | 'blind', extension: string, withOrder = false) {
      const result = await switchboard.transfer('call-1', { kind, to: { extension }, withOrder });
      await settled();
      return result;
    },
    async keys(digits: string, channel = 'phone') {
      for (const digit of digits) {
        pbx.presses(channel, digit);
        await settled();
      }
    },
    async happens(work: () => void) {
      work();
      await settled();
    },
    /** Who is in the bridge, by the requests so far. */
    together() {
      let inside = new Set<string>();
      for (const deed of pbx.deeds) {
        if (deed.deed === 'part') inside = new Set();
        if (deed.deed === 'join') for (const { channelId } of deed.joining.legs) inside.add(channelId);
      }
      return [...inside].filter((channel) => pbx.channels.includes(channel)).sort();
    },
    record: () => store.records[0],
  };
  return at;
}

type At = Awaited<ReturnType<typeof talking>>;

async function consulting(setting: Setting = {}) {
  const at = await talking(setting);
  expect(await at.transfer('attended', '102')).toBe('begun');
  await at.happens(() => at.pbx.answers(boris));
  return at;
}

// ------------------------------------------------------------------------------------------------- hold

test('on hold the customer hears music, and comes back', async () => {
  const at = await talking();
  expect(at.switchboard.hold('call-1')).toBe(true);
  await settled();
  expect(at.phase()).toBe('holding');
  expect(at.pbx.did('part')).toEqual([{ deed: 'part', bridgeId: 'call-1-b', stay: ['phone', customer] }]);
  expect(at.pbx.did('play-music')).toEqual([{ deed: 'play-music', channelId: customer }]);
  expect(at.switchboard.hold('call-1')).toBe(false);
  expect(at.switchboard.resume('call-1')).toBe(true);
  await settled();
  expect(at.phase()).toBe('talking');
  expect(at.pbx.did('join').at(-1)!.joining.legs).toEqual([
    { channelId: 'phone', is: 'ringing' },
    { channelId: customer, is: 'holding' },
  ]);
});

test('the longest hold ends with words to the manager, and the two together', async () => {
  const at = await talking();
  at.switchboard.hold('call-1');
  await settled();
  await at.clock.pass(300_000);
  expect(at.said('phone')).toEqual(['customer-back']);
  await at.happens(() => at.pbx.played());
  expect(at.phase()).toBe('talking');
});

test.each([
  ['phone', 'manager'],
  [customer, 'customer'],
] as const)('if %s hangs up on hold, the call is over', async (channel, by) => {
  const at = await talking();
  at.switchboard.hold('call-1');
  await settled();
  await at.happens(() => at.pbx.ends(channel));
  if (by === 'customer') {
    expect(at.said('phone')).toEqual(['customer-hung-up']);
    await at.happens(() => at.pbx.played());
  }
  expect(at.pbx.channels).toEqual([]);
  expect(at.store.records).toMatchObject([{ disposition: 'answered', hungUpBy: by, talkSeconds: 10 }]);
});

test('if the two cannot be parted, they talk on', async () => {
  const at = await talking();
  at.pbx.refuse('part');
  at.switchboard.hold('call-1');
  await settled();
  expect(at.phase()).toBe('talking');
});

// --------------------------------------------------------------------------------------- asking a colleague

test('the colleague is called while the customer hears music, and sees name and order', async () => {
  const at = await talking();
  await at.transfer('attended', '102');
  expect(at.phase()).toBe('consulting');
  expect(at.pbx.did('ring').map(({ channelId }) => channelId)).toContain('phone');
  const { leg, to } = at.pbx.did('make').at(-1)!;
  expect(leg.display).toEqual({ name: expect.any(String) as string, number: '*71001' });
  expect(to).toMatchObject({ phone: '102' });
  expect(at.call()).toMatchObject({
    colleague: { extension: '102', isTalking: false },
    shownTo: ['102'],
  });
  await at.happens(() => at.pbx.answers(boris));
  expect(at.call()?.colleague).toMatchObject({ isTalking: true });
  expect(at.together()).toEqual([boris, 'phone']);
});

test('the manager who hangs up leaves the customer to the colleague, who is the call’s manager from then on', async () => {
  const at = await consulting();
  await at.clock.pass(20_000);
  await at.happens(() => at.pbx.ends('phone'));
  expect(at.together()).toEqual([customer, boris]);
  expect(at.call()).toMatchObject({
    ...{ phase: 'talking', managerExtension: '102', managerId: 2, colleague: null },
    ...{ ownerExtension: '101', managers: ['101', '102'], shownTo: ['102', '101'] },
  });
  await at.clock.pass(5_000);
  await at.happens(() => at.pbx.ends(boris));
  expect(at.pbx.channels).toEqual([]);
  expect(at.record()).toMatchObject({
    ...{ disposition: 'answered', hungUpBy: 'manager', managerExtension: '102', talkSeconds: 35 },
    startKind: 'short-code',
    legs: [
      { party: 'manager', extension: '101', hadSeconds: 30 },
      { party: 'customer', hadSeconds: null },
      { party: 'manager', extension: '102', hadSeconds: 5 },
    ],
  });
});

const leavings: Record<string, (at: At) => void> = {
  'by request': ({ switchboard }) => switchboard.completeTransfer('call-1'),
  'by *3': ({ pbx }) => {
    pbx.presses('phone', '*');
    pbx.presses('phone', '3');
  },
  'by hanging up': ({ pbx }) => pbx.ends('phone'),
};

test.each(Object.entries(leavings))(
  'the manager leaves, %s, as the colleague is being joined: the colleague has the customer',
  async (_how, leaves) => {
    const at = await talking();
    const join = at.pbx.join.bind(at.pbx);
    at.pbx.join = () => new Promise(() => undefined);
    await at.transfer('attended', '102');
    await at.happens(() => at.pbx.answers(boris));
    at.pbx.join = join;
    await at.happens(() => leaves(at));
    expect(at.call()).toMatchObject({ phase: 'talking', managerExtension: '102' });
    expect(at.together()).toEqual([customer, boris].sort());
  },
);

test('the same by request, which frees the manager’s phone', async () => {
  const at = await consulting();
  expect(at.switchboard.completeTransfer('call-1')).toBe(true);
  await settled();
  expect(at.together()).toEqual([customer, boris]);
  expect(at.phase()).toBe('talking');
  at.pbx.dials('101', '1001', 'phone-again');
  await settled();
  expect(at.switchboard.live('call-2')?.disposition).toBeNull();
});

test('back to the customer: the colleague is hung up', async () => {
  const at = await consulting();
  expect(at.switchboard.resume('call-1')).toBe(true);
  await settled();
  expect(at.phase()).toBe('talking');
  expect(at.together()).toEqual([customer, 'phone'].sort());
  expect(at.pbx.channels).not.toContain(boris);
});

test.each([
  [17, 486, 'colleague-busy'],
  [21, 603, 'colleague-busy'],
  [19, 480, 'colleague-unreachable'],
  [19, null, 'colleague-no-answer'],
])('a colleague who does not take it (%i %i): back to the customer with words', async (cause, sip, words) => {
  const at = await talking();
  await at.transfer('attended', '102');
  await at.happens(() => at.pbx.rings(boris));
  await at.happens(() => at.pbx.ends(boris, cause, sip));
  expect(at.said('phone')).toEqual([words]);
  expect(at.phase()).toBe('holding');
  await at.happens(() => at.pbx.played());
  expect(at.phase()).toBe('talking');
  expect(at.together()).toEqual([customer, 'phone'].sort());
});

test('a colleague who does not answer: the same', async () => {
  const at = await talking();
  await at.transfer('attended', '102');
  await at.clock.pass(25_000);
  expect(at.said('phone')).toEqual(['colleague-no-answer']);
  expect(at.pbx.channels).not.toContain(boris);
  // Where the end of the words is not reported.
  await at.clock.pass(8_000);
  expect(at.phase()).toBe('talking');
});

test('a colleague whose voicemail may answer presses 1 first', async () => {
  const at = await consulting({ changes: { pressToAccept: true } });
  expect(at.said(boris)).toEqual(['press-1-to-take']);
  expect(at.together()).toEqual([]);
  await at.keys('1', boris);
  expect(at.together()).toEqual([boris, 'phone']);
});

test('several devices: the first to answer has it', async () => {
  const at = await talking();
  at.pbx.registered.set('102', ['PJSIP/102/sip:a', 'PJSIP/102/sip:b']);
  await at.transfer('attended', '102');
  await at.happens(() => at.pbx.ends(boris, 21, 603));
  expect(at.phase()).toBe('consulting');
  await at.happens(() => at.pbx.answers('call-1-m1'));
  expect(at.together()).toEqual(['call-1-m1', 'phone']);
});

test('the customer hangs up meanwhile: the manager hears so, and nobody is left', async () => {
  const at = await consulting();
  await at.happens(() => at.pbx.ends(customer));
  expect(at.said('phone')).toEqual(['customer-hung-up']);
  expect(at.pbx.channels).toEqual(['phone']);
  await at.happens(() => at.pbx.played());
  expect(at.pbx.channels).toEqual([]);
  expect(at.record()).toMatchObject({
    disposition: 'answered',
    hungUpBy: 'customer',
    managerExtension: '101',
  });
});

test('the colleague hangs up: manager and customer together', async () => {
  const at = await consulting();
  await at.happens(() => at.pbx.ends(boris));
  expect(at.phase()).toBe('talking');
  expect(at.together()).toEqual([customer, 'phone'].sort());
});

// --------------------------------------------------------------------------------------------------- three

test('three together; whoever of the shop leaves first, the other stays with the customer', async () => {
  for (const leaver of ['phone', boris]) {
    const at = await consulting();
    expect(at.switchboard.joinThree('call-1')).toBe(true);
    await settled();
    expect(at.phase()).toBe('conferring');
    expect(at.together()).toEqual([boris, customer, 'phone'].sort());
    await at.happens(() => at.pbx.ends(leaver));
    expect(at.phase()).toBe('talking');
    expect(at.call()?.managerExtension).toBe(leaver === 'phone' ? '102' : '101');
    expect(at.pbx.channels).toHaveLength(2);
  }
});

test('the customer leaves three: all are hung up', async () => {
  const at = await consulting();
  at.switchboard.joinThree('call-1');
  await settled();
  await at.happens(() => at.pbx.ends(customer));
  expect(at.pbx.channels).toEqual([]);
  expect(at.record()).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
});

// --------------------------------------------------------------------------------------------------- blind

test('blind: the manager is free at once, and the colleague gets the customer', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  expect(at.phase()).toBe('transferring');
  expect(at.pbx.channels.toSorted()).toEqual([boris, customer].toSorted());
  await at.happens(() => at.pbx.answers(boris));
  expect(at.together()).toEqual([customer, boris]);
  expect(at.call()).toMatchObject({ phase: 'talking', managerExtension: '102' });
});

test('nobody takes the customer: the manager’s phone rings again; then the customer is promised nothing', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  await at.happens(() => at.pbx.ends(boris, 17, 486));
  expect(at.pbx.did('make').at(-1)).toMatchObject({ to: { phone: '101' } });
  expect(at.call()).toMatchObject({ managerExtension: '101', colleague: null });
  await at.clock.pass(25_000);
  expect(at.said(customer)).toEqual(['caller-not-taken']);
  await at.happens(() => at.pbx.played());
  expect(at.pbx.channels).toEqual([]);
  expect(at.record()).toMatchObject({
    ...{ disposition: 'answered', hungUpBy: 'system', managerExtension: '101', untaken: true },
  });
});

test.each([
  ['hangs up while a phone rings', (at: At) => at.pbx.ends(customer), true],
  [
    'is hung up by a supervisor',
    (at: At) => {
      at.switchboard.hangUp('call-1', 'request');
      at.pbx.ends(customer);
    },
    undefined,
  ],
] as const)('a customer who waits for a colleague and %s: untaken: %s', async (_what, ends, untaken) => {
  const at = await talking();
  await at.transfer('blind', '102');
  await at.happens(() => ends(at));
  await at.clock.pass(30_000);
  expect(at.record()?.untaken).toBe(untaken);
});

test('a customer whom the colleague has taken is not untaken', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  await at.happens(() => at.pbx.answers(boris));
  await at.happens(() => at.pbx.ends(customer));
  expect(at.record()?.untaken).toBeUndefined();
});

test('the manager who is called again has the customer', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  expect(at.switchboard.resume('call-1')).toBe(true);
  await settled();
  await at.happens(() => at.pbx.answers(vera));
  expect(at.together()).toEqual([vera, customer].sort());
  expect(at.call()).toMatchObject({ phase: 'talking', managerExtension: '101' });
});

test('until somebody takes the customer, the manager is put through to nobody, but may call', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  expect(at.switchboard.phoneState('101')).toBe('busy');
  at.pbx.dials('101', '1001', 'phone-again');
  await settled();
  expect(at.switchboard.live('call-2')?.disposition).toBeNull();
  await at.happens(() => at.pbx.ends('phone-again'));
  await at.happens(() => at.pbx.answers(boris));
  expect(at.phase()).toBe('talking');
  expect(at.switchboard.phoneState('101')).toBe('ready');
});

test('a manager who hangs up while the colleague’s phone rings passes the customer on to it', async () => {
  const at = await talking();
  await at.transfer('attended', '102');
  await at.happens(() => at.pbx.ends('phone'));
  expect(at.phase()).toBe('transferring');
  await at.happens(() => at.pbx.answers(boris));
  expect(at.together()).toEqual([customer, boris]);
});

test('a phone that the dialplan stopped while Star7 was away rings again', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  await at.happens(() => at.pbx.ends(boris, 38));
  expect(at.phase()).toBe('transferring');
  expect(at.pbx.did('make').at(-1)).toMatchObject({ to: { phone: '102' } });
  await at.happens(() => at.pbx.answers(vera));
  expect(at.together()).toEqual([customer, vera]);
});

test('a phone that stops itself rings a second time, in the next process too, and no more: then the manager’s does', async () => {
  const at = await talking();
  const calls = (phone: string): number =>
    at.pbx.did('make').filter(({ to }) => 'phone' in to && to.phone === phone).length;
  const stops = async (): Promise<void> =>
    at.happens(() => at.pbx.ends(at.pbx.did('make').at(-1)!.leg.channelId, 127, 487));
  await at.transfer('blind', '102');
  await stops();
  expect([calls('102'), calls('101')]).toEqual([2, 0]);
  const later = await next(at);
  at.pbx.connects();
  await settled();
  await at.clock.pass(3_000);
  await stops();
  expect([calls('102'), calls('101')]).toEqual([2, 1]);
  await stops();
  await stops();
  expect([calls('102'), calls('101')]).toEqual([2, 2]);
  expect(later.live('call-1')?.phase).toBe('announcing');
});

test('a group: each colleague’s phone rings a second time by itself', async () => {
  const at = await talking();
  await at.switchboard.transfer('call-1', { kind: 'blind', to: { group: null }, withOrder: false });
  await settled();
  const rung: unknown[] = [];
  for (let time = 0; time < 4; time += 1) {
    const { leg, to } = at.pbx.did('make').at(-1)!;
    rung.push(to);
    await at.happens(() => at.pbx.ends(leg.channelId, 127, 487));
  }
  expect(rung).toMatchObject(['102', '102', '103', '103'].map((phone) => ({ phone })));
});

test('the customer who hangs up while a phone rings: nobody is left', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  await at.happens(() => at.pbx.ends(customer));
  expect(at.pbx.channels).toEqual([]);
  expect(at.record()).toMatchObject({ disposition: 'answered', hungUpBy: 'customer', talkSeconds: 10 });
});

// --------------------------------------------------------------------------------------------- to a group

test('a group: the one who has been free longest, then the next', async () => {
  const at = await talking();
  const result = await at.switchboard.transfer('call-1', {
    ...{ kind: 'attended', to: { group: null }, withOrder: false },
  });
  await settled();
  expect(result).toBe('begun');
  expect(at.pbx.did('make').at(-1)).toMatchObject({ to: { phone: '102' } });
  await at.happens(() => at.pbx.ends(boris, 17, 486));
  expect(at.pbx.did('make').at(-1)).toMatchObject({ to: { phone: '103' } });
  await at.happens(() => at.pbx.ends(vera, 17, 486));
  expect(at.said('phone')).toEqual(['colleague-busy']);
});

test.each([
  ['attended', 'phone', ['colleague-busy']],
  ['blind', customer, []],
] as const)(
  'a group, %s: the next one, who is in a call by now, is left out',
  async (kind, channel, words) => {
    const at = await talking();
    await at.switchboard.transfer('call-1', { kind, to: { group: null }, withOrder: false });
    await settled();
    at.parts.orders.addManager('103');
    at.parts.orders.addOrder('1003', '103', '+79005551235');
    at.pbx.dials('103', '1003', 'phone-103');
    await settled();
    expect(at.switchboard.phoneState('103')).toBe('busy');
    await at.happens(() => at.pbx.ends(boris, 17, 486));
    expect(at.pbx.did('make').filter(({ to }) => 'phone' in to && to.phone === '103')).toEqual([]);
    expect(at.said(channel)).toEqual(words);
    // After a blind transfer the manager's phone is called again.
    expect(at.phase()).toBe(kind === 'blind' ? 'transferring' : 'holding');
  },
);

// ---------------------------------------------------------------------------------------------- refusals

const refused: [refusal: string, extension: string, given: (at: At) => void][] = [
  ['colleague-unknown', '999', () => undefined],
  ['colleague-self', '101', () => undefined],
  ['colleague-other-group', '201', () => undefined],
  [
    'colleague-away',
    '102',
    ({ callers }) => {
      callers.agents = callers.agents.map((agent) => ({ ...agent, away: agent.manager.id === 2 }));
    },
  ],
  ['colleague-busy', '102', ({ phones }) => void phones.set('102', { registered: true, inUse: true })],
  [
    'colleague-unreachable',
    '102',
    ({ phones }) => void phones.set('102', { registered: false, inUse: false }),
  ],
  [
    'colleagues-unavailable',
    '102',
    ({ callers }) => {
      callers.failure = new Error('no database');
    },
  ],
];
test.each(refused)('refused: %s, and the two talk on', async (refusal, extension, given) => {
  const at = await talking();
  given(at);
  expect(await at.transfer('attended', extension)).toBe(refusal);
  expect([at.phase(), at.pbx.did('part').length]).toEqual(['talking', 0]);
  await at.keys(`*2${extension}#`);
  // At the phone the customer is on hold already, and comes back after the words.
  expect(at.said('phone').at(-1)).toBe(refusal === 'colleagues-unavailable' ? 'try-later' : refusal);
  await at.happens(() => at.pbx.played());
  expect([at.phase(), at.together()]).toEqual(['talking', [customer, 'phone'].sort()]);
});

test('everybody, where the site allows it', async () => {
  const at = await talking();
  at.callers.transferScope = 'everybody';
  expect(await at.transfer('attended', '201')).toBe('begun');
});

test('during a transfer: refused', async () => {
  const at = await consulting();
  expect(await at.transfer('attended', '103')).toBe('transfer-running');
  expect(await at.transfer('blind', '103')).toBe('transfer-running');
});

test('a colleague who is being called for one customer is busy for the next', async () => {
  const at = await talking();
  await at.transfer('attended', '102');
  expect(at.switchboard.live('call-1')?.colleague).toMatchObject({ extension: '102' });
  const [, { state }] = (await at.switchboard.colleagues('103')) as [unknown, { state: string }];
  expect(state).toBe('busy');
});

// -------------------------------------------------------------------------------------- the order goes along

test('the order goes along by choice, once the customer has gone', async () => {
  const at = await talking();
  await at.transfer('attended', '102', true);
  await at.happens(() => at.pbx.answers(boris));
  expect(at.callers.handed).toEqual([]);
  at.switchboard.completeTransfer('call-1');
  await settled();
  expect(at.callers.handed).toEqual([
    { call: 'call-1', orderNumber: '1001', from: '101', toId: 2, to: '102' },
  ]);
  expect(at.call()?.ownerExtension).toBe('102');
});

test.each([false, new Error('no database')])(
  'an order that cannot go (%s) stays; the customer goes',
  async (handing) => {
    const at = await talking();
    at.callers.handing = handing;
    await at.transfer('blind', '102', true);
    await at.happens(() => at.pbx.answers(boris));
    expect(at.call()).toMatchObject({ phase: 'talking', managerExtension: '102', ownerExtension: '101' });
  },
);

test('only the manager of an order can give it away', async () => {
  const at = await consulting();
  at.switchboard.completeTransfer('call-1');
  await settled();
  expect(await at.transfer('blind', '103', true)).toBe('order-not-yours');
});

// ------------------------------------------------------------------------------------------------- by keys

test('*1 holds and *1 ends it; *0 too', async () => {
  const at = await talking();
  await at.keys('*1');
  expect(at.phase()).toBe('holding');
  await at.keys('*1');
  expect(at.phase()).toBe('talking');
  await at.keys('*1');
  await at.keys('*0');
  expect(at.phase()).toBe('talking');
});

test('*2 and an extension: the customer is parted before the first digit; *4 three, *0 back', async () => {
  const at = await talking();
  await at.keys('*2');
  expect(at.pbx.did('part')).toHaveLength(1);
  expect(at.said('phone')).toEqual(['key-extension']);
  await at.keys('102#');
  expect(at.phase()).toBe('consulting');
  await at.happens(() => at.pbx.answers(boris));
  await at.keys('*4');
  expect(at.phase()).toBe('conferring');
  await at.keys('*0');
  expect([at.phase(), at.together()]).toEqual(['talking', [customer, 'phone'].sort()]);
});

test('*3 and an extension, with a pause for its end', async () => {
  const at = await talking();
  await at.keys('*3102');
  await at.clock.pass(4_000);
  expect(at.phase()).toBe('transferring');
});

test('*2# asks whoever is free in the own group', async () => {
  const at = await talking();
  await at.keys('*2#');
  expect(at.pbx.did('make').at(-1)).toMatchObject({ to: { phone: '102' } });
});

test.each(['102', '999'])('a late answer to who %s is leaves the two in their talk', async (extension) => {
  const at = await talking();
  let answer: () => void = () => undefined;
  at.callers.list = () => new Promise((resolve) => (answer = () => resolve(at.callers.agents)));
  await at.keys(`*2${extension}#`);
  await at.clock.pass(5_000);
  expect(at.said('phone').at(-1)).toBe('try-later');
  await at.happens(() => at.pbx.played());
  expect(at.phase()).toBe('talking');
  await at.happens(() => answer());
  expect([at.phase(), at.pbx.did('part').length]).toEqual(['talking', 1]);
});

test('an answer to one question is none to the next', async () => {
  const at = await talking();
  const answers: (() => void)[] = [];
  at.callers.list = () => new Promise((resolve) => answers.push(() => resolve(at.callers.agents)));
  await at.keys('*2999#');
  await at.clock.pass(5_000);
  await at.happens(() => at.pbx.played());
  await at.keys('*2102#');
  await at.happens(() => answers[0]!());
  expect(at.phase()).toBe('holding');
  await at.happens(() => answers[1]!());
  expect(at.phase()).toBe('consulting');
});

test('a late word that the two were parted does not count for the next time', async () => {
  const at = await talking();
  const parted: (() => void)[] = [];
  at.pbx.part = () => new Promise((resolve) => parted.push(resolve));
  at.switchboard.hold('call-1');
  await at.clock.pass(5_000);
  expect(at.phase()).toBe('talking');
  at.switchboard.hold('call-1');
  await settled();
  await at.happens(() => parted[0]!());
  expect(at.pbx.did('play-music')).toEqual([]);
  await at.happens(() => parted[1]!());
  expect(at.pbx.did('play-music')).toHaveLength(1);
});

test('nothing is keyed: back to the customer', async () => {
  const at = await talking();
  await at.keys('*2');
  await at.clock.pass(15_000);
  expect(at.said('phone')).toEqual(['key-extension', 'customer-back']);
});

test('the customer’s keys are none of these', async () => {
  const at = await talking();
  await at.keys('*1', customer);
  await at.keys('*3102#', customer);
  expect(at.phase()).toBe('talking');
});

test('what is keyed may be a number: it is nowhere', async () => {
  const at = await talking();
  await at.keys('*289161112233');
  const everything = (): string =>
    JSON.stringify([
      at.views,
      at.log.lines,
      [...at.journal.open.values()],
      at.store.records,
      [...at.store.calls],
    ]);
  expect(everything()).not.toContain('89161112233');
  await at.keys('#');
  expect(at.said('phone').at(-1)).toBe('colleague-unknown');
  expect(everything()).not.toContain('9161112233');
});

test('what is asked for by phone is audited before anybody is called; without that, nobody is', async () => {
  const at = await talking();
  await at.keys('*2102#');
  expect(at.callers.announced).toMatchObject([
    { call: 'call-1', manager: { extension: '101' }, kind: 'attended', to: { extension: '102' } },
  ]);
  expect(at.pbx.did('make').at(-1)).toMatchObject({ to: { phone: '102' } });
  await at.keys('*0');
  at.callers.auditFails = true;
  const called = at.pbx.did('make').length;
  await at.keys('*3102#');
  expect(at.said('phone').at(-1)).toBe('try-later');
  expect(at.pbx.did('make')).toHaveLength(called);
});

// ------------------------------------------------------------------------- by the phone's Transfer key

test('REFER to a colleague: answered, and passed on', async () => {
  const at = await talking();
  await at.happens(() => at.pbx.refers('phone', '102'));
  expect(at.pbx.did('answer-transfer')).toEqual([
    { deed: 'answer-transfer', channelId: 'phone', accepted: true },
  ]);
  expect(at.phase()).toBe('transferring');
  await at.happens(() => at.pbx.answers(boris));
  expect(at.together()).toEqual([customer, boris]);
});

test.each([
  ['to an outside number', 'phone', '89161112233'],
  ['to another group', 'phone', '201'],
  ['with Replaces, and somebody who is not of the shop', 'phone', null],
  ['of the customer’s leg', customer, '102'],
])('REFER %s: refused, and the two talk on', async (_what, channel, to) => {
  const at = await talking();
  await at.happens(() => at.pbx.refers(channel, to));
  expect(at.pbx.did('answer-transfer')).toEqual([
    { deed: 'answer-transfer', channelId: channel, accepted: false },
  ]);
  expect([at.phase(), at.pbx.did('part').length]).toEqual(['talking', 0]);
});

test('REFER with Replaces: the second call ends, and the colleague’s phone, busy with it, rings for the customer', async () => {
  const at = await talking();
  at.phones.set('102', { registered: true, inUse: true });
  await at.happens(() => at.pbx.refers('phone', '102'));
  // Control: without a second call, busy is busy.
  expect(at.pbx.did('answer-transfer')).toMatchObject([{ accepted: false }]);
  await at.happens(() => at.pbx.refers('phone', '102', 'second-call'));
  expect(at.pbx.did('answer-transfer')).toMatchObject([{ accepted: false }, { accepted: true }]);
  expect(at.pbx.did('hang-up')).toContainEqual(expect.objectContaining({ channelId: 'second-call' }));
  expect(at.phase()).toBe('transferring');
  await at.happens(() => at.pbx.answers(boris));
  expect(at.together()).toEqual([customer, boris]);
});

test('REFER during a transfer: refused', async () => {
  const at = await consulting();
  await at.happens(() => at.pbx.refers('phone', '103'));
  expect(at.pbx.did('answer-transfer')).toMatchObject([{ accepted: false }]);
  expect(at.phase()).toBe('consulting');
});

describe('the managers are read slowly, and meanwhile a colleague has taken the customer', () => {
  /** What was asked last is answered only when that is let through. */
  async function held(ask: (at: At) => void) {
    const at = await talking();
    const { agents } = at.callers;
    let answer: () => void = () => undefined;
    at.callers.list = () => new Promise((resolve) => (answer = () => resolve(agents)));
    ask(at);
    await settled();
    at.callers.list = () => Promise.resolve(agents);
    await at.transfer('blind', '102');
    await at.happens(() => at.pbx.answers(boris));
    expect(at.call()).toMatchObject({ phase: 'talking', managerExtension: '102' });
    await at.happens(answer);
    expect(at.call()).toMatchObject({ phase: 'talking', managerExtension: '102', colleague: null });
    expect(at.together()).toEqual([customer, boris]);
    return at;
  }

  test('a REFER of the phone that had the customer before passes nobody on', async () => {
    const at = await held(({ pbx }) => pbx.refers('phone', '103'));
    expect(at.pbx.did('answer-transfer').map(({ accepted }) => accepted)).not.toContain(true);
  });

  test('nor does a request', async () => {
    let result: Promise<string> | undefined;
    await held(({ switchboard }) => {
      result = switchboard.transfer('call-1', { kind: 'blind', to: { extension: '103' }, withOrder: false });
    });
    expect(await result).toBe('not-talking');
  });
});

// ------------------------------------------------------------------------------------------ back and forth

test('back and forth ten times: one record, nobody lost', async () => {
  const at = await talking();
  let phones = ['phone', '101', '102'] as [string, string, string];
  for (let turn = 0; turn < 10; turn += 1) {
    const [channel, , other] = phones;
    await at.transfer('attended', other);
    const called = at.pbx.did('make').at(-1)!.leg.channelId;
    await at.happens(() => at.pbx.answers(called));
    await at.clock.pass(1_000);
    await at.happens(() => at.pbx.ends(channel));
    expect(at.together()).toEqual([called, customer].sort());
    phones = [called, other, phones[1]];
  }
  expect(at.call()?.managerExtension).toBe('101');
  await at.happens(() => at.pbx.ends(customer));
  expect(at.pbx.channels).toEqual([]);
  expect(at.store.records).toHaveLength(1);
  const { legs, talkSeconds } = at.record()!;
  expect(legs.filter(({ party }) => party === 'manager')).toHaveLength(11);
  expect(legs.reduce((sum, { hadSeconds }) => sum + (hadSeconds ?? 0), 0)).toBe(talkSeconds);
});

// ------------------------------------------------------------------------------------- another process

const states: Record<string, (at: At) => Promise<void>> = {
  holding: async (at) => {
    at.switchboard.hold('call-1');
    await settled();
  },
  dialling: async (at) => at.keys('*210'),
  'a colleague’s phone rings': async (at) => void (await at.transfer('attended', '102')),
  consulting: async (at) => {
    await at.transfer('attended', '102');
    await at.happens(() => at.pbx.answers(boris));
  },
  conferring: async (at) => {
    await at.transfer('attended', '102');
    await at.happens(() => at.pbx.answers(boris));
    at.switchboard.joinThree('call-1');
    await settled();
  },
  transferring: async (at) => void (await at.transfer('blind', '102')),
};

async function next(at: At): Promise<Switchboard> {
  const notes = JSON.parse(JSON.stringify([...at.journal.open.values()])) as [];
  void at.switchboard.stop(0);
  await at.clock.pass(1);
  const switchboard = new Switchboard({ ...at.parts, newCallId: () => 'later' });
  switchboard.restore(notes);
  return switchboard;
}

test.each(Object.entries(states))(
  'a process that dies in %s: the next one leaves nobody with music',
  async (state, into) => {
    const at = await talking();
    await into(at);
    const later = await next(at);
    at.pbx.connects();
    await settled();
    await at.clock.pass(3_000);
    const expected = state === 'transferring' || state === 'conferring' ? state : 'talking';
    expect(later.live('call-1')?.phase).toBe(expected);
    if (state === 'transferring') {
      await at.happens(() => at.pbx.answers(boris));
      expect(later.live('call-1')).toMatchObject({ phase: 'talking', managerExtension: '102' });
    }
    expect(at.together()).toContain(customer);
    await at.happens(() => at.pbx.ends(customer));
    await at.clock.pass(30_000);
    expect(at.pbx.channels).toEqual([]);
    expect(at.store.records).toHaveLength(1);
  },
);

test.each([
  ['a colleague was looked up', async (at: At) => at.keys('*3102#')],
  [
    'the two were being parted for a REFER',
    async (at: At) => {
      at.pbx.part = () => new Promise(() => undefined);
      await at.happens(() => at.pbx.refers('phone', '102'));
    },
  ],
])(
  'the manager hung up while %s, and the process dies: the next one calls the manager',
  async (what, into) => {
    const at = await talking();
    if (what.startsWith('a colleague')) at.callers.list = () => new Promise(() => undefined);
    await into(at);
    expect(at.phase()).toBe('holding');
    await at.happens(() => at.pbx.ends('phone'));
    const later = await next(at);
    at.pbx.connects();
    await settled();
    await at.clock.pass(3_000);
    expect(later.live('call-1')?.phase).toBe('transferring');
    const { leg, to } = at.pbx.did('make').at(-1)!;
    expect(to).toMatchObject({ phone: '101' });
    await at.happens(() => at.pbx.answers(leg.channelId));
    expect(at.together()).toEqual([leg.channelId, customer].sort());
  },
);

test('the two cannot be parted for a REFER, and the manager has hung up: is called again', async () => {
  const at = await talking();
  let fail: (error: Error) => void = () => undefined;
  at.pbx.part = () => new Promise((_resolve, reject) => (fail = reject));
  await at.happens(() => at.pbx.refers('phone', '102'));
  await at.happens(() => at.pbx.ends('phone'));
  await at.happens(() => fail(new Error('refused')));
  expect(at.phase()).toBe('transferring');
  expect(at.pbx.did('make').at(-1)).toMatchObject({ to: { phone: '101' } });
});

test.each(Object.entries(states))(
  'the PBX restarts in %s: one record, nothing left',
  async (_state, into) => {
    const at = await talking();
    await into(at);
    at.pbx.restarts();
    await settled();
    await at.clock.pass(60_000);
    expect(at.switchboard.liveCalls()).toEqual([]);
    expect(at.store.records).toMatchObject([{ disposition: 'answered' }]);
  },
);

test('an order that was going along when the process died goes along', async () => {
  const at = await talking();
  at.callers.handOver = () => new Promise(() => undefined);
  await at.transfer('blind', '102', true);
  await at.happens(() => at.pbx.answers(boris));
  const callers = new MemoryCallers();
  at.parts.transfers = callers;
  const later = await next(at);
  at.pbx.connects();
  await settled();
  await at.clock.pass(3_000);
  expect(callers.handed).toHaveLength(1);
  expect(later.live('call-1')?.ownerExtension).toBe('102');
});

// -------------------------------------------------------------------------------------- any order of events

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('whatever happens, in hundreds of orders: the customer is with somebody or hears music, and nothing is left', async () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= 300; seed += 1) {
    const at = await talking();
    const random = seeded(seed);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
    const done: string[] = [];
    for (let step = 0; step < 12 && at.call() !== null; step += 1) {
      const channel: string = pick(['phone', ...at.pbx.channels]);
      const deeds: Record<string, () => unknown> = {
        hold: () => at.switchboard.hold('call-1'),
        resume: () => at.switchboard.resume('call-1'),
        attended: (): unknown => at.transfer('attended', pick(['102', '103'])),
        blind: () => at.transfer('blind', pick(['102', '103'])),
        complete: () => at.switchboard.completeTransfer('call-1'),
        three: () => at.switchboard.joinThree('call-1'),
        answers: () => at.pbx.channels.includes(channel) && at.pbx.answers(channel),
        ends: () =>
          at.pbx.channels.includes(channel) && random() < 0.4 && at.pbx.ends(channel, pick([16, 17])),
        keys: () => at.keys(pick(['*0', '*1', '*2102#', '*3103#', '*4', '1']), channel),
        pass: () => at.clock.pass(pick([500, 5_000, 26_000])),
        refuse: () => at.pbx.refuse(pick(['part', 'join', 'make'])),
        allow: () => (['part', 'join', 'make'] as const).forEach((deed) => at.pbx.allow(deed)),
      };
      const name = pick(Object.keys(deeds));
      done.push(name);
      await deeds[name]!();
      await settled();
    }
    for (const deed of ['part', 'join', 'make'] as const) at.pbx.allow(deed);
    await at.clock.pass(120_000);
    const phase = at.phase();
    if (phase === 'talking' && !at.together().includes(customer))
      wrong.push(`${String(seed)}: alone ${done.join(' ')}`);
    for (let minute = 0; minute < 90 && at.call() !== null; minute += 1) await at.clock.pass(60_000);
    await at.clock.pass(60_000);
    if (at.pbx.channels.length > 0)
      wrong.push(`${String(seed)}: left ${at.pbx.channels.join()} ${done.join(' ')}`);
    if (at.store.records.length !== 1) wrong.push(`${String(seed)}: records ${done.join(' ')}`);
  }
  expect(wrong).toEqual([]);
});

// ------------------------------------------------------------------------------------------- own mobiles

const of102: OwnMobiles = {
  ringing: (extension) => Promise.resolve(extension === '102' ? mask('+79161110000') : null),
};
/** The desk phone is `boris`. */
const borisMobile = 'call-1-m1';

test('a colleague’s mobile whose line breaks after the answer is not called again: the manager is back with the customer', async () => {
  const at = await talking({ ownMobiles: of102 });
  at.pbx.registered.set('102', ['PJSIP/102']);
  await at.transfer('attended', '102');
  await at.happens(() => at.pbx.answers(borisMobile));
  await at.happens(() => at.pbx.presses(borisMobile, '1'));
  expect(at.call()?.colleague).toMatchObject({ isTalking: true });
  const before = at.pbx.did('make').length;
  await at.happens(() => at.pbx.ends(borisMobile, 38));
  expect(at.pbx.did('make')).toHaveLength(before);
  expect(at.phase()).toBe('talking');
  expect(at.together()).toEqual([customer, 'phone']);
});

test('a mobile whose number cannot be read in time does not keep the desk phone from ringing', async () => {
  const at = await talking({ ownMobiles: { ringing: () => new Promise(() => undefined) } });
  at.pbx.registered.set('102', ['PJSIP/102']);
  await at.transfer('attended', '102');
  expect(at.pbx.phonesCalled).toEqual([]);
  await at.clock.pass(1_000);
  expect(at.pbx.phonesCalled).toEqual([boris]);
  expect(at.log.lines.map(({ level }) => level)).toContain('error');
});

test('the device that asked for a call rings for the asker alone: a colleague is called back by the own choice', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  await at.happens(() => at.pbx.answers(boris));
  expect(at.call()).toMatchObject({ phase: 'talking', managerExtension: '102' });
  await at.transfer('blind', '103');
  await at.happens(() => at.pbx.ends('call-1-m1', 17, 486));
  // Back to 102, whose call it is now.
  expect(at.pbx.asked.map(([phone]) => phone)).toEqual(['102', '103', '102']);
  expect(at.pbx.asked.at(-1)).toEqual(['102', undefined]);
});

test('the asker is called back at the device that asked', async () => {
  const at = await talking();
  await at.transfer('blind', '102');
  await at.happens(() => at.pbx.ends(boris, 17, 486));
  expect(at.pbx.asked.at(-1)).toEqual(['101', { kind: 'desk', evenIfNotChosen: true }]);
});
