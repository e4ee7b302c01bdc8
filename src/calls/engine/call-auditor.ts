import type { Alerts } from '#log/alerts';
import type { CallFeed } from './call-feed';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** Ended calls that the audit log lacks. */
export interface CallAudit {
  /** Takes some of them into the audit log. @returns how many; 0 where none is left */
  carry(): Promise<number>;
}

/** After the end of a call: others that end meanwhile go with it. */
const pauseMs = 1000;
/** For calls whose record came late, or that an earlier run left behind. */
const sweepMs = 30_000;

const notStarted = (): void => undefined;

/**
 * Sees to it that every call attempt comes into the audit log, `*7` and refused ones too, without the call waiting for
 * it. Nothing is kept here: what is to be written stands in the records of calls, so a crash loses none of it.
 */
export class CallAuditor {
  #cancel: () => void = () => undefined;
  #due: number | null = null;
  #unsubscribe: () => void = notStarted;
  #working: Promise<void> | null = null;
  #stopped = false;
  #failed = false;

  constructor(
    private readonly audit: CallAudit,
    private readonly clock: Clock,
    private readonly alerts: Alerts,
    private readonly log: Log,
  ) {}

  start(feed: CallFeed): void {
    this.#unsubscribe = feed.subscribe((call) => {
      if (call.phase === 'ended') this.#wake(pauseMs);
    });
    this.#wake(0);
  }

  /** Writes what is there and takes no more. The next start writes what could not be written now. */
  async stop(): Promise<void> {
    const started = this.#unsubscribe !== notStarted;
    this.#unsubscribe();
    this.#cancel();
    this.#stopped = true;
    await this.#working;
    if (started) await this.#carryAll();
  }

  #wake(milliseconds: number): void {
    const due = this.clock.now() + milliseconds * 1000;
    if (this.#stopped || (this.#due !== null && this.#due <= due)) return;
    this.#cancel();
    this.#due = due;
    this.#cancel = this.clock.after(milliseconds, () => {
      this.#due = null;
      this.#working = (this.#working ?? Promise.resolve())
        .then(() => this.#carryAll())
        .then(() => this.#wake(sweepMs));
    });
  }

  async #carryAll(): Promise<void> {
    try {
      while ((await this.audit.carry()) > 0);
      this.#failed = false;
    } catch (error) {
      this.log.warn('call attempts could not be written to the audit log yet', { error });
      if (!this.#failed) this.alerts.raise({ event: 'audit-behind' });
      this.#failed = true;
    }
  }
}
