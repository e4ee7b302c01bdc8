/**
 * Duration and memory of the leak watch's first run (a year is replayed) and of a weekly one.
 *
 *   node dist/test/bench/leaks.js [orders] [managers]                  the statistics alone, orders made in memory
 *   STAR7_TEST_DATABASE_URL=mysql://… node dist/test/bench/leaks.js    the whole run, orders read from a database
 *
 * With a database it needs a MariaDB user that may create databases; drops its own at the end. Ten orders a customer.
 */
import { writeFileSync } from 'node:fs';
import { Random } from '#kernel/random';
import { isoDay } from '#kernel/local-day';
import { systemClock } from '#kernel/system-clock';
import { LeakWatch } from '#leaks/leak-watch';
import { OrderLogBuilder } from '#leaks/model/order-log';
import type { ShopHistory } from '#leaks/model/shop-history';
import { lookAtShop } from '#leaks/model/shop-look';
import { SqlLeakStore } from '#leaks/sql-leak-store';
import { SqlShopHistory } from '#leaks/sql-shop-history';
import { createTestDatabase } from '../contract/database/test-database';
import type { TestDatabase } from '../contract/database/test-database';

const weeks = 156;
const ordersEach = 10;
const perYear = 1;
const rowsAtOnce = 5_000;

/** Orders of customers who come in the first two years and go on for about a year. */
function* ordersOf(
  orders: number,
  managers: number,
): Generator<[customer: number, day: number, manager: number]> {
  const customers = Math.ceil(orders / ordersEach);
  for (let customer = 0; customer < customers; customer += 1) {
    const random = new Random(17, customer);
    const first = random.int(weeks * 7 - 60);
    const span = Math.max(30, Math.min(weeks * 7 - first, 365));
    for (let nth = 0; nth < ordersEach; nth += 1)
      yield [customer, first + random.int(span), customer % managers];
  }
}

function madeHistory(orders: number, managers: number): ShopHistory {
  const builder = new OrderLogBuilder();
  for (const [customer, day, manager] of ordersOf(orders, managers)) builder.add(customer, day, 10, manager);
  const log = builder.build(weeks);
  return {
    ...{ log, firstDay: 19_000 + 4, orders },
    regions: { names: [], of: new Int16Array(log.customers).fill(-1) },
    sources: { names: [], of: new Int16Array(log.customers).fill(-1) },
    managers: Array.from({ length: managers }, (_, place) => ({
      ...{
        id: place + 1,
        extension: String(1001 + place),
        name: '',
        team: `team ${place % 10}`,
        isActive: true,
      },
    })),
    leave: Array.from({ length: managers }, () => null),
  };
}

async function main(): Promise<void> {
  const orders = Number(process.argv[2] ?? 1_000_000);
  const managers = Number(process.argv[3] ?? 200);
  if (process.env.STAR7_TEST_DATABASE_URL !== undefined) return withDatabase(orders, managers);
  const history = madeHistory(orders, managers);
  say('first look', () => lookAtShop(history, { perYear, lastWeekEnd: null, cases: [] }));
  const lastWeekEnd = isoDay(history.firstDay + (weeks - 1) * 7 - 1);
  say('weekly look', () => lookAtShop(history, { perYear, lastWeekEnd, cases: [] }));
}

async function withDatabase(orders: number, managers: number): Promise<void> {
  const test = await createTestDatabase();
  try {
    await fill(test, orders, managers);
    const source = new SqlShopHistory(test.database, 'Europe/Moscow');
    const store = new SqlLeakStore(test.database, systemClock.now);
    const watch = new LeakWatch({ source, store, clock: systemClock, timeZone: 'Europe/Moscow' });
    for (const name of ['first run', 'run of a week']) {
      const begin = process.hrtime.bigint();
      await watch.run({ perYear, by: 'bench' });
      report(name, begin);
      // As if the last run were a week ago.
      await test.database.write('UPDATE leak_runs SET week_end = week_end - INTERVAL 7 DAY');
    }
  } finally {
    await test.drop();
  }
}

async function fill({ database }: TestDatabase, orders: number, managers: number): Promise<void> {
  const today = Math.floor(systemClock.now() / 86_400_000_000);
  const firstDay = today - ((today + 3) % 7) - weeks * 7;
  const created = `${isoDay(firstDay)} 00:00:00`;
  for (let place = 0; place < managers; place += 1) {
    await database.insert('managers', {
      ...{ extension: String(1001 + place), name: `Manager ${place}`, created_at: created },
      group_name: `team ${place % 10}`,
    });
  }
  const customers = Math.ceil(orders / ordersEach);
  for (let from = 0; from < customers; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, customers - from);
    await database.insertMany(
      'customers',
      Array.from({ length: count }, (_, nth) => ({ id: from + nth + 1, created_at: created })),
    );
  }
  let rows = [];
  let number = 0;
  for (const [customer, day, manager] of ordersOf(orders, managers)) {
    number += 1;
    rows.push({
      ...{
        order_number: String(number),
        customer_id: customer + 1,
        customer_name: 'Someone',
        manager_id: manager + 1,
      },
      ...{ status: 'closed', amount: 10, currency: 'RUB', placed_at: `${isoDay(firstDay + day)} 12:00:00` },
    });
    if (rows.length < rowsAtOnce) continue;
    await database.insertMany('orders', rows);
    rows = [];
  }
  await database.insertMany('orders', rows);
}

function say(name: string, work: () => unknown): void {
  const begin = process.hrtime.bigint();
  work();
  report(name, begin);
}

function report(name: string, begin: bigint): void {
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  writeFileSync(1, `${name}: ${seconds.toFixed(1)} s, at most ${megabytes.toFixed(0)} MB so far\n`);
}

void main();
