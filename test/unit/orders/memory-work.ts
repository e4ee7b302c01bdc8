import { OrderFeed } from '#orders/order-feed';
import type { Clock } from '#kernel/clock';
import type { WorkParts } from '#orders/orders-api';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryContactChanges } from './memory-contact-changes';
import { MemoryOrderEntries } from './memory-order-entries';
import type { MemoryOrderList } from './memory-order-list';
import { MemoryOrdersAtWork } from './memory-orders-at-work';
import { memoryOutcomes, MemoryWorkQueue } from './memory-work-queue';

/** The queue, entries and contacts of orders in memory. */
export class MemoryWork implements WorkParts {
  readonly orders: MemoryOrdersAtWork;
  readonly queue: MemoryWorkQueue;
  readonly outcomes = memoryOutcomes;
  readonly entries: MemoryOrderEntries;
  readonly contacts: MemoryContactChanges;
  readonly alerts = new MemoryAlerts();

  constructor(
    list: MemoryOrderList,
    clock: Pick<Clock, 'now'>,
    readonly feed = new OrderFeed(),
  ) {
    this.orders = new MemoryOrdersAtWork(list);
    this.queue = new MemoryWorkQueue(this.orders);
    this.entries = new MemoryOrderEntries(this.orders, clock);
    this.contacts = new MemoryContactChanges(this.orders);
  }
}
