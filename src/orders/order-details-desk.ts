import { seesField } from './entry-desk';
import type { OrderRulesStore } from './intake/order-rules';
import type { SiteField } from './model/site-fields';
import type { OrderInFull, OrdersInFull } from './order-in-full';
import type { OrderLooks } from './order-looks';
import { isAtShop } from './model/shop-address';
import type { Picture, ShopPictures } from './shop-pictures';
import type { AuditTrail } from '#audit/audit-trail';
import type { Principal } from '#kernel/principal';

export interface OrderDetailsParts {
  looks: OrderLooks;
  inFull: OrdersInFull;
  rules: Pick<OrderRulesStore, 'read'>;
  trail: Pick<AuditTrail, 'beforeLook'>;
  pictures: Pick<ShopPictures, 'fetch'>;
}

/** A field of the site, as an order has it. */
export interface ShownField extends Omit<SiteField, 'managers'> {
  /** Null: not filled in. */
  value: string | null;
}

/** An order in full, without the address where the site keeps it from managers. */
export interface ShownOrder extends OrderInFull {
  addressHidden: boolean;
  /** What a call is to settle. */
  checklist: readonly string[];
  /** What people fill in, of those fields that the reader may see. */
  fields: readonly ShownField[];
  /** Hosts whose products can be opened and whose pictures are shown. */
  shopHosts: readonly string[];
}

/** What an order holds: managers at their own, all others at all. */
export class OrderDetailsDesk {
  constructor(private readonly parts: OrderDetailsParts) {}

  /** @throws RefusedError `locked-out`, `order-refused`, `unavailable` */
  async view(principal: Principal, orderNumber: string): Promise<ShownOrder> {
    const { looks, inFull, rules, trail } = this.parts;
    const action = 'order.details';
    const order = await looks.findOrRefuse(principal, orderNumber, action);
    const [full, { page, checklist, fields }] = await Promise.all([
      inFull.find(order.orderNumber),
      rules.read(),
    ]);
    const addressHidden = principal.role === 'manager' && !page.managersSeeAddress;
    await trail.beforeLook(principal, orderNumber, {
      action,
      subject: `order:${order.orderNumber}`,
      detail: { address: !addressHidden },
    });
    return {
      ...(addressHidden ? withoutAddress(full) : full),
      addressHidden,
      checklist,
      fields: fields.filter((field) => seesField(principal, field)).map((field) => shownField(field, full)),
      shopHosts: page.shopHosts,
    };
  }

  /**
   * The number of the order's parcel, as far as the reader would be shown it: for what is sent to the customer, and shown to nobody here.
   * @throws RefusedError `locked-out`, `order-refused`
   */
  async tracking(principal: Principal, orderNumber: string): Promise<string | null> {
    const { looks, inFull, rules } = this.parts;
    const order = await looks.findOrRefuse(principal, orderNumber, 'order.details');
    const [details, { page }] = await Promise.all([inFull.details(order.orderNumber), rules.read()]);
    if (principal.role === 'manager' && !page.managersSeeAddress) return null;
    return details?.delivery.tracking ?? null;
  }

  /**
   * The picture of an item, fetched from the shop.
   * @param nth of the items, from 0
   * @returns null where there is none, or its host is none of the shop's
   * @throws RefusedError `locked-out`, `order-refused`, `unavailable`
   */
  async picture(principal: Principal, orderNumber: string, nth: number): Promise<Picture | null> {
    const { looks, inFull, rules, pictures } = this.parts;
    const order = await looks.findOrRefuse(principal, orderNumber, 'order.details');
    const [details, { page }] = await Promise.all([inFull.details(order.orderNumber), rules.read()]);
    const address = details?.items[nth]?.picture ?? null;
    return isAtShop(address, page.shopHosts) ? pictures.fetch(address) : null;
  }
}

/** What somebody has filled in counts, whatever the shop has stated. */
function shownField({ id, name, kind, choices }: SiteField, { filled, details }: OrderInFull): ShownField {
  // Not what every object has: a field may be called `constructor`.
  const own = (values: Readonly<Record<string, string>> = {}): string | undefined =>
    Object.hasOwn(values, id) ? values[id] : undefined;
  const value = own(filled) ?? own(details?.fields) ?? '';
  return { id, name, kind, choices, value: value === '' ? null : value };
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
