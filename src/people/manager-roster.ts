import type { Micros } from '#kernel/micros';
import type { Manager } from './model/manager';
import type { AwayFacts, Break } from './model/presence';
import type { Reach, ReachFacts } from './model/reach';

/** The managers who stand in for each other when customers call; null for none. */
interface Grouped {
  group: string | null;
}

/** What is not given has the table's default. */
export type NewManager = Pick<Manager, 'extension' | 'name'> & Partial<Omit<Manager, 'id'> & Grouped>;
export type ManagerChanges = Partial<Omit<Manager, 'id' | 'extension'> & Grouped>;

/** A manager as the list shows one. */
export interface ManagerEntry extends Manager, Grouped, AwayFacts, ReachFacts {
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
   * Whether inbound calls are put through to the manager; null: they are. A break that goes on keeps its beginning.
   * @throws slug `manager-unknown`
   */
  setAway(extension: string, away: Break | null): Promise<{ changed: boolean } & AwayFacts>;
  /** Ends the breaks whose time is over. @returns the extensions of those who take calls again */
  endBreaks(): Promise<string[]>;
  /** Where the manager's calls ring from now on. @throws slug `manager-unknown` */
  setReach(extension: string, reach: Reach): Promise<{ changed: boolean }>;
}
