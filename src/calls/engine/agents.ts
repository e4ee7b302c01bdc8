import type { Manager } from '#people/model/manager';

/** A manager who can take calls from outside. */
export interface Agent {
  manager: Manager;
  /** Null for none. */
  group: string | null;
  /** Takes no calls now, by their own word. */
  away: boolean;
}

/** All active managers, from memory: each waiting caller asks. */
export interface Agents {
  /** @throws if they were never read and the database does not answer */
  list(): Promise<readonly Agent[]>;
}
