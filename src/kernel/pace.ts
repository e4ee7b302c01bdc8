import type { Clock } from './clock';

/**
 * Long work that leaves the machine to others: after each piece it rests for a multiple of what the piece took. On a machine
 * where the work itself is slow it rests less, and not at all after `untilMs`.
 */
export class Pace {
  readonly #startedAt: number;

  /**
   * @param rest how many times as long as a piece took to rest after it
   * @param untilMs milliseconds from now after which there is no rest any more
   */
  constructor(
    private readonly clock: Pick<Clock, 'now' | 'after'>,
    private readonly rest: number,
    private readonly untilMs: number,
  ) {
    this.#startedAt = clock.now();
  }

  /** @returns what `piece` returns, after the rest; rejects at once with what it throws */
  async of<Value>(piece: () => Promise<Value>): Promise<Value> {
    const began = this.clock.now();
    const value = await piece();
    const ended = this.clock.now();
    const leftMs = this.untilMs - (ended - this.#startedAt) / 1000;
    const restMs = Math.min((this.rest * (ended - began)) / 1000, leftMs);
    if (restMs > 0) await new Promise<void>((resolve) => void this.clock.after(restMs, resolve));
    return value;
  }
}
