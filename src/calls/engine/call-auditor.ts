import type { Alerts } from '#log/alerts';
import type { CallFeed } from './call-feed';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** Ended calls that are missing from the audit log. */
export interface CallAudit {
  /** Writes some of them to the audit log. @returns how many; 0 if none is left */
  carry(): Promise<number>;
}

/** Pause after the end of a call: others that end meanwhile are written with it. */
const pauseMs = 1000;
/** Between checks for calls whose record was late or left over from an earlier run. */
const sweepMs = 30_000;

const notStarted = (): void => undefined;

/**
 * Writes every call attempt to the audit log, including `*7` and refused ones, without delaying the call. It keeps no
 * state: what has to be written is in the records of calls, so a crash loses nothing.
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

  /** Writes what is left and stops. The next start writes what could not be written now. */
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
