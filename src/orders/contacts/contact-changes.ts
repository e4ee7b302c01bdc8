import type { Slot } from '#kernel/slot';
import type { Masked } from '#kernel/masked';
import type { OrderWrite } from '../order-entries';
import type { OrderView } from '../order-view';

/** Why a number is not taken. Stable: pages translate them. */
export const contactFaults = [
  'empty',
  'not-a-number',
  'too-short',
  'too-long',
  'unknown-country-code',
  'invalid-for-region',
  'has-extension',
  'closed-destination',
] as const;
export type ContactFault = (typeof contactFaults)[number];

export interface ContactChange extends OrderWrite {
  slot: Slot;
  /** In international form, as {@link ContactChanges.read} gave it. */
  number: Masked;
}

export interface ContactRestoration extends OrderWrite {
  slot: Slot;
  /** The entry that is to be taken back. */
  entryId: string;
}

export type ContactResult =
  /** `others`: the customer's other open orders for which it holds too. */
  | {
      result: 'written';
      order: OrderView;
      others: Pick<OrderView, 'orderNumber' | 'managerExtension'>[];
    }
  | { result: 'refused' }
  /** The entry is no change of this slot, is taken back already, or another number stands there now. */
  | { result: 'not-restorable' };

/** A manager's changes of an hour or a day are used up. Nothing was asked of the number. */
export interface TooManyChanges {
  result: 'too-many';
  retryAfterSeconds: number;
}

/**
 * New numbers for old ones. What a slot held before is kept for supervisors to restore, and tells itself in nothing: the
 * same number once more is a change like any other.
 */
export interface ContactChanges {
  /** Reads a number as people write it. Asks nobody: what is wrong with it does not depend on an order. */
  read(text: Masked): { number: Masked } | { fault: ContactFault };
  /**
   * Puts a number into a slot of an order, and of the customer's other open orders that held the same one there. The
   * order stays that customer's, whoever else has the number. What managers change is limited.
   */
  change(change: ContactChange): Promise<ContactResult | TooManyChanges>;
  /** Takes a change back, wherever it was made. */
  restore(restoration: ContactRestoration): Promise<ContactResult>;
}
