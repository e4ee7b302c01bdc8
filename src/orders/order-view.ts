import type { Missed } from './model/missed';
import type { QueuePart } from './model/outcome';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';

export const orderStatuses = ['open', 'closed', 'cancelled'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** An order as its manager may see it. No number, no address; only which slots are filled. */
export interface OrderView {
  orderNumber: string;
  customerName: string;
  /** Null while nobody has it: it waits in the pool. */
  managerExtension: string | null;
  status: OrderStatus;
  /** Decimal text, so that no cent is lost; null where the shop gave none. */
  amount: string | null;
  /** ISO 4217. */
  currency: string | null;
  placedAt: Micros | null;
  slots: string[];
  /** Those of them whose number is behind a switchboard: that there is an extension, never which. */
  extensions: string[];
  /** Where it stands in its manager's queue. */
  queue: QueuePart;
  /** The customer's calls that reached nobody; null if there is nothing to make good. */
  missed: Missed | null;
  /** When it is to be called; of one that is done, since when. */
  dueAt: Micros;
  /** Slug of what its last call came to; null before the first. */
  lastOutcome: string | null;
  lastOutcomeAt: Micros | null;
  /** The customer is not to be called. */
  doNotCall: boolean;
  /** Mails of the customer that its manager has not read. */
  unreadMails: number;
}

export interface OrderFilter {
  managerExtension?: string;
  status?: OrderStatus;
}

export interface OrderList {
  /** By order number, ascending. */
  list(filter: OrderFilter, page: PageRequest): Promise<Page<OrderView>>;
  /**
   * @param orderNumber any text: what can be no order number is answered as an order that is not there, in time too
   * @param managerExtension finds this manager's alone; somebody else's is then like an unknown one, in time too
   */
  find(orderNumber: string, managerExtension?: string): Promise<OrderView | null>;
}
