import { isDue, managersRest, wishesLast } from './model/call-back-wish';
import type { CallBackRules, CallBackWish } from './model/call-back-wish';
import { isCallerWaiting } from '#calls/model/caller-wait';
import type { CallControl } from '#calls/engine/call-control';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import type { Agent, LiveAgents } from '#people/agents';

/** Wishes as the calls and orders on record say. */
export interface CallBackStore {
  /** Open ones, the oldest first. @param since of the calls in which they were wished */
  open(since: Micros): Promise<CallBackWish[]>;
  /** The order's, as it is now; null if there is none any more. */
  find(orderNumber: string, since: Micros): Promise<CallBackWish | null>;
}

export interface CallBackParts {
  store: CallBackStore;
  agents: Pick<LiveAgents, 'list'>;
  calls: Pick<CallControl, 'click' | 'liveCalls' | 'phoneState'>;
  rules: () => Promise<CallBackRules>;
  clock: Clock;
  log: Log;
}

/** Wishes are read this often. Managers' phones are looked at in between, while there is a wish. */
const readMs = 5_000;
const lookMs = 1_000;
/** After a call that could not be begun. */
const againAfter: Micros = 60 * 1_000_000;

/**
 * Calls customers back who asked for it: once the order's manager has been free for some seconds, the manager's phone rings,
 * and then the customer's. It keeps nothing that matters: wishes and tries are the records of calls, so they outlive a
 * restart, and a call or an outcome that somebody made meanwhile ends a wish by itself. Each try has a key, by which the
 * database lets one Star7 of several begin it.
 */
export class CallBacks {
  /** By order number: not before this time. */
  readonly #notBefore = new Map<string, Micros>();
  /** Tries without a record of the order, by the call in which it was wished: the process died in the middle. */
  readonly #lost = new Map<string, number>();
  /** Since when a manager's phone is seen free, by extension. */
  readonly #freeSince = new Map<string, Micros>();
  #wishes: readonly CallBackWish[] = [];
  #readAt: Micros | null = null;
  #working: Promise<void> = Promise.resolve();
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(private readonly parts: CallBackParts) {}

  start(): void {
    this.#working = this.#look();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#working;
  }

  async #look(): Promise<void> {
    const { clock, log } = this.parts;
    try {
      const rules = await this.parts.rules();
      if (rules.callBackTries === 0) this.#wishes = [];
      else await this.#callBack(rules);
    } catch (error) {
      log.error('customers could not be called back yet; this is retried', { error });
    }
    if (this.#isStopped) return;
    this.#cancel = clock.after(this.#wishes.length > 0 ? lookMs : readMs, () => {
      this.#working = this.#look();
    });
  }

  async #callBack(rules: CallBackRules): Promise<void> {
    const { store, agents, clock } = this.parts;
    const at = clock.now();
    if (this.#readAt === null || at - this.#readAt >= readMs * 1000) {
      this.#wishes = await store.open(at - wishesLast);
      this.#readAt = at;
    }
    if (this.#wishes.length === 0) return;
    const free = this.#free(await agents.list(), at);
    for (const wish of this.#wishes) {
      if (this.#isStopped || !free.has(wish.managerExtension) || !this.#mayCall(wish, rules, at)) continue;
      free.delete(wish.managerExtension);
      await this.#try(wish, rules);
    }
  }

  /** Extensions of managers who have wishes, take calls, and whose phone has been free for long enough. */
  #free(agents: readonly Agent[], at: Micros): Set<string> {
    const { calls } = this.parts;
    const wished = new Set(this.#wishes.map(({ managerExtension }) => managerExtension));
    const present = agents.filter(({ away, manager: { extension } }) => !away && wished.has(extension));
    const ready = new Set(
      present
        .map(({ manager: { extension } }) => extension)
        .filter((extension) => calls.phoneState(extension) === 'ready'),
    );
    for (const extension of [...this.#freeSince.keys()])
      if (!ready.has(extension)) this.#freeSince.delete(extension);
    for (const extension of ready) if (!this.#freeSince.has(extension)) this.#freeSince.set(extension, at);
    return new Set(
      [...ready].filter((extension) => at - (this.#freeSince.get(extension) ?? at) >= managersRest),
    );
  }

  /** Who is on the line comes first: the customer themself, and callers who wait for this manager. */
  #mayCall(wish: CallBackWish, rules: CallBackRules, at: Micros): boolean {
    const { orderNumber, managerExtension } = wish;
    if ((this.#notBefore.get(orderNumber) ?? 0) > at || !isDue(this.#withLost(wish), rules, at)) return false;
    return !this.parts.calls
      .liveCalls()
      .some(
        (call) =>
          call.orderNumber === orderNumber ||
          (isCallerWaiting(call) && call.managerExtension === managerExtension),
      );
  }

  #withLost(wish: CallBackWish): CallBackWish {
    return { ...wish, tries: wish.tries + (this.#lost.get(wish.callId) ?? 0) };
  }

  async #try({ orderNumber }: CallBackWish, rules: CallBackRules): Promise<void> {
    const { store, calls, clock, log } = this.parts;
    const at = clock.now();
    // Somebody may have called since the wishes were read.
    const found = await store.find(orderNumber, at - wishesLast);
    this.#readAt = null;
    if (found === null || this.#isStopped) return;
    const wish = this.#withLost(found);
    if (!isDue(wish, rules, at)) return;
    this.#notBefore.set(orderNumber, at + againAfter);
    const result = await calls.click({
      extension: wish.managerExtension,
      orderNumber,
      slot: wish.slot,
      idempotencyKey: `call-back-wish ${wish.callId} ${String(wish.tries + 1)}`,
      startKind: 'call-back-wish',
    });
    if (result.outcome === 'existing' && result.call.endedAt !== null)
      this.#lost.set(wish.callId, (this.#lost.get(wish.callId) ?? 0) + 1);
    log.info('a customer who asked for it is called back', { order: orderNumber, reason: result.outcome });
  }
}
