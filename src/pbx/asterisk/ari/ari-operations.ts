import type { AriClient } from './ari-client-guard';
import { AriSocket, AriSocketError } from './ari-socket';
import type { Exchange } from './ari-socket';

/** An operation as ari-client keeps it, read from Asterisk's own description. */
interface Described {
  method: string;
  /** `/channels/{channelId}/ring` */
  path: string;
  parameters: { name: string; paramType: string }[];
}

interface Description {
  _swagger?: { apis: Record<string, { operations?: Record<string, Described> }> };
}

/** Asterisk answered with an error. Its text is dropped: it may repeat a dial string. */
export class AriRefusal extends Error {
  override readonly name = 'AriRefusal';

  constructor(readonly status: number) {
    super(`Asterisk answered ${status}`);
  }
}

/** Further requests are queued; http.conf's `sessionlimit` counts sockets. */
const mostSockets = 64;

/** Requests that go out together and wait for a socket. */
interface Group {
  exchanges: readonly Exchange[];
  since: number;
}

/**
 * Executes ari-client's operations over persistent sockets.
 *
 * By itself ari-client opens a connection for each request, through three libraries, and builds an object
 * with all of a channel's operations from each answer: that was most of the cost of a call. The names, paths
 * and parameters of the operations still come from Asterisk's description, as ari-client read it.
 */
export class AriOperations {
  readonly #base: URL;
  readonly #headers: string;
  /** The most recently used socket is taken first, so that surplus sockets time out and close. */
  #free: AriSocket[] = [];
  readonly #sockets = new Set<AriSocket>();
  readonly #line: Group[] = [];
  /** Requests made now are sent together with these; null outside {@link together}. */
  #gathering: Exchange[] | null = null;
  #closed = false;

  /**
   * @param deadlineMs milliseconds after which a silent socket is closed. Must be less than Asterisk's
   * `session_keep_alive` (15 s by default in http.conf): our side must close first, or a request could be
   * sent on a socket that Asterisk is closing
   */
  constructor(
    { url, username, password }: { url: string; username: string; password: string },
    private readonly deadlineMs: number,
  ) {
    this.#base = new URL(url);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    this.#headers = `host: ${this.#base.host}\r\nauthorization: ${authorization}\r\n`;
  }

  /** Checks that ARI answers. @throws {AriRefusal} @throws {AriSocketError} */
  async ping(): Promise<void> {
    await this.#do({ method: 'GET', path: '/asterisk/ping', placeOf: new Map() }, {});
  }

  /** Replaces every operation that ari-client made. */
  attach(client: AriClient): void {
    const resources = client as unknown as Record<string, Record<string, unknown> | undefined>;
    for (const [resource, { operations }] of Object.entries((client as Description)._swagger?.apis ?? {})) {
      const replaced = resources[resource];
      if (replaced === undefined) continue;
      for (const [name, described] of Object.entries(operations ?? {})) {
        const placeOf = new Map(
          described.parameters.map(({ name: parameter, paramType }) => [parameter, paramType]),
        );
        const operation = { method: described.method.toUpperCase(), path: described.path, placeOf };
        replaced[name] = (parameters: object) => this.#do(operation, parameters);
      }
    }
  }

  /**
   * Sends the operations that `work` begins before it returns in one write. Asterisk does them one after
   * another, so group only the operations of one call: a slow one then delays that call alone.
   */
  together<Result>(work: () => Result): Result {
    if (this.#gathering !== null) return work();
    const exchanges: Exchange[] = [];
    this.#gathering = exchanges;
    try {
      return work();
    } finally {
      this.#gathering = null;
      if (exchanges.length > 0) this.#send(exchanges);
    }
  }

  /** Closes the sockets, whatever they are waiting for. */
  close(): void {
    this.#closed = true;
    for (const socket of [...this.#sockets]) socket.end(new AriSocketError('closed'));
    for (const { exchanges } of this.#line.splice(0)) fail(exchanges, 'closed');
  }

  /** @throws {AriRefusal} @throws {AriSocketError} */
  async #do(operation: Operation, parameters: object): Promise<unknown> {
    const text = await new Promise<string>((resolve, reject) => {
      const exchange: Exchange = {
        request: requestOf(operation, parameters, this.#headers),
        onAnswer: (status, body) => {
          if (status < 300) resolve(body);
          else reject(new AriRefusal(status));
        },
        onError: reject,
      };
      if (this.#gathering !== null) this.#gathering.push(exchange);
      else this.#send([exchange]);
    });
    // Of a create or change, Star7 knows the id; the description that Asterisk returns is not read.
    return operation.method === 'GET' && text !== '' ? (JSON.parse(text) as unknown) : null;
  }

  #send(exchanges: readonly Exchange[]): void {
    if (this.#closed) {
      fail(exchanges, 'closed');
      return;
    }
    const socket = this.#free.pop() ?? this.#another();
    if (socket === null) this.#line.push({ exchanges, since: performance.now() });
    else socket.send(exchanges);
  }

  #another(): AriSocket | null {
    if (this.#sockets.size >= mostSockets) return null;
    const socket = new AriSocket(this.#base, this.deadlineMs, this.#onFree, this.#onEnd);
    this.#sockets.add(socket);
    return socket;
  }

  readonly #onFree = (socket: AriSocket): void => {
    this.#free.push(socket);
    this.#goOn();
  };

  readonly #onEnd = (socket: AriSocket): void => {
    this.#sockets.delete(socket);
    this.#free = this.#free.filter((one) => one !== socket);
    if (!this.#closed) this.#goOn();
  };

  #goOn(): void {
    const group = this.#line.shift();
    if (group === undefined) return;
    // The caller has already got a timeout error; executing the request now would surprise it.
    if (performance.now() - group.since < this.deadlineMs) this.#send(group.exchanges);
    else {
      fail(group.exchanges, 'silent');
      this.#goOn();
    }
  }
}

interface Operation {
  method: string;
  path: string;
  /** Where each parameter goes: `path`, `query` or `body`. */
  placeOf: ReadonlyMap<string, string>;
}

function fail(exchanges: readonly Exchange[], code: string): void {
  for (const { onError } of exchanges) onError(new AriSocketError(code));
}

/** One request as sent on the wire. @param headers common to all requests, each with its line break */
function requestOf({ method, path, placeOf }: Operation, parameters: object, headers: string): string {
  let target = path;
  let query = '';
  let body = '';
  for (const [name, value] of Object.entries(parameters) as [string, unknown][]) {
    if (value === undefined) continue;
    const place = placeOf.get(name);
    if (place === 'path') target = target.replace(`{${name}}`, () => encodeURIComponent(text(value)));
    else if (place === 'query')
      query += `${query === '' ? '?' : '&'}${name}=${encodeURIComponent(text(value))}`;
    // Asterisk expects channel variables inside a `variables` member, and any other body as it is.
    else if (place === 'body') body = JSON.stringify(name === 'variables' ? { variables: value } : value);
  }
  const described =
    body === ''
      ? method === 'GET'
        ? ''
        : 'content-length: 0\r\n'
      : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} /ari${target}${query} HTTP/1.1\r\n${headers}${described}\r\n${body}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
