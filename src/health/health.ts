import type { Clock } from '#kernel/clock';

/** One of the dependencies of Star7. */
export interface HealthPart {
  /** Shown in answers: `database`, `schema`, `pbx`, `journal`, `ami`. */
  name: string;
  /** Whether calls are impossible without it. */
  needed: boolean;
  /** A rejection, or no answer by the deadline, means down. */
  isUp: () => boolean | Promise<boolean>;
}

export interface Health {
  /** Whether calls can be taken now: every needed part is up, and Star7 is not stopping. */
  ready: boolean;
  stopping: boolean;
  parts: Record<string, 'up' | 'down'>;
}

/**
 * Checks all parts in parallel, each with its own deadline: a part that hangs does not hide the state of the
 * others.
 *
 * Alive and ready are two questions. A process that answers at all is alive: a restart would only end calls
 * that can continue once the database is back.
 */
export class HealthCheck {
  #stopping = false;

  /** @param deadlineMs for each part */
  constructor(
    private readonly parts: readonly HealthPart[],
    private readonly clock: Clock,
    private readonly deadlineMs = 2000,
  ) {}

  /** From now on Star7 is not ready, whatever the state of its parts. */
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
    let cancel: () => void = () => undefined;
    const deadline = new Promise<false>((resolve) => {
      cancel = this.clock.after(this.deadlineMs, () => resolve(false));
    });
    try {
      return await Promise.race([isUp(), deadline]);
    } catch {
      return false;
    } finally {
      cancel();
    }
  }
}
