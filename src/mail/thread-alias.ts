import { orderColumns } from './mail-row';
import type { MailOrderRow } from './mail-row';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';

/**
 * Reads an order that exists, with an address of its own for the side that it writes with now: in one statement, where it has that.
 * @param token of a new one
 * @returns undefined where the order is gone
 * @throws StoreError
 */
export async function orderWithAlias(
  database: Database,
  orderNumber: string,
  token: () => string,
  now: Micros,
): Promise<MailOrderRow | undefined> {
  const read = async () => {
    const [row] = await database.execute<MailOrderRow>(orderOfNumber, [orderNumber]);
    return row;
  };
  const row = await read();
  if (row !== undefined && row.alias_point_id === row.email_point_id) return row;
  await renewAlias(database, orderNumber, token(), now);
  return read();
}

const orderOfNumber = `SELECT ${orderColumns} WHERE o.order_number = ?`;

/**
 * Sees to it that an order has an address of its own that nobody else knows than the side that it writes with now. Whoever had the
 * customer's place for a while, because their address was typed, has learned the address of the order: another one is made at the first use
 * after each change and each restoration. The earlier one still leads to the order, as a stranger's.
 * @param token of a new one
 * @throws StoreError
 */
async function renewAlias(
  database: Database,
  orderNumber: string,
  token: string,
  now: Micros,
): Promise<void> {
  await database.write(
    `INSERT IGNORE INTO mail_threads (order_id, token, point_id, seen_open_at)
     SELECT id, ?, email_point_id, ? FROM orders WHERE order_number = ?`,
    [token, toDateTime(now), orderNumber],
  );
  const [stale] = await database.query<{ order_id: number }>(`SELECT t.order_id ${staleOf}`, [orderNumber]);
  if (stale === undefined) return;
  await database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ order_id: number; token: string; point: number | null }>(
      `SELECT t.order_id, t.token, o.email_point_id AS point ${staleOf} FOR UPDATE`,
      [orderNumber],
    );
    if (row === undefined) return;
    await transaction.insert('mail_former_aliases', { token: row.token, order_id: row.order_id });
    await transaction.update('mail_threads', { order_id: row.order_id }, { token, point_id: row.point });
  });
}

const staleOf = `FROM mail_threads AS t JOIN orders AS o ON o.id = t.order_id
  WHERE o.order_number = ? AND NOT (t.point_id <=> o.email_point_id)`;
