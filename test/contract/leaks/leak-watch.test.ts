import { exitCodes } from '#cli/exit-codes';
import { Random } from '#kernel/random';
import { isoDay } from '#kernel/local-day';
import { FrozenBase } from '#leaks/model/frozen-base';
import { noOwner } from '#leaks/model/order-log';
import { SqlLeakStore } from '#leaks/sql-leak-store';
import { SqlShopHistory } from '#leaks/sql-shop-history';
import { systemClock } from '#kernel/system-clock';
import { runCommand } from '../cli/command-runner';
import type { CommandAnswer } from '../cli/command-runner';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

const day = 86_400_000;
const today = Math.floor(systemClock.now() / 1000 / day);
/** The Monday of this week. */
const monday = today - ((today + 3) % 7);
const weeks = 60;
const firstDay = monday - weeks * 7;
/** From this week on half of the customers of manager 103 stop. */
const lossWeek = 50;

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await fillShop();
});
afterAll(() => test.drop());

function star7(...words: string[]): Promise<CommandAnswer> {
  return runCommand(words, { STAR7_DATABASE_URL: test.url, STAR7_DEFAULT_TIME_ZONE: 'UTC' });
}

/** Six managers with 100 customers each; customer `i` has id `i + 1`, and the two customers 601 and 602 are one person. */
async function fillShop(): Promise<void> {
  const { database } = test;
  const at = (days: number): string => `${isoDay(firstDay + days)} 12:00:00`;
  for (let place = 0; place < 6; place += 1) {
    await database.insert('managers', {
      ...{ extension: String(101 + place), name: `Manager ${place}`, created_at: at(0) },
      group_name: place < 3 ? 'North' : 'South',
    });
  }
  await database.insertMany(
    'customers',
    Array.from({ length: 602 }, (_, customer) => ({ id: customer + 1, created_at: at(0) })),
  );
  await database.insertMany(
    'contact_points',
    [601, 602].map((customer) => ({
      ...{
        id: customer,
        customer_id: customer,
        slot: 'main',
        kind: 'phone',
        key_version: 1,
        index_key_version: 1,
      },
      ...{ ciphertext: Buffer.alloc(16), nonce: Buffer.alloc(12), blind_index: Buffer.alloc(16, 7) },
    })),
  );
  const orders = [];
  for (let customer = 0; customer < 600; customer += 1) {
    const random = new Random(11, customer);
    const rate = 0.05 + 0.5 * random.next() ** 2;
    for (let week = 0; week < weeks; week += 1) {
      const buys = random.chance(rate);
      const days = week * 7 + random.int(7);
      if (!buys) continue;
      const isLost = customer % 6 === 2 && customer % 4 < 2 && week >= lossWeek;
      orders.push({
        ...{ order_number: `S${orders.length}`, customer_id: customer + 1, customer_name: 'Someone' },
        ...{
          manager_id: (customer % 6) + 1,
          status: isLost ? 'cancelled' : 'closed',
          amount: 10,
          currency: 'RUB',
        },
        placed_at: at(days),
      });
    }
  }
  // The same person twice on a day, and an order of this week.
  for (const [nth, customer] of [601, 602, 602].entries()) {
    orders.push({
      ...{ order_number: `T${nth}`, customer_id: customer, customer_name: 'Someone', manager_id: 1 },
      ...{ status: 'open', amount: 5, currency: 'RUB', placed_at: at(nth === 2 ? weeks * 7 : 70) },
    });
  }
  for (let from = 0; from < orders.length; from += 2000) {
    await database.insertMany('orders', orders.slice(from, from + 2000));
  }
  // An order that waits for a manager takes no customer away; a manager's own, and an address of two customers.
  await database.insert('orders', {
    ...{ order_number: 'U1', customer_id: 1, customer_name: 'Someone', manager_id: null, status: 'open' },
    ...{ amount: 5, currency: 'RUB', placed_at: at(weeks * 7 - 1) },
  });
  await database.insertMany(
    'contact_points',
    [599, 600].map((customer) => ({
      ...{ id: customer, customer_id: customer, slot: 'email', kind: 'email', key_version: 1 },
      ...{ index_key_version: 1, ciphertext: Buffer.alloc(16), nonce: Buffer.alloc(12) },
      blind_index: Buffer.alloc(16, 8),
    })),
  );
  await database.write(
    `INSERT INTO order_details (order_id, details, search_text)
     SELECT MIN(id), IF(customer_id = 5, '{"source":null}', IF(customer_id % 3 = 0, '{"source":"site"}', '{"source":"market"}')), ''
       FROM orders WHERE customer_id <= 300 GROUP BY customer_id`,
  );
}

it('the shop is read without cancelled orders, with customers of one number as one', async () => {
  const history = await new SqlShopHistory(test.database, 'UTC', systemClock).read(today);
  expect([history.log.weeks, history.firstDay]).toEqual([weeks, firstDay]);
  const [counted] = await test.database.query<{ orders: number }>(
    `SELECT COUNT(*) AS orders FROM orders WHERE status <> 'cancelled'`,
  );
  expect(history.orders).toBe(counted!.orders);
  const rowsOf = (customer: number): number =>
    history.log.first[customer + 1]! - history.log.first[customer]!;
  // Ids 601 and 602: one purchase on one day; the order of this week is not complete.
  expect([rowsOf(601), history.log.customers]).toEqual([1, 602]);
  // 599 and 600 have one address.
  expect([rowsOf(599) > 0, rowsOf(600)]).toEqual([true, 0]);
  const lastOwner = history.log.owner[history.log.first[2]! - 1];
  expect(lastOwner).toBe(noOwner);
  const base = new FrozenBase(history.log, 1);
  base.moveTo(weeks);
  expect([base.isKnown(1), base.owner(1)]).toEqual([true, 0]);
  const sourceOf = (customer: number): string | undefined =>
    history.sources.names[history.sources.of[customer]!];
  expect([3, 4, 5, 301].map(sourceOf)).toEqual(['site', 'market', undefined, undefined]);
  expect(history.managers.map(({ extension, team }) => `${extension} ${team ?? ''}`)[3]).toBe('104 South');
});

/** One after another: each builds on what the one before left. */
describe('the leak watch at the prompt', () => {
  it('has nothing to show before its first run', async () => {
    expect((await star7('leaks', 'show')).text).toContain('star7 leaks run');
    expect((await star7('leaks', 'cases')).text).toBe('no case');
  });

  it('finds the loss in the imported history, and names one manager and no customer', async () => {
    const run = await star7('leaks', 'run');
    expect(run.status).toBe(exitCodes.ok);
    expect(run.json).toMatchObject({
      run: { weekEnd: isoDay(monday - 1), historyWeeks: weeks, missing: null },
    });
    const cases = (await star7('leaks', 'cases')).json as {
      group: string;
      kind: string;
      openedWeek: string;
    }[];
    const [own] = cases.filter(({ kind }) => kind === 'manager');
    expect(own).toMatchObject({ group: '103' });
    expect(own!.openedWeek > isoDay(firstDay + lossWeek * 7)).toBe(true);
    expect(own!.openedWeek < isoDay(firstDay + (lossWeek + 8) * 7)).toBe(true);
    const shown = await star7('leaks', 'show');
    expect(shown.text).toContain('worth a look');
    expect(shown.text).not.toMatch(/guilt|thief|suspect|Someone/i);
    const {
      drills,
      shop,
      run: seen,
    } = shown.json as {
      drills: unknown[];
      shop: { now: number; weeks: { orders: number }[] };
      run: { withManager: number; customers: number };
    };
    expect(drills.length).toBeGreaterThanOrEqual(6);
    expect(shop.weeks.at(-1)!.orders).toBe(shop.now);
    expect(shown.text).toContain(
      `All customers together: ${shop.now.toLocaleString('en')} orders in the last 8 weeks`,
    );
    expect(shown.text).toMatch(/^What your data can show: /);
    expect((await star7('leaks', 'show', '--language', 'ru')).text).toContain('стоит проверить');
    expect(seen.withManager).toBe(seen.customers);
  });

  it('keeps the last weeks for pictures', async () => {
    const store = new SqlLeakStore(test.database, systemClock.now);
    const found = await store.recentWeeks(isoDay(monday - 1), 3);
    const ends = [...new Set(found.map(({ weekEnd }) => weekEnd))];
    expect(ends).toEqual([isoDay(monday - 15), isoDay(monday - 8), isoDay(monday - 1)]);
    expect(new Set(found.map(({ lamp }) => lamp))).toEqual(new Set(['recent']));
    expect(found.filter(({ kind, group }) => kind === 'manager' && group === '103')).toHaveLength(3);
    expect(found.some(({ kind, group }) => kind === 'source' && group === 'market')).toBe(true);
  });

  it('adds nothing when it runs again in the same week', async () => {
    const before = await countOf('leak_figures');
    const cases = await countOf('leak_cases');
    expect((await star7('leaks', 'run')).json).toMatchObject({ opened: 0 });
    expect([await countOf('leak_figures'), await countOf('leak_cases')]).toEqual([before, cases]);
  });

  it('forgets after a year who called a decoy, and not that somebody did', async () => {
    const { database } = test;
    const number = await database.insert('decoy_numbers', {
      ...{ purpose: 'decoy', label: 'north 1', entered_by: 'cli:root', entered_at: '2024-01-01 00:00:00' },
    });
    const phone = {
      ...{ phone_ciphertext: Buffer.alloc(16), phone_nonce: Buffer.alloc(12), phone_key_version: 1 },
      ...{ phone_index: Buffer.alloc(16, 3), phone_index_key_version: 1 },
    };
    for (const daysAgo of [54 * 7 + 7, 50 * 7]) {
      const at = `${isoDay(today - daysAgo)} 12:00:00`;
      await database.insert('decoy_hits', { ...{ number_id: number, at, class: 'named' }, ...phone });
      await database.insert('decoy_sms', {
        ...{ number_id: number, at, class: 'named', once_hash: Buffer.alloc(16, daysAgo % 251) },
        ...{ text_ciphertext: Buffer.alloc(20), text_nonce: Buffer.alloc(12), text_key_version: 1 },
      });
    }
    await star7('leaks', 'run');
    const hits = await database.query<{ caller: number }>(
      'SELECT phone_index IS NOT NULL AND phone_ciphertext IS NOT NULL AS caller FROM decoy_hits ORDER BY at',
    );
    expect(hits).toEqual([{ caller: 0 }, { caller: 1 }]);
    const sms = await database.query<{ text: number }>(
      'SELECT text_ciphertext IS NOT NULL AS text FROM decoy_sms ORDER BY at',
    );
    expect(sms).toEqual([{ text: 0 }, { text: 1 }]);
  });

  it('names a manager in the report of the month when two persons have agreed, and not before', async () => {
    const month = isoDay(monday - 1).slice(0, 7);
    const cases = (await star7('leaks', 'cases')).json as { id: number; kind: string }[];
    const { id } = cases.find(({ kind }) => kind === 'manager')!;
    const told = async () => {
      const { json } = await star7('leaks', 'report', month);
      return (json as { cases: { id: number; group: string | null }[] }).cases.find((one) => one.id === id);
    };
    expect(await told()).toMatchObject({ id, group: null, isOpen: true });
    expect((await star7('leaks', 'name', String(id))).status).toBe(exitCodes.ok);
    expect((await star7('leaks', 'name', String(id))).status).toBe(exitCodes.usage);
    expect((await star7('leaks', 'name', '999')).status).toBe(exitCodes.notFound);
    expect((await star7('leaks', 'report', month)).text).toContain('Customers of one manager.');
    expect(await told()).toMatchObject({ group: null });
    const store = new SqlLeakStore(test.database, systemClock.now);
    expect(await store.agreeToName(id, 'account:owner')).toBe('noted');
    expect(await store.agreeToName(id, 'account:third')).toBe('again');
    expect(await told()).toMatchObject({ group: '103' });
    expect((await star7('leaks', 'report', '2026-13')).status).toBe(exitCodes.usage);
    expect((await star7('leaks', 'report', '2020-01')).json).toMatchObject({
      run: null,
      groups: [],
      cases: [],
    });
  });

  it('closes a case with a reason, once', async () => {
    const [one] = (await star7('leaks', 'cases')).json as { id: number }[];
    expect((await star7('leaks', 'close', String(one!.id), 'guilty')).status).not.toBe(exitCodes.ok);
    const closed = await star7(
      'leaks',
      'close',
      String(one!.id),
      'explained',
      '--note',
      'a competitor opened',
    );
    expect(closed.status).toBe(exitCodes.ok);
    expect((await star7('leaks', 'close', String(one!.id), 'explained')).status).toBe(exitCodes.notFound);
    expect((await star7('leaks', 'cases')).json).toContainEqual(
      expect.objectContaining({ id: one!.id, reason: 'explained', note: 'a competitor opened' }),
    );
  });

  it('keeps leave', async () => {
    const added = await star7('leaks', 'leave', 'add', '104', isoDay(monday - 28), isoDay(monday - 15));
    expect(added.json).toMatchObject({ extension: '104', firstDay: isoDay(monday - 28) });
    expect((await star7('leaks', 'leave', 'add', '999', isoDay(monday), isoDay(monday))).status).toBe(
      exitCodes.notFound,
    );
    expect((await star7('leaks', 'leave', 'add', '104', 'July', 'August')).status).toBe(exitCodes.usage);
    const { leave } = await new SqlShopHistory(test.database, 'UTC', systemClock).read(today);
    expect([...(leave[3] ?? [])].slice(-4)).toEqual([1, 1, 0, 0]);
    const { id } = added.json as { id: number };
    expect((await star7('leaks', 'leave', 'delete', String(id))).status).toBe(exitCodes.ok);
    expect((await star7('leaks', 'leave', 'list')).json).toEqual([]);
  });

  it('is for accounts that the operator names', async () => {
    await star7('account', 'add', 'ivanova', 'Anna', '--role', 'supervisor');
    expect((await star7('leaks', 'readers', '--add', 'nobody')).status).toBe(exitCodes.notFound);
    expect((await star7('leaks', 'readers', '--add', 'ivanova')).json).toEqual(['ivanova']);
    expect((await star7('leaks', 'readers', '--add', 'ivanova')).json).toEqual(['ivanova']);
    expect((await star7('leaks', 'readers', '--remove', 'ivanova')).json).toEqual([]);
  });

  it('is in the audit log, looks too, and says there of nobody', async () => {
    const rows = await test.database.query<{ action: string; subject: string | null }>(
      `SELECT action, subject FROM audit_log WHERE action LIKE 'leak.%' ORDER BY id`,
    );
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of ['leak.run', 'leak.view', 'leak.close', 'leak.leave', 'leak.name-reader']) {
      expect(actions).toContain(action);
    }
    const about = rows.filter(
      ({ action }) => action === 'leak.view' || action === 'leak.run' || action === 'leak.close',
    );
    expect(about.every(({ subject }) => subject === null || /^leak-case:\d+$/.test(subject))).toBe(true);
  });
});

async function countOf(table: string): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`);
  return row!.count;
}
