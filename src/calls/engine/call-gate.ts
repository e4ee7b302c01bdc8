import type { CallLimits, OwnCaps } from '../model/call-limits';
import { refusalOfOrder, withOwnCaps } from '../model/call-limits';
import type { Alerts } from '#log/alerts';
import type { CallCaps, ReachedCap } from './call-caps';
import type { GuessGuard } from './guess-guard';
import type { Admission, AdmissionRequest, Authorisation, CallAuthority, OrderBook } from './call-authority';
import type { Clock } from '#kernel/clock';

/** No order has this number: used to look up only the manager, by the same query in the same time. */
const noOrder = '';

export interface CallGateParts {
  orders: Pick<OrderBook, 'authorise'>;
  guard: GuessGuard;
  /** Of managers. */
  caps: CallCaps;
  alerts: Alerts;
  clock: Clock;
  /** The site's limits, read at each call because they may change. */
  limits: () => Promise<CallLimits>;
}

/**
 * Authorises every call: asks the order book whether this manager may call this order, within the site's limits.
 *
 * Whether a manager is locked out or has reached a cap is decided before the order is looked up; in that case an order
 * that does not exist is looked up instead, so the answer discloses nothing about the order. Limits that disclose
 * something about a customer are reported only for the manager's own open orders.
 */
export class CallGate implements CallAuthority {
  readonly #parts: CallGateParts;
  /**
   * Managers' own caps by extension, from the last look-up: whether one is reached must be known before the order is
   * looked up, and a separate query would slow down every call.
   */
  readonly #ownCaps = new Map<string, OwnCaps>();

  constructor(parts: CallGateParts) {
    this.#parts = parts;
  }

  /** @throws if the database cannot answer: then nobody is called */
  async authorise(request: AdmissionRequest): Promise<Admission> {
    const { orders, guard, limits, caps } = this.#parts;
    const { extension, slot } = request;
    const managerAlone = async (): Promise<Authorisation> =>
      orders.authorise({ extension, slot, orderNumber: noOrder });

    // The answer is "busy" for any order, so this is neither a guess nor a call; the record names the manager's own order.
    if (request.occupied === true) {
      const { manager, order } = await orders.authorise({
        extension,
        orderNumber: request.orderNumber,
        slot,
      });
      return { manager, order, refusal: null };
    }

    const [site] = await Promise.all([limits(), caps.ready()]);
    const look = await guard.look<Admission>(
      extension,
      async () => {
        if (this.#reached(extension, site, this.#ownCaps.get(extension) ?? null) !== null) {
          const alone = await managerAlone();
          // The cap may have been raised since it was last read.
          const refused = this.#refused(extension, site, alone.manager);
          if (refused !== null) return { ...alone, ...refused };
        }
        return this.#ask(request, site);
      },
      // A phone without a manager can learn nothing, so its misses must not count toward the lock-out of all.
      ({ manager, refusal }) => manager !== null && refusal === 'order',
    );
    if ('answer' in look) return look.answer;
    return { ...(await managerAlone()), refusal: 'locked-out', retryAfterSeconds: look.lockedForSeconds };
  }

  /** Counts the calls of earlier processes. @throws if the database cannot answer */
  async ready(): Promise<void> {
    const { guard, caps, limits } = this.#parts;
    await Promise.all([guard.ready(), caps.ready(), limits()]);
  }

  async #ask(request: AdmissionRequest, site: CallLimits): Promise<Admission> {
    const { orders, alerts, caps, clock } = this.#parts;
    const { extension, orderNumber, slot } = request;
    const { manager, order, restraints } = await orders.authorise({ extension, orderNumber, slot });
    // The cap was lowered, or not known to this process: from the next call on it is decided before the look-up.
    const refused = this.#refused(extension, site, manager);
    if (refused !== null) return { manager, order: null, ...refused };
    if (manager === null || order === null || restraints === null) {
      return { manager, order: null, refusal: 'order' };
    }
    const refusal = refusalOfOrder(restraints, clock.now(), site);
    if (refusal === null) caps.add(extension);
    if (refusal === 'destination') {
      alerts.raise({ event: 'destination-refused', manager: extension, reason: restraints.destination });
    }
    return { manager, order, refusal };
  }

  /** Remembers the manager's own caps; if a cap is reached, raises an alert, at most once an hour. */
  #refused(extension: string, site: CallLimits, manager: OwnCaps | null): ReachedCap | null {
    if (manager === null) this.#ownCaps.delete(extension);
    else this.#ownCaps.set(extension, manager);
    const reached = this.#reached(extension, site, manager);
    if (reached !== null) this.#parts.caps.alert(extension, reached.refusal);
    return reached;
  }

  /** The cap that a manager has reached, independent of the order. */
  #reached(extension: string, site: CallLimits, own: OwnCaps | null): ReachedCap | null {
    return this.#parts.caps.reached(extension, withOwnCaps(site, own));
  }
}
