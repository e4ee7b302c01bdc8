import type { OrderDetails } from './model/order-details';
import type { Micros } from '#kernel/micros';

/** What a customer has ordered before and since, as figures: no number and no name of another order. */
export interface OtherOrders {
  open: number;
  closed: number;
  cancelled: number;
  /** When the last of them was placed; null where none has a date. */
  lastPlacedAt: Micros | null;
}

/** What a manager needs of an order beside its view. */
export interface OrderInFull {
  /** As the shop writes its number, where that differs. */
  statedNumber: string | null;
  /** What is dialled after `*7`, where that is not the number; null where the number itself is, or nothing can be. */
  dialled: string | null;
  /** Null where the shop has stated none. */
  details: OrderDetails | null;
  others: OtherOrders;
  /** By id of a field of the site, what somebody has filled in last; an empty text where it was cleared. */
  filled: Readonly<Record<string, string>>;
}

export interface OrdersInFull {
  /** Of an order that exists. */
  find(orderNumber: string): Promise<OrderInFull>;
  /** What the shop has stated alone. */
  details(orderNumber: string): Promise<OrderDetails | null>;
}
