import type { OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';

/** Orders that were given to somebody. */
export interface Dealt {
  orderNumber: string;
  extension: string;
}

/** Open orders that no active manager has. */
export interface OrderPool {
  /** By order number. */
  list(page: PageRequest): Promise<Page<OrderView>>;
  /**
   * Gives orders of the pool to a manager, or to all of them by their load. Orders that are no longer in it stay.
   * @returns null where no active manager has the extension, or nobody is there
   */
  deal(orderNumbers: readonly string[], extension: string | null): Promise<Dealt[] | null>;
}
