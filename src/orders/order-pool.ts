import type { OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';

/** Orders that were given to somebody. */
export interface Dealt {
  orderNumber: string;
  extension: string;
}

/** Open orders that no active manager has. */
export interface OrderPool {
  /**
   * The newest first, by their time of placing; those without one come last.
   * @param search as in a manager's queue
   */
  list(search: string | undefined, page: PageRequest): Promise<Page<OrderView>>;
  count(search: string | undefined): Promise<number>;
  /**
   * Gives orders of the pool to a manager, or to all of them by their load. Orders that are no longer in it stay.
   * @returns null where no active manager has the extension, or nobody is there
   */
  deal(orderNumbers: readonly string[], extension: string | null): Promise<Dealt[] | null>;
  /** As {@link deal}, of all that a search finds; some hundreds at a time. */
  dealFound(search: string, extension: string | null): AsyncIterable<Dealt[] | null>;
}
