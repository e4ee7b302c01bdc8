import type { Clock } from '#kernel/clock';
import { within } from '#kernel/within';

/** One of the things that Star7 depends on. */
export interface HealthPart {
  /** Shown in responses: `database`, `schema`, `pbx`, `calls`, `journal`, `ami`. */
  name: string;
  /** No call can be made without it. */
  needed: boolean;
  /** The part is down if this rejects, or does not answer by the deadline. */
  isUp: () => boolean | Promise<boolean>;
}

export interface Health {
  /** Whether calls can be taken now: every needed part is up, and Star7 is not stopping. */
  ready: boolean;
  stopping: boolean;
  parts: Record<string, 'up' | 'down'>;
}

/**
 * Asks all parts at once, each with its own deadline: a part that hangs does not hide the state of the others.
 *
 * Alive and ready are two questions. A process that answers at all is alive; a restart would only end calls that could
 * go on once the database is back.
 */
export class HealthCheck {
  #stopping = false;

  /** @param deadlineMs for each part */
  constructor(
    private readonly parts: readonly HealthPart[],
    private readonly clock: Clock,
    private readonly deadlineMs = 2000,
  ) {}

  /** From now on Star7 is not ready, whatever its parts say. */
  stopping(): void {
    this.#stopping = true;
  }

  /** Never rejects. */
  async ask(): Promise<Health> {
    const states = await Promise.all(
      this.parts.map(async (part) => ({ ...part, up: await this.#isUp(part) })),
    );
    return {
      ready: !this.#stopping && states.every(({ needed, up }) => up || !needed),
      stopping: this.#stopping,
      parts: Object.fromEntries(states.map(({ name, up }) => [name, up ? 'up' : 'down'])),
    };
  }

  async #isUp({ isUp }: HealthPart): Promise<boolean> {
    try {
      return await within(this.clock, this.deadlineMs, Promise.resolve(isUp()), () => false);
    } catch {
      return false;
    }
  }
}
