import type { Micros } from '#kernel/micros';
import type { Manager } from './model/manager';

/** What is not stated has the table's default. */
export type NewManager = Pick<Manager, 'extension' | 'name'> & Partial<Omit<Manager, 'id'>>;
export type ManagerChanges = Partial<Omit<Manager, 'id' | 'extension'>>;

/** A manager as the list shows one. */
export interface ManagerEntry extends Manager {
  /** Null while the manager works here. */
  disabledAt: Micros | null;
  openOrders: number;
}

/** The employees who call customers. Whoever leaves is disabled and kept: orders and calls refer to them. */
export interface ManagerRoster {
  /** By extension. */
  list(filter?: { disabledToo?: boolean }): Promise<ManagerEntry[]>;
  /** The active manager of an extension. */
  find(extension: string): Promise<ManagerEntry | null>;
  /** @throws slug `manager-exists` where an active manager has the extension */
  add(manager: NewManager): Promise<Manager>;
  /** Changes what is given and leaves the rest; the next call goes by it. @throws slug `manager-unknown` */
  change(extension: string, changes: ManagerChanges): Promise<Manager>;
  /**
   * From now on the extension calls nobody and is free for a new employee; nobody signs in with the manager's account.
   * @throws slug `manager-unknown`
   */
  disable(extension: string): Promise<void>;
}
