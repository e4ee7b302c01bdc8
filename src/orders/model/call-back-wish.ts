import { isOpen, parseCallingHours } from '#kernel/calling-hours';
import { localTimeOf } from '#kernel/local-time';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';

/** A customer who pressed 1 to be called back, and whom nobody has called since; and who has not called again. */
export interface CallBackWish {
  orderNumber: string;
  /** Of the order's manager. */
  managerExtension: string;
  /** The number that the customer called from. */
  slot: Slot;
  /** The call in which it was wished. */
  callId: string;
  wishedAt: Micros;
  /** Calls that Star7 has made for it. */
  tries: number;
  /** When the last of them began; null before the first. */
  lastTryAt: Micros | null;
  /** The customer's, IANA; null where it is not known. */
  timeZone: string | null;
}

/** What of the site's settings decides it. */
export interface CallBackRules {
  /** Calls for one wish at most; 0 for none. */
  callBackTries: number;
  callingHours: string;
  defaultTimeZone: string;
}

/** An older wish is on the list of missed calls alone: people decide what becomes of it. */
export const wishesLast: Micros = 24 * 3600 * 1_000_000;

/** Between two calls for one wish. */
export const betweenTries: Micros = 5 * 60 * 1_000_000;

/** For so long a manager has been free, to write down what the last call came to. */
export const managersRest: Micros = 10 * 1_000_000;

/** Whether Star7 may call for a wish now, whoever is free. */
export function isDue(wish: CallBackWish, rules: CallBackRules, at: Micros): boolean {
  const { wishedAt, tries, lastTryAt, timeZone } = wish;
  if (tries >= rules.callBackTries || at - wishedAt > wishesLast) return false;
  if (lastTryAt !== null && at - lastTryAt < betweenTries) return false;
  // Not left to the limit of all calls: each call that it refuses is a record.
  const hours = parseCallingHours(rules.callingHours);
  const there = localTimeOf(at, timeZone ?? rules.defaultTimeZone);
  return hours !== null && there !== null && isOpen(hours, there);
}
