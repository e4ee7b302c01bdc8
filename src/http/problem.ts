import type { FaultCode } from '#kernel/fault-code';

/** A fault of a request and its place. `pointer` is a JSON Pointer as a fragment (RFC 6901, section 6). */
export interface Fault {
  in: 'body' | 'query' | 'header';
  pointer: string;
  /** Stable; set where a page distinguishes several faults of one field: `too-short`. */
  code?: FaultCode;
  /** What is expected. Never the value received: that may be a phone number in the wrong field. */
  detail: string;
}

interface Kind {
  status: number;
  title: string;
  /** What happened, and what to do. */
  detail: string;
}

/**
 * Everything that can go wrong with a request, by slug. Programs rely on slug and status; people read the rest, in a
 * session or through a program with a token: the texts fit both.
 */
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
    title: 'Invalid request',
    detail: 'Fix the errors listed in `errors`, and send the request again.',
  },
  unauthenticated: {
    status: 401,
    title: 'Not authenticated',
    detail:
      'Sign in, or send a valid token: `Authorization: Bearer <token>`. `star7 token create` makes one.',
  },
  'sign-in-refused': {
    status: 401,
    title: 'Wrong login or password',
    detail: 'Check both and try again. An administrator can reset the password.',
  },
  'code-required': {
    status: 401,
    title: 'Code required',
    detail: 'Send the code that the authenticator shows, together with login and password.',
  },
  'code-refused': {
    status: 401,
    title: 'Code not accepted',
    detail:
      'A code is valid for half a minute and only once. Send the next one that the authenticator shows.',
  },
  'courier-signed-out': {
    status: 401,
    title: 'Signed out',
    detail:
      'Ask the dispatcher for a new code, and sign in with it. Couriers are let in on their days alone.',
  },
  'courier-code-refused': {
    status: 401,
    title: 'Code not accepted',
    detail: 'A code signs in once, within an hour. Check it, or ask the dispatcher for a new one.',
  },
  'metrics-unauthenticated': {
    status: 401,
    title: 'Not authenticated',
    detail: 'Send the token set in STAR7_METRICS_TOKEN: `Authorization: Bearer <token>`.',
  },
  'role-forbidden': {
    status: 403,
    title: 'You may not do this',
    detail: 'Your role does not include this action.',
  },
  'export-forbidden': {
    status: 403,
    title: 'You may not export data',
    detail: 'The account needs the right to export, which an administrator grants.',
  },
  'other-extension': {
    status: 403,
    title: 'You may call only from your own extension',
    detail: 'Leave `extension` out.',
  },
  csrf: {
    status: 403,
    title: 'Not from a page of Star7',
    detail:
      'Read the session again, and send its `csrfToken` in the header `x-star7-csrf`, from a page of Star7.',
  },
  'sign-in-unfinished': {
    status: 403,
    title: 'Sign-in is not finished',
    detail: 'First do what `steps` of the session lists: set a new password, accept the terms.',
  },
  'order-refused': {
    status: 404,
    title: 'No such order, or not yours',
    detail: 'Check the order number.',
  },
  'call-not-found': {
    status: 404,
    title: 'No such call, or not yours',
    detail: 'Check the id.',
  },
  'account-not-found': {
    status: 404,
    title: 'No such account',
    detail: 'No active account of a supervisor or an administrator has this login.',
  },
  'last-administrator': {
    status: 409,
    title: 'The last administrator',
    detail: 'At least one administrator must remain. Add another one first.',
  },
  'second-person-needed': {
    status: 409,
    title: 'A second person is needed',
    detail:
      'You have agreed or asked yourself, or two persons have agreed already. Somebody else has to agree.',
  },
  'did-not-found': {
    status: 404,
    title: 'No such company number',
    detail: 'This number has no route of its own. GET /api/dids lists those that have one.',
  },
  'hook-refused': {
    status: 401,
    title: 'Not this shop’s webhook',
    detail:
      'The signature is missing or wrong, or the webhook is old. Enter the secret that Star7 showed for this address.',
  },
  'connector-not-found': {
    status: 404,
    title: 'No such shop',
    detail: 'GET /api/connectors lists the shops whose orders are fetched.',
  },
  'courier-not-found': {
    status: 404,
    title: 'No such courier',
    detail: 'No active courier has this number.',
  },
  'manager-not-found': {
    status: 404,
    title: 'No such manager',
    detail: 'No active manager has this extension.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    detail: 'No such resource. /api/openapi.json lists all of them.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'The header Allow lists the methods of this resource.',
  },
  'manager-busy': {
    status: 409,
    title: 'The manager is in another call',
    detail: 'No call was made. Hang up the other call first.',
  },
  'manager-unreachable': {
    status: 409,
    title: "The manager's phone is not registered",
    detail: 'No call was made. Switch the phone on, or check its registration.',
  },
  'delivery-ended': {
    status: 404,
    title: 'Not on its way with you',
    detail:
      'No call was made. The order was delivered, given to another courier, or handed over too long ago.',
  },
  'courier-busy': {
    status: 409,
    title: 'You are in another call',
    detail: 'No call was made. End the other call first.',
  },
  'courier-unreachable': {
    status: 409,
    title: 'Your own mobile is not known',
    detail: 'No call was made. Ask the dispatcher to enter the number of your mobile.',
  },
  'order-closed': {
    status: 409,
    title: 'The order is closed',
    detail:
      'Nothing was changed. The shop has closed the order: its contacts stay as they are until it opens it again.',
  },
  'not-restorable': {
    status: 409,
    title: 'This change cannot be undone',
    detail: 'It was undone already, or the contact has been changed again. Read the timeline again.',
  },
  'mail-off': {
    status: 409,
    title: 'Star7 sends no mails here',
    detail: 'Nothing was sent. An administrator turns mail on with STAR7_MAIL_DOMAIN.',
  },
  'no-mail-address': {
    status: 409,
    title: 'The order has no e-mail address',
    detail: 'Nothing was sent. The shop states the address with the order, or somebody enters it here.',
  },
  'confirmation-off': {
    status: 409,
    title: 'Addresses are not confirmed here',
    detail:
      'Nothing was sent. Whoever runs Star7 sets where customers reach the page: STAR7_MAIL_CONFIRM_URL.',
  },
  'address-confirmed': {
    status: 409,
    title: 'The address is confirmed already',
    detail: 'Nothing was sent.',
  },
  'sms-off': {
    status: 409,
    title: 'Star7 sends no SMS here',
    detail: 'Nothing was sent. An administrator turns SMS on with STAR7_SMS_SMPP_HOST.',
  },
  'no-phone-number': {
    status: 409,
    title: 'There is no number to write to',
    detail: 'Nothing was sent. SMS go to the main number of an open order.',
  },
  'sms-do-not-contact': {
    status: 409,
    title: 'The customer does not want to be contacted',
    detail: 'Nothing was sent. Answer by e-mail if the customer wrote one.',
  },
  'sms-destination': {
    status: 403,
    title: 'SMS to this kind of number are not allowed',
    detail: 'Nothing was sent. Foreign numbers are allowed only if the site is configured for them.',
  },
  'sms-hours': {
    status: 409,
    title: 'Too early or too late to write to this customer',
    detail: "Nothing was sent. Try again within the calling hours, in the customer's local time.",
  },
  'program-forbidden': {
    status: 409,
    title: 'This manager may not use a mail program',
    detail:
      'Nothing was changed. An administrator allows it under Managers, where the site takes mails from mail programs.',
  },
  'reveal-off': {
    status: 409,
    title: 'Nobody may see what is hidden here',
    detail: 'Nothing was shown. Whoever runs the machine turns it on with STAR7_REVEAL.',
  },
  'reveal-decided': {
    status: 409,
    title: 'The request is decided already',
    detail: 'Nothing was changed. It was approved, refused, looked at, or nobody decided within a day.',
  },
  'reveal-not-approved': {
    status: 409,
    title: 'There is nothing to look at',
    detail: 'It is shown once, within an hour after somebody else has approved it. Ask again.',
  },
  'nothing-to-reveal': {
    status: 409,
    title: 'There is nothing to show',
    detail:
      'The order has no such number or address, or the original of the mail was not kept or is deleted.',
  },
  'not-undoable': {
    status: 409,
    title: 'This outcome cannot be taken back',
    detail:
      'Only its author can, within two minutes, while nothing else has been written on the order and nobody has called since. Record the right outcome instead.',
  },
  'import-not-found': {
    status: 404,
    title: 'No such import',
    detail: 'No import has this id.',
  },
  'doctor-unavailable': {
    status: 409,
    title: 'The doctor cannot run here',
    detail: '`why` of GET /api/doctor says what is missing. `star7 doctor` runs it on the command line.',
  },
  'import-running': {
    status: 409,
    title: 'Another import is running',
    detail: 'Imports run one at a time. Wait until the other one has finished, then send this file again.',
  },
  'listening-off': {
    status: 403,
    title: 'Supervisors may not listen here',
    detail: 'An administrator decides it: the setting supervisorListening.',
  },
  'page-phones-in-use': {
    status: 409,
    title: 'All phones for pages are in use',
    detail:
      'Try again when a colleague has gone off duty; one that was just given back rests for 20 seconds. An administrator can add more: star7 phone static.',
  },
  'desk-phones-off': {
    status: 409,
    title: 'Star7 sets up no desk phones here',
    detail:
      'Set STAR7_DESK_PHONE_SERVER to the name and port at which phones reach Asterisk by TLS, and restart Star7.',
  },
  'no-own-phone': {
    status: 409,
    title: 'No phone to listen with',
    detail:
      'Sign in with an account of your own, to which an administrator has given the extension of your phone.',
  },
  'own-call': {
    status: 409,
    title: 'Your own phone is in this call',
    detail: 'Nobody listens to a call of their own.',
  },
  'call-listened': {
    status: 409,
    title: 'Another supervisor takes part in this call',
    detail: 'One at a time. The board says who it is.',
  },
  'not-listening': {
    status: 409,
    title: 'You do not take part in this call',
    detail: 'There is nothing to end.',
  },
  'phone-busy': {
    status: 409,
    title: 'Your phone is in use',
    detail: 'Hang up, then try again.',
  },
  'phone-unreachable': {
    status: 409,
    title: 'Your phone is not reachable',
    detail: 'Check that the phone of your account is on and registered.',
  },
  'not-talked': {
    status: 409,
    title: 'Nobody has talked in this call',
    detail: 'Only of a call that the customer’s side answered can it be said who did.',
  },
  'not-talking': {
    status: 409,
    title: 'Not in a conversation',
    detail: 'This is possible while manager and customer talk. Wait until they do.',
  },
  'transfer-running': {
    status: 409,
    title: 'The customer is being passed on already',
    detail: 'Wait until that is over, or end it with DELETE /api/calls/{id}/hold.',
  },
  'colleague-unknown': {
    status: 404,
    title: 'No such colleague or group',
    detail: 'Nobody was called. GET /api/colleagues lists to whom you can pass customers.',
  },
  'colleague-self': {
    status: 409,
    title: 'This is your own extension',
    detail: 'Nobody was called. Give the extension of a colleague.',
  },
  'colleague-other-group': {
    status: 403,
    title: 'This colleague may not be shown the order',
    detail:
      'Nobody was called: customers are passed on within a group. An administrator can allow it for everybody.',
  },
  'colleague-away': {
    status: 409,
    title: 'The colleague takes no calls now',
    detail: 'Nobody was called. Choose another colleague.',
  },
  'colleague-busy': {
    status: 409,
    title: 'The colleague is in a call',
    detail: 'Nobody was called. Choose another colleague, or try again later.',
  },
  'colleague-unreachable': {
    status: 409,
    title: "The colleague's phone is not connected",
    detail: 'Nobody was called. Choose another colleague.',
  },
  'nobody-free': {
    status: 409,
    title: 'Nobody in the group is free',
    detail: 'Nobody was called. Try again later, or choose a colleague.',
  },
  'order-not-yours': {
    status: 403,
    title: 'The order is not yours to give away',
    detail: 'Nobody was called. Pass the customer on without the order.',
  },
  'colleagues-unavailable': {
    status: 503,
    title: 'Nobody could be looked up',
    detail: 'Nobody was called. Try again shortly.',
  },
  'call-ended': {
    status: 409,
    title: 'The call has already ended',
    detail: 'There is no call left to hang up.',
  },
  'totp-in-use': {
    status: 409,
    title: 'An authenticator is already in use',
    detail: 'Turn that one off first.',
  },
  'totp-not-begun': {
    status: 409,
    title: 'No authenticator to confirm',
    detail: 'Start again: a code confirms the most recent secret.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    detail: 'This resource accepts smaller bodies only.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'Send `Content-Type: application/json`; for a file with orders, `text/csv`.',
  },
  'do-not-call': {
    status: 403,
    title: 'The customer asked not to be called',
    detail: 'No call was made.',
  },
  destination: {
    status: 403,
    title: 'Calls to this kind of number are not allowed',
    detail:
      'No call was made. Premium-rate and foreign numbers are allowed only if the site is configured for them.',
  },
  'calling-hours': {
    status: 409,
    title: 'Too early or too late to call this customer',
    detail: "No call was made. Try again within the calling hours, in the customer's local time.",
  },
  'order-not-accepted': {
    status: 422,
    title: 'The order was not accepted',
    detail: 'Nothing was written. `reason` and `errors` say why; state it again once that is mended.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key belongs to another request',
    detail:
      'Nothing was done and no call was made. Use a new Idempotency-Key for each request that is not a repetition.',
  },
  'too-many-failures': {
    status: 429,
    title: 'Too many failed authentications',
    detail:
      'Wait for the time given in Retry-After, then send a valid token, or a webhook with a valid signature.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail:
      'Nothing was done. Wait for the time given in Retry-After; several orders can go into one request.',
  },
  'too-many-sign-ins': {
    status: 429,
    title: 'Too many attempts to sign in',
    detail: 'Wait for the time given in Retry-After, then try again.',
  },
  'too-many-own-streams': {
    status: 429,
    title: 'Too many event streams for this token or account',
    detail: 'Close one: a program needs one stream, a person one for each open page.',
  },
  'too-many-changes': {
    status: 429,
    title: 'Too many changed contacts',
    detail:
      'Nothing was changed. Wait for the time given in Retry-After, or ask a supervisor to enter the number.',
  },
  'too-many-mails': {
    status: 429,
    title: 'Too many mails',
    detail: 'Nothing was sent: an order has at most 20 mails in an hour. Wait, then send it again.',
  },
  'sms-day-limit': {
    status: 429,
    title: 'The SMS of this day are used up',
    detail: 'Nothing was sent. An administrator sets the limit with STAR7_SMS_PARTS_DAY.',
  },
  'too-many-reveals': {
    status: 429,
    title: 'Too many requests to see what is hidden',
    detail: 'Nothing was asked for. A day allows a few of one person, and of all together.',
  },
  'too-many-entries': {
    status: 429,
    title: 'Too many notes and outcomes',
    detail: 'Nothing was written. Wait for the time given in Retry-After, then send it again.',
  },
  'locked-out': {
    status: 429,
    title: 'Too many wrong order numbers',
    detail:
      'For a while you can neither see nor call any order, not even your own. Wait for the time given in Retry-After, or ask your administrator.',
  },
  'hourly-cap': {
    status: 429,
    title: 'Hourly call limit reached',
    detail: 'No call was made. Wait for the time given in Retry-After.',
  },
  'daily-cap': {
    status: 429,
    title: 'Daily call limit reached',
    detail: 'No call was made. Wait for the time given in Retry-After.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    detail: 'Send fewer or shorter headers.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    detail: 'Star7 failed; its log says why. Tell your administrator.',
  },
  unavailable: {
    status: 503,
    title: 'Not available now',
    detail: 'The database or the PBX is not responding. Nothing was done; try again later.',
  },
  'call-unavailable': {
    status: 503,
    title: 'No calls now',
    detail:
      'The database or the PBX is not responding. No call was made; try again later, with a new Idempotency-Key.',
  },
  'too-many-streams': {
    status: 503,
    title: 'Too many event streams',
    detail: 'Close one, or try again later.',
  },
  stopping: {
    status: 503,
    title: 'Star7 is stopping',
    detail: 'Try again when it has restarted.',
  },
} as const satisfies Record<string, Kind>;

export type ProblemSlug = keyof typeof problemKinds;

export interface ProblemOptions {
  headers?: Record<string, string>;
  faults?: readonly Fault[];
  /** Stable; of a problem that has several. */
  reason?: string;
  cause?: unknown;
}

/** Why a request cannot be served, for its sender. Holds no value of the request. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  readonly reason: string | undefined;

  constructor(
    readonly slug: ProblemSlug,
    options: ProblemOptions = {},
  ) {
    super(slug, { cause: options.cause });
    this.headers = options.headers ?? {};
    this.faults = options.faults ?? [];
    this.reason = options.reason;
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
      ...(this.reason !== undefined && { reason: this.reason }),
      ...(this.faults.length > 0 ? { errors: this.faults } : {}),
    });
  }
}

/** RFC 9457, section 6.1. */
export const problemMediaType = 'application/problem+json';

/** Awaits a port; any rejection means that nothing was done (fail closed). */
export async function fromPort<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('unavailable', { cause, headers: { 'retry-after': '5' } });
  }
}

/** What is wrong with one field of the body, for what a schema cannot say. */
export function bodyFault(pointer: string, code: FaultCode, detail: string): Problem {
  return new Problem('invalid-request', { faults: [faultOfBody(pointer, code, detail)] });
}

/** Something wrong with a member of the body. @param code see {@link Fault.code} */
export function faultOfBody(pointer: string, code: FaultCode, detail: string): Fault {
  return { in: 'body', pointer, code, detail };
}
