import { lockOrder } from './order-row';
import type { OrderFeed } from './order-feed';
import type { AuditTrail } from '#audit/audit-trail';
import type { OrderGoing, OrderHandOver } from '#calls/engine/order-hand-over';
import type { Database } from '#database/database';

/** Whose an order is. */
export interface OrderOwners {
  /**
   * Makes the order another active manager's.
   * @returns `not-theirs` if it is not, or no more, the giver's
   */
  give(orderNumber: string, from: string, toId: number): Promise<'given' | 'had' | 'not-theirs'>;
}

export class SqlOrderOwners implements OrderOwners {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async give(orderNumber: string, from: string, toId: number): Promise<'given' | 'had' | 'not-theirs'> {
    return this.database.transaction(async (transaction) => {
      const order = await lockOrder(transaction, { orderNumber, managerId: null });
      if (order === null) return 'not-theirs';
      const [now] = await transaction.query<{ id: number; extension: string; taker: number | null }>(
        `SELECT m.id, m.extension,
                (SELECT t.id FROM managers AS t WHERE t.id = ? AND t.active_extension IS NOT NULL) AS taker
           FROM orders AS o JOIN managers AS m ON m.id = o.manager_id WHERE o.id = ?`,
        [toId, order.id],
      );
      if (now === undefined || now.taker === null) return 'not-theirs';
      if (now.id === toId) return 'had';
      if (now.extension !== from) return 'not-theirs';
      await transaction.update('orders', { id: order.id }, { manager_id: toId });
      return 'given';
    });
  }
}

/**
 * Gives orders to the colleagues who took their customers: by the manager whose order it was, who asked for it in the call.
 * Audited first, as every change of who may see an order.
 */
export class OrderGiver implements OrderHandOver {
  constructor(
    private readonly owners: OrderOwners,
    private readonly feed: OrderFeed,
    private readonly trail: Pick<AuditTrail, 'before'>,
  ) {}

  /** @throws RefusedError `unavailable`, StoreError */
  async handOver({ call, orderNumber, from, toId, to }: OrderGoing): Promise<boolean> {
    await this.trail.before({
      actor: `manager:${from}`,
      action: 'order.hand-over',
      subject: `order:${orderNumber}`,
      detail: { call, to },
    });
    const result = await this.owners.give(orderNumber, from, toId);
    // Both lists change.
    if (result === 'given')
      for (const managerExtension of [from, to]) this.feed.publish({ orderNumber, managerExtension });
    return result !== 'not-theirs';
  }
}
