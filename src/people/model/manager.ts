import type { Language } from '#kernel/language';

/**
 * An employee who calls customers, with the settings that shape their calls.
 * `extension` is both the SIP endpoint's name and what is dialled to reach the phone.
 */
export interface Manager {
  id: number;
  extension: string;
  name: string;
  language: Language;
  /** Shown to customers, E.164 without the plus; null means the company's default DID. */
  did: string | null;
  /** What `*7…` does with the phone that dialled it: keep its channel, or hang up and call it back. */
  shortCodeMode: 'keep' | 'call-back';
  /** Ask the phone to answer click-to-call by itself (the header is the PBX configuration's choice). */
  autoAnswer: boolean;
  /** Ask for a 1 before the customer is called: for extensions that voicemail may answer. */
  pressToAccept: boolean;
  /** Calls in any hour and in any 24 hours; 0 for no cap, null for the site's. */
  maxCallsHour: number | null;
  maxCallsDay: number | null;
}

/** What names a SIP endpoint, and fits the column. */
export const extensionPattern = '^[0-9A-Za-z][0-9A-Za-z_.-]{0,31}$';
/** E.164 without the plus. */
export const didPattern = '^[1-9][0-9]{2,14}$';
/** The column's width, in characters. */
export const longestManagerName = 200;
/** The column's width, in characters. */
export const longestGroup = 64;
export const largestCap = 1_000_000_000;

const extension = new RegExp(extensionPattern);
const did = new RegExp(didPattern);

/** Whether a text can be an extension. */
export function isExtension(text: string): boolean {
  return extension.test(text);
}

/** Whether a text can be shown to customers as the number that calls them. */
export function isDid(text: string): boolean {
  return did.test(text);
}
