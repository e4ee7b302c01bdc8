import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { retryAfter } from './model/back-off';
import { listAt, textAt } from './model/json-pointer';
import { Pacer } from './model/pacer';
import { ShopError } from './shop-error';
import type { RefusedAnswer, ShopManners } from './shop-manners';
import type { ShopFault } from './shop-error';
import { OutgoingAddressError } from '#http/outgoing-addresses';
import type { OutgoingAddresses } from '#http/outgoing-addresses';
import type { Clock } from '#kernel/clock';
import type { ShopKeys } from '#vault/shop-vault';

export interface ShopRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below the shop's address, encoded, with its query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent instead of `body`. */
  xml?: string;
}

export interface ShopAnswer {
  json: unknown;
  header(name: string): string | null;
}

/** A shop as its connector sees it. */
export interface Shop {
  readonly keys: ShopKeys;
  /** @throws ShopError */
  ask(request: ShopRequest): Promise<ShopAnswer>;
  /**
   * A piece of a file that the shop has put on another host, which gets no key. The address may open the file by itself, and
   * is neither kept nor logged.
   * @param from the first byte
   * @param most bytes of the piece
   * @returns fewer bytes at the end of the file, none behind it
   * @throws ShopError
   */
  file(address: string, from: number, most: number): Promise<Buffer>;
}

/** Star7 stops, or works for the shop no longer: no fault of the shop. */
export class ClientEndedError extends Error {
  override readonly name = 'ClientEndedError';
}

export interface ShopClientParts {
  /** `https://shop.example/` with or without a path. */
  address: string;
  keys: ShopKeys;
  manners: ShopManners;
  addresses: OutgoingAddresses;
  clock: Clock;
  /** For all requests; the default is half a minute. */
  timeoutMs?: number;
}

/** Bytes of an answer, unpacked. */
const largestAnswer = 20_000_000;
/** Bytes of an answer that says why it is none. */
const largestRefusal = 64 * 1024;
const defaultTimeoutMs = 30_000;

/**
 * The way to one shop: paced, with deadlines, without redirects, and to addresses that the site allows. Errors hold
 * nothing of what was sent or received.
 */
export class ShopClient implements Shop {
  readonly #base: URL;
  readonly #pacer: Pacer;
  readonly #ended = new AbortController();

  constructor(private readonly parts: ShopClientParts) {
    this.#base = new URL(parts.address.endsWith('/') ? parts.address : `${parts.address}/`);
    this.#pacer = new Pacer(parts.manners.limit, parts.clock.now());
  }

  get keys(): ShopKeys {
    return this.parts.keys;
  }

  /** @throws ShopError */
  async ask(request: ShopRequest): Promise<ShopAnswer> {
    // Not resolved against the address: a path that looks like one would lead to another host.
    const url = new URL(`${this.#base.href}${request.path.replace(/^\//, '')}`);
    this.#refuseHost(url);
    await this.#turn();
    const { method, headers, content } = sentOf(request);
    return this.#send(url, { method, headers }, content);
  }

  async file(address: string, from: number, most: number): Promise<Buffer> {
    if (!/^https?:/i.test(address) || !URL.canParse(address)) throw new ShopError('shop-answer-unreadable');
    const url = new URL(address);
    this.#refuseHost(url);
    if (this.#ended.signal.aborted) throw new ClientEndedError();
    const headers = { 'user-agent': 'Star7', range: `bytes=${String(from)}-${String(from + most - 1)}` };
    return this.#within(url, { method: 'GET', headers }, null, async (response) => {
      const status = response.statusCode ?? 0;
      // Nothing is there: the file is read.
      if (status === 416) return Buffer.alloc(0);
      // A host that knows no pieces sends all of it.
      if (status === 206 || (status === 200 && from === 0)) {
        const piece = await bytesOf(response, most);
        if (status === 200 || isPiece(response, from, piece.length, most)) return piece;
      }
      response.destroy();
      throw new ShopError(faultOf(status) ?? 'shop-answer-unreadable');
    });
  }

  /** Ends all requests; these and later ones fail with ClientEndedError. */
  end(): void {
    this.#ended.abort();
  }

  /** A host that is no name is not looked up: its address is compared here. */
  #refuseHost(url: URL): void {
    try {
      this.parts.addresses.refuseLiteral(url);
    } catch {
      throw new ShopError('shop-address-private');
    }
  }

  async #turn(): Promise<void> {
    const { clock } = this.parts;
    const wait = this.#pacer.book(clock.now());
    if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve));
    if (this.#ended.signal.aborted) throw new ClientEndedError();
  }

  #send(url: URL, options: RequestOptions, body: Buffer | null): Promise<ShopAnswer> {
    return this.#within(url, options, body, (response) => this.#read(response));
  }

  /** Sends a request, and reads what comes, within the deadline. */
  async #within<Result>(
    url: URL,
    options: RequestOptions,
    body: Buffer | null,
    read: (response: IncomingMessage) => Promise<Result>,
  ): Promise<Result> {
    const signal = AbortSignal.any([
      this.#ended.signal,
      AbortSignal.timeout(this.parts.timeoutMs ?? defaultTimeoutMs),
    ]);
    try {
      const response = await this.#open(
        url,
        { ...options, signal, lookup: this.parts.addresses.lookup },
        body,
      );
      return await read(response);
    } catch (error) {
      if (error instanceof ShopError) throw error;
      if (this.#ended.signal.aborted) throw new ClientEndedError();
      // The cause's message may name what was asked for.
      throw new ShopError(
        error instanceof OutgoingAddressError ? 'shop-address-private' : 'shop-unreachable',
      );
    }
  }

  #open(url: URL, options: RequestOptions, body: Buffer | null): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const isPlain = url.protocol === 'http:';
      const request = (isPlain ? httpRequest : httpsRequest)(url, options, resolve);
      request.on('error', reject);
      request.once('socket', (socket) => {
        // Keys go over a plain connection within the site's own networks alone.
        const refuse = (): void => {
          const { remoteAddress = '' } = socket;
          if (isPlain && ![url.hostname, remoteAddress].some((host) => this.parts.addresses.isListed(host)))
            request.destroy(new ShopError('shop-address-insecure'));
          else request.end(body ?? undefined);
        };
        if (socket.connecting) socket.once('connect', refuse);
        else refuse();
      });
    });
  }

  async #read(response: IncomingMessage): Promise<ShopAnswer> {
    const header = (name: string): string | null => {
      const value = response.headers[name];
      return typeof value === 'string' ? value : null;
    };
    const status = response.statusCode ?? 0;
    if (faultOf(status) === null) return { json: jsonOf(await bytesOf(response, largestAnswer)), header };
    const json = await bytesOf(response, largestRefusal)
      .then(jsonOf)
      .catch(() => undefined);
    const now = new Date(this.parts.clock.now() / 1000);
    throw refusalOf({ status, json, header }, this.parts.manners, now);
  }
}

/** A request as it is sent. */
export function sentOf({ method = 'GET', headers, body, xml }: ShopRequest): {
  method: string;
  headers: Record<string, string>;
  content: Buffer | null;
} {
  const text = xml ?? (body === undefined ? null : JSON.stringify(body));
  const content = text === null ? null : Buffer.from(text);
  return {
    method,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': 'Star7',
      ...(content !== null && {
        'content-type': xml === undefined ? 'application/json' : 'application/xml',
        'content-length': String(content.length),
      }),
      ...headers,
    },
    content,
  };
}

/** @throws ShopError for what is longer, packed or not */
async function bytesOf(response: IncomingMessage, most: number): Promise<Buffer> {
  const isPacked = response.headers['content-encoding'] === 'gzip';
  const source: AsyncIterable<unknown> = isPacked ? unpacked(response) : response;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of source as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) throw new ShopError('shop-answer-unreadable');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Whether it is what was asked for (RFC 9110, section 14.4), and shorter than that at the end of the file alone. */
function isPiece({ headers }: IncomingMessage, from: number, length: number, most: number): boolean {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  if (Number(first) !== from || Number(last) !== from + length - 1) return false;
  return length === most || Number(total) === from + length;
}

/** As it comes: a small answer can be packed out of a very large one. */
function unpacked(response: IncomingMessage): AsyncIterable<unknown> {
  const gunzip = createGunzip();
  // Else the one would wait for ever when the other ends early.
  pipeline(response, gunzip, () => undefined);
  return gunzip;
}

function jsonOf(bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    // The parser's message quotes the answer.
    throw new ShopError('shop-answer-unreadable');
  }
}

/** What an answer that is none comes to: as the kind reads it, else as HTTP has it. */
export function refusalOf(
  answer: RefusedAnswer,
  manners: Pick<ShopManners, 'refusalOf'>,
  now: Date,
): ShopError {
  const own = manners.refusalOf?.(answer) ?? null;
  if (own !== null) return new ShopError(own.fault, own.retryAfterMs);
  return new ShopError(
    faultOf(answer.status) ?? 'shop-refused',
    retryAfter(answer.header('retry-after'), now),
  );
}

/** @param status of the answer @returns null for a good one */
export function faultOf(status: number): ShopFault | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'shop-redirects';
  if (status === 401 || status === 403) return 'shop-refuses-keys';
  if (status === 404 || status === 410) return 'shop-not-found';
  if (status === 429) return 'shop-limit';
  return status >= 500 ? 'shop-failed' : 'shop-refused';
}

/**
 * What failed although the status is 200: GraphQL lists errors (specification of October 2021, section 7.1), and many others
 * do alike. Taken for an answer, it would say that an order which may not be read is gone.
 * @returns null for an answer without errors
 */
export function faultListed(json: unknown): ShopFault | null {
  const [first] = listAt(json, '/errors');
  if (first === undefined) return null;
  const code = textAt(first, '/extensions/code').toLowerCase();
  if (/forbidden|unauth|denied/.test(code)) return 'shop-refuses-keys';
  return /throttle|limit|too_many/.test(code) ? 'shop-limit' : 'shop-refused';
}
