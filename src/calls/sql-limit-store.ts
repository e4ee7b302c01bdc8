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

/** Wrong order numbers in a table of their own, and allowed calls as the records have them. */
export class SqlLimitStore implements LimitStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async misses(since: Micros): Promise<Miss[]> {
    const rows = await this.database.run(
      () =>
        this.database
          .knex('order_misses')
          .where('at', '>=', toDateTime(since))
          .orderBy('id')
          .select('extension', 'at', 'manager_locked_until', 'everybody_locked_until') as PromiseLike<
          MissRow[]
        >,
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
    await this.database.run(() =>
      this.database.knex('order_misses').insert({
        extension: fit(miss.extension),
        at: toDateTime(miss.at),
        manager_locked_until: toDateTimeOrNull(miss.managerLockedUntil),
        everybody_locked_until: toDateTimeOrNull(miss.everybodyLockedUntil),
      }),
    );
  }

  /** @throws StoreError */
  async forgetMisses(before: Micros): Promise<void> {
    await this.database.run(() =>
      this.database.knex('order_misses').where('at', '<', toDateTime(before)).delete(),
    );
  }

  /**
   * Lifts a manager's lock-out; the misses that led to it go on counting for everybody's alone. `null` lifts all
   * lock-outs. A running Star7 learns of it at the next attempt.
   * @throws StoreError
   */
  async forgive(extension: string | null): Promise<void> {
    const { knex } = this.database;
    await this.database.run(async () => {
      if (extension === null) await knex('order_misses').delete();
      else {
        await knex('order_misses')
          .where({ extension: fit(extension) })
          .update({ extension: '', manager_locked_until: null });
      }
    });
  }

  /** @throws StoreError */
  async allowedCalls(since: Micros): Promise<AllowedCalls[]> {
    const { knex } = this.database;
    const minute = "DATE_FORMAT(requested_at, '%Y-%m-%d %H:%i:00')";
    const rows = await this.database.run(
      () =>
        knex('calls')
          .where('requested_at', '>=', toDateTime(since))
          .where((counted) => {
            void counted
              .where(
                (allowed) =>
                  void allowed
                    .whereNotNull('order_number')
                    .whereNull('refusal')
                    // Dialled during another call: nobody was called.
                    .whereNot('disposition', 'manager-busy'),
              )
              // Of a call that Star7 did not live to record nobody knows whether it was allowed.
              .orWhere('disposition', 'interrupted')
              .orWhereNull('disposition');
          })
          .groupByRaw(`manager_extension, ${minute}`)
          .orderBy('minute')
          .select(
            'manager_extension',
            knex.raw(`${minute} AS minute`),
            knex.raw('COUNT(*) AS count'),
          ) as PromiseLike<Array<{ manager_extension: string; minute: string; count: number }>>,
    );
    return rows.map((row) => ({
      extension: row.manager_extension,
      minute: fromDateTime(row.minute),
      count: row.count,
    }));
  }
}
