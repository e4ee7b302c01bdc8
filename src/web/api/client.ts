import createClient from 'openapi-fetch';
import type { Middleware } from 'openapi-fetch';
import { problemIn } from './api-problem';
import type { ApiProblem } from './api-problem';
import { isAway } from './last-input';
import type { Paths } from './paths';

let csrfToken: string | null = null;
let onSessionLost: () => void = () => undefined;
let onSessionUnfinished: () => void = () => undefined;
let beforeProblem: () => Promise<unknown> = () => Promise.resolve();
let skew = 0;

/** Sets the CSRF token of the session, or null where nobody is signed in. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Called when the server no longer knows the session. */
export function whenSessionIsLost(callback: () => void): void {
  onSessionLost = callback;
}

/** Called when the session needs a step before it can continue, such as accepting new terms. */
export function whenSessionIsUnfinished(callback: () => void): void {
  onSessionUnfinished = callback;
}

/** Called, and awaited, before the first problem reaches a page: loads the words for it. */
export function beforeProblems(callback: () => Promise<unknown>): void {
  beforeProblem = callback;
}

/** A network that stalls must not keep a problem from whoever waits for an answer. */
const longestForWordsMs = 2000;

/** The same problem, once there are words for it; where they cannot be loaded, it has those of an unknown one. */
export async function withWords(problem: ApiProblem): Promise<ApiProblem> {
  const tooLong = new Promise((resolve) => setTimeout(resolve, longestForWordsMs));
  await Promise.race([beforeProblem().catch(() => undefined), tooLong]);
  return problem;
}

/** The server's clock, in milliseconds since 1970, to the second. Timers of calls use it. */
export function serverNow(): number {
  return Date.now() + skew;
}

const safe = new Set(['GET', 'HEAD']);

const session: Middleware = {
  onRequest({ request }) {
    if (safe.has(request.method) && isAway()) request.headers.set('x-star7-background', '1');
    if (csrfToken !== null) request.headers.set('x-star7-csrf', csrfToken);
    return request;
  },
  async onResponse({ response }) {
    noteTime(response);
    if (response.ok) return;
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    const text = await response.text().catch(() => '');
    const problem = problemIn(response.status, text, Number.isFinite(wait) ? wait : null);
    if (problem.slug === 'unauthenticated') onSessionLost();
    if (problem.slug === 'sign-in-unfinished') onSessionUnfinished();
    throw await withWords(problem);
  },
};

/** The API client, typed from the routes. Throws an ApiProblem, or a TypeError where there is no network. */
export const api = createClient<Paths>({ baseUrl: '/', credentials: 'same-origin' });
api.use(session);

/** The data of an answer: `await take(api.GET('/api/outcomes'))`. Rejects where the request failed. */
export async function take<Data>(answer: Promise<{ data?: Data; response: Response }>): Promise<Data> {
  const { data } = await answer;
  // A 204 answer has no body.
  return data as Data;
}

/** An idempotency key for one action of the user: repeated requests with it take effect once. */
export function newIdempotencyKey(): string {
  // Not randomUUID: browsers offer it only to secure contexts, and the pages may be served by plain HTTP.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function noteTime(response: Response): void {
  const at = Date.parse(response.headers.get('date') ?? '');
  // The header has whole seconds; add half a second as the best estimate.
  if (!Number.isNaN(at)) skew = at + 500 - Date.now();
  if (Math.abs(skew) < 2000) skew = 0;
}
