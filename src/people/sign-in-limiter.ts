import type { Micros } from '#kernel/micros';
import type { Clock } from '#kernel/clock';

export interface SignInRule {
  /** Failures within the window; one more has to wait. */
  limit: number;
  windowSeconds: number;
}

export interface SignInRules {
  perLogin: SignInRule;
  /** Of one address: an office may have one for all. */
  perAddress: SignInRule;
}

export const defaultSignInRules: SignInRules = {
  perLogin: { limit: 10, windowSeconds: 900 },
  perAddress: { limit: 60, windowSeconds: 900 },
};

/** An attempt that may be tried. It counts as failed until it is known to be none. */
export interface Attempt {
  /** It was no wrong guess: takes back what was counted for it. */
  takeBack(): void;
  /** It was right: what was tried for this login before was its owner's mistake. */
  succeeded(): void;
}

/**
 * Has whoever tries wrong passwords wait: by login, whether there is such an account or not, and by address. In memory
 * alone and bounded: a restart forgets it, and a flood of invented logins pushes out the oldest.
 */
export class SignInLimiter {
  readonly #logins: Failures;
  readonly #addresses: Failures;

  constructor(clock: Pick<Clock, 'now'>, { perLogin, perAddress }: SignInRules = defaultSignInRules) {
    this.#logins = new Failures(clock, perLogin);
    this.#addresses = new Failures(clock, perAddress);
  }

  /**
   * @param login in small letters: an account is found by others too
   * @returns how many seconds to wait, where it may not be tried now
   */
  begin(login: string, address: string): Attempt | { waitSeconds: number } {
    const wait = Math.max(this.#logins.wait(login), this.#addresses.wait(address));
    if (wait > 0) return { waitSeconds: Math.ceil(wait / 1_000_000) };
    // Counted before it is tried, so that a hundred at once are no way round the limit.
    const takeBack = [this.#logins.add(login), this.#addresses.add(address)];
    return {
      takeBack: () => takeBack.forEach((back) => back()),
      succeeded: () => {
        takeBack.forEach((back) => back());
        this.#logins.forget(login);
      },
    };
  }

  /** Logins and addresses that are remembered. */
  get size(): number {
    return this.#logins.size + this.#addresses.size;
  }
}

/** Remembered at once; beyond it the oldest is forgotten. */
const mostRemembered = 10_000;

/** When attempts failed, by what they have in common; never more of one than its limit. */
class Failures {
  /** Whoever failed last stands last. */
  readonly #at = new Map<string, Micros[]>();

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly rule: SignInRule,
  ) {}

  get size(): number {
    return this.#at.size;
  }

  /** @returns microseconds until one more may be tried; 0 for now */
  wait(key: string): Micros {
    const recent = this.#recent(key);
    const oldest = recent[recent.length - this.rule.limit];
    return oldest === undefined ? 0 : oldest + this.#window - this.clock.now();
  }

  /** @returns a function that takes it back */
  add(key: string): () => void {
    const at = this.clock.now();
    const recent = [...this.#recent(key), at];
    this.#at.delete(key);
    this.#at.set(key, recent);
    for (const oldest of this.#at.keys()) {
      if (this.#at.size <= mostRemembered) break;
      this.#at.delete(oldest);
    }
    return () => {
      const now = this.#at.get(key) ?? [];
      const place = now.lastIndexOf(at);
      if (place >= 0) now.splice(place, 1);
      if (now.length === 0) this.#at.delete(key);
    };
  }

  forget(key: string): void {
    this.#at.delete(key);
  }

  get #window(): Micros {
    return this.rule.windowSeconds * 1_000_000;
  }

  #recent(key: string): Micros[] {
    const since = this.clock.now() - this.#window;
    return (this.#at.get(key) ?? []).filter((at) => at > since);
  }
}
