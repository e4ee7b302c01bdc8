import { isOpenAt } from '#dids/model/did-route';
import type { DidRoute } from '#dids/model/did-route';
import { callerRoute } from '../model/inbound-facts';
import type { CallerIdentity } from '../model/call-event';
import type { Alerts } from '#log/alerts';
import { accessSince, worksAt } from './courier-gate';
import type { KnownCourier } from './courier-gate';
import type { CallerBook, CallerQuestion, IdentifiedCaller, ProofOfOrder } from './caller-book';
import type { LimitStore } from './limit-store';
import type { Clock } from '#kernel/clock';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { Manager } from '#people/model/manager';
import type { OrderFacts } from '../model/order-of-call';
import type { ReachableCourier } from '../model/courier-facts';
import type { SettingValues } from '#settings/model/setting-rules';

/** What a call to one of the company's numbers does. */
export interface InboundRoutes {
  /** The company's number that is for couriers, digits; null if none is. Never throws. */
  ofPurpose(purpose: 'couriers'): Promise<string | null>;
  /** @param did the number that was called, digits. Never throws. */
  find(did: string): Promise<DidRoute>;
}

/** An order of a caller, with its manager; null if the manager has left. */
export interface CallersOrder {
  order: OrderFacts;
  manager: Manager | null;
  /** It is open, and the customer wants to be called. */
  callable: boolean;
  /** People typed the number, the shop did not give it. */
  typed: boolean;
  /** Who has the order on the way; absent or null if nobody has. */
  delivery?: Delivery | null;
}

/** An order is with a courier. */
export interface Delivery extends Pick<KnownCourier, 'who' | 'phone' | 'weekdays'> {
  handedOverAt: Micros;
  /** The courier has called the customer of the order since then, who may be calling back. */
  hasCalled: boolean;
}

/** Orders by what a caller is known by. Every method throws if the database does not answer. */
export interface CallerOrders {
  /**
   * Orders that have this number, the one to route by first: those to which the shop gave it, the open ones before the
   * closed ones, the newest first.
   */
  ofNumber(number: Masked): Promise<readonly CallersOrder[]>;
  /** An open order by its number, with the whole units of its total (null if it has none). */
  open(orderNumber: string): Promise<(CallersOrder & { amount: string | null }) | null>;
  /** The active manager whose own number this is. */
  ownerOfDid(did: string): Promise<Manager | null>;
}

/** So many wrong order numbers or proofs of all callers together, in this time, and for the rest of it none is right. */
const mostMisses = 30;
const windowMicros = 10 * 60 * 1_000_000;

/** So many wrong proofs of one order in a day, and for the rest of it none is right: patience guesses no total. */
const mostMissesOfOrder = 10;
const dayMicros = 24 * 3600 * 1_000_000;

/** Tells who calls: by number, or by an order and its proof. */
export class CallerDesk implements CallerBook {
  #misses: Micros[] = [];
  /** By open order. Those of an earlier process are not counted. */
  readonly #missesOfOrders = new Map<number, Micros[]>();
  /** Counts those of an earlier process; null before. */
  #earlier: Promise<void> | null = null;

  constructor(
    private readonly parts: {
      orders: CallerOrders;
      routes: InboundRoutes;
      /** The number in E.164, or null for what is none. */
      normalise: (caller: Masked) => Masked | null;
      settings: () => Promise<Pick<SettingValues, 'courierAccessHours' | 'defaultTimeZone'>>;
      /** Wrong answers, of an earlier process too. */
      limits: Pick<LimitStore, 'wrongProofs'>;
      clock: Pick<Clock, 'now'>;
      alerts: Alerts;
    },
  ) {}

  async identify({ caller, did }: CallerQuestion): Promise<IdentifiedCaller> {
    const { orders, routes, normalise, clock } = this.parts;
    const number = caller === null ? null : normalise(caller);
    const [route, found] = await Promise.all([
      routes.find(did),
      number === null ? [] : orders.ofNumber(number),
    ]);
    // What somebody typed draws no call that is another's.
    const own = found.filter(({ typed }) => typed === found[0]?.typed);
    const onTheWay = await this.#onTheWay(own, route);
    const first = onTheWay?.order ?? own[0];
    return {
      route: callerRoute(route),
      isOpen: isOpenAt(route, clock.now()),
      places: own.map(({ order }) => order),
      courier: onTheWay?.courier ?? null,
      order: first?.order ?? null,
      callable: first !== undefined && first.manager !== null && first.callable,
      manager: first === undefined ? await orders.ownerOfDid(did) : first.manager,
    };
  }

  /** The order whose courier is called first: who has called the customer, or of any on the number for couriers. */
  async #onTheWay(
    orders: readonly CallersOrder[],
    { purpose }: DidRoute,
  ): Promise<{ order: CallersOrder; courier: ReachableCourier } | null> {
    if (!orders.some(({ delivery }) => delivery)) return null;
    const { settings, routes, clock } = this.parts;
    const { courierAccessHours, defaultTimeZone } = await settings();
    const now = clock.now();
    for (const order of orders) {
      const { delivery = null } = order;
      if (delivery === null || delivery.phone === null) continue;
      const { who, phone, handedOverAt, hasCalled } = delivery;
      const isCalledBack = hasCalled || purpose === 'couriers';
      const isInTime = handedOverAt >= accessSince(now, courierAccessHours);
      if (isCalledBack && isInTime && worksAt(delivery, now, defaultTimeZone))
        return { order, courier: { who: { ...who, did: await routes.ofPurpose('couriers') }, phone } };
    }
    return null;
  }

  async prove({
    orderNumber,
    amount,
  }: ProofOfOrder): Promise<Pick<CallerIdentity, 'manager' | 'order' | 'callable'> | null> {
    const { orders, clock, alerts } = this.parts;
    await this.#countEarlier();
    const now = clock.now();
    this.#misses = this.#misses.filter((at) => at > now - windowMicros);
    // Counted before it is asked, so that many at once are no way round the limit.
    const isLocked = this.#misses.length >= mostMisses;
    if (!isLocked) this.#misses.push(now);
    const found = await orders.open(orderNumber);
    if (isLocked) return null;
    const isRight = found !== null && (amount === null || found.amount === withoutZeros(amount));
    if (found !== null && isRight && !this.#isGuessed(found.order.orderId, now)) {
      this.#misses.splice(this.#misses.indexOf(now), 1);
      const { manager, order, callable } = found;
      return { manager, order, callable: manager !== null && callable };
    }
    if (found !== null && !isRight) this.#missed(found.order.orderId, now);
    if (this.#misses.length === mostMisses) alerts.raise({ event: 'callers-locked-out' });
    return null;
  }

  #isGuessed(orderId: number, now: Micros): boolean {
    return this.#missesOf(orderId, now).length >= mostMissesOfOrder;
  }

  #missed(orderId: number, now: Micros): void {
    for (const [known] of this.#missesOfOrders)
      if (this.#missesOf(known, now).length === 0) this.#missesOfOrders.delete(known);
    const misses = this.#missesOf(orderId, now);
    if (misses.length < mostMissesOfOrder) this.#missesOfOrders.set(orderId, [...misses, now]);
  }

  #missesOf(orderId: number, now: Micros): Micros[] {
    return (this.#missesOfOrders.get(orderId) ?? []).filter((at) => at > now - dayMicros);
  }

  /** What an earlier process has counted, as far as it is on record. @throws if the database does not answer */
  async #countEarlier(): Promise<void> {
    const { limits, clock } = this.parts;
    const reading = (this.#earlier ??= limits.wrongProofs(clock.now() - windowMicros).then((earlier) => {
      this.#misses.push(...earlier);
    }));
    try {
      await reading;
    } catch (error) {
      // The next caller's answer asks again.
      if (this.#earlier === reading) this.#earlier = null;
      throw error;
    }
  }
}

/** As keyed: `00990` is 990. */
function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
