import type { ContactRows, ContactStore, NewContactEntry } from './contact-rows';
import type { ContactEntry, ContactHistory, OrderContacts, PointId } from '../model/contact-rules';
import type { Author, OrderWrite } from '../order-entries';
import type { OrderView } from '../order-view';
import type { Micros } from '#kernel/micros';
import type { ContactSlot } from '#kernel/slot';
import type { Masked } from '#kernel/masked';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import { takeIds } from '#database/sealing-lock';
import { lockContactIds } from './contact-ids';
import type { ContactIds } from './contact-ids';
import { contactHistories, contactsColumns, contactsFrom } from './contact-history';
import type { ContactsRow } from './contact-history';
import { lockOrder, orderRows, orderViewFrom } from '../order-row';
import type { OrderRow } from '../order-row';

/** Numbers and addresses that people type in, written under the lock that imports take too. */
export class SqlContactStore implements ContactStore {
  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError, VaultError, and whatever `work` throws; nothing is changed then */
  async transaction<Result>(work: (rows: ContactRows) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (transaction) => {
      const next = await lockContactIds(transaction);
      return work(new SqlContactRows(transaction, this.vault, next, this.now));
    });
  }
}

class SqlContactRows implements ContactRows {
  constructor(
    private readonly transaction: Transaction,
    private readonly vault: ContactVault,
    private next: ContactIds,
    private readonly now: () => Micros,
  ) {}

  async lockOrder(write: Pick<OrderWrite, 'orderNumber' | 'managerId'>): Promise<OrderContacts | null> {
    const order = await lockOrder(this.transaction, write);
    return order === null ? null : contactsFrom(order);
  }

  async lockOthers({ id, customerId }: OrderContacts): Promise<OrderContacts[]> {
    const rows = await this.transaction.query<ContactsRow>(
      `SELECT ${contactsColumns} FROM orders WHERE customer_id = ? AND id <> ? ORDER BY id FOR UPDATE`,
      [customerId, id],
    );
    return rows.map(contactsFrom);
  }

  async changesBy(actor: string, after: Micros, most: number): Promise<Micros[]> {
    const rows = await this.transaction.query<{ at: string }>(
      // Each change has a point of its own, which its entries share.
      `SELECT MAX(at) AS at FROM order_entries
        WHERE actor = ? AND kind = 'contact-changed' AND at > ?
        GROUP BY new_point_id ORDER BY at DESC LIMIT ?`,
      [actor, toDateTime(after), most],
    );
    return rows.map(({ at }) => fromDateTime(at));
  }

  async addTyped(customerId: number, slot: ContactSlot, contact: Masked, stated: PointId): Promise<number> {
    // Holding the lock, no rotation is between its key and its first row: what the file has now is all.
    this.vault.keys.refresh();
    const id = this.next.contact_points;
    this.next = { ...this.next, contact_points: id + 1 };
    await takeIds(this.transaction, this.next);
    const kind = slot === 'email' ? 'email' : 'phone';
    const sealed = this.vault.seal(id, kind, contact);
    await this.transaction.insert('contact_points', {
      // An address is the customer's, as imports store it.
      ...{ id, customer_id: customerId, slot: slot === 'email' ? 'main' : slot, kind },
      ...{ typed: true, stated_id: stated },
      ...sealed,
    });
    return id;
  }

  /** Emptied first, so that a number that is there already costs the same writes as any other. */
  async put(orderIds: readonly number[], slot: ContactSlot, point: PointId): Promise<void> {
    const column = `${slot}_point_id`;
    for (const value of [null, point]) {
      await this.transaction.write(`UPDATE orders SET ${column} = ? WHERE id IN (?)`, [value, orderIds]);
    }
  }

  async add(entries: readonly NewContactEntry[], author: Author, at: Micros): Promise<void> {
    await this.transaction.insertMany(
      'order_entries',
      entries.map(({ orderId, kind, slot, oldPoint, newPoint, restores }) => ({
        order_id: orderId,
        kind,
        slot,
        old_point_id: oldPoint,
        new_point_id: newPoint,
        restores,
        at: toDateTime(at),
        account_id: author.accountId,
        actor: author.actor,
      })),
    );
  }

  async histories(orderIds: readonly number[]): Promise<ContactHistory[]> {
    return contactHistories(this.transaction, orderIds);
  }

  async changedTogether({ at, slot, newPoint }: ContactEntry): Promise<number[]> {
    const rows = await this.transaction.query<{ order_id: number }>(
      'SELECT DISTINCT order_id FROM order_entries WHERE new_point_id = ? AND slot = ? AND at = ? ORDER BY order_id',
      [newPoint, slot, toDateTime(at)],
    );
    return rows.map((row) => row.order_id);
  }

  /** In one order, whichever way the database finds them: events and the audit log name them so. */
  async views(orderIds: readonly number[]): Promise<{ id: number; view: OrderView }[]> {
    const rows = await this.transaction.query<OrderRow & { id: number }>(
      orderRows('orders').whereIn('orders.id', orderIds).select('orders.id').orderBy('orders.id'),
    );
    const now = this.now();
    return rows.map((row) => ({ id: row.id, view: orderViewFrom(row, now) }));
  }
}
