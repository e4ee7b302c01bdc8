import type { CallLimits, OwnCaps } from '../model/call-limits';
import { reachedCap, refusalOfOrder, withOwnCaps } from '../model/call-limits';
import type { Micros } from '#kernel/micros';
import type { Limit } from '../model/refusal';
import type { Alerts } from '#log/alerts';
import { CallTally, daySeconds } from './call-tally';
import type { GuessGuard } from './guess-guard';
import type { LimitStore } from './limit-store';
import type { Admission, AdmissionRequest, Authorisation, CallAuthority, OrderBook } from './call-authority';
import type { Clock } from '#kernel/clock';

const hourSeconds = 3600;

/** No order has this number: used to look up only the manager, by the same query in the same time. */
const noOrder = '';

export interface CallGateParts {
  orders: Pick<OrderBook, 'authorise'>;
  guard: GuessGuard;
  store: LimitStore;
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
 *
 * Every call that was allowed counts, with any result. Counts are kept in memory and restored from the records after a
 * restart; without them nobody is called.
 */
export class CallGate implements CallAuthority {
  readonly #parts: CallGateParts;
  readonly #alerted = new Map<string, Micros>();
  /**
   * Managers' own caps by extension, from the last look-up: whether one is reached must be known before the order is
   * looked up, and a separate query would slow down every call.
   */
  readonly #ownCaps = new Map<string, OwnCaps>();
  #tally: Promise<CallTally> | null = null;

  constructor(parts: CallGateParts) {
    this.#parts = parts;
  }

  /** @throws if the database cannot answer: then nobody is called */
  async authorise(request: AdmissionRequest): Promise<Admission> {
    const { orders, guard, limits } = this.#parts;
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

    const [tally, site] = await Promise.all([this.#counted(), limits()]);
    const look = await guard.look<Admission>(
      extension,
      async () => {
        if (this.#used(tally, extension, site, this.#ownCaps.get(extension) ?? null) !== null) {
          const alone = await managerAlone();
          // The cap may have been raised since it was last read.
          const refused = this.#refused(tally, extension, site, alone.manager);
          if (refused !== null) return { ...alone, ...refused };
        }
        return this.#ask(request, tally, site);
      },
      // A phone without a manager can learn nothing, so its misses must not count toward the lock-out of all.
      ({ manager, refusal }) => manager !== null && refusal === 'order',
    );
    if ('answer' in look) return look.answer;
    return { ...(await managerAlone()), refusal: 'locked-out', retryAfterSeconds: look.lockedForSeconds };
  }

  /** Counts the calls of earlier processes. @throws if the database cannot answer */
  async ready(): Promise<void> {
    await Promise.all([this.#parts.guard.ready(), this.#counted(), this.#parts.limits()]);
  }

  async #ask(request: AdmissionRequest, tally: CallTally, site: CallLimits): Promise<Admission> {
    const { orders, alerts, clock } = this.#parts;
    const { extension, orderNumber, slot } = request;
    const { manager, order, restraints } = await orders.authorise({ extension, orderNumber, slot });
    // The cap was lowered, or not known to this process: from the next call on it is decided before the look-up.
    const refused = this.#refused(tally, extension, site, manager);
    if (refused !== null) return { manager, order: null, ...refused };
    if (manager === null || order === null || restraints === null) {
      return { manager, order: null, refusal: 'order' };
    }
    const at = clock.now();
    const refusal = refusalOfOrder(restraints, at, site);
    if (refusal === null) tally.add(extension, at);
    if (refusal === 'destination') {
      alerts.raise({ event: 'destination-refused', manager: extension, reason: restraints.destination });
    }
    return { manager, order, refusal };
  }

  /** Remembers the manager's own caps; if a cap is reached, raises an alert, at most once an hour. */
  #refused(
    tally: CallTally,
    extension: string,
    site: CallLimits,
    manager: OwnCaps | null,
  ): { refusal: Limit; retryAfterSeconds: number } | null {
    if (manager === null) this.#ownCaps.delete(extension);
    else this.#ownCaps.set(extension, manager);
    const used = this.#used(tally, extension, site, manager);
    if (used === null) return null;
    this.#alertOnce(extension, used.limit, this.#parts.clock.now());
    return { refusal: used.limit, retryAfterSeconds: used.seconds };
  }

  /** The cap that a manager has reached, independent of the order. */
  #used(
    tally: CallTally,
    extension: string,
    site: CallLimits,
    own: OwnCaps | null,
  ): { limit: Limit; seconds: number } | null {
    const at = this.#parts.clock.now();
    const limits = withOwnCaps(site, own);
    const limit = reachedCap(
      {
        callsLastHour: tally.within(extension, at, hourSeconds),
        callsLastDay: tally.within(extension, at, daySeconds),
      },
      limits,
    );
    if (limit === null) return null;
    const [cap, window] =
      limit === 'hourly-cap' ? [limits.callsPerHour, hourSeconds] : [limits.callsPerDay, daySeconds];
    return { limit, seconds: tally.secondsUntilBelow(cap, extension, at, window) };
  }

  #alertOnce(extension: string, limit: Limit, at: Micros): void {
    const told = this.#alerted.get(extension);
    if (told !== undefined && at - told < hourSeconds * 1_000_000) return;
    this.#alerted.set(extension, at);
    this.#parts.alerts.raise({ event: 'call-cap-reached', manager: extension, reason: limit });
  }

  async #counted(): Promise<CallTally> {
    const counting = (this.#tally ??= this.#count());
    try {
      return await counting;
    } catch (error) {
      // The next call tries again.
      if (this.#tally === counting) this.#tally = null;
      throw error;
    }
  }

  async #count(): Promise<CallTally> {
    const { store, clock } = this.#parts;
    const tally = new CallTally();
    const since = clock.now() - daySeconds * 1_000_000;
    for (const { extension, minute, count } of await store.allowedCalls(since)) {
      tally.add(extension, minute, count);
    }
    return tally;
  }
}
