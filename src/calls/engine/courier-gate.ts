import type { CallLimits, Restraints } from '../model/call-limits';
import { refusalOfOrder } from '../model/call-limits';
import type { CallCaps } from './call-caps';
import type { CourierAnswer, CourierOfCall } from '../model/courier-facts';
import type { AuthorisedOrder, OrderFacts } from '../model/order-of-call';
import type { CarriedOrder, CourierBook, CourierProof } from './courier-book';
import type { GuessGuard } from './guess-guard';
import type { Clock } from '#kernel/clock';
import { LocalCalendar } from '#kernel/local-day';
import { localTimeOf } from '#kernel/local-time';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { SettingValues } from '#settings/model/setting-rules';

/** An active courier, as calls need them. */
export interface KnownCourier {
  who: Omit<CourierOfCall, 'did'>;
  /** The own mobile; null if it is not known. */
  phone: Masked | null;
  /** As the vault checks it; null for a courier without a PIN. */
  pinHash: string | null;
  /** Days of the week on which they work, 0 for Monday. */
  weekdays: ReadonlySet<number>;
}

/** An open order that is with a courier. */
export interface OrderOnTheWay {
  order: OrderFacts;
  restraints: Omit<Restraints, 'destination'>;
  handedOverAt: Micros;
  /** Unseals the number, which only a call needs. @throws VaultError */
  open: () => Pick<AuthorisedOrder, 'number' | 'extension'> & Pick<Restraints, 'destination'>;
}

/** Couriers and what they carry. Every method throws if the database does not answer. */
export interface CourierOrders {
  /** All active couriers who have this mobile. */
  byPhone(phone: Masked): Promise<readonly KnownCourier[]>;
  /** @param courierNumber any text */
  byNumber(courierNumber: string): Promise<KnownCourier | null>;
  byId(id: number): Promise<KnownCourier | null>;
  /** Handed over since then and not delivered, oldest first. */
  onTheWay(courierId: number, since: Micros): Promise<readonly OrderOnTheWay[]>;
}

export interface CourierGateParts {
  couriers: CourierOrders;
  /** Of couriers alone: whoever guesses PINs locks out no manager. */
  guard: Pick<GuessGuard, 'look'>;
  passwords: { matches(password: string, encoded: string | null): Promise<boolean> };
  settings: () => Promise<Pick<SettingValues, CourierSetting>>;
  limits: () => Promise<CallLimits>;
  caps: Pick<CallCaps, 'ready' | 'reached' | 'add' | 'alert'>;
  /** The number in E.164, or null for what is none. */
  normalise: (caller: Masked) => Masked | null;
  /** The company's number that is for couriers; null if none is. */
  did: () => Promise<string | null>;
  clock: Pick<Clock, 'now'>;
}

type CourierSetting = 'courierAccessHours' | 'courierPinAlways' | 'defaultTimeZone';

/** Whose wrong answers count together if no courier has the number that was keyed in. */
const nobody = '?';

/** As the guard counts them. */
const guardedName = (courierNumber: string): string => `courier:${courierNumber}`;

/**
 * Decides for every courier who calls. A caller number alone, which can be forged, opens only what was handed over today,
 * and nothing at all if a setting says so; with the PIN it is all that is on its way. What was handed over more hours ago
 * than the setting says is not on its way any more, and nobody works on a day that is not theirs.
 */
export class CourierGate implements CourierBook {
  constructor(private readonly parts: CourierGateParts) {}

  async identify(caller: Masked): Promise<CourierAnswer | null> {
    const number = this.parts.normalise(caller);
    if (number === null) return null;
    const [known, other] = await this.parts.couriers.byPhone(number);
    // Of two who share a phone it may be either: they key in who they are.
    if (known === undefined || other !== undefined || !(await this.#works(known))) return null;
    const { courierPinAlways } = await this.parts.settings();
    const courier = await this.#shown(known);
    if (courierPinAlways) return { is: 'asked', courier, question: 'courier-pin', isProved: false };
    const all = await this.#onTheWay(known);
    if (all.length === 0) return { is: 'nothing', courier };
    const today = await this.#ofToday(all);
    return today.length === 0
      ? { is: 'asked', courier, question: 'courier-pin', isProved: false }
      : this.#choose(courier, today, false);
  }

  async prove(proof: CourierProof): Promise<CourierAnswer> {
    const { couriers } = this.parts;
    const { courierId, courierNumber, isProved, orderDigits } = proof;
    const known =
      courierId === null ? await couriers.byNumber(courierNumber) : await couriers.byId(courierId);
    const name = guardedName(known?.who.number ?? nobody);
    if (known !== null && orderDigits !== '') {
      const all = await this.#onTheWay(known);
      const allowed = isProved ? all : await this.#ofToday(all);
      const choose = async (): Promise<CourierAnswer> => {
        const found = allowed.filter(({ order }) => endsWith(order.orderNumber, orderDigits));
        return found.length === 0 ? { is: 'wrong' } : this.#choose(await this.#shown(known), found, isProved);
      };
      // Whoever is proved can name nothing but what they carry: strangers' guesses do not shut them out.
      return isProved ? choose() : this.#guarded(name, choose);
    }
    return await this.#guarded(name, async () => {
      const matches = await this.parts.passwords.matches(proof.pin, known?.pinHash ?? null);
      if (known === null || !matches || !(await this.#works(known))) return { is: 'wrong' };
      const courier = await this.#shown(known);
      const all = await this.#onTheWay(known);
      return all.length === 0 ? { is: 'nothing', courier } : this.#choose(courier, all, true);
    });
  }

  async admit(courierId: number, orderNumber: string): Promise<CourierAnswer> {
    const known = await this.parts.couriers.byId(courierId);
    if (known === null || !(await this.#works(known))) return { is: 'wrong' };
    const all = await this.#onTheWay(known);
    // Nothing is guessed here: another order than theirs is one of an old list. So strangers' guesses shut nobody out.
    const found = all.find(({ order }) => order.orderNumber === orderNumber);
    return found === undefined ? { is: 'wrong' } : this.#admit(await this.#shown(known), found, known.phone);
  }

  async carried(courierId: number): ReturnType<CourierBook['carried']> {
    const known = await this.parts.couriers.byId(courierId);
    if (known === null || !(await this.#works(known))) return null;
    const orders = (await this.#onTheWay(known)).map(({ order, handedOverAt }): CarriedOrder => ({
      order,
      handedOverAt,
    }));
    return { courier: await this.#shown(known), hasPhone: known.phone !== null, orders };
  }

  async #guarded(name: string, ask: () => Promise<CourierAnswer>): Promise<CourierAnswer> {
    const look = await this.parts.guard.look(name, ask, ({ is }) => is === 'wrong');
    return 'answer' in look ? look.answer : { is: 'wrong' };
  }

  async #choose(
    courier: CourierOfCall,
    orders: readonly OrderOnTheWay[],
    isProved: boolean,
  ): Promise<CourierAnswer> {
    const [only, other] = orders;
    return only === undefined || other !== undefined
      ? { is: 'asked', courier, question: 'order-digits', isProved }
      : this.#admit(courier, only, null);
  }

  async #admit(
    courier: CourierOfCall,
    { order, restraints, open }: OrderOnTheWay,
    phone: Masked | null,
  ): Promise<CourierAnswer> {
    const { caps, clock } = this.parts;
    const [limits] = await Promise.all([this.parts.limits(), caps.ready()]);
    // By id: a number may be another person's later.
    const key = String(courier.id);
    const reached = caps.reached(key, limits.couriers);
    if (reached !== null) {
      caps.alert(guardedName(courier.number), reached.refusal);
      return { is: 'limited', courier, order, ...reached };
    }
    const { destination, ...dialled } = open();
    const refusal = refusalOfOrder({ ...restraints, destination }, clock.now(), limits);
    if (refusal !== null) return { is: 'limited', courier, order, refusal };
    caps.add(key);
    return { is: 'admitted', courier, phone, order: { ...order, ...dialled } };
  }

  async #shown({ who }: KnownCourier): Promise<CourierOfCall> {
    return { ...who, did: await this.parts.did() };
  }

  async #works(courier: Pick<KnownCourier, 'weekdays'>): Promise<boolean> {
    const { defaultTimeZone } = await this.parts.settings();
    return worksAt(courier, this.parts.clock.now(), defaultTimeZone);
  }

  async #onTheWay({ who }: KnownCourier): Promise<readonly OrderOnTheWay[]> {
    const { courierAccessHours } = await this.parts.settings();
    return this.parts.couriers.onTheWay(who.id, accessSince(this.parts.clock.now(), courierAccessHours));
  }

  async #ofToday(orders: readonly OrderOnTheWay[]): Promise<readonly OrderOnTheWay[]> {
    const { defaultTimeZone } = await this.parts.settings();
    const calendar = LocalCalendar.of(defaultTimeZone);
    if (calendar === null) return [];
    const midnight = calendar.startOfDay(this.parts.clock.now());
    return orders.filter(({ handedOverAt }) => handedOverAt >= midnight);
  }
}

/** What was handed over before is not on its way any more. */
export function accessSince(now: Micros, hours: number): Micros {
  return now - hours * 3_600_000_000;
}

export function worksAt({ weekdays }: Pick<KnownCourier, 'weekdays'>, at: Micros, timeZone: string): boolean {
  const time = localTimeOf(at, timeZone);
  return time !== null && weekdays.has(time.weekday);
}

/** By its digits alone: phones have no letters. */
function endsWith(orderNumber: string, digits: string): boolean {
  return orderNumber.replace(/\D/g, '').endsWith(digits);
}
