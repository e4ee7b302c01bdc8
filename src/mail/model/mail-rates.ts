import type { MailKind } from './mail';

/** Mails of an order in an hour, between the shop and the order's own address: people write fewer. */
export const mostAnHour = 20;
/** The same of strangers, counted apart: whoever else knows the address of an order cannot silence its customer. */
export const mostOfStrangersAnHour = 10;
/** SMS from the order's number, counted apart: a sender can be forged, and silences neither the shop nor the customer's mails. */
export const mostSmsAnHour = 20;
/** Mails in a day that nobody wrote: two programs that answer each other end here. */
export const mostAutomaticADay = 5;

/** Seconds after each failed try to send: two days in all, as mail servers do (RFC 5321, section 4.5.4.1). */
export const retryDelays: readonly number[] = [
  5, 30, 120, 600, 1800, 3600, 3600, 7200, 14_400, 28_800, 43_200, 64_800,
];

/** How many mails of an order a time has seen. */
export interface MailCount {
  lastHour: number;
  /** Of those that nobody wrote. */
  automaticLastDay: number;
}

/** What a stranger is: an address that is not the order's, or what a filter takes for spam whatever address it shows. */
export interface MailCounts {
  known: MailCount;
  strangers: MailCount;
  /** What came in by SMS. */
  sms: MailCount;
}

/** Whether another mail of an order is taken. @param from `known`: the shop too */
export function isTaken(kind: MailKind, counts: MailCounts, from: keyof MailCounts = 'known'): boolean {
  const { lastHour, automaticLastDay } = counts[from];
  const most = { known: mostAnHour, strangers: mostOfStrangersAnHour, sms: mostSmsAnHour }[from];
  return lastHour < most && (kind === 'person' || automaticLastDay < mostAutomaticADay);
}
