import type { CustomerClasses } from './customer-classes';
import type { OrderLog } from './order-log';

/** A manager whose customers are watched; the place in the list is the owner in the log. */
export interface WatchedManager {
  id: number;
  extension: string;
  name: string;
  team: string | null;
  /** Still employed. */
  isActive: boolean;
}

/** The shop's orders as the watch reads them. No number, no name of a customer. */
export interface ShopHistory {
  log: OrderLog;
  /** The log's first Monday, days since 1970. */
  firstDay: number;
  /** Orders that count: no cancelled or returned ones. */
  orders: number;
  managers: readonly WatchedManager[];
  /** Weeks on leave by manager, as 1 by week of the log; null for none. */
  leave: readonly (Uint8Array | null)[];
  regions: CustomerClasses;
  /** Where customers came from: of their first order that says so. */
  sources: CustomerClasses;
}
