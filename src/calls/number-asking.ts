import type { OrderBook } from './engine/call-authority';
import { principalInCall } from './engine/keyed-numbers';
import type { KeyingRequest } from './engine/keyed-numbers';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { Slot } from '#kernel/slot';

/** Lets a manager have the customer of a call key in a number, asked for on the page, by a program, or by keys of the phone. */
export class NumberAsking {
  constructor(
    private readonly owners: Pick<OrderBook, 'ownerOf'>,
    private readonly trail: Pick<AuditTrail, 'before'>,
  ) {}

  /**
   * Audited before it is done.
   * @throws RefusedError `order-refused` unless the order is open and the manager's: the change would be refused after the
   * number was keyed in; `unavailable`
   */
  async allow(
    principal: Extract<Principal, { role: 'manager' }>,
    call: { id: string; orderNumber: string | null },
    slot: Slot,
  ): Promise<void> {
    const { orderNumber } = call;
    if (orderNumber === null || (await this.owners.ownerOf(orderNumber)) !== principal.manager.extension)
      throw new RefusedError('order-refused');
    await this.trail.before({
      actor: actorOf(principal),
      action: 'contact.ask',
      subject: `order:${orderNumber}`,
      detail: { call: call.id, slot },
    });
  }

  /** As {@link KeyedNumbers.permit}. @throws RefusedError `unavailable`, and what the order book throws */
  async permit({ call, manager, orderNumber, slot }: KeyingRequest): Promise<boolean> {
    try {
      await this.allow(principalInCall({ call, manager }), { id: call, orderNumber }, slot);
      return true;
    } catch (error) {
      if (error instanceof RefusedError && error.slug === 'order-refused') return false;
      throw error;
    }
  }
}
