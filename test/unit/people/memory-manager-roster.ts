import type { ManagerChanges, ManagerEntry, ManagerRoster, NewManager } from '#people/manager-roster';
import type { Manager } from '#people/model/manager';

class Refused extends Error {
  constructor(readonly slug: string) {
    super(slug);
  }
}

/** Managers in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryManagerRoster implements ManagerRoster {
  readonly rows: ManagerEntry[] = [];
  #failure: Error | null = null;

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
