import { close, openSync, write } from 'node:fs';
import { Writable } from 'node:stream';

/** winston would make the file readable for everybody. */
const privateMode = 0o600;

/**
 * The end of the log: a file that is opened anew when it is told to, so that `logrotate` may rename it.
 *
 * A line that the disk does not take is lost, counted, and reported in the file as soon as it takes lines again:
 * a full disk is no reason to end calls, nor to keep the log in memory until there is none left.
 */
export class LogFile extends Writable {
  #descriptor: number;
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
    super({ decodeStrings: true });
    this.#descriptor = openSync(path, 'a', privateMode);
  }

  /** From the next line on: the file that has the name then, made where there is none. */
  reopen(): void {
    this.#isStale = true;
    // Opened at once where nothing is being written, so that whoever rotates finds the new file.
    if (this.writableLength === 0) this.#renew();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (this.#isStale) this.#renew();
    const report = this.#lost === 0 ? '' : this.lostLine(this.#lost);
    const before = Buffer.from(`${this.#isTorn ? '\n' : ''}${report}`);
    this.#put(Buffer.concat([before, chunk]), (written) => {
      if (written) {
        this.#lost = 0;
        this.#isTorn = false;
      } else {
        this.#lost += 1;
      }
      done();
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    close(this.#descriptor, done);
  }

  #put(bytes: Buffer, done: (written: boolean) => void): void {
    write(this.#descriptor, bytes, 0, bytes.length, null, (error, count) => {
      if (error !== null) done(false);
      else if (count < bytes.length) {
        this.#isTorn = true;
        this.#put(bytes.subarray(count), done);
      } else done(true);
    });
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
    close(old, () => undefined);
  }
}
