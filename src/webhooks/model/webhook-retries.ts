/** Why a delivery failed. Stable. */
export const deliveryFaults = [
  /** Its host has no address. */
  'host-unknown',
  /** Its host has addresses of private networks alone, and is not listed (STAR7_OUTGOING_PRIVATE). */
  'address-refused',
  /** No connection, or it broke off. */
  'unreachable',
  'timeout',
  /** A certificate that is not valid for its host. */
  'certificate',
  /** A redirect, which is not followed. */
  'redirected',
  /** 410: the receiver wants no more. */
  'gone',
  /** Any other status that is not 2xx. */
  'status',
  /** Its secret cannot be opened: the key is not in the key file. */
  'secret-unreadable',
] as const;
export type DeliveryFault = (typeof deliveryFaults)[number];

const minute = 60;
const hour = 3600;

/** Seconds after each failed try: 22 hours in all. */
export const retryDelays: readonly number[] = [
  ...[5, 30, 2 * minute, 10 * minute, 30 * minute],
  ...[hour, 2 * hour, 4 * hour, 6 * hour, 8 * hour],
];

/** Of a wait that the receiver asks for, seconds. */
export const longestRetryAfter = 6 * hour;

/**
 * How long a delivery waits for its next try.
 * @param attempts how many have failed, this one too
 * @param retryAfter what the receiver asks for, in seconds
 * @param random in [0, 1): deliveries that failed together are not tried together
 * @returns seconds; null if there is none: it is dead
 */
export function nextDelay(
  attempts: number,
  fault: DeliveryFault,
  retryAfter: number | null,
  random: number,
): number | null {
  const delay = fault === 'gone' ? undefined : retryDelays[attempts - 1];
  if (delay === undefined) return null;
  return Math.max(delay * (0.9 + random * 0.2), Math.min(retryAfter ?? 0, longestRetryAfter));
}

/** @param text of the header (RFC 9110, section 10.2.3): seconds, or a date @returns seconds; null for anything else */
export function retryAfterOf(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  // Date.parse takes a lone number for a year.
  const at = /^[A-Z][a-z]/.test(text.trim()) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
