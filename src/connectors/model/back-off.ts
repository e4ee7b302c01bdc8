/** Milliseconds. */
const first = 1_000;
const longest = 300_000;

/**
 * How long to wait after failures in a row: a second, doubled each time up to five minutes, and longer where the shop
 * says so.
 * @param retryAfterMs of the answer; null for none
 */
export function pauseAfter(failures: number, retryAfterMs: number | null): number {
  const own = Math.min(first * 2 ** Math.max(0, failures - 1), longest);
  return Math.max(own, retryAfterMs ?? 0);
}

/** `Retry-After` of RFC 9110, section 10.2.3: seconds or a date. @returns milliseconds, at most an hour; null for neither */
export function retryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  const at = /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(at) ? null : Math.min(Math.max(at, 0), 3_600_000);
}
