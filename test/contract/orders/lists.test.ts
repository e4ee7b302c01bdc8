import * as fc from 'fast-check';
import { v7 } from 'uuid';
import type { CallRecord } from '#calls/model/call-record';
import { isCallOf } from '#calls/model/call-access';
import type { CallFilter } from '#calls/call-log';
import type { OrderFilter } from '#orders/order-view';
import type { Page, PageRequest } from '#kernel/page';
import { SqlManagers } from '#people/sql-managers';
import { SqlCallLog } from '#calls/sql-call-log';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlOrderList } from '#orders/sql-order-list';
import { systemClock } from '#kernel/system-clock';
import { createTestDatabase, Seeder } from '../database/test-database';
import { saveEnd } from '../calls/save-end';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;
let log: SqlCallLog;
let orders: SqlOrderList;

const begun = 1_767_225_600_000_000;
const extensions = ['101', '102', '103'] as const;
const statuses = ['open', 'closed', 'cancelled'] as const;
const dispositions = ['answered', 'busy', 'refused'] as const;
const records: CallRecord[] = [];
const numbers: Array<{ number: string; extension: string; status: (typeof statuses)[number] }> = [];

beforeAll(async () => {
  test = await createTestDatabase();
  log = new SqlCallLog(test.database);
  orders = new SqlOrderList(test.database, systemClock.now);
  const managers = new SqlManagers(test.database, systemClock.now);
  const seeder = new Seeder(test);
  const ids = new Map<string, number>();
  for (const extension of extensions)
    ids.set(extension, (await managers.add({ extension, name: extension })).id);
  for (let index = 0; index < 60; index += 1) {
    const [extension, status] = [extensions[index % 3]!, statuses[(index * 7) % 3]!];
    const number = index % 5 === 0 ? `A-${index}` : String(index * 37);
    numbers.push({ number, extension, status: index % 4 === 0 ? 'open' : status });
    await seeder.order(number, ids.get(extension)!, index % 2 === 0 ? { main: '+79005550001' } : {}, {
      status: index % 4 === 0 ? 'open' : status,
    });
  }
  const store = new SqlCallStore(test.database, 'main');
  for (let index = 0; index < 60; index += 1) {
    // Several in the same microsecond, and none in the order of their ids.
    const requestedAt = begun + ((index * 13) % 11);
    const record: CallRecord = {
      id: v7(),
      direction: index % 5 === 0 ? 'inbound' : 'outbound',
      startKind: 'click',
      managerExtension: extensions[index % 3]!,
      managerId: ids.get(extensions[index % 3]!)!,
      did: null,
      orderId: null,
      orderNumber: index % 2 === 0 ? '37' : null,
      contactPointId: null,
      slot: 'main',
      trunk: null,
      requestedAt,
      endedAt: requestedAt + 1,
      manager: { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null },
      customer: { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null },
      legs: [],
      talkSeconds: 0,
      disposition: dispositions[index % 3 === 0 ? 0 : (index % 2) + 1]!,
      refusal: null,
      hangupCause: null,
      sipCode: null,
      hungUpBy: index % 2 === 0 ? 'manager' : 'customer',
    };
    records.push(record);
    await saveEnd(store, record, [], '');
  }
});
afterAll(() => test.drop());

/** All rows of a list, page after page. */
async function walk<Row>(limit: number, ask: (page: PageRequest) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await ask({ limit, ...(after !== undefined && { after }) });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

const maybe = <Value>(values: readonly Value[]): fc.Arbitrary<Value | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

/** Without the properties that are undefined. */
function stated<Filter extends object>(filter: Filter): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Filter;
}

describe('list of calls', () => {
  it('is the same in pages of any size, for any filter: newest first, none twice, none left out', async () => {
    const filters = fc.record({
      managerExtension: maybe(extensions),
      orderNumber: maybe(['37', '74']),
      direction: maybe(['outbound', 'inbound'] as const),
      disposition: maybe(dispositions),
      hungUpBy: maybe(['manager', 'customer'] as const),
      from: maybe([begun, begun + 3]),
      to: maybe([begun + 8, begun + 20]),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 70 }), async (some, limit) => {
        const filter = stated(some) as CallFilter;
        const expected = records
          .filter(
            (record) =>
              (filter.managerExtension === undefined ||
                record.managerExtension === filter.managerExtension) &&
              (filter.orderNumber === undefined || record.orderNumber === filter.orderNumber) &&
              (filter.direction === undefined || record.direction === filter.direction) &&
              (filter.disposition === undefined || record.disposition === filter.disposition) &&
              (filter.hungUpBy === undefined || record.hungUpBy === filter.hungUpBy) &&
              (filter.from === undefined || record.requestedAt >= filter.from) &&
              (filter.to === undefined || record.requestedAt < filter.to),
          )
          .sort((a, b) => b.requestedAt - a.requestedAt || (a.id < b.id ? 1 : -1));
        const rows = await walk(limit, (page) => log.list(filter, page));
        expect(rows.map((row) => row.id)).toEqual(expected.map((record) => record.id));
      }),
      { numRuns: 60 },
    );
  });

  it('does not move when calls are added while it is read', async () => {
    const first = await log.list({}, { limit: 10 });
    const id = v7();
    await saveEnd(
      new SqlCallStore(test.database, 'main'),
      { ...records[0]!, id, requestedAt: begun + 1000 },
      [],
      '',
    );
    const second = await log.list({}, { limit: 10, after: first.next! });
    await test.database.knex('calls').where({ id }).delete();
    const both = await log.list({}, { limit: 20 });
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(both.rows.map((row) => row.id));
  });

  it.each([
    '',
    'x',
    'bm90IGpzb24',
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
    Buffer.from('["yesterday","x"]').toString('base64url'),
    Buffer.from('[1,"Привет"]').toString('base64url'),
  ])('refuses a cursor that it did not give, case %#', async (after) => {
    await expect(log.list({}, { limit: 10, after })).rejects.toMatchObject({ slug: 'cursor-invalid' });
  });

  it.each([undefined, '101'])(
    'of a text that can be no order number is empty (manager %s)',
    async (manager) => {
      for (const orderNumber of ['Привет', '1001 ', '']) {
        const filter = { orderNumber, ...(manager !== undefined && { managerExtension: manager }) };
        expect(await log.list(filter, { limit: 10 })).toEqual({ rows: [], next: null });
      }
    },
  );

  it('of a manager has their own calls and none of whoever had the extension before', async () => {
    const managers = new SqlManagers(test.database, () => begun + 100);
    const former = (await managers.add({ extension: '150', name: 'A' })).id;
    const store = new SqlCallStore(test.database, 'main');
    const closed = async (change: Partial<CallRecord>): Promise<string> => {
      const id = v7();
      await saveEnd(store, { ...records[0]!, managerExtension: '150', ...change, id }, [], '');
      return id;
    };
    const opened = async (requestedAt: number): Promise<string> => {
      const id = v7();
      await store.open({
        id,
        direction: 'outbound',
        startKind: 'short-code',
        managerExtension: '150',
        slot: 'main',
        requestedAt,
        idempotencyKey: null,
      });
      return id;
    };
    const first = await closed({ managerId: former, requestedAt: begun + 200, orderNumber: '150-a' });
    // Of the time before, with no manager: a look-up that failed, one that was never ended.
    const second = await closed({ managerId: null, requestedAt: begun + 201, disposition: 'look-up-failed' });
    const third = await opened(begun + 202);
    await managers.disable('150');

    const since = begun + 300;
    const { id } = await new SqlManagers(test.database, () => since).add({ extension: '150', name: 'B' });
    const own = [
      await closed({ managerId: id, requestedAt: since + 1 }),
      await closed({ managerId: null, requestedAt: since + 2, disposition: 'look-up-failed' }),
      await opened(since + 3),
    ];
    // By a clock that lags a little, and theirs all the same.
    const lagging = await closed({ managerId: id, requestedAt: since - 1 });
    // A predecessor's call that ends after the extension was handed on.
    const late = await closed({ managerId: former, requestedAt: since + 4 });

    const listed = async (filter: CallFilter): Promise<string[]> =>
      (await log.list(filter, { limit: 50 })).rows.map((row) => row.id);
    const manager = { id, extension: '150', since };
    expect(await listed({ manager })).toEqual([...own.toReversed(), lagging]);
    expect(await listed({ manager, orderNumber: '150-a' })).toEqual([]);
    expect(await listed({ managerExtension: '150' })).toEqual(
      [first, second, third, lagging, ...own, late].toReversed(),
    );
    for (const row of (await log.list({ managerExtension: '150' }, { limit: 50 })).rows) {
      expect(isCallOf(manager, row)).toBe([...own, lagging].includes(row.id));
    }
    await test.database.knex('calls').where({ manager_extension: '150' }).delete();
  });

  it('finds one call, or none', async () => {
    expect(await log.find(records[0]!.id)).toMatchObject({ id: records[0]!.id, phase: 'ended' });
    expect(await log.find(v7())).toBeNull();
    expect(await log.find("' OR 1=1 --")).toBeNull();
  });
});

describe('list of orders', () => {
  it('is the same in pages of any size, for any filter: by number, none twice, none left out', async () => {
    const filters = fc.record({ managerExtension: maybe(extensions), status: maybe(statuses) });
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 70 }), async (some, limit) => {
        const filter = stated(some) as OrderFilter;
        const expected = numbers
          .filter(
            (each) =>
              (filter.managerExtension === undefined || each.extension === filter.managerExtension) &&
              (filter.status === undefined || each.status === filter.status),
          )
          .map((each) => each.number)
          .sort();
        const rows = await walk(limit, (page) => orders.list(filter, page));
        expect(rows.map((row) => row.orderNumber)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('tells which slots are filled, and nothing of what is in them', async () => {
    const { rows } = await orders.list({}, { limit: 100 });
    const bySlots = new Set(rows.map((row) => row.slots.join()));
    expect(bySlots).toEqual(new Set(['main', '']));
    expect(JSON.stringify(rows).includes('5550001')).toBe(false);
    expect(Object.keys(rows[0]!).sort()).toEqual(
      [
        'amount',
        'currency',
        'customerName',
        'doNotCall',
        'dueAt',
        'extensions',
        'lastOutcome',
        'lastOutcomeAt',
        'managerExtension',
        'missed',
        'orderNumber',
        'placedAt',
        'queue',
        'slots',
        'status',
        'unreadMails',
      ].sort(),
    );
  });

  it('finds one order, or none', async () => {
    expect(await orders.find('37')).toMatchObject({ orderNumber: '37' });
    for (const none of ['', '38', "' OR 1=1 --", 'ы']) expect(await orders.find(none)).toBeNull();
  });

  it('finds a manager’s own order in any state; somebody else’s is none, as an unknown one', async () => {
    for (const { number, extension, status } of numbers) {
      expect(await orders.find(number, extension)).toMatchObject({ orderNumber: number, status });
      const other = extensions.find((each) => each !== extension);
      expect(await orders.find(number, other)).toBeNull();
    }
    for (const none of ['', '38', "' OR 1=1 --", 'ы']) expect(await orders.find(none, '101')).toBeNull();
    expect(await orders.find('37', '999')).toBeNull();
  });
});
