import type { Knex } from 'knex';
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
import { lockContactPoints, moveIds } from '#database/contact-point-lock';
import type { NextIds } from '#database/contact-point-lock';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';
import { listValues } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { entryRows } from '../order-entry-row';
import { lockOrder, orderRows, orderViewFrom } from '../order-row';
import type { LockedOrder, OrderRow } from '../order-row';

type PointColumn = `${Slot}_point_id`;

interface KnownPointRow {
  id: number;
  blind_index: Buffer;
  index_key_version: number;
}

/** The change that is to be taken back. */
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
 * Numbers that people type in. Whoever changes contacts holds the lock of imports: neither works on what the other is
 * about to replace.
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
      const next = await lockContactPoints(transaction);
      // Holding the lock, no rotation is between its key and its first row: what the file has now is all.
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
      await lockContactPoints(transaction);
      const order = await lockOrder(transaction, request);
      if (order === null) return { result: 'refused' };
      const { slot } = request;
      const change = await restorableRows(transaction)
        .where({ 'e.id': request.entryId, 'e.order_id': order.id, 'e.slot': slot })
        .first<RestorableRow | undefined>();
      if (change?.restorable !== 1) return { result: 'not-restorable' };
      // The same change of the customer's other orders: written with it, so at the same time.
      const entries = await restorableRows(transaction)
        .where({ 'e.new_point_id': change.new_point_id, 'e.slot': slot, 'e.at': change.at })
        .where((either) => {
          void either.where('o.status', 'open').orWhere('o.id', order.id);
        })
        .select<GroupRow[]>('e.id AS entry_id', 'e.order_id');
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
   * How long a manager must wait for the next change, in seconds. Asked before the number is: who used up the changes
   * learns nothing of it. Those who may see all orders are not limited.
   * @returns null where it may be made
   */
  async #waitOf(transaction: Knex.Transaction, { author, managerId }: OrderWrite): Promise<number | null> {
    if (managerId === null) return null;
    const now = this.now();
    // One change writes as many entries as there are orders it holds for, all at the same time.
    const rows = await transaction('order_entries')
      .where({ actor: author.actor, kind: 'contact-changed' })
      .where('at', '>', toDateTime(now - countedSeconds * 1_000_000))
      .distinct<{ at: string }[]>('at')
      .orderBy('at', 'desc')
      .limit(countedChanges);
    return changeWait(
      rows.map(({ at }) => fromDateTime(at)),
      now,
    );
  }

  /**
   * The point that the number has with this customer, made where there is none. Other customers' points are not looked
   * at: what is known of them shows in nothing.
   *
   * The same statements are run whatever is known of the number: the time does not tell.
   */
  async #pointOf(
    transaction: Knex.Transaction,
    next: NextIds,
    customerId: number,
    { slot, number }: ContactChange,
  ): Promise<number> {
    const owned = { customer_id: customerId, slot, kind: 'phone' };
    const known = await transaction('contact_points')
      .whereIn(
        'blind_index',
        this.vault.hashes('phone', number).map(({ hash }) => hash),
      )
      .where(owned)
      .first<KnownPointRow | undefined>('id', 'blind_index', 'index_key_version');

    const id = next.contact_points;
    await moveIds(transaction, { ...next, contact_points: id + 1 });
    const row = {
      id,
      ...owned,
      typed: true,
      ...this.vault.seal(id, 'phone', number),
      ...(known && { blind_index: known.blind_index, index_key_version: known.index_key_version }),
    };
    // Where the point is there, its unique key keeps this one out.
    await transaction.raw(
      `INSERT INTO contact_points (${Object.keys(row).join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE id = contact_points.id`,
      listValues([Object.values(row)]),
    );
    return known?.id ?? id;
  }

  async #insert(
    transaction: Knex.Transaction,
    { author }: OrderWrite,
    entries: readonly object[],
  ): Promise<void> {
    const at = toDateTime(this.now());
    await transaction('order_entries').insert(
      entries.map((entry) => ({ ...entry, at, account_id: author.accountId, actor: author.actor })),
    );
  }

  async #views(
    transaction: Knex.Transaction,
    orderId: number,
    ids: readonly number[],
  ): Promise<{ order: OrderView; others: OrderView[] }> {
    const rows = await orderRows(transaction, 'orders')
      .whereIn('orders.id', ids)
      .select<(OrderRow & { id: number })[]>('orders.id');
    const now = this.now();
    const order = rows.find((row) => row.id === orderId);
    if (!order) throw new Error('An order that is held is there.');
    return {
      order: orderViewFrom(order, now),
      others: rows.filter((row) => row !== order).map((row) => orderViewFrom(row, now)),
    };
  }
}

/** Ids of the order, and of the customer's other open orders that have the same point in the slot. */
async function sharing(transaction: Knex.Transaction, order: LockedOrder, slot: Slot): Promise<number[]> {
  const column = pointColumn(slot);
  const point = order[column];
  if (point === null) return [order.id];
  const others = await transaction('orders')
    .where({ [column]: point, customer_id: order.customer_id, status: 'open' })
    .whereNot('id', order.id)
    .forUpdate()
    .select<{ id: number }[]>('id');
  return [order.id, ...others.map(({ id }) => id)];
}

/** Emptied first, so that the number that stands there already costs the same writes as any other. */
async function put(
  transaction: Knex.Transaction,
  orderIds: readonly number[],
  slot: Slot,
  pointId: number | null,
): Promise<void> {
  const column = pointColumn(slot);
  await transaction('orders')
    .whereIn('id', orderIds)
    .update({ [column]: null });
  await transaction('orders')
    .whereIn('id', orderIds)
    .update({ [column]: pointId });
}

function restorableRows(transaction: Knex.Transaction): Knex.QueryBuilder {
  return entryRows(transaction).select('e.old_point_id', 'e.new_point_id');
}

function pointColumn(slot: Slot): PointColumn {
  return `${slot}_point_id`;
}
