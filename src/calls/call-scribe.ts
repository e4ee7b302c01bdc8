import type { CallId } from '../core/call-record';
import type { CallJournal, CallStore, Clock, FinishedCall, Log, OpenedCall } from './ports';

const firstPauseMs = 250;
const longestPauseMs = 30_000;

/**
 * Writes the records of calls, each call's writes in their order, and does not give up: a record that the
 * database cannot take now is kept and tried again until it can, if need be by the next process, from the journal.
 */
export class CallScribe {
  readonly #lastWrite = new Map<CallId, Promise<unknown>>();

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

  /** Resolves when the record is written, however long that takes. */
  closed(finished: FinishedCall, orderNumberAsAsked: string): Promise<void> {
    const { id } = finished.record;
    this.journal.finished(finished);
    return this.#enqueue(id, async () => {
      await this.#insist(finished, orderNumberAsAsked);
      this.journal.stored(id);
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

  async #insist({ record, story }: FinishedCall, orderNumberAsAsked: string): Promise<void> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await this.store.close(record, story, orderNumberAsAsked);
        return;
      } catch (error) {
        this.log.error('could not write the record of a call; it is kept and will be tried again', {
          call: record.id,
          waiting: this.pending,
          error,
        });
      }
      await new Promise<void>((resolve) => this.clock.after(pauseMs, resolve));
    }
  }
}
