import { createParser } from 'eventsource-parser';
import type { ApiCall } from './call-json';
import type { Config } from '#config/config';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';

/** What REST says of a request that it did not serve (src/http/problem.ts, RFC 9457). */
interface ProblemDetails {
  slug?: string;
  title?: string;
  detail?: string;
  errors?: { in: string; pointer: string; detail: string }[];
}

/** No call was made: a script must be able to tell that from a faulty command. */
const exitCodeBySlug: Readonly<Record<string, number>> = {
  'manager-busy': exitCodes.notAnswered,
  'manager-unreachable': exitCodes.notAnswered,
};

const exitCodeByStatus: Readonly<Record<number, number>> = {
  400: exitCodes.usage,
  // An invalid token, or one that may not do this: STAR7_API_TOKEN is wrong.
  401: exitCodes.usage,
  403: exitCodes.usage,
  404: exitCodes.notFound,
  503: exitCodes.unreachable,
};

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
        `Star7 is not responding at ${base}. Is \`star7 serve\` running, and is STAR7_API_URL correct?`,
        error,
      );
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as ProblemDetails;
    throw new CliError(
      exitCodeBySlug[problem.slug ?? ''] ?? exitCodeByStatus[response.status] ?? exitCodes.other,
      sentenceOf(problem) || `HTTP ${String(response.status)}`,
    );
  }
}

/** The problem for a person, with the faults of the request. */
function sentenceOf({ title, detail, errors = [] }: ProblemDetails): string {
  if (errors.length === 0) return [title, detail].filter(Boolean).join('. ');
  // `detail` refers to `errors`, which a terminal does not show.
  const faults = errors.map((fault) => `\n  - ${fault.pointer.replace(/^#\/?/, '')} ${fault.detail}`);
  return `${title ?? 'Invalid request'}:${faults.join('')}`;
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
