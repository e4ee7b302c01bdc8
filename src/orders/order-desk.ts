import type { EntryView, TimeLine } from './order-entries';
import type { OrderLooks } from './order-looks';
import type { OrderFilter, OrderList, OrderView } from './order-view';
import { orderRow } from './order-writer';
import type { QueueCounts, QueueFilter, WorkQueue } from './work-queue';
import type { AuditTrail } from '#audit/audit-trail';
import type { Page, PageRequest } from '#kernel/page';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { extensionOfList, managerOf } from '#kernel/roles';

export interface OrderDeskParts {
  orders: Pick<OrderList, 'list'>;
  looks: OrderLooks;
  timeLine: TimeLine;
  queue: Pick<WorkQueue, 'list' | 'counts'>;
  trail: Pick<AuditTrail, 'before' | 'beforeLook'>;
}

/**
 * Looking at orders: managers at their own, all others at all. Every look is audited before anything is shown; what a
 * page asks for again and again, once in ten minutes.
 */
export class OrderDesk {
  constructor(private readonly parts: OrderDeskParts) {}

  /** @throws RefusedError `locked-out`, `order-refused`, `unavailable` */
  async view(actor: Actor, orderNumber: string): Promise<OrderView> {
    return viewOrder(this.parts, actor, orderNumber);
  }

  /** @throws RefusedError `other-extension`, `unavailable` */
  async list(
    principal: Principal,
    { extension, status }: { extension?: string | undefined; status?: OrderFilter['status'] | undefined },
    request: PageRequest,
  ): Promise<Page<OrderView>> {
    const { orders, trail } = this.parts;
    const managerExtension = extensionOfList(principal, extension);
    const page = await orders.list(
      {
        ...(managerExtension === undefined ? {} : { managerExtension }),
        ...(status === undefined ? {} : { status }),
      },
      request,
    );
    await trail.before({
      actor: actorOf(principal),
      action: 'order.list',
      // An extension without orders may be no extension at all, but a phone number: it is not written.
      subject:
        managerExtension === undefined || page.rows.length === 0 ? null : `manager:${managerExtension}`,
      detail: { rows: page.rows.length },
    });
    return page;
  }

  /**
   * What happened to an order, newest first.
   * @param question what was asked in full, which tells repeated looks from others
   * @throws RefusedError `locked-out`, `order-refused`, `unavailable`
   */
  async timeline(
    principal: Principal,
    orderNumber: string,
    request: PageRequest,
    question: object = request,
  ): Promise<Page<EntryView>> {
    const { looks, timeLine, trail } = this.parts;
    const order = await looks.findOrRefuse(principal, orderNumber, 'order.timeline');
    const page = await timeLine.timeline(order.orderNumber, request, principal.role === 'manager');
    await trail.beforeLook(principal, JSON.stringify(question), {
      action: 'order.timeline',
      subject: `order:${order.orderNumber}`,
      detail: { rows: page.rows.length },
    });
    return page;
  }

  /**
   * A manager's own orders, as they are to be worked through.
   * @param question see {@link timeline}
   * @throws RefusedError `role-forbidden` but for managers, `unavailable`
   */
  async queue(
    principal: Principal,
    { part, search }: { part: QueueFilter['part']; search?: string | undefined },
    request: PageRequest,
    question: object = request,
  ): Promise<Page<OrderView>> {
    const { id, extension } = managerOf(principal);
    const { queue, trail } = this.parts;
    const page = await queue.list(
      { managerId: id, part, ...(search === undefined ? {} : { search }) },
      request,
    );
    // Nobody's name is in an empty list. Of a search it is written that there was one: it may be anything.
    if (page.rows.length > 0) {
      await trail.beforeLook(principal, JSON.stringify(question), {
        action: 'order.list',
        subject: `manager:${extension}`,
        detail: { rows: page.rows.length, queue: part, searched: (search ?? '').trim() !== '' },
      });
    }
    return page;
  }

  /** @throws RefusedError `role-forbidden` but for managers */
  async queueCounts(principal: Principal, search?: string): Promise<QueueCounts> {
    return this.parts.queue.counts(managerOf(principal).id, search);
  }
}

/** One order, audited before it is shown. Also for ways in that have no list. */
export async function viewOrder(
  { looks, trail }: Pick<OrderDeskParts, 'looks'> & { trail: Pick<AuditTrail, 'before'> },
  actor: Actor,
  orderNumber: string,
): Promise<OrderView> {
  const action = 'order.view';
  const order = await looks.find(actor, orderNumber, action);
  if (order === null) return looks.refuse(actor, action);
  await trail.before({ ...orderRow(actor, action, order), detail: { outcome: 'shown' } });
  return order;
}
