import type { Database } from '#database/database';
import { SqlManagers } from '#people/sql-managers';
import { noMobile } from '#people/manager-row';

it('a manager who leaves takes along the number of the own mobile: nothing could remove it later', async () => {
  const updates: [table: string, where: object, values: object][] = [];
  const transaction = {
    query: () => Promise.resolve([{ id: 7 }]),
    update: (...update: [string, object, object]) => {
      updates.push(update);
      return Promise.resolve();
    },
    write: () => Promise.resolve(),
  };
  const database = {
    transaction: (work: (queries: typeof transaction) => Promise<unknown>) => work(transaction),
  } as unknown as Database;
  await new SqlManagers(database, () => 0).disable('101');
  expect(updates.filter(([table]) => table === 'managers')).toEqual([
    ['managers', { id: 7 }, { disabled_at: expect.any(String) as string, ...noMobile }],
  ]);
});
