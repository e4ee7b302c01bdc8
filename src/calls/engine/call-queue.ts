import type { CallEvent } from '../model/call-event';
import type { CallId } from '../model/call-record';
import { queueSteps } from '../model/caller-queue';
import type { QueuePhones } from '../model/caller-queue';
import type { Call, PhoneState } from '../model/call-state';
import type { Micros } from '#kernel/micros';
import type { Agent, LiveAgents } from '#people/agents';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Pbx } from './pbx';

/** While somebody waits, the phones are looked at this often, besides at each change that is reported. */
const lookAgainMs = 1_000;

export interface CallQueueParts {
  agents: Pick<LiveAgents, 'list'>;
  pbx: Pbx;
  clock: Clock;
  log: Log;
}

/**
 * The queue of callers. It has no state of its own but when phones were last used: who waits, and for whom, is in the
 * calls, which outlive a restart.
 */
export class CallQueue {
  /** When a call that had used a phone was over, by extension. */
  readonly #lastUse = new Map<string, Micros>();
  #isLooking = false;
  #looksAgain = false;
  #isStopped = false;
  #cancel: () => void = () => undefined;

  constructor(
    private readonly parts: CallQueueParts,
    /** The calls that wait. */
    private readonly waiting: () => readonly Call[],
    private readonly phoneState: (extension: string) => PhoneState,
    private readonly dispatch: (call: CallId, event: CallEvent) => void,
  ) {}

  /** Calls or phones have changed: gives waiting callers to free managers. */
  changed(): void {
    if (this.#isStopped || this.waiting().length === 0) return;
    if (this.#isLooking) this.#looksAgain = true;
    else void this.#look();
  }

  /** A call that had used these phones is over. */
  used(extensions: Iterable<string>): void {
    const at = this.parts.clock.now();
    for (const extension of extensions) this.#lastUse.set(extension, at);
  }

  /** When the last call that had used this phone was over; 0 for none. */
  freeSince(extension: string): Micros {
    return this.#lastUse.get(extension) ?? 0;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    this.#cancel();
    this.#looksAgain = false;
    try {
      const agents = await this.parts.agents.list();
      // Without the PBX nobody can be called, and a caller must not lose a manager for it.
      if (!this.#isStopped && this.parts.pbx.up) this.#offer(agents);
    } catch (error) {
      this.parts.log.error('the managers could not be read, so callers wait', { error });
    } finally {
      this.#isLooking = false;
      this.#lookAgain();
    }
  }

  #lookAgain(): void {
    if (this.#isStopped) return;
    if (this.#looksAgain) this.changed();
    else this.#cancel = this.parts.clock.after(lookAgainMs, () => this.changed());
  }

  #offer(agents: readonly Agent[]): void {
    const states = new Map<string, PhoneState>();
    const phones: QueuePhones = {
      stateOf: (extension) => {
        const known = states.get(extension);
        if (known !== undefined) return known;
        const state = this.phoneState(extension);
        states.set(extension, state);
        return state;
      },
      freeSince: (extension) => this.freeSince(extension),
    };
    for (const { call, event } of queueSteps(this.waiting(), agents, phones, this.parts.clock.now()))
      this.dispatch(call, event);
  }
}
