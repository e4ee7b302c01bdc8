import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { Database } from './database';
import { quoted } from './queries';
import type { StoredValue, TableShape } from './snapshot';

/** Rows and characters of one statement: far below any server's max_allowed_packet. */
const batchRows = 500;
const batchLength = 512 * 1024;

/**
 * Fills tables with the rows of a snapshot. Foreign keys are not checked meanwhile: tables come in any order, and are
 * consistent as a whole.
 */
export class TableLoader {
  private constructor(private readonly connection: Connection) {}

  /** @param database made with `silenceMs: null`: a large statement takes its time. @throws StoreError */
  static async run<Result>(
    database: Database,
    work: (loader: TableLoader) => Promise<Result>,
  ): Promise<Result> {
    return database.hold(async (connection) => {
      await connection.promise().query(
        // An id of 0 is an id.
        `SET foreign_key_checks = 0, unique_checks = 0,
             sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'`,
      );
      try {
        return await work(new TableLoader(connection));
      } finally {
        // It must not go back into the pool with these settings.
        connection.destroy();
      }
    });
  }

  /** Names of all tables of the database. */
  async tables(): Promise<string[]> {
    const [rows] = await this.connection
      .promise()
      .query<RowDataPacket[]>(
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'`,
      );
    return (rows as { name: string }[]).map(({ name }) => name);
  }

  async databaseName(): Promise<string> {
    const [rows] = await this.connection.promise().query<RowDataPacket[]>('SELECT DATABASE() AS name');
    return (rows as { name: string }[])[0]?.name ?? '';
  }

  /** Others who are connected to this database, as far as this user may see them. */
  async others(): Promise<number> {
    const [rows] = await this.connection
      .promise()
      .query<RowDataPacket[]>(
        `SELECT COUNT(*) AS count FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()`,
      );
    return Number((rows as { count: number | string }[])[0]?.count ?? 0);
  }

  async drop(tables: readonly string[]): Promise<void> {
    for (const table of tables) await this.connection.promise().query(`DROP TABLE ${quoted(table)}`);
  }

  /** Removes the rows that a migration added; no trigger runs. */
  async empty(table: string): Promise<void> {
    await this.connection.promise().query(`TRUNCATE TABLE ${quoted(table)}`);
  }

  /** @returns how many rows it wrote */
  async load(table: TableShape, rows: AsyncIterable<StoredValue[]>): Promise<number> {
    const sql = `INSERT INTO ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) VALUES ?`;
    let count = 0;
    let batch: StoredValue[][] = [];
    let length = 0;
    const write = async (): Promise<void> => {
      if (batch.length === 0) return;
      const [{ affectedRows }] = await this.connection.promise().query<ResultSetHeader>(sql, [batch]);
      count += affectedRows;
      batch = [];
      length = 0;
    };
    for await (const row of rows) {
      batch.push(row);
      for (const value of row) length += value?.length ?? 0;
      if (batch.length >= batchRows || length >= batchLength) await write();
    }
    await write();
    return count;
  }
}
