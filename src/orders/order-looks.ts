import type { GuessGuard } from '#calls/engine/guess-guard';
import type { OrderList, OrderView } from './order-view';
import type { Principal } from '#kernel/principal';
import { actorOf } from '#kernel/principal';
import type { AuditTrail } from '#audit/audit-trail';
import { fromPort, Problem } from '#http/problem';

/** The one way to an order by its number: nobody learns whether somebody else's exists, and guesses are counted. */
export class OrderLooks {
  constructor(
    private readonly orders: OrderList,
    private readonly guard: Pick<GuessGuard, 'look'>,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Null for unknown and somebody else's orders alike, in time too.
   * @param action what it is looked up for, as the audit log has it
   * @throws Problem `locked-out` where the manager guessed too often, whatever the order
   */
  async find(principal: Principal, number: string, action = 'order.view'): Promise<OrderView | null> {
    if (principal.role !== 'manager') return await fromPort(this.orders.find(number));
    const { extension } = principal.manager;
    const look = await fromPort(
      // A manager's extension is part of the search: an order found and then withheld would take longer.
      this.guard.look(
        extension,
        () => this.orders.find(number, extension),
        (order) => order === null,
      ),
    );
    if ('answer' in look) return look.answer;
    await this.trail.before({
      actor: actorOf(principal),
      action,
      subject: null,
      detail: { outcome: 'locked-out' },
    });
    throw new Problem('locked-out', { headers: { 'retry-after': String(look.lockedForSeconds) } });
  }

  /** As {@link find}. @throws Problem `order-refused` instead of null */
  async reached(principal: Principal, number: string, action: string): Promise<OrderView> {
    const order = await this.find(principal, number, action);
    if (order !== null) return order;
    return await this.refused(principal, action);
  }

  /**
   * Written down before the answer says so. What was asked for may be anything, a phone number too: it is not.
   * @throws Problem `order-refused`
   */
  async refused(principal: Principal, action: string): Promise<never> {
    await this.trail.before({
      actor: actorOf(principal),
      action,
      subject: null,
      detail: { outcome: 'refused' },
    });
    throw new Problem('order-refused');
  }
}
