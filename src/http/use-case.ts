import { RefusedError, refusalSlugs } from '#kernel/refused-error';
import type { FieldFault, RefusalSlug } from '#kernel/refused-error';
import { faultOfBody, Problem } from './problem';
import type { Fault, ProblemSlug } from './problem';

/** Refusals whose problem has another slug; the others have the same. */
const renamed = {
  'invalid-input': 'invalid-request',
  'slot-unknown': 'not-found',
  'import-unknown': 'import-not-found',
  'did-unknown': 'did-not-found',
  'webhook-unknown': 'not-found',
  'delivery-unknown': 'not-found',
  'mail-unknown': 'not-found',
  'template-unknown': 'not-found',
  'reveal-unknown': 'not-found',
  'connector-unknown': 'connector-not-found',
  'hook-unknown': 'not-found',
  'courier-unknown': 'courier-not-found',
  'manager-unknown': 'manager-not-found',
  'account-unknown': 'account-not-found',
} as const satisfies Record<Exclude<RefusalSlug, ProblemSlug>, ProblemSlug>;

const problemSlugs: ReadonlyMap<string, ProblemSlug> = new Map<string, ProblemSlug>(
  refusalSlugs.map((slug) => [
    slug,
    slug in renamed ? renamed[slug as keyof typeof renamed] : (slug as ProblemSlug),
  ]),
);

/** Retry-After of refusals that do not say themselves when they pass. */
const defaultRetryAfter: Readonly<Record<string, number>> = {
  unavailable: 5,
  'call-unavailable': 5,
  stopping: 5,
};

/** RFC 9110, section 15.5.2. */
const challenge = { 'www-authenticate': 'Bearer realm="star7"' };
const challenged: ReadonlySet<string> = new Set([
  'sign-in-refused',
  'code-required',
  'code-refused',
  'courier-signed-out',
]);

/** What a use case or a store throws, as far as a problem can be made of it: by its slug, whatever its class. */
interface Refusing {
  slug?: unknown;
  retryAfterSeconds?: unknown;
  cause?: unknown;
}

/** By slug, the problems that a route knows better: which field of its body is to blame. */
export type OwnProblems = Readonly<Record<string, () => Problem>>;

/**
 * The one place where refusals of use cases become problems. Whatever else was thrown means that nothing was done
 * (fail closed): `unavailable`.
 */
export function problemFrom(error: unknown, own: OwnProblems = {}): Problem {
  if (error instanceof Problem) return error;
  const { slug, retryAfterSeconds, cause } = (error ?? {}) as Refusing;
  if (typeof slug === 'string') {
    const ownProblem = Object.hasOwn(own, slug) ? own[slug] : undefined;
    if (ownProblem !== undefined) return ownProblem();
    if (slug === 'cursor-invalid') return invalidCursor(error);
    const problemSlug = problemSlugs.get(slug);
    if (problemSlug !== undefined) {
      const seconds = typeof retryAfterSeconds === 'number' ? retryAfterSeconds : defaultRetryAfter[slug];
      return new Problem(problemSlug, {
        cause,
        headers: {
          ...(challenged.has(slug) && challenge),
          ...(seconds !== undefined && { 'retry-after': String(seconds) }),
        },
        faults: error instanceof RefusedError ? error.faults.map(bodyFaultOf) : [],
      });
    }
  }
  // A fault of this program, and no store's.
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError) {
    return new Problem('internal', { cause: error });
  }
  return new Problem('unavailable', {
    cause: error,
    headers: { 'retry-after': String(defaultRetryAfter['unavailable']) },
  });
}

/**
 * Awaits a use case.
 * @param own problems of this route for refusals that are about a field of its body
 * @throws Problem
 */
export async function fromUseCase<Value>(useCase: Promise<Value>, own: OwnProblems = {}): Promise<Value> {
  try {
    return await useCase;
  } catch (error) {
    throw problemFrom(error, own);
  }
}

function bodyFaultOf({ field, code, detail }: FieldFault): Fault {
  return faultOfBody(`#/${field}`, code, detail);
}

function invalidCursor(cause: unknown): Problem {
  return new Problem('invalid-request', {
    cause,
    faults: [{ in: 'query', pointer: '#/after', detail: 'must be `next` of the previous page' }],
  });
}
