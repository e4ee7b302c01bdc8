import type { OrderFeed } from './order-feed';
import type { OrderLooks } from './order-looks';
import type { OrderWrite } from './order-entries';
import type { OrderView } from './order-view';
import { orderWrite } from './order-write';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';

type Detail = NonNullable<AuditEntry['detail']>;

/** An order on which something was written, and the customer's other orders that it changed too. */
export interface OrdersWritten {
  result: 'written';
  order: OrderView;
  others?: readonly OrderView[];
}

/** What came of a write; what a capability adds to it (`too-many`, `fault`, …) is for its own use case. */
type WriteOutcome = OrdersWritten | { result: string };

/** What is to be written, and how it is audited. */
export interface OrderDeed<Input, Outcome extends WriteOutcome> {
  /** As the audit log has it: `note.add`. */
  action: string;
  /** Reads what was typed, once the order is known to be the actor's. @throws RefusedError `invalid-input` */
  read: () => Input;
  /** Where the deed is audited before anything is written, the row's detail. */
  auditFirst?: Detail;
  /** One transaction, the limits that need its lock included. */
  write: (write: OrderWrite, input: Input) => Promise<Outcome>;
  /** Where it is audited (also) after it was written, the row's detail. */
  auditAfter?: (done: Outcome & OrdersWritten) => Detail;
  /** Where the customer's other orders may change too: the detail of the row that each of these then gets. */
  auditOthers?: Detail;
}

export interface OrderWriterParts {
  looks: OrderLooks;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  feed: OrderFeed;
}

/**
 * The one order in which anything is written on an order, whichever way it came in:
 *
 * 1. **role**: by the use case, before the order is looked up: its answer says nothing of the order;
 * 2. **look**: `OrderLooks`, which counts guesses, locks out, and audits a refusal before it is answered;
 * 3. **read** what was typed: what is wrong with it is said of orders alone that the actor may reach;
 * 4. **audit first**, of contacts: a number that is changed unseen is worse than a row for a change that then fails or is
 *    refused. A row that cannot be written means that nothing is;
 * 5. **limit and write** in one transaction, which locks the order and looks it up once more: it may have been given to
 *    another manager since, and is then refused like an unknown one;
 * 6. **alert**: by the use case, of a limit that is used up, after that is audited too;
 * 7. **publish**: pages that show one of the orders are told, of what is written alone;
 * 8. **audit after**, of notes and outcomes, of which change was restored, and of the other orders that a change of a
 *    contact holds for, which only the transaction knows: they are in each order's own time line already, with author and
 *    time. Saved work is not answered with an error because the audit log is behind; that is
 *    logged.
 *
 * A repeated request (idempotency key) ends after 5: nothing was written, so nothing is audited or published again.
 */
export class OrderWriter {
  constructor(private readonly parts: OrderWriterParts) {}

  /**
   * @returns whatever `write` gives, but for `refused`
   * @throws RefusedError `locked-out`, `order-refused`, `unavailable`, and whatever `read` throws
   */
  async write<Input, Outcome extends WriteOutcome>(
    actor: Actor,
    orderNumber: string,
    deed: OrderDeed<Input, Outcome>,
  ): Promise<Exclude<Outcome, { result: 'refused' }>> {
    const { looks, trail } = this.parts;
    const order = await looks.findOrRefuse(actor, orderNumber, deed.action);
    const input = deed.read();
    const row = orderRow(actor, deed.action, order);
    if (deed.auditFirst !== undefined) await trail.before({ ...row, detail: deed.auditFirst });
    const outcome = await deed.write(orderWrite(actor, order), input);
    if (outcome.result === 'refused') return looks.refuse(actor, deed.action);
    if (isWritten(outcome)) {
      this.#publish(outcome);
      if (deed.auditAfter !== undefined) await trail.after({ ...row, detail: deed.auditAfter(outcome) });
      const { others = [] } = outcome;
      for (const other of deed.auditOthers === undefined ? [] : others) {
        const detail = { ...deed.auditOthers, with: order.orderNumber };
        await trail.after({ ...orderRow(actor, deed.action, other), detail });
      }
    }
    return outcome as Exclude<Outcome, { result: 'refused' }>;
  }

  #publish({ order, others = [] }: OrdersWritten): void {
    for (const { orderNumber, managerExtension } of [order, ...others]) {
      this.parts.feed.publish({ orderNumber, managerExtension });
    }
  }
}

/** An audit entry about an order, without its detail. */
export function orderRow(
  actor: Actor,
  action: string,
  { orderNumber }: Pick<OrderView, 'orderNumber'>,
): Pick<AuditEntry, 'actor' | 'action' | 'subject'> {
  return { actor: actorOf(actor), action, subject: `order:${orderNumber}` };
}

function isWritten<Outcome extends WriteOutcome>(outcome: Outcome): outcome is Outcome & OrdersWritten {
  return outcome.result === 'written';
}
