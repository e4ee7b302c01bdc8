import type { OrderDetails } from '#orders/model/order-details';
import type { OrderInFull, OrdersInFull } from '#orders/order-in-full';
import type { Dealt, OrderPool } from '#orders/order-pool';
import type { OrderView } from '#orders/order-view';
import type { Page, PageRequest } from '#kernel/page';

/** What orders hold, in memory; of others, nothing. */
export class MemoryOrdersInFull implements OrdersInFull {
  readonly orders = new Map<string, OrderInFull>();

  find(orderNumber: string): Promise<OrderInFull> {
    const nothing: OrderInFull = {
      statedNumber: null,
      dialled: null,
      details: null,
      filled: {},
      others: { open: 0, closed: 0, cancelled: 0, lastPlacedAt: null },
    };
    return Promise.resolve(this.orders.get(orderNumber) ?? nothing);
  }

  async details(orderNumber: string): Promise<OrderDetails | null> {
    return (await this.find(orderNumber)).details;
  }
}

/** A pool in memory, and the managers who may have its orders. */
export class MemoryOrderPool implements OrderPool {
  orders: OrderView[] = [];
  managers = ['101', '102'];

  list(search: string | undefined, { limit }: PageRequest): Promise<Page<OrderView>> {
    return Promise.resolve({ rows: this.#found(search).slice(0, limit), next: null });
  }

  count(search: string | undefined): Promise<number> {
    return Promise.resolve(this.#found(search).length);
  }

  /** One at a time. */
  async *dealFound(search: string, extension: string | null): AsyncGenerator<Dealt[] | null> {
    for (const { orderNumber } of this.#found(search)) yield await this.deal([orderNumber], extension);
  }

  #found(search = ''): OrderView[] {
    return this.orders.filter(({ customerName }) => customerName.includes(search));
  }

  deal(orderNumbers: readonly string[], extension: string | null): Promise<Dealt[] | null> {
    const to = this.managers.filter((manager) => extension === null || manager === extension);
    if (to.length === 0) return Promise.resolve(null);
    const free = this.orders.filter(({ orderNumber }) => orderNumbers.includes(orderNumber));
    this.orders = this.orders.filter((order) => !free.includes(order));
    return Promise.resolve(
      free.map(({ orderNumber }, nth) => ({ orderNumber, extension: to[nth % to.length] ?? '' })),
    );
  }
}
