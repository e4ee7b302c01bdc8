import { createHash } from 'node:crypto';
import type { Micros } from '#kernel/micros';

/** How stale a last use may be: whoever asks a hundred times a second is written down once a minute. */
export const usedEvery: Micros = 60_000_000;

/** What is stored of a random secret. It is too long to be guessed, so a slow password hash would add nothing. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Writes of last uses. Nobody waits for one, and a use that could not be noted is no reason to refuse a request. */
export class NotedUses {
  readonly #noting = new Set<Promise<void>>();

  note(write: () => Promise<unknown>): void {
    const noting: Promise<void> = write()
      .then(ignore, ignore)
      .finally(() => this.#noting.delete(noting));
    this.#noting.add(noting);
  }

  /** Waits until the uses so far are noted. */
  async settled(): Promise<void> {
    await Promise.all(this.#noting);
  }
}

function ignore(): void {
  // Deliberately nothing.
}
