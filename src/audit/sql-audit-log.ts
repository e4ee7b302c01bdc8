import type { Micros } from '#kernel/micros';
import type { AuditEntry, AuditLog } from './audit-log';
import { Adoption, appendToChain } from './audit-chain';
import type { TimedEntry } from './audit-chain';
import type { Database } from '#database/database';

interface Waiting {
  entry: TimedEntry;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Rows of one transaction. */
const mostAtOnce = 500;

/**
 * What people and programs did: rows are added to a chain of hashes, never changed.
 *
 * Entries that come while a transaction is running go into the next one together: many at once do not wait for as many
 * turns at the chain's end.
 */
export class SqlAuditLog implements AuditLog {
  #waiting: Waiting[] = [];
  #writing = false;
  readonly #adoption: Adoption;

  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {
    this.#adoption = new Adoption(now);
  }

  /** @throws StoreError: what must not be done unseen waits for this first */
  append(entry: AuditEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry: { ...entry, at: this.now() }, resolve, reject });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, mostAtOnce);
      try {
        await this.database.transaction((transaction) =>
          appendToChain(transaction, this.#adoption, () => Promise.resolve(batch.map(({ entry }) => entry))),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }
}
