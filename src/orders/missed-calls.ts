import type { RecordedCall } from '#calls/recorded-call';
import type { Clock } from '#kernel/clock';
import type { Feed } from '#kernel/feed';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { missedAs } from './model/missed';
import type { OrderFeed } from './order-feed';

/** An order whose missed calls were worked out. */
export interface Settled {
  /** Of the order's manager. */
  managerExtension: string;
  /** Whether the order stands differently in its manager's list now. */
  changed: boolean;
}

/** An order that a call has changed. */
interface Due {
  /** Nothing is to be done unless the order is marked: an answered call has nothing to settle then. */
  onlyMarked: boolean;
  /** Whom the call's own record has been published to; null for none. */
  knownTo: string | null;
}

/** What of each order is missed, as the calls and outcomes on record say. */
export interface MissedStore {
  /**
   * Works out and writes what is missed of an order.
   * @param onlyMarked unless nothing is marked as missed now: an answered call has nothing to settle then
   * @returns null if there is no such order
   */
  settle(orderNumber: string, onlyMarked: boolean): Promise<Settled | null>;
  /** Numbers of the orders whose mark may be missing or outdated. @param since of the calls that are looked at */
  candidates(since: Micros): Promise<string[]>;
}

export interface MissedCallParts {
  store: MissedStore;
  recorded: Feed<RecordedCall>;
  feed: OrderFeed;
  clock: Clock;
  log: Log;
}

const day: Micros = 24 * 3600 * 1_000_000;
/** Calls that are looked at again at the start: a record and its mark are seconds apart, whatever happens between. */
const lookBackDays = 31;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * Puts orders whose customers called in vain first on their managers' lists, and takes them off once a call of the order
 * is answered. What is missed is worked out from the records of calls: nothing is counted here, so a call that is reported
 * twice counts once, and what an earlier process left undone is done at the start.
 */
export class MissedCalls {
  /** By order number, in the order in which they are settled. */
  readonly #due = new Map<string, Due>();
  #catchesUp = false;
  #working: Promise<void> | null = null;
  #failures = 0;
  #cancel: () => void = () => undefined;
  #unsubscribe: () => void;
  #isStopped = false;

  constructor(private readonly parts: MissedCallParts) {
    this.#unsubscribe = parts.recorded.subscribe((call) => this.#onRecorded(call));
  }

  /** Looks for what an earlier process left undone. */
  start(): void {
    this.#catchesUp = true;
    this.#work();
  }

  /** Ends what is going on; the next start does the rest. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    this.#cancel();
    await this.#working;
  }

  #onRecorded(call: RecordedCall): void {
    const { direction, disposition, orderNumber, managerExtension, voicemail = false } = call;
    if (orderNumber === null || direction === 'courier') return;
    const isMissed = missedAs(call) !== null;
    const settles = disposition === 'answered' && !isMissed;
    if (!settles && !isMissed) return;
    // A voicemail that is told of later may have settled what is missed again.
    this.#add(orderNumber, { onlyMarked: settles && !voicemail, knownTo: managerExtension });
    this.#work();
  }

  #add(orderNumber: string, due: Due): void {
    const onlyMarked = due.onlyMarked && this.#due.get(orderNumber)?.onlyMarked !== false;
    this.#due.set(orderNumber, { ...due, onlyMarked });
  }

  #work(): void {
    if (this.#isStopped || this.#working !== null) return;
    this.#cancel();
    this.#working = this.#settleAll().then((done) => {
      this.#working = null;
      if (!done) this.#tryLater();
      else if (this.#due.size > 0) this.#work();
    });
  }

  /** @returns false if the database failed */
  async #settleAll(): Promise<boolean> {
    const { store, feed, clock, log } = this.parts;
    try {
      if (this.#catchesUp) {
        for (const found of await store.candidates(clock.now() - lookBackDays * day))
          this.#add(found, { onlyMarked: false, knownTo: null });
        this.#catchesUp = false;
      }
      for (const [orderNumber, due] of this.#due) {
        if (this.#isStopped) return true;
        // Before, so that a call that is recorded meanwhile is settled again.
        this.#due.delete(orderNumber);
        const settled = await store.settle(orderNumber, due.onlyMarked).catch((error: unknown) => {
          this.#add(orderNumber, due);
          throw error;
        });
        if (settled === null) continue;
        const { managerExtension, changed } = settled;
        // A colleague took the call, and has been told of it.
        const isElsewhere = due.knownTo !== null && due.knownTo !== managerExtension;
        if (changed || isElsewhere) feed.publish({ orderNumber, managerExtension });
      }
      this.#failures = 0;
      return true;
    } catch (error) {
      this.#failures += 1;
      log.error('missed calls could not be put on the list yet; this is retried', { error });
      return false;
    }
  }

  #tryLater(): void {
    const pause = Math.min(firstPauseMs * 2 ** (this.#failures - 1), longestPauseMs);
    this.#cancel = this.parts.clock.after(pause, () => this.#work());
  }
}
