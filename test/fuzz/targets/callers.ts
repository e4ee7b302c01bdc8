import type { CallerOrders, CallersOrder } from '#calls/engine/caller-desk';
import { CallerDesk } from '#calls/engine/caller-desk';
import { CourierGate } from '#calls/engine/courier-gate';
import type { KnownCourier } from '#calls/engine/courier-gate';
import type { CallerRoute } from '#calls/model/inbound-facts';
import { defaultRoute } from '#dids/model/did-route';
import type { Purpose } from '#dids/model/did-route';
import type { Masked } from '#kernel/masked';
import { mask, reveal } from '#kernel/masked';
import { normaliseCaller } from '#vault/phone-number';
import { manager as anna, order as anyOrder } from '../../unit/calls/call-samples';
import { guessGuardOf } from '../../unit/calls/guess-guard-of';
import { capsOf, noLimits } from '../../unit/calls/no-limits';
import { MemoryCourierOrders } from '../../unit/couriers/memory-courier-orders';
import { FakeClock, settled } from '../../unit/kernel/fake-clock';
import { MemoryCallers } from '../../unit/calls/memory-callers';
import { MemoryAlerts } from '../../unit/log/memory-alerts';
import { canaryNumbers, canaryWords, showsCanary } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { mutatedText, nastyValue, nastyWords } from '../mutation';
import type { Random } from '#kernel/random';
import { CallRig, callId } from './call-rig';

/** What happens to a call, one thing after another. */
type Deed =
  | { type: 'key'; of: 'caller' | 'manager'; digit: unknown }
  | { type: 'played'; nth: number }
  | { type: 'ringing' | 'answers' | 'up' | 'lost' | 'manager-ends' | 'caller-ends' }
  | { type: 'passes'; seconds: number };

/** A customer's or a courier's call: what the dialplan passes to Stasis, what the carrier's INVITE says, and all that follows. */
interface Caller {
  args: string[];
  /** The value of the header, as ARI gives it. */
  header: unknown;
  /** What the channel says of the caller, where a trunk is not protected. */
  caller: { name: string; number: string };
  route: Pick<CallerRoute, 'unknownCaller' | 'proof' | 'overflow' | 'fallback'> & { purpose: Purpose };
  /** Hours since the hand-over of each order that the courier has, the one order first; null: nobody delivers. */
  carries: readonly number[] | null;
  pinAlways: boolean;
  isOpen: boolean;
  managerAccepts: boolean;
  managerIsBusy: boolean;
  deeds: Deed[];
}

/** The one order: of the first canary, 990 roubles. */
const orderNumber = '1001';
const amount = '990';
const [known, mobile] = canaryNumbers;

/** The courier, whose own number is the second canary. */
const pin = '246810';
const courierNumber = '17';
const sergey: KnownCourier = {
  who: { id: 7, number: courierNumber, name: 'Sergey', language: 'en' },
  phone: mask(mobile),
  pinHash: pin,
  weekdays: new Set([0, 1, 2, 3, 4, 5, 6]),
};
const accessHours = 40;
const hour = 3_600_000_000;

const headers = [
  `"${known}" <sip:${known}@carrier.invalid;user=phone>;tag=1`,
  `<sip:${known.slice(1)}@10.0.0.1>`,
  `sip:8${known.slice(2)}@carrier.invalid`,
  `<tel:${known}>`,
  '<sip:%2B79165550173@carrier.invalid>',
  '"Anonymous" <sip:anonymous@anonymous.invalid>',
  `<sip:${mobile}@carrier.invalid>`,
  `"${mobile}" <sip:${mobile}@10.0.0.1>`,
];

const keyed = [
  ...[`${orderNumber}#${amount}#`, `${orderNumber}#`, '1', known.slice(1), `${amount}#`, '#', '0*#'],
  ...[`*${courierNumber}#${pin}#`, `${courierNumber}#${pin}#`, `${courierNumber}#`, `${pin}#`, '01#', '*'],
  `${courierNumber}#000000#`,
];

function generate(random: Random): Caller {
  const dialled = random.chance(0.7)
    ? '74950000000'
    : mutatedText(
        random,
        '+74950000000',
        nastyWords.filter((word) => !showsCanary(word)),
      );
  const args = ['inbound', dialled];
  if (random.chance(0.1))
    args.splice(random.int(3), random.int(2), random.pick(['leg', '', 'short-code', 'x']));
  const header = random.pick(headers);
  return {
    // A number that is called is the company's, and is shown.
    args: args.map((arg) => (showsCanary(digitsIn(arg)) ? '' : arg)),
    header: random.chance(0.6)
      ? header
      : random.chance(0.7)
        ? mutatedText(random, header, [...canaryWords, ...nastyWords])
        : nastyValue(random),
    caller: { name: random.pick(canaryWords), number: random.pick(canaryWords) },
    route: {
      unknownCaller: random.pick(['order-number', 'order-number', 'everybody', 'refuse'] as const),
      proof: random.pick(['amount', 'none'] as const),
      overflow: random.pick(['wait', 'everybody'] as const),
      fallback: random.pick(['call-back', 'announce'] as const),
      purpose: random.pick(['customers', 'customers', 'couriers'] as const),
    },
    carries: random.chance(0.5) ? random.list(random.int(3), () => random.pick([0, 0, 0, 30, 50])) : null,
    pinAlways: random.chance(0.2),
    isOpen: random.chance(0.9),
    managerAccepts: random.chance(0.2),
    managerIsBusy: random.chance(0.3),
    deeds: random.list(1 + random.int(8), () => deed(random)).flat(),
  };
}

function digitsIn(text: string): string {
  const decoded = text.replaceAll(/(?:%[\da-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString(),
  );
  return decoded.replaceAll(/\D/g, '');
}

function deed(random: Random): Deed[] {
  const chosen = random.pick([
    ...['keys', 'keys', 'answers', 'answers', 'played', 'passes', 'manager-key'],
    ...['ringing', 'up', 'lost', 'manager-ends', 'caller-ends'],
  ] as const);
  switch (chosen) {
    case 'keys': {
      const text = random.chance(0.8) ? random.pick(keyed) : mutatedText(random, random.pick(keyed), keyed);
      return text
        .slice(0, 40)
        .split('')
        .map((digit) => ({ type: 'key', of: 'caller', digit }));
    }
    case 'manager-key':
      return [{ type: 'key', of: 'manager', digit: random.chance(0.7) ? '1' : nastyValue(random) }];
    case 'played':
      return [{ type: 'played', nth: 1 + random.int(6) }];
    case 'passes':
      return [{ type: 'passes', seconds: random.pick([1, 5, 16, 31, 130]) }];
    default:
      return [{ type: chosen }];
  }
}

/** The orders behind the desk: one, of one customer. */
class OneOrder implements CallerOrders {
  readonly #order: CallersOrder;

  /** @param handedOverAt to the courier; null: nobody delivers it */
  constructor(handedOverAt: number | null) {
    this.#order = {
      order: { orderId: 11, orderNumber, customerName: 'Ivan', contactPointId: 21, slot: 'main' },
      ...{ manager: anna, callable: true, typed: false },
      delivery: handedOverAt === null ? null : { ...sergey, handedOverAt, hasCalled: false },
    };
  }

  ofNumber(number: Masked): Promise<readonly CallersOrder[]> {
    return Promise.resolve(reveal(number) === known ? [this.#order] : []);
  }

  open(asked: string): Promise<(CallersOrder & { amount: string | null }) | null> {
    return Promise.resolve(asked === orderNumber ? { ...this.#order, amount } : null);
  }

  ownerOfDid(): Promise<null> {
    return Promise.resolve(null);
  }
}

/** What the courier has, with the customer of the one order. */
function carried({ carries }: Caller, now: number): MemoryCourierOrders {
  const couriers = new MemoryCourierOrders(carries === null ? [] : [sergey]);
  const { orderId, customerName, contactPointId, slot, extension } = anyOrder;
  couriers.orders = (carries ?? []).map((hours, nth) => ({
    order: {
      orderId,
      customerName,
      contactPointId,
      slot,
      orderNumber: nth === 0 ? orderNumber : `${String(nth + 1)}001`,
    },
    restraints: { doNotCall: false, timeZone: null },
    handedOverAt: now - hours * hour,
    open: () => ({ number: mask(known), extension, destination: 'open' }),
  }));
  return couriers;
}

const settings = {
  ...{ courierAccessHours: accessHours, defaultTimeZone: 'Europe/Moscow' },
} as const;

function rigOf(input: Caller): CallRig {
  const { header, route, isOpen, managerAccepts, managerIsBusy, carries, pinAlways } = input;
  const agents = new MemoryCallers().hasAgents({ ...anna, pressToAccept: managerAccepts });
  const clock = new FakeClock();
  const normalise = (caller: Masked): Masked | null => normaliseCaller(caller, 'RU');
  const [hours] = carries ?? [];
  const book = new CallerDesk({
    orders: new OneOrder(hours === undefined ? null : clock.now() - hours * hour),
    // The clock begins at night.
    routes: {
      ofPurpose: () => Promise.resolve(null),
      find: () => Promise.resolve({ ...defaultRoute, ...route, openingHours: isOpen ? null : '10:00-18:00' }),
    },
    normalise,
    settings: () => Promise.resolve(settings),
    limits: { wrongProofs: () => Promise.resolve([]) },
    clock,
    alerts: new MemoryAlerts(),
  });
  const couriers = new CourierGate({
    couriers: carried(input, clock.now()),
    guard: guessGuardOf(clock),
    passwords: { matches: (typed, encoded) => Promise.resolve(typed === encoded) },
    settings: () => Promise.resolve({ ...settings, courierPinAlways: pinAlways }),
    caps: capsOf(clock),
    limits: () => Promise.resolve(noLimits),
    normalise,
    did: () => Promise.resolve(null),
    clock,
  });
  return new CallRig({ book, agents, couriers, header, areBusy: managerIsBusy, clock });
}

/** Whether the input can let the caller through, derived from the rules without any code of src. */
function mayReachManager({ header, route, isOpen, deeds }: Caller): boolean {
  if (!isOpen) return false;
  const digits = typeof header === 'string' ? header.replaceAll(/%2B|[-.()]/gi, '') : '';
  if (/79165550173|89165550173/.test(digits) || /9165550173/.test(digits)) return true;
  if (route.unknownCaller === 'everybody') return true;
  if (route.unknownCaller === 'refuse') return false;
  return deeds.some(({ type }) => type === 'key');
}

/** Whether the input can let a courier through to the customer, likewise. */
function mayReachCustomer({ header, carries, pinAlways, deeds }: Caller): boolean {
  if (carries === null || !carries.some((hours) => hours <= accessHours)) return false;
  const digits = typeof header === 'string' ? header.replaceAll(/\D/g, '') : '';
  const isOwnNumber = digits.includes(mobile.slice(2));
  const keys = deeds.flatMap((deed) => (deed.type === 'key' && deed.of === 'caller' ? [deed.digit] : []));
  // Keys that are no digits count for nothing.
  const digitsKeyed = keys.filter((key) => typeof key === 'string' && /^\d$/.test(key)).join('');
  return digitsKeyed.includes(pin) || (isOwnNumber && !pinAlways && carries.includes(0));
}

const channel = '1795556276.9';

async function run(rig: CallRig, input: Caller): Promise<string[]> {
  const depths = new Set<string>();
  let seconds = 0;
  const tell = async (type: string, id: string, more: object = {}, state = 'Up'): Promise<void> => {
    seconds = (seconds + 1) % 60;
    const { caller } = input;
    rig.receive({
      type,
      timestamp: `2026-01-01T00:00:${String(seconds).padStart(2, '0')}.000+0000`,
      channel: {
        ...{ id, state, name: id === channel ? 'PJSIP/carrier-0000002a' : 'PJSIP/101-0000002b' },
        ...{ caller, connected: caller, dialplan: { exten: '74950000000', app_name: 'Stasis' } },
      },
      ...more,
    });
    await settled();
    for (const { phase } of rig.switchboard.liveCalls()) depths.add(phase);
  };
  rig.arrives(channel);
  // Events can overtake the reading of the header.
  rig.receive({
    type: 'StasisStart',
    timestamp: '2026-01-01T00:00:00.000+0000',
    args: input.args,
    channel: { id: channel, state: 'Ring', name: 'PJSIP/carrier-0000002a', caller: input.caller },
  });
  for (const deed of input.deeds) {
    const phone = rig.legs.at(-1);
    switch (deed.type) {
      case 'key':
        if (deed.of === 'caller' || phone !== undefined)
          await tell('ChannelDtmfReceived', deed.of === 'caller' ? channel : phone!, { digit: deed.digit });
        break;
      case 'played':
        rig.receive({ type: 'PlaybackFinished', playback: { id: `${callId}-p${String(deed.nth)}` } });
        await settled();
        break;
      case 'ringing':
        if (phone !== undefined) await tell('ChannelStateChange', phone, {}, 'Ringing');
        break;
      case 'answers':
        if (phone !== undefined) await tell('StasisStart', phone, { args: ['leg'] });
        break;
      case 'up':
        await tell('ChannelStateChange', channel);
        break;
      case 'manager-ends':
        if (phone === undefined) break;
        rig.leaves(phone);
        await tell('ChannelDestroyed', phone, { cause: 17, tech_cause: 486 });
        break;
      case 'lost':
        // The dialplan has let go of the caller.
        rig.leaves(channel);
        await tell('ChannelHangupRequest', channel, { cause: 38 });
        await tell('StasisEnd', channel);
        break;
      case 'caller-ends':
        rig.leaves(channel);
        await tell('ChannelHangupRequest', channel, { cause: 16 });
        await tell('StasisEnd', channel);
        break;
      case 'passes':
        await rig.clock.pass(deed.seconds * 1_000);
    }
  }
  await settled();
  if (rig.has(channel)) {
    rig.leaves(channel);
    await tell('StasisEnd', channel);
  }
  await rig.end();
  const isCall = input.args[0] === 'inbound';
  must(rig.store.records.length === (isCall ? 1 : 0) || input.args[0] === 'short-code', 'not one record');
  must(rig.phonesCalled === 0 || (isCall && mayReachManager(input)), 'a manager is called for nobody');
  must(rig.customersCalled === 0 || mayReachCustomer(input), 'a customer is called for nobody');
  must(rig.mobilesCalled === 0 || (input.carries ?? []).length > 0, 'a courier is called who has no order');
  rig.checkRecords();
  for (const { disposition } of rig.store.records) depths.add(disposition);
  return [...depths];
}

export const callers: FuzzTarget<Caller> = {
  name: 'callers',
  generate,
  growing: {
    'a long header': (size) => ({ ...plain, header: `<sip:${'7'.repeat(size * 4)}@x>` }),
    'a long number that was called': (size) => ({ ...plain, args: ['inbound', '7'.repeat(size * 4)] }),
    'many keys': (size) => ({
      ...plain,
      deeds: new Array<Deed>(Math.ceil(size / 10)).fill({ type: 'key', of: 'caller', digit: '5' }),
    }),
  },
  open: () => {
    let rig = rigOf(plain);
    return Promise.resolve({
      run: (input: Caller) => run((rig = rigOf(input)), input),
      said: () => {
        const text = rig.said.take();
        must(!text.includes(pin), 'a PIN is said');
        return text;
      },
      close: () => Promise.resolve(),
    });
  },
};

const plain: Caller = {
  args: ['inbound', '74950000000'],
  header: null,
  caller: { name: '', number: '' },
  route: {
    ...{ unknownCaller: 'order-number', proof: 'amount', overflow: 'wait', fallback: 'call-back' },
    purpose: 'customers',
  },
  carries: null,
  pinAlways: false,
  isOpen: true,
  managerAccepts: false,
  managerIsBusy: false,
  deeds: [],
};
