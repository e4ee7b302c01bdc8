import type { AllowedCalls, LimitStore, Miss } from './engine/limit-store';
import type { Micros } from '#kernel/micros';
import { fit } from './call-row';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';

interface MissRow {
  extension: string;
  at: string;
  manager_locked_until: string | null;
  everybody_locked_until: string | null;
}

/**
 * Allowed calls by extension and minute. A call during another call of the same phone called nobody; one that Star7 did
 * not live to record may have been allowed, so it counts. Calls from outside use up nobody's limit.
 */
const allowedCalls = `
  SELECT manager_extension AS name, DATE_FORMAT(requested_at, '%Y-%m-%d %H:%i:00') AS minute, COUNT(*) AS count
    FROM calls
   WHERE requested_at >= ? AND direction = 'outbound'
     AND (order_number IS NOT NULL AND refusal IS NULL AND disposition <> 'manager-busy'
          OR disposition = 'interrupted' OR disposition IS NULL)
   GROUP BY manager_extension, minute
   ORDER BY minute`;

/** Those of couriers, by the courier's id. What counts is as above. */
const allowedCourierCalls = `
  SELECT courier_id AS name, DATE_FORMAT(requested_at, '%Y-%m-%d %H:%i:00') AS minute, COUNT(*) AS count
    FROM calls
   WHERE requested_at >= ? AND direction = 'courier' AND courier_id IS NOT NULL
     AND (order_number IS NOT NULL AND refusal IS NULL OR disposition = 'interrupted' OR disposition IS NULL)
   GROUP BY courier_id, minute
   ORDER BY minute`;
const allowedSql = { managers: allowedCalls, couriers: allowedCourierCalls, mobiles: allowedCalls } as const;

/** Misses of couriers, and of callers from managers' mobiles, have names that no extension has. */
const isCouriers = "extension LIKE 'courier:%'";
const isMobiles = "extension LIKE 'mobile:%'";
const whoseSql = {
  managers: `NOT (${isCouriers} OR ${isMobiles})`,
  couriers: isCouriers,
  mobiles: isMobiles,
} as const;

/** Wrong order numbers, in their own table, and allowed calls, from the records of calls. */
export class SqlLimitStore implements LimitStore {
  constructor(
    private readonly database: Database,
    /** Whose wrong answers these are: each group is counted for itself. */
    private readonly who: keyof typeof whoseSql = 'managers',
  ) {}

  /** @throws StoreError */
  async misses(since: Micros): Promise<Miss[]> {
    const rows = await this.database.query<MissRow>(
      `SELECT extension, at, manager_locked_until, everybody_locked_until FROM order_misses
        WHERE at >= ? AND ${whoseSql[this.who]} ORDER BY id`,
      [toDateTime(since)],
    );
    return rows.map((row) => ({
      extension: row.extension,
      at: fromDateTime(row.at),
      managerLockedUntil: fromDateTimeOrNull(row.manager_locked_until),
      everybodyLockedUntil: fromDateTimeOrNull(row.everybody_locked_until),
    }));
  }

  /** @throws StoreError */
  async addMiss(miss: Miss): Promise<void> {
    await this.database.insert('order_misses', {
      extension: fit(miss.extension),
      at: toDateTime(miss.at),
      manager_locked_until: toDateTimeOrNull(miss.managerLockedUntil),
      everybody_locked_until: toDateTimeOrNull(miss.everybodyLockedUntil),
    });
  }

  /** @throws StoreError */
  async forgetMisses(before: Micros): Promise<void> {
    await this.database.write(`DELETE FROM order_misses WHERE at < ? AND ${whoseSql[this.who]}`, [
      toDateTime(before),
    ]);
  }

  /**
   * Lifts a manager's lock-out; the misses that led to it still count for the lock-out of everybody. `null` lifts all
   * lock-outs. A running Star7 sees it at the next attempt.
   * @throws StoreError
   */
  async forgive(extension: string | null): Promise<void> {
    if (extension === null) await this.database.write(`DELETE FROM order_misses WHERE ${whoseSql[this.who]}`);
    else {
      await this.database.update(
        'order_misses',
        { extension: fit(extension) },
        { extension: this.who === 'mobiles' ? 'mobile:' : '', manager_locked_until: null },
      );
    }
  }

  /** @throws StoreError */
  async wrongProofs(since: Micros): Promise<Micros[]> {
    const rows = await this.database.execute<{ at: string }>(
      `SELECT e.at FROM calls AS c JOIN call_events AS e ON e.call_id = c.id AND e.kind = 'not-proved'
        WHERE c.start_kind = 'inbound' AND c.requested_at >= ? ORDER BY e.at`,
      [toDateTime(since)],
    );
    return rows.map(({ at }) => fromDateTime(at));
  }

  /** @throws StoreError */
  async allowedCalls(since: Micros): Promise<AllowedCalls[]> {
    const rows = await this.database.query<{ name: string | number; minute: string; count: number }>(
      allowedSql[this.who],
      [toDateTime(since)],
    );
    return rows.map((row) => ({
      name: String(row.name),
      minute: fromDateTime(row.minute),
      count: row.count,
    }));
  }
}
