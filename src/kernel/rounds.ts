import type { Clock } from './clock';
import { within } from './within';

export interface RoundsParts {
  clock: Pick<Clock, 'after'>;
  /** Rests so long after a round, unless it is woken. */
  restMs: number;
  /** At a stop a round is waited for no longer. */
  stopMs: number;
  /** @returns whether there may be more to do at once; rejects where it could not be done now, and is begun again after a rest */
  work: () => Promise<boolean>;
  /** Told what a round rejected with, once until a round resolves. */
  onOutage: (error: unknown) => void;
}

/** Something that may not work for a while: whoever is told is told once. */
export class Outage {
  #isOn = false;

  constructor(private readonly onBegun: (error: unknown) => void) {}

  begin(error: unknown): void {
    if (!this.#isOn) this.onBegun(error);
    this.#isOn = true;
  }

  end(): void {
    this.#isOn = false;
  }
}

/** Does work round after round, one at a time: again at once while there is more, else after a rest or when it is woken. */
export class Rounds {
  #cancel: () => void = () => undefined;
  #round: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  readonly #outage: Outage;

  constructor(private readonly parts: RoundsParts) {
    this.#outage = new Outage(parts.onOutage);
  }

  /** There is something to do: there is no need to rest. Begins the rounds, too. */
  wake(): void {
    const { clock, restMs } = this.parts;
    if (this.#stopped) return;
    this.#again = true;
    if (this.#round !== null) return;
    this.#cancel();
    this.#round = this.#rounds().finally(() => {
      this.#round = null;
      if (!this.#stopped) this.#cancel = clock.after(restMs, () => this.wake());
    });
  }

  /** Resolves when the round that is underway has ended, or after some seconds. */
  async stop(): Promise<void> {
    const { clock, stopMs } = this.parts;
    this.#stopped = true;
    this.#cancel();
    if (this.#round !== null) await within(clock, stopMs, this.#round, () => undefined);
  }

  async #rounds(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      if (await this.#workOnce()) this.#again = true;
    }
  }

  async #workOnce(): Promise<boolean> {
    try {
      const more = await this.parts.work();
      this.#outage.end();
      return more;
    } catch (error) {
      this.#outage.begin(error);
      return false;
    }
  }
}
