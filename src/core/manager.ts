/** Prompts exist in these languages. */
export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

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
}
