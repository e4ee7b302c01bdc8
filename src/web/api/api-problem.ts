import i18next from 'i18next';

/** A fault of a request's field. @see src/http/problem.ts */
export interface Fault {
  in: string;
  /** JSON Pointer as a fragment: `#/password`. */
  pointer: string;
  detail: string;
  /** Stable; says which of a field's faults it is. */
  code?: string;
}

/**
 * A request that came to nothing. `slug` is the server's (problem details, RFC 9457), or one of the pages' own:
 * `offline` where there was no answer, `unknown` where the answer was none of Star7's.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly slug: string,
    /** HTTP status; 0 where there was no answer. */
    readonly status: number,
    readonly faults: readonly Fault[] = [],
    /** How long to wait; null where the server did not say. */
    readonly retryAfterSeconds: number | null = null,
    options: ErrorOptions = {},
  ) {
    super(slug, options);
  }

  /** Whether the same request may well succeed later: nothing was done, or nobody knows. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Anything that was thrown, as a problem. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  // fetch rejects with a TypeError where there is no network.
  return new ApiProblem(error instanceof TypeError ? 'offline' : 'unknown', 0, [], null, { cause: error });
}

/** What an answer that is no success says. @param text its body @param wait seconds; null where it did not say */
export function problemIn(status: number, text: string, wait: number | null = null): ApiProblem {
  try {
    const { slug, errors } = JSON.parse(text) as { slug?: unknown; errors?: Fault[] };
    if (typeof slug === 'string') return new ApiProblem(slug, status, errors ?? [], wait);
  } catch {
    // Not ours: a proxy's page, or an answer that broke off.
  }
  return new ApiProblem(status >= 500 ? 'unavailable' : 'unknown', status, [], wait);
}

/** What happened and what to do, in the user's language. */
export function problemText(error: unknown): string {
  const { slug, retryAfterSeconds } = problemOf(error);
  const text = words(`slugs.${slug}`) ?? words('slugs.unknown') ?? slug;
  if (retryAfterSeconds === null || retryAfterSeconds < 1) return text;
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = words(retryAfterSeconds < 60 ? 'wait.seconds' : 'wait.minutes', {
    count: retryAfterSeconds < 60 ? retryAfterSeconds : minutes,
  });
  return wait === null ? text : `${text} ${wait}`;
}

/**
 * What is wrong with one field, in the user's language; null where nothing is.
 * @param field its name in the body
 */
export function fieldFault(error: unknown, field: string): string | null {
  if (!(error instanceof ApiProblem)) return null;
  const fault = error.faults.find(({ pointer }) => fieldOf(pointer) === field);
  if (fault === undefined) return null;
  return (
    (fault.code === undefined ? null : words(`codes.${fault.code}`)) ?? words('codes.other') ?? fault.detail
  );
}

/** What a field says that has to be filled in. */
export function emptyFault(): string | null {
  return words('codes.empty');
}

/** Whether all that is wrong is shown at these fields, so that there is nothing left to say. @param fields by name */
export function isAtFields(error: unknown, fields: readonly string[]): boolean {
  const { faults } = problemOf(error);
  return faults.length > 0 && faults.every(({ pointer }) => fields.includes(fieldOf(pointer)));
}

function fieldOf(pointer: string): string {
  return pointer.replace(/^#?\//, '').split('/')[0] ?? '';
}

/** By a key that is known only now, which the types of the words cannot check; a test walks them all. */
function words(key: string, options: Record<string, unknown> = {}): string | null {
  const translate = i18next.t as unknown as (key: string, options: object) => string;
  const text = translate(`problems:${key}`, { ...options, defaultValue: '' });
  return text === '' ? null : text;
}
