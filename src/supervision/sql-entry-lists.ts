import type { Knex } from 'knex';
import type { EntryLine, EntryLists } from './entry-lists';
import type { Page, PageRequest } from '#kernel/page';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { restorableIn } from '#orders/contacts/contact-history';
import { entryRows, entryViewFrom, ordersWithChanges } from '#orders/order-entry-row';
import type { EntryRow } from '#orders/order-entry-row';

interface LineRow extends EntryRow {
  order_number: string;
  customer_name: string;
  extension: string;
  manager_name: string;
}

/** Entries of all orders, by the index order_entries_by_kind. */
export class SqlEntryLists implements EntryLists {
  constructor(private readonly database: Database) {}

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async notes(hiddenOnly: boolean, page: PageRequest): Promise<Page<EntryLine>> {
    return this.#page(page, (rows) => {
      void rows.whereIn('e.kind', ['note', 'outcome']).whereNotNull('e.text');
      if (hiddenOnly) void rows.where('e.hidden', '>', 0);
    });
  }

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async contactChanges(page: PageRequest): Promise<Page<EntryLine>> {
    // Nothing is ever hidden in one; with the condition the index returns them in their order.
    return this.#page(page, (rows) => void rows.where({ 'e.kind': 'contact-changed', 'e.hidden': 0 }));
  }

  async #page(page: PageRequest, narrow: (rows: Knex.QueryBuilder) => void): Promise<Page<EntryLine>> {
    const limit = pageLimit(page.limit);
    const rows = entryRows()
      .join('managers AS m', 'm.id', 'o.manager_id')
      .select('o.order_number', 'o.customer_name', 'm.extension', 'm.name AS manager_name')
      .orderBy('e.id', 'desc')
      .limit(limit + 1);
    narrow(rows);
    if (page.after !== undefined) void rows.where('e.id', '<', Number(fromCursor(page.after, ['number'])[0]));
    const found = await this.database.query<LineRow>(rows);
    const restorable = await restorableIn(this.database, ordersWithChanges(found));
    return toPage(
      found,
      limit,
      (row) => lineFrom(row, restorable),
      (row) => [row.id],
    );
  }
}

function lineFrom(row: LineRow, restorable: ReadonlySet<number>): EntryLine {
  return {
    entry: entryViewFrom(row, restorable),
    orderNumber: row.order_number,
    customerName: row.customer_name,
    managerExtension: row.extension,
    managerName: row.manager_name,
  };
}
