import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';

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
}

/** A row that was left out: where it stood and why, never what stood there. */
export interface RejectedRow {
  line: number;
  /** A stable slug. */
  reason: string;
}

/** How an import ended. */
export interface ImportEnd {
  state: Exclude<ImportState, 'running'>;
  fault: string | null;
  counts: ImportCounts;
}

/** Where imports from the browser are written down. */
export interface ImportLedger {
  /** @returns its id */
  begin(account: number, at: Micros): Promise<number>;
  progress(id: number, counts: ImportCounts): Promise<void>;
  /** Adds rows to those that are left out. */
  reject(id: number, rows: readonly RejectedRow[]): Promise<void>;
  end(id: number, end: ImportEnd, at: Micros): Promise<void>;
  /** Whatever is said to be running is not. @returns how many */
  interruptRunning(at: Micros): Promise<number>;
  find(id: number): Promise<ImportEntry | null>;
  /** Newest first. */
  list(page: PageRequest): Promise<Page<ImportEntry>>;
  /** By line, those beyond the given one. */
  rejects(id: number, afterLine: number, limit: number): Promise<RejectedRow[]>;
}

/** A file as it arrives. */
export interface Upload {
  chunks: AsyncIterable<Buffer>;
  /** Of the shop's clock from UTC, for times that state none. */
  offsetMinutes: number;
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
  /** Rows that were left out, with what a person reads. */
  rejects(id: number): AsyncIterable<RejectedRow & { explanation: string }>;
  /** Reads no more of a file that is being taken, and takes no other. */
  stop(): void;
}
