import { courierColumns, knownCourierFrom } from './courier-row';
import type { CourierRow } from './courier-row';
import type { CourierOrders, KnownCourier, OrderOnTheWay } from './engine/courier-gate';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { ContactVault } from '#vault/contact-vault';
import { CourierVault } from '#vault/courier-vault';
import type { Destinations } from '#vault/destinations';
import { openEverywhere } from '#vault/destinations';

interface OnTheWayRow {
  order_id: number;
  order_number: string;
  customer_name: string;
  handed_over_at: string;
  do_not_call: number;
  time_zone: string | null;
  point_id: number;
  slot: Slot;
  ciphertext: Buffer;
  nonce: Buffer;
  key_version: number;
}

const activeCouriers = `SELECT ${courierColumns('k')} FROM couriers AS k WHERE k.disabled_at IS NULL`;

/** Most orders that are read: no courier carries more. */
const mostOrders = 500;

/** Who takes the parcel is called, and else who ordered it. */
const onTheWaySql = `
  SELECT o.id AS order_id, o.order_number, o.customer_name, d.handed_over_at, c.do_not_call, c.time_zone,
         p.id AS point_id, IF(o.recipient_point_id IS NULL, 'main', 'recipient') AS slot, p.ciphertext, p.nonce, p.key_version
    FROM deliveries AS d
    JOIN orders AS o ON o.id = d.order_id AND o.status = 'open'
    JOIN customers AS c ON c.id = o.customer_id
    JOIN contact_points AS p
      ON p.id = COALESCE(o.recipient_point_id, o.main_point_id) AND p.kind = 'phone' AND p.active
   WHERE d.courier_id = ? AND d.ended_at IS NULL AND d.handed_over_at >= ?
   ORDER BY d.handed_over_at, o.order_number
   LIMIT ${mostOrders}`;

/** Couriers and what they carry, read from the database at each call. */
export class SqlCourierOrders implements CourierOrders {
  readonly #couriers: CourierVault;

  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
    private readonly destinations: Destinations = openEverywhere,
  ) {
    this.#couriers = new CourierVault(vault.keys);
  }

  /** @throws StoreError, VaultError */
  async byPhone(phone: Masked): Promise<readonly KnownCourier[]> {
    const hashes = this.#couriers.hashes(phone).map(({ hash }) => hash);
    const rows = await this.database.query<CourierRow>(`${activeCouriers} AND k.phone_index IN (?) LIMIT 2`, [
      hashes,
    ]);
    return rows.map((row) => knownCourierFrom(row, this.#couriers));
  }

  /** @throws StoreError, VaultError */
  async byNumber(courierNumber: string): Promise<KnownCourier | null> {
    return this.#one('k.active_number = ?', /^\d{1,8}$/.test(courierNumber) ? courierNumber : '');
  }

  /** @throws StoreError, VaultError */
  async byId(id: number): Promise<KnownCourier | null> {
    return this.#one('k.id = ?', String(id));
  }

  /** @throws StoreError, VaultError */
  async onTheWay(courierId: number, since: Micros): Promise<readonly OrderOnTheWay[]> {
    const rows = await this.database.execute<OnTheWayRow>(onTheWaySql, [
      String(courierId),
      toDateTime(since),
    ]);
    return rows.map((row) => ({
      order: {
        orderId: row.order_id,
        orderNumber: row.order_number,
        customerName: row.customer_name,
        contactPointId: row.point_id,
        slot: row.slot,
      },
      restraints: { doNotCall: row.do_not_call === 1, timeZone: row.time_zone },
      handedOverAt: fromDateTime(row.handed_over_at),
      open: () => {
        const phone = this.vault.openPhone(row.point_id, row);
        return { ...phone, destination: this.destinations.verdict(phone.number) };
      },
    }));
  }

  async #one(condition: string, value: string): Promise<KnownCourier | null> {
    const [row] = await this.database.execute<CourierRow>(`${activeCouriers} AND ${condition}`, [value]);
    return row === undefined ? null : knownCourierFrom(row, this.#couriers);
  }
}
