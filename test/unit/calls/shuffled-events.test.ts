import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { CallFeed } from '#calls/engine/call-feed';
import { CallScribe } from '#calls/engine/call-scribe';
import { Switchboard } from '#calls/engine/switchboard';
import type { AriClient, AriEvent } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import { AriPbx } from '#pbx/asterisk/ari-pbx';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import type { CourierAnswer } from '#calls/model/courier-facts';
import { mask } from '#kernel/masked';
import { manager as anna, order, plan } from './call-samples';
import { FakeClock, settled } from '../kernel/fake-clock';
import { callerRoute, MemoryCallers } from './memory-callers';
import { MemoryCouriers, sergey } from './memory-couriers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from './memory-order-book';
import { recordedCall } from './recorded-call';
import { thorough } from '../../run/thorough';

/*
 * The messages of one call of each shape, as Asterisk 22.10.1 sent them over ARI (shortened to what is read), in hundreds of orders
 * (in thousands with scripts/test --all-faults): each late, early, twice, or among others that nobody knows. Whatever
 * the order, it ends in one record, and every channel that Star7 asked for or was given is hung up or gone.
 */

const callId = '01a20fe2-6242-7753-b7c8-1d754d1aa108';
const phone = '1795556276.4';
const customer = `${callId}-c0`;

const channelOf = (id: string, state: string) => ({
  id,
  state,
  name: id === phone ? 'PJSIP/101-00000000' : 'PJSIP/carrier-00000001',
  dialplan: { app_name: 'Stasis' },
});
const event = (type: string, id: string, state: string, more: object = {}): AriEvent => ({
  type,
  timestamp: '2026-11-24T23:27:04.257+0000',
  channel: channelOf(id, state),
  ...more,
});

const courier = `${callId}-k0`;
const did = '74950000000';

/** One way in which calls are made. */
interface Shape {
  /** The first begins the call. */
  events: readonly [AriEvent, ...AriEvent[]];
  /** What is known of who calls; nothing for a manager's call. */
  callers?: MemoryCallers;
  couriers?: MemoryCouriers;
  /** As they were sent, it ends so. */
  ending: object;
}

const arrives = event('StasisStart', phone, 'Ring', { args: ['inbound', did] });
/** From the leg that Star7 makes to the end, which is the caller's hanging up. */
const answeredAt = (leg: string, ...keys: AriEvent[]): AriEvent[] => [
  event('ChannelStateChange', leg, 'Ringing'),
  event('ChannelStateChange', leg, 'Up'),
  event('StasisStart', leg, 'Up', { args: ['leg'] }),
  ...keys,
  event('ChannelStateChange', phone, 'Up'),
  event('ChannelHangupRequest', phone, 'Up', { cause: 16, tech_cause: 0, soft: true }),
  event('StasisEnd', phone, 'Up'),
  event('ChannelDestroyed', leg, 'Up', { cause: 16, cause_txt: 'Normal Clearing', tech_cause: 0 }),
];
const key = (leg: string, digit: string): AriEvent =>
  event('ChannelDtmfReceived', leg, 'Up', { digit, duration_ms: 100 });

const admitted: CourierAnswer = { is: 'admitted', courier: sergey, phone: null, order };

function couriersWho(caller: CourierAnswer, proved: readonly [keyed: string, answer: CourierAnswer][] = []) {
  const couriers = new MemoryCouriers();
  couriers.caller = caller;
  for (const [keyed, answer] of proved) couriers.proofs.set(keyed, answer);
  return couriers;
}

function customerOfCourier(): MemoryCallers {
  const callers = new MemoryCallers();
  callers.caller = {
    ...{
      route: callerRoute,
      isOpen: true,
      manager: anna,
      callable: true,
      places: [order],
      order: { ...order },
    },
    courier: { who: sergey, phone: mask('+79260000017') },
  };
  return callers;
}

const shapes = {
  'a manager’s call by short code': () => ({
    events: recordedCall(event, { phone, customer }),
    ending: { disposition: 'answered', hungUpBy: 'manager' },
  }),
  'a courier who calls in': () => ({
    events: [arrives, ...answeredAt(customer)],
    couriers: couriersWho(admitted),
    ending: { direction: 'courier', disposition: 'answered', hungUpBy: 'courier' },
  }),
  'a courier who keys in which order': () => ({
    events: [
      arrives,
      event('ChannelStateChange', phone, 'Up'),
      ...['0', '1', '#'].map((digit) => key(phone, digit)),
      ...answeredAt(customer),
    ],
    couriers: couriersWho({ is: 'asked', courier: sergey, question: 'order-digits', isProved: false }, [
      ['//01', admitted],
      ['//10', admitted],
    ]),
    ending: { direction: 'courier', disposition: 'answered', hungUpBy: 'courier' },
  }),
  'a customer who calls a courier back': () => ({
    events: [arrives, ...answeredAt(courier, key(courier, '1'))],
    callers: customerOfCourier(),
    ending: { direction: 'inbound', courierId: sergey.id, disposition: 'answered', hungUpBy: 'customer' },
  }),
} as const satisfies Record<string, () => Shape>;
type ShapeName = keyof typeof shapes;

const unknown: readonly AriEvent[] = [
  event('ChannelVarset', phone, 'Up', { variable: 'BRIDGEPEER' }),
  event('ChannelDestroyed', 'somebody-else', 'Up', { cause: 16 }),
  event('StasisStart', 'stray', 'Up', { args: [] }),
  { type: 'PlaybackFinished', playback: { id: `${callId}-p7` } },
  { type: 'BridgeDestroyed', bridge: { id: 'unknown' } },
  { type: 'Whatever' },
];

/** Mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled({ events: recorded }: Shape, seed: number): AriEvent[] {
  const [begins] = recorded;
  const random = seeded(seed);
  const events = [...recorded, ...unknown].flatMap((one) => (random() < 0.25 ? [one, one] : [one]));
  for (let last = events.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [events[last], events[other]] = [events[other]!, events[last]!];
  }
  // Some are lost, but not the one without which there is no call.
  return events.filter((one) => one === begins || random() > 0.1);
}

/** A PBX that does what it is asked, and sends nothing by itself but the end of what it hangs up. */
function rig({ callers = new MemoryCallers(), couriers = new MemoryCouriers() }: Shape) {
  const clock = new FakeClock();
  const channels = new Set([phone]);
  const log = new MemoryLog();
  let pbx: AriPbx | null = null;
  const ends = (id: string): void =>
    pbx?.receive(
      id === phone ? event('StasisEnd', id, 'Up') : event('ChannelDestroyed', id, 'Up', { cause: 16 }),
    );
  const client = new Proxy(
    {},
    {
      get: (_resources, resource: string) =>
        new Proxy(
          {},
          {
            get: (_operations, operation: string) => (parameters: { channelId?: string }) => {
              const { channelId = '' } = parameters;
              if (operation === 'originate') channels.add(channelId);
              // The INVITE of whoever calls.
              if (operation === 'getChannelVar')
                return Promise.resolve({ value: '<sip:+79260000017@carrier.invalid>;tag=1' });
              if (operation === 'hangup') {
                if (!channels.delete(channelId))
                  return Promise.reject(new AriError('refused', 'channels.hangup'));
                queueMicrotask(() => ends(channelId));
              }
              if (operation === 'list')
                return Promise.resolve(
                  resource === 'channels' ? [...channels].map((id) => channelOf(id, 'Up')) : [],
                );
              return Promise.resolve();
            },
          },
        ),
    },
  ) as AriClient;
  const ari = {
    up: true,
    together: <Result>(work: () => Result) => work(),
    call: <Result>(_name: string, operation: (client: AriClient) => Promise<Result>) => operation(client),
  };
  pbx = new AriPbx(
    ari,
    {
      application: 'star7',
      trunks: ['first', 'second'].map((name) => ({ name, format: { kind: 'e164' } as const })),
      autoAnswerHeader: { name: 'Alert-Info', value: 'x' },
      callerHeader: 'From',
      node: 'main',
      longestLegSeconds: 3600,
      beepHertz: 1000,
      endpoints: new EndpointDirectory(),
    },
    null,
    new PbxTime(clock),
    log,
  );
  const store = new MemoryCallStore();
  const orders = new MemoryOrderBook();
  orders.addManager('101');
  orders.addOrder('1001', '101', '+79005551234');
  const journal = new MemoryJournal();
  let ids = 0;
  const switchboard = new Switchboard({
    pbx,
    orders,
    ...{ callers, couriers },
    agents: new MemoryCallers(),
    keyedNumbers: new MemoryCallers(),
    transfers: new MemoryCallers(),
    store,
    scribe: new CallScribe(store, journal, clock, log, 0),
    journal,
    clock,
    log,
    feed: new CallFeed(),
    plan,
    callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
    extensions: { stateOf: () => ({ registered: true, inUse: false }) },
    newCallId: () => (ids++ === 0 ? callId : `01a20fe2-6242-7753-b7c8-${String(ids).padStart(12, '0')}`),
  });
  return { clock, channels, pbx, store, journal, switchboard };
}

/** @returns what was found wrong, with the seed */
async function run(shape: Shape, events: readonly AriEvent[]): Promise<string[]> {
  const { clock, channels, pbx, store, journal, switchboard } = rig(shape);
  for (const one of events) {
    // What the PBX says has ended is not there to be hung up.
    if (one.type === 'ChannelDestroyed' || one.type === 'StasisEnd')
      channels.delete((one['channel'] as { id: string }).id);
    pbx.receive(one);
    await settled();
  }
  // Every deadline that can come, comes, for up to two hours; and the PBX is looked at as it is every half minute.
  pbx.connectionChanged(true, clock.now());
  await settled();
  const isLeft = (): boolean =>
    switchboard.liveCalls().length + channels.size > 0 || store.records.length === 0;
  for (let minute = 0; minute < 120 && isLeft(); minute += 1) await clock.pass(60_000);
  // And what would come after the end.
  await clock.pass(120_000);
  return [
    ...(store.records.length === 1 ? [] : [`${String(store.records.length)} records`]),
    ...(switchboard.liveCalls().length === 0 ? [] : ['a call that never ends']),
    ...(channels.size === 0 ? [] : ['a leg that is left']),
    ...(journal.open.size + journal.waiting.size === 0 ? [] : ['something left in the journal']),
  ];
}

const names = Object.keys(shapes) as ShapeName[];

test.each(names)('as they were sent: answered, one record: %s', async (name) => {
  const shape: Shape = shapes[name]();
  const { pbx, store } = rig(shape);
  for (const one of shape.events) {
    pbx.receive(one);
    await settled();
  }
  expect(store.records).toEqual([expect.objectContaining(shape.ending)]);
});

/** Of calls that begin alike the first shape stands for most; each of the others has a batch. */
const batches = names.flatMap((name, nth) =>
  (nth === 0 ? [1, 2, 3, 4] : [nth + 4]).map((batch) => [name, batch] as const),
);

test.each(batches)(
  'hundreds of orders: %s, batch %i',
  async (name, batch) => {
    const wrong: string[] = [];
    const orders = thorough ? 1000 : 125;
    for (let seed = batch * 1000; seed < batch * 1000 + orders; seed += 1) {
      const shape: Shape = shapes[name]();
      const found = await run(shape, shuffled(shape, seed));
      if (found.length > 0) wrong.push(`seed ${String(seed)}: ${found.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);
