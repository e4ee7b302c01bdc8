import type { CallId } from '../model/call-record';
import type { CallJournal } from './call-journal';
import type { CallStore, EndedCall, FinishedCall, OpenedCall } from './call-store';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

const usualGatherMs = 400;
/** Most calls that are written at once. */
const mostAtOnce = 200;
const firstPauseMs = 250;
const longestPauseMs = 30_000;

/** What is to be written of one call. */
interface Entry {
  begun: OpenedCall | null;
  ended: EndedCall | null;
  /** Told when the end is written. */
  onWritten: () => void;
}

/**
 * Writes the records of calls, several at a time, and does not give up: a record that the database cannot take now is
 * kept and tried again until it can, if need be by the next process, from the journal.
 *
 * One that it refuses for what it says is set aside. It stays in the journal, where people find it, and is tried once
 * more by each next process; no other record and no stop waits for it.
 */
export class CallScribe {
  readonly #waiting = new Map<CallId, Entry>();
  readonly #refused = new Set<CallId>();
  #isWriting = false;
  #isFlushing = false;
  /** Given up with something left: the next process writes it. */
  #isOver = false;
  /** Attempts in a row that came to nothing. */
  #failures = 0;
  #cancel: (() => void) | null = null;
  #onIdle: () => void = () => undefined;

  constructor(
    private readonly store: CallStore,
    private readonly journal: CallJournal,
    private readonly clock: Clock,
    private readonly log: Log,
    /**
     * How long calls wait for others to be written with them. Nobody waits for it: what is not stored yet is in the
     * journal and in memory.
     */
    private readonly gatherMs = usualGatherMs,
    /** Told of each record that is stored, after it is; it returns at once and throws nothing. */
    private readonly onStored: (record: FinishedCall['record']) => void = () => undefined,
  ) {}

  /** Calls of which something remains to be written. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Those of them that the database did not take when it was asked. */
  get overdue(): number {
    return this.#failures === 0 ? 0 : this.pending;
  }

  /** Records that are set aside: the database refuses them for what they say. */
  get refused(): number {
    return this.#refused.size;
  }

  /** Notes that a call began. */
  opened(call: OpenedCall): void {
    this.#add(call.id, { begun: call, ended: null, onWritten: () => undefined });
  }

  /** Resolves when the record is written, however long that takes; never where it is set aside. */
  closed(finished: FinishedCall, orderNumberAsAsked: string): Promise<void> {
    this.journal.finished(finished);
    // It says all that the beginning would have said, and takes its place.
    return new Promise((onWritten) =>
      this.#add(finished.record.id, { begun: null, ended: { ...finished, orderNumberAsAsked }, onWritten }),
    );
  }

  /** Records that an earlier process could not write any more: at once, since people look for them. */
  replay(finished: readonly FinishedCall[]): void {
    for (const call of finished) void this.closed(call, '');
    if (this.#waiting.size > 0) this.#schedule(0);
  }

  /**
   * The last thing that is asked of it: writes what waits without waiting for company, for at most so long.
   * @returns whether all is written
   */
  async flush(milliseconds: number): Promise<boolean> {
    this.#isFlushing = true;
    let cancel: () => void = () => undefined;
    const deadline = new Promise<void>((resolve) => (cancel = this.clock.after(milliseconds, resolve)));
    const idle = new Promise<void>((resolve) => (this.#onIdle = resolve));
    if (this.#waiting.size === 0) this.#onIdle();
    else if (this.#failures === 0) this.#schedule(0);
    await Promise.race([idle, deadline]);
    cancel();
    this.#isOver = this.pending > 0;
    if (this.#isOver) this.#cancel?.();
    return !this.#isOver;
  }

  #add(id: CallId, entry: Entry): void {
    this.#waiting.set(id, entry);
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
