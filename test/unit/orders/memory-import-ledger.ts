import type {
  ImportCounts,
  ImportEnd,
  ImportEntry,
  ImportLedger,
  ReportedRow,
} from '#orders/intake/order-imports';
import type { Page, PageRequest } from '#kernel/page';
import type { Micros } from '#kernel/micros';

/** Imports in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryImportLedger implements ImportLedger {
  readonly entries: ImportEntry[] = [];
  /** By import; the first is of import 1. */
  readonly reportedRows: ReportedRow[][] = [];
  /** What was told of the way, of all imports. */
  readonly told: ImportCounts[] = [];
  #failure: Error | null = null;

  /** From now on nothing can be written or read; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  async begin(_account: number, at: Micros, dryRun: boolean): Promise<number> {
    await this.#turn();
    const id = this.entries.length + 1;
    this.entries.push({
      id,
      state: 'running',
      startedAt: at,
      endedAt: null,
      ...{ bytes: 0, rowsRead: 0, added: 0, changed: 0, unchanged: 0, rejected: 0 },
      fault: null,
      by: 'admin',
      dryRun,
      findings: null,
    });
    this.reportedRows.push([]);
    return id;
  }

  async progress(id: number, counts: ImportCounts): Promise<void> {
    await this.#turn();
    this.told.push(counts);
    Object.assign(this.#entry(id), counts);
  }

  async report(id: number, rows: readonly ReportedRow[]): Promise<void> {
    await this.#turn();
    this.reportedRows[id - 1]?.push(...rows);
  }

  async end(id: number, { counts, state, fault, findings }: ImportEnd, at: Micros): Promise<void> {
    await this.#turn();
    Object.assign(this.#entry(id), counts, { state, fault, findings, endedAt: at });
  }

  async interruptRunning(at: Micros): Promise<number> {
    await this.#turn();
    const running = this.entries.filter(({ state }) => state === 'running');
    for (const entry of running) {
      Object.assign(entry, { state: 'interrupted', fault: 'process-ended', endedAt: at });
    }
    return running.length;
  }

  async find(id: number): Promise<ImportEntry | null> {
    await this.#turn();
    return this.entries.find((entry) => entry.id === id) ?? null;
  }

  async list({ limit, after }: PageRequest): Promise<Page<ImportEntry>> {
    await this.#turn();
    const rows = this.entries.toReversed().filter(({ id }) => after === undefined || id < Number(after));
    return { rows: rows.slice(0, limit), next: rows.length > limit ? String(rows[limit - 1]?.id) : null };
  }

  async reported(id: number, after: number, limit: number): Promise<ReportedRow[]> {
    await this.#turn();
    return (this.reportedRows[id - 1] ?? []).filter(({ nth }) => nth > after).slice(0, limit);
  }

  #entry(id: number): ImportEntry {
    const found = this.entries[id - 1];
    if (!found) throw new Error('There is no such import.');
    return found;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async #turn(): Promise<void> {
    if (this.#failure) throw this.#failure;
  }
}
