import type { Clock } from './clock';

export interface PrecedenceTimes {
  /** Milliseconds for which waiting work waits at most at one turn: it is held up, and never stopped. */
  longest: number;
  /** Milliseconds after the last urgent work has ended: what it has asked of others is still being done. */
  after: number;
}

const usualTimes: PrecedenceTimes = { longest: 20, after: 2 };

/**
 * Work that somebody waits for at a telephone, and work that may wait for it. On a machine with few processors the two share, whatever goes on
 * beside a call that is being set up makes it slower; whoever takes turns leaves those few milliseconds to the call.
 */
export class Precedence {
  readonly #urgent = new Set<string>();
  readonly #waiting = new Set<() => void>();
  #cancelAfter: (() => void) | null = null;

  constructor(
    private readonly clock: Pick<Clock, 'after'>,
    private readonly times = usualTimes,
  ) {}

  /** Says of a piece of work whether it is urgent now. */
  set(key: string, isUrgent: boolean): void {
    if (isUrgent) {
      this.#urgent.add(key);
      this.#cancelAfter?.();
      this.#cancelAfter = null;
    } else if (this.#urgent.delete(key) && this.#urgent.size === 0) {
      this.#cancelAfter = this.clock.after(this.times.after, () => {
        this.#cancelAfter = null;
        for (const go of [...this.#waiting]) go();
      });
    }
  }

  /** Resolves at once where nothing urgent goes on; else when it has ended, or after the longest wait. */
  turn(): Promise<void> {
    if (this.#urgent.size === 0 && this.#cancelAfter === null) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        cancel();
        this.#waiting.delete(go);
        resolve();
      };
      const cancel = this.clock.after(this.times.longest, go);
      this.#waiting.add(go);
    });
  }
}
