import { closeSync, openSync, writeSync } from 'node:fs';

/** winston would make the file readable for everybody. */
const privateMode = 0o600;
/** Lines wait so long for others to be written with them, milliseconds: a call has some ten, within moments. */
const gatherMs = 50;

const openFiles = new Set<LogFile>();
process.on('exit', () => {
  for (const file of openFiles) file.flush();
});

/**
 * The end of the log: a file that is opened anew when it is told to, so that `logrotate` may rename it.
 *
 * A line that the disk does not take is lost, counted, and reported in the file as soon as it takes lines again:
 * a full disk is no reason to end calls, nor to keep the log in memory until there is none left.
 */
export class LogFile {
  #descriptor: number;
  #lines: string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #lost = 0;
  /** A line was written in part. */
  #isTorn = false;
  /** To be opened before the next line. */
  #isStale = false;

  /**
   * @param lostLine the line that reports how many were lost, with its line break
   * @throws the error of the system where the file cannot be opened
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
    // What is left when the process ends is written then: no reason to keep it from ending.
    this.#timer ??= setTimeout(() => this.flush(), gatherMs).unref();
  }

  /** From the next line on: the file that has the name then, made where there is none. */
  reopen(): void {
    this.flush();
    this.#isStale = true;
    // Opened at once, so that whoever rotates finds the new file.
    this.#renew();
  }

  /** Writes what was gathered. */
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

  /** @returns how many bytes the disk took */
  #put(bytes: Buffer): number {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    } catch {
      // Told by the number.
    }
    return written;
  }

  #renew(): void {
    const old = this.#descriptor;
    try {
      this.#descriptor = openSync(this.path, 'a', privateMode);
    } catch {
      // The old file is better than none; the next line tries again.
      return;
    }
    this.#isStale = false;
    closeSync(old);
  }
}
