import { CustomerClassBuilder } from './model/customer-classes';
import type { CustomerClasses } from './model/customer-classes';
import { leaveWeeks, seenLeave } from './model/leave';
import type { LeaveDays } from './model/leave';
import { MergedCustomers } from './model/merged-customers';
import { noOwner, OrderLogBuilder } from './model/order-log';
import type { ShopHistory, WatchedManager } from './model/shop-history';
import type { HistorySource } from './shop-history';
import type { Database } from '#database/database';
import type { Clock } from '#kernel/clock';
import { LocalCalendar } from '#kernel/local-day';
import { Pace } from '#kernel/pace';

/** Orders of so many weeks are read: a year of verdicts, the year before each window, and windows of the past. */
const historyWeeks = 156;

/** Rows of one statement: it holds a processor for some milliseconds. */
const pageRows = 2_000;

/** Beside calls a run takes a quarter of a processor's time, and is over within the minutes that it may take. */
const rest = { times: 3, untilMs: 200_000 };

/** A number with more customers than this is not one person's: a company's switchboard, an invented one. */
const mostOfOneNumber = 5;

const quarterHour = 900_000_000;

/** Reads the shop's orders in pages of their key, and rests between them: calls need the same processors. */
export class SqlShopHistory implements HistorySource {
  readonly #calendar: LocalCalendar;

  /** @param timeZone of the shop, in which a day is a day */
  constructor(
    private readonly database: Database,
    timeZone: string,
    private readonly clock: Pick<Clock, 'now' | 'after'>,
  ) {
    const calendar = LocalCalendar.of(timeZone);
    if (calendar === null) throw new RangeError('The shop has a time zone of the IANA database.');
    this.#calendar = calendar;
  }

  /** @throws StoreError */
  async read(today: number): Promise<ShopHistory> {
    const pace = new Pace(this.clock, rest.times, rest.untilMs);
    const thisMonday = mondayOf(today);
    const firstMonday = thisMonday - historyWeeks * 7;
    const managers = await this.#managers();
    const merged = await this.#merged();
    const builder = new OrderLogBuilder();
    await this.#readOrders(builder, merged, managers, firstMonday, pace);
    const orders = builder.orders;
    const beginning = builder.beginning();
    const log = builder.build(historyWeeks, beginning);
    const firstDay = firstMonday + beginning * 7;
    return {
      ...{ log, firstDay, orders, managers },
      leave: await this.#leave(managers, firstDay, log.weeks),
      regions: await this.#regions(merged, log.customers, pace),
      sources: await this.#sources(merged, log.customers, pace),
    };
  }

  async #managers(): Promise<WatchedManager[]> {
    const rows = await this.database.query<{
      id: number;
      extension: string;
      name: string;
      group_name: string | null;
      disabled_at: string | null;
    }>('SELECT id, extension, name, group_name, disabled_at FROM managers ORDER BY id');
    return rows.map((row) => ({
      id: row.id,
      extension: row.extension,
      name: row.name,
      team: row.group_name,
      isActive: row.disabled_at === null,
    }));
  }

  /** Customers with the same keyed hash of a phone or address are one; what somebody typed does not count. */
  async #merged(): Promise<MergedCustomers> {
    const [row] = await this.database.query<{ largest: number | null }>(
      'SELECT MAX(id) AS largest FROM customers',
    );
    const merged = new MergedCustomers(row?.largest ?? 0);
    const shared = await this.database.query<{ ids: string }>(
      `SELECT GROUP_CONCAT(DISTINCT customer_id) AS ids FROM contact_points
        WHERE (kind = 'email' OR slot IN ('main', 'second')) AND NOT typed
        GROUP BY kind, blind_index HAVING COUNT(DISTINCT customer_id) BETWEEN 2 AND ?`,
      [mostOfOneNumber],
    );
    for (const { ids } of shared) {
      const [first = 0, ...others] = ids.split(',').map(Number);
      for (const other of others) merged.merge(first, other);
    }
    return merged;
  }

  async #readOrders(
    builder: OrderLogBuilder,
    merged: MergedCustomers,
    managers: readonly WatchedManager[],
    firstMonday: number,
    pace: Pace,
  ): Promise<void> {
    const owners = new Map(managers.map(({ id }, place) => [id, place]));
    const currency = await this.#currency();
    const readPage = async (after: number): Promise<OrderRow[]> => {
      const rows = await this.database.query<OrderRow>(
        `SELECT id, customer_id AS customer, manager_id AS manager,
                FLOOR(UNIX_TIMESTAMP(COALESCE(placed_at, added_at)) / 900) AS quarter,
                IF(currency <=> ?, amount + 0e0, NULL) AS amount
           FROM orders
          WHERE id > ? AND status <> 'cancelled' AND id NOT IN (SELECT order_id FROM decoy_orders)
          ORDER BY id LIMIT ?`,
        [currency, after, pageRows],
      );
      for (const row of rows) {
        const day = this.#calendar.dayOf(Number(row.quarter) * quarterHour) - firstMonday;
        const owner = row.manager === null ? noOwner : (owners.get(row.manager) ?? noOwner);
        builder.add(merged.of(row.customer), day, row.amount ?? NaN, owner);
      }
      return rows;
    };
    await inPages(readPage, pace);
  }

  /** The currency of most of the newest orders: purchases in another one are not added to it. */
  async #currency(): Promise<string | null> {
    const [row] = await this.database.query<{ currency: string | null }>(
      `SELECT currency FROM (SELECT currency FROM orders ORDER BY id DESC LIMIT 10000) AS newest
        GROUP BY currency ORDER BY COUNT(*) DESC LIMIT 1`,
    );
    return row?.currency ?? null;
  }

  async #leave(
    managers: readonly WatchedManager[],
    firstDay: number,
    weeks: number,
  ): Promise<(Uint8Array | null)[]> {
    const from = new Date(firstDay * 86_400_000).toISOString().slice(0, 10);
    const entered = await this.database.query<{ manager_id: number; first: number; last: number }>(
      `SELECT manager_id, DATEDIFF(first_day, ?) AS first, DATEDIFF(last_day, ?) AS last FROM leak_leave`,
      [from, from],
    );
    const called = await this.database.query<{ manager_id: number; week: number; calls: number }>(
      `SELECT manager_id, FLOOR(DATEDIFF(requested_at, ?) / 7) AS week, COUNT(*) AS calls FROM calls
        WHERE requested_at >= ? AND direction = 'outbound' AND manager_id IS NOT NULL GROUP BY manager_id, week`,
      [from, from],
    );
    const leaveOf = new Map<number, LeaveDays[]>();
    for (const { manager_id: manager, first, last } of entered) {
      leaveOf.set(manager, [...(leaveOf.get(manager) ?? []), { first, last }]);
    }
    const callsOf = new Map<number, Uint32Array>();
    for (const { manager_id: manager, week, calls } of called) {
      const weekly = callsOf.get(manager) ?? new Uint32Array(weeks);
      callsOf.set(manager, weekly);
      if (week < weeks) weekly[week] = calls;
    }
    return managers.map(({ id }) =>
      leaveWeeks(leaveOf.get(id) ?? [], seenLeave(callsOf.get(id) ?? []), weeks),
    );
  }

  #regions(merged: MergedCustomers, customers: number, pace: Pace): Promise<CustomerClasses> {
    return this.#classes(
      `SELECT id, id AS customer, time_zone AS text FROM customers
        WHERE id > ? AND time_zone IS NOT NULL ORDER BY id LIMIT ?`,
      merged,
      customers,
      pace,
    );
  }

  #sources(merged: MergedCustomers, customers: number, pace: Pace): Promise<CustomerClasses> {
    return this.#classes(
      `SELECT d.order_id AS id, o.customer_id AS customer, JSON_VALUE(d.details, '$.source') AS text
         FROM order_details AS d JOIN orders AS o ON o.id = d.order_id
        WHERE d.order_id > ? ORDER BY d.order_id LIMIT ?`,
      merged,
      customers,
      pace,
    );
  }

  /**
   * The first text of each customer.
   * @param statement rows `id`, `customer`, `text` of a page: takes the last id of the page before, and a number of rows
   */
  async #classes(
    statement: string,
    merged: MergedCustomers,
    customers: number,
    pace: Pace,
  ): Promise<CustomerClasses> {
    const classes = new CustomerClassBuilder(customers);
    const readPage = async (after: number): Promise<ClassRow[]> => {
      const rows = await this.database.query<ClassRow>(statement, [after, pageRows]);
      for (const { customer, text } of rows) if (text !== null) classes.add(merged.of(customer), text);
      return rows;
    };
    await inPages(readPage, pace);
    return classes.build();
  }
}

interface OrderRow {
  id: number;
  customer: number;
  manager: number | null;
  quarter: number | string;
  amount: number | null;
}

interface ClassRow {
  id: number;
  customer: number;
  text: string | null;
}

/** @param readPage rows after an id, at most {@link pageRows}, by id */
async function inPages(readPage: (after: number) => Promise<{ id: number }[]>, pace: Pace): Promise<void> {
  let last: number | undefined = 0;
  while (last !== undefined) {
    const after: number = last;
    last = await pace.of(async () => (await readPage(after))[pageRows - 1]?.id);
  }
}

/** The Monday of a day's week. @param day since 1970, which began on a Thursday */
function mondayOf(day: number): number {
  return day - ((day + 3) % 7);
}
