import { AuditTrail } from '#audit/audit-trail';
import type { Principal } from '#kernel/principal';
import { orderDesks } from '#orders/order-desks';
import { OrderFeed } from '#orders/order-feed';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { guessGuardOf } from '../calls/guess-guard-of';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderList, orderView } from './memory-order-list';
import { MemoryWork } from './memory-work';

export const anna: Principal = {
  role: 'manager',
  manager: { id: 1, extension: '101', since: 0 },
  by: { account: 5, login: '101', mayExport: false },
};
export const service: Principal = { role: 'service', by: { token: 7 } };
export const supervisor: Principal = { role: 'supervisor', by: { token: 8 } };

/** The use cases of a manager's work over memory: orders 1001 and 1003 (closed) of manager 101, 1002 of 102. No HTTP. */
export class WorkRig {
  readonly clock = new FakeClock();
  readonly list = new MemoryOrderList();
  readonly audit = new MemoryAuditLog();
  readonly log = new MemoryLog();
  readonly feed = new OrderFeed();
  readonly work = new MemoryWork(this.list, this.clock, this.feed);
  /** What happened, in its order: rows of the audit log, writes, events and alerts. */
  readonly steps: string[] = [];
  readonly desks: ReturnType<typeof orderDesks>;

  constructor() {
    this.list.rows.push(
      orderView('1001'),
      orderView('1002', { managerExtension: '102' }),
      orderView('1003', { status: 'closed' }),
    );
    const { audit, work, steps, list, clock } = this;
    this.feed.subscribe(({ orderNumber }) => steps.push(`publish ${orderNumber}`));
    const trail = new AuditTrail(
      {
        append: async (entry) => {
          await audit.append(entry);
          steps.push(`audit ${entry.action} ${JSON.stringify(entry.detail)}`);
        },
      },
      clock,
      this.log,
    );
    // Two wrong order numbers lock out.
    this.desks = orderDesks({
      ...{
        queue: work.queue,
        timeLine: work.timeLine,
        readNumber: work.readNumber,
        readAddress: work.readAddress,
        feed: this.feed,
      },
      callsUp: work.callsUp,
      orderOfCall: work.orderOfCall,
      ...{ inFull: work.inFull, pool: work.pool, rules: work.rules },
      pictures: work.pictures,
      entries: {
        transaction: async (write) => {
          steps.push('write');
          return work.entries.transaction(write);
        },
      },
      contacts: {
        transaction: async (write) => {
          steps.push('write');
          return work.contacts.transaction(write);
        },
      },
      alerts: {
        raise: ({ event, manager, actor }) => steps.push(`alert ${event} ${String(manager ?? actor)}`),
      },
      orders: list,
      guard: guessGuardOf(clock, 2),
      trail,
      clock,
    });
  }
}
