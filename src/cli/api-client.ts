import { createParser } from 'eventsource-parser';
import type { Config } from '../config/config';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

/** A call as REST shows it (src/http/call-json.ts). */
export interface ApiCall {
  id: string;
  phase: string;
  startKind: string;
  extension: string;
  orderNumber: string | null;
  customerName: string | null;
  slot: string;
  trunk: string | null;
  requestedAt: string;
  endedAt: string | null;
  talkSeconds: number;
  disposition: string | null;
  hangupCause: number | null;
  sipCode: number | null;
  hungUpBy: string | null;
}

interface ProblemDetails {
  status: number;
  title?: string;
  detail?: string;
}

/** The REST interface of a running `star7 serve`, as the CLI uses it. */
export class ApiClient {
  constructor(private readonly config: Config<'api'>) {}

  async startCall(orderNumber: string, options: { extension?: string; slot?: string }): Promise<ApiCall> {
    return await this.#json('POST', `/api/orders/${encodeURIComponent(orderNumber)}/calls`, options);
  }

  async call(id: string): Promise<ApiCall> {
    return await this.#json('GET', `/api/calls/${encodeURIComponent(id)}`);
  }

  async hangUp(id: string): Promise<ApiCall> {
    return await this.#json('DELETE', `/api/calls/${encodeURIComponent(id)}`);
  }

  async calls(query: Record<string, string>): Promise<{ items: ApiCall[]; next: string | null }> {
    return await this.#json('GET', `/api/calls?${new URLSearchParams(query).toString()}`);
  }

  /** Live changes of calls, from the moment this resolves until the signal. */
  async changes(signal: AbortSignal): Promise<AsyncGenerator<ApiCall>> {
    const response = await this.#send('GET', '/api/events', undefined, signal);
    return readChanges(response);
  }

  async #json<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return (await (await this.#send(method, path, body)).json()) as Answer;
  }

  async #send(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    const { STAR7_API_URL: base, STAR7_API_TOKEN: token } = this.config;
    let response: Response;
    try {
      response = await fetch(new URL(path, base), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
    } catch (error) {
      throw new CliError(
        exitCodes.unreachable,
        `Star7 does not answer at ${base}. Is \`star7 serve\` running, and is STAR7_API_URL right?`,
        error,
      );
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as ProblemDetails;
    const code = response.status === 404 ? exitCodes.notFound : exitCodes.other;
    throw new CliError(
      code,
      [problem.title, problem.detail].filter(Boolean).join('. ') || `HTTP ${String(response.status)}`,
    );
  }
}

async function* readChanges(response: Response): AsyncGenerator<ApiCall> {
  const waiting: ApiCall[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'call') waiting.push(JSON.parse(data) as ApiCall);
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
    yield* waiting.splice(0);
  }
}
