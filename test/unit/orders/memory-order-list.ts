import type { OrderFilter, OrderList, OrderView } from '#orders/order-view';
import type { Page, PageRequest } from '#kernel/page';

export function orderView(orderNumber: string, changes: Partial<OrderView> = {}): OrderView {
  return {
    orderNumber,
    customerName: `Customer of ${orderNumber}`,
    managerExtension: '101',
    status: 'open',
    amount: '1990.00',
    currency: 'RUB',
    placedAt: Date.UTC(2026, 5, 30) * 1000,
    slots: ['main'],
    extensions: [],
    queue: 'to-call',
    missed: null,
    dueAt: Date.UTC(2026, 5, 30) * 1000,
    lastOutcome: null,
    lastOutcomeAt: null,
    doNotCall: false,
    unreadMails: 0,
    ...changes,
  };
}

export class MemoryOrderList implements OrderList {
  readonly rows: OrderView[] = [];
  /** What {@link find} was given. */
  readonly asked: Array<[orderNumber: string, managerExtension: string | undefined]> = [];
  #failure: Error | null = null;

  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async list({ managerExtension, status }: OrderFilter, page: PageRequest): Promise<Page<OrderView>> {
    if (this.#failure) throw this.#failure;
    const matching = this.rows
      .filter((row) => managerExtension === undefined || row.managerExtension === managerExtension)
      .filter((row) => status === undefined || row.status === status)
      .filter((row) => page.after === undefined || row.orderNumber > page.after)
      .sort((a, b) => (a.orderNumber < b.orderNumber ? -1 : 1));
    const rows = matching.slice(0, page.limit);
    return { rows, next: matching.length > rows.length ? (rows.at(-1)?.orderNumber ?? null) : null };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async find(orderNumber: string, managerExtension?: string): Promise<OrderView | null> {
    this.asked.push([orderNumber, managerExtension]);
    if (this.#failure) throw this.#failure;
    return (
      this.rows.find(
        (row) =>
          row.orderNumber === orderNumber &&
          (managerExtension === undefined || row.managerExtension === managerExtension),
      ) ?? null
    );
  }
}
