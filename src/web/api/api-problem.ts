import i18next from 'i18next';

/** A fault of a request's field. @see src/http/problem.ts */
export interface Fault {
  in: string;
  /** JSON Pointer as a fragment: `#/password`. */
  pointer: string;
  detail: string;
  /** Stable; distinguishes faults of the same field. */
  code?: string;
}

/**
 * A failed request. `slug` is the server's (problem details, RFC 9457), or one of the pages' own: `offline` where
 * no answer came, `unknown` where the answer was not from Star7.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly slug: string,
    /** HTTP status; 0 where there was no answer. */
    readonly status: number,
    readonly faults: readonly Fault[] = [],
    /** How long to wait; null where the server gave no time. */
    readonly retryAfterSeconds: number | null = null,
    options: ErrorOptions = {},
  ) {
    super(slug, options);
  }

  /** Whether the same request may succeed later: nothing was done, or the result is unknown. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Any thrown value, as a problem. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  // fetch rejects with a TypeError where there is no network.
  return new ApiProblem(error instanceof TypeError ? 'offline' : 'unknown', 0, [], null, { cause: error });
}

/** Reads an error answer. @param text its body @param wait seconds; null where the server gave none */
export function problemIn(status: number, text: string, wait: number | null = null): ApiProblem {
  try {
    const { slug, errors } = JSON.parse(text) as { slug?: unknown; errors?: Fault[] };
    if (typeof slug === 'string') return new ApiProblem(slug, status, errors ?? [], wait);
  } catch {
    // Not from Star7: a proxy's page, or an incomplete answer.
  }
  return new ApiProblem(status >= 500 ? 'unavailable' : 'unknown', status, [], wait);
}

/** What happened and what to do, in the user's language. */
export function problemText(error: unknown): string {
  const { slug, retryAfterSeconds } = problemOf(error);
  const text = words(`slugs.${slug}`) ?? early(slug) ?? early('unknown') ?? slug;
  if (retryAfterSeconds === null || retryAfterSeconds < 1) return text;
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = words(retryAfterSeconds < 60 ? 'wait.seconds' : 'wait.minutes', {
    count: retryAfterSeconds < 60 ? retryAfterSeconds : minutes,
  });
  return wait === null ? text : `${text} ${wait}`;
}

/**
 * The fault of one field, in the user's language; null where it has none.
 * @param field its name in the body
 */
export function fieldFault(error: unknown, field: string): string | null {
  if (!(error instanceof ApiProblem)) return null;
  const fault = error.faults.find(({ pointer }) => fieldOf(pointer) === field);
  if (fault === undefined) return null;
  return (
    (fault.code === undefined ? null : (words(`codes.${fault.code}`) ?? early(fault.code))) ??
    words('codes.other') ??
    fault.detail
  );
}

/** The text for a required field that is empty. */
export function emptyFault(): string | null {
  return early('empty');
}

/**
 * Whether every fault is shown at one of these fields, so that no general message is needed. @param fields by name
 */
export function isAtFields(error: unknown, fields: readonly string[]): boolean {
  const { faults } = problemOf(error);
  return faults.length > 0 && faults.every(({ pointer }) => fields.includes(fieldOf(pointer)));
}

function fieldOf(pointer: string): string {
  return pointer.replace(/^#?\//, '').split('/')[0] ?? '';
}

/** What may have to be said while nothing can be loaded, or before anything was asked: loaded at the start. */
function early(key: string): string | null {
  return words(`problems.${key}`, {}, 'common');
}

/** For keys that are known only at run time, which the types of the words cannot check; a test checks them all. */
function words(key: string, options: Record<string, unknown> = {}, of = 'problems'): string | null {
  const translate = i18next.t as unknown as (key: string, options: object) => string;
  const text = translate(`${of}:${key}`, { ...options, defaultValue: '' });
  return text === '' ? null : text;
}
