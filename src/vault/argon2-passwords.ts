import { hash, verify } from '@node-rs/argon2';
import { VaultError } from './vault-error';

/** OWASP's choice for Argon2id (RFC 9106), the library's own kind: 19 MiB, twice; some 30 ms on a small machine. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each takes 19 MiB and a thread of the four that files and names are looked up with too. */
const atOnce = 2;
const mostWaiting = 40;

/**
 * Passwords as the database keeps them: Argon2id with a salt of each one's own. A few are hashed at once, and a few more
 * wait; beyond that there is an error instead of a queue, so that a flood of sign-ins eats neither memory nor the process.
 */
export class Argon2Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** What a password is held against where there is none: made once, of nothing that anybody knows. */
  #nobodys: Promise<string> | null = null;

  /** @returns the encoded form, with parameters and salt. @throws VaultError `busy` */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normal(password), parameters));
  }

  /**
   * @param encoded null takes as long, and matches nothing
   * @throws VaultError `busy`
   */
  matches(password: string, encoded: string | null): Promise<boolean> {
    return this.#inTurn(async () => {
      const against = encoded ?? (await this.#nobody());
      return (await verify(against, normal(password))) && encoded !== null;
    });
  }

  #nobody(): Promise<string> {
    return (this.#nobodys ??= hash(crypto.randomUUID(), parameters).catch((error: unknown) => {
      // Memory may have been short for a moment: the next one tries anew.
      this.#nobodys = null;
      throw error;
    }));
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= mostWaiting) {
        throw new VaultError('busy', 'Too many passwords are being checked at once. Try again in a moment.');
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The place is handed on, so that nobody who comes now is before those who wait.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** The same password from every keyboard (NIST SP 800-63B, section 5.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
