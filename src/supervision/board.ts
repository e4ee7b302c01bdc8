import type { Micros } from '#kernel/micros';
import type { ManagerName } from '#people/manager-names';
import type { AwayFacts } from '#people/model/presence';

/** What a manager has done today. */
export interface BoardLine extends ManagerName, AwayFacts {
  /** Calls that the manager made: all that are on record, refused ones too. */
  callsToday: number;
  /** Callers from outside whom the manager talked with. */
  callersToday: number;
  /** In either direction. */
  talkSecondsToday: number;
  /** Orders whose customers called and reached nobody. */
  missedOrders: number;
  /** Today or earlier; null before the first call. */
  lastCallEndedAt: Micros | null;
}

export interface Board {
  /** All active managers, by extension. @param today the start of the day */
  lines(today: Micros): Promise<BoardLine[]>;
}
