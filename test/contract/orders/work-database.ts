import type { Slot } from '#kernel/slot';
import { mask, reveal } from '#kernel/masked';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { SqlManagers } from '#people/sql-managers';
import { ContactWrites } from '#orders/contacts/contact-writes';
import { SqlContactStore } from '#orders/contacts/sql-contact-rows';
import { EntryWrites } from '#orders/entry-writes';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlOrderEntries } from '#orders/sql-order-entries';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { SqlOrderList } from '#orders/sql-order-list';
import { SqlWorkQueue } from '#orders/sql-work-queue';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

export const minute = 60_000_000;
/** Noon of a day, from which a suite's clock starts. */
export const noon = Date.UTC(2026, 10, 25, 12) * 1000;

/** A database with managers 101 and 102, what writes a manager's work into it, and a clock that the suite moves. */
export class WorkDatabase {
  now = noon;
  /** Calls that are up. */
  readonly callsUp: { orderNumber: string; requestedAt: number }[] = [];
  /** Ids by extension. */
  readonly managers: Record<string, number> = {};
  readonly intake: SqlOrderIntake;
  readonly queue: SqlWorkQueue;
  readonly list: SqlOrderList;
  readonly book: SqlOrderBook;
  readonly entries: EntryWrites;
  readonly timeLine: SqlOrderEntries;
  readonly contacts: ContactWrites;

  private constructor(readonly test: TestDatabase) {
    const clock = (): number => this.now;
    const { database, vault } = test;
    this.intake = new SqlOrderIntake(database, vault, clock);
    this.queue = new SqlWorkQueue(database, clock);
    this.list = new SqlOrderList(database, clock);
    this.book = new SqlOrderBook(database, vault);
    this.timeLine = new SqlOrderEntries(database, clock);
    this.entries = new EntryWrites(this.timeLine, clock, () => this.callsUp);
    this.contacts = new ContactWrites(new SqlContactStore(database, vault, clock), clock);
  }

  static async create(): Promise<WorkDatabase> {
    const work = new WorkDatabase(await createTestDatabase());
    const managers = new SqlManagers(work.test.database, () => noon);
    for (const extension of ['101', '102']) {
      work.managers[extension] = (await managers.add({ extension, name: `Manager ${extension}` })).id;
    }
    return work;
  }

  /** Who writes: manager 101, by a token. */
  by(orderNumber: string, extension: string | null = '101') {
    return {
      orderNumber,
      managerId: extension === null ? null : this.managers[extension]!,
      author: { accountId: null, actor: extension === null ? 'token:8' : `manager:${extension}` },
    };
  }

  /** The last digits of the number that a call to the slot would reach; null where it would be refused. */
  async reaches(orderNumber: string, slot: Slot = 'main', extension = '101'): Promise<number | null> {
    const { order } = await this.book.authorise({ extension, orderNumber, slot });
    return order ? Number(reveal(order.number).slice(-4)) : null;
  }

  async count(table: string): Promise<number> {
    const [row] = await this.test.database.execute<{ count: number }>(
      `SELECT COUNT(*) AS count FROM ${table}`,
      [],
    );
    return row!.count;
  }
}

export const phone = (last: number): string => `+7900555${String(last).padStart(4, '0')}`;

/** An order of manager 101 as the shop states it. */
export function order(
  orderNumber: string,
  main: number,
  change: Partial<Omit<IncomingOrder, 'phones'>> & { second?: number | null } = {},
): IncomingOrder {
  const { second, ...rest } = change;
  return {
    orderNumber,
    customerName: `Customer of ${orderNumber}`,
    managerExtension: '101',
    phones: {
      main: mask(phone(main)),
      ...(second !== undefined && { second: second === null ? null : mask(phone(second)) }),
    },
    ...rest,
  };
}
