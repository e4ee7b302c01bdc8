import { OutgoingAddresses } from '#http/outgoing-addresses';
import { ShopPictures } from '#orders/shop-pictures';
import type { Clock } from '#kernel/clock';
import { typedAddressReader } from '#vault/typed-address';
import type { OrderDeskPorts } from '#orders/order-desks';
import { OrderFeed } from '#orders/order-feed';
import { MemoryAlerts } from '../log/memory-alerts';
import { elevenDigits, MemoryContactRows } from './memory-contact-rows';
import { MemoryOrderEntries } from './memory-order-entries';
import type { MemoryOrderList } from './memory-order-list';
import { MemoryOrderRules } from './memory-order-rules';
import { MemoryOrderPool, MemoryOrdersInFull } from './memory-orders-in-full';
import { MemoryOrdersAtWork } from './memory-orders-at-work';
import { memoryOutcomes, MemoryWorkQueue } from './memory-work-queue';

/** What the use cases of a manager's work stand on, but for what the rest of the program gives them. */
export type WorkPorts = Omit<OrderDeskPorts, 'orders' | 'guard' | 'trail' | 'clock'>;

/** The queue, entries and contacts of orders in memory. */
export class MemoryWork implements WorkPorts {
  readonly atWork: MemoryOrdersAtWork;
  readonly queue: MemoryWorkQueue;
  readonly outcomes = memoryOutcomes;
  readonly entries: MemoryOrderEntries;
  readonly timeLine: MemoryOrderEntries;
  readonly contacts: MemoryContactRows;
  readonly readNumber = elevenDigits;
  readonly readAddress = typedAddressReader('mail.shop.example');
  /** Calls that are up. */
  readonly up: ReturnType<OrderDeskPorts['callsUp']>[number][] = [];
  readonly callsUp = (): typeof this.up => this.up;
  /** Order numbers by call. */
  readonly calls = new Map<string, string>();
  readonly orderOfCall = (id: string): Promise<string | null> => Promise.resolve(this.calls.get(id) ?? null);
  readonly alerts = new MemoryAlerts();
  readonly inFull = new MemoryOrdersInFull();
  readonly pictures = new ShopPictures(new OutgoingAddresses('127.0.0.1'));
  readonly pool = new MemoryOrderPool();
  readonly rules = new MemoryOrderRules();

  constructor(
    list: MemoryOrderList,
    clock: Pick<Clock, 'now'>,
    readonly feed = new OrderFeed(),
  ) {
    this.atWork = new MemoryOrdersAtWork(list);
    this.queue = new MemoryWorkQueue(this.atWork);
    this.entries = new MemoryOrderEntries(this.atWork, clock);
    this.timeLine = this.entries;
    this.contacts = new MemoryContactRows(this.atWork);
  }
}
