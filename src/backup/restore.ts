import { migrations } from '../../migrations/index';
import type { Database } from '#database/database';
import { Migrator } from '#database/migrator';
import { migrationTable } from '#database/snapshot';
import type { StoredValue } from '#database/snapshot';
import { TableLoader } from '#database/table-loader';
import { BackupError } from './backup-error';
import type { BackupFile } from './backup-file';
import { damaged } from './backup-format';
import type { BackupEntry } from './backup-format';

export interface RestoreReport {
  createdAt: string;
  tables: number;
  rows: number;
  /** Migrations newer than the backup, done after the restore. */
  migrated: string[];
}

/**
 * Fills an empty database with a backup that {@link BackupFile.verify} accepted: creates the tables of that
 * time, inserts the rows, then migrates the tables to this version.
 *
 * After an interruption, Star7 refuses the database as incomplete: the table of migrations is filled last.
 * @param replace the database's name, as confirmation to drop all of its tables first; null requires an empty
 *   database
 * @throws BackupError `database-not-empty`, `database-in-use`, `database-name-wrong`, `backup-too-new`,
 *   `backup-damaged`; StoreError
 */
export async function restore(
  database: Database,
  backup: BackupFile,
  replace: string | null,
  onProgress: (rows: number) => void = () => undefined,
): Promise<RestoreReport> {
  const done = new Set(backup.header.migrations);
  const known = migrations.filter(({ name }) => done.has(name));
  if (known.length < done.size) {
    throw new BackupError(
      'backup-too-new',
      `The backup was created by Star7 ${backup.header.star7}, whose tables this version does not know. Restore it with that version or a newer one.`,
    );
  }
  await TableLoader.run(database, (loader) => makeRoom(loader, replace));
  await new Migrator(database, known).up();
  const report = await TableLoader.run(database, (loader) => fill(loader, backup, onProgress));
  const migrated = await new Migrator(database).up();
  return { createdAt: backup.header.createdAt, ...report, migrated };
}

async function makeRoom(loader: TableLoader, replace: string | null): Promise<void> {
  const tables = await loader.tables();
  if (tables.length === 0) return;
  const name = await loader.databaseName();
  if (replace === null) {
    throw new BackupError(
      'database-not-empty',
      `The database ${name} already has tables. Nothing was changed. To drop all of them with their contents: --replace ${name}.`,
    );
  }
  if (replace !== name) {
    throw new BackupError(
      'database-name-wrong',
      `The name of the database is ${name}, which differs from --replace. Nothing was changed.`,
    );
  }
  if ((await loader.others()) > 0) {
    throw new BackupError(
      'database-in-use',
      `Somebody is connected to the database ${name}. Nothing was changed. Stop Star7 first: systemctl stop star7.`,
    );
  }
  await loader.drop(tables);
}

async function fill(
  loader: TableLoader,
  backup: BackupFile,
  onProgress: (rows: number) => void,
): Promise<{ tables: number; rows: number }> {
  // Until the last table is filled, no migration counts as done.
  await loader.empty(migrationTable);
  const made = new Set(await loader.tables());
  const entries = backup.entries();
  let tables = 0;
  let rows = 0;
  for (;;) {
    const { value: entry } = (await entries.next()) as { value: BackupEntry | undefined };
    if (entry?.kind === 'end') {
      if (entry.tables !== tables) throw damaged();
      // Reads past the last table, so that the reader checks the end of the file.
      if ((await entries.next()).done !== true) throw damaged();
      return { tables, rows };
    }
    if (entry?.kind !== 'table' || !made.has(entry.table.name)) throw damaged();
    if (entry.table.name !== migrationTable) await loader.empty(entry.table.name);
    const section = new TableSection(entries, (count) => onProgress(rows + count));
    const count = await loader.load(entry.table, section.rows());
    if (count !== section.expected) throw damaged();
    tables += 1;
    rows += count;
  }
}

/** The rows of one table, up to the entry with their number. */
class TableSection {
  /** Null until the last row has been read. */
  expected: number | null = null;

  constructor(
    private readonly entries: AsyncGenerator<BackupEntry>,
    private readonly onProgress: (rows: number) => void,
  ) {}

  async *rows(): AsyncGenerator<StoredValue[]> {
    for (let count = 0; ; count += 1) {
      // Not `for await`: it would close the generator, which the next table continues to read.
      const { value: entry } = (await this.entries.next()) as { value: BackupEntry | undefined };
      if (entry?.kind === 'rows') {
        this.expected = entry.count;
        return;
      }
      if (entry?.kind !== 'row') throw damaged();
      if (count % 1000 === 0) this.onProgress(count);
      yield entry.row;
    }
  }
}
