import type { Micros } from '#kernel/micros';
import type { Call } from '../model/call-state';
import type { Clock } from '#kernel/clock';
import type { LegEnding, Pbx } from './pbx';
import type { Log } from '#kernel/log';
import type { Discrepancy } from './reconciliation';
import { discrepancies, keyOf, legsOf } from './reconciliation';

/** Between two looks, where something was found; twice as long each time while it stays the same. */
const secondLookMs = 1_000;
/** Where nothing was. */
const sweepMs = 30_000;
/** Between two looks at what the PBX has written down, while it cannot be asked. */
const readEveryMs = 2_000;

export interface Found {
  discrepancies: readonly Discrepancy[];
  /** What the PBX wrote down about the legs that are gone, by channel. */
  endings: ReadonlyMap<string, LegEnding>;
  /** Whether the PBX has been asked for all that it has. */
  isWhole: boolean;
  /**
   * When the connection was lost, told with the first whole look after that; null otherwise. A leg that is gone, and of
   * which nothing is written, was last known to be up then: a PBX that dies writes nothing.
   */
  lostAt: Micros | null;
}

/**
 * Looks at the PBX after each connection, after each request that it did not do, and every half minute, and says on what
 * it and the calls disagree. Only what two looks have in common is said.
 */
export class Reconciler {
  #cancel: () => void = () => undefined;
  /** Counts the connections: a look that began with one of them says nothing of the next. */
  #connection = 0;
  #lostAt: Micros | null = null;
  #before: ReadonlySet<string> | null = null;
  #isConnected = false;
  #isStopped = false;
  #looking = false;
  #inDoubt = false;
  #pauseMs = secondLookMs;

  constructor(
    private readonly pbx: Pbx,
    private readonly calls: () => readonly Call[],
    /** Told at the second look after a connection, found or not, and later when something was found. */
    private readonly onFound: (found: Found) => void,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** There is a connection, and what happened before it is not known. */
  connected(): void {
    if (this.#isStopped) return;
    this.#forget();
    this.#isConnected = true;
    void this.#look();
  }

  /** There is none: until there is again, what the PBX writes down of legs that end is all that can be known. */
  disconnected(): void {
    this.#forget();
    if (this.#isConnected) this.#lostAt = this.clock.now();
    this.#isConnected = false;
    if (!this.#isStopped) this.#readAfter(readEveryMs);
  }

  /** Looks no more, whatever becomes of the connection. */
  stop(): void {
    this.#isStopped = true;
    this.disconnected();
  }

  /** The PBX did not do what it was asked: what it has may not be what the calls believe. */
  doubt(): void {
    this.#inDoubt = true;
    if (this.#isConnected && !this.#looking) this.#lookAfter(secondLookMs);
  }

  #forget(): void {
    this.#connection += 1;
    this.#before = null;
    this.#cancel();
  }

  #readAfter(milliseconds: number): void {
    this.#cancel = this.clock.after(milliseconds, () => void this.#read());
  }

  async #read(): Promise<void> {
    const connection = this.#connection;
    const legs = this.calls().flatMap(legsOf);
    const endings =
      legs.length > 0
        ? await this.pbx.endings(legs.map(({ channelId }) => channelId))
        : new Map<string, LegEnding>();
    if (connection !== this.#connection) return;
    const gone = legs.filter(({ channelId }) => endings.has(channelId));
    if (gone.length > 0) this.onFound({ discrepancies: gone, endings, isWhole: false, lostAt: null });
    this.#readAfter(readEveryMs);
  }

  #settleDoubt(): void {
    this.#inDoubt = false;
  }

  #lookAfter(milliseconds: number): void {
    this.#cancel();
    this.#cancel = this.clock.after(milliseconds, () => void this.#look());
  }

  async #look(): Promise<void> {
    const connection = this.#connection;
    this.#looking = true;
    this.#settleDoubt();
    let next = secondLookMs;
    try {
      next = await this.#compare(connection);
    } catch (error) {
      if (connection === this.#connection)
        this.log.warn('the channels of the PBX could not be listed', { error });
    }
    if (connection !== this.#connection) return;
    this.#looking = false;
    this.#pauseMs = this.#inDoubt ? secondLookMs : next;
    this.#lookAfter(this.#pauseMs);
  }

  /** @returns when to look again, milliseconds */
  async #compare(connection: number): Promise<number> {
    const survey = await this.pbx.survey();
    if (connection !== this.#connection) return secondLookMs;
    const now = discrepancies(this.calls(), survey);
    const before = this.#before;
    this.#before = new Set(now.map(keyOf));
    if (before === null) return secondLookMs;
    const confirmed = now.filter((discrepancy) => before.has(keyOf(discrepancy)));
    const gone = confirmed.flatMap((one) => (one.kind === 'gone' ? [one.channelId] : []));
    const endings = gone.length > 0 ? await this.pbx.endings(gone) : new Map<string, LegEnding>();
    if (connection !== this.#connection) return secondLookMs;
    const lostAt = this.#lostAt;
    this.#lostAt = null;
    this.onFound({ discrepancies: confirmed, endings, isWhole: true, lostAt });
    if (now.length === 0) return sweepMs;
    // Found once only, it is to be confirmed; settled, it may have left something.
    return confirmed.length < now.length ? secondLookMs : Math.min(2 * this.#pauseMs, sweepMs);
  }
}
