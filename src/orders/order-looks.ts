import type { OrderList, OrderView } from './order-view';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import type { GuessGuard } from '#calls/engine/guess-guard';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** For ways in that managers do not use: nobody's guesses are counted there. */
export const noGuard: Pick<GuessGuard, 'look'> = {
  look: async (_extension, ask) => ({ answer: await ask() }),
};

/** The one way to an order by its number: nobody learns whether somebody else's exists, and guesses are counted. */
export class OrderLooks {
  constructor(
    private readonly orders: Pick<OrderList, 'find'>,
    private readonly guard: Pick<GuessGuard, 'look'>,
    private readonly trail: Pick<AuditTrail, 'before' | 'beforeRepeated'>,
  ) {}

  /**
   * Null for unknown and somebody else's orders alike, in time too.
   * @param action what it is looked up for, as the audit log has it
   * @throws RefusedError `locked-out` where the manager guessed too often, whatever the order
   */
  async find(actor: Actor, number: string, action: string): Promise<OrderView | null> {
    if (actor.role !== 'manager') return this.orders.find(number);
    const { extension } = actor.manager;
    // A manager's extension is part of the search: an order found and then withheld would take longer.
    const look = await this.guard.look(
      extension,
      () => this.orders.find(number, extension),
      (order) => order === null,
    );
    if ('answer' in look) return look.answer;
    await this.trail.beforeRepeated(refusedLook(actor, action, 'locked-out'));
    throw new RefusedError('locked-out', { retryAfterSeconds: look.lockedForSeconds });
  }

  /** As {@link find}. @throws RefusedError `order-refused` instead of null */
  async findOrRefuse(actor: Actor, number: string, action: string): Promise<OrderView> {
    return (await this.find(actor, number, action)) ?? (await this.refuse(actor, action));
  }

  /**
   * Audited before the answer says so. What was asked for may be anything, a phone number too: it is not written.
   * @throws RefusedError `order-refused`
   */
  async refuse(actor: Actor, action: string): Promise<never> {
    await this.trail.before(refusedLook(actor, action, 'refused'));
    throw new RefusedError('order-refused');
  }
}

function refusedLook(actor: Actor, action: string, outcome: 'locked-out' | 'refused'): AuditEntry {
  return { actor: actorOf(actor), action, subject: null, detail: { outcome } };
}
