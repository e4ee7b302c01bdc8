import type { UploadFault } from '../model/import-rules';
import type { Clock } from '#kernel/clock';

export class UploadEndedError extends Error {
  override readonly name = 'UploadEndedError';

  constructor(readonly slug: UploadFault) {
    super('The upload ended before the file did.');
  }

  /** Whether the same file may be sent again with better luck. */
  get isInterrupted(): boolean {
    return this.slug !== 'file-too-large';
  }
}

export interface UploadLimits {
  largestBytes: number;
  /** An upload that brings nothing for so long is given up. */
  silenceSeconds: number;
}

/** Reads an upload piece by piece, and gives it up where it breaks off, falls silent, grows too long or is not wanted any more. */
export class UploadReader {
  readonly #iterator: AsyncIterator<Buffer>;
  #end: (error: UploadEndedError) => void = () => undefined;
  #ended: UploadEndedError | null = null;
  #bytes = 0;

  constructor(
    source: AsyncIterable<Buffer>,
    private readonly clock: Clock,
    private readonly limits: UploadLimits,
  ) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** Reads no more, from now on. */
  end(fault: UploadFault): void {
    this.#ended ??= new UploadEndedError(fault);
    this.#end(this.#ended);
  }

  /** What was read is of use still. @throws UploadEndedError also where the file was read to its end before */
  requireWanted(): void {
    if (this.#ended !== null) throw this.#ended;
  }

  /** @throws UploadEndedError */
  async *chunks(): AsyncGenerator<Buffer> {
    // Not `for await`: the source must not be closed with its reader, or its sender could be answered nothing.
    for (;;) {
      const piece = await this.#piece();
      if (piece === null) return;
      yield piece;
    }
  }

  /** Reads what is left and throws it away: many senders listen to no answer before they have sent everything. */
  async drain(): Promise<void> {
    try {
      while ((await this.#piece()) !== null);
    } catch (error) {
      if (!(error instanceof UploadEndedError)) throw error;
    }
  }

  /** @returns null at the end @throws UploadEndedError */
  async #piece(): Promise<Buffer | null> {
    const next = await this.#next();
    if (next.done === true) return null;
    this.#bytes += next.value.length;
    if (this.#bytes > this.limits.largestBytes) this.end('file-too-large');
    if (this.#ended !== null) throw this.#ended;
    return next.value;
  }

  /** The next piece, or why there is none. One that is still awaited then is left to itself. */
  async #next(): Promise<IteratorResult<Buffer>> {
    if (this.#ended !== null) throw this.#ended;
    const ended = new Promise<never>((_, reject) => (this.#end = reject));
    const cancel = this.clock.after(this.limits.silenceSeconds * 1000, () => this.end('upload-silent'));
    try {
      return await Promise.race([this.#iterator.next().catch(() => this.#brokenOff()), ended]);
    } finally {
      cancel();
    }
  }

  #brokenOff(): never {
    this.end('upload-broken-off');
    throw this.#ended ?? new UploadEndedError('upload-broken-off');
  }
}
