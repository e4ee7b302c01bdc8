import type { SmsReceipt } from '../model/sms/receipt';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/** An SMS that came to a number of an invented customer, or to one that nobody was given. */
export interface LineSms {
  /** E.164. */
  to: Masked;
  /** As the provider gave it. */
  from: Masked;
  /** Its sender in E.164; null: a name, or a short number. */
  number: Masked | null;
  /** From the number or name under which the company itself writes. */
  isCompany: boolean;
  text: string;
  at: Micros;
  /** A repetition has one of both: of its time, and of the time before. */
  once: readonly [Buffer, Buffer];
}

/** What becomes of a part of an SMS to such a number, as it does to people's. */
export interface SmsFate {
  /** So long the provider takes to answer, milliseconds. */
  answerMs: number;
  /** It refuses for good; null: it takes it. */
  refusal: SmsReceipt['fault'];
  /** Null: none comes. */
  receipt: (Pick<SmsReceipt, 'fault'> & { outcome: 'delivered' | 'failed'; afterMs: number }) | null;
}

/** The company's own numbers that are invented customers'. Throws StoreError, VaultError. */
export interface OwnSmsLines {
  /** @param number E.164 */
  isLine(number: Masked): Promise<boolean>;
  take(sms: LineSms): Promise<void>;
  /**
   * @param point where the SMS of an order go; a number that is dead stays dead
   * @returns null: it is a customer's, or too little is known of customers' to be alike
   */
  fateOf(orderNumber: string, point: { id: number; number: Masked }): Promise<SmsFate | null>;
  /** Customers' receipts, which usually come soon, do not come now. */
  areReceiptsLate(): Promise<boolean>;
}
