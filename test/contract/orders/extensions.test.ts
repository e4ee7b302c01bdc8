import { SqlCallerOrders } from '#calls/sql-caller-orders';
import { mask, reveal } from '#kernel/masked';
import { rotationOf } from './rotation-of';
import { joined } from '#vault/extension';
import { order, phone, WorkDatabase } from './work-database';

/*
 * One number with different extensions: different contacts, which callers from the number are all found by.
 */

let work: WorkDatabase;
let callers: SqlCallerOrders;
beforeEach(async () => {
  work = await WorkDatabase.create();
  callers = new SqlCallerOrders(work.test.database, work.test.vault);
});
afterEach(() => work.test.drop());

const behind = (orderNumber: string, last: number, extension: string) => ({
  ...order(orderNumber, last),
  phones: { main: joined(phone(last), extension) },
});

async function reaches(orderNumber: string): Promise<[number: string, extension: string | null]> {
  const { order: found } = await work.book.authorise({ extension: '101', orderNumber, slot: 'main' });
  return [reveal(found!.number), found!.extension === null ? null : reveal(found!.extension)];
}

const found = async (last: number): Promise<string[]> =>
  (await callers.ofNumber(mask(phone(last)))).map(({ order: { orderNumber } }) => orderNumber).sort();

async function customersOf(...numbers: string[]): Promise<number> {
  const rows = await work.test.database.query<{ customer_id: number }>(
    'SELECT DISTINCT customer_id FROM orders WHERE order_number IN (?)',
    [numbers],
  );
  return rows.length;
}

it('are different points of different customers, all found by the number', async () => {
  await work.intake.write([behind('1', 1, '12'), behind('2', 1, '13'), order('3', 1), behind('4', 1, '12')]);
  expect(await reaches('1')).toEqual([phone(1), '12']);
  expect(await reaches('2')).toEqual([phone(1), '13']);
  expect(await reaches('3')).toEqual([phone(1), null]);
  expect(await customersOf('1', '2', '3')).toBe(3);
  expect(await customersOf('1', '4')).toBe(1);
  expect(await found(1)).toEqual(['1', '2', '3', '4']);
});

it('the same once more changes nothing; another extension is a change', async () => {
  await work.intake.write([behind('1', 1, '12')]);
  expect(await work.intake.write([behind('1', 1, '12')])).toMatchObject({ unchanged: 1 });
  expect(await work.intake.write([behind('1', 1, '13')])).toMatchObject({ changed: 1 });
  expect(await reaches('1')).toEqual([phone(1), '13']);
});

it('that there is one is shown, never which', async () => {
  await work.intake.write([behind('1', 1, '4711'), order('2', 2)]);
  const [one, two] = [await work.list.find('1'), await work.list.find('2')];
  expect([one!.extensions, two!.extensions]).toEqual([['main'], []]);
  expect(JSON.stringify(one)).not.toContain('4711');
  const written = await work.contacts.change({
    ...work.by('2'),
    slot: 'second',
    contact: joined(phone(3), '4711'),
  });
  expect(written).toMatchObject({
    result: 'written',
    order: { slots: ['main', 'second'], extensions: ['second'] },
  });
  expect(await found(3)).toEqual(['2']);
});

it('are sealed: neither number nor extension is in the database', async () => {
  await work.intake.write([behind('1', 1, '4711')]);
  const rows = await work.test.database.query<Record<string, unknown>>('SELECT * FROM contact_points', []);
  const bytes = rows
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    .join('\n');
  expect(bytes).not.toContain('4711');
  expect(bytes).not.toContain(phone(1).slice(-7));
});

it('are found by the number after the keys were changed, and while they are', async () => {
  await work.intake.write([behind('1', 1, '12'), behind('2', 1, '13')]);
  const rotation = rotationOf(work.test.database, work.test.vault);
  expect(await rotation.begin(new Date())).toBe(true);
  expect(await found(1)).toEqual(['1', '2']);
  await rotation.reseal();
  expect(await found(1)).toEqual(['1', '2']);
  expect(await reaches('2')).toEqual([phone(1), '13']);
  const [left] = await work.test.database.query<{ count: number }>(
    'SELECT COUNT(*) AS count FROM contact_points WHERE base_index IS NULL OR key_version = 1',
    [],
  );
  expect(left!.count).toBe(0);
});
