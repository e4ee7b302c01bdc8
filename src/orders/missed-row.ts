import type { Missed } from './model/missed';
import type { MissedDisposition } from '#calls/model/caller-wait';
import { fromDateTime } from '#database/date-time';

/** The columns of `orders` that say what is missed; null, and 0 calls, if nothing is. */
export interface MissedColumns {
  missed_at: string | null;
  missed_last_at: string | null;
  missed_calls: number;
  missed_as: string | null;
}

export function missedFrom(row: MissedColumns): Missed | null {
  if (row.missed_at === null) return null;
  return {
    since: fromDateTime(row.missed_at),
    lastAt: fromDateTime(row.missed_last_at ?? row.missed_at),
    calls: row.missed_calls,
    disposition: (row.missed_as ?? 'not-taken') as MissedDisposition,
  };
}
