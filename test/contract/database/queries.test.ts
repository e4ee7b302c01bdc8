import { builder, overwriting, portionsOf } from '#database/queries';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ migrate: false });
  await test.database.write(`
    CREATE TABLE things (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) UNIQUE, size INT, \`rank\` INT)`);
});
beforeEach(() => test.database.write('DELETE FROM things'));
afterAll(() => test.drop());

const names = async (): Promise<string[]> =>
  (await test.database.query<{ name: string }>('SELECT name FROM things ORDER BY name')).map(
    ({ name }) => name,
  );

describe('the database and a transaction', () => {
  it('write rows and read them, by text, list, builder and prepared statement', async () => {
    await test.database.transaction(async (transaction) => {
      for (const queries of [test.database, transaction]) {
        const name = queries === transaction ? 'within' : 'outside';
        const id = await queries.insert('things', { name, size: 1, rank: 2 });
        const row = { id, size: 1, rank: 2 };
        const columns = 'SELECT id, size, `rank` FROM things WHERE name';
        expect(await queries.query(`${columns} = ?`, [name])).toEqual([row]);
        expect(await queries.query(`${columns} IN (?)`, [[name, 'other']])).toEqual([row]);
        expect(await queries.query(builder('things').where({ name }).select('id', 'size', 'rank'))).toEqual([
          row,
        ]);
        expect(await queries.execute(`${columns} = ?`, [name])).toEqual([row]);
      }
    });
    expect(await names()).toEqual(['outside', 'within']);
  });

  it('take a turn before each statement and each transaction, where they are to', async () => {
    let open: () => void = () => undefined;
    let turns = 0;
    const inTurn = test.database.inTurn(() => {
      turns += 1;
      return turns === 2 ? new Promise((resolve) => (open = resolve)) : Promise.resolve();
    });
    await inTurn.insert('things', { name: 'first' });
    const second = inTurn.insert('things', { name: 'second' });
    // Whoever takes no turns is not held up.
    await test.database.insert('things', { name: 'other' });
    expect(await names()).toEqual(['first', 'other']);
    open();
    await second;
    await inTurn.transaction(async (transaction) => {
      await transaction.execute('SELECT 1');
      await transaction.insertMany('things', [{ name: 'third' }]);
    });
    expect(await names()).toEqual(['first', 'other', 'second', 'third']);
    // One before it has a connection, and one for each of its four statements.
    expect(turns).toBe(2 + 1 + 4);
  });

  it('throw StoreError, without SQL and values', async () => {
    await test.database.insert('things', { name: 'secret' });
    const refused = { slug: 'data-refused', details: { code: 'ER_DUP_ENTRY' } };
    await expect(test.database.insert('things', { name: 'secret' })).rejects.toMatchObject(refused);
    await test.database.transaction(async (transaction) => {
      const error: unknown = await transaction
        .insert('things', { name: 'secret' })
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(refused);
      expect(JSON.stringify(error)).not.toContain('secret');
    });
  });
});

it('writes all of a transaction or none of it', async () => {
  const work = test.database.transaction(async (transaction) => {
    await transaction.insert('things', { name: 'one' });
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await names()).toEqual([]);
});

it('runs a transaction again that the server ended to break a deadlock', async () => {
  await test.database.insertMany('things', [{ name: 'one' }, { name: 'other' }]);
  let runs = 0;
  let bothHoldOne: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (bothHoldOne = resolve));
  const cross = (first: string, second: string): Promise<void> =>
    test.database.transaction(async (transaction) => {
      runs += 1;
      await transaction.write('UPDATE things SET size = 1 WHERE name = ?', [first]);
      if (runs === 2) bothHoldOne();
      await held;
      await transaction.write('UPDATE things SET size = 1 WHERE name = ?', [second]);
    });
  await Promise.all([cross('one', 'other'), cross('other', 'one')]);
  expect(runs).toBe(3);
});

it('inserts many rows in one statement, and overwrites what is named of those that exist', async () => {
  await test.database.insertMany('things', []);
  await test.database.insertMany('things', [
    { name: 'one', size: 1, rank: 1 },
    { name: 'other', size: 2, rank: 2 },
  ]);
  await test.database.insertMany('things', [{ name: 'one', size: 7, rank: 7 }], overwriting('rank'));
  expect(await test.database.query('SELECT size, `rank` FROM things ORDER BY name')).toEqual([
    { size: 1, rank: 7 },
    { size: 2, rank: 2 },
  ]);
});

it('writes the same rows within a transaction, where most of many are prepared, as in one statement', async () => {
  const rows = Array.from({ length: 317 }, (_, nth) => ({
    name: `${String(nth)} O'Neil \\ ?"😀`,
    size: nth % 3 === 0 ? null : -nth,
    rank: nth % 2 === 0,
  }));
  const all = 'SELECT name, size, `rank` FROM things ORDER BY id';
  await test.database.insertMany('things', rows);
  const byText = await test.database.query(all);
  await test.database.write('DELETE FROM things');

  await test.database.transaction(async (transaction) => {
    await transaction.insertMany('things', rows);
    await transaction.insertMany('things', rows, overwriting('size'));
  });

  expect(await test.database.query(all)).toEqual(byText);
  expect(byText).toHaveLength(317);
  // All or none, as any transaction.
  const twice = [...rows.map((row) => ({ ...row, name: `b${row.name}`.slice(0, 20) })), rows[0]!];
  const work = test.database.transaction((transaction) => transaction.insertMany('things', twice));
  await expect(work).rejects.toMatchObject({ slug: 'data-refused' });
  expect(await names()).toHaveLength(317);
});

it('updates the named columns of matching rows, and counts those', async () => {
  await test.database.insertMany('things', [
    { name: 'one', size: 1, rank: 1 },
    { name: 'other', size: null, rank: 1 },
  ]);
  const update = test.database.update.bind(test.database, 'things');
  expect(await update({ size: null }, { rank: 5, name: undefined })).toBe(1);
  expect(await update({ rank: 1, name: 'one' }, { rank: 1 })).toBe(1);
  expect(await update({ name: 'nobody' }, { rank: 1 })).toBe(0);
  expect(await update({ name: 'one' }, { size: undefined })).toBe(0);
  expect(await test.database.query('SELECT name, `rank` FROM things ORDER BY name')).toEqual([
    { name: 'one', rank: 1 },
    { name: 'other', rank: 5 },
  ]);
});

it('finds nothing in an empty list', async () => {
  await test.database.insert('things', { name: 'one' });
  expect(await test.database.query('SELECT name FROM things WHERE name IN (?)', [[]])).toEqual([]);
  expect(await test.database.write('DELETE FROM things WHERE name IN (?)', [[]])).toBe(0);
});

it('takes what looks like SQL among the values for text', async () => {
  const odd = `'; DROP -- ?\\`;
  await test.database.insertMany('things', [{ name: odd, size: 1 }]);
  expect(await test.database.query(builder('things').where('name', odd).select('size'))).toEqual([
    { size: 1 },
  ]);
  expect(await names()).toEqual([odd]);
});

it('lets no builder run by itself', async () => {
  await expect(Promise.resolve(builder('things').select('name'))).rejects.toThrow();
});

it('cuts rows into portions of two hundred values', () => {
  const rows = Array.from({ length: 250 }, (_, id) => ({ id, name: 'x' }));
  expect(portionsOf(rows).map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(portionsOf([])).toEqual([]);
});
