import { migrations } from '../../migrations/index';
import type { Database } from './database';

/**
 * Whether the database has every migration that this version needs. One that has more is fine: a newer version is
 * being brought in, and its migrations only expand what is there (docs/handbook.md, Updating).
 * @throws StoreError where the database does not answer, or has no tables of Star7's at all
 */
export async function hasSchema(database: Database): Promise<boolean> {
  const rows = await database.execute<{ name: string }>('SELECT name FROM star7_migrations', []);
  const done = new Set(rows.map(({ name }) => name));
  return migrations.every(({ name }) => done.has(name));
}
