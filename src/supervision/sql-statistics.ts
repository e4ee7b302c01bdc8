import { undoSeconds } from '#orders/model/undo-rules';
import type { Micros } from '#kernel/micros';
import { badStretchMos, poorMos } from '#calls/model/speech-quality';
import { serviceLevelSeconds, shortAbandonSeconds } from '#calls/model/caller-wait';
import type { CallersByTime } from './model/callers-by-time';
import type { CallsByTime } from './model/calls-by-time';
import type { Disposition } from '#calls/model/disposition';
import type {
  FirstCalls,
  LineSounds,
  ManagerCalls,
  OutcomeCount,
  StatisticsRange,
  StatisticsStore,
} from './statistics';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import type { PreparedValue } from '#database/queries';

/** Sums are decimals, which the driver returns as text. */
type Sum = number | string;

const second: Micros = 1_000_000;
const minute: Micros = 60 * second;

interface CallersRow {
  span: number;
  did: string | null;
  calls: number;
  answered: number;
  abandoned: number;
  not_taken: number;
  call_back_wanted: number;
  out_of_hours: number;
  live: number;
  in_time: number;
  short_abandoned: number;
  answered_wait: Sum | null;
  longest_wait: Sum | null;
}

/**
 * Records of calls and orders in numbers. Each query about managers' calls is answered from the index calls_in_numbers only.
 *
 * Hours are those of UTC: the server's own tables of time zones may be empty.
 */
export class SqlStatistics implements StatisticsStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async byTime(range: StatisticsRange, minutes: 15 | 60): Promise<CallsByTime[]> {
    const { where, values } = callsIn(range);
    const rows = await this.database.execute<{ span: number; calls: number; answered: number; talk: Sum }>(
      `SELECT TIMESTAMPDIFF(MINUTE, '1970-01-01', requested_at) DIV ${String(minutes)} AS span, COUNT(*) AS calls,
              COUNT(CASE WHEN disposition = 'answered' AND NOT voicemail THEN 1 END) AS answered,
              SUM(IF(voicemail, 0, talk_seconds)) AS talk
         FROM calls WHERE ${where} GROUP BY span`,
      values,
    );
    return rows.map((row) => ({
      at: row.span * minutes * minute,
      calls: row.calls,
      answered: row.answered,
      talkSeconds: Number(row.talk),
    }));
  }

  /**
   * A call without a manager's id counts for the manager who has its extension. A call whose customer was passed on counts
   * once, for the manager who had them last; its seconds count for everybody by the time that they had the customer.
   * @throws StoreError
   */
  async byManager(range: StatisticsRange): Promise<ManagerCalls[]> {
    const { where, values } = callsIn(range);
    const rows = await this.database.execute<{
      extension: string;
      name: string | null;
      disposition: Disposition | null;
      voicemail: 0 | 1;
      calls: number;
      talk: Sum;
    }>(
      `SELECT c.manager_extension AS extension, COALESCE(own.name, present.name) AS name, c.disposition,
              c.voicemail, c.calls, c.talk
         FROM (SELECT manager_id, manager_extension, disposition, voicemail, COUNT(*) AS calls, SUM(talk_seconds) AS talk
                 FROM calls WHERE ${where} GROUP BY manager_id, manager_extension, disposition, voicemail) AS c
         LEFT JOIN managers AS own ON own.id = c.manager_id
         LEFT JOIN managers AS present ON c.manager_id IS NULL AND present.active_extension = c.manager_extension`,
      values,
    );
    const counted = rows.map((row) => ({
      extension: row.extension,
      name: row.name,
      disposition: row.disposition,
      voicemail: row.voicemail === 1,
      calls: row.calls,
      talkSeconds: Number(row.talk),
    }));
    return [...counted, ...(await this.#passedOn(range))];
  }

  /** What passing on moves from the manager who had a customer last to those who had them before; no calls, only seconds. */
  async #passedOn({ from, to, extension }: StatisticsRange): Promise<ManagerCalls[]> {
    const rows = await this.database.execute<{
      last: string;
      last_name: string | null;
      earlier: string;
      earlier_name: string | null;
      talk: Sum;
    }>(
      `SELECT c.manager_extension AS last, COALESCE(own.name, present.name) AS last_name,
              l.extension AS earlier, e.name AS earlier_name, SUM(l.had_seconds) AS talk
         FROM call_legs AS l JOIN calls AS c ON c.id = l.call_id
         LEFT JOIN managers AS own ON own.id = c.manager_id
         LEFT JOIN managers AS present ON c.manager_id IS NULL AND present.active_extension = c.manager_extension
         LEFT JOIN managers AS e ON e.active_extension = l.extension
        WHERE l.had_from >= ? AND c.requested_at >= ? AND c.requested_at < ? AND c.direction = 'outbound'
          AND l.extension <> c.manager_extension
        GROUP BY last, last_name, earlier, earlier_name`,
      [toDateTime(from), toDateTime(from), toDateTime(to)],
    );
    const none = { disposition: null, voicemail: false, calls: 0 };
    const moved = rows.flatMap((row) => [
      { ...none, extension: row.earlier, name: row.earlier_name, talkSeconds: Number(row.talk) },
      { ...none, extension: row.last, name: row.last_name, talkSeconds: -Number(row.talk) },
    ]);
    return moved.filter((one) => extension === undefined || one.extension === extension);
  }

  /**
   * Callers from outside, by UTC span and number called. Read by the index calls_inbound.
   * @throws StoreError
   */
  async callers({ from, to, extension }: StatisticsRange, minutes: 15 | 60): Promise<CallersByTime[]> {
    const rows = await this.database.execute<CallersRow>(
      `SELECT TIMESTAMPDIFF(MINUTE, '1970-01-01', requested_at) DIV ${String(minutes)} AS span, did,
              COUNT(*) AS calls,
              COUNT(IF(disposition = 'answered', 1, NULL)) AS answered,
              COUNT(IF(disposition = 'abandoned', 1, NULL)) AS abandoned,
              COUNT(IF(disposition = 'not-taken', 1, NULL)) AS not_taken,
              COUNT(IF(disposition = 'call-back-wanted', 1, NULL)) AS call_back_wanted,
              COUNT(IF(disposition = 'out-of-hours', 1, NULL)) AS out_of_hours,
              COUNT(IF(disposition IS NULL, 1, NULL)) AS live,
              COUNT(IF(disposition = 'answered' AND waited <= ${String(serviceLevelSeconds * second)}, 1, NULL)) AS in_time,
              COUNT(IF(disposition = 'abandoned' AND waited <= ${String(shortAbandonSeconds * second)}, 1, NULL))
                AS short_abandoned,
              SUM(IF(disposition = 'answered', waited, 0)) AS answered_wait,
              MAX(IF(disposition <> 'out-of-hours', waited, NULL)) AS longest_wait
         FROM (SELECT requested_at, did, disposition,
                      GREATEST(0, TIMESTAMPDIFF(MICROSECOND, requested_at,
                        IF(disposition = 'answered', COALESCE(manager_answered_at, ended_at), ended_at))) AS waited
                 FROM calls FORCE INDEX (calls_inbound)
                WHERE direction = 'inbound' AND requested_at >= ? AND requested_at < ?${
                  extension === undefined ? '' : ' AND manager_extension = ?'
                }) AS inbound
        GROUP BY span, did`,
      [toDateTime(from), toDateTime(to), ...(extension === undefined ? [] : [extension])],
    );
    return rows.map((row) => ({
      at: row.span * minutes * minute,
      did: row.did,
      calls: row.calls,
      answered: row.answered,
      abandoned: row.abandoned,
      notTaken: row.not_taken,
      callBackWanted: row.call_back_wanted,
      outOfHours: row.out_of_hours,
      live: row.live,
      inTime: row.in_time,
      shortAbandoned: row.short_abandoned,
      answeredWait: Number(row.answered_wait ?? 0),
      longestWait: row.longest_wait === null ? null : Number(row.longest_wait),
    }));
  }

  /**
   * Without outcomes that were taken back: soon after, so that their entries are few and near.
   * @throws StoreError
   */
  async outcomes({ from, to, extension }: StatisticsRange): Promise<OutcomeCount[]> {
    return await this.database.execute<OutcomeCount>(
      `SELECT outcome, COUNT(*) AS count FROM order_entries
        WHERE kind = 'outcome' AND at >= ? AND at < ?${extension === undefined ? '' : ' AND actor = ?'}
          AND id NOT IN (SELECT restores FROM order_entries
                          WHERE kind = 'outcome-undone' AND at >= ? AND at < ? AND restores IS NOT NULL)
        GROUP BY outcome ORDER BY count DESC, outcome`,
      [
        toDateTime(from),
        toDateTime(to),
        // As the audit log names the author.
        ...(extension === undefined ? [] : [`manager:${extension}`]),
        toDateTime(from),
        toDateTime(to + undoSeconds * 1_000_000),
      ],
    );
  }

  /** @throws StoreError */
  async sounds({ from, to, extension }: StatisticsRange): Promise<LineSounds> {
    const rows = await this.database.execute<{
      extension: string | null;
      name: string | null;
      trunk: string | null;
      legs: number;
      poor: number;
      mos: Sum;
    }>(
      // Of the customers' side the trunk counts; a manager's own mobile goes over one as well, and is the manager's line.
      `SELECT s.extension, m.name, s.trunk, s.legs, s.poor, s.mos
         FROM (SELECT IF(l.party IN ('manager', 'colleague'), COALESCE(l.extension, c.manager_extension), NULL) AS extension,
                      IF(l.party IN ('manager', 'colleague'), NULL, l.trunk) AS trunk, COUNT(*) AS legs, AVG(q.mos) AS mos,
                      COUNT(IF(q.mos < ${String(poorMos)} OR q.lowest_mos < ${String(badStretchMos)}, 1, NULL)) AS poor
                 FROM calls AS c
                 JOIN call_quality AS q ON q.call_id = c.id AND q.source = 'pbx'
                 JOIN call_legs AS l ON l.call_id = q.call_id AND l.nth = q.nth
                WHERE c.requested_at >= ? AND c.requested_at < ?${extension === undefined ? '' : ' AND c.manager_extension = ?'}
                GROUP BY extension, trunk) AS s
         LEFT JOIN managers AS m ON m.active_extension = s.extension
        ORDER BY s.poor / s.legs DESC, s.mos`,
      [toDateTime(from), toDateTime(to), ...(extension === undefined ? [] : [extension])],
    );
    const sounds: LineSounds = { byManager: [], byTrunk: [] };
    for (const { extension: phone, name, trunk, legs, poor, mos } of rows) {
      const figures = { legs, poor, mos: Number(Number(mos).toFixed(2)) };
      if (phone !== null && phone !== '') sounds.byManager.push({ extension: phone, name, ...figures });
      else if (trunk !== null) sounds.byTrunk.push({ trunk, ...figures });
    }
    return sounds;
  }

  /**
   * Orders are counted by the seconds that they waited, and the counts summed up: half a million single orders would
   * take the server twice as long. The index calls_of_order holds the time of the first call to a customer's phone.
   * @throws StoreError
   */
  async firstCalls({ from, to, extension }: StatisticsRange): Promise<FirstCalls> {
    const [join, where] =
      extension === undefined
        ? ['', '']
        : ['JOIN managers AS m ON m.id = o.manager_id', 'AND m.extension = ?'];
    const [row] = await this.database.execute<{
      orders: Sum | null;
      called: Sum | null;
      median: number | null;
      p90: number | null;
    }>(
      `SELECT SUM(orders) AS orders, SUM(CASE WHEN seconds IS NOT NULL THEN orders END) AS called,
              MIN(CASE WHEN so_far * 2 >= total THEN seconds END) AS median,
              MIN(CASE WHEN so_far * 10 >= total * 9 THEN seconds END) AS p90
         FROM (SELECT seconds, orders, SUM(orders) OVER (PARTITION BY seconds IS NULL ORDER BY seconds) AS so_far,
                      SUM(orders) OVER (PARTITION BY seconds IS NULL) AS total
                 FROM (SELECT seconds, COUNT(*) AS orders
                         FROM (SELECT GREATEST(0, TIMESTAMPDIFF(SECOND, o.added_at,
                                        (SELECT MIN(c.customer_started_at) FROM calls AS c
                                          WHERE c.order_number = o.order_number AND c.direction = 'outbound'))) AS seconds
                                 FROM orders AS o ${join} WHERE o.added_at >= ? AND o.added_at < ? ${where}) AS waits
                        GROUP BY seconds) AS counted) AS added_up`,
      [toDateTime(from), toDateTime(to), ...(extension === undefined ? [] : [extension])],
    );
    return {
      orders: Number(row?.orders ?? 0),
      called: Number(row?.called ?? 0),
      medianSeconds: row?.median ?? null,
      p90Seconds: row?.p90 ?? null,
    };
  }
}

/**
 * Calls that managers made: neither automatic ones nor those of strangers who call the number for managers, which have
 * no extension.
 */
function callsIn({ from, to, extension }: StatisticsRange): { where: string; values: PreparedValue[] } {
  const whose = extension === undefined ? "manager_extension <> ''" : 'manager_extension = ?';
  return {
    where: `requested_at >= ? AND requested_at < ? AND direction = 'outbound' AND ${whose}`,
    values: [toDateTime(from), toDateTime(to), ...(extension === undefined ? [] : [extension])],
  };
}
