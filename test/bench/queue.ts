/**
 * The duration of queue queries compared with one order look-up, with this many orders of one manager among
 * as many of others: the first page, a deep page, searches, counts, and the next order.
 *
 *   STAR7_TEST_DATABASE_URL=mysql://… node dist/test/bench/queue.js [orders]
 *
 * Needs a MariaDB user that may create databases; drops its own at the end.
 */
import type { QueuePart } from '#orders/model/outcome';
import { SqlManagers } from '#people/sql-managers';
import { SqlOrderList } from '#orders/sql-order-list';
import { SqlWorkQueue } from '#orders/sql-work-queue';
import { systemClock } from '#kernel/system-clock';
import { createTestDatabase } from '../contract/database/test-database';
import type { TestDatabase } from '../contract/database/test-database';

const rounds = 60;
const limit = 50;

async function main(): Promise<void> {
  const orders = Number(process.argv[2] ?? 10_000);
  const test = await createTestDatabase();
  try {
    const managers = new SqlManagers(test.database, systemClock.now);
    const { id: managerId } = await managers.add({ extension: '101', name: 'Manager' });
    await managers.add({ extension: '102', name: 'Another' });
    await fill(test, orders);
    const queue = new SqlWorkQueue(test.database, systemClock.now);
    const list = new SqlOrderList(test.database, systemClock.now);
    const page = (part: QueuePart, search?: string, after?: string) =>
      queue.list(
        { managerId, part, ...(search !== undefined && { search }) },
        { limit, ...(after !== undefined && { after }) },
      );
    const deep = await nextOf(page, 'to-call', Math.floor((orders * 0.9) / limit / 2));

    const one = await median(() => list.find('1000001', '101'));
    say(`one order looked up: ${one.toFixed(2)} ms`);
    const cases: [string, () => Promise<unknown>][] = [
      ['first page to call', () => page('to-call')],
      ['a page in the middle', () => page('to-call', undefined, deep)],
      ['first page of what is done', () => page('done')],
      ['search by a number', () => page('to-call', '1000')],
      ['search by a name that many have', () => page('to-call', 'иван')],
      ['search by a name that one has', () => page('to-call', 'редкая 4217')],
      ['search by a name that nobody has', () => page('to-call', 'никто')],
      ['counts', () => queue.counts(managerId)],
      ['next order', () => queue.next(managerId, '1000001')],
    ];
    for (const [name, ask] of cases) {
      const milliseconds = await median(ask);
      say(`${name}: ${milliseconds.toFixed(2)} ms, ${(milliseconds / one).toFixed(1)} look-ups`);
    }
  } finally {
    await test.drop();
  }
}

/** Nine orders in ten are to be called, the others are done; a thousand different names. */
async function fill({ database }: TestDatabase, orders: number): Promise<void> {
  const { knex } = database;
  await knex.raw(`INSERT INTO customers (id, created_at) SELECT seq, NOW(6) FROM seq_1_to_${orders}`);
  for (const manager of [1, 2]) {
    await knex.raw(
      `INSERT INTO orders (order_number, customer_id, customer_name, manager_id, status, amount, currency, placed_at, done, due_at)
       SELECT ${manager}000000 + seq, seq,
              IF(seq = 4217, 'Редкая 4217', CONCAT(ELT(1 + seq % 4, 'Иван', 'Анна', 'Пётр', 'Ольга'), ' Фамилия ', seq % 1000)),
              ${manager}, 'open', 100, 'RUB', NOW(6), seq % 10 = 0, NOW(6) - INTERVAL ((seq * 7919) % ${orders}) MINUTE
         FROM seq_1_to_${orders}`,
    );
  }
  await knex.raw('ANALYZE TABLE managers, customers, orders');
}

async function nextOf(
  page: (part: QueuePart, search?: string, after?: string) => Promise<{ next: string | null }>,
  part: QueuePart,
  pages: number,
): Promise<string | undefined> {
  let after: string | undefined;
  for (let count = 0; count < pages; count += 1)
    after = (await page(part, undefined, after)).next ?? undefined;
  return after;
}

/** Milliseconds. */
async function median(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[rounds / 2] ?? 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
