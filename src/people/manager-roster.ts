import type { Micros } from '#kernel/micros';
import type { Manager } from './model/manager';

/** The managers who stand in for each other when customers call; null for none. */
interface Grouped {
  group: string | null;
}

/** What is not given has the table's default. */
export type NewManager = Pick<Manager, 'extension' | 'name'> & Partial<Omit<Manager, 'id'> & Grouped>;
export type ManagerChanges = Partial<Omit<Manager, 'id' | 'extension'> & Grouped>;

/** A manager as the list shows one. */
export interface ManagerEntry extends Manager, Grouped {
  /** Since when the manager takes no inbound calls; null while they are taken. */
  awaySince: Micros | null;
  /** Null while the manager works here. */
  disabledAt: Micros | null;
  openOrders: number;
}

/** The managers. One who leaves is disabled and kept: orders and calls refer to the row. */
export interface ManagerRoster {
  /** By extension. */
  list(filter?: { disabledToo?: boolean }): Promise<ManagerEntry[]>;
  /** The active manager of an extension. */
  find(extension: string): Promise<ManagerEntry | null>;
  /** @throws slug `manager-exists` if an active manager has the extension */
  add(manager: NewManager): Promise<Manager>;
  /** Changes what is given and leaves the rest, from the next call on. @throws slug `manager-unknown` */
  change(extension: string, changes: ManagerChanges): Promise<Manager>;
  /**
   * From now on the extension calls nobody and is free for a new employee; the manager's account is disabled too.
   * @throws slug `manager-unknown`
   */
  disable(extension: string): Promise<void>;
  /**
   * Whether inbound calls are put through to the manager. What is so already keeps its time.
   * @throws slug `manager-unknown`
   */
  setAway(extension: string, away: boolean): Promise<{ changed: boolean; awaySince: Micros | null }>;
}
