import type { Database } from '#database/database';
import { SqlSurveys } from '#leaks/surveys/sql-surveys';

test('whoever answered the phone has been asked, however the call ended: nobody is called again for it', async () => {
  const rows = [
    { id: 1, disposition: 'answered', answered: null },
    { id: 2, disposition: 'cancelled', answered: '2026-11-30 10:00:00.000000' },
    { id: 3, disposition: 'interrupted', answered: '2026-11-30 10:00:00.000000' },
    { id: 4, disposition: 'interrupted', answered: null },
    { id: 5, disposition: 'no-answer', answered: null },
  ];
  const database = { query: () => Promise.resolve(rows) } as unknown as Database;
  const ended = await new SqlSurveys(database, () => 0).endedCalls();
  expect(ended.filter(({ wasAnswered }) => wasAnswered).map(({ id }) => id)).toEqual([1, 2, 3]);
});
