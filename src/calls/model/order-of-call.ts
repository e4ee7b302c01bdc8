import type { Slot } from '#kernel/slot';
import type { Masked } from '#kernel/masked';

/** What a call knows of its order, and what may be written down of it: names and ids, no number. */
export interface OrderFacts {
  orderId: number;
  orderNumber: string;
  customerName: string;
  contactPointId: number;
  slot: Slot;
}

/** An order that this manager may call now, with the one contact point to call. */
export interface AuthorisedOrder extends OrderFacts {
  /** E.164 with the plus, masked. */
  number: Masked;
  /**
   * What is dialled once the number has answered: digits, `*`, `#`, and `p` for a pause of two seconds; null for nothing.
   */
  extension: Masked | null;
}

/** The order of a live call. A call of an earlier process has no number any more: nobody new is called. */
export interface OrderOfCall extends OrderFacts {
  number: Masked | null;
  extension: Masked | null;
}
