import type { OrderFeed } from './order-feed';
import type { Dealt, OrderPool } from './order-pool';
import type { OrderView } from './order-view';
import type { AuditEntry } from '#audit/audit-log';
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
  async list(
    principal: Principal,
    search: string | undefined,
    request: PageRequest,
  ): Promise<Page<OrderView>> {
    const page = await this.parts.pool.list(search, request);
    await this.parts.trail.beforeLook(principal, JSON.stringify([search, request]), {
      action: 'order.pool',
      subject: null,
      detail: { rows: page.rows.length },
    });
    return page;
  }

  /** How many orders a search finds. @throws RefusedError `unavailable` */
  async count(search: string | undefined): Promise<number> {
    return this.parts.pool.count(search);
  }

  /**
   * Deals out all that a search finds, also what no page has shown.
   * @returns how many
   * @throws as {@link deal}
   */
  async dealFound(principal: Principal, search: string, extension: string | null): Promise<number> {
    let count = 0;
    try {
      for await (const dealt of this.parts.pool.dealFound(search, extension)) {
        count += this.#publish(dealt).length;
      }
    } finally {
      // What is dealt stays dealt, whatever ends it. A search may be anything: it is not written.
      if (count > 0) await this.#audit(principal, extension, { orders: count, found: true });
    }
    return count;
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
    const dealt = this.#publish(await this.parts.pool.deal(orderNumbers, extension));
    await this.#audit(principal, extension, { orders: dealt.length, asked: orderNumbers.length });
    return dealt;
  }

  #publish(dealt: Dealt[] | null): Dealt[] {
    if (dealt === null) {
      refuseFaults([
        { field: 'extension', code: 'unknown-manager', detail: 'must be that of an active manager' },
      ]);
      return [];
    }
    for (const order of dealt)
      this.parts.feed.publish({ orderNumber: order.orderNumber, managerExtension: order.extension });
    return dealt;
  }

  #audit(
    principal: Principal,
    extension: string | null,
    detail: NonNullable<AuditEntry['detail']>,
  ): Promise<void> {
    return this.parts.trail.after({
      actor: actorOf(principal),
      action: 'orders.deal',
      subject: extension === null ? null : `manager:${extension}`,
      detail,
    });
  }
}
