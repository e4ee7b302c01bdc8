import type { Clock } from './clock';
import type { Micros } from './micros';

/**
 * A copy of what a store holds, kept in memory. Callers at the same time share one read: not Turns, where each would read for
 * itself. Its owner decides when the copy is too old.
 */
export class KeptCopy<Value> {
  #value: Value | null = null;
  #lookedAt: Micros | null = null;
  #reading: Promise<Value> | null = null;
  /** Counts {@link outdate}: a read that began before a change is not kept after it. */
  #generation = 0;

  /** @param taken notified of each copy that is kept, with the one before; null before the first */
  constructor(
    private readonly look: () => Promise<Value>,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly taken: (value: Value, before: Value | null) => void = () => undefined,
  ) {}

  /** As last read; null before the first read has ended. */
  get value(): Value | null {
    return this.#value;
  }

  /** Since the last read began; infinite before the first, and after a change. */
  get age(): Micros {
    return this.#lookedAt === null ? Infinity : this.clock.now() - this.#lookedAt;
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** What is stored has changed: a read that is under way is not kept, and the next one is a new one. */
  outdate(): void {
    this.#generation += 1;
    this.#reading = null;
    this.#lookedAt = null;
  }

  /** Reads again, or waits for the read that is under way. @throws what the store throws; the copy stays as it is */
  read(): Promise<Value> {
    if (this.#reading !== null) return this.#reading;
    this.#lookedAt = this.clock.now();
    const reading = this.#read().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading;
  }

  async #read(): Promise<Value> {
    const generation = this.#generation;
    const value = await this.look();
    if (generation === this.#generation) {
      const before = this.#value;
      this.#value = value;
      this.taken(value, before);
    }
    return value;
  }
}
