import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate as breath } from 'node:timers/promises';
import type { IncomingOrder, IntakeCounts, OrderIntake } from './order-intake';
import type { Region } from '#vault/phone-number';
import type { ShopClock } from './cells/order-date';
import { statusWord } from './cells/order-status';
import { ColumnHabits } from './column-habits';
import type { CsvRecord } from './csv-records';
import { ImportError } from './import-error';
import { ManagerDirectory } from './manager-directory';
import { finished, joined } from './order-draft';
import type { OrderDraft } from './order-draft';
import { readRow } from './order-row';
import type { RowRules } from './order-row';
import { openTable } from './open-table';
import { RejectFile } from './reject-file';
import { wordNotices } from './row-notice';
import type { NoticeCode, Rejects, RowFault, RowNotice, UnknownWord } from './row-notice';
import { rememberingLook } from '#kernel/redaction/redaction';
import { SeenNumbers } from './seen-numbers';
import { columnViews } from './table-layout';
import type { ColumnView, Layout, MappingRules } from './table-layout';
import type { OrderStatus } from '../order-view';

/** What an administrator has decided of imports, and what the site has for rows that say nothing. */
export interface ImportSettings extends MappingRules {
  /** Where numbers without a country code belong if their row names no country. */
  region: Region;
  /** Of times that state no offset: a zone, or minutes ahead of UTC; UTC unless told. */
  clock?: ShopClock;
  /** Of the shop's words for a status, as `statusWord` leaves them. */
  statuses?: ReadonlyMap<string, OrderStatus>;
  /** Words of the shop for managers, with the extension of each. */
  aliases?: Readonly<Record<string, string>>;
  /** Before order numbers, where another shop has the same ones; what is kept of the file's profile if undefined. */
  prefix?: string | undefined;
  /** Kept prefixes, by the profile's id. */
  prefixes?: Readonly<Record<string, string>>;
  /** The orders are those that are known by their numbers, also where nothing else says so. */
  sameShop?: boolean;
  /** Reads everything and writes nothing. */
  dryRun?: boolean;
  /** Told after each piece of the file, and once at its end, well or badly. The next piece waits for it. */
  onProgress?: (progress: ImportProgress) => void | Promise<void>;
}

export interface ImportRequest extends Omit<ImportSettings, 'onProgress'> {
  path: string;
  /** Where the rejected rows are listed; `<path>.rejects.csv` unless told. */
  rejectsPath?: string;
  onProgress?: (progress: ImportProgress & { totalBytes: number }) => void;
}

/** How far it is. */
export interface ImportProgress extends IntakeCounts {
  /** Rows read so far. */
  rows: number;
  rejected: number;
  /** Of the file. */
  bytes: number;
}

export interface StreamReport extends IntakeCounts {
  /** Rows of the file, without its header and empty lines. */
  rows: number;
  /** Rows that go on with an order of another row: its items, or the same once more. */
  repeated: number;
  /** Rows that are no order: lines of totals. */
  skipped: number;
  rejected: number;
  rejectedBy: Partial<Record<RowFault, number>>;
  /** What was not understood of orders that went in, by code: how many cells. */
  noticedBy: Partial<Record<NoticeCode, number>>;
  words: UnknownWord[];
  /** Names out of which a number or address was taken. */
  namesCleaned: number;
  /** Orders that no manager has yet. */
  pooled: number;
  /** By which profile the columns were read. */
  profile: string;
  /** What was put before order numbers. */
  prefix: string;
  columns: ColumnView[];
  /** Columns that Star7 has no use for. */
  columnsIgnored: number;
  dryRun: boolean;
}

export interface ImportReport extends StreamReport {
  /** Null where nothing was rejected and nothing noticed. */
  rejectsPath: string | null;
}

/** Rows in a transaction. Larger ones are no faster, and keep the next writer waiting longer. */
const batchRows = 1000;
/**
 * Rows of a piece of the file that are read without a look at what else has come: some milliseconds. In between, the database's
 * answers are taken, so that one batch is written while the next is read; and calls do not wait.
 */
const rowsInARow = 32;
/** Rows by which a column's habits are told. */
const sampleRows = 1000;
/** Most words that are reported of one import. */
const mostWords = 200;

/**
 * Imports a file, and lists in another what was rejected or not understood.
 * @throws as {@link importStream}
 */
export async function importOrders(request: ImportRequest, intake: OrderIntake): Promise<ImportReport> {
  const totalBytes = await sizeOf(request.path);
  const rejects = await RejectFile.create(request.rejectsPath ?? `${request.path}.rejects.csv`);
  try {
    const report = await importStream(
      createReadStream(request.path, { highWaterMark: 256 * 1024 }),
      { ...request, onProgress: (progress) => request.onProgress?.({ ...progress, totalBytes }) },
      intake,
      rejects,
    );
    return { ...report, rejectsPath: rejects.count > 0 ? rejects.path : null };
  } finally {
    await rejects.close();
  }
}

/**
 * Reads a shop's orders as they arrive and hands them to the intake. Memory holds two batches and a chunk of the
 * file, however long it is. A row that is wrong is listed and left out; importing the file again changes nothing.
 * @throws ImportError where the file as a whole cannot be read; whatever the input or the intake throws: what was
 * written before stays written, and the import can be repeated
 */
export async function importStream(
  input: AsyncIterable<Buffer>,
  settings: ImportSettings,
  intake: OrderIntake,
  rejects: Rejects,
): Promise<StreamReport> {
  let bytes = 0;
  let run: ImportRun | null = null;
  const tell = async (): Promise<void> => settings.onProgress?.({ ...(run?.counts ?? noCounts), bytes });
  const table = await openTable(
    counting(input, (length) => (bytes += length)),
    settings,
  ).catch(async (error: unknown) => {
    await tell();
    throw error;
  });
  try {
    const managers = new ManagerDirectory(await intake.managers(), settings.aliases);
    run = new ImportRun(intake, rejects, table.layout, managers, settings);
    await run.leaveOut(table.sheetsLeftOut ?? 0);
    for await (const records of table.rows) {
      for (const [nth, record] of records.entries()) {
        if (nth % rowsInARow === rowsInARow - 1) await breath();
        await run.take(record);
      }
      await tell();
    }
    return await run.end();
  } finally {
    await run?.settled();
    await table.close?.();
    await tell();
  }
}

async function* counting(
  input: AsyncIterable<Buffer>,
  onChunk: (length: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of input) {
    onChunk(chunk.length);
    yield chunk;
  }
}

const noCounts: Omit<ImportProgress, 'bytes'> = { rows: 0, rejected: 0, added: 0, changed: 0, unchanged: 0 };

/**
 * One import on its way: the first rows, which tell how the file writes amounts and dates; the order that is being put
 * together; the batch that grows, and the one that is being written.
 */
class ImportRun {
  #rows = 0;
  #rejected = 0;
  #sample: CsvRecord[] | null = [];
  #rules: RowRules | null = null;
  /** The order of the last row, which the next one may go on with. */
  #current: OrderDraft | null = null;
  #batch = new Map<string, OrderDraft>();
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  readonly #seen = new SeenNumbers();
  readonly #look = rememberingLook();
  /** Orders that are known as others: what goes on with them is not theirs either. */
  readonly #others = new SeenNumbers();
  readonly #prefix: string;
  readonly #counts = {
    added: 0,
    changed: 0,
    unchanged: 0,
    repeated: 0,
    skipped: 0,
    namesCleaned: 0,
    pooled: 0,
  };
  readonly #rejectedBy: Partial<Record<RowFault, number>> = {};
  readonly #noticedBy: Partial<Record<NoticeCode, number>> = {};
  readonly #words = new Map<string, UnknownWord>();

  constructor(
    private readonly intake: OrderIntake,
    private readonly rejects: Rejects,
    private readonly layout: Layout,
    private readonly managers: ManagerDirectory,
    private readonly settings: ImportSettings,
  ) {
    this.#prefix = settings.prefix ?? settings.prefixes?.[layout.profile] ?? '';
  }

  async take(record: CsvRecord): Promise<void> {
    if (this.#sample === null) return this.#read(record);
    this.#sample.push(record);
    if (this.#sample.length >= sampleRows) await this.#begin();
  }

  /** @param sheets that have orders, and are not read */
  async leaveOut(sheets: number): Promise<void> {
    for (let nth = 0; nth < sheets; nth += 1) {
      await this.#notice(this.layout.line, { code: 'sheet-left-out', column: null, cell: null });
    }
  }

  get counts(): Omit<ImportProgress, 'bytes'> {
    const { added, changed, unchanged } = this.#counts;
    const rows = this.#rows + (this.#sample?.length ?? 0);
    return { rows, rejected: this.#rejected, added, changed, unchanged };
  }

  async end(): Promise<StreamReport> {
    await this.#begin();
    await this.#write();
    await this.settled();
    if (this.#failure) throw this.#failure as Error;
    const columns = columnViews(this.layout);
    return {
      rows: this.#rows,
      ...this.#counts,
      rejected: this.#rejected,
      rejectedBy: this.#rejectedBy,
      noticedBy: this.#noticedBy,
      words: [...this.#words.values()],
      profile: this.layout.profile,
      prefix: this.#prefix,
      columns,
      columnsIgnored: columns.filter(({ field }) => field === null).length,
      dryRun: this.settings.dryRun === true,
    };
  }

  /** Resolves when nothing is being written any more, well or badly. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** Reads the rows by which the columns' habits were told. */
  async #begin(): Promise<void> {
    const sample = this.#sample;
    if (sample === null) return;
    this.#sample = null;
    const { region, clock = 0, statuses = new Map<string, OrderStatus>() } = this.settings;
    const rows = sample.flatMap((record) => ('cells' in record ? [record.cells] : []));
    const habits = new ColumnHabits(this.layout, rows);
    const { layout, managers } = this;
    this.#rules = { layout, habits, region, clock, managers, statuses, prefix: this.#prefix };
    for (const record of sample) await this.#read(record);
  }

  async #read(record: CsvRecord): Promise<void> {
    if (!this.#rules) throw new Error('A record came before the header.');
    if ('fault' in record) {
      this.#rows += 1;
      return this.#reject(record.line, record.fault);
    }
    const row = readRow(record, this.#rules, this.#current);
    if ('skipped' in row) {
      if (row.skipped === null) return;
      this.#rows += 1;
      this.#counts.skipped += 1;
      return this.#notice(record.line, { code: row.skipped, column: null, cell: null });
    }
    this.#rows += 1;
    if ('fault' in row) return this.#reject(record.line, row.fault);
    return this.#join(row.draft);
  }

  async #join(draft: OrderDraft): Promise<void> {
    const { number } = draft.number;
    const earlier = this.#batch.get(number);
    if (earlier !== undefined && !isOneOrder(earlier, draft))
      return this.#reject(draft.line, 'order-number-clash');
    if (earlier === undefined && this.#batch.size >= batchRows) await this.#write();
    this.#current = earlier === undefined ? draft : joined(earlier, draft);
    if (earlier !== undefined) this.#counts.repeated += 1;
    // At its end, whoever came first: the last row counts, as with separate batches.
    this.#batch.delete(number);
    this.#batch.set(number, this.#current);
  }

  /** Gives the batch to the intake as soon as the one before is written; meanwhile the next is read. */
  async #write(): Promise<void> {
    const drafts = [...this.#batch.values()];
    this.#batch = new Map();
    const batch: Array<{ order: IncomingOrder; line: number }> = [];
    for (const draft of drafts) {
      const done = finished(draft, this.settings.region, this.#look);
      if ('fault' in done) {
        await this.#reject(draft.line, done.fault);
        continue;
      }
      if (done.nameCleaned) this.#counts.namesCleaned += 1;
      const continues = this.#seen.add(done.order.orderNumber);
      if (continues) this.#counts.repeated += 1;
      for (const notice of done.notices) {
        if (continues && (notice.code === 'phone-missing' || notice.code === 'name-missing')) continue;
        await this.#notice(draft.line, notice);
      }
      const order = continues ? { ...done.order, continues } : done.order;
      batch.push({
        order: this.settings.sameShop === true ? order : { ...order, onlyIfSame: true },
        line: draft.line,
      });
    }
    await this.#writing;
    if (this.#failure) throw this.#failure as Error;
    if (batch.length === 0) return;
    this.#writing = this.#hand(batch).catch((error: unknown) => {
      this.#failure = error;
    });
  }

  async #hand(read: ReadonlyArray<{ order: IncomingOrder; line: number }>): Promise<void> {
    const isOther = ({ order }: (typeof read)[number]): boolean => this.#others.has(order.orderNumber);
    for (const { line } of read.filter(isOther)) await this.#reject(line, 'another-order');
    const batch = read.filter((row) => !isOther(row));
    const orders = batch.map(({ order }) => order);
    const result = await (this.settings.dryRun === true
      ? this.intake.rehearse(orders)
      : this.intake.write(orders));
    this.#counts.added += result.added;
    this.#counts.changed += result.changed;
    this.#counts.unchanged += result.unchanged;
    this.#counts.pooled += result.pooled;
    for (const { position, fault } of result.refused) {
      const row = batch[position];
      if (row && fault === 'another-order') this.#others.add(row.order.orderNumber);
      if (row) await this.#reject(row.line, fault);
    }
    for (const { position, code } of result.notices) {
      const row = batch[position];
      if (row) await this.#notice(row.line, { code, column: null, cell: null });
    }
  }

  async #reject(line: number, fault: RowFault): Promise<void> {
    this.#rejected += 1;
    this.#rejectedBy[fault] = (this.#rejectedBy[fault] ?? 0) + 1;
    await this.rejects.add(line, fault);
  }

  async #notice(line: number, notice: RowNotice): Promise<void> {
    this.#noticedBy[notice.code] = (this.#noticedBy[notice.code] ?? 0) + 1;
    if (!wordNotices.has(notice.code)) return this.rejects.notice(line, notice);
    const word = notice.cell ?? '';
    const key = `${notice.code} ${notice.code === 'status-unknown' ? statusWord(word) : word.toLowerCase()}`;
    const known = this.#words.get(key);
    if (known !== undefined) known.rows += 1;
    else if (this.#words.size < mostWords) {
      this.#words.set(key, { code: notice.code, word, rows: 1 });
      await this.rejects.notice(line, notice);
    }
  }
}

/** Two numbers of the shop that Star7 would keep as one are not one order. */
function isOneOrder(one: OrderDraft, other: OrderDraft): boolean {
  return one.number.stated === other.number.stated;
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new ImportError('file-unreadable', `${path} is not a file.`, { path });
    return found.size;
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT') throw new ImportError('file-missing', `There is no file ${path}.`, { path });
    throw new ImportError('file-unreadable', `The file ${path} cannot be read (${code}).`, { path, code });
  }
}
