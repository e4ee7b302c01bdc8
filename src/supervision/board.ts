import type { Micros } from '#kernel/micros';
import type { ManagerName } from '#people/manager-names';

/** What a manager has done today. */
export interface BoardLine extends ManagerName {
  /** All that are on record, refused ones too. */
  callsToday: number;
  talkSecondsToday: number;
  /** Of today or before; null where there was none yet. */
  lastCallEndedAt: Micros | null;
}

export interface Board {
  /** Everybody who works here, by extension. @param today since when */
  lines(today: Micros): Promise<BoardLine[]>;
}
