import type { ManagerName, ManagerNames } from './manager-names';
import type { Database } from '#database/database';

/** The names of the managers who work here. */
export class SqlManagerNames implements ManagerNames {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async list(): Promise<ManagerName[]> {
    return this.database.query<ManagerName>(
      'SELECT extension, name FROM managers WHERE disabled_at IS NULL ORDER BY extension',
    );
  }
}
