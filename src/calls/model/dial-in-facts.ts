import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';

/** What a manager who calls from the own mobile is asked to key in. */
export type DialInQuestion = 'pin' | 'order-number';

/** What is known of somebody who calls the number for managers, until an order is keyed in. Never stored. */
export interface DialInFacts {
  /** The caller's number as the carrier gave it; null if it was withheld, and once the PIN was right. */
  readonly caller: Masked | null;
  /** Of announcements until it is known who calls. */
  readonly language: Language;
  readonly question: DialInQuestion | null;
  readonly isChecking: boolean;
  readonly keyed: Readonly<Record<DialInQuestion, string>>;
  readonly misses: number;
}

export function newDialInFacts(language: Language, caller: Masked | null): DialInFacts {
  return { caller, language, question: null, isChecking: false, keyed: nothingKeyedByManager, misses: 0 };
}

export const nothingKeyedByManager: DialInFacts['keyed'] = { pin: '', 'order-number': '' };
