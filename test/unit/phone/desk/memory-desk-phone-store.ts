import type {
  DeskPhoneEntry,
  DeskPhoneStore,
  LinkedPhone,
  LivingDeskPhone,
} from '#phone/desk/desk-phone-store';
import type { Make } from '#phone/model/desk/desk-phone';
import type { PagePhone } from '#phone/pbx-phones';
import { RefusedError } from '#kernel/refused-error';
import type { Micros } from '#kernel/micros';

interface Row {
  id: number;
  extension: string;
  make: Make;
  mac: string;
  token: string | null;
  expiresAt: Micros | null;
  endpoint: string | null;
  password: string | null;
  createdAt: Micros;
  fetchedAt: Micros | null;
}

/** Desk phones in memory; the same rules as SqlDeskPhoneStore's, which test/contract holds to them. */
export class MemoryDeskPhoneStore implements DeskPhoneStore {
  readonly rows: Row[] = [];
  /** Active managers and what they are called. */
  readonly managers = new Map([
    ['101', 'Anna'],
    ['102', 'Boris'],
  ]);
  isDown = false;
  failsToRemove = false;
  #next = 1;

  constructor(private readonly clock: { now(): Micros }) {}

  addLink({
    extension,
    make,
    mac,
    token,
    expiresAt,
  }: Parameters<DeskPhoneStore['addLink']>[0]): Promise<void> {
    return this.#answer(() => {
      if (!this.managers.has(extension)) throw new RefusedError('manager-unknown');
      this.#drop((row) => row.extension === extension && row.endpoint === null);
      this.rows.push({
        ...{ id: this.#next++, extension, make, mac, token, expiresAt, endpoint: null, password: null },
        ...{ createdAt: this.clock.now(), fetchedAt: null },
      });
    });
  }

  ofLink(token: string): Promise<LinkedPhone | null> {
    return this.#answer(() => {
      const row = this.#linked(token);
      return row === undefined ? null : { ...this.#person(row), id: row.id, make: row.make, mac: row.mac };
    });
  }

  endLink(token: string): Promise<boolean> {
    return this.#answer(() => this.#drop((row) => row.token === token));
  }

  take(token: string, endpoint: string): Promise<PagePhone | null> {
    return this.#answer(() => {
      const row = this.#linked(token);
      if (row === undefined) return null;
      this.#drop((other) => other !== row && other.extension === row.extension);
      const password = `password-${String(row.id)}`;
      Object.assign(row, { token: null, expiresAt: null, endpoint, password, fetchedAt: this.clock.now() });
      return { ...this.#person(row), endpoint, password };
    });
  }

  withdraw(extension: string): Promise<boolean> {
    return this.#answer(() => {
      if (!this.managers.has(extension)) throw new RefusedError('manager-unknown');
      return this.#drop((row) => row.extension === extension);
    });
  }

  list(): Promise<readonly DeskPhoneEntry[]> {
    return this.#answer(() =>
      this.rows.map(({ extension, make, mac, createdAt, expiresAt, fetchedAt }) => ({
        ...{ extension, make, mac, createdAt, fetchedAt },
        linkExpiresAt: expiresAt,
      })),
    );
  }

  living(): Promise<readonly LivingDeskPhone[]> {
    return this.#answer(() =>
      this.rows.flatMap((row) =>
        row.endpoint !== null && this.managers.has(row.extension)
          ? [{ ...this.#person(row), endpoint: row.endpoint }]
          : [],
      ),
    );
  }

  all(): Promise<readonly { endpoint: string; extension: string }[]> {
    return this.#answer(() =>
      this.rows.flatMap(({ endpoint, extension }) => (endpoint === null ? [] : [{ endpoint, extension }])),
    );
  }

  passwordOf(endpoint: string): Promise<string | null> {
    return this.#answer(() => this.rows.find((row) => row.endpoint === endpoint)?.password ?? null);
  }

  remove(endpoint: string): Promise<void> {
    if (this.failsToRemove) return Promise.reject(new Error('down'));
    return this.#answer(() => void this.#drop((row) => row.endpoint === endpoint));
  }

  expire(): Promise<readonly { extension: string; make: Make }[]> {
    return this.#answer(() => {
      const isOver = (row: Row): boolean => row.expiresAt !== null && row.expiresAt <= this.clock.now();
      const over = this.rows.filter(isOver).map(({ extension, make }) => ({ extension, make }));
      this.#drop(isOver);
      return over;
    });
  }

  #linked(token: string): Row | undefined {
    return this.rows.find(
      (row) =>
        row.token === token && (row.expiresAt ?? 0) > this.clock.now() && this.managers.has(row.extension),
    );
  }

  #person({ extension }: Row) {
    return { extension, name: this.managers.get(extension) ?? '', language: 'ru' as const };
  }

  #drop(isGone: (row: Row) => boolean): boolean {
    const before = this.rows.length;
    this.rows.splice(0, before, ...this.rows.filter((row) => !isGone(row)));
    return this.rows.length < before;
  }

  #answer<Value>(work: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.isDown) reject(new Error('down'));
      else resolve(work());
    });
  }
}
