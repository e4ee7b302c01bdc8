import type { OrderFeed } from './order-feed';
import type { Dealt, OrderPool } from './order-pool';
import type { OrderView } from './order-view';
import type { AuditTrail } from '#audit/audit-trail';
import type { Page, PageRequest } from '#kernel/page';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { refuseFaults } from '#kernel/refused-error';

export interface PoolParts {
  pool: OrderPool;
  feed: OrderFeed;
  trail: Pick<AuditTrail, 'after' | 'beforeLook'>;
}

/** Orders that nobody has, dealt out by supervisors. */
export class PoolDesk {
  constructor(private readonly parts: PoolParts) {}

  /** @throws RefusedError `unavailable` */
  async list(principal: Principal, request: PageRequest): Promise<Page<OrderView>> {
    const page = await this.parts.pool.list(request);
    await this.parts.trail.beforeLook(principal, JSON.stringify(request), {
      action: 'order.pool',
      subject: null,
      detail: { rows: page.rows.length },
    });
    return page;
  }

  /**
   * @param extension null: to all by their load
   * @throws RefusedError `invalid-input` where nobody is there to have them
   */
  async deal(
    principal: Principal,
    orderNumbers: readonly string[],
    extension: string | null,
  ): Promise<Dealt[]> {
    const { pool, feed, trail } = this.parts;
    const dealt = await pool.deal(orderNumbers, extension);
    if (dealt === null) {
      refuseFaults([
        { field: 'extension', code: 'unknown-manager', detail: 'must be that of an active manager' },
      ]);
      return [];
    }
    for (const order of dealt)
      feed.publish({ orderNumber: order.orderNumber, managerExtension: order.extension });
    await trail.after({
      actor: actorOf(principal),
      action: 'orders.deal',
      subject: extension === null ? null : `manager:${extension}`,
      detail: { orders: dealt.length, asked: orderNumbers.length },
    });
    return dealt;
  }
}
