import type { Micros } from '#kernel/micros';
import type { CallsByTime } from './model/calls-by-time';
import type { Disposition } from '#calls/model/disposition';

/** Whose calls, and when they were asked for. */
export interface StatisticsRange {
  from: Micros;
  /** Does not belong to it. */
  to: Micros;
  /** Of one extension, whosever it was. */
  extension?: string;
}

/** Calls of one manager that came to the same. */
export interface ManagerCalls {
  extension: string;
  /** Null where no manager has or had the extension. */
  name: string | null;
  /** Null while they live. */
  disposition: Disposition | null;
  calls: number;
  talkSeconds: number;
}

export interface OutcomeCount {
  outcome: string;
  count: number;
}

/** How long new orders waited for their first call. */
export interface FirstCalls {
  /** Those that came into Star7 in the range. */
  orders: number;
  /** Those of them whose customer has been called since. */
  called: number;
  /** From when the order came to when its customer's phone was first called; null where none was. */
  medianSeconds: number | null;
  /** Nine of ten waited no longer. */
  p90Seconds: number | null;
}

/** What the records of calls and orders say together. */
export interface StatisticsStore {
  /** Calls in spans of so many minutes of UTC. Spans without calls are left out. */
  byTime(range: StatisticsRange, minutes: 15 | 60): Promise<CallsByTime[]>;
  byManager(range: StatisticsRange): Promise<ManagerCalls[]>;
  /** The most frequent first. */
  outcomes(range: StatisticsRange): Promise<OutcomeCount[]>;
  firstCalls(range: StatisticsRange): Promise<FirstCalls>;
}
