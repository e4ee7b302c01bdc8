import type { CallId } from '../model/call-record';
import type { CallJournal } from './call-journal';
import type { CallStore, EndedCall, FinishedCall, OpenedCall } from './call-store';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { within } from '#kernel/within';

const usualGatherMs = 400;
/** Most calls that are written in one batch. */
const mostAtOnce = 200;
const firstPauseMs = 250;
const longestPauseMs = 30_000;

/** What has to be written about one call. */
interface Entry {
  begun: OpenedCall | null;
  ended: EndedCall | null;
  /** Called when the end is written. */
  onWritten: () => void;
}

/**
 * Writes the records of calls, several at a time, and does not give up: a record that the database cannot store now is
 * kept and retried until it can, if necessary by the next process, from the journal.
 *
 * A record that the database refuses for its content is set aside. It stays in the journal, where people find it, and
 * each later process retries it once; no other record and no stop waits for it.
 */
export class CallScribe {
  readonly #waiting = new Map<CallId, Entry>();
  readonly #refused = new Set<CallId>();
  #isWriting = false;
  #isFlushing = false;
  /** Stopped with records left: the next process writes them. */
  #isOver = false;
  /** Failed attempts in a row. */
  #failures = 0;
  #cancel: (() => void) | null = null;
  #onIdle: () => void = () => undefined;

  constructor(
    private readonly store: CallStore,
    private readonly journal: CallJournal,
    private readonly clock: Clock,
    private readonly log: Log,
    /**
     * How long calls wait to be written in one batch. Nothing depends on it: what is not stored yet is in
     * the journal and in memory.
     */
    private readonly gatherMs = usualGatherMs,
    /** Called after a record is stored; it returns at once and throws nothing. */
    private readonly onStored: (record: FinishedCall['record']) => void = () => undefined,
  ) {}

  /** Calls with something left to write. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Those of them that the database did not store at the last attempt. */
  get overdue(): number {
    return this.#failures === 0 ? 0 : this.pending;
  }

  /** Records that are set aside: the database refuses them for their content. */
  get refused(): number {
    return this.#refused.size;
  }

  /** Notes that a call began. */
  opened(call: OpenedCall): void {
    this.#add(call.id, { begun: call, ended: null, onWritten: () => undefined });
  }

  /** Resolves when the record is written, however long that takes; never if it is set aside. */
  closed(finished: FinishedCall, orderNumberAsAsked: string): Promise<void> {
    this.journal.finished(finished);
    // The record contains everything that the beginning would, and replaces it.
    return new Promise((onWritten) =>
      this.#add(finished.record.id, { begun: null, ended: { ...finished, orderNumberAsAsked }, onWritten }),
    );
  }

  /** Writes records that an earlier process left: at once, since people look for them. */
  replay(finished: readonly FinishedCall[]): void {
    for (const call of finished) void this.closed(call, '');
    if (this.#waiting.size > 0) this.#schedule(0);
  }

  /**
   * Call last: writes what is left at once, within the given time.
   * @returns whether all is written
   */
  async flush(milliseconds: number): Promise<boolean> {
    this.#isFlushing = true;
    const idle = new Promise<void>((resolve) => (this.#onIdle = resolve));
    if (this.#waiting.size === 0) this.#onIdle();
    else if (this.#failures === 0) this.#schedule(0);
    await within(this.clock, milliseconds, idle, () => undefined);
    this.#isOver = this.pending > 0;
    if (this.#isOver) this.#cancel?.();
    return !this.#isOver;
  }

  #add(id: CallId, entry: Entry): void {
    // An end is never replaced by a beginning.
    const { ended = null } = this.#waiting.get(id) ?? {};
    if (entry.ended !== null || ended === null) this.#waiting.set(id, entry);
    if (this.#cancel === null) this.#schedule(this.#pauseMs());
  }

  /** One attempt at a time, and one waiting. */
  #schedule(milliseconds: number): void {
    if (this.#isWriting || this.#isOver) return;
    this.#cancel?.();
    this.#cancel = null;
    if (milliseconds === 0) void this.#write();
    else {
      this.#cancel = this.clock.after(milliseconds, () => {
        this.#cancel = null;
        void this.#write();
      });
    }
  }

  async #write(): Promise<void> {
    const batch = [...this.#waiting].slice(0, mostAtOnce);
    this.#isWriting = true;
    try {
      const refused = await this.store.save({
        begun: batch.flatMap(([, { begun }]) => begun ?? []),
        ended: batch.flatMap(([, { ended }]) => ended ?? []),
      });
      this.#failures = 0;
      this.#written(batch, new Map(refused.map(({ id, code }) => [id, code])));
    } catch (error) {
      this.#failures += 1;
      this.log.error('could not write the records of calls; they are kept and will be retried', {
        count: batch.length,
        waiting: this.pending,
        error,
      });
    }
    this.#isWriting = false;
    if (this.#waiting.size === 0) this.#onIdle();
    else this.#schedule(this.#pauseMs());
  }

  #pauseMs(): number {
    if (this.#failures > 0) return Math.min(firstPauseMs * 2 ** (this.#failures - 1), longestPauseMs);
    return this.#isFlushing || this.#waiting.size >= mostAtOnce ? 0 : this.gatherMs;
  }

  #written(batch: readonly (readonly [CallId, Entry])[], refusals: ReadonlyMap<CallId, string>): void {
    const stored: CallId[] = [];
    for (const [id, entry] of batch) {
      // A call that ended while its beginning was written waits for its end.
      if (this.#waiting.get(id) === entry) this.#waiting.delete(id);
      if (entry.ended === null) continue;
      const code = refusals.get(id);
      if (code === undefined) {
        stored.push(id);
        entry.onWritten();
      } else this.#setAside(entry.ended, code);
    }
    this.journal.stored(stored);
    const isStored = new Set(stored);
    for (const [id, { ended }] of batch) if (ended !== null && isStored.has(id)) this.onStored(ended.record);
  }

  #setAside(call: EndedCall, code: string): void {
    const { record, story } = call;
    this.#refused.add(record.id);
    this.journal.refused({ record, story }, code);
    this.log.error(
      'the database refuses the contents of a call record; the record stays in the journal, set aside',
      { call: record.id, reason: code },
    );
  }
}
