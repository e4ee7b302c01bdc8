import type { Micros } from '#kernel/micros';
import { afterMiss, isLocked, noGuesses, restored } from '../model/guess-lock';
import type { GuessRule, GuessState } from '../model/guess-lock';
import type { Alerts } from '#log/alerts';
import type { LimitStore } from './limit-store';
import type { Clock } from '#kernel/clock';

export interface GuessRules {
  perManager: GuessRule;
  overall: GuessRule;
}

/** What came of a look at an order: an answer, or none because its asker is locked out. */
export type GuardedLook<Answer> = { answer: Answer } | { lockedForSeconds: number };

interface KnownGuesses {
  overall: GuessState;
  byExtension: Map<string, GuessState>;
}

export interface GuessGuardParts {
  store: LimitStore;
  alerts: Alerts;
  clock: Clock;
  rules: GuessRules;
}

/**
 * Stands before every look-up of an order by whoever may not see all: counts wrong order numbers and locks out.
 *
 * A manager's looks are taken one after another, so that a hundred at once are no way round the limit. A miss is
 * written before it is answered; one that cannot be written is not answered either. What is known comes from the
 * store, so a restart forgets nothing.
 */
export class GuessGuard {
  readonly #parts: GuessGuardParts;
  readonly #turns = new Map<string, Promise<unknown>>();
  #known: KnownGuesses | null = null;
  /** Counting and reading anew take turns: neither may work on what the other is about to replace. */
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(parts: GuessGuardParts) {
    this.#parts = parts;
  }

  /**
   * Asks, unless the asker is locked out; then nothing is asked, and neither answer nor time say anything of the order.
   * @param isMiss whether the answer was a wrong order number
   * @throws where the store or the question fails: then there is no answer
   */
  look<Answer>(
    extension: string,
    ask: () => Promise<Answer>,
    isMiss: (answer: Answer) => boolean,
  ): Promise<GuardedLook<Answer>> {
    return this.#inTurn(extension, async () => {
      const lockedForSeconds = await this.#lockedFor(extension);
      if (lockedForSeconds !== null) return { lockedForSeconds };
      const answer = await ask();
      if (isMiss(answer)) await this.#missed(extension);
      return { answer };
    });
  }

  /** Reads what is known from the store, where that was not done yet. @throws where the store cannot answer */
  async ready(): Promise<void> {
    await this.#change(async () => {
      this.#known ??= await this.#read();
    });
  }

  #inTurn<Result>(extension: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(extension) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#turns.set(extension, mine);
    const forget = (): void => {
      if (this.#turns.get(extension) === mine) this.#turns.delete(extension);
    };
    mine.then(forget, forget);
    return mine;
  }

  #change<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#lastChange.then(work, work);
    this.#lastChange = mine.catch(() => undefined);
    return mine;
  }

  /** @returns null where the extension is not locked out */
  async #lockedFor(extension: string): Promise<number | null> {
    if (this.#known === null) await this.ready();
    if (this.#remaining(extension) === null) return null;
    // Somebody may have lifted it meanwhile (star7 manager unlock). Where that cannot be learnt it stands.
    await this.#change(async () => {
      this.#known = await this.#read();
    }).catch(() => undefined);
    return this.#remaining(extension);
  }

  #remaining(extension: string): number | null {
    const now = this.#parts.clock.now();
    const states = [this.#known?.overall, this.#known?.byExtension.get(extension)];
    const until = states.flatMap((state) =>
      state !== undefined && isLocked(state, now) ? [state.lockedUntil ?? now] : [],
    );
    return until.length === 0 ? null : Math.ceil((Math.max(...until) - now) / 1_000_000);
  }

  #missed(extension: string): Promise<void> {
    const { store, alerts, clock, rules } = this.#parts;
    return this.#change(async () => {
      const known = (this.#known ??= await this.#read());
      const at = clock.now();
      const before = known.byExtension.get(extension) ?? noGuesses;
      const mine = afterMiss(before, at, rules.perManager);
      const overall = afterMiss(known.overall, at, rules.overall);
      const miss = {
        extension,
        at,
        managerLockedUntil: newLock(before, mine),
        everybodyLockedUntil: newLock(known.overall, overall),
      };
      await store.addMiss(miss);
      known.byExtension.set(extension, mine);
      known.overall = overall;
      if (miss.managerLockedUntil !== null) alerts.raise({ event: 'manager-locked-out', manager: extension });
      if (miss.everybodyLockedUntil !== null) alerts.raise({ event: 'everybody-locked-out' });
    });
  }

  async #read(): Promise<KnownGuesses> {
    const { store, clock, rules } = this.#parts;
    const { perManager, overall } = rules;
    const seconds = Math.max(
      perManager.windowSeconds + perManager.lockSeconds,
      overall.windowSeconds + overall.lockSeconds,
    );
    const since = clock.now() - seconds * 1_000_000;
    const known: KnownGuesses = { overall: noGuesses, byExtension: new Map() };
    for (const { extension, at, managerLockedUntil, everybodyLockedUntil } of await store.misses(since)) {
      const before = known.byExtension.get(extension) ?? noGuesses;
      known.byExtension.set(extension, restored(before, at, managerLockedUntil));
      known.overall = restored(known.overall, at, everybodyLockedUntil);
    }
    await store.forgetMisses(since);
    return known;
  }
}

/** The lock-out that a miss brought about, where it did. */
function newLock(before: GuessState, after: GuessState): Micros | null {
  return after.lockedUntil === before.lockedUntil ? null : after.lockedUntil;
}
