import type { Micros } from '#kernel/micros';
import type { ManagerName } from '#people/manager-names';

/** What a manager has done today. */
export interface BoardLine extends ManagerName {
  /** Since when no inbound calls are taken; null while they are. */
  awaySince: Micros | null;
  /** All that are on record, refused ones too. */
  callsToday: number;
  talkSecondsToday: number;
  /** Today or earlier; null before the first call. */
  lastCallEndedAt: Micros | null;
}

export interface Board {
  /** All active managers, by extension. @param today the start of the day */
  lines(today: Micros): Promise<BoardLine[]>;
}
