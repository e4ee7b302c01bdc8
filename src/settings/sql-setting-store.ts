import type { SettingRow, SettingStore, StoredSetting } from './live-settings';
import type { Micros } from '#kernel/micros';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { overwriting } from '#database/queries';

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
      // As text: MySQL would return JSON parsed, MariaDB would not.
      'SELECT name, CAST(value AS CHAR) AS value, changed_at, changed_by FROM settings',
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
      const removed = changes.filter(({ value }) => value === null).map(({ name }) => name);
      const stored = changes
        .filter(({ value }) => value !== null)
        .map(({ name, value }) => ({
          name,
          value: JSON.stringify(value),
          changed_at: toDateTime(at),
          changed_by: by,
        }));
      await transaction.write('DELETE FROM settings WHERE name IN (?)', [removed]);
      await transaction.insertMany('settings', stored, overwriting('value', 'changed_at', 'changed_by'));
    });
  }
}

/** @returns null for a text that is no JSON: a database without that type accepts any text */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
