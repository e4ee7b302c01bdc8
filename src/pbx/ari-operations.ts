import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
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
/** Beyond these, requests wait in line; http.conf's `sessionlimit` counts sockets. */
const mostSockets = 64;

/**
 * Does ari-client's operations over sockets that stay open.
 *
 * By itself ari-client opens a connection for each request, through three libraries, and makes an object with all
 * of a channel's operations from each answer: most of what a call cost. What an operation is called, where it
 * stands and what it takes is still what ari-client read from Asterisk's description.
 */
export class AriOperations {
  readonly #base: URL;
  readonly #headers: Record<string, string>;
  readonly #agent: HttpAgent;

  constructor(
    { url, username, password }: { url: string; username: string; password: string },
    private readonly deadlineMs: number,
  ) {
    this.#base = new URL('/ari', url);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    this.#headers = { authorization, accept: 'application/json' };
    const Agent = this.#base.protocol === 'https:' ? HttpsAgent : HttpAgent;
    this.#agent = new Agent({ keepAlive: true, timeout: idleMs, maxSockets: mostSockets });
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

  /** Lets go of the sockets that wait. */
  close(): void {
    this.#agent.destroy();
  }

  /** @throws {AriRefusal}, or the system's error */
  async #do(described: Described, given: Record<string, unknown>): Promise<unknown> {
    const { path, body } = targetOf(described, given);
    const request = this.#base.protocol === 'https:' ? httpsRequest : httpRequest;
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(
        {
          host: this.#base.hostname.replace(/^\[|\]$/g, ''),
          port: this.#base.port,
          method: described.method.toUpperCase(),
          path: `${this.#base.pathname}${path}`,
          agent: this.#agent,
          headers:
            body === null
              ? this.#headers
              : {
                  ...this.#headers,
                  'content-type': 'application/json',
                  'content-length': Buffer.byteLength(body),
                },
        },
        (response) => read(response, resolve, reject),
      );
      asked.on('error', reject);
      // A socket that says nothing is not to be kept for the next request.
      asked.setTimeout(this.deadlineMs, () => asked.destroy());
      asked.end(body ?? undefined);
    });
    return text === '' ? null : (JSON.parse(text) as unknown);
  }
}

function read(
  response: IncomingMessage,
  resolve: (text: string) => void,
  reject: (error: Error) => void,
): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (piece: string) => (text += piece));
  response.on('error', reject);
  response.on('end', () => {
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) resolve(text);
    else reject(new AriRefusal(status));
  });
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
