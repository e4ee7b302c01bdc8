/** Where in a request a fault is. `pointer` is a JSON Pointer as a fragment (RFC 6901, section 6). */
export interface Fault {
  in: 'body' | 'query' | 'header';
  pointer: string;
  /** Stable, where a page must tell faults of one field from each other: `too-short`. */
  code?: string;
  /** What is wanted. Never what came: that may be a phone number in the wrong field. */
  detail: string;
}

interface Kind {
  status: number;
  title: string;
  /** What happened, and what to do. */
  detail: string;
}

/** Everything that can go wrong with a request, by slug. Programs rely on slug and status; people read the rest. */
export const problemKinds = {
  'bad-request': {
    status: 400,
    title: 'Bad request',
    detail: 'The request could not be read. Check its URL, headers and length.',
  },
  'malformed-body': {
    status: 400,
    title: 'The body is not JSON',
    detail: 'Send one JSON object in UTF-8, or no body.',
  },
  'invalid-request': {
    status: 400,
    title: 'The request has faults',
    detail: 'Mend what `errors` lists, and send it again.',
  },
  unauthenticated: {
    status: 401,
    title: 'Not authenticated',
    detail:
      'Sign in, or send a valid token: `Authorization: Bearer <token>`. `star7 token create` makes one.',
  },
  'sign-in-refused': {
    status: 401,
    title: 'Not signed in',
    detail: 'There is no such account, or the password is another. Whoever looks after Star7 can reset it.',
  },
  'code-required': {
    status: 401,
    title: 'A code is asked for',
    detail: 'Send the code that the authenticator shows, together with login and password.',
  },
  'code-refused': {
    status: 401,
    title: 'The code is not good',
    detail: 'A code is good for half a minute, and once. Send the next one that the authenticator shows.',
  },
  'metrics-unauthenticated': {
    status: 401,
    title: 'Not authenticated',
    detail: 'Send the token that STAR7_METRICS_TOKEN holds: `Authorization: Bearer <token>`.',
  },
  'role-forbidden': {
    status: 403,
    title: 'Not allowed for this token',
    detail: 'The role of this token may not do that.',
  },
  'export-forbidden': {
    status: 403,
    title: 'Not allowed to export',
    detail: 'Only an account with the right to export may. An administrator gives it.',
  },
  'other-extension': {
    status: 403,
    title: 'Not allowed for this token',
    detail: "A manager's token acts for its own extension only. Leave `extension` out.",
  },
  csrf: {
    status: 403,
    title: 'Not from a page of Star7',
    detail:
      'Read the session anew, and send its `csrfToken` in the header `x-star7-csrf`, from a page of Star7.',
  },
  'sign-in-unfinished': {
    status: 403,
    title: 'Signing in is not finished',
    detail: 'Do first what `steps` of the session lists: set a new password, accept the terms.',
  },
  'order-refused': {
    status: 404,
    title: 'No such order for you',
    detail: 'This order cannot be reached with this token. Check the order number.',
  },
  'call-not-found': {
    status: 404,
    title: 'No such call for you',
    detail: 'This call cannot be seen with this token. Check the id.',
  },
  'account-not-found': {
    status: 404,
    title: 'No such account',
    detail: 'No active account of a supervisor or an administrator has this login.',
  },
  'last-administrator': {
    status: 409,
    title: 'The last administrator',
    detail: 'Nobody could administer the pages then. Make another administrator first.',
  },
  'manager-not-found': {
    status: 404,
    title: 'No such manager',
    detail: 'No active manager has this extension.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing here',
    detail: 'No such resource. /api/openapi.json lists them all.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'The header Allow lists what this resource can do.',
  },
  'manager-busy': {
    status: 409,
    title: 'The manager is in another call',
    detail: 'Nobody was called. Hang up the other call first.',
  },
  'manager-unreachable': {
    status: 409,
    title: "The manager's phone is not registered",
    detail: 'Nobody was called. Switch the phone on, or check its registration.',
  },
  'not-restorable': {
    status: 409,
    title: 'This change cannot be taken back',
    detail: 'It was taken back already, or the contact was changed again since. Read the time line again.',
  },
  'import-not-found': {
    status: 404,
    title: 'No such import',
    detail: 'No import has this id.',
  },
  'doctor-unavailable': {
    status: 409,
    title: 'The doctor cannot be run here',
    detail: '`why` of GET /api/doctor says what is missing. `star7 doctor` runs it at the prompt.',
  },
  'import-running': {
    status: 409,
    title: 'Another import is running',
    detail: 'One file is taken at a time. Wait until the other is done, then send this one again.',
  },
  'call-ended': {
    status: 409,
    title: 'The call has already ended',
    detail: 'There is nothing left to hang up.',
  },
  'totp-in-use': {
    status: 409,
    title: 'An authenticator is in use already',
    detail: 'Give that one up first.',
  },
  'totp-not-begun': {
    status: 409,
    title: 'No authenticator was begun',
    detail: 'Begin anew: a code confirms the secret that was shown last.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    detail: 'This resource takes less in one request.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'Send `Content-Type: application/json`; a file with orders, `text/csv`.',
  },
  'do-not-call': {
    status: 403,
    title: 'The customer is not to be called',
    detail: 'Nobody was called. The customer asked not to be.',
  },
  destination: {
    status: 403,
    title: 'The number lies in a range that is closed',
    detail: 'Nobody was called. Premium-rate and foreign numbers are closed unless the site opens them.',
  },
  'calling-hours': {
    status: 409,
    title: 'Too early or too late to call this customer',
    detail: 'Nobody was called. Try again within the calling hours, by the clock where the customer lives.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key belongs to another request',
    detail: 'Nothing was done, and nobody called. Use a new Idempotency-Key for each thing that you want.',
  },
  'too-many-failures': {
    status: 429,
    title: 'Too many failed authentications',
    detail: 'Wait as long as Retry-After says, then send a valid token.',
  },
  'too-many-sign-ins': {
    status: 429,
    title: 'Too many attempts to sign in',
    detail: 'Wait as long as Retry-After says, then try again.',
  },
  'too-many-own-streams': {
    status: 429,
    title: 'Too many readers of live events with this token or account',
    detail: 'Close one: a program needs one stream, a person one for each page that is open.',
  },
  'too-many-changes': {
    status: 429,
    title: 'Too many changed contacts',
    detail:
      'Nothing was changed. Wait as long as Retry-After says, or ask a supervisor to put the number in.',
  },
  'locked-out': {
    status: 429,
    title: 'Too many wrong order numbers',
    detail:
      'No order can be seen or called for a while, your own neither. Wait as long as Retry-After says, or ask whoever looks after Star7.',
  },
  'hourly-cap': {
    status: 429,
    title: 'The calls of this hour are used up',
    detail: 'Nobody was called. Wait as long as Retry-After says.',
  },
  'daily-cap': {
    status: 429,
    title: 'The calls of this day are used up',
    detail: 'Nobody was called. Wait as long as Retry-After says.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    detail: 'Send fewer or shorter headers.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    detail: 'Star7 could not do it. Its log says why; tell whoever looks after it.',
  },
  unavailable: {
    status: 503,
    title: 'Not available now',
    detail: 'The database or the PBX does not answer. Nothing was done; try again later.',
  },
  'call-unavailable': {
    status: 503,
    title: 'No calls now',
    detail:
      'The database or the PBX does not answer, and nobody was called. Try again later, with a new Idempotency-Key.',
  },
  'too-many-streams': {
    status: 503,
    title: 'Too many readers of live events',
    detail: 'Close one, or try again later.',
  },
  stopping: {
    status: 503,
    title: 'Star7 is stopping',
    detail: 'Try again when it is up.',
  },
} as const satisfies Record<string, Kind>;

export type ProblemSlug = keyof typeof problemKinds;

export interface ProblemOptions {
  headers?: Record<string, string>;
  faults?: readonly Fault[];
  cause?: unknown;
}

/** A request that cannot be served, as its sender shall read it. Holds no value of the request. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];

  constructor(
    readonly slug: ProblemSlug,
    options: ProblemOptions = {},
  ) {
    super(slug, { cause: options.cause });
    this.headers = options.headers ?? {};
    this.faults = options.faults ?? [];
  }

  get status(): number {
    return problemKinds[this.slug].status;
  }

  /** The document of RFC 9457. The same slug and faults give the same bytes. */
  document(): string {
    const { status, title, detail } = problemKinds[this.slug];
    return JSON.stringify({
      type: `urn:star7:problem:${this.slug}`,
      title,
      status,
      detail,
      slug: this.slug,
      ...(this.faults.length > 0 ? { errors: this.faults } : {}),
    });
  }
}

/** RFC 9457, section 6.1. */
export const problemMediaType = 'application/problem+json';

/** Awaits a port; whatever it rejects with means that nothing was done (fail closed). */
export async function fromPort<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('unavailable', { cause, headers: { 'retry-after': '5' } });
  }
}

/** What is wrong with one field of the body, for what a schema cannot say. */
export function bodyFault(pointer: string, code: string, detail: string): Problem {
  return new Problem('invalid-request', { faults: [faultOfBody(pointer, code, detail)] });
}

/** Something wrong with a member of the body. @param code see {@link Fault.code} */
export function faultOfBody(pointer: string, code: string, detail: string): Fault {
  return { in: 'body', pointer, code, detail };
}
