import { largestImport } from '../model/import-rules';
import { settingsOf } from './order-rules';
import type { OrderRulesStore } from './order-rules';
import type { OrderIntake } from './order-intake';
import type {
  ImportCounts,
  ImportEnd,
  ImportEntry,
  ImportLedger,
  OrderImports,
  ReportedRow,
  Upload,
} from './order-imports';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Page, PageRequest } from '#kernel/page';
import type { Micros } from '#kernel/micros';
import type { Region } from '#vault/phone-number';
import { ImportError } from './import-error';
import { LedgerRejects } from './ledger-rejects';
import { importStream } from './order-import';
import type { ImportProgress } from './order-import';
import type { ReadOrders } from './order-reader';
import { findingsOf } from './import-findings';
import type { RowFault } from './row-notice';
import { explain } from './reject-file';
import { UploadEndedError, UploadReader } from './upload-reader';

export interface UploadedImportsParts {
  intake: OrderIntake;
  ledger: ImportLedger;
  rules: Pick<OrderRulesStore, 'read' | 'timeZone'>;
  /** Beside calls, in another thread. */
  read: ReadOrders;
  /** Where numbers without a country code belong. */
  region: Region;
  clock: Clock;
  log: Log;
}

export interface UploadedImportsSettings {
  largestBytes: number;
  /** An upload that brings nothing for so long is given up. */
  silenceSeconds: number;
}

const defaults: UploadedImportsSettings = { largestBytes: largestImport, silenceSeconds: 60 };

/** How often progress is written down. */
const progressEvery: Micros = 1_000_000;
const rejectsAtOnce = 1000;

const none: ImportCounts = { bytes: 0, rowsRead: 0, added: 0, changed: 0, unchanged: 0, rejected: 0 };

/** Another file is being taken. */
class ImportRunningError extends Error {
  override readonly name = 'ImportRunningError';
  readonly slug = 'import-running';
}

/** Star7 is stopping. */
class ImportsStoppedError extends Error {
  override readonly name = 'ImportsStoppedError';
  readonly slug = 'stopping';
}

/**
 * Takes files with orders from the browser as they arrive, one at a time, in the memory of two batches. How far it is
 * stands in the ledger; so does how it ended. What was written before the end stays written, however that came.
 */
export class UploadedImports implements OrderImports {
  readonly largestBytes: number;
  readonly #parts: UploadedImportsParts;
  readonly #settings: UploadedImportsSettings;
  #isTaking = false;
  #stopped = false;
  readonly #readers = new Set<UploadReader>();

  constructor(parts: UploadedImportsParts, settings: Partial<UploadedImportsSettings> = {}) {
    this.#parts = parts;
    this.#settings = { ...defaults, ...settings };
    this.largestBytes = this.#settings.largestBytes;
  }

  async take(upload: Upload, account: number): Promise<ImportEntry> {
    if (this.isTaking) throw new ImportRunningError('Another import is running.');
    if (this.#stopped) throw new ImportsStoppedError('Imports have stopped.');
    const reader = new UploadReader(upload.chunks, this.#parts.clock, this.#settings);
    this.#readers.add(reader);
    const stopReading = (): void => reader.end('access-ended');
    upload.mayGoOn.addEventListener('abort', stopReading);
    if (upload.mayGoOn.aborted) stopReading();
    try {
      const entry = await this.#takeAlone(reader, upload, account);
      await reader.drain();
      return entry;
    } finally {
      upload.mayGoOn.removeEventListener('abort', stopReading);
      this.#readers.delete(reader);
    }
  }

  async #takeAlone(reader: UploadReader, upload: Upload, account: number): Promise<ImportEntry> {
    const { ledger, clock } = this.#parts;
    this.#isTaking = true;
    try {
      // One whose end could not be written, since the database was down then.
      await ledger.interruptRunning(clock.now());
      const id = await ledger.begin(account, clock.now(), upload.dryRun);
      await this.#announce(id, upload);
      await ledger.end(id, await this.#import(id, reader, upload), clock.now());
      const entry = await ledger.find(id);
      if (entry === null) throw new Error('An import is not in the ledger.');
      return entry;
    } finally {
      this.#isTaking = false;
    }
  }

  /** @throws whatever `begun` throws; it failed then, with nothing read */
  async #announce(id: number, { begun }: Upload): Promise<void> {
    const { ledger, clock } = this.#parts;
    try {
      await begun(id);
    } catch (error) {
      await ledger.end(
        id,
        { state: 'failed', fault: 'unavailable', counts: none, findings: null },
        clock.now(),
      );
      throw error;
    }
  }

  get isTaking(): boolean {
    return this.#isTaking;
  }

  stop(): void {
    this.#stopped = true;
    for (const reader of this.#readers) reader.end('stopping');
  }

  find(id: number): Promise<ImportEntry | null> {
    return this.#parts.ledger.find(id);
  }

  list(page: PageRequest): Promise<Page<ImportEntry>> {
    return this.#parts.ledger.list(page);
  }

  async *rejects(id: number): AsyncGenerator<ReportedRow & { explanation: string }> {
    let after = 0;
    for (;;) {
      const rows = await this.#parts.ledger.reported(id, after, rejectsAtOnce);
      for (const row of rows) yield { ...row, explanation: explain(row.reason as RowFault) };
      const last = rows.at(-1);
      if (last === undefined || rows.length < rejectsAtOnce) return;
      after = last.nth;
    }
  }

  /** Never rejects: how it ended is what it tells. */
  async #import(id: number, reader: UploadReader, upload: Upload): Promise<ImportEnd> {
    const { intake, ledger, region, clock, rules, read } = this.#parts;
    const { offsetMinutes, profile, prefix, sameShop = false, dryRun } = upload;
    const rejects = new LedgerRejects(ledger, id);
    let counts = none;
    let writtenAt = clock.now();
    const onProgress = async ({ rows, ...progress }: ImportProgress): Promise<void> => {
      counts = { ...progress, rowsRead: rows };
      // A spreadsheet is there as a whole long before the last of its rows is written.
      reader.requireWanted();
      if (clock.now() - writtenAt < progressEvery) return;
      writtenAt = clock.now();
      await ledger.progress(id, counts);
    };
    try {
      const settings = await settingsOf(rules);
      const report = await importStream(
        reader.chunks(),
        {
          ...settings,
          ...{
            clock: offsetMinutes ?? settings.clock,
            region,
            profile,
            prefix,
            sameShop,
            dryRun,
            onProgress,
          },
        },
        intake,
        rejects,
        read,
      );
      await rejects.flush();
      return { state: 'done', fault: null, counts, findings: findingsOf(report) };
    } catch (error) {
      // Rows that are known to be left out are told of, whatever ended it.
      await rejects.flush().catch(() => undefined);
      return { ...this.#endedBy(error), counts, findings: null };
    }
  }

  #endedBy(error: unknown): Omit<ImportEnd, 'counts' | 'findings'> {
    const { slug } = error as { slug?: unknown };
    const fault = typeof slug === 'string' ? slug : 'internal';
    if (error instanceof UploadEndedError) {
      return { state: error.isInterrupted ? 'interrupted' : 'failed', fault };
    }
    if (!(error instanceof ImportError))
      this.#parts.log.error('an import from the browser failed', { error });
    return { state: 'failed', fault };
  }
}
