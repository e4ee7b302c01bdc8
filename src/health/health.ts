import type { Clock } from '#kernel/clock';

/** One of the things that Star7 leans on. */
export interface HealthPart {
  /** Shown in answers: `database`, `schema`, `pbx`, `journal`, `ami`. */
  name: string;
  /** Without it no call can be made. */
  needed: boolean;
  /** Rejecting, or silence until the deadline, is down. */
  isUp: () => boolean | Promise<boolean>;
}

export interface Health {
  /** Whether calls can be taken now: every needed part is up, and Star7 is not stopping. */
  ready: boolean;
  stopping: boolean;
  parts: Record<string, 'up' | 'down'>;
}

/**
 * Asks all parts at once, each with a deadline of its own: one that hangs does not hide how the others are.
 *
 * Alive and ready are two questions. Whoever answers at all is alive; a restart would only end calls that the
 * database's return would have let go on.
 */
export class HealthCheck {
  #stopping = false;

  /** @param deadlineMs for each part */
  constructor(
    private readonly parts: readonly HealthPart[],
    private readonly clock: Clock,
    private readonly deadlineMs = 2000,
  ) {}

  /** From now on it is not ready, whatever its parts say. */
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
