import { mask } from '#kernel/masked';
import { systemClock } from '#kernel/system-clock';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { noDetails, titleAlone } from '#orders/model/order-details';
import type { Dealt } from '#orders/order-pool';
import { SqlOrderPool } from '#orders/sql-order-pool';
import { SqlManagers } from '#people/sql-managers';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;
let pool: SqlOrderPool;

/** More than are dealt out in one transaction. */
const inPool = 1100;
const day = 86_400_000_000;

/** Every tenth has no time of placing, some have the same, and numbers say nothing of the sequence. */
const orders = Array.from({ length: inPool }, (_each, nth): IncomingOrder => ({
  orderNumber: String((nth * 7919) % 100_003),
  customerName: nth % 4 === 0 ? 'Анна Смирнова' : 'Boris',
  phones: { main: mask(`+7900556${String(nth % 100).padStart(4, '0')}`) },
  placedAt: nth % 10 === 0 ? null : (20_000 + ((nth * 31) % 200)) * day,
  details: {
    ...noDetails,
    items: [{ ...titleAlone, title: nth % 3 === 0 ? 'Kettle' : 'Lamp' }],
    delivery: { ...noDetails.delivery, town: nth % 2 === 0 ? 'Самара' : 'Omsk' },
  },
}));

beforeAll(async () => {
  test = await createTestDatabase();
  pool = new SqlOrderPool(test.database, systemClock.now);
  const managers = new SqlManagers(test.database, systemClock.now);
  const intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
  const left = await managers.add({ extension: '109', name: 'Left' });
  // Half of them had a manager who is there no more.
  await intake.write(orders.slice(0, 550).map((order) => ({ ...order, managerExtension: '109' })));
  await test.database.knex('managers').where('id', left.id).update({ disabled_at: '2026-01-01 00:00:00' });
  await intake.write(orders.slice(550).map((order) => ({ ...order, status: 'open' })));
  for (const extension of ['101', '102']) await managers.add({ extension, name: `Manager ${extension}` });
  const closed = { ...orders[0]!, orderNumber: 'closed', status: 'closed' as const };
  await intake.write([closed, { ...closed, orderNumber: 'of-101', status: 'open', managerExtension: '101' }]);
});
afterAll(() => test.drop());

async function numbers(search?: string, limit = 100): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await pool.list(search, { limit, ...(after !== undefined && { after }) });
    found.push(...page.rows.map(({ orderNumber }) => orderNumber));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

function expected(isFound: (order: IncomingOrder) => boolean): string[] {
  const compare = (one: string, other: string): number => (one < other ? 1 : one > other ? -1 : 0);
  return orders
    .filter(isFound)
    .sort(
      (one, other) =>
        (other.placedAt ?? 0) - (one.placedAt ?? 0) || compare(one.orderNumber, other.orderNumber),
    )
    .map(({ orderNumber }) => orderNumber);
}

it('has the newest first, those without a time last, each once on some page', async () => {
  const all = expected(() => true);
  expect(await numbers()).toEqual(all);
  expect(await numbers(undefined, 33)).toEqual(all);
  expect(await pool.count(undefined)).toBe(inPool);
});

it('is searched by name, number, town and items', async () => {
  const named = expected(({ customerName }) => customerName === 'Анна Смирнова');
  expect(await numbers('смирнова')).toEqual(named);
  expect(await pool.count('смирнова')).toBe(named.length);
  const kettles = expected(
    ({ details }) => details?.delivery.town === 'Самара' && details.items[0]?.title === 'Kettle',
  );
  expect(await numbers('самара kettle')).toEqual(kettles);
  expect(await numbers('7919')).toEqual(expected(({ orderNumber }) => orderNumber.startsWith('7919')));
  expect(await pool.count('+7900556')).toBe(0);
});

it('is dealt out by a search, evenly, and nothing else is', async () => {
  const dealt = async (search: string, extension: string | null): Promise<Dealt[]> => {
    const all: Dealt[] = [];
    for await (const some of pool.dealFound(search, extension)) all.push(...(some ?? []));
    return all;
  };
  const one = async (): Promise<Array<Dealt[] | null>> => {
    const answers = [];
    for await (const answer of pool.dealFound('', '999')) answers.push(answer);
    return answers;
  };
  expect(await one()).toEqual([null]);
  const kettles = expected(({ details }) => details?.items[0]?.title === 'Kettle');
  expect((await dealt('kettle', '102')).map(({ orderNumber }) => orderNumber).sort()).toEqual(kettles.sort());
  expect(await pool.count('kettle')).toBe(0);
  expect(await pool.count(undefined)).toBe(inPool - kettles.length);
  const rest = await dealt('', null);
  expect(rest).toHaveLength(inPool - kettles.length);
  expect(new Set(rest.map(({ extension }) => extension))).toEqual(new Set(['101', '102']));
  expect(await numbers()).toEqual([]);
});
