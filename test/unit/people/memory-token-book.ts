import type { Principal } from '#kernel/principal';
import type { TokenBook } from '#people/token-book';

export class MemoryTokenBook implements TokenBook {
  readonly #tokens = new Map<string, Principal>();
  #failure: Error | null = null;
  /** How often it was asked. */
  asked = 0;

  add(token: string, principal: Principal): void {
    this.#tokens.set(token, principal);
  }

  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  /** From now on every question rejects with this; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async authenticate(token: string): Promise<Principal | null> {
    this.asked += 1;
    if (this.#failure) throw this.#failure;
    return this.#tokens.get(token) ?? null;
  }
}
