import type { Micros } from '#kernel/micros';
import type { CallersByTime } from './model/callers-by-time';
import type { CallsByTime } from './model/calls-by-time';
import type { Disposition } from '#calls/model/disposition';

/** The extension and the time range (of the call requests) of a report. */
export interface StatisticsRange {
  from: Micros;
  /** Exclusive. */
  to: Micros;
  /** Only this extension, with all its holders. */
  extension?: string;
}

/** Calls of one manager with the same result. */
export interface ManagerCalls {
  extension: string;
  /** Null where no manager has or had the extension. */
  name: string | null;
  /** Null for live calls. */
  disposition: Disposition | null;
  /** A voicemail answered. */
  voicemail: boolean;
  calls: number;
  talkSeconds: number;
}

export interface OutcomeCount {
  outcome: string;
  count: number;
}

/** How long new orders waited for their first call. */
export interface FirstCalls {
  /** Orders that were added to Star7 in the range. */
  orders: number;
  /** Of these, orders whose customer was called since. */
  called: number;
  /** Median time from the arrival of an order to the first call to its customer; null without calls. */
  medianSeconds: number | null;
  /** The 90th percentile of the same time. */
  p90Seconds: number | null;
}

/** How legs of calls sounded, as the PBX measured. */
export interface SoundOfLegs {
  /** Legs that were measured. */
  legs: number;
  /** Of these, those that are poor as a whole (`gradeOfTalk`). */
  poor: number;
  /** Mean score of all. */
  mos: number;
}

/** Of managers' own lines, and of what the trunks carry. */
export interface LineSounds {
  byManager: (SoundOfLegs & { extension: string; name: string | null })[];
  byTrunk: (SoundOfLegs & { trunk: string })[];
}

/** Queries over the records of calls and orders. */
export interface StatisticsStore {
  /** Calls that managers made, in UTC spans of this many minutes. Spans without calls are omitted. */
  byTime(range: StatisticsRange, minutes: 15 | 60): Promise<CallsByTime[]>;
  byManager(range: StatisticsRange): Promise<ManagerCalls[]>;
  /** Callers from outside, in UTC spans likewise, by the number that they called. */
  callers(range: StatisticsRange, minutes: 15 | 60): Promise<CallersByTime[]>;
  /** The most frequent first. */
  outcomes(range: StatisticsRange): Promise<OutcomeCount[]>;
  firstCalls(range: StatisticsRange): Promise<FirstCalls>;
  /** Of calls in every direction. The worst first. */
  sounds(range: StatisticsRange): Promise<LineSounds>;
}
