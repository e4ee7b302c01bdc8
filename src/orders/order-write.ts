import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import type { Author, OrderWrite } from './order-entries';
import type { OrderView } from './order-view';

/** Who writes on an order. */
function authorOf(principal: Principal): Author {
  const { by } = principal;
  return { accountId: 'account' in by ? by.account : null, actor: actorOf(principal) };
}

/** What is common to everything that is written on an order: whose it must be, and who writes. */
export function orderWrite(principal: Principal, { orderNumber }: OrderView): OrderWrite {
  return {
    orderNumber,
    managerId: principal.role === 'manager' ? principal.manager.id : null,
    author: authorOf(principal),
  };
}
