import { createHash } from 'node:crypto';
import type { ManagerChanges, ManagerEntry, ManagerRoster, NewManager } from '#people/manager-roster';
import type { AgentStore } from '#people/agents';
import type { Manager } from '#people/model/manager';
import { isSamePresence, notAway, presenceAfter } from '#people/model/presence';
import type { AwayFacts, Break } from '#people/model/presence';
import { noReach, reachText } from '#people/model/reach';
import type { Reach } from '#people/model/reach';
import type { CodeCall, CodeCaller } from '#people/mobile-desk';
import type { MobileOwner, Mobiles, MobileState } from '#people/mobiles';
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

interface StoredMobile {
  number: Masked;
  isProved: boolean;
  pinHash: string | null;
}

/** The mobiles of a roster's managers; and the calls that said a code. */
export class MemoryMobiles implements Mobiles, CodeCaller {
  readonly #stored = new Map<string, StoredMobile>();
  readonly calls: CodeCall[] = [];

  constructor(private readonly roster = new MemoryManagerRoster()) {}

  call(call: CodeCall): Promise<void> {
    this.calls.push(call);
    return Promise.resolve();
  }

  numberOf(extension: string): Promise<Masked | null> {
    const stored = this.#stored.get(extension);
    return Promise.resolve(stored?.isProved === true ? stored.number : null);
  }

  waitingOf(extension: string): Promise<Masked | null> {
    const stored = this.#stored.get(extension);
    return Promise.resolve(stored?.isProved === false ? stored.number : null);
  }

  async ownersOf(number: Masked): Promise<MobileOwner[]> {
    const owners = await Promise.all(
      [...this.#stored]
        .filter(([, stored]) => stored.isProved && reveal(stored.number) === reveal(number))
        .map(async ([extension, { pinHash }]) => ({ manager: await this.roster.find(extension), pinHash })),
    );
    return owners.flatMap(({ manager, pinHash }) => (manager === null ? [] : [{ manager, pinHash }]));
  }

  aliasOf(number: Masked): string {
    return createHash('sha256').update(reveal(number)).digest('hex').slice(0, 16);
  }

  async stateOf(extension: string): Promise<MobileState> {
    await this.#known(extension);
    const stored = this.#stored.get(extension);
    return {
      hasMobile: stored?.isProved === true,
      isWaiting: stored?.isProved === false,
      hasPin: (stored?.pinHash ?? null) !== null,
    };
  }

  async set(extension: string, number: Masked | null, isProved: boolean): Promise<void> {
    const entry = await this.#known(extension);
    entry.hasMobile = number !== null && isProved;
    if (number === null) this.#stored.delete(extension);
    else this.#stored.set(extension, { number, isProved, pinHash: null });
  }

  async prove(extension: string, number: Masked): Promise<boolean> {
    const entry = await this.#known(extension);
    const stored = this.#stored.get(extension);
    if (stored === undefined || reveal(stored.number) !== reveal(number)) return false;
    stored.isProved = entry.hasMobile = true;
    return true;
  }

  async setPin(extension: string, hash: string): Promise<boolean> {
    await this.#known(extension);
    const stored = this.#stored.get(extension);
    if (stored?.isProved !== true) return false;
    stored.pinHash = hash;
    return true;
  }

  /** What is stored, in clear; null for nothing. */
  revealed(extension: string): string | null {
    const stored = this.#stored.get(extension);
    return stored === undefined ? null : reveal(stored.number);
  }

  async #known(extension: string): Promise<ManagerEntry> {
    const entry = await this.roster.find(extension);
    if (entry === null) throw new Refused('manager-unknown');
    return entry;
  }
}
