import { createHash } from 'node:crypto';
import type { Micros } from '#kernel/micros';

/** How old a stored last use may be: a client with a hundred requests a second is stored once a minute. */
export const usedEvery: Micros = 60_000_000;

/** The stored form of a random secret. The secret is too long to be guessed, so a slow hash would add nothing. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Stores last uses. Nothing waits for that, and a use that could not be stored is no reason to refuse a request. */
export class NotedUses {
  readonly #noting = new Set<Promise<void>>();

  note(write: () => Promise<unknown>): void {
    const noting: Promise<void> = write()
      .then(ignore, ignore)
      .finally(() => this.#noting.delete(noting));
    this.#noting.add(noting);
  }

  /** Waits until the uses so far are stored. */
  async settled(): Promise<void> {
    await Promise.all(this.#noting);
  }
}

function ignore(): void {
  // Deliberately nothing.
}
