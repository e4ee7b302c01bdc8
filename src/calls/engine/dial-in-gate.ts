import type { GuessGuard } from './guess-guard';
import type { Clock } from '#kernel/clock';
import type { Masked } from '#kernel/masked';
import type { Mobiles } from '#people/mobiles';
import type { Manager } from '#people/model/manager';

/** Whose PIN it is. Fails with an error if the database does not answer. */
export interface DialInBook {
  /**
   * @param caller as the carrier gave it; null if withheld
   * @returns null for an unknown number, one that two managers share, a wrong PIN, and after too many wrong ones: not
   * distinguished, and in the same time
   */
  prove(keyed: { caller: Masked | null; pin: string }): Promise<Manager | null>;
}

export interface DialInGateParts {
  mobiles: Pick<Mobiles, 'ownersOf' | 'aliasOf'>;
  /** Of these calls alone: whoever guesses PINs locks out nobody at a desk phone. */
  guard: Pick<GuessGuard, 'look'>;
  passwords: { matches(password: string, encoded: string | null): Promise<boolean> };
  /** The number in E.164, or null for what is none. */
  normalise: (caller: Masked) => Masked | null;
  clock: Pick<Clock, 'after'>;
}

/** Longer than any answer takes that the database gives at once. */
const leastMs = 700;

/** As the guard counts the PINs of a manager's mobile. */
export const guardedMobile = (extension: string): string => `mobile:${extension}`;

/** Numbers of nobody are counted one by one as well: what is raised after so many wrong PINs tells of none whether it is a manager's. */
const guardedStranger = (alias: string): string => `mobile:?${alias}`;

/** Decides for everybody who calls the number for managers. The caller's number can be forged: without the PIN it is worth nothing. */
export class DialInGate implements DialInBook {
  constructor(private readonly parts: DialInGateParts) {}

  async prove({ caller, pin }: { caller: Masked | null; pin: string }): Promise<Manager | null> {
    const [manager] = await Promise.all([this.#owner(caller, pin), this.#pause()]);
    return manager;
  }

  async #owner(caller: Masked | null, pin: string): Promise<Manager | null> {
    const { mobiles, guard, passwords, normalise } = this.parts;
    const number = caller === null ? null : normalise(caller);
    const [only, other] = number === null ? [] : await mobiles.ownersOf(number);
    const known = other === undefined ? (only ?? null) : null;
    const alias = number === null ? '' : mobiles.aliasOf(number);
    const look = await guard.look(
      known === null ? guardedStranger(alias) : guardedMobile(known.manager.extension),
      async () => ((await passwords.matches(pin, known?.pinHash ?? null)) ? (known?.manager ?? null) : null),
      (manager) => manager === null,
    );
    return 'answer' in look ? look.answer : null;
  }

  /** A lock-out answers sooner than a look-up. */
  #pause(): Promise<void> {
    return new Promise((resolve) => this.parts.clock.after(leastMs, resolve));
  }
}
