import type { Board, BoardLine } from './board';
import type { Micros } from '#kernel/micros';
import { awayFrom } from '#people/manager-row';
import type { AvailabilityRow } from '#people/manager-row';
import type { Database } from '#database/database';
import { fromDateTimeOrNull, toDateTime } from '#database/date-time';

/**
 * Today's calls are summed up first, from the index of calls by time: joined to managers one by one, all calls of each
 * manager would be read. A call without a manager's id counts for the manager who has its extension. Of callers, those count
 * whom the manager talked with: who was called in vain did not work.
 */
const lines = `
  SELECT m.extension, m.name, m.away_since, m.away_reason, m.away_until,
         COALESCE(SUM(today.calls), 0) AS calls, COALESCE(SUM(today.callers), 0) AS callers,
         COALESCE(SUM(today.talk), 0) AS talk,
         (SELECT COUNT(*) FROM orders AS o FORCE INDEX (orders_missed)
           WHERE o.manager_id = m.id AND o.missed_at IS NOT NULL) AS missed,
         (SELECT c.ended_at FROM calls AS c
           WHERE c.manager_extension = m.extension AND c.requested_at >= m.created_at AND c.ended_at IS NOT NULL
             AND (c.direction = 'outbound' OR c.disposition = 'answered')
           ORDER BY c.requested_at DESC LIMIT 1) AS last_ended_at
    FROM managers AS m
    LEFT JOIN (
      SELECT manager_id, manager_extension, COUNT(IF(direction = 'outbound', 1, NULL)) AS calls,
             COUNT(IF(direction = 'inbound' AND disposition = 'answered', 1, NULL)) AS callers,
             SUM(IF(voicemail, 0, talk_seconds)) AS talk
        FROM calls WHERE requested_at >= ? GROUP BY manager_id, manager_extension
    ) AS today ON today.manager_id = m.id
               OR (today.manager_id IS NULL AND today.manager_extension = m.extension)
   WHERE m.disabled_at IS NULL
   GROUP BY m.id, m.extension, m.name, m.created_at, m.away_since, m.away_reason, m.away_until
   ORDER BY m.extension`;

/** The managers' work of today, from the records of calls. */
export class SqlBoard implements Board {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async lines(today: Micros): Promise<BoardLine[]> {
    const rows = await this.database.execute<
      Omit<AvailabilityRow, 'reach' | 'has_mobile'> & {
        extension: string;
        name: string;
        calls: number | string;
        callers: number | string;
        missed: number | string;
        talk: number | string;
        last_ended_at: string | null;
      }
    >(lines, [toDateTime(today)]);
    return rows.map((row) => ({
      extension: row.extension,
      name: row.name,
      ...awayFrom(row),
      callsToday: Number(row.calls),
      callersToday: Number(row.callers),
      talkSecondsToday: Number(row.talk),
      missedOrders: Number(row.missed),
      lastCallEndedAt: fromDateTimeOrNull(row.last_ended_at),
    }));
  }
}
