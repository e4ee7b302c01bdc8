import type { ManagerChanges, ManagerEntry, ManagerRoster, NewManager } from '#people/manager-roster';
import type { AgentStore } from '#people/agents';
import type { Manager } from '#people/model/manager';
import { isSamePresence, notAway, presenceAfter } from '#people/model/presence';
import type { AwayFacts, Break } from '#people/model/presence';
import { noReach, reachText } from '#people/model/reach';
import type { Reach } from '#people/model/reach';
import type { Mobiles } from '#people/mobiles';
import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

class Refused extends Error {
  constructor(readonly slug: string) {
    super(slug);
  }
}

/** Managers in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryManagerRoster implements ManagerRoster {
  readonly rows: ManagerEntry[] = [];
  #failure: Error | null = null;

  constructor(private readonly now: () => Micros = () => 1) {}

  /** From now on the database is down; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async list({ disabledToo = false }: { disabledToo?: boolean } = {}): Promise<ManagerEntry[]> {
    if (this.#failure) throw this.#failure;
    return this.rows.filter(({ disabledAt }) => disabledToo || disabledAt === null);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async find(extension: string): Promise<ManagerEntry | null> {
    if (this.#failure) throw this.#failure;
    return this.#find(extension) ?? null;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async add(manager: NewManager): Promise<Manager> {
    if (this.#failure) throw this.#failure;
    if (this.#find(manager.extension)) throw new Refused('manager-exists');
    const entry: ManagerEntry = {
      id: this.rows.length + 1,
      language: 'ru',
      did: null,
      shortCodeMode: 'keep',
      autoAnswer: false,
      pressToAccept: false,
      maxCallsHour: null,
      maxCallsDay: null,
      group: null,
      ...notAway,
      ...noReach,
      disabledAt: null,
      openOrders: 0,
      ...manager,
    };
    this.rows.push(entry);
    return entry;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async change(extension: string, changes: ManagerChanges): Promise<Manager> {
    return Object.assign(this.#known(extension), changes);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async disable(extension: string): Promise<void> {
    this.#known(extension).disabledAt = 1;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async setAway(extension: string, away: Break | null): Promise<{ changed: boolean } & AwayFacts> {
    const entry = this.#known(extension);
    const after = presenceAfter(entry, away, this.now());
    const changed = !isSamePresence(entry, after);
    Object.assign(entry, after);
    return { changed, ...after };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async endBreaks(): Promise<string[]> {
    if (this.#failure) throw this.#failure;
    const due = this.rows.filter(({ awayUntil }) => awayUntil !== null && awayUntil <= this.now());
    for (const entry of due) Object.assign(entry, notAway);
    return due.map(({ extension }) => extension);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async setReach(extension: string, reach: Reach): Promise<{ changed: boolean }> {
    const entry = this.#known(extension);
    const changed = reachText(entry.reach) !== reachText(reach);
    entry.reach = reach;
    return { changed };
  }

  /** The same managers as {@link LiveAgents} reads them. */
  readonly agents: AgentStore = {
    read: async () =>
      (await this.list()).map(
        ({
          group,
          awaySince,
          awayReason,
          awayUntil,
          reach,
          hasMobile,
          disabledAt: _disabled,
          openOrders: _orders,
          ...manager
        }) => ({
          manager,
          group,
          away: awaySince !== null,
          awaySince,
          awayReason,
          awayUntil,
          reach,
          hasMobile,
        }),
      ),
  };

  #known(extension: string): ManagerEntry {
    if (this.#failure) throw this.#failure;
    const found = this.#find(extension);
    if (!found) throw new Refused('manager-unknown');
    return found;
  }

  #find(extension: string): ManagerEntry | undefined {
    return this.rows.find((row) => row.extension === extension && row.disabledAt === null);
  }
}

/** The mobiles of a roster's managers. */
export class MemoryMobiles implements Mobiles {
  readonly #numbers = new Map<string, Masked>();

  constructor(private readonly roster = new MemoryManagerRoster()) {}

  numberOf(extension: string): Promise<Masked | null> {
    return Promise.resolve(this.#numbers.get(extension) ?? null);
  }

  async set(extension: string, number: Masked | null): Promise<void> {
    const entry = await this.roster.find(extension);
    if (entry === null) throw new Refused('manager-unknown');
    entry.hasMobile = number !== null;
    if (number === null) this.#numbers.delete(extension);
    else this.#numbers.set(extension, number);
  }

  /** What is stored, in clear; null for nothing. */
  revealed(extension: string): string | null {
    const number = this.#numbers.get(extension);
    return number === undefined ? null : reveal(number);
  }
}
