import type { SettingRow, SettingStore, StoredSetting } from './live-settings';
import type { Micros } from '#kernel/micros';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';

interface Row {
  name: string;
  value: string;
  changed_at: string;
  changed_by: string;
}

/** Settings that administrators changed while Star7 ran. */
export class SqlSettingStore implements SettingStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async read(): Promise<StoredSetting[]> {
    const rows = await this.database.execute<Row>(
      // As text: MySQL would give JSON read already, MariaDB would not.
      'SELECT name, CAST(value AS CHAR) AS value, changed_at, changed_by FROM settings',
      [],
    );
    return rows.map((row) => ({
      name: row.name,
      value: parsed(row.value),
      changedAt: fromDateTime(row.changed_at),
      changedBy: row.changed_by,
    }));
  }

  /** @throws StoreError */
  async write(changes: readonly SettingRow[], at: Micros, by: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      for (const { name, value } of changes) {
        if (value === null) {
          await transaction('settings').where({ name }).delete();
          continue;
        }
        const row = { name, value: JSON.stringify(value), changed_at: toDateTime(at), changed_by: by };
        await transaction('settings').insert(row).onConflict('name').merge();
      }
    });
  }
}

/** @returns null for what is no JSON: a database that knows no such type lets anything in */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
