import { ContactDesk } from './contacts/contact-desk';
import type { ContactStore } from './contacts/contact-rows';
import { ContactWrites } from './contacts/contact-writes';
import type { TypedAddressReader } from '#vault/typed-address';
import type { TypedNumberReader } from '#vault/typed-number';
import { EntryDesk } from './entry-desk';
import type { OrderOfCall } from './entry-desk';
import type { EntryStore } from './entry-rows';
import { EntryWrites } from './entry-writes';
import type { CallsUp } from './entry-writes';
import type { OrderRulesStore } from './intake/order-rules';
import { OrderDesk } from './order-desk';
import { OrderDetailsDesk } from './order-details-desk';
import type { TimeLine } from './order-entries';
import type { OrderFeed } from './order-feed';
import type { OrdersInFull } from './order-in-full';
import { OrderLooks } from './order-looks';
import type { OrderPool } from './order-pool';
import type { OrderList } from './order-view';
import { OrderWriter } from './order-writer';
import { PoolDesk } from './pool-desk';
import type { ShopPictures } from './shop-pictures';
import type { WorkQueue } from './work-queue';
import type { AuditTrail } from '#audit/audit-trail';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import type { Alerts } from '#log/alerts';

/** What the use cases of a manager's work stand on. */
export interface OrderDeskPorts {
  orders: OrderList;
  entries: EntryStore;
  timeLine: TimeLine;
  contacts: ContactStore;
  readNumber: TypedNumberReader;
  readAddress: TypedAddressReader;
  queue: WorkQueue;
  callsUp: CallsUp;
  orderOfCall: OrderOfCall;
  feed: OrderFeed;
  guard: Pick<GuessGuard, 'look'>;
  alerts: Alerts;
  trail: AuditTrail;
  clock: Pick<Clock, 'now'>;
  inFull: OrdersInFull;
  rules: Pick<OrderRulesStore, 'read'>;
  pool: OrderPool;
  pictures: Pick<ShopPictures, 'fetch'>;
}

/** The use cases of a manager's work: joined here alone, over the database or over what a test has. */
export function orderDesks(ports: OrderDeskPorts): {
  orders: OrderDesk;
  entries: EntryDesk;
  contacts: ContactDesk;
  details: OrderDetailsDesk;
  pool: PoolDesk;
  looks: OrderLooks;
} {
  const { orders, timeLine, queue, feed, readNumber, readAddress, alerts, trail } = ports;
  const now = (): Micros => ports.clock.now();
  const looks = new OrderLooks(orders, ports.guard, trail);
  const writer = new OrderWriter({ looks, trail, feed });
  return {
    looks,
    orders: new OrderDesk({ orders, looks, timeLine, queue, trail }),
    details: new OrderDetailsDesk({
      ...{ looks, trail, inFull: ports.inFull },
      ...{ rules: ports.rules, pictures: ports.pictures },
    }),
    pool: new PoolDesk({ pool: ports.pool, feed, trail }),
    entries: new EntryDesk({
      writer,
      writes: new EntryWrites(ports.entries, now, ports.callsUp),
      queue,
      orderOfCall: ports.orderOfCall,
      rules: ports.rules,
    }),
    contacts: new ContactDesk({
      writer,
      writes: new ContactWrites(ports.contacts, now),
      readNumber,
      readAddress,
      trail,
      alerts,
    }),
  };
}
