import { isOpenAt } from '#dids/model/did-route';
import type { DidRoute } from '#dids/model/did-route';
import { callerRoute } from '../model/inbound-facts';
import type { CallerIdentity } from '../model/call-event';
import type { Alerts } from '#log/alerts';
import type { CallerBook, CallerQuestion, IdentifiedCaller, ProofOfOrder } from './caller-book';
import type { LimitStore } from './limit-store';
import type { Clock } from '#kernel/clock';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { Manager } from '#people/model/manager';
import type { OrderFacts } from '../model/order-of-call';

/** What a call to one of the company's numbers does. */
export interface InboundRoutes {
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

/** Tells who calls: by number, or by an order and its proof. */
export class CallerDesk implements CallerBook {
  #misses: Micros[] = [];
  /** Whether those of an earlier process are counted. */
  #hasEarlier = false;

  constructor(
    private readonly parts: {
      orders: CallerOrders;
      routes: InboundRoutes;
      /** The number in E.164, or null for what is none. */
      normalise: (caller: Masked) => Masked | null;
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
    const [first] = found;
    return {
      route: callerRoute(route),
      isOpen: isOpenAt(route, clock.now()),
      // What somebody typed draws no call that is another's.
      places: found.filter(({ typed }) => typed === first?.typed).map(({ order }) => order),
      order: first?.order ?? null,
      callable: first !== undefined && first.manager !== null && first.callable,
      manager: first === undefined ? await orders.ownerOfDid(did) : first.manager,
    };
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
    const isProved = found !== null && (amount === null || found.amount === withoutZeros(amount));
    if (isProved) {
      this.#misses.splice(this.#misses.indexOf(now), 1);
      const { manager, order, callable } = found;
      return { manager, order, callable: manager !== null && callable };
    }
    if (this.#misses.length === mostMisses) alerts.raise({ event: 'callers-locked-out' });
    return null;
  }

  /** What an earlier process has counted, as far as it is on record. @throws if the database does not answer */
  async #countEarlier(): Promise<void> {
    if (this.#hasEarlier) return;
    const earlier = await this.parts.limits.wrongProofs(this.parts.clock.now() - windowMicros);
    if (this.#hasEarlier) return;
    this.#hasEarlier = true;
    this.#misses.push(...earlier);
  }
}

/** As keyed: `00990` is 990. */
function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
