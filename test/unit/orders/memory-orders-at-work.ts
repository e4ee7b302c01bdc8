import type { OrderWrite } from '#orders/order-entries';
import type { OrderView } from '#orders/order-view';
import type { MemoryOrderList } from './memory-order-list';

/** Orders in memory as the fakes of the queue, entries and contacts share them. */
export class MemoryOrdersAtWork {
  #failure: Error | null = null;

  /** @param extensions of managers by their ids */
  constructor(
    private readonly list: MemoryOrderList,
    private readonly extensions: Readonly<Record<number, string>> = { 1: '101', 2: '102' },
  ) {}

  /** From now on nothing is answered; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  /** @throws the failure that was set */
  of(managerId: number | null): OrderView[] {
    if (this.#failure) throw this.#failure;
    return this.list.rows.filter(
      (row) => managerId === null || row.managerExtension === this.extensions[managerId],
    );
  }

  find({ orderNumber, managerId }: Pick<OrderWrite, 'orderNumber' | 'managerId'>): OrderView | null {
    return this.of(managerId).find((row) => row.orderNumber === orderNumber) ?? null;
  }

  /** Ids are places in the list, from 1. */
  idOf(order: OrderView): number {
    return this.list.rows.indexOf(order) + 1;
  }

  byId(id: number): OrderView {
    const order = this.list.rows[id - 1];
    if (order === undefined) throw new Error('There is no such order.');
    return order;
  }

  change(order: OrderView, changes: Partial<OrderView>): OrderView {
    return Object.assign(order, changes);
  }
}
