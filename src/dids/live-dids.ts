import { defaultRoute } from './model/did-route';
import type { DidRoute } from './model/did-route';
import { canFollow, nameOfDid } from './model/did-rules';
import type { Clock } from '#kernel/clock';
import { KeptCopy } from '#kernel/kept-copy';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { Turns } from '#kernel/turns';
import { within } from '#kernel/within';

/** A route with who gave it last; null both for the default of the program, which has no row. */
export interface DidRouteEntry {
  route: DidRoute;
  changedAt: Micros | null;
  /** As in the audit log. */
  changedBy: string | null;
}

export interface DidRouteStore {
  /** Another version of Star7 may have written them: {@link canFollow} judges them. */
  read(): Promise<DidRouteEntry[]>;
  /** Adds or replaces the route of its DID. */
  write(route: DidRoute, at: Micros, by: string): Promise<void>;
  /** @returns whether there was one */
  remove(did: string | null): Promise<boolean>;
}

/** How long routes are kept before they are read again: another process may have changed them. */
const freshFor: Micros = 60_000_000;
/** How long no read is tried again after the very first one has failed. */
const pauseAfterFailure: Micros = 5_000_000;
/** How long a call waits for the very first read. */
const firstReadMs = 2000;

export interface LiveDidRoutesParts {
  store: DidRouteStore;
  clock: Clock;
  log: Log;
}

/**
 * The routes of the company's numbers, in memory: each inbound call asks for one.
 *
 * A change made here holds from the next call on; a change by another process is seen a minute later. Calls get the routes
 * that are kept, which are refreshed in the background; only the very first waits for the database, for two seconds at
 * most.
 */
export class LiveDidRoutes {
  readonly #parts: LiveDidRoutesParts;
  readonly #kept: KeptCopy<ReadonlyMap<string | null, DidRouteEntry>>;
  readonly #turns = new Turns();

  constructor(parts: LiveDidRoutesParts) {
    this.#parts = parts;
    this.#kept = new KeptCopy(async () => this.#understand(await parts.store.read()), parts.clock);
  }

  /**
   * The route of a number: its own, else the one for all others, else {@link defaultRoute}.
   * @param did E.164, with or without the plus
   * @returns never rejects: without the database, the last known route or the default
   */
  async find(did: string): Promise<DidRoute> {
    const routes = await this.#now();
    const found = routes.get(did.replace(/^\+/, '')) ?? routes.get(null);
    return found?.route ?? defaultRoute;
  }

  /**
   * The first number with a route of this purpose, E.164 without the plus; null if none has.
   * @returns never rejects, as {@link find}
   */
  async ofPurpose(purpose: DidRoute['purpose']): Promise<string | null> {
    const dids = [...(await this.#now()).values()].flatMap(({ route }) =>
      route.purpose === purpose && route.did !== null ? [route.did] : [],
    );
    return dids.sort()[0] ?? null;
  }

  /** All numbers with a route of their own, E.164 without the plus. @returns never rejects, as {@link find} */
  async numbers(): Promise<string[]> {
    return [...(await this.#now()).keys()].filter((did) => did !== null);
  }

  /** As stored now, the route of all other numbers first, then by number. @throws if the database cannot answer */
  async list(): Promise<DidRouteEntry[]> {
    const routes = await this.#kept.read();
    const rest = routes.get(null) ?? { route: defaultRoute, changedAt: null, changedBy: null };
    const own = [...routes.values()].filter(({ route }) => route.did !== null);
    return [rest, ...own.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))];
  }

  /** Adds or replaces a route that has no faults. Changes are made one after another. @throws what the store throws */
  async put(route: DidRoute, by: string): Promise<void> {
    const { store, clock } = this.#parts;
    await this.#turns.take('change', async () => {
      await store.write(route, clock.now(), by);
      await this.#changed();
    });
  }

  /** @returns whether the number had a route of its own. @throws what the store throws */
  async remove(did: string | null): Promise<boolean> {
    return this.#turns.take('change', async () => {
      const removed = await this.#parts.store.remove(did);
      await this.#changed();
      return removed;
    });
  }

  /** The change is stored, whether or not it can be read at once. */
  async #changed(): Promise<void> {
    this.#kept.outdate();
    await this.#kept.read().catch((error: unknown) => {
      this.#kept.outdate();
      this.#warn(error);
    });
  }

  async #now(): Promise<ReadonlyMap<string | null, DidRouteEntry>> {
    const { value, age } = this.#kept;
    if (value !== null) {
      if (age >= freshFor) this.#kept.read().catch((error: unknown) => this.#warn(error));
      return value;
    }
    if (age < pauseAfterFailure && !this.#kept.isReading) return new Map();
    try {
      return await within(this.#parts.clock, firstReadMs, this.#kept.read(), () => {
        throw new Error('the database does not answer in time');
      });
    } catch (error) {
      this.#warn(error);
      return this.#kept.value ?? new Map();
    }
  }

  #warn(error: unknown): void {
    this.#parts.log.warn('routes of company numbers cannot be read; the last known ones stay in use', {
      error,
    });
  }

  /** A stored route that cannot be followed is skipped: the one for all other numbers holds, and the log says so. */
  #understand(entries: readonly DidRouteEntry[]): ReadonlyMap<string | null, DidRouteEntry> {
    const good = entries.filter(({ route }) => canFollow(route));
    if (good.length < entries.length) {
      this.#parts.log.warn('stored routes of company numbers are invalid and not used', {
        count: entries.length - good.length,
      });
    }
    return new Map(good.map((entry) => [entry.route.did, entry]));
  }
}

function nameOf({ route }: DidRouteEntry): string {
  return nameOfDid(route.did);
}
