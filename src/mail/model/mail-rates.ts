import type { MailKind } from './mail';

/** Mails of an order in an hour, both directions: people write fewer. */
export const mostAnHour = 20;
/** Mails in a day that nobody wrote: two programs that answer each other end here. */
export const mostAutomaticADay = 5;

/** Seconds after each failed try to send: two days in all, as mail servers do (RFC 5321, section 4.5.4.1). */
export const retryDelays: readonly number[] = [
  5, 30, 120, 600, 1800, 3600, 3600, 7200, 14_400, 28_800, 43_200, 64_800,
];

/** Whether another mail of an order is taken. */
export function isTaken(
  kind: MailKind,
  { lastHour, automaticLastDay }: { lastHour: number; automaticLastDay: number },
): boolean {
  return lastHour < mostAnHour && (kind === 'person' || automaticLastDay < mostAutomaticADay);
}
