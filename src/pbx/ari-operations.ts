import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import type { AriClient } from './ari-client-guard';

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

/** Asterisk's answer was an error. Its words are not kept: they may repeat a dial string. */
export class AriRefusal extends Error {
  override readonly name = 'AriRefusal';

  constructor(readonly status: number) {
    super(`Asterisk answered ${status}`);
  }
}

/**
 * How long a socket waits for the next request. Asterisk closes it after `session_keep_alive` (15 s unless
 * http.conf says otherwise); ours must go first, or a request would meet one that is being closed.
 */
const idleMs = 5_000;
/** Bytes. The longest is the list of all channels: some 800 bytes each. */
const longestAnswer = 32 * 1024 * 1024;
/** Beyond these, requests wait in line; http.conf's `sessionlimit` counts sockets. */
const mostSockets = 64;

/**
 * Does ari-client's operations over sockets that stay open.
 *
 * By itself ari-client opens a connection for each request, through three libraries, and makes an object with all
 * of a channel's operations from each answer: most of what a call cost. What an operation is called, where it
 * stands and what it takes is still what ari-client read from Asterisk's description.
 *
 * undici and not Node's own http, which takes half as much time again for each request (docs/cost.md).
 */
export class AriOperations {
  readonly #headers: string[];
  readonly #pool: Pool;

  /** @param deadlineMs after which a socket that says nothing is let go, milliseconds */
  constructor(
    { url, username, password }: { url: string; username: string; password: string },
    deadlineMs: number,
  ) {
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    this.#headers = ['authorization', authorization, 'accept', 'application/json'];
    this.#pool = new Pool(new URL(url).origin, {
      connections: mostSockets,
      pipelining: 1,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
      connect: { timeout: deadlineMs },
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
      maxResponseSize: longestAnswer,
    });
  }

  /** Takes the place of every operation that ari-client made. */
  attach(client: AriClient): void {
    const resources = client as unknown as Record<string, Record<string, unknown> | undefined>;
    for (const [resource, { operations }] of Object.entries((client as Description)._swagger?.apis ?? {})) {
      const made = resources[resource];
      if (made === undefined) continue;
      for (const [name, described] of Object.entries(operations ?? {})) {
        made[name] = (parameters: object) => this.#do(described, parameters as Record<string, unknown>);
      }
    }
  }

  /** Lets go of the sockets, whatever they are waiting for. */
  close(): void {
    void this.#pool.destroy();
  }

  /** @throws {AriRefusal}, or undici's error, which has a code */
  async #do(described: Described, given: Record<string, unknown>): Promise<unknown> {
    const { path, body } = targetOf(described, given);
    const text = await new Promise<string>((resolve, reject) => {
      this.#pool.dispatch(
        {
          method: described.method.toUpperCase(),
          path: `/ari${path}`,
          headers: body === null ? this.#headers : [...this.#headers, 'content-type', 'application/json'],
          body,
        },
        new Answer(resolve, reject),
      );
    });
    return text === '' ? null : (JSON.parse(text) as unknown);
  }
}

/** Takes one answer as undici hands it over. */
class Answer implements Dispatcher.DispatchHandler {
  #status = 0;
  readonly #pieces: Buffer[] = [];

  constructor(
    private readonly resolve: (text: string) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  onRequestStart(): void {
    // Without it undici takes this for a handler of its former kind.
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.#pieces.push(piece);
  }

  onResponseEnd(): void {
    if (this.#status >= 200 && this.#status < 300) this.resolve(Buffer.concat(this.#pieces).toString());
    else this.reject(new AriRefusal(this.#status));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.reject(error);
  }
}

/** Path and query of one request, and its body where it has one. */
function targetOf(
  { path, parameters }: Described,
  given: Record<string, unknown>,
): { path: string; body: string | null } {
  let target = path;
  let body: string | null = null;
  const query: string[] = [];
  for (const { name, paramType } of parameters) {
    const value = given[name];
    if (value === undefined) continue;
    if (paramType === 'path') target = target.replace(`{${name}}`, encodeURIComponent(text(value)));
    else if (paramType === 'query') query.push(`${name}=${encodeURIComponent(text(value))}`);
    // Channel variables come under their name; Asterisk takes any other body as it is.
    else if (paramType === 'body') body = JSON.stringify(name === 'variables' ? { variables: value } : value);
  }
  return { path: query.length === 0 ? target : `${target}?${query.join('&')}`, body };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
