import type { Slot } from '#kernel/slot';
import { mask, reveal } from '#kernel/masked';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { SqlManagers } from '#people/sql-managers';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlOrderRules } from '#orders/intake/sql-order-rules';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { noDetails, titleAlone } from '#orders/model/order-details';
import type { OrderDetails } from '#orders/model/order-details';
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
  const tables = ['orders', 'customers', 'contact_points', 'id_ranges', 'order_details'];
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
      pooled: 0,
      refused: [],
      written: [0, 1, 2].map((position) => ({ position, result: 'added', managerExtension: '101' })),
      notices: [],
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

  it('keeps out an order of another shop that has the number of a known one, and nothing of the typed number tells', async () => {
    const day = 86_400_000_000;
    const known = { customerName: 'Анна Смирнова', placedAt: 10 * day };
    await intake.write([order('1', 1, known), order('2', 1), order('3', 1, known)]);
    const before = await everything();
    const stated = (number: string, last: number, change: Partial<IncomingOrder> = {}): IncomingOrder =>
      order(number, last, { customerName: 'Борис Петров', placedAt: 90 * day, ...change, onlyIfSame: true });
    const refused = { changed: 0, refused: [{ position: 0, fault: 'another-order' }] };
    for (const other of [
      stated('1', 2),
      stated('1', 2, { placedAt: null }),
      { ...stated('1', 2), phones: {} },
    ]) {
      expect(await intake.rehearse([other])).toMatchObject(refused);
      expect(await intake.write([other])).toMatchObject(refused);
    }
    expect(await intake.write([stated('2', 2)])).toMatchObject(refused);
    expect(await everything()).toBe(before);
    // Whatever is the same makes it one order.
    for (const same of [
      stated('1', 1),
      stated('1', 2, { customerName: 'смирнова а.' }),
      stated('1', 2, { placedAt: known.placedAt }),
    ])
      expect(await intake.rehearse([same])).toMatchObject({ changed: 1, refused: [] });
    // A program of the shop, and an administrator who confirms, take it over.
    const confirmed = stated('1', 2);
    delete confirmed.onlyIfSame;
    expect(await intake.rehearse([confirmed])).toMatchObject({ changed: 1, refused: [] });
    // Somebody has typed a number: it tells nothing, right or wrong.
    await test.database.execute('UPDATE contact_points SET typed = TRUE', []);
    for (const last of [1, 2]) expect(await intake.rehearse([stated('3', last)])).toMatchObject(refused);
    for (const last of [1, 2])
      expect(await intake.rehearse([stated('3', last, { placedAt: null })])).toMatchObject({ refused: [] });
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
      unreadMails: 0,
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

  it('puts orders of managers that are not there or disabled into the pool, and says so', async () => {
    await new SqlManagers(test.database, systemClock.now).disable('102');
    const result = await intake.write([
      order('1', 1),
      order('2', 2, { managerExtension: '102' }),
      order('3', 3, { managerExtension: '999' }),
      // Nobody waits for what the shop has completed.
      order('4', 4, { managerExtension: '999', status: 'closed' }),
    ]);
    expect(result).toMatchObject({
      ...{ added: 4, pooled: 2 },
      notices: [
        { position: 1, code: 'manager-unknown' },
        { position: 2, code: 'manager-unknown' },
        { position: 3, code: 'manager-unknown' },
      ],
    });
    const unassigned = 'SELECT order_number FROM orders WHERE manager_id IS NULL ORDER BY order_number';
    expect(await test.database.query(unassigned)).toEqual([
      { order_number: '2' },
      { order_number: '3' },
      { order_number: '4' },
    ]);
    expect(await intake.managers()).toMatchObject([{ extension: '101' }]);
  });

  it('gives numbers with more than digits the digits that are dialled, each to one order', async () => {
    const noticed = async (...numbers: string[]) =>
      (await intake.write(numbers.map((number, nth) => order(number, nth + 1)))).notices.map(
        ({ position, code }) => `${String(numbers[position])} ${code}`,
      );
    const dialled = async () =>
      (
        await test.database.query<{ order_number: string; dialled: string | null }>(
          'SELECT order_number, dialled FROM orders ORDER BY id',
        )
      ).map((row) => `${row.order_number}>${row.dialled ?? ''}`);
    expect(await noticed('A-12', 'B-12', '77', 'C-77')).toEqual([
      'B-12 dialled-number-clash',
      'C-77 dialled-number-clash',
    ]);
    // An order whose own number it is comes first, also if it comes later.
    expect(await noticed('12', 'D-5')).toEqual(['12 dialled-number-clash']);
    expect(await dialled()).toEqual(['A-12>', 'B-12>', '77>', 'C-77>', '12>', 'D-5>5']);
    expect(await noticed('A-12', 'D-5')).toEqual([]);
    const find = async (orderNumber: string) =>
      (await book.authorise({ extension: '101', orderNumber, slot: 'main' })).order?.orderNumber;
    expect([await find('5'), await find('D-5'), await find('12'), await find('77')]).toEqual([
      'D-5',
      'D-5',
      '12',
      '77',
    ]);
  });

  it('keeps the shop’s own number, and refuses another that would be the same', async () => {
    await intake.write([order('CB-1', 1, { statedNumber: 'ЦБ-1' })]);
    const result = await intake.write([order('CB-1', 2), order('2', 2)]);
    expect(result.refused).toEqual([{ position: 0, fault: 'order-number-clash' }]);
    expect(await reaches('CB-1')).toBe(1);
    expect(await intake.write([order('CB-1', 1, { statedNumber: 'ЦБ-1' })])).toMatchObject({ unchanged: 1 });
  });

  it('an order that a release before has kept by another reading of its number keeps it, where more says that it is the same', async () => {
    const old = order('1-024', 1, { statedNumber: '1,024', customerName: 'Анна Смирнова' });
    await intake.write([old, order('42', 2, { customerName: 'Борис Петров' })]);
    const earlierNumber = { orderNumber: '1-024', statedNumber: '1,024' };
    const again = order('1024', 1, { customerName: 'Анна Смирнова', earlierNumber, onlyIfSame: true });
    expect(await intake.rehearse([again])).toMatchObject({ added: 0, unchanged: 1, refused: [] });
    expect(await intake.write([{ ...again, status: 'closed' }])).toMatchObject({ added: 0, changed: 1 });
    expect(await intake.write([{ ...again, status: 'closed', continues: true }])).toMatchObject({ added: 0 });

    // 00042 of somebody else is an order of its own, also where nothing but the name tells.
    const other = order('00042', 3, { customerName: 'Вера Котова', earlierNumber: { orderNumber: '42' } });
    expect(await intake.rehearse([{ ...other, onlyIfSame: true }])).toMatchObject({ added: 1, refused: [] });
    expect(await intake.write([{ ...other, phones: {} }])).toMatchObject({ added: 1 });
    // Two of a file are two.
    const twice = [order('042', 2), order('0042', 2)].map((each) => ({
      ...{ ...each, customerName: 'Борис Петров', earlierNumber: { orderNumber: '42' } },
    }));
    expect(await intake.write(twice)).toMatchObject({ added: 1, refused: [] });
    // Once it is known by the new reading, that one counts.
    expect(await intake.write([order('0042', 2, { earlierNumber: { orderNumber: '42' } })])).toMatchObject({
      added: 0,
    });
    const numbers = await test.database.query<{ order_number: string }>(
      'SELECT order_number FROM orders ORDER BY id',
    );
    expect(numbers.map((row) => row.order_number)).toEqual(['1-024', '42', '00042', '0042']);
  });

  it('keeps orders without a number, and finds their customer once the shop states it', async () => {
    const phoneless = { orderNumber: '1', phones: {} };
    expect(await intake.write([phoneless])).toMatchObject({ added: 1, pooled: 1 });
    expect(await intake.write([phoneless])).toMatchObject({ unchanged: 1 });
    expect(await test.database.query('SELECT customer_name, main_point_id FROM orders')).toEqual([
      { customer_name: '№ 1', main_point_id: null },
    ]);
    await intake.write([order('2', 7)]);
    await intake.write([order('1', 7)]);
    expect(await reaches('1')).toBe(7);
    const [row] = await test.database.query<{ customers: number }>(
      'SELECT COUNT(DISTINCT customer_id) AS customers FROM orders',
    );
    expect(row?.customers).toBe(1);
  });

  it('keeps what an order holds, puts its items together, and writes nothing again', async () => {
    const item = (title: string) => ({ ...titleAlone, title, quantity: '1' });
    const details = { ...noDetails, items: [item('Shirt')], comment: 'ring twice' };
    const stored = async () =>
      JSON.parse(
        (await test.database.query<{ details: string }>('SELECT details FROM order_details'))[0]!.details,
      ) as OrderDetails;
    expect(await intake.write([order('1', 1, { details })])).toMatchObject({ added: 1 });
    expect(await intake.write([order('1', 1, { details })])).toMatchObject({ unchanged: 1 });
    const more = { ...noDetails, items: [item('Hat')] };
    expect(
      await intake.write([{ orderNumber: '1', phones: {}, details: more, continues: true }]),
    ).toMatchObject({
      ...{ added: 0, changed: 0, unchanged: 0 },
    });
    expect(await stored()).toMatchObject({
      items: [{ title: 'Shirt' }, { title: 'Hat' }],
      comment: 'ring twice',
    });
    expect(await reaches('1')).toBe(1);
    expect(await intake.write([order('1', 1, { details })])).toMatchObject({ changed: 1 });
    expect((await stored()).items).toHaveLength(1);
    // Stated without asking for items, and without a field of the site that was stated before: both stay.
    const fields = { door: '5' };
    expect(await intake.write([order('1', 1, { details: { ...details, fields } })])).toMatchObject({
      changed: 1,
    });
    const without = { ...noDetails, comment: 'no bell' };
    for (const became of ['changed', 'unchanged']) {
      expect(await intake.write([order('1', 1, { details: without, keepsItems: true })])).toMatchObject({
        [became]: 1,
      });
    }
    expect(await stored()).toMatchObject({ items: [{ title: 'Shirt' }], comment: 'no bell', fields });
  });

  it('keeps the rules that each mail asks for, a minute where another process changes them', async () => {
    let now = systemClock.now();
    const own = new SqlOrderRules(test.database, () => now, 'UTC');
    const other = new SqlOrderRules(test.database, () => now, 'UTC');
    const page = async () => (await own.kept()).page;
    const hosts = async (...shopHosts: string[]) => ({ ...(await own.read()).page, shopHosts });
    await own.write('page', await hosts('one.example'), 'account:admin');
    expect(await page()).toMatchObject({ shopHosts: ['one.example'] });
    await other.write('page', await hosts('two.example'), 'account:admin');
    expect(await page()).toMatchObject({ shopHosts: ['one.example'] });
    now += 60_000_000;
    expect(await page()).toMatchObject({ shopHosts: ['two.example'] });
    // One's own change holds at once.
    await own.write('page', await hosts('three.example'), 'account:admin');
    expect(await page()).toMatchObject({ shopHosts: ['three.example'] });
  });

  it('assigns by the administrator’s rules: the earlier manager, then the first rule that holds, by load', async () => {
    const rules = new SqlOrderRules(test.database, systemClock.now, 'Europe/Moscow');
    await rules.write(
      'assignment',
      {
        earlierManagerFirst: true,
        aliases: {},
        rules: [
          { places: ['самара'], managers: ['102'] },
          { minAmount: '1000', managers: [] },
        ],
      },
      'account:admin',
    );
    const free = (number: string, phone: number, others: Partial<IncomingOrder> = {}): IncomingOrder => {
      const made = order(number, phone, others);
      delete made.managerExtension;
      return made;
    };
    const town = (name: string) => ({
      details: { ...noDetails, delivery: { ...noDetails.delivery, town: name } },
    });
    await intake.write([order('1', 1, { managerExtension: '102' })]);
    const result = await intake.write([
      free('2', 1, { amount: '5' }),
      free('3', 3, town('Самара')),
      free('4', 4, { amount: '5000' }),
      free('5', 5, { amount: '5000' }),
      free('6', 5, { amount: '1' }),
      free('7', 7, { amount: '1' }),
    ]);
    expect(result).toMatchObject({ added: 6, pooled: 1 });
    expect(
      (
        await test.database.query<{ extension: string | null }>(
          'SELECT m.extension FROM orders AS o LEFT JOIN managers AS m ON m.id = o.manager_id ORDER BY o.id',
        )
      ).map(({ extension }) => extension),
    ).toEqual(['102', '102', '102', '101', '101', '101', null]);
  });

  it('rehearses a batch without a trace', async () => {
    const before = await everything();
    expect(await intake.rehearse([order('1', 1), order('A-1', 2)])).toMatchObject({ added: 2 });
    expect(await everything()).toBe(before);
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
    expect(await intake.write([])).toEqual({
      added: 0,
      changed: 0,
      unchanged: 0,
      pooled: 0,
      refused: [],
      written: [],
      notices: [],
    });
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
