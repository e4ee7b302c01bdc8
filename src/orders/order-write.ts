import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import type { Author, OrderWrite } from './order-entries';
import type { OrderView } from './order-view';

/** Who writes on an order. */
function authorOf(actor: Actor): Author {
  const account = actor.role !== 'operator' && 'account' in actor.by ? actor.by.account : null;
  return { accountId: account, actor: actorOf(actor) };
}

/** What is common to everything that is written on an order: whose it must be, and who writes. */
export function orderWrite(actor: Actor, { orderNumber }: OrderView): OrderWrite {
  return {
    orderNumber,
    managerId: actor.role === 'manager' ? actor.manager.id : null,
    author: authorOf(actor),
  };
}
