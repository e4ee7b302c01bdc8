import type { Transaction } from '#database/queries';
import type { FetchedOrder, FetchedOrders, FetchedResult } from '#orders/intake/fetched-orders';

const noTransaction = {} as Transaction;

/** Keeps orders as they are stated, unread: for suites about how they come, with thousands of them. */
export class PlainOrders implements Pick<FetchedOrders, 'take'> {
  readonly orders = new Map<string, FetchedOrder['fields']>();
  /** How often each was new. */
  readonly added = new Map<string, number>();
  /** Called at the begin and at the end of a batch; what it throws is the database's outage. */
  outage: () => void = () => undefined;

  /** Takes whatever comes for new: a fault that suites bring about. */
  isForgetful = false;

  async take(
    orders: readonly FetchedOrder[],
    { beside }: Parameters<FetchedOrders['take']>[1] = {},
  ): Promise<FetchedResult> {
    this.outage();
    const numbers = orders.map(({ fields }, position) => ({
      position,
      orderNumber: fields.order_number ?? '',
    }));
    const besides = (await beside?.before(noTransaction, numbers)) ?? new Map<number, null>();
    const result: FetchedResult = { added: 0, changed: 0, unchanged: 0, pooled: 0, refused: [], notices: [] };
    for (const { position, orderNumber } of numbers) {
      const fault = besides.get(position);
      if (fault && fault !== 'only-if-same') result.refused.push({ position, fault });
      if (fault !== undefined && fault !== 'only-if-same') continue;
      const before = this.orders.get(orderNumber);
      if (before === undefined || this.isForgetful)
        this.added.set(orderNumber, (this.added.get(orderNumber) ?? 0) + 1);
      this.orders.set(orderNumber, { ...before, ...orders[position]?.fields });
    }
    await beside?.after(noTransaction, result);
    // It is done, and nobody learns of it.
    this.outage();
    return result;
  }
}
