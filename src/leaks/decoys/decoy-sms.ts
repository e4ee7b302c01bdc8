import type { HitClass } from '../model/decoys/evidence';

/** An SMS as it came. */
export interface SmsContent {
  text: string;
  /** A number, or a name. */
  from: string;
}

/** What came to the numbers of decoys by SMS, and needs the keys. Throws StoreError. */
export interface DecoySmsTexts {
  /** @returns null for none, and for one that was removed @throws VaultError */
  smsContent(id: number): Promise<SmsContent | null>;
  /** @returns whether there is such an SMS */
  judgeSms(id: number, hitClass: HitClass, by: string): Promise<boolean>;
}
