import { closeSync, openSync, writeSync } from 'node:fs';

/** winston would create the file world-readable. */
const privateMode = 0o600;
/**
 * Milliseconds that lines are gathered before they are written together: a call logs some ten lines within
 * moments.
 */
const gatherMs = 50;

const openFiles = new Set<LogFile>();
process.on('exit', () => {
  for (const file of openFiles) file.flush();
});

/**
 * The log file. It is reopened on request, so that `logrotate` may rename it.
 *
 * A line that cannot be written is lost and counted; the count is reported in the file as soon as writing
 * works again. A full disk must neither end calls nor make the buffered log exhaust the memory.
 */
export class LogFile {
  #descriptor: number;
  #lines: string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #lost = 0;
  /** The last line was written only partly. */
  #isTorn = false;
  /** The file must be reopened before the next line. */
  #isStale = false;

  /**
   * @param lostLine builds the line that reports the number of lost lines, with its line break
   * @throws the system error where the file cannot be opened
   */
  constructor(
    private readonly path: string,
    private readonly lostLine: (count: number) => string,
  ) {
    this.#descriptor = openSync(path, 'a', privateMode);
    openFiles.add(this);
  }

  /** @param line with its line break */
  write(line: string): void {
    this.#lines.push(line);
    // The process may end with lines pending: they are written on exit.
    this.#timer ??= setTimeout(() => this.flush(), gatherMs).unref();
  }

  /** Further lines go to the file that has the name now; it is created where missing. */
  reopen(): void {
    this.flush();
    this.#isStale = true;
    // Reopened at once, so that the log rotation finds the new file.
    this.#renew();
  }

  /** Writes the gathered lines. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    if (this.#isStale) this.#renew();
    const report = this.#lost === 0 ? '' : this.lostLine(this.#lost);
    const before = Buffer.from(`${this.#isTorn ? '\n' : ''}${report}`);
    const bytes = lines.map((line) => Buffer.from(line));
    const written = this.#put(Buffer.concat([before, ...bytes]));
    if (written > 0) this.#isTorn = written < before.length;
    if (written >= before.length) this.#lost = 0;
    let start = before.length;
    for (const { length } of bytes) {
      const end = start + length;
      if (written < end) this.#lost += 1;
      if (start < written && written < end) this.#isTorn = true;
      start = end;
    }
  }

  /** @returns how many bytes were written */
  #put(bytes: Buffer): number {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    } catch {
      // The returned number shows the failure.
    }
    return written;
  }

  #renew(): void {
    const old = this.#descriptor;
    try {
      this.#descriptor = openSync(this.path, 'a', privateMode);
    } catch {
      // Keep the old file; the next line tries again.
      return;
    }
    this.#isStale = false;
    closeSync(old);
  }
}
