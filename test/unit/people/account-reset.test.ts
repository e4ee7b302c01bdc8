import type { Database } from '#database/database';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { removeNamed } from '#reveal/remove-named';

test('an account whose password somebody else sets is signed out, and may not see what is hidden any longer', async () => {
  const written: string[] = [];
  const transaction = {
    query: () => Promise.resolve([{ id: 7, role: 'supervisor' }]),
    update: () => Promise.resolve(1),
    write: (sql: string, values: readonly unknown[]) => {
      written.push(sql.replace('?', String(values[0])));
      return Promise.resolve(1);
    },
  };
  const database = { transaction: (work: (within: object) => Promise<void>) => work(transaction) };
  const directory = new SqlAccountDirectory(
    database as unknown as Database,
    { hash: () => Promise.resolve('x') },
    () => 0,
    removeNamed,
  );
  await directory.resetPassword('petrov');
  expect(written).toEqual([
    'DELETE FROM sessions WHERE account_id = 7',
    'DELETE FROM reveal_persons WHERE account_id = 7',
  ]);
});
