import { hash, verify } from '@node-rs/argon2';
import { VaultError } from './vault-error';

/**
 * OWASP's parameters for Argon2id (RFC 9106), the library's default variant: 19 MiB, 2 passes; some 30 ms on
 * a small machine.
 */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each hash takes 19 MiB and one of the four threads that file and DNS operations use too. */
const atOnce = 2;
const mostWaiting = 40;

/**
 * Passwords as the database stores them: Argon2id with an individual salt. A few are hashed at once and a few
 * more wait; beyond that it throws `busy`, so that a flood of sign-ins exhausts neither memory nor the
 * process.
 */
export class Argon2Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** Dummy hash for unknown logins, so that they take as long; made once from a random value. */
  #dummy: Promise<string> | null = null;

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
      const against = encoded ?? (await this.#dummyHash());
      return (await verify(against, normal(password))) && encoded !== null;
    });
  }

  #dummyHash(): Promise<string> {
    return (this.#dummy ??= hash(crypto.randomUUID(), parameters).catch((error: unknown) => {
      // Memory may have been short for a moment: the next call tries again.
      this.#dummy = null;
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
      // Hand the slot to the next waiter, so that newcomers cannot overtake it.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** Makes a password equal for all keyboards (NIST SP 800-63B, section 5.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
