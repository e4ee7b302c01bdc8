import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { UnknownWord } from './row-notice';
import type { ColumnView } from './table-layout';

/** `interrupted`: the upload or Star7 ended before the file did; what was written by then stays written. */
export const importStates = ['running', 'done', 'failed', 'interrupted'] as const;
export type ImportState = (typeof importStates)[number];

/** How far an import is. */
export interface ImportCounts {
  /** Of the upload. */
  bytes: number;
  /** Of the file, without its header and empty lines. */
  rowsRead: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
}

export interface ImportEntry extends ImportCounts {
  id: number;
  state: ImportState;
  startedAt: Micros;
  endedAt: Micros | null;
  /** Why it failed or was interrupted, a stable slug. */
  fault: string | null;
  /** The login of whoever sent it. */
  by: string;
  /** Nothing was written: the file was tried. */
  dryRun: boolean;
  /** Null until its columns are known, and of imports of earlier releases. */
  findings: ImportFindings | null;
}

/** A row that was left out, or of which something was not understood. */
export interface ReportedRow {
  /** Which of the import's it is, from 1. */
  nth: number;
  line: number;
  /** The row is not in; else its order is, without what is reported here. */
  rejected: boolean;
  /** A stable slug. */
  reason: string;
  /** The column's name; null where it is the row's. */
  column: string | null;
  /** What stood in the cell, without numbers and addresses; null where it is not shown. Never of a rejected row. */
  cell: string | null;
}

/** How the file was read. */
export interface ImportFindings {
  profile: string;
  /** What was put before order numbers; absent of imports of earlier releases, as are `rejected`. */
  prefix?: string;
  columns: ColumnView[];
  words: UnknownWord[];
  /** How many cells were not understood, by code. */
  noticed: Readonly<Record<string, number>>;
  /** How many rows were left out, by fault. */
  rejected?: Readonly<Record<string, number>>;
  /** Rows that go on with an order, and lines of totals. */
  repeated: number;
  skipped: number;
  /** New orders without a manager. */
  pooled: number;
}

/** How an import ended. */
export interface ImportEnd {
  state: Exclude<ImportState, 'running'>;
  fault: string | null;
  counts: ImportCounts;
  findings: ImportFindings | null;
}

/** Where imports from the browser are written down. */
export interface ImportLedger {
  /** @returns its id */
  begin(account: number, at: Micros, dryRun: boolean): Promise<number>;
  progress(id: number, counts: ImportCounts): Promise<void>;
  /** Adds rows to those that are reported. */
  report(id: number, rows: readonly ReportedRow[]): Promise<void>;
  end(id: number, end: ImportEnd, at: Micros): Promise<void>;
  /** Whatever is said to be running is not. @returns how many */
  interruptRunning(at: Micros): Promise<number>;
  find(id: number): Promise<ImportEntry | null>;
  /** Newest first. */
  list(page: PageRequest): Promise<Page<ImportEntry>>;
  /** In their order, those beyond the given one. */
  reported(id: number, after: number, limit: number): Promise<ReportedRow[]>;
}

/** A file as it arrives. */
export interface Upload {
  chunks: AsyncIterable<Buffer>;
  /** Minutes ahead of UTC, for times that state no offset; the shop's zone if undefined. */
  offsetMinutes?: number | undefined;
  /** The id of a profile; told by the columns if undefined. */
  profile?: string | undefined;
  /** Before order numbers; what is kept of the profile if undefined. */
  prefix?: string | undefined;
  /** The orders are those that are known by their numbers, also where nothing else says so. */
  sameShop?: boolean;
  /** Reads everything and writes nothing. */
  dryRun: boolean;
  /** Awaited before anything is read; where it rejects, nothing is. */
  begun: (id: number) => Promise<void>;
  /** Aborted once its sender may send no more: what is on its way is read no further. */
  mayGoOn: AbortSignal;
}

/** Orders that administrators send from the browser, one file at a time. */
export interface OrderImports {
  /** Beyond it no more is read. */
  readonly largestBytes: number;
  /** A file is being taken: no other is. */
  readonly isTaking: boolean;
  /**
   * Takes a file to its end, well or badly.
   * @throws slug `import-running` where another is being taken, `stopping` after {@link stop}; whatever the ledger or
   * `begun` throws
   */
  take(upload: Upload, account: number): Promise<ImportEntry>;
  find(id: number): Promise<ImportEntry | null>;
  list(page: PageRequest): Promise<Page<ImportEntry>>;
  /** Rows that were left out, and what was noticed of others, with what a person reads. */
  rejects(id: number): AsyncIterable<ReportedRow & { explanation: string }>;
  /** Reads no more of a file that is being taken, and takes no other. */
  stop(): void;
}
