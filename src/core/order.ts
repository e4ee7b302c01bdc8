import type { Slot } from './call-record';
import type { Masked } from './masked';

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
}

/** The order of a call that is up. A call that an earlier process began has no number any more: nobody new is called. */
export interface OrderOfCall extends OrderFacts {
  number: Masked | null;
}

/** Longest order number that is looked up; a longer one is unknown by definition. */
export const longestOrderNumber = 32;

const orderNumberPattern = /^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?$/;

/**
 * Whether a text can be an order number at all: 1 to 32 letters and digits, with dots, dashes and
 * underscores inside. What cannot be one is treated exactly like one that is unknown.
 */
export function isOrderNumber(text: string): boolean {
  return orderNumberPattern.test(text);
}
