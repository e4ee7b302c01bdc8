import type { AddressState } from './model/address-state';
import type { Micros } from '#kernel/micros';
import type { OrderChange } from '#orders/order-feed';

/** Links that confirm addresses. Every method throws StoreError. */
export interface Confirmations {
  /** Of the address that the order has now. */
  state(orderNumber: string, now: Micros): Promise<AddressState>;
  /** Links that were asked for since then. */
  asked(orderId: number, author: string, since: Micros): Promise<{ ofOrder: number; ofAuthor: number }>;
  /**
   * Confirms the address that the link was sent to, once.
   * @returns the order; null where the link is unknown, used or expired, or the order has another address by now
   */
  confirm(hash: Buffer, now: Micros): Promise<OrderChange | null>;
}
