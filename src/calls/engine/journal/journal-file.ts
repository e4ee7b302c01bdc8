import { writeSync } from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { CallJournal } from '../call-journal';
import type { Clock } from '#kernel/clock';
import type { FinishedCall } from '../call-store';
import type { Log } from '#kernel/log';
import type { CallNote } from '../../model/call-note';
import type { CallId } from '../../model/call-record';
import { JournalContents } from './journal-contents';
import { JournalError } from './journal-error';
import { callIdOf, encodeLine } from './journal-line';

export interface JournalOptions {
  /** Limit in bytes for the lines of unfinished calls; once it is reached, no new call is accepted. */
  limitBytes: number;
}

/** Lines are collected for this long, then synced by one fdatasync. Milliseconds. */
const gatherMs = 50;
const retryMs = 1_000;
/** Share of the limit at which the alarm is raised, and at which it is cleared. */
const alarmAbove = 0.8;
const calmBelow = 0.7;
/** The file is rewritten when it is this long and mostly about finished calls. */
const compactBytes = 1 << 20;

/**
 * The journal on disk: an append-only file of mode 0600 with the latest line of each unfinished call. A line is written
 * at once, to survive the process, and synced soon after, to survive a power failure. When the file has grown, it is
 * rewritten and renamed into place, so that a complete file exists at all times.
 *
 * No caller waits for the disk. If writing fails, memory holds what the file should contain (at most the unfinished
 * calls), an error is logged once, and everything is written as soon as writing works again.
 */
export class JournalFile implements CallJournal {
  readonly #lines = new Map<CallId, Buffer>();
  #liveBytes = 0;
  #fileBytes = 0;
  /** Lines that arrive while the file is being rewritten, to be appended to the new one. */
  #meanwhile: Buffer[] | null = null;
  /** The file lacks lines that memory holds: it must be rewritten. */
  #incomplete = true;
  #failing = false;
  #alarmed = false;
  #scheduled = false;
  #syncing: Promise<void> | null = null;
  #cancel: () => void = () => undefined;
  /** Null before opening and after closing: lines put meanwhile are written when the whole file is. */
  #handle: FileHandle | null = null;

  constructor(
    private readonly file: string,
    private readonly options: JournalOptions,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Opens the journal; creates it if there is none. Call only when no other Star7 can be using it.
   * @returns what an earlier process left in it
   * @throws JournalError
   */
  async open(): Promise<JournalContents> {
    const contents = await JournalContents.of(this.file);
    for (const entry of contents.entries) this.#hold(callIdOf(entry), encodeLine(entry));
    try {
      if (contents.damaged > 0) await this.#keepDamaged(contents.damaged);
      await this.#rewrite();
    } catch (error) {
      throw new JournalError(this.file, error);
    }
    return contents;
  }

  /** Whether the limit is reached, so that no new call is accepted. Calls already noted can still be written. */
  get full(): boolean {
    return this.#liveBytes >= this.options.limitBytes;
  }

  /** Bytes of the lines of unfinished calls; the file may also contain obsolete lines. */
  get bytes(): number {
    return this.#liveBytes;
  }

  get limitBytes(): number {
    return this.options.limitBytes;
  }

  /** Whether writing to the disk fails at present. */
  get failing(): boolean {
    return this.#failing;
  }

  /** How many calls are unfinished: live, or ended and not stored yet. */
  get size(): number {
    return this.#lines.size;
  }

  note(call: CallNote): void {
    this.#put(call.id, encodeLine({ kind: 'open', call }));
  }

  finished({ record, story }: FinishedCall): void {
    this.#put(record.id, encodeLine({ kind: 'finished', record, story }));
  }

  refused({ record, story }: FinishedCall, code: string): void {
    this.#put(record.id, encodeLine({ kind: 'finished', record, story, refused: code }));
  }

  stored(ids: readonly CallId[]): void {
    const lines: Buffer[] = [];
    for (const id of ids) {
      const line = this.#lines.get(id);
      if (line === undefined) continue;
      this.#lines.delete(id);
      this.#liveBytes -= line.length;
      lines.push(encodeLine({ kind: 'stored', id }));
    }
    if (lines.length > 0) this.#append(Buffer.concat(lines));
  }

  /** Syncs the file, retries once if writing has failed, and closes it. */
  async close(): Promise<void> {
    this.#cancel();
    await this.#syncing;
    await this.#sync();
    this.#cancel();
    await this.#handle?.close();
    this.#handle = null;
  }

  async #keepDamaged(count: number): Promise<void> {
    const now = new Date(this.clock.now() / 1000).toISOString().replaceAll(':', '');
    const file = `${this.file}.damaged-${now}`;
    await copyFile(this.file, file);
    this.log.error('the journal has damaged lines, which were skipped; a copy of the file is kept', {
      count,
      file,
    });
  }

  #put(id: CallId, line: Buffer): void {
    const before = this.#lines.get(id);
    if (before !== undefined) this.#liveBytes -= before.length;
    this.#hold(id, line);
    this.#append(line);
    this.#watchSize();
  }

  #hold(id: CallId, line: Buffer): void {
    this.#lines.set(id, line);
    this.#liveBytes += line.length;
  }

  #append(line: Buffer): void {
    const handle = this.#handle;
    if (handle === null) return;
    if (this.#meanwhile !== null) this.#meanwhile.push(line);
    else if (!this.#incomplete) this.#writeNow(handle, line);
    if (!this.#scheduled && this.#syncing === null) this.#schedule(this.#failing ? retryMs : gatherMs);
  }

  #writeNow({ fd }: FileHandle, bytes: Buffer): void {
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
      this.#fileBytes += bytes.length;
    } catch (error) {
      this.#fail(error);
    }
  }

  #schedule(milliseconds: number): void {
    this.#scheduled = true;
    this.#cancel = this.clock.after(milliseconds, () => {
      this.#scheduled = false;
      this.#syncing = this.#sync().finally(() => {
        this.#syncing = null;
        if (this.#failing) this.#schedule(retryMs);
      });
    });
  }

  async #sync(): Promise<void> {
    const handle = this.#handle;
    if (handle === null) return;
    try {
      const grown = this.#fileBytes > compactBytes + 2 * this.#liveBytes;
      if (this.#incomplete || grown) await this.#rewrite();
      else await handle.datasync();
      if (this.#failing) this.log.info('the journal can be written again', { file: this.file });
      this.#failing = false;
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#incomplete = true;
    if (this.#failing) return;
    this.#failing = true;
    this.log.error('the journal cannot be written: a crash now would lose records; is the disk full?', {
      file: this.file,
      error,
    });
  }

  /** Replaces the file by a new one with only the unfinished calls. */
  async #rewrite(): Promise<void> {
    const next = `${this.file}.next`;
    const bytes = Buffer.concat([...this.#lines.values()]);
    const meanwhile: Buffer[] = [];
    this.#meanwhile = meanwhile;
    let handle: FileHandle | null = null;
    try {
      handle = await open(next, 'w', 0o600);
      await handle.appendFile(bytes);
      await handle.datasync();
      await rename(next, this.file);
      await syncDirectory(path.dirname(this.file));
    } catch (error) {
      this.#meanwhile = null;
      this.#incomplete = true;
      await handle?.close();
      throw error;
    }
    const old = this.#handle;
    this.#handle = handle;
    this.#fileBytes = bytes.length;
    this.#incomplete = false;
    this.#meanwhile = null;
    this.#writeNow(handle, Buffer.concat(meanwhile));
    await old?.close();
  }

  #watchSize(): void {
    const share = this.#liveBytes / this.options.limitBytes;
    if (!this.#alarmed && share > alarmAbove) {
      this.#alarmed = true;
      this.log.error(
        'the journal is nearly full: above its limit no new call is taken; is the database down?',
        {
          waiting: this.#lines.size,
        },
      );
    } else if (share < calmBelow) {
      this.#alarmed = false;
    }
  }
}

/** A rename is on disk once its directory is synced. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
