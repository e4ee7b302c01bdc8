import type { Confirmations } from './confirmations';
import type { AddressState } from './model/address-state';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Queries } from '#database/queries';
import type { Micros } from '#kernel/micros';
import type { OrderChange } from '#orders/order-feed';

/** Confirmations in MySQL or MariaDB. Links are stored as hashes. */
export class SqlConfirmations implements Confirmations {
  constructor(private readonly database: Database) {}

  async state(orderNumber: string, now: Micros): Promise<AddressState> {
    const [row] = await this.database.query<{
      point: number | null;
      confirmed_at: string | null;
      asked_at: string | null;
    }>(
      `SELECT o.email_point_id AS point, MIN(c.confirmed_at) AS confirmed_at,
              MAX(IF(c.confirmed_at IS NULL AND c.expires_at > ?, c.asked_at, NULL)) AS asked_at
         FROM orders AS o LEFT JOIN mail_confirmations AS c ON c.point_id = o.email_point_id
        WHERE o.order_number = ? GROUP BY o.id`,
      [toDateTime(now), orderNumber],
    );
    if (row === undefined || row.point === null) return { state: 'none', at: null };
    if (row.confirmed_at !== null) return { state: 'confirmed', at: fromDateTime(row.confirmed_at) };
    return row.asked_at === null
      ? { state: 'unconfirmed', at: null }
      : { state: 'asked', at: fromDateTime(row.asked_at) };
  }

  async asked(
    orderId: number,
    author: string,
    since: Micros,
  ): Promise<{ ofOrder: number; ofAuthor: number }> {
    return askedLinks(this.database, orderId, author, since);
  }

  async confirm(hash: Buffer, now: Micros): Promise<OrderChange | null> {
    const [row] = await this.database.execute<{
      id: number;
      order_number: string;
      extension: string | null;
    }>(
      `SELECT c.id, o.order_number, m.active_extension AS extension
         FROM mail_confirmations AS c JOIN orders AS o ON o.id = c.order_id AND o.email_point_id = c.point_id
              LEFT JOIN managers AS m ON m.id = o.manager_id
        WHERE c.token_hash = ? AND c.confirmed_at IS NULL AND c.expires_at > ?`,
      [hash, toDateTime(now)],
    );
    if (row === undefined) return null;
    const confirmed = await this.database.write(
      'UPDATE mail_confirmations SET confirmed_at = ? WHERE id = ? AND confirmed_at IS NULL',
      [toDateTime(now), row.id],
    );
    return confirmed === 0 ? null : { orderNumber: row.order_number, managerExtension: row.extension };
  }
}

/** As {@link Confirmations.asked}, for whoever counts in a transaction. */
export async function askedLinks(
  queries: Pick<Queries, 'query'>,
  orderId: number,
  author: string,
  since: Micros,
): Promise<{ ofOrder: number; ofAuthor: number }> {
  const [row] = await queries.query<{ of_order: number; of_author: number }>(
    `SELECT (SELECT COUNT(*) FROM mail_confirmations WHERE order_id = ? AND asked_at > ?) AS of_order,
            (SELECT COUNT(*) FROM mail_confirmations WHERE asked_by = ? AND asked_at > ?) AS of_author`,
    [orderId, toDateTime(since), author, toDateTime(since)],
  );
  return { ofOrder: row?.of_order ?? 0, ofAuthor: row?.of_author ?? 0 };
}
