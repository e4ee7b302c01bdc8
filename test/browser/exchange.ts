import type { IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';

/** By which way bytes came to the browser. */
export const channels = ['document', 'script', 'style', 'api', 'events', 'download', 'other'] as const;
export type Channel = (typeof channels)[number];

/** One request of the browser and what it was answered, as it passed the recording proxy. */
export class Exchange {
  status: number | null = null;
  /** Names and values by turns, as they came. */
  rawHeaders: readonly string[] = [];
  headers: IncomingHttpHeaders = {};
  readonly #sent: Buffer[] = [];
  readonly #received: Buffer[] = [];

  constructor(
    readonly method: string,
    /** Path and query. */
    readonly target: string,
    readonly requestHeaders: IncomingHttpHeaders,
  ) {}

  send(bytes: Buffer): void {
    this.#sent.push(bytes);
  }

  receive(bytes: Buffer): void {
    this.#received.push(bytes);
  }

  get requestBody(): Buffer {
    return Buffer.concat(this.#sent);
  }

  /** Bytes of the request's body so far. */
  get sentLength(): number {
    return this.#sent.reduce((sum, { length }) => sum + length, 0);
  }

  /** Bytes of the body as they were on the wire. */
  get length(): number {
    return this.#received.reduce((sum, { length }) => sum + length, 0);
  }

  get channel(): Channel {
    const type = this.headers['content-type'] ?? '';
    if (this.headers['content-disposition'] !== undefined) return 'download';
    if (type.startsWith('text/html')) return 'document';
    if (type.startsWith('text/event-stream')) return 'events';
    if (/^(?:text|application)\/javascript/.test(type)) return 'script';
    if (type.startsWith('text/css')) return 'style';
    if (/^application\/(?:[a-z]+\+)?json/.test(type)) return 'api';
    return 'other';
  }

  /** The body without its compression, also of an answer that was broken off. */
  get body(): Buffer {
    const bytes = Buffer.concat(this.#received);
    if (bytes.length === 0) return bytes;
    switch (this.headers['content-encoding']) {
      case undefined:
      case 'identity':
        return bytes;
      case 'gzip':
        return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
      case 'deflate':
        return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
      case 'br':
        return brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
      default:
        // What cannot be read cannot be searched: better no test than one that looks past it.
        throw new Error(`The recorder cannot decode ${this.target}: it knows gzip, deflate and br`);
    }
  }

  /** Status and header lines of the answer. */
  get head(): string {
    const lines = [`HTTP/1.1 ${String(this.status)}`];
    for (let index = 0; index + 1 < this.rawHeaders.length; index += 2) {
      lines.push(`${this.rawHeaders[index] ?? ''}: ${this.rawHeaders[index + 1] ?? ''}`);
    }
    return lines.join('\r\n');
  }
}
