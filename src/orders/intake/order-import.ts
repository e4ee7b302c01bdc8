import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingOrder, IntakeCounts, OrderIntake } from './order-intake';
import type { Region } from '#vault/phone-number';
import { readHeader } from './csv-header';
import type { Layout } from './csv-header';
import { CsvReader } from './csv-records';
import type { CsvRecord } from './csv-records';
import { ImportError } from './import-error';
import { readRow } from './order-row';
import type { RowFault, RowRules } from './order-row';
import { RejectFile } from './reject-file';
import { decodeText } from './text-decoding';

export interface ImportSettings {
  /** Where numbers without a country code belong. */
  region: Region;
  /** Of the shop's clock from UTC, for times that state none; 0 unless told. */
  offsetMinutes?: number;
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
  /** Rows whose order number came again further down; the later row counts. */
  repeated: number;
  rejected: number;
  rejectedBy: Partial<Record<RowFault, number>>;
  /** Names out of which a number or address was taken. */
  namesCleaned: number;
  /** Columns that Star7 has no use for. */
  columnsIgnored: number;
}

export interface ImportReport extends StreamReport {
  /** Null where nothing was rejected. */
  rejectsPath: string | null;
}

/** Where rows that were left out are listed. */
export interface Rejects {
  /** @param line counted from 1, the header being the first */
  add(line: number, fault: RowFault): Promise<void>;
}

/** Rows in a transaction. Larger ones are no faster, and keep the next writer waiting longer. */
const batchRows = 1000;
const chunkBytes = 256 * 1024;
/** Of a header line. */
const longestHeader = 64 * 1024;

/**
 * Imports a file, and lists rejected rows in another.
 * @throws as {@link importStream}
 */
export async function importOrders(request: ImportRequest, intake: OrderIntake): Promise<ImportReport> {
  const totalBytes = await sizeOf(request.path);
  const rejects = await RejectFile.create(request.rejectsPath ?? `${request.path}.rejects.csv`);
  try {
    const input = createReadStream(request.path, { highWaterMark: chunkBytes });
    const report = await importStream(
      input,
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
 * Reads a shop's orders from CSV as it arrives and hands them to the intake. Memory holds two batches and a chunk of the
 * file, however long it is. A row that is wrong is listed and left out; importing the file again changes nothing.
 * @throws ImportError where the file as a whole cannot be read; whatever the input or the intake throws: what was
 * written before stays written, and the import can be repeated
 */
export async function importStream(
  input: AsyncIterable<Buffer>,
  { region, offsetMinutes = 0, onProgress }: ImportSettings,
  intake: OrderIntake,
  rejects: Rejects,
): Promise<StreamReport> {
  const extensions = await intake.extensions();
  const run = new ImportRun(intake, rejects);
  let bytes = 0;
  const tell = async (): Promise<void> => onProgress?.({ ...run.counts, bytes });
  try {
    const counted = counting(input, (length) => (bytes += length));
    for await (const records of recordsOf(decodeText(counted), (layout) =>
      run.begin({ layout, region, offsetMinutes, extensions }),
    )) {
      for (const record of records) await run.take(record);
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

/** The records below the header, as many at a time as a chunk of the file holds. */
async function* recordsOf(
  text: AsyncIterable<string>,
  onHeader: (layout: Layout) => void,
): AsyncGenerator<CsvRecord[]> {
  let head = '';
  let reader: CsvReader | null = null;
  for await (const piece of text) {
    if (reader) {
      yield reader.push(piece);
      continue;
    }
    head += piece;
    if (head.length <= longestHeader && !hasHeader(head)) continue;
    const begun = beginRecords(head, onHeader);
    reader = begun.reader;
    yield begun.records;
  }
  if (!reader) {
    // A header and nothing below it, not even the end of its line.
    const begun = beginRecords(head, onHeader);
    reader = begun.reader;
    yield begun.records;
  }
  yield reader.end();
}

function beginRecords(
  head: string,
  onHeader: (layout: Layout) => void,
): { reader: CsvReader; records: CsvRecord[] } {
  const { line, rest, lines } = splitHeader(head);
  // No text has it: UTF-16 without its mark, or no text at all.
  if (line.includes('\0')) {
    throw new ImportError('encoding-unknown', 'The file is not readable text. Save it as CSV in UTF-8.');
  }
  const layout = readHeader(line);
  onHeader(layout);
  const reader = new CsvReader(layout.separator, layout.columns, lines + 1);
  return { reader, records: reader.push(rest) };
}

/** `sep=;` above the header tells spreadsheets the separator; it is detected anyway. */
const separatorLine = /^sep=.\r?\n/i;

function hasHeader(head: string): boolean {
  return head.replace(/^\s*/, '').replace(separatorLine, '').includes('\n');
}

function splitHeader(head: string): { line: string; rest: string; lines: number } {
  const body = head.replace(/^\s*/, '').replace(separatorLine, '');
  const end = body.indexOf('\n');
  const line = end === -1 ? body : body.slice(0, end);
  const above = head.slice(0, head.length - body.length).split('\n').length;
  return { line: line.replace(/\r$/, ''), rest: end === -1 ? '' : body.slice(end + 1), lines: above };
}

/** One import on its way: counts, the batch that grows, and the one that is being written. */
class ImportRun {
  #rows = 0;
  #rejected = 0;
  #rules: RowRules | null = null;
  #batch = new Map<string, { order: IncomingOrder; line: number }>();
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  readonly #counts = { added: 0, changed: 0, unchanged: 0, repeated: 0, namesCleaned: 0 };
  readonly #rejectedBy: Partial<Record<RowFault, number>> = {};

  constructor(
    private readonly intake: OrderIntake,
    private readonly rejects: Rejects,
  ) {}

  begin(rules: RowRules): void {
    this.#rules = rules;
  }

  async take(record: CsvRecord): Promise<void> {
    if (!this.#rules) throw new Error('A record came before the header.');
    this.#rows += 1;
    if ('fault' in record) return this.#reject(record.line, record.fault);
    const row = readRow(record.cells, this.#rules);
    if ('fault' in row) return this.#reject(record.line, row.fault);
    if (row.nameCleaned) this.#counts.namesCleaned += 1;
    const { orderNumber } = row.order;
    // Exports with a line for each article repeat their orders; the last line counts, as with separate batches.
    if (this.#batch.delete(orderNumber)) this.#counts.repeated += 1;
    this.#batch.set(orderNumber, { order: row.order, line: record.line });
    if (this.#batch.size >= batchRows) await this.#write();
  }

  get counts(): Omit<ImportProgress, 'bytes'> {
    const { added, changed, unchanged } = this.#counts;
    return { rows: this.#rows, rejected: this.#rejected, added, changed, unchanged };
  }

  async end(): Promise<StreamReport> {
    if (this.#batch.size > 0) await this.#write();
    await this.settled();
    if (this.#failure) throw this.#failure as Error;
    return {
      rows: this.#rows,
      ...this.#counts,
      rejected: this.#rejected,
      rejectedBy: this.#rejectedBy,
      columnsIgnored: this.#rules?.layout.ignored ?? 0,
    };
  }

  /** Resolves when nothing is being written any more, well or badly. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** Gives the batch to the intake as soon as the one before is written; meanwhile the next is read. */
  async #write(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure as Error;
    const batch = [...this.#batch.values()];
    this.#batch = new Map();
    this.#writing = this.#hand(batch).catch((error: unknown) => {
      this.#failure = error;
    });
  }

  async #hand(batch: ReadonlyArray<{ order: IncomingOrder; line: number }>): Promise<void> {
    const result = await this.intake.write(batch.map(({ order }) => order));
    this.#counts.added += result.added;
    this.#counts.changed += result.changed;
    this.#counts.unchanged += result.unchanged;
    for (const position of result.withoutManager) {
      const row = batch[position];
      if (row) await this.#reject(row.line, 'manager-unknown');
    }
    for (const position of result.withoutCourier ?? []) {
      const row = batch[position];
      if (row) await this.#reject(row.line, 'courier-unknown');
    }
  }

  async #reject(line: number, fault: RowFault): Promise<void> {
    this.#rejected += 1;
    this.#rejectedBy[fault] = (this.#rejectedBy[fault] ?? 0) + 1;
    await this.rejects.add(line, fault);
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
