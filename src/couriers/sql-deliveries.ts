import type { DeliveryBook, DeliveryView, HandOverResult } from './couriers';
import { courierIds, handOver } from './hand-over';
import type { DeliveryEnd } from './model/courier-rules';
import type { Database } from '#database/database';
import { fromDateTime } from '#database/date-time';
import type { Queries } from '#database/queries';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';

interface DeliveryRow {
  order_number: string;
  status: string;
  order_id: number;
  courier_number: string | null;
  courier_name: string | null;
  handed_over_at: string | null;
}

/** Somebody else's order is like an unknown one: a missing key. */
const orderRow = (ofManager: boolean): string => `
  SELECT o.id AS order_id, o.order_number, o.status, k.courier_number, k.name AS courier_name, d.handed_over_at
    FROM orders AS o
    LEFT JOIN (deliveries AS d JOIN couriers AS k ON k.id = d.courier_id) ON d.active_order_id = o.id
   WHERE o.order_number = ?${ofManager ? ' AND o.manager_id = ?' : ''}`;

/** Which orders are on the way, and with whom. */
export class SqlDeliveries implements DeliveryBook {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async of(orderNumber: string, managerId: number | null): Promise<DeliveryView | null | undefined> {
    const row = await read(this.database, orderNumber, managerId);
    return row === undefined ? undefined : viewFrom(row);
  }

  /** @throws StoreError */
  async set(
    orderNumber: string,
    to: { courier: string } | { ended: Exclude<DeliveryEnd, 'handed-on'> },
    by: string,
    managerId: number | null,
  ): Promise<HandOverResult> {
    return this.database.transaction<HandOverResult>(async (transaction) => {
      await transaction.query('SELECT id FROM orders WHERE order_number = ? FOR UPDATE', [
        known(orderNumber),
      ]);
      const row = await read(transaction, orderNumber, managerId);
      if (row === undefined) return { result: 'no-order' };
      let courierId: number | null = null;
      if ('courier' in to) {
        if (row.status !== 'open') return { result: 'order-closed' };
        courierId = (await courierIds(transaction)).get(to.courier) ?? null;
        if (courierId === null) return { result: 'no-courier' };
      }
      await handOver(transaction, [{ orderId: row.order_id, courierId }], {
        as: 'ended' in to ? to.ended : 'taken-back',
        by,
        at: this.now(),
      });
      const after = await read(transaction, orderNumber, managerId);
      return {
        result: 'written',
        orderNumber: row.order_number,
        before: viewFrom(row),
        delivery: after === undefined ? null : viewFrom(after),
      };
    });
  }
}

async function read(
  queries: Queries,
  orderNumber: string,
  managerId: number | null,
): Promise<DeliveryRow | undefined> {
  const [row] = await queries.query<DeliveryRow>(orderRow(managerId !== null), [
    known(orderNumber),
    ...(managerId === null ? [] : [managerId]),
  ]);
  return row;
}

/** Equals no order number, and costs the same search. */
function known(orderNumber: string): string {
  return isOrderNumber(orderNumber) ? orderNumber : '';
}

function viewFrom(row: DeliveryRow): DeliveryView | null {
  const { courier_number: courierNumber, courier_name: courierName, handed_over_at: at } = row;
  return courierNumber === null || courierName === null || at === null
    ? null
    : { courierNumber, courierName, handedOverAt: fromDateTime(at) };
}
