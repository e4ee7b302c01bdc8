import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** What is known of an order's customer when it comes to calling them. */
export interface CustomerWish {
  doNotCall: boolean;
  /** IANA; null where it is not known. */
  timeZone: string | null;
}

export interface DoNotCall {
  /** @returns null where there is no such order */
  of(orderNumber: string): Promise<CustomerWish | null>;
  /** Holds from the next call on, for all orders of the customer. */
  set(orderNumber: string, doNotCall: boolean): Promise<void>;
}

/**
 * Says that an order's customer is not to be called, or takes that back. Audited first: a customer who is called against
 * their wish must have somebody to ask.
 * @throws RefusedError `order-refused`, `unavailable`
 */
export async function setDoNotCall(
  actor: Actor,
  orderNumber: string,
  doNotCall: boolean,
  { wishes, trail }: { wishes: DoNotCall; trail: Pick<AuditTrail, 'before'> },
): Promise<void> {
  if ((await wishes.of(orderNumber)) === null) throw new RefusedError('order-refused');
  await trail.before({
    actor: actorOf(actor),
    action: 'customer.do-not-call',
    subject: `order:${orderNumber}`,
    detail: { doNotCall },
  });
  await wishes.set(orderNumber, doNotCall);
}
