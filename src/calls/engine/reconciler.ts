import type { Micros } from '#kernel/micros';
import type { Call } from '../model/call-state';
import type { Clock } from '#kernel/clock';
import type { LegEnding, Pbx } from './pbx';
import { isUp } from '../model/legs';
import type { Log } from '#kernel/log';
import type { Discrepancy, ListeningChannels } from './reconciliation';
import { channelsOf, discrepancies, keyOf, legsOf } from './reconciliation';

/** Between two checks after a difference was found; doubled each time while what was found is found again. */
const secondLookMs = 1_000;
/** Between two checks after no difference was found. */
const sweepMs = 30_000;
/** Between two readings of the PBX's own records while it is not connected. */
const readEveryMs = 2_000;

export interface Found {
  discrepancies: readonly Discrepancy[];
  /** The PBX's own records of the legs that are gone, by channel. */
  endings: ReadonlyMap<string, LegEnding>;
  /** Whether the whole PBX was compared, twice. */
  isWhole: boolean;
  /**
   * When the connection was lost, reported with the checks up to the first complete one after that; otherwise null. A leg
   * that is gone without a record was last known to be up then: a PBX that crashes records nothing.
   */
  lostAt: Micros | null;
}

/**
 * Compares the PBX with the calls after each connection, after each failed request and every half minute, and reports the
 * differences that two checks have in common.
 *
 * One check is enough for one difference: a leg that had reached the PBX before a connection, and that the first list made
 * after it does not have, is gone. So a PBX that was restarted frees the phones of its former calls at once.
 */
export class Reconciler {
  #cancel: () => void = () => undefined;
  /** Counts connects and disconnects: a check that began before one of them is void after it. */
  #connection = 0;
  #lostAt: Micros | null = null;
  #before: ReadonlySet<string> | null = null;
  /** The differences that the last check reported. */
  #handled: ReadonlySet<string> = new Set();
  /** Channels that the PBX was known to have, when it was connected. */
  #oldChannels: ReadonlySet<string> = new Set();
  #isConnected = false;
  #isStopped = false;
  #looking = false;
  #inDoubt = false;
  #pauseMs = secondLookMs;

  constructor(
    private readonly pbx: Pbx,
    private readonly calls: () => readonly Call[],
    private readonly listening: () => ListeningChannels,
    /**
     * Called at each check but a connection's first, also if nothing was found; at the first, and while disconnected, if
     * legs have ended.
     */
    private readonly onFound: (found: Found) => void,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Whether the PBX was compared since it was connected: until then, calls may be known whose legs are long gone. */
  get hasCompared(): boolean {
    return this.#before !== null;
  }

  /** The PBX is connected; what happened before is unknown. */
  connected(): void {
    if (this.#isStopped) return;
    this.#forget();
    this.#isConnected = true;
    this.#oldChannels = new Set(this.calls().flatMap(channelsOf));
    void this.#look();
  }

  /** The PBX is disconnected: until it is connected again, its own records are the only source of ended legs. */
  disconnected(): void {
    this.#forget();
    if (this.#isConnected) this.#lostAt = this.clock.now();
    this.#isConnected = false;
    if (!this.#isStopped) this.#readAfter(readEveryMs);
  }

  /** Stops the checks for good. */
  stop(): void {
    this.#isStopped = true;
    this.disconnected();
  }

  /** A request failed: the PBX and the calls may differ. */
  doubt(): void {
    this.#inDoubt = true;
    if (this.#isConnected && !this.#looking) this.#lookAfter(secondLookMs);
  }

  /** A call has changed. */
  changed(call: Call): void {
    if (this.#mayEndUnseen(call)) this.doubt();
  }

  /**
   * The dialplan may have taken back a leg while there was no connection. No event tells of the end of such a leg, and the
   * record waits for it.
   */
  #mayEndUnseen({ phase, legs }: Call): boolean {
    return phase === 'clearing' && legs.some((leg) => isUp(leg) && this.#oldChannels.has(leg.channelId));
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

  /** @returns milliseconds until the next check */
  async #compare(connection: number): Promise<number> {
    const survey = await this.pbx.survey();
    if (connection !== this.#connection) return secondLookMs;
    const now = discrepancies(this.calls(), survey, this.listening());
    const before = this.#before;
    const isWhole = before !== null;
    const sure = now.filter((one) =>
      isWhole ? before.has(keyOf(one)) : one.kind === 'gone' && this.#oldChannels.has(one.channelId),
    );
    const gone = sure.flatMap((one) => (one.kind === 'gone' ? [one.channelId] : []));
    const endings = gone.length > 0 ? await this.pbx.endings(gone) : new Map<string, LegEnding>();
    if (connection !== this.#connection) return secondLookMs;
    const lostAt = this.#lostAt;
    if (isWhole) this.#lostAt = null;
    this.#before = new Set(now.map(keyOf));
    const handled = this.#handled;
    this.#handled = new Set(sure.map(keyOf));
    if (isWhole || sure.length > 0) this.onFound({ discrepancies: sure, endings, isWhole, lostAt });
    if (!isWhole) return secondLookMs;
    if (now.length === 0)
      return this.calls().some((call) => this.#mayEndUnseen(call)) ? secondLookMs : sweepMs;
    // A new difference has to be confirmed, and handling a confirmed one may cause another: a leg that is gone ends its call, whose
    // bridge is a stray then. What was handled in vain is looked at ever more seldom.
    const isHandledInVain = sure.every((one) => handled.has(keyOf(one)));
    return sure.length < now.length || !isHandledInVain ? secondLookMs : Math.min(2 * this.#pauseMs, sweepMs);
  }
}
