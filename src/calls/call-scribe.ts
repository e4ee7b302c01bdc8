import type { CallId } from '../core/call-record';
import type { CallJournal, CallStore, Clock, FinishedCall, Log, OpenedCall } from './ports';

const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** How often a record is tried that the store refuses for what it says: it may have been taken for that by mistake. */
const triesOfRefused = 3;

/**
 * Writes the records of calls, each call's writes in their order, and does not give up: a record that the
 * database cannot take now is kept and tried again until it can, if need be by the next process, from the journal.
 *
 * One that it refuses for what it says is set aside. It stays in the journal, where people find it, and is tried once
 * more by each next process; no other record and no stop waits for it.
 */
export class CallScribe {
  readonly #lastWrite = new Map<CallId, Promise<unknown>>();
  readonly #refused = new Set<CallId>();

  constructor(
    private readonly store: CallStore,
    private readonly journal: CallJournal,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Records that remain to be written. */
  get pending(): number {
    return this.#lastWrite.size;
  }

  /** Records that are set aside: the database refuses them for what they say. */
  get refused(): number {
    return this.#refused.size;
  }

  /** Notes that a call began. Failing is no reason to stop a phone call: the final record says it all again. */
  opened(call: OpenedCall): void {
    void this.#enqueue(call.id, async () => {
      try {
        await this.store.open(call);
      } catch (error) {
        this.log.warn('could not note the beginning of a call; its final record will', {
          call: call.id,
          error,
        });
      }
    });
  }

  /** Resolves when the record is written, however long that takes; never where it is set aside. */
  closed(finished: FinishedCall, orderNumberAsAsked: string): Promise<void> {
    const { id } = finished.record;
    this.journal.finished(finished);
    return new Promise((resolve) => {
      void this.#enqueue(id, async () => {
        const code = await this.#insist(finished, orderNumberAsAsked);
        if (code === null) {
          this.journal.stored(id);
          resolve();
        } else this.#setAside(finished, code);
      });
    });
  }

  /** Waits for what is being written, at most so long. @returns whether all is written */
  async flush(milliseconds: number): Promise<boolean> {
    let cancel: () => void = () => undefined;
    const deadline = new Promise<void>((resolve) => (cancel = this.clock.after(milliseconds, resolve)));
    await Promise.race([Promise.all(this.#lastWrite.values()), deadline]);
    cancel();
    return this.pending === 0;
  }

  #enqueue(id: CallId, write: () => Promise<void>): Promise<void> {
    const before = this.#lastWrite.get(id) ?? Promise.resolve();
    const mine = before.then(write).finally(() => {
      if (this.#lastWrite.get(id) === mine) this.#lastWrite.delete(id);
    });
    this.#lastWrite.set(id, mine);
    return mine;
  }

  /** @returns null once it is written; the store's code where it refuses what the record says */
  async #insist({ record, story }: FinishedCall, orderNumberAsAsked: string): Promise<string | null> {
    let refusals = 0;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await this.store.close(record, story, orderNumberAsAsked);
        return null;
      } catch (error) {
        const code = refusalCodeOf(error);
        if (code !== null && ++refusals === triesOfRefused) return code;
        this.log.error('could not write the record of a call; it is kept and will be tried again', {
          call: record.id,
          waiting: this.pending,
          error,
        });
      }
      await new Promise<void>((resolve) => this.clock.after(pauseMs, resolve));
    }
  }

  #setAside(finished: FinishedCall, code: string): void {
    const { id } = finished.record;
    this.#refused.add(id);
    this.journal.refused(finished, code);
    this.log.error(
      'the database refuses the record of a call for what it says: it is kept in the journal and set aside',
      { call: id, reason: code },
    );
  }
}

/** @returns the store's word for what it refuses in the record; null where it failed for another reason */
function refusalCodeOf(error: unknown): string | null {
  const { slug, details } = error as { slug?: unknown; details?: { code?: unknown } };
  if (slug !== 'data-refused') return null;
  return typeof details?.code === 'string' ? details.code : 'unknown';
}
