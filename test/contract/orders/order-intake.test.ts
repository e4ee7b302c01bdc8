import type { Slot } from '#kernel/slot';
import { mask, reveal } from '#kernel/masked';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { SqlManagers } from '#people/sql-managers';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { SqlOrderList } from '#orders/sql-order-list';
import { systemClock } from '#kernel/system-clock';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;
let intake: SqlOrderIntake;
let book: SqlOrderBook;
let list: SqlOrderList;

beforeEach(async () => {
  test = await createTestDatabase();
  intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
  book = new SqlOrderBook(test.database, test.vault);
  list = new SqlOrderList(test.database, systemClock.now);
  const managers = new SqlManagers(test.database, systemClock.now);
  for (const extension of ['101', '102']) await managers.add({ extension, name: `Manager ${extension}` });
});
afterEach(() => test.drop());

const phone = (last: number): string => `+7900555${String(last).padStart(4, '0')}`;

function order(
  orderNumber: string,
  main: number,
  change: Partial<Omit<IncomingOrder, 'phones'>> = {},
): IncomingOrder {
  return {
    orderNumber,
    customerName: `Customer of ${orderNumber}`,
    managerExtension: '101',
    phones: { main: mask(phone(main)) },
    ...change,
  };
}

/** The last digits of the number that a call to the slot would reach; null where it would be refused. */
async function reaches(orderNumber: string, slot: Slot = 'main', extension = '101'): Promise<number | null> {
  const { order: found } = await book.authorise({ extension, orderNumber, slot });
  return found ? Number(reveal(found.number).slice(-4)) : null;
}

async function count(table: string): Promise<number> {
  const [row] = await test.database.execute<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`, []);
  return row!.count;
}

/** Every byte of the tables that an import writes. */
async function everything(): Promise<string> {
  const tables = ['orders', 'customers', 'contact_points', 'id_ranges'];
  const rows = await Promise.all(
    tables.map((table) =>
      test.database
        .knex(table)
        .select('*')
        .orderBy(1 as never),
    ),
  );
  return JSON.stringify(rows);
}

describe('order intake', () => {
  it('makes orders that can be called, with their customers', async () => {
    expect(await intake.write([order('1', 1), order('2', 2), order('3', 1)])).toEqual({
      added: 3,
      changed: 0,
      unchanged: 0,
      withoutManager: [],
    });
    expect([await reaches('1'), await reaches('2'), await reaches('3')]).toEqual([1, 2, 1]);
    expect([await count('customers'), await count('contact_points')]).toEqual([2, 2]);
  });

  it('writes nothing when nothing is new', async () => {
    const batch = [
      order('1', 1, {
        amount: '10.5',
        currency: 'RUB',
        placedAt: 1_767_225_600_123_456,
        status: 'open',
        email: null,
      }),
      {
        ...order('2', 1),
        phones: { main: mask(phone(1)), second: mask(phone(2)), recipient: mask(phone(3)) },
      },
      order('3', 4, { email: mask('a@example.test') }),
    ];
    await intake.write(batch);
    const before = await everything();
    expect(await intake.write(batch)).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    expect(await intake.write([order('1', 1, { amount: '10.5000' })])).toMatchObject({ unchanged: 1 });
    expect(await everything()).toBe(before);
  });

  it('brings name, status, amount and manager up to date, and keeps what is not stated', async () => {
    await intake.write([order('1', 1, { amount: '10.5', currency: 'RUB', placedAt: 1_000_000 })]);
    const result = await intake.write([
      order('1', 1, { customerName: 'Анна', managerExtension: '102', status: 'closed' }),
    ]);
    expect(result).toMatchObject({ added: 0, changed: 1 });
    expect(await list.find('1')).toEqual({
      orderNumber: '1',
      customerName: 'Анна',
      managerExtension: '102',
      missed: null,
      status: 'closed',
      amount: '10.50',
      currency: 'RUB',
      placedAt: 1_000_000,
      slots: ['main'],
      queue: 'done',
      dueAt: expect.any(Number) as number,
      lastOutcome: null,
      lastOutcomeAt: null,
      extensions: [],
      doNotCall: false,
    });
    await intake.write([order('1', 1, { amount: null, currency: null, placedAt: null })]);
    expect(await list.find('1')).toMatchObject({
      amount: null,
      currency: null,
      placedAt: null,
      status: 'closed',
    });
  });

  it('fills, changes and clears slots', async () => {
    const phones = (second?: number | null, recipient?: number | null): IncomingOrder['phones'] => ({
      main: mask(phone(1)),
      ...(second !== undefined && { second: second === null ? null : mask(phone(second)) }),
      ...(recipient !== undefined && { recipient: recipient === null ? null : mask(phone(recipient)) }),
    });
    await intake.write([{ ...order('1', 1), phones: phones(2, 3) }]);
    expect([await reaches('1', 'second'), await reaches('1', 'recipient')]).toEqual([2, 3]);
    await intake.write([{ ...order('1', 1), phones: phones(undefined, 4) }]);
    expect([await reaches('1', 'second'), await reaches('1', 'recipient')]).toEqual([2, 4]);
    await intake.write([{ ...order('1', 1), phones: phones(null) }]);
    expect([await reaches('1', 'second'), await reaches('1', 'recipient')]).toEqual([null, 4]);
    // Coming back to a number that the customer had makes no second row of it.
    const points = await count('contact_points');
    await intake.write([{ ...order('1', 1), phones: phones(2, 3) }]);
    expect([await reaches('1', 'second'), await reaches('1', 'recipient')]).toEqual([2, 3]);
    expect(await count('contact_points')).toBe(points);
  });

  it("lets recipients differ between one customer's orders", async () => {
    await intake.write([
      { ...order('1', 1), phones: { main: mask(phone(1)), recipient: mask(phone(2)) } },
      { ...order('2', 1), phones: { main: mask(phone(1)), recipient: mask(phone(3)) } },
    ]);
    expect([await reaches('1', 'recipient'), await reaches('2', 'recipient')]).toEqual([2, 3]);
    expect(await count('customers')).toBe(1);
  });

  it('gives an order whose main phone changed to whoever answers the new one', async () => {
    await intake.write([order('1', 1), order('2', 2)]);
    await intake.write([order('1', 2)]);
    expect([await reaches('1'), await reaches('2')]).toEqual([2, 2]);
    await intake.write([order('1', 3)]);
    expect([await reaches('1'), await reaches('2')]).toEqual([3, 2]);
    expect(await count('customers')).toBe(3);
  });

  it("does not take one customer's second phone for another customer", async () => {
    await intake.write([{ ...order('1', 1), phones: { main: mask(phone(1)), second: mask(phone(2)) } }]);
    await intake.write([order('2', 2)]);
    expect(await count('customers')).toBe(2);
    expect([await reaches('1', 'second'), await reaches('2')]).toEqual([2, 2]);
  });

  it('leaves out orders of managers that are not there or disabled', async () => {
    await new SqlManagers(test.database, systemClock.now).disable('102');
    const result = await intake.write([
      order('1', 1),
      order('2', 2, { managerExtension: '102' }),
      order('3', 3, { managerExtension: '999' }),
    ]);
    expect(result).toEqual({ added: 1, changed: 0, unchanged: 0, withoutManager: [1, 2] });
    expect(await count('orders')).toBe(1);
    expect(await intake.extensions()).toEqual(new Set(['101']));
  });

  it('writes a batch wholly or not at all', async () => {
    const tooLong = order('2', 2, { customerName: 'x'.repeat(201) });
    await expect(intake.write([order('1', 1), tooLong])).rejects.toMatchObject({ slug: 'data-refused' });
    expect([await count('orders'), await count('customers'), await count('contact_points')]).toEqual([
      0, 0, 0,
    ]);
    // And the intake goes on.
    expect(await intake.write([order('1', 1)])).toMatchObject({ added: 1 });
    expect(await reaches('1')).toBe(1);
  });

  it('takes an empty batch', async () => {
    expect(await intake.write([])).toEqual({ added: 0, changed: 0, unchanged: 0, withoutManager: [] });
  });

  it('makes one customer of one phone, however many write at once', async () => {
    const writers = [1, 2, 3, 4].map(() => new SqlOrderIntake(test.database, test.vault, systemClock.now));
    await Promise.all(
      writers.flatMap((writer, nth) =>
        [1, 2, 3].map((round) =>
          writer.write(
            Array.from({ length: 20 }, (_each, index) => order(`${nth}-${round}-${index}`, index)),
          ),
        ),
      ),
    );
    expect([await count('orders'), await count('customers'), await count('contact_points')]).toEqual([
      240, 20, 20,
    ]);
  });
});
