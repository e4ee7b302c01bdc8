import type { Micros } from '#kernel/micros';
import type { Person } from '#people/manager-names';

/** The activity of a manager today. */
export interface BoardLine extends Person {
  /** All recorded calls, including refused ones. */
  callsToday: number;
  talkSecondsToday: number;
  /** Today or earlier; null before the first call. */
  lastCallEndedAt: Micros | null;
}

export interface Board {
  /** All active managers, by extension. @param today the start of the day */
  lines(today: Micros): Promise<BoardLine[]>;
}
