import type { Knex } from 'knex';
import { migrations } from '../../migrations/index';
import type { Migration } from '../../migrations/index';
import type { Database } from './database';
import { StoreError } from './store-error';

export interface MigrationStatus {
  done: string[];
  pending: string[];
}

/** Brings the database's tables to what this version of Star7 needs. */
export class Migrator {
  /** @param database made with `silenceMs: null`: changing a large table takes long, and the server is silent */
  constructor(
    private readonly database: Database,
    /** A restore runs only those that its backup has. */
    private readonly known: readonly Migration[] = migrations,
  ) {}

  /**
   * Runs the pending migrations, oldest first. MySQL cannot undo a change of tables, so a migration that fails halfway
   * stays there and is named in the error.
   * @returns the names of those that ran
   * @throws StoreError `migration-locked` while another process migrates, or after one died doing so
   */
  async up(): Promise<string[]> {
    return this.#migrate('latest');
  }

  /** Reverts the newest batch. Loses data: for development and tests. */
  async down(): Promise<string[]> {
    return this.#migrate('rollback');
  }

  async status(): Promise<MigrationStatus> {
    const [completed, pending] = (await this.database.run(() =>
      this.database.knex.migrate.list(this.#config()),
    )) as [Array<{ name: string }>, Migration[]];
    return { done: completed.map(({ name }) => name), pending: pending.map(({ name }) => name) };
  }

  /** Removes the lock of a process that died while it migrated. */
  async unlock(): Promise<void> {
    await this.database.run(() => this.database.knex.migrate.forceFreeMigrationsLock(this.#config()));
  }

  async #migrate(direction: 'latest' | 'rollback'): Promise<string[]> {
    return this.database.run(async () => {
      try {
        const [, names] = (await this.database.knex.migrate[direction](this.#config())) as [number, string[]];
        return names;
      } catch (error) {
        if (error instanceof Error && error.name === 'MigrationLocked') {
          throw new StoreError(
            'migration-locked',
            'Another process is migrating the database. If not, one died during a migration: check the tables, then run: star7 migrate --unlock.',
          );
        }
        throw error;
      }
    });
  }

  #config(): Knex.MigratorConfig {
    return {
      tableName: 'star7_migrations',
      // DDL commits by itself on MySQL and MariaDB.
      disableTransactions: true,
      migrationSource: {
        getMigrations: () => Promise.resolve([...this.known]),
        getMigrationName: (migration: Migration) => migration.name,
        getMigration: (migration: Migration) => Promise.resolve(migration),
      },
    };
  }
}
