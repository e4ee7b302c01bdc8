import type { Usage } from '../model/call-limits';
import { reachedCap } from '../model/call-limits';
import type { Caps } from '../model/call-limits';
import type { Limit } from '../model/refusal';
import { CallTally, daySeconds } from './call-tally';
import type { LimitStore } from './limit-store';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import type { Alerts } from '#log/alerts';

const hourSeconds = 3600;

/** A cap that is reached, and when it no longer is. */
export interface ReachedCap {
  refusal: Extract<Limit, 'hourly-cap' | 'daily-cap'>;
  retryAfterSeconds: number;
}

export interface CallCapsParts {
  store: Pick<LimitStore, 'allowedCalls'>;
  alerts: Alerts;
  clock: Pick<Clock, 'now'>;
  /** What an alert names: managers by extension, couriers as actors. */
  named: 'manager' | 'actor';
}

/**
 * How many calls managers, or couriers, were allowed in the last hour and day, against caps. Every call that was allowed counts,
 * with any result. Counts are kept in memory and restored from the records after a restart; without them nobody is called.
 */
export class CallCaps {
  readonly #alerted = new Map<string, Micros>();
  #counting: Promise<void> | null = null;
  #tally: CallTally | null = null;

  constructor(private readonly parts: CallCapsParts) {}

  /** Counts the calls of earlier processes. @throws if the database cannot answer; the next call tries again */
  async ready(): Promise<void> {
    const counting = (this.#counting ??= this.#count());
    try {
      await counting;
    } catch (error) {
      if (this.#counting === counting) this.#counting = null;
      throw error;
    }
  }

  /** @param who as the store names them. @throws RangeError before {@link ready} */
  reached(who: string, caps: Caps): ReachedCap | null {
    const tally = this.#counted();
    const at = this.parts.clock.now();
    const usage: Usage = {
      callsLastHour: tally.within(who, at, hourSeconds),
      callsLastDay: tally.within(who, at, daySeconds),
    };
    const refusal = reachedCap(usage, caps);
    if (refusal === null) return null;
    const [cap, window] =
      refusal === 'hourly-cap' ? [caps.callsPerHour, hourSeconds] : [caps.callsPerDay, daySeconds];
    return { refusal, retryAfterSeconds: tally.secondsUntilBelow(cap, who, at, window) };
  }

  /** A call was allowed. @throws RangeError before {@link ready} */
  add(who: string): void {
    this.#counted().add(who, this.parts.clock.now());
  }

  /** Raises an alert, at most once an hour. @param name in the alert */
  alert(name: string, limit: Limit): void {
    const { alerts, clock, named } = this.parts;
    const at = clock.now();
    const told = this.#alerted.get(name);
    if (told !== undefined && at - told < hourSeconds * 1_000_000) return;
    this.#alerted.set(name, at);
    alerts.raise({ event: 'call-cap-reached', [named]: name, reason: limit });
  }

  async #count(): Promise<void> {
    const { store, clock } = this.parts;
    const tally = new CallTally();
    const since = clock.now() - daySeconds * 1_000_000;
    for (const { name, minute, count } of await store.allowedCalls(since)) tally.add(name, minute, count);
    this.#tally = tally;
  }

  #counted(): CallTally {
    if (this.#tally === null) throw new RangeError('the calls of earlier processes are not counted yet');
    return this.#tally;
  }
}
