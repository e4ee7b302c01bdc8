import type {
  ContactChange,
  ContactChanges,
  ContactFault,
  ContactRestoration,
  ContactResult,
  TooManyChanges,
} from './contact-changes';
import type { OrderWrite } from '../order-entries';
import type { OrderView } from '../order-view';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import { changeWait, countedChanges, countedSeconds } from '../model/contact-change-limit';
import type { Masked } from '#kernel/masked';
import type { NumberRules } from '#vault/number-rules';
import { normaliseMaskedPhone } from '#vault/phone-number';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Columns, Transaction } from '#database/queries';
import { takeIds } from '#database/sealing-lock';
import { lockContactIds } from './contact-ids';
import type { ContactIds } from './contact-ids';
import { entryRows } from '../order-entry-row';
import { lockOrder, orderRows, orderViewFrom } from '../order-row';
import type { LockedOrder, OrderRow } from '../order-row';

type PointColumn = `${Slot}_point_id`;

interface KnownPointRow {
  id: number;
  blind_index: Buffer;
  index_key_version: number;
}

/** The change that is to be restored. */
interface RestorableRow {
  at: string;
  old_point_id: number | null;
  new_point_id: number;
  restorable: number;
}

/** The same change of one order. */
interface GroupRow extends RestorableRow {
  entry_id: number;
  order_id: number;
}

/**
 * Numbers that people type in. A change holds the lock of imports: neither works on what the other is about to replace.
 */
export class SqlContactChanges implements ContactChanges {
  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
    private readonly rules: NumberRules,
    private readonly now: () => Micros,
  ) {}

  read(text: Masked): { number: Masked } | { fault: ContactFault } {
    const phone = normaliseMaskedPhone(text, this.rules.region);
    if ('fault' in phone) return phone;
    return this.rules.destinations.verdict(phone.number) === 'open' ? phone : { fault: 'closed-destination' };
  }

  /** @throws StoreError, VaultError; nothing is changed then */
  async change(request: ContactChange): Promise<ContactResult | TooManyChanges> {
    return this.database.transaction(async (transaction) => {
      const next = await lockContactIds(transaction);
      // With the lock held, no rotation is between its key and its first row: the key file is complete.
      this.vault.keys.refresh();
      const order = await lockOrder(transaction, request);
      if (order === null) return { result: 'refused' };
      const retryAfterSeconds = await this.#waitOf(transaction, request);
      if (retryAfterSeconds !== null) return { result: 'too-many', retryAfterSeconds };
      const { slot } = request;
      const pointId = await this.#pointOf(transaction, next, order.customer_id, request);
      const old = order[pointColumn(slot)];
      const ids = await sharing(transaction, order, slot);
      await put(transaction, ids, slot, pointId);
      await this.#insert(
        transaction,
        request,
        ids.map((id) => ({
          order_id: id,
          kind: 'contact-changed',
          slot,
          old_point_id: old,
          new_point_id: pointId,
        })),
      );
      return { result: 'written', ...(await this.#views(transaction, order.id, ids)) };
    });
  }

  /** @throws StoreError; nothing is changed then */
  async restore(request: ContactRestoration): Promise<ContactResult> {
    return this.database.transaction(async (transaction) => {
      await lockContactIds(transaction);
      const order = await lockOrder(transaction, request);
      if (order === null) return { result: 'refused' };
      const { slot } = request;
      const [change] = await transaction.query<RestorableRow>(
        restorableRows().where({ 'e.id': request.entryId, 'e.order_id': order.id, 'e.slot': slot }),
      );
      if (change?.restorable !== 1) return { result: 'not-restorable' };
      // The same change in the customer's other orders: written with it, so at the same time.
      const entries = await transaction.query<GroupRow>(
        restorableRows()
          .where({ 'e.new_point_id': change.new_point_id, 'e.slot': slot, 'e.at': change.at })
          .where((either) => {
            void either.where('o.status', 'open').orWhere('o.id', order.id);
          })
          .select('e.id AS entry_id', 'e.order_id'),
      );
      const group = entries.filter((row) => row.restorable === 1 && row.old_point_id === change.old_point_id);
      const ids = group.map((row) => row.order_id);
      await put(transaction, ids, slot, change.old_point_id);
      await this.#insert(
        transaction,
        request,
        group.map((row) => ({
          order_id: row.order_id,
          kind: 'contact-restored',
          slot,
          old_point_id: row.new_point_id,
          new_point_id: row.old_point_id,
          restores: row.entry_id,
        })),
      );
      return { result: 'written', ...(await this.#views(transaction, order.id, ids)) };
    });
  }

  /**
   * How long a manager must wait for the next change, in seconds. Asked before the number is looked at: a refused change
   * says nothing about it. Users who may see all orders are not limited.
   * @returns null if the change may be made
   */
  async #waitOf(transaction: Transaction, { author, managerId }: OrderWrite): Promise<number | null> {
    if (managerId === null) return null;
    const now = this.now();
    // One change writes an entry for each of its orders, all at the same time.
    const rows = await transaction.query<{ at: string }>(
      `SELECT DISTINCT at FROM order_entries
        WHERE actor = ? AND kind = 'contact-changed' AND at > ? ORDER BY at DESC LIMIT ?`,
      [author.actor, toDateTime(now - countedSeconds * 1_000_000), countedChanges],
    );
    return changeWait(
      rows.map(({ at }) => fromDateTime(at)),
      now,
    );
  }

  /**
   * The contact point that the number has with this customer; a new one if there is none. Other customers' points are
   * not looked at, so nothing about them can show.
   *
   * The same statements run whether or not the number is known, so the time does not show it.
   */
  async #pointOf(
    transaction: Transaction,
    next: ContactIds,
    customerId: number,
    { slot, number }: ContactChange,
  ): Promise<number> {
    const [known] = await transaction.query<KnownPointRow>(
      `SELECT id, blind_index, index_key_version FROM contact_points
        WHERE blind_index IN (?) AND customer_id = ? AND slot = ? AND kind = 'phone' LIMIT 1`,
      [this.vault.hashes('phone', number).map(({ hash }) => hash), customerId, slot],
    );
    const id = next.contact_points;
    await takeIds(transaction, { ...next, contact_points: id + 1 });
    const row = {
      id,
      customer_id: customerId,
      slot,
      kind: 'phone',
      typed: true,
      ...this.vault.seal(id, 'phone', number),
      ...(known && { blind_index: known.blind_index, index_key_version: known.index_key_version }),
    };
    // If the point exists, its unique key keeps this one out.
    await transaction.insertMany('contact_points', [row], 'id = contact_points.id');
    return known?.id ?? id;
  }

  async #insert(
    transaction: Transaction,
    { author }: OrderWrite,
    entries: readonly Columns[],
  ): Promise<void> {
    const at = toDateTime(this.now());
    await transaction.insertMany(
      'order_entries',
      entries.map((entry) => ({ ...entry, at, account_id: author.accountId, actor: author.actor })),
    );
  }

  async #views(
    transaction: Transaction,
    orderId: number,
    ids: readonly number[],
  ): Promise<{ order: OrderView; others: OrderView[] }> {
    const rows = await transaction.query<OrderRow & { id: number }>(
      orderRows('orders').whereIn('orders.id', ids).select('orders.id'),
    );
    const now = this.now();
    const order = rows.find((row) => row.id === orderId);
    if (!order) throw new Error('A locked order exists.');
    return {
      order: orderViewFrom(order, now),
      others: rows.filter((row) => row !== order).map((row) => orderViewFrom(row, now)),
    };
  }
}

/** Ids of the order, and of the customer's other open orders that have the same point in the slot. */
async function sharing(transaction: Transaction, order: LockedOrder, slot: Slot): Promise<number[]> {
  const column = pointColumn(slot);
  const point = order[column];
  if (point === null) return [order.id];
  const others = await transaction.query<{ id: number }>(
    `SELECT id FROM orders
      WHERE ${column} = ? AND customer_id = ? AND status = 'open' AND id <> ? FOR UPDATE`,
    [point, order.customer_id, order.id],
  );
  return [order.id, ...others.map(({ id }) => id)];
}

/** Empties the slots first, so that a number that is there already costs the same writes as any other. */
async function put(
  transaction: Transaction,
  orderIds: readonly number[],
  slot: Slot,
  pointId: number | null,
): Promise<void> {
  const column = pointColumn(slot);
  for (const value of [null, pointId]) {
    await transaction.write(`UPDATE orders SET ${column} = ? WHERE id IN (?)`, [value, orderIds]);
  }
}

function restorableRows(): ReturnType<typeof entryRows> {
  return entryRows().select('e.old_point_id', 'e.new_point_id');
}

function pointColumn(slot: Slot): PointColumn {
  return `${slot}_point_id`;
}
