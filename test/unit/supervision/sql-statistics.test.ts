import type { Database } from '#database/database';
import { SqlStatistics } from '#supervision/sql-statistics';

test('calls without an extension are no manager’s: automatic ones, and strangers who call the number for managers', async () => {
  const asked: string[] = [];
  const database = {
    execute: (sql: string) => Promise.resolve((asked.push(sql), [])),
  } as unknown as Database;
  const statistics = new SqlStatistics(database);
  await statistics.byTime({ from: 0, to: 1 }, 60);
  await statistics.byTime({ from: 0, to: 1, extension: '101' }, 60);
  expect(asked[0]).toContain("manager_extension <> ''");
  expect(asked[1]).toContain('manager_extension = ?');
});
