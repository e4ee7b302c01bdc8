import type { MailStore } from './mails';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { OrderFeed } from '#orders/order-feed';
import type { OrderLooks } from '#orders/order-looks';

export interface MailForgettingParts {
  store: Pick<MailStore, 'forget'>;
  looks: Pick<OrderLooks, 'findOrRefuse'>;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Pick<Clock, 'now'>;
}

const action = 'mail.forget';

/** A customer's right: what was written with them is deleted. Calls stay as they are. */
export class MailForgetting {
  constructor(private readonly parts: MailForgettingParts) {}

  /**
   * Deletes the mails of the order's customer, of all their orders.
   * @returns the orders that had any
   * @throws RefusedError `role-forbidden` for all but administrators and the operator, `order-refused`, `unavailable`
   */
  async forget(actor: Actor, orderNumber: string): Promise<string[]> {
    if (actor.role !== 'administrator' && actor.role !== 'operator') throw new RefusedError('role-forbidden');
    const { looks, store, trail, clock, feed } = this.parts;
    const order = await looks.findOrRefuse(actor, orderNumber, action);
    const row = { actor: actorOf(actor), action };
    await trail.before({ ...row, subject: `order:${order.orderNumber}` });
    const changed = await store.forget(order.orderNumber, clock.now());
    for (const other of changed) {
      feed.publish(other);
      if (other.orderNumber === order.orderNumber) continue;
      const detail = { with: order.orderNumber };
      await trail.after({ ...row, subject: `order:${other.orderNumber}`, detail });
    }
    return changed.map((each) => each.orderNumber);
  }
}
