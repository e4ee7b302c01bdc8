import { toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import type { Micros } from '#kernel/micros';

/**
 * An order that has just been written counts as having arrived at this time: in its manager's queue it is where the orders of
 * that time are. In the transaction that writes it.
 * @throws StoreError
 */
export async function arrivedAt(transaction: Transaction, orderId: number, at: Micros): Promise<void> {
  const arrived = toDateTime(at);
  await transaction.update('orders', { id: orderId }, { added_at: arrived, due_at: arrived });
}
