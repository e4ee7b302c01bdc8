import type { OrderDetails } from './model/order-details';
import type { OrderInFull, OrdersInFull } from './order-in-full';
import type { Database } from '#database/database';
import { fromDateTimeOrNull } from '#database/date-time';

interface FullRow {
  id: number;
  customer_id: number;
  stated_number: string | null;
  dialled: string | null;
  details: string | null;
}

interface OthersRow {
  open: number;
  closed: number;
  cancelled: number;
  last_placed_at: string | null;
}

/** What orders hold beside their views. */
export class SqlOrdersInFull implements OrdersInFull {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async find(orderNumber: string): Promise<OrderInFull> {
    const [row] = await this.database.execute<FullRow>(
      `SELECT o.id, o.customer_id, o.stated_number, o.dialled, d.details
         FROM orders AS o LEFT JOIN order_details AS d ON d.order_id = o.id WHERE o.order_number = ?`,
      [orderNumber],
    );
    const [others] = await this.database.execute<OthersRow>(
      `SELECT CAST(COALESCE(SUM(status = 'open'), 0) AS UNSIGNED) AS open,
              CAST(COALESCE(SUM(status = 'closed'), 0) AS UNSIGNED) AS closed,
              CAST(COALESCE(SUM(status = 'cancelled'), 0) AS UNSIGNED) AS cancelled, MAX(placed_at) AS last_placed_at
         FROM orders WHERE customer_id = ? AND id <> ?`,
      [String(row?.customer_id ?? 0), String(row?.id ?? 0)],
    );
    const filled = await this.database.execute<{ field: string; text: string | null }>(
      `SELECT e.field, e.text FROM order_entries AS e
        WHERE e.id IN (SELECT MAX(id) FROM order_entries WHERE order_id = ? AND field IS NOT NULL GROUP BY field)`,
      [String(row?.id ?? 0)],
    );
    return {
      statedNumber: row?.stated_number ?? null,
      dialled: row?.dialled ?? null,
      details: detailsFrom(row),
      filled: Object.fromEntries(filled.map(({ field, text }) => [field, text ?? ''])),
      others: {
        open: others?.open ?? 0,
        closed: others?.closed ?? 0,
        cancelled: others?.cancelled ?? 0,
        lastPlacedAt: fromDateTimeOrNull(others?.last_placed_at ?? null),
      },
    };
  }

  /** @throws StoreError */
  async details(orderNumber: string): Promise<OrderDetails | null> {
    const [row] = await this.database.execute<Pick<FullRow, 'details'>>(
      `SELECT d.details FROM orders AS o JOIN order_details AS d ON d.order_id = o.id WHERE o.order_number = ?`,
      [orderNumber],
    );
    return detailsFrom(row);
  }
}

function detailsFrom(row: Pick<FullRow, 'details'> | undefined): OrderDetails | null {
  return row === undefined || row.details === null ? null : (JSON.parse(row.details) as OrderDetails);
}
