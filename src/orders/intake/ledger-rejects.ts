import type { ImportLedger, ReportedRow } from './order-imports';
import type { Rejects, RowFault, RowNotice } from './row-notice';

/** Rows of one statement. */
const rowsAtOnce = 1000;
/** Kept of one import; who has more has one fault in all of them. The count goes on. */
export const mostRejects = 100_000;

/** Lists rejected rows, and what was noticed of others, in the ledger. */
export class LedgerRejects implements Rejects {
  #waiting: ReportedRow[] = [];
  #taken = 0;

  constructor(
    private readonly ledger: Pick<ImportLedger, 'report'>,
    private readonly importId: number,
  ) {}

  async add(line: number, reason: RowFault): Promise<void> {
    await this.#take({ line, rejected: true, reason, column: null, cell: null });
  }

  async notice(line: number, { code, column, cell }: RowNotice): Promise<void> {
    await this.#take({ line, rejected: false, reason: code, column, cell });
  }

  async flush(): Promise<void> {
    const rows = this.#waiting;
    if (rows.length === 0) return;
    this.#waiting = [];
    await this.ledger.report(this.importId, rows);
  }

  async #take(row: Omit<ReportedRow, 'nth'>): Promise<void> {
    if (this.#taken >= mostRejects) return;
    this.#taken += 1;
    this.#waiting.push({ nth: this.#taken, ...row });
    if (this.#waiting.length >= rowsAtOnce) await this.flush();
  }
}
