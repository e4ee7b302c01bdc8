import { Feed } from '#kernel/feed';

/** Something was written or done on an order. */
export interface OrderChange {
  orderNumber: string;
  /** Whose order it is; null while nobody has it. */
  managerExtension: string | null;
}

/** Changes of orders: a note, an outcome, a contact. */
export class OrderFeed extends Feed<OrderChange> {}
