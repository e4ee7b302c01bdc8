import { courierColumns, knownCourierFrom } from './courier-row';
import type { CourierRow } from './courier-row';
import type { CallerOrders, CallersOrder, Delivery } from './engine/caller-desk';
import { fromDateTime } from '#database/date-time';
import { CourierVault } from '#vault/courier-vault';
import { isOrderNumber } from '#kernel/order-number';
import type { Masked } from '#kernel/masked';
import type { Slot } from '#kernel/slot';
import { managerColumns, managerFrom } from '#people/manager-row';
import type { ManagerRow } from '#people/manager-row';
import type { Manager } from '#people/model/manager';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';

interface CallersOrderRow extends Partial<ManagerRow>, Partial<CourierRow> {
  order_id: number;
  order_number: string;
  customer_name: string;
  point_id: number;
  slot: Slot;
  callable: number;
  typed: number;
  /** Null, or absent where it is not asked for, if no courier has the order. */
  handed_over_at?: string | null;
  has_called?: number;
}

/** Most orders of one number that are read: a shop's own number may be in thousands. */
const mostOrders = 100;

const orderColumns = 'o.id AS order_id, o.order_number, o.customer_name';

/**
 * The orders in whose slot the point is. Each part uses the slot's own index, that of its foreign key. It is named because most
 * orders have nothing in the second and third slot: the optimiser takes such an index for a bad one, and would read all
 * orders at each call.
 */
const inSlot = (slot: Slot): string => `
  SELECT o.id, o.customer_id, o.manager_id, o.order_number, o.customer_name, o.status, o.placed_at, p.typed, p.id AS point_id,
         '${slot}' AS slot
    FROM contact_points AS p JOIN orders AS o FORCE INDEX (orders_${slot}_point) ON o.${slot}_point_id = p.id
   WHERE p.kind = 'phone' AND p.active AND p.number_index IN (?, ?)`;

/** A number that people typed counts after those that the shop gave: typing one must not draw its owner's calls. */
const ofNumberSql = `
  SELECT ${managerColumns('m')}, ${orderColumns}, o.point_id, o.slot, o.typed,
         o.status = 'open' AND NOT c.do_not_call AS callable, ${courierColumns('k')}, d.handed_over_at,
         EXISTS (SELECT 1 FROM calls AS called
                  WHERE called.order_number = o.order_number AND called.requested_at >= d.handed_over_at
                    AND called.courier_id = d.courier_id AND called.customer_started_at IS NOT NULL) AS has_called
    FROM (${inSlot('main')} UNION ALL ${inSlot('second')} UNION ALL ${inSlot('recipient')}) AS o
    JOIN customers AS c ON c.id = o.customer_id
    LEFT JOIN managers AS m ON m.id = o.manager_id AND m.disabled_at IS NULL
    LEFT JOIN (deliveries AS d JOIN couriers AS k ON k.id = d.courier_id AND k.disabled_at IS NULL)
           ON d.active_order_id = o.id AND o.status = 'open'
   ORDER BY o.typed, o.status <> 'open', o.placed_at DESC, o.id DESC
   LIMIT ${mostOrders}`;

const openSql = `
  SELECT ${managerColumns('m')}, ${orderColumns}, o.main_point_id AS point_id, 'main' AS slot, FALSE AS typed, NOT c.do_not_call AS callable,
         CAST(FLOOR(o.amount) AS CHAR) AS amount
    FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
    LEFT JOIN managers AS m ON m.id = o.manager_id AND m.disabled_at IS NULL
   WHERE o.order_number = COALESCE((SELECT d.order_number FROM orders AS d WHERE d.dialled = ?), ?)
     AND o.status = 'open' AND o.main_point_id IS NOT NULL`;

const ownerOfDidSql = `
  SELECT ${managerColumns('m')} FROM managers AS m
   WHERE m.did = ? AND m.disabled_at IS NULL
   ORDER BY m.id LIMIT 2`;

/** Equals no order number, and costs the same search. */
const nothing = '';

export class SqlCallerOrders implements CallerOrders {
  readonly #couriers: CourierVault;

  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
  ) {
    this.#couriers = new CourierVault(vault.keys);
  }

  /** @throws StoreError */
  async ofNumber(number: Masked): Promise<readonly CallersOrder[]> {
    const hashes = this.vault.hashes('phone', number).map(({ hash }) => hash);
    const found: CallersOrder[] = [];
    // Two key versions at a time: while the keys are being changed, there are two.
    for (let from = 0; from < hashes.length; from += 2) {
      const pair = [hashes[from], hashes[from + 1] ?? hashes[from]] as Buffer[];
      const rows = await this.database.execute<CallersOrderRow>(ofNumberSql, [...pair, ...pair, ...pair]);
      found.push(...rows.map((row) => ({ ...callersOrderFrom(row), delivery: this.#deliveryFrom(row) })));
    }
    return found;
  }

  /** @throws VaultError */
  #deliveryFrom(row: CallersOrderRow): Delivery | null {
    if (row.handed_over_at === undefined || row.handed_over_at === null) return null;
    const { who, phone, weekdays } = knownCourierFrom(row as CourierRow, this.#couriers);
    const handedOverAt = fromDateTime(row.handed_over_at);
    return { who, phone, weekdays, handedOverAt, hasCalled: row.has_called === 1 };
  }

  /** @throws StoreError */
  async open(orderNumber: string): Promise<(CallersOrder & { amount: string | null }) | null> {
    const [row] = await this.database.execute<CallersOrderRow & { amount: string | null }>(
      openSql,
      Array<string>(2).fill(isOrderNumber(orderNumber) ? orderNumber : nothing),
    );
    return row === undefined ? null : { ...callersOrderFrom(row), amount: row.amount };
  }

  /** @returns null if nobody, or more than one, has this number for an own. @throws StoreError */
  async ownerOfDid(did: string): Promise<Manager | null> {
    const rows = await this.database.execute<ManagerRow>(ownerOfDidSql, [did.slice(0, 20)]);
    const [row] = rows;
    return row === undefined || rows.length > 1 ? null : managerFrom(row);
  }
}

function callersOrderFrom(row: CallersOrderRow): CallersOrder {
  return {
    order: {
      orderId: row.order_id,
      orderNumber: row.order_number,
      customerName: row.customer_name,
      contactPointId: row.point_id,
      slot: row.slot,
    },
    callable: row.callable === 1,
    typed: row.typed === 1,
    manager: typeof row.manager_id === 'number' ? managerFrom(row as ManagerRow) : null,
  };
}
