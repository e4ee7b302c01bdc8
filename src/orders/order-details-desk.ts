import type { OrderRulesStore } from './intake/order-rules';
import type { OrderInFull, OrdersInFull } from './order-in-full';
import type { OrderLooks } from './order-looks';
import type { AuditTrail } from '#audit/audit-trail';
import type { Principal } from '#kernel/principal';

export interface OrderDetailsParts {
  looks: OrderLooks;
  inFull: OrdersInFull;
  rules: Pick<OrderRulesStore, 'read'>;
  trail: Pick<AuditTrail, 'beforeLook'>;
}

/** An order in full, without the address where the site keeps it from managers. */
export interface ShownOrder extends OrderInFull {
  addressHidden: boolean;
}

/** What an order holds: managers at their own, all others at all. */
export class OrderDetailsDesk {
  constructor(private readonly parts: OrderDetailsParts) {}

  /** @throws RefusedError `locked-out`, `order-refused`, `unavailable` */
  async view(principal: Principal, orderNumber: string): Promise<ShownOrder> {
    const { looks, inFull, rules, trail } = this.parts;
    const action = 'order.details';
    const order = await looks.findOrRefuse(principal, orderNumber, action);
    const [full, { page }] = await Promise.all([inFull.find(order.orderNumber), rules.read()]);
    const addressHidden = principal.role === 'manager' && !page.managersSeeAddress;
    await trail.beforeLook(principal, orderNumber, {
      action,
      subject: `order:${order.orderNumber}`,
      detail: { address: !addressHidden },
    });
    return { ...(addressHidden ? withoutAddress(full) : full), addressHidden };
  }
}

/** The town stays: when to call, and how long a parcel takes, depend on it. */
function withoutAddress(full: OrderInFull): OrderInFull {
  if (full.details === null) return full;
  const { delivery } = full.details;
  return {
    ...full,
    details: { ...full.details, delivery: { ...delivery, address: null, zip: null, tracking: null } },
  };
}
