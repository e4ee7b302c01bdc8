import type { Micros } from '#kernel/micros';
import { afterMiss, isForgotten, isLocked, noGuesses, restored } from '../model/guess-lock';
import type { GuessRule, GuessState } from '../model/guess-lock';
import type { AlertEvent, Alerts } from '#log/alerts';
import type { LimitStore } from './limit-store';
import type { Clock } from '#kernel/clock';
import { Turns } from '#kernel/turns';

export interface GuessRules {
  perManager: GuessRule;
  overall: GuessRule;
}

/** The result of a look-up of an order: an answer, or none because the extension is locked out. */
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
  /** Who is counted; default: managers. */
  who?: keyof typeof groups;
}

/**
 * What is raised for a lock-out of one, and of all together, and what names the one. An alert of a mobile names nobody: its number is
 * forged by whoever guesses, and would be told to be that manager's.
 *
 * `byStrangers`: anybody can call and be wrong. The lock-out of all then holds for those alone who were wrong themselves.
 */
const groups = {
  managers: { one: 'manager-locked-out', all: 'everybody-locked-out', name: 'manager', byStrangers: false },
  mobiles: { one: 'mobile-locked-out', all: 'mobiles-locked-out', name: null, byStrangers: true },
  couriers: { one: 'courier-locked-out', all: 'couriers-locked-out', name: 'actor', byStrangers: true },
} as const satisfies Record<string, Group>;

interface Group {
  one: AlertEvent;
  all: AlertEvent;
  name: 'manager' | 'actor' | null;
  byStrangers: boolean;
}

/** For how long a wrong answer counts against its name while all are locked out, at least: one guess an hour at each name. */
const leastGuiltySeconds = 3_600;

/** Names that are known without a wrong answer that counts: strangers can make up as many as they like. */
const mostKnown = 10_000;

/**
 * Guards every look-up of an order by someone who may not see all orders: counts wrong order numbers and locks out.
 *
 * A manager's look-ups run one after another, so that many at once cannot bypass the limit. A miss is stored
 * before it is answered; if it cannot be stored, there is no answer. The counts come from the store, so they survive a
 * restart.
 */
export class GuessGuard {
  readonly #parts: GuessGuardParts;
  /** Look-ups, by extension. */
  readonly #looks = new Turns();
  /** Counting and reading take turns: neither may work on what the other is about to replace. */
  readonly #changes = new Turns();
  #known: KnownGuesses | null = null;

  constructor(parts: GuessGuardParts) {
    this.#parts = parts;
  }

  /**
   * Asks, unless the extension is locked out; then nothing is asked, so neither the answer nor its time depends on the
   * order.
   * @param isMiss whether the answer was a wrong order number
   * @throws if the store or the question fails: then there is no answer
   */
  look<Answer>(
    extension: string,
    ask: () => Promise<Answer>,
    isMiss: (answer: Answer) => boolean,
  ): Promise<GuardedLook<Answer>> {
    return this.#looks.take(extension, async () => {
      const lockedForSeconds = await this.#lockedFor(extension);
      if (lockedForSeconds !== null) return { lockedForSeconds };
      const answer = await ask();
      if (isMiss(answer)) await this.#missed(extension);
      return { answer };
    });
  }

  /** Reads the counts from the store, if that has not been done yet. @throws if the store cannot answer */
  async ready(): Promise<void> {
    await this.#change(async () => {
      this.#known ??= await this.#read();
    });
  }

  #change<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#changes.take('known', work);
  }

  /** @returns null if the extension is not locked out */
  async #lockedFor(extension: string): Promise<number | null> {
    if (this.#known === null) await this.ready();
    if (this.#remaining(extension) === null) return null;
    // Another process may have lifted it (star7 manager unlock). If the store cannot answer, the lock-out stays.
    await this.#change(async () => {
      this.#known = await this.#read();
    }).catch(() => undefined);
    return this.#remaining(extension);
  }

  #remaining(extension: string): number | null {
    const now = this.#parts.clock.now();
    const own = this.#known?.byExtension.get(extension);
    const states = [this.#isSpared(own, now) ? undefined : this.#known?.overall, own];
    const until = states.flatMap((state) =>
      state !== undefined && isLocked(state, now) ? [state.lockedUntil ?? now] : [],
    );
    return until.length === 0 ? null : Math.ceil((Math.max(...until) - now) / 1_000_000);
  }

  /** Whether the lock-out of all is not for this name: it has no wrong answers of late. */
  #isSpared(own: GuessState | undefined, now: Micros): boolean {
    const { who = 'managers' } = this.#parts;
    return groups[who].byStrangers && (own === undefined || isForgotten(own, now, this.#guiltySeconds));
  }

  /** Never shorter than the lock-out: whoever keeps all locked out would otherwise guess once a window at each name. */
  get #guiltySeconds(): number {
    const { windowSeconds, lockSeconds } = this.#parts.rules.overall;
    return Math.max(windowSeconds, lockSeconds, leastGuiltySeconds);
  }

  #missed(extension: string): Promise<void> {
    const { store, alerts, clock, rules, who = 'managers' } = this.#parts;
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
      if (known.byExtension.size > mostKnown)
        for (const [name, state] of known.byExtension)
          if (isForgotten(state, at, this.#guiltySeconds)) known.byExtension.delete(name);
      const { one, all, name } = groups[who];
      if (miss.managerLockedUntil !== null)
        alerts.raise({ event: one, ...(name !== null && { [name]: extension }) });
      if (miss.everybodyLockedUntil !== null) alerts.raise({ event: all });
    });
  }

  async #read(): Promise<KnownGuesses> {
    const { store, clock, rules } = this.#parts;
    const { perManager, overall } = rules;
    const seconds = Math.max(
      perManager.windowSeconds + perManager.lockSeconds,
      overall.windowSeconds + overall.lockSeconds,
      this.#guiltySeconds + perManager.lockSeconds,
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

/** The lock-out that a miss caused; null if it caused none. */
function newLock(before: GuessState, after: GuessState): Micros | null {
  return after.lockedUntil === before.lockedUntil ? null : after.lockedUntil;
}
