import type { FaultCode } from './fault-code';

/**
 * Why a use case did nothing. Stable: src/http maps each to a problem, src/cli some of them to an exit status. Stores
 * throw errors of their own that carry one of these slugs.
 */
export const refusalSlugs = [
  'role-forbidden',
  'other-extension',
  'export-forbidden',
  /** One or more fields are wrong: see {@link RefusedError.faults}. */
  'invalid-input',
  /** An idempotency key was used for another request. */
  'idempotency-key-reused',
  /** What was asked for could not be written to the audit log, or a store does not answer. */
  'unavailable',
  /** Something failed on the way: nobody can say what was done. */
  'internal',
  'stopping',

  'order-refused',
  'locked-out',
  'slot-unknown',
  'too-many-changes',
  'too-many-entries',
  'not-restorable',
  'order-closed',
  'not-undoable',
  'import-unknown',
  'import-running',

  'call-not-found',
  'call-ended',
  'not-talking',
  'transfer-running',
  'colleague-unknown',
  'colleague-self',
  'colleague-other-group',
  'colleague-away',
  'colleague-busy',
  'colleague-unreachable',
  'nobody-free',
  'order-not-yours',
  'colleagues-unavailable',
  'not-talked',
  'listening-off',
  'no-own-phone',
  'own-call',
  'call-listened',
  'not-listening',
  'phone-busy',
  'phone-unreachable',
  'call-unavailable',
  'manager-busy',
  'manager-unreachable',
  'do-not-call',
  'destination',
  'calling-hours',
  'hourly-cap',
  'daily-cap',

  'courier-busy',
  'delivery-ended',
  'courier-unreachable',
  'courier-signed-out',

  /** Each endpoint that the site has for phones in pages is lent to somebody. */
  'page-phones-in-use',
  /** The site sets up no desk phones. */
  'desk-phones-off',

  'did-unknown',
  'webhook-unknown',
  'delivery-unknown',
  'mail-unknown',
  'template-unknown',
  /** The order has no e-mail address. */
  'no-mail-address',
  'confirmation-off',
  /** The manager may use no mail program of their own, or the site takes no mails from any. */
  'program-forbidden',
  'address-confirmed',
  /** The site has no mail. */
  'mail-off',
  'too-many-mails',
  /** The site has no SMS. */
  'sms-off',
  /** The order is closed, or has no number. */
  'no-phone-number',
  'sms-do-not-contact',
  'sms-destination',
  'sms-hours',
  'sms-day-limit',
  /** The site does not let anybody see what is hidden. */
  'reveal-off',
  'reveal-unknown',
  'reveal-decided',
  'reveal-not-approved',
  'nothing-to-reveal',
  'too-many-reveals',
  'second-person-needed',
  'connector-unknown',
  'hook-unknown',
  /** What came to a shop's address for webhooks is not that shop's. */
  'hook-refused',
  'courier-unknown',
  'manager-unknown',
  'account-unknown',
  'last-administrator',
  'sign-in-refused',
  'code-required',
  'code-refused',
  'too-many-sign-ins',
  'sign-in-unfinished',
  'totp-in-use',
  'totp-not-begun',
] as const;
export type RefusalSlug = (typeof refusalSlugs)[number];

/** What is wrong with one field. Never holds its value, which may be a phone number. */
export interface FieldFault {
  /** Path of the field in what was asked: `number`, `items/3/slug`. */
  field: string;
  /** Stable: pages translate it. */
  code: FaultCode;
  /** What is expected. */
  detail: string;
}

export interface RefusedErrorOptions {
  /** For people at the prompt; the slug where there is none. */
  message?: string;
  /** When the refusal passes by itself. */
  retryAfterSeconds?: number | null;
  faults?: readonly FieldFault[];
  cause?: unknown;
}

/** A use case refuses, for a reason that its caller may know. Holds nothing of the request. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly retryAfterSeconds: number | null;
  readonly faults: readonly FieldFault[];

  constructor(
    readonly slug: RefusalSlug,
    { message = slug, retryAfterSeconds = null, faults = [], cause }: RefusedErrorOptions = {},
  ) {
    super(message, { cause });
    this.retryAfterSeconds = retryAfterSeconds;
    this.faults = faults;
  }
}

/** @throws RefusedError `invalid-input` where there are faults */
export function refuseFaults(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw new RefusedError('invalid-input', { faults });
}
