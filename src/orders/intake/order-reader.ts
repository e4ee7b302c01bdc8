import { setImmediate as breath } from 'node:timers/promises';
import { rememberingLook } from '#kernel/redaction/redaction';
import type { Region } from '#vault/phone-number';
import type { ShopClock } from './cells/order-date';
import { ColumnHabits } from './column-habits';
import type { CsvRecord } from './csv-records';
import { ManagerDirectory } from './manager-directory';
import type { ListedManager } from './manager-directory';
import { openTable } from './open-table';
import { finished, joined } from './order-draft';
import type { OrderDraft } from './order-draft';
import type { IncomingOrder } from './order-intake';
import { readRow } from './order-row';
import type { RowRules } from './order-row';
import type { RowFault, RowNotice } from './row-notice';
import { SeenNumbers } from './seen-numbers';
import { columnViews } from './table-layout';
import type { ColumnView, Layout, MappingRules } from './table-layout';
import type { SiteField } from '../model/site-fields';
import type { OrderStatus } from '../order-view';

/** How the rows of a file are understood. Can be sent to another thread. */
export interface ReadSettings extends MappingRules {
  /** Where numbers without a country code belong if their row names no country. */
  region: Region;
  /** Of times that state no offset: a zone, or minutes ahead of UTC; UTC unless told. */
  clock?: ShopClock;
  /** Of the shop's words for a status, as `statusWord` leaves them. */
  statuses?: ReadonlyMap<string, OrderStatus>;
  /** Words of the shop for managers, with the extension of each. */
  aliases?: Readonly<Record<string, string>>;
  /** What the site has defined of its own; none unless told. */
  fields?: readonly SiteField[];
  /** Of Star7's own addresses; undefined for none. */
  ownMailDomain?: string | undefined;
  /** Before order numbers, where another shop has the same ones; what is kept of the file's profile if undefined. */
  prefix?: string | undefined;
  /** Kept prefixes, by the profile's id. */
  prefixes?: Readonly<Record<string, string>>;
  /** The orders are those that are known by their numbers, also where nothing else says so. */
  sameShop?: boolean;
}

/** What is reported of a line of the file. */
export type Remark = { line: number } & ({ fault: RowFault } | { notice: RowNotice });

/** An order, with the first of its lines. */
export interface ReadOrder {
  line: number;
  order: IncomingOrder;
}

/** What was read of a file since its start. */
export interface ReadCounts {
  /** Rows, without the header and empty lines. */
  rows: number;
  /** Rows that go on with an order of another row: its items, or the same once more. */
  repeated: number;
  /** Rows that are no order: lines of totals. */
  skipped: number;
  /** Names out of which a number or address was taken. */
  namesCleaned: number;
}

/** How a file was read. */
export interface ReadEnd {
  profile: string;
  /** What was put before order numbers. */
  prefix: string;
  columns: ColumnView[];
}

/** What comes of some rows of a file: remarks on them, and a batch of orders if it is complete. */
export interface ReadPiece {
  remarks: Remark[];
  /** Each number once; empty while the batch grows. */
  orders: ReadOrder[];
  counts: ReadCounts;
  /** With the last piece. */
  end: ReadEnd | null;
}

/** Reads the orders of a file as it arrives: in this thread ({@link readOrders}) or in one of its own. */
export type ReadOrders = (
  input: AsyncIterable<Buffer>,
  settings: ReadSettings,
  managers: readonly ListedManager[],
) => AsyncIterable<ReadPiece>;

/** Orders in a transaction. Larger ones are no faster, and keep the next writer waiting longer. */
const batchOrders = 1000;
/**
 * Rows of a piece of the file that are read without a look at what else has come: some milliseconds. In between, the database's
 * answers are taken, so that one batch is written while the next is read; and calls do not wait.
 */
const rowsInARow = 32;
/** Rows by which a column's habits are told. */
const sampleRows = 1000;

/**
 * Reads a shop's orders. Memory holds a batch and a chunk of the file, however long it is.
 * @throws ImportError where the file as a whole cannot be read; whatever the input throws
 */
export async function* readOrders(
  input: AsyncIterable<Buffer>,
  settings: ReadSettings,
  managers: readonly ListedManager[],
): AsyncGenerator<ReadPiece> {
  const table = await openTable(input, settings);
  try {
    const reader = new OrderReader(
      table.layout,
      new ManagerDirectory(managers, settings.aliases),
      settings,
      table.sheetsLeftOut ?? 0,
    );
    for await (const records of table.rows) {
      for (const [nth, record] of records.entries()) {
        if (nth % rowsInARow === rowsInARow - 1) await breath();
        reader.take(record);
        if (reader.hasComplete) yield* reader.complete();
      }
      yield reader.piece();
    }
    reader.end();
    yield* reader.complete();
    yield reader.last();
  } finally {
    await table.close?.();
  }
}

/** The first rows, which tell how the file writes amounts and dates; the order that is being put together; the batch that grows. */
class OrderReader {
  #sample: CsvRecord[] | null = [];
  #rules: RowRules | null = null;
  /** The order of the last row, which the next one may go on with. */
  #current: OrderDraft | null = null;
  #batch = new Map<string, OrderDraft>();
  #remarks: Remark[] = [];
  /** Batches that nobody has taken yet. */
  #pieces: ReadPiece[] = [];
  readonly #seen = new SeenNumbers();
  readonly #look = rememberingLook();
  readonly #prefix: string;
  readonly #counts: ReadCounts = { rows: 0, repeated: 0, skipped: 0, namesCleaned: 0 };

  /** @param sheetsLeftOut that have orders, and are not read */
  constructor(
    private readonly layout: Layout,
    private readonly managers: ManagerDirectory,
    private readonly settings: ReadSettings,
    sheetsLeftOut: number,
  ) {
    this.#prefix = settings.prefix ?? settings.prefixes?.[layout.profile] ?? '';
    for (let nth = 0; nth < sheetsLeftOut; nth += 1) {
      this.#notice(layout.line, { code: 'sheet-left-out', column: null, cell: null });
    }
  }

  /** There are batches for {@link complete}. */
  get hasComplete(): boolean {
    return this.#pieces.length > 0;
  }

  take(record: CsvRecord): void {
    if (this.#sample === null) {
      this.#read(record);
      return;
    }
    this.#sample.push(record);
    if (this.#sample.length >= sampleRows) this.#begin();
  }

  /** Batches that are complete since the last time. */
  complete(): ReadPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** No row comes any more. */
  end(): void {
    this.#begin();
  }

  /** After {@link end}. */
  last(): ReadPiece {
    const columns = columnViews(this.layout);
    const { profile } = this.layout;
    return { ...this.#complete(), end: { profile, prefix: this.#prefix, columns } };
  }

  /** What there is to report since the last piece. */
  piece(orders: ReadOrder[] = []): ReadPiece {
    const remarks = this.#remarks;
    this.#remarks = [];
    const rows = this.#counts.rows + (this.#sample?.length ?? 0);
    return { remarks, orders, counts: { ...this.#counts, rows }, end: null };
  }

  /** Reads the rows by which the columns' habits were told. */
  #begin(): void {
    const sample = this.#sample;
    if (sample === null) return;
    this.#sample = null;
    const { region, clock = 0, statuses = new Map<string, OrderStatus>() } = this.settings;
    const rows = sample.flatMap((record) => ('cells' in record ? [record.cells] : []));
    const habits = new ColumnHabits(this.layout, rows);
    const { layout, managers } = this;
    this.#rules = { layout, habits, region, clock, managers, statuses, prefix: this.#prefix };
    for (const record of sample) this.#read(record);
  }

  #read(record: CsvRecord): void {
    if (!this.#rules) throw new Error('A record came before the header.');
    if ('fault' in record) {
      this.#counts.rows += 1;
      this.#reject(record.line, record.fault);
      return;
    }
    const row = readRow(record, this.#rules, this.#current);
    if ('skipped' in row) {
      if (row.skipped === null) return;
      this.#counts.rows += 1;
      this.#counts.skipped += 1;
      this.#notice(record.line, { code: row.skipped, column: null, cell: null });
      return;
    }
    this.#counts.rows += 1;
    if ('fault' in row) this.#reject(record.line, row.fault);
    else this.#join(row.draft);
  }

  #join(draft: OrderDraft): void {
    const { number } = draft.number;
    const earlier = this.#batch.get(number);
    if (earlier !== undefined && !isOneOrder(earlier, draft)) {
      this.#reject(draft.line, 'order-number-clash');
      return;
    }
    if (earlier === undefined && this.#batch.size >= batchOrders) this.#pieces.push(this.#complete());
    this.#current = earlier === undefined ? draft : joined(earlier, draft);
    if (earlier !== undefined) this.#counts.repeated += 1;
    // At its end, whoever came first: the last row counts, as with separate batches.
    this.#batch.delete(number);
    this.#batch.set(number, this.#current);
  }

  /** The orders of the batch, without anybody's number or address in their texts. */
  #complete(): ReadPiece {
    const drafts = this.#batch;
    this.#batch = new Map();
    const orders: ReadOrder[] = [];
    for (const draft of drafts.values()) {
      const done = finished(draft, this.settings, this.#look);
      if ('fault' in done) {
        this.#reject(draft.line, done.fault);
        continue;
      }
      if (done.nameCleaned) this.#counts.namesCleaned += 1;
      const { order } = done;
      const continues = this.#seen.add(order.orderNumber);
      if (continues) this.#counts.repeated += 1;
      for (const notice of done.notices) {
        if (continues && (notice.code === 'phone-missing' || notice.code === 'name-missing')) continue;
        this.#notice(draft.line, notice);
      }
      if (continues) order.continues = true;
      if (this.settings.sameShop !== true) order.onlyIfSame = true;
      orders.push({ line: draft.line, order });
    }
    return this.piece(orders);
  }

  #reject(line: number, fault: RowFault): void {
    this.#remarks.push({ line, fault });
  }

  #notice(line: number, notice: RowNotice): void {
    this.#remarks.push({ line, notice });
  }
}

/** Two numbers of the shop that Star7 would keep as one are not one order. */
function isOneOrder(one: OrderDraft, other: OrderDraft): boolean {
  return one.number.stated === other.number.stated;
}
