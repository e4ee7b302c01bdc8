import type { Call } from '../core/call-state';
import type { Clock, LegEnding, Log, Pbx } from './ports';
import type { Discrepancy } from './reconciliation';
import { discrepancies, keyOf } from './reconciliation';

/** Between two looks, where the first found something, and where it did not. */
const secondLookMs = 1_000;
const sweepMs = 30_000;

export interface Found {
  discrepancies: readonly Discrepancy[];
  /** What the PBX wrote down about the legs that are gone, by channel. */
  endings: ReadonlyMap<string, LegEnding>;
}

/**
 * Looks at the PBX after each connection and every half minute, and says on what it and the calls disagree. Only what
 * two looks have in common is said.
 */
export class Reconciler {
  #cancel: () => void = () => undefined;
  /** Counts the connections: a look that began with one of them says nothing of the next. */
  #connection = 0;
  #before: ReadonlySet<string> | null = null;

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
    this.disconnected();
    void this.#look();
  }

  disconnected(): void {
    this.#connection += 1;
    this.#before = null;
    this.#cancel();
  }

  async #look(): Promise<void> {
    const connection = this.#connection;
    let next = secondLookMs;
    try {
      const survey = await this.pbx.survey();
      if (connection !== this.#connection) return;
      const now = discrepancies(this.calls(), survey);
      const before = this.#before;
      this.#before = new Set(now.map(keyOf));
      if (before !== null) {
        const confirmed = now.filter((discrepancy) => before.has(keyOf(discrepancy)));
        const gone = confirmed.flatMap((one) => (one.kind === 'gone' ? [one.channelId] : []));
        const endings = gone.length > 0 ? await this.pbx.endings(gone) : new Map<string, LegEnding>();
        if (connection !== this.#connection) return;
        this.onFound({ discrepancies: confirmed, endings });
        // What was found once only is looked at again soon.
        if (now.length === confirmed.length) next = sweepMs;
      }
    } catch (error) {
      if (connection !== this.#connection) return;
      this.log.warn('the channels of the PBX could not be listed', { error });
    }
    this.#cancel = this.clock.after(next, () => void this.#look());
  }
}
