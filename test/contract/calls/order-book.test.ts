import type { Slot } from '#kernel/slot';
import { reveal } from '#kernel/masked';
import type { Authorisation, OrderBook } from '#calls/engine/call-authority';
import type { OrderStatus } from '#orders/order-view';
import { SqlManagers } from '#people/sql-managers';
import { authorisationSql, SqlOrderBook } from '#calls/sql-order-book';
import { systemClock } from '#kernel/system-clock';
import { MemoryOrderBook } from '../../unit/calls/memory-order-book';
import { createTestDatabase, Seeder } from '../database/test-database';

interface Subject {
  book: OrderBook & { ownerOf(orderNumber: string): Promise<string | null> };
  addManager(extension: string): Promise<void>;
  disableManager(extension: string): Promise<void>;
  addOrder(
    orderNumber: string,
    extension: string,
    phones: Partial<Record<Slot, string>>,
    status?: OrderStatus,
  ): Promise<void>;
  close(): Promise<void>;
}

const main = '+79005550001';
const second = '+79005550002';

describe.each<[string, () => Promise<Subject>]>([
  ['memory', memorySubject],
  ['the database', sqlSubject],
])('order book in %s', (_name, create) => {
  let subject: Subject;

  beforeAll(async () => {
    subject = await create();
    for (const extension of ['101', '102', '103']) await subject.addManager(extension);
    await subject.addOrder('1001', '101', { main, second });
    await subject.addOrder('1002', '102', { main });
    await subject.addOrder('1003', '101', { main }, 'closed');
    await subject.addOrder('1004', '101', { main }, 'cancelled');
    await subject.addOrder('1005', '103', { main });
    await subject.addOrder('A-1.b_2', '101', { main });
    await subject.disableManager('103');
  });
  afterAll(() => subject.close());

  const ask = (extension: string, orderNumber: string, slot: Slot = 'main'): Promise<Authorisation> =>
    subject.book.authorise({ extension, orderNumber, slot });

  it("gives a manager the number of the manager's own open order", async () => {
    const { manager, order } = await ask('101', '1001');
    expect(manager).toMatchObject({ extension: '101', shortCodeMode: 'keep', autoAnswer: false, did: null });
    expect(order).toMatchObject({ orderNumber: '1001', customerName: 'Customer of 1001', slot: 'main' });
    expect(reveal(order!.number) === main).toBe(true);
    expect(JSON.stringify(order)).not.toContain(main);
  });

  it('gives the slot that was asked for', async () => {
    const { order } = await ask('101', '1001', 'second');
    expect(order?.slot).toBe('second');
    expect(reveal(order!.number) === second).toBe(true);
  });

  it('finds order numbers with letters, in their case', async () => {
    expect((await ask('101', 'A-1.b_2')).order).not.toBeNull();
    expect((await ask('101', 'a-1.B_2')).order).toBeNull();
  });

  it.each([
    ['unknown', '999999'],
    ['closed', '1003'],
    ['cancelled', '1004'],
    ["someone else's", '1002'],
    ['of a disabled manager', '1005'],
    ['empty', ''],
    ['too long', '1'.repeat(40)],
    ['with odd characters', "1001' OR '1'='1"],
    ['with a space behind it', '1001 '],
    ['with letters of another script', '１００１'],
  ])('refuses an order that is %s, in the same words', async (_case, orderNumber) => {
    const { manager, order } = await ask('101', orderNumber);
    expect(manager?.extension).toBe('101');
    expect(order).toBeNull();
  });

  it('refuses an empty slot', async () => {
    const { manager, order } = await ask('101', '1001', 'recipient');
    expect(manager).not.toBeNull();
    expect(order).toBeNull();
  });

  it.each(['999', '103', '', '101 ', "101' -- ", 'ы'.repeat(300)])(
    'knows no active manager at extension case %#',
    async (extension) => {
      expect(await ask(extension, '1001')).toEqual({
        manager: null,
        order: null,
        restraints: null,
      });
    },
  );

  it('names the owner of an open order alone', async () => {
    expect(await subject.book.ownerOf('1001')).toBe('101');
    expect(await subject.book.ownerOf('1002')).toBe('102');
    for (const none of ['1003', '1004', '1005', '999999', '', '&/@']) {
      expect(await subject.book.ownerOf(none)).toBeNull();
    }
  });
});

function memorySubject(): Promise<Subject> {
  const book = new MemoryOrderBook();
  return Promise.resolve({
    book,
    addManager(extension) {
      book.addManager(extension);
      return Promise.resolve();
    },
    disableManager(extension) {
      book.disableManager(extension);
      return Promise.resolve();
    },
    addOrder(orderNumber, extension, phones, status = 'open') {
      book.addOrder(orderNumber, extension, phones, { status });
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
}

async function sqlSubject(): Promise<Subject> {
  const test = await createTestDatabase();
  const managers = new SqlManagers(test.database, systemClock.now);
  const seeder = new Seeder(test);
  const ids = new Map<string, number>();
  return {
    book: new SqlOrderBook(test.database, test.vault),
    async addManager(extension) {
      ids.set(extension, (await managers.add({ extension, name: `Manager ${extension}` })).id);
    },
    disableManager: (extension) => managers.disable(extension),
    async addOrder(orderNumber, extension, phones, status = 'open') {
      await seeder.order(orderNumber, ids.get(extension)!, phones, { status });
    },
    close: () => test.drop(),
  };
}

describe('order book in the database, beyond the port', () => {
  it("searches for one key, whole, that an order unknown, closed, or someone else's does not have", async () => {
    const test = await createTestDatabase();
    try {
      const managers = new SqlManagers(test.database, systemClock.now);
      const seeder = new Seeder(test);
      const ids: number[] = [];
      for (const extension of ['101', '102']) {
        ids.push((await managers.add({ extension, name: extension })).id);
      }
      for (let index = 0; index < 60; index += 1) {
        await seeder.order(
          String(1000 + index),
          ids[index % 2]!,
          { main },
          { status: ['open', 'closed', 'cancelled'][index % 3]! },
        );
      }
      /** How the server would look for the order. */
      const plan = async (sql: string, orderNumber: string): Promise<unknown> => {
        const [rows] = (await test.database.knex.raw(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, [
          '101',
          'main',
          ...[orderNumber, orderNumber],
        ])) as [Array<{ table: string; key: string; key_len: string; rows: unknown }>];
        const step = rows.find(({ table }) => table === 'o');
        return step && [step.key, Number(step.key_len)];
      };
      // Manager: 4 bytes and whether it is null; status and number: 16 and 32, with 2 of length each.
      const whole = ['orders_callable', 5 + 18 + 34];
      for (const orderNumber of ['7777', '1004', '1002', '1003', '1006']) {
        expect(await plan(authorisationSql, orderNumber)).toEqual(whole);
      }
      // The control: by another index the order would be found first, and looked at then.
      const byNumber = authorisationSql.replace('orders_callable', 'orders_by_number');
      expect(await plan(byNumber, '1004')).not.toEqual(whole);
    } finally {
      await test.drop();
    }
  });
});
