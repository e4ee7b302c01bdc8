import type { ImportEntry, OrderImports, ReportedRow, Upload } from './order-imports';
import { importOrders } from './order-import';
import type { ReadOrders } from './order-reader';
import type { ImportReport, ImportRequest } from './order-import';
import type { OrderIntake } from './order-intake';
import type { AuditTrail } from '#audit/audit-trail';
import type { Page, PageRequest } from '#kernel/page';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** A file as it arrives. */
export type ArrivingFile = Omit<Upload, 'begun'>;

/** Files with orders that people send, and how each import ended. */
export class ImportDesk {
  constructor(
    private readonly imports: OrderImports,
    private readonly trail: Pick<AuditTrail, 'before' | 'after'>,
  ) {}

  /** Beyond it no more of a file is read. */
  get largestBytes(): number {
    return this.imports.largestBytes;
  }

  /** Who an import is of. @throws RefusedError `role-forbidden` for tokens: an import is kept with its account */
  accountOf({ by }: Principal): number {
    if (!('account' in by)) throw new RefusedError('role-forbidden');
    return by.account;
  }

  /**
   * To be asked before a large file is taken in: who has to wait need not send it.
   * @throws RefusedError `import-running`
   */
  refuseWhileRunning(): void {
    if (this.imports.isTaking) throw new RefusedError('import-running');
  }

  /**
   * Takes a file to its end, well or badly. Audited before anything of it is read, and once more with how it ended.
   * @throws RefusedError `role-forbidden`, `import-running`, `stopping`, `unavailable`
   */
  async take(principal: Principal, file: ArrivingFile): Promise<ImportEntry> {
    const row = (action: string, id: number) => ({
      actor: actorOf(principal),
      action,
      subject: `import:${String(id)}`,
    });
    const begun = (id: number): Promise<void> => this.trail.before(row('orders.import-begin', id));
    const entry = await this.imports.take({ ...file, begun }, this.accountOf(principal));
    await this.trail.after({
      ...row('orders.import', entry.id),
      detail: {
        state: entry.state,
        rows: entry.rowsRead,
        added: entry.added,
        changed: entry.changed,
        unchanged: entry.unchanged,
        rejected: entry.rejected,
        dryRun: entry.dryRun,
      },
    });
    return entry;
  }

  /** @param id of an import, or any other text @throws RefusedError `import-unknown` */
  async find(id: string): Promise<ImportEntry> {
    const entry = /^[1-9]\d{0,8}$/.test(id) ? await this.imports.find(Number(id)) : null;
    if (entry === null) throw new RefusedError('import-unknown');
    return entry;
  }

  async list(page: PageRequest): Promise<Page<ImportEntry>> {
    return this.imports.list(page);
  }

  /** Rows that were left out, and what was noticed of others, with what a person reads. */
  rejects({ id }: ImportEntry): AsyncIterable<ReportedRow & { explanation: string }> {
    return this.imports.rejects(id);
  }

  /** Reads no more of a file that is being taken, and takes no other. */
  stop(): void {
    this.imports.stop();
  }
}

/**
 * Imports a file of this machine. Audited once it is imported: what is wrong with the file as a whole leaves no row.
 * @throws ImportError, and whatever the intake throws
 */
export async function importFile(
  actor: Actor,
  request: ImportRequest,
  { intake, trail, read }: { intake: OrderIntake; trail: Pick<AuditTrail, 'after'>; read: ReadOrders },
): Promise<ImportReport> {
  const report = await importOrders(request, intake, read);
  const { rows, added, changed, unchanged, rejected, dryRun } = report;
  await trail.after({
    actor: actorOf(actor),
    action: 'orders.import',
    subject: null,
    detail: { rows, added, changed, unchanged, rejected, dryRun },
  });
  return report;
}
