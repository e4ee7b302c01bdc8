import type { People, Person } from './manager-names';
import type { Database } from '#database/database';

/** Who works here. */
export class SqlPeople implements People {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async list(): Promise<Person[]> {
    return this.database.run(() =>
      this.database
        .knex('managers')
        .whereNull('disabled_at')
        .orderBy('extension')
        .select<Person[]>('extension', 'name'),
    );
  }
}
