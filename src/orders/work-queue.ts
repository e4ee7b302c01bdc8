import { queueParts } from './model/outcome';
import type { NamedOutcome } from './model/outcome';
import type { OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';

/** What is listed: a part, or the orders with unread mails, whatever their part. */
export const queueLists = [...queueParts, 'mail'] as const;
export type QueueListName = (typeof queueLists)[number];

export interface QueueFilter {
  managerId: number;
  part: QueueListName;
  /**
   * The beginning of an order number, or parts of a customer's name, or of the town and the items, in any case. Never a contact: none is looked at.
   * May be anything that somebody typed, so it is written nowhere.
   */
  search?: string;
}

/** Orders in each. */
export type QueueCounts = Record<QueueListName, number>;

/** A manager's own orders, in the order in which they are to be worked through. */
export interface WorkQueue {
  /** Who called in vain (the longest ago first), what is due (the longest first), due later (the soonest first), done (the last first), or with unread mails (the one that waits longest first). */
  list(filter: QueueFilter, page: PageRequest): Promise<Page<OrderView>>;
  /** @param search as of {@link QueueFilter}: only those that it finds */
  counts(managerId: number, search?: string): Promise<QueueCounts>;
  /** The number of the order to call next, missed calls first, `except` this one; null where none is due. */
  next(managerId: number, except: string): Promise<string | null>;
}

/** What a call may come to, as the shop has it. */
export interface OutcomeList {
  /** Those in use, in the shop's order. */
  list(): Promise<NamedOutcome[]>;
}
