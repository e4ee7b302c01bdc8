import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';

/** A clock that moves only on request. */
export class FakeClock implements Clock {
  #now: Micros;
  #steps: Micros = 0;
  #timers: { due: Micros; callback: () => void }[] = [];

  constructor(now: Micros = Date.UTC(2026, 0, 1) * 1000) {
    this.#now = now;
  }

  now(): Micros {
    return this.#now;
  }

  /** Sets the machine's clock: the time of day jumps, timers do not. */
  set(by: Micros): void {
    this.#now += by;
    this.#steps += by;
    for (const timer of this.#timers) timer.due += by;
  }

  steps(): Micros {
    return this.#steps;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#now + milliseconds * 1000, callback };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** The number of pending timers. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets time pass; timers fire in order, and their promises settle in between. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds * 1000;
    for (;;) {
      const next = this.#timers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.due);
      next.callback();
      await settled();
    }
    this.#now = until;
    await settled();
  }
}

/** Lets all ready promises settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
