import type { ImportLedger, RejectedRow } from './order-imports';
import type { Rejects } from './order-import';
import type { RowFault } from './order-row';

/** Rows of one statement. */
const rowsAtOnce = 1000;
/** Kept of one import; who has more has one fault in all of them. The count goes on. */
export const mostRejects = 100_000;

/** Lists rejected rows in the ledger. */
export class LedgerRejects implements Rejects {
  #waiting: RejectedRow[] = [];
  #taken = 0;

  constructor(
    private readonly ledger: Pick<ImportLedger, 'reject'>,
    private readonly importId: number,
  ) {}

  async add(line: number, reason: RowFault): Promise<void> {
    if (this.#taken >= mostRejects) return;
    this.#taken += 1;
    this.#waiting.push({ line, reason });
    if (this.#waiting.length >= rowsAtOnce) await this.flush();
  }

  async flush(): Promise<void> {
    const rows = this.#waiting;
    if (rows.length === 0) return;
    this.#waiting = [];
    await this.ledger.reject(this.importId, rows);
  }
}
