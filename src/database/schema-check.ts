import { migrations } from '../../migrations/index';
import type { Database } from './database';

/**
 * Whether the database has every migration that this version needs. More are fine: a newer version is being installed,
 * and its migrations only add (docs/handbook.md, Updating).
 * @throws StoreError if the database does not answer, or has no tables of Star7's at all
 */
export async function hasSchema(database: Database): Promise<boolean> {
  const rows = await database.execute<{ name: string }>('SELECT name FROM star7_migrations');
  const done = new Set(rows.map(({ name }) => name));
  return migrations.every(({ name }) => done.has(name));
}
