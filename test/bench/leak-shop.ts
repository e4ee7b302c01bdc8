import { isoDay } from '#kernel/local-day';
import { systemClock } from '#kernel/system-clock';
import type { Database } from '#database/database';

const weeks = 156;
const ordersEach = 10;
/** Rows of one statement while the shop is made. */
const rowsAtOnce = 250_000;

/** The next run is that of one week. */
export async function pretendLastWeek(database: Database): Promise<void> {
  await database.write(
    `INSERT INTO leak_runs (started_at, ended_at, started_by, week_end, orders, customers, history_weeks, compared, per_year)
     VALUES (NOW(6), NOW(6), 'bench', ?, 0, 0, 0, 0, 1)`,
    [isoDay(thisMonday() - 8)],
  );
}

/** As if the watch had never run. */
export async function forgetRuns(database: Database): Promise<void> {
  for (const table of ['leak_runs', 'leak_figures', 'leak_cases']) {
    await database.write(`DELETE FROM ${table}`);
  }
}

/** Days since 1970. */
function thisMonday(): number {
  const today = Math.floor(systemClock.now() / 86_400_000_000);
  return today - ((today + 3) % 7);
}

/**
 * Customers who come in the first years and go on for about a year, made by the database itself.
 * @param after the ids of customers and managers that there are already, which are lower
 */
export async function fillLeakShop(
  database: Database,
  { orders, managers, after = 0 }: { orders: number; managers: number; after?: number },
): Promise<void> {
  const firstDay = isoDay(thisMonday() - weeks * 7);
  const customers = Math.ceil(orders / ordersEach);
  const days = weeks * 7;
  await database.write(
    `INSERT INTO managers (id, extension, name, group_name, created_at)
     SELECT ? + 1000 + seq, CONCAT('w', 1000 + seq), CONCAT('Manager ', seq), CONCAT('team ', seq % 10), ? FROM seq_1_to_${String(managers)}`,
    [after, firstDay],
  );
  await database.write(
    `INSERT INTO customers (id, created_at) SELECT ? + seq, ? FROM seq_1_to_${String(customers)}`,
    [after, firstDay],
  );
  for (let from = 1; from <= orders; from += rowsAtOnce) {
    const to = Math.min(orders, from + rowsAtOnce - 1);
    // A customer's first day is a hash of the customer, the others are within a year from it.
    await database.write(
      `INSERT INTO orders (order_number, customer_id, customer_name, manager_id, status, amount, currency, placed_at)
       SELECT CONCAT('w', seq), ? + 1 + seq % ?, 'Someone', ? + 1001 + (seq % ?) % ?, 'closed', 10 + seq % 90, 'RUB',
              ? + INTERVAL LEAST(?, CRC32(seq % ?) % ? + CRC32(CONCAT(seq, 'd')) % 365) DAY + INTERVAL 12 HOUR
         FROM seq_${String(from)}_to_${String(to)}`,
      [after, customers, after, customers, managers, firstDay, days - 1, customers, days - 60],
    );
  }
}
