import type { ChainFault } from './model/chain-fault';
import type { Micros } from '#kernel/micros';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** What a look at the whole audit log came to. */
export interface ChainReport {
  rows: number;
  ok: boolean;
  /** The first hundred. */
  faults: readonly ChainFault[];
  faultCount: number;
  /** Whether the server itself refuses changes of what is written. */
  protected: boolean;
}

export interface ChainVerifier {
  /**
   * Reads all of it: a minute where there are millions of rows.
   * @param stop asked now and then: rejects with its reason once it is aborted
   */
  verify(stop: AbortSignal): Promise<ChainReport>;
}

export interface ChainState {
  running: boolean;
  /** When the last check ended; null where there was none since Star7 started. */
  checkedAt: Micros | null;
  /** Of the last check that could be made. */
  report: ChainReport | null;
  /** The last check could not be made: the database did not answer. */
  failed: boolean;
}

/** Checks the chain of the audit log when somebody asks, one check at a time, and remembers what came of it. */
export class ChainCheck {
  #running: Promise<void> | null = null;
  #checkedAt: Micros | null = null;
  #report: ChainReport | null = null;
  #failed = false;
  readonly #stop = new AbortController();

  constructor(
    private readonly verifier: ChainVerifier,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly log: Log,
  ) {}

  get state(): ChainState {
    return {
      running: this.#running !== null,
      checkedAt: this.#checkedAt,
      report: this.#report,
      failed: this.#failed,
    };
  }

  /** Begins a check, unless one is running. Waits for nothing. */
  start(): void {
    if (this.#stop.signal.aborted) return;
    this.#running ??= this.#check().finally(() => (this.#running = null));
  }

  /** Waits for the check that is running. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Gives up the check that is running, and begins no other: before the database is let go of. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  async #check(): Promise<void> {
    try {
      this.#report = await this.verifier.verify(this.#stop.signal);
      this.#failed = false;
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#failed = true;
      this.log.warn('the audit log could not be checked', { error });
    }
    this.#checkedAt = this.clock.now();
  }
}
