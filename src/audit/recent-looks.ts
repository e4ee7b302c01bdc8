import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';

/** Remembered at once; beyond it the oldest is forgotten, and the same look is written again. */
const most = 10_000;

/**
 * Looks that stand in the audit log already: whoever asks the same again and again has one row for so long, as a stream
 * has one for its whole life.
 */
export class RecentLooks {
  /** When each was written, the oldest first. */
  readonly #writtenAt = new Map<string, Micros>();

  /** @param seconds for how long a row stands for the same look */
  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly seconds: number,
  ) {}

  has(look: string): boolean {
    const at = this.#writtenAt.get(look);
    return at !== undefined && this.clock.now() - at < this.seconds * 1_000_000;
  }

  add(look: string): void {
    this.#writtenAt.delete(look);
    this.#writtenAt.set(look, this.clock.now());
    for (const oldest of this.#writtenAt.keys()) {
      if (this.#writtenAt.size <= most) break;
      this.#writtenAt.delete(oldest);
    }
  }
}
