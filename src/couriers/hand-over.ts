import type { DeliveryEnd } from './model/courier-rules';
import { toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import type { Micros } from '#kernel/micros';

/** Orders that change hands, in the transaction of whoever has locked them: by a person, or by an import. */
export interface HandOver {
  orderId: number;
  /** Null: with nobody from now on. */
  courierId: number | null;
}

/**
 * An order that is already with the courier stays as it is: its time of hand-over is when access began.
 * @param as how the delivery ends of an order that goes to nobody
 * @returns ids of the orders that changed hands
 * @throws StoreError
 */
export async function handOver(
  transaction: Transaction,
  changes: readonly HandOver[],
  { as, by, at }: { as: Exclude<DeliveryEnd, 'handed-on'>; by: string; at: Micros },
): Promise<number[]> {
  if (changes.length === 0) return [];
  const rows = await transaction.query<{ order_id: number; courier_id: number }>(
    'SELECT order_id, courier_id FROM deliveries WHERE active_order_id IN (?) FOR UPDATE',
    [changes.map(({ orderId }) => orderId)],
  );
  const present = new Map(rows.map((row) => [row.order_id, row.courier_id]));
  const changed = changes.filter(({ orderId, courierId }) => (present.get(orderId) ?? null) !== courierId);
  for (const { orderId, courierId } of changed) {
    await endDeliveries(
      transaction,
      { order_id: orderId },
      { as: courierId === null ? as : 'handed-on', by, at },
    );
  }
  await transaction.insertMany(
    'deliveries',
    changed.flatMap(({ orderId, courierId }) =>
      courierId === null
        ? []
        : [{ order_id: orderId, courier_id: courierId, handed_over_at: toDateTime(at), handed_over_by: by }],
    ),
  );
  return changed.map(({ orderId }) => orderId);
}

/** Ends those that have not ended. @throws StoreError */
export async function endDeliveries(
  transaction: Transaction,
  which: { order_id: number } | { courier_id: number },
  { as, by, at }: { as: DeliveryEnd; by: string; at: Micros },
): Promise<void> {
  await transaction.update(
    'deliveries',
    { ...which, ended_at: null },
    { ended_at: toDateTime(at), ended_by: by, ended_as: as },
  );
}

/** Ids of the active couriers by courier number. @throws StoreError */
export async function courierIds(transaction: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.query<{ id: number; active_number: string }>(
    'SELECT id, active_number FROM couriers WHERE active_number IS NOT NULL',
  );
  return new Map(rows.map((row) => [row.active_number, row.id]));
}
