import type { DeliveryFault } from '../model/mail';
import type { SmsReceipt } from '../model/sms/receipt';
import type { Restraints } from '#calls/model/call-limits';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { OrderChange } from '#orders/order-feed';
import type { KeptSms } from '#vault/sms-vault';

/** The number that an order's SMS go to, and what restrains it. */
export interface SmsPoint {
  id: number;
  /** E.164. */
  number: Masked;
  restraints: Restraints;
}

/** An SMS that this process sends. */
export interface ClaimedSms {
  id: number;
  lease: string;
  order: OrderChange;
  sender: string;
  text: string;
  writtenAt: Micros;
  /** How many tries have failed before. */
  attempts: number;
  /** How often it was not known whether the provider took it. */
  unanswered: number;
  /** Parts that the provider has already, from 1. */
  taken: ReadonlySet<number>;
  /** Whether the order is open still. */
  isOpen: boolean;
  /** Null where the order is closed, or has no number any more. */
  point: SmsPoint | null;
}

/** A part that the provider has, or that was kept inside. */
export interface TakenPart {
  messageId: string;
  /** From giving it to the answer. */
  answerMs: number;
  /** Null: the provider gives it. */
  receipt: { dueAt: Micros; outcome: 'delivered' | 'failed'; fault: DeliveryFault | null } | null;
}

/** SMS that are to be sent, and what became of them. Several processes may send. Every method throws StoreError. */
export interface SmsOutbox {
  pointOf(orderNumber: string): Promise<SmsPoint | null>;
  /** Parts that were written since then. */
  partsSince(since: Micros): Promise<number>;
  claim(most: number, lease: { until: Micros; now: Micros }): Promise<ClaimedSms[]>;
  /** A part is given to the provider from now on: before its answer nobody knows whether it has it. */
  asking(sms: ClaimedSms, until: Micros): Promise<void>;
  partTaken(sms: ClaimedSms, nth: number, taken: TakenPart, until: Micros): Promise<void>;
  /** The provider has all parts. */
  sent(sms: ClaimedSms): Promise<void>;
  /** To be tried again. @param isAttempt whether this try counts @param wasAsked whether the provider may have it */
  again(
    sms: ClaimedSms,
    later: { fault: DeliveryFault | null; dueAt: Micros; isAttempt: boolean; wasAsked: boolean },
  ): Promise<void>;
  /** @param answerMs so long the provider took to refuse it; null: it was not asked */
  failed(sms: ClaimedSms, fault: DeliveryFault, answerMs: number | null): Promise<void>;
  /** Those that Star7 owes itself, and that are due. */
  dueReceipts(now: Micros, most: number): Promise<SmsReceipt[]>;
  /** @param names of a message, as receipts may have them @returns its order; null where no message has such a name */
  receipt(names: readonly string[], receipt: SmsReceipt): Promise<OrderChange | null>;
  counts(now: Micros): Promise<{ waiting: number; failed: number; oldestSeconds: number }>;
}

/** Why an SMS is at no order. Stable: stored, and words of the pages. */
export const strangerReasons = [
  /** No order has the number, or none that is open. */
  'nobody',
  /** Orders of several customers have it, and none of them was written to. */
  'several',
  /** It came to another number than the shop writes from. */
  'other-number',
  /** The number is none, or hidden. */
  'no-number',
] as const;
export type StrangerReason = (typeof strangerReasons)[number];

/** An SMS that is at no order. Its number is not kept. */
export interface StrangerSms {
  id: number;
  at: Micros;
  reason: StrangerReason;
  text: string;
  hidden: number;
}

/** A message whose parts are all there, or waited for long enough. */
export interface DueSms {
  ids: number[];
  /** When its first part came. */
  at: Micros;
  /** Those that failed. */
  tries: number;
  /** Null where they cannot be opened now. */
  parts: KeptSms[] | null;
}

/** SMS that came in. Every method throws StoreError, and VaultError where it opens or seals. */
export interface SmsInbox {
  /** A part that is there already, or was some minutes ago, changes nothing. */
  keep(sms: KeptSms, at: Micros): Promise<void>;
  due(now: Micros, most: number): Promise<DueSms[]>;
  /** @param dueAt null: it is set aside, sealed @param tries that failed */
  later(ids: readonly number[], dueAt: Micros | null, tries: number): Promise<void>;
  /** They are taken, or nobody's. */
  drop(ids: readonly number[], now: Micros): Promise<void>;
  /**
   * The order whose customer writes: of those with this number the one that was last written to from the company's, and else the one to which a
   * call of the number would go.
   * `isStated`: the shop stated the number, and no person typed it.
   * @param sender the company's number
   */
  orderOf(
    number: Masked,
    sender: string,
  ): Promise<{ orderNumber: string; isStated: boolean } | Extract<StrangerReason, 'nobody' | 'several'>>;
  /** The same for a message that the provider gives again within some minutes. */
  onceOf(from: Masked, text: string, at: Micros): Buffer;
  strangersSince(since: Micros): Promise<number>;
  /** @param once of its time @param before of the time before */
  keepStranger(stranger: Omit<StrangerSms, 'id'>, once: Buffer, before: Buffer): Promise<void>;
  /** What was set aside is tried once more. */
  retry(now: Micros): Promise<void>;
  /** The newest first. */
  strangers(page: PageRequest): Promise<Page<StrangerSms>>;
  /** Deletes what has been kept for long enough. */
  tidy(now: Micros): Promise<void>;
  counts(): Promise<{ waiting: number; setAside: number }>;
}
