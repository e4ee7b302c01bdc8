import type { AuditEntry, AuditLog } from '#audit/audit-log';

export class MemoryAuditLog implements AuditLog {
  readonly entries: AuditEntry[] = [];
  #failure: Error | null = null;

  /** From now on nothing can be written; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async append(entry: AuditEntry): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.entries.push(entry);
  }
}
