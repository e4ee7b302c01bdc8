import type { Clock } from '#kernel/clock';
import { Feed } from '#kernel/feed';
import { KeptCopy } from '#kernel/kept-copy';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { within } from '#kernel/within';
import type { Manager } from './model/manager';
import { isSamePresence, notAway } from './model/presence';
import type { AwayFacts } from './model/presence';
import { noReach, reachText } from './model/reach';
import type { ReachFacts } from './model/reach';

/** A manager as somebody who can take calls. */
export interface Agent {
  manager: Manager;
  /** The managers who stand in for each other; null for none. */
  group: string | null;
  /** On a break: no inbound call is put through. */
  away: boolean;
}

/** Whether a manager takes calls; if not, since when, why and until when. */
export interface Presence extends AwayFacts {
  extension: string;
}

export type PresentAgent = Agent & AwayFacts & ReachFacts;

export interface AgentStore {
  /** All active managers, by extension. */
  read(): Promise<readonly PresentAgent[]>;
}

export class PresenceFeed extends Feed<Presence> {}

/** How long the list is kept before it is read again: another process may have changed it. */
const freshFor: Micros = 5_000_000;
/** How long a reader waits for the database before it gets the last known list. */
const readMs = 1000;

export interface LiveAgentsParts {
  store: AgentStore;
  clock: Clock;
  log: Log;
}

/**
 * Everybody who can take calls, in memory. A change made by this process is read at once; one of another process, such as a
 * command, five seconds later. Readers at the same time share one query. Changes of presence are published as they are
 * read, whoever made them.
 */
export class LiveAgents {
  readonly feed = new PresenceFeed();
  /** Extensions of managers whose calls ring elsewhere from now on. */
  readonly reachChanges = new Feed<string>();
  #reaches: ReadonlyMap<string, ReachFacts> = new Map();
  readonly #parts: LiveAgentsParts;
  readonly #kept: KeptCopy<readonly PresentAgent[]>;

  constructor(parts: LiveAgentsParts) {
    this.#parts = parts;
    this.#kept = new KeptCopy<readonly PresentAgent[]>(
      () => parts.store.read(),
      parts.clock,
      (agents, before) => this.#publish(agents, before),
    );
  }

  /**
   * All active managers, by extension.
   * @returns without the database, the last known ones
   * @throws where they were never read and the database cannot answer
   */
  async list(): Promise<readonly Agent[]> {
    const { value, age } = this.#kept;
    if (value !== null && age < freshFor && !this.#kept.isReading) return value;
    try {
      return await within(this.#parts.clock, readMs, this.#kept.read(), () => {
        throw new Error('the database does not answer in time');
      });
    } catch (error) {
      if (value === null) throw error;
      this.#warn(error);
      return value;
    }
  }

  /** The presence of everybody, as last read. */
  presences(): Presence[] {
    return (this.#kept.value ?? []).map(presenceOf);
  }

  /** Where the calls of an extension may ring, as last read. */
  reachOf(extension: string): ReachFacts {
    return this.#reaches.get(extension) ?? noReach;
  }

  /** Reads the list again after a change by this process. Never rejects: the change is stored already. */
  async refresh(): Promise<void> {
    this.#kept.outdate();
    try {
      await this.#kept.read();
    } catch (error) {
      this.#kept.outdate();
      this.#warn(error);
    }
  }

  /** @param before null at the first read: pages that have come before it may remember a break that is over */
  #publish(agents: readonly PresentAgent[], before: readonly PresentAgent[] | null): void {
    const known = new Map((before ?? []).map((agent) => [agent.manager.id, agent]));
    const reaches = this.#reaches;
    this.#reaches = new Map(
      agents.map(({ manager, reach, hasMobile }) => [manager.extension, { reach, hasMobile }]),
    );
    for (const agent of agents) {
      const { extension } = agent.manager;
      if (before === null || !isSamePresence(known.get(agent.manager.id) ?? notAway, agent))
        this.feed.publish(presenceOf(agent));
      if (!isSameReach(reaches.get(extension) ?? noReach, agent)) this.reachChanges.publish(extension);
    }
  }

  #warn(error: unknown): void {
    this.#parts.log.warn('the managers cannot be read; the last known ones stay in use', { error });
  }
}

function presenceOf({ manager: { extension }, awaySince, awayReason, awayUntil }: PresentAgent): Presence {
  return { extension, awaySince, awayReason, awayUntil };
}

function isSameReach(one: ReachFacts, other: ReachFacts): boolean {
  return one.hasMobile === other.hasMobile && reachText(one.reach) === reachText(other.reach);
}
