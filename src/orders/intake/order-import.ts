import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { statusWord } from './cells/order-status';
import { ImportError } from './import-error';
import type { IntakeCounts, OrderIntake } from './order-intake';
import { readOrders } from './order-reader';
import type { ReadCounts, ReadEnd, ReadOrder, ReadOrders, ReadPiece, ReadSettings } from './order-reader';
import { RejectFile } from './reject-file';
import { wordNotices } from './row-notice';
import type { NoticeCode, Rejects, RowFault, RowNotice, UnknownWord } from './row-notice';
import { SeenNumbers } from './seen-numbers';

/** What an administrator has decided of imports, and what the site has for rows that say nothing. */
export interface ImportSettings extends ReadSettings {
  /** Reads everything and writes nothing. */
  dryRun?: boolean;
  /** Called after each piece of the file, and once at its end, well or badly. The next piece waits for it. */
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

export interface StreamReport extends IntakeCounts, ReadCounts, ReadEnd {
  rejected: number;
  rejectedBy: Partial<Record<RowFault, number>>;
  /** What was not understood of orders that went in, by code: how many cells. */
  noticedBy: Partial<Record<NoticeCode, number>>;
  words: UnknownWord[];
  /** Orders that no manager has yet. */
  pooled: number;
  /** Columns that Star7 has no use for. */
  columnsIgnored: number;
  dryRun: boolean;
}

export interface ImportReport extends StreamReport {
  /** Null where nothing was rejected and nothing noticed. */
  rejectsPath: string | null;
}

/** Most words that are reported of one import. */
const mostWords = 200;

/**
 * Imports a file, and lists in another what was rejected or not understood.
 * @throws as {@link importStream}
 */
export async function importOrders(
  request: ImportRequest,
  intake: OrderIntake,
  read?: ReadOrders,
): Promise<ImportReport> {
  const totalBytes = await sizeOf(request.path);
  const rejects = await RejectFile.create(request.rejectsPath ?? `${request.path}.rejects.csv`);
  try {
    const report = await importStream(
      createReadStream(request.path, { highWaterMark: 256 * 1024 }),
      { ...request, onProgress: (progress) => request.onProgress?.({ ...progress, totalBytes }) },
      intake,
      rejects,
      read,
    );
    return { ...report, rejectsPath: rejects.count > 0 ? rejects.path : null };
  } finally {
    await rejects.close();
  }
}

/**
 * Reads a shop's orders as they arrive and hands them to the intake. Memory holds some batches and a chunk of the
 * file, however long it is. A row that is wrong is listed and left out; importing the file again changes nothing.
 * @throws ImportError where the file as a whole cannot be read; whatever the input or the intake throws: what was
 * written before stays written, and the import can be repeated
 */
export async function importStream(
  input: AsyncIterable<Buffer>,
  settings: ImportSettings,
  intake: OrderIntake,
  rejects: Rejects,
  read: ReadOrders = readOrders,
): Promise<StreamReport> {
  const { dryRun = false, onProgress, ...rules } = settings;
  const run = new ImportRun(intake, rejects, dryRun);
  let bytes = 0;
  const tell = async (): Promise<void> => onProgress?.({ ...run.progress, bytes });
  const counted = counting(input, (length) => (bytes += length));
  try {
    for await (const piece of read(counted, rules, await intake.managers())) {
      await run.take(piece);
      await tell();
    }
    return await run.end();
  } finally {
    await run.settled();
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

/** One import on its way: what was found so far, and the batch that is being written. */
class ImportRun {
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  #rejected = 0;
  #read: ReadCounts = { rows: 0, repeated: 0, skipped: 0, namesCleaned: 0 };
  #end: ReadEnd | null = null;
  readonly #written = { added: 0, changed: 0, unchanged: 0, pooled: 0 };
  /** Orders that are known as others: what goes on with them is not theirs either. */
  readonly #others = new SeenNumbers();
  readonly #rejectedBy: Partial<Record<RowFault, number>> = {};
  readonly #noticedBy: Partial<Record<NoticeCode, number>> = {};
  readonly #words = new Map<string, UnknownWord>();

  constructor(
    private readonly intake: OrderIntake,
    private readonly rejects: Rejects,
    private readonly dryRun: boolean,
  ) {}

  get progress(): Omit<ImportProgress, 'bytes'> {
    const { added, changed, unchanged } = this.#written;
    return { rows: this.#read.rows, rejected: this.#rejected, added, changed, unchanged };
  }

  /** Gives the batch to the intake as soon as the one before is written; meanwhile the next is read. */
  async take({ remarks, orders, counts, end }: ReadPiece): Promise<void> {
    this.#read = counts;
    this.#end = end;
    for (const remark of remarks) {
      if ('fault' in remark) await this.#reject(remark.line, remark.fault);
      else await this.#notice(remark.line, remark.notice);
    }
    if (orders.length === 0) return;
    this.intake.prepare?.(orders.map(({ order }) => order));
    await this.#writing;
    if (this.#failure) throw this.#failure as Error;
    this.#writing = this.#hand(orders).catch((error: unknown) => {
      this.#failure = error;
    });
  }

  /** @throws what the intake throws */
  async end(): Promise<StreamReport> {
    await this.settled();
    if (this.#failure) throw this.#failure as Error;
    if (this.#end === null) throw new Error('A file was not read to its end.');
    return {
      ...this.#read,
      ...this.#written,
      ...this.#end,
      rejected: this.#rejected,
      rejectedBy: this.#rejectedBy,
      noticedBy: this.#noticedBy,
      words: [...this.#words.values()],
      columnsIgnored: this.#end.columns.filter(({ field }) => field === null).length,
      dryRun: this.dryRun,
    };
  }

  /** Resolves when nothing is being written any more, well or badly. */
  settled(): Promise<void> {
    return this.#writing;
  }

  async #hand(read: readonly ReadOrder[]): Promise<void> {
    const isOther = ({ order }: ReadOrder): boolean => this.#others.has(order.orderNumber);
    for (const { line } of read.filter(isOther)) await this.#reject(line, 'another-order');
    const batch = read.filter((row) => !isOther(row));
    const orders = batch.map(({ order }) => order);
    const result = await (this.dryRun ? this.intake.rehearse(orders) : this.intake.write(orders));
    this.#written.added += result.added;
    this.#written.changed += result.changed;
    this.#written.unchanged += result.unchanged;
    this.#written.pooled += result.pooled;
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
