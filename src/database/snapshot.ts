import type { Connection, RowDataPacket, TypeCastField } from 'mysql2';
import type { Database } from './database';
import { quoted } from './queries';
import { storeErrorFrom } from './store-error';

/** A value as the database stores it: the bytes of binary columns, the text of all others. */
export type StoredValue = string | Buffer | null;

export interface TableShape {
  name: string;
  /** Without those that the database computes itself. */
  columns: string[];
  /** Those of them that hold bytes. */
  binary: string[];
}

/** Where knex notes which migrations are done. */
export const migrationTable = 'star7_migrations';
/** Its lock is no data. */
const lockTable = 'star7_migrations_lock';

/** Rows that are buffered between the server and the reader. */
const readAhead = 200;

/**
 * All tables as they were at one moment, while others go on writing: one read-only transaction (InnoDB's consistent
 * read). It takes no lock that a call would wait for.
 */
export class Snapshot {
  private constructor(private readonly connection: Connection) {}

  /**
   * @param database made with `silenceMs: null`: the reader may be slower than the server
   * @throws StoreError
   */
  static async take<Result>(
    database: Database,
    work: (snapshot: Snapshot) => Promise<Result>,
  ): Promise<Result> {
    return database.hold(async (connection) => {
      const query = connection.promise();
      await query.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await query.query('SET SESSION net_write_timeout = 3600');
      await query.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      try {
        return await work(new Snapshot(connection));
      } finally {
        // A connection with an abandoned stream cannot be used again.
        connection.destroy();
      }
    });
  }

  /** Names of the migrations done, oldest first. @throws StoreError `schema-out-of-date` if there are no tables */
  async migrations(): Promise<string[]> {
    const rows = await this.#query<{ name: string }>(`SELECT name FROM ${migrationTable} ORDER BY id`);
    return rows.map(({ name }) => name);
  }

  /** In alphabetical order, the table of migrations last: once it is filled, all are. */
  async tables(): Promise<TableShape[]> {
    const rows = await this.#query<{ tableName: string; columnName: string; type: string; extra: string }>(
      `SELECT c.TABLE_NAME AS tableName, c.COLUMN_NAME AS columnName, c.DATA_TYPE AS type, c.EXTRA AS extra
         FROM information_schema.COLUMNS c
         JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
        WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE'
        ORDER BY c.TABLE_NAME = '${migrationTable}', c.TABLE_NAME, c.ORDINAL_POSITION`,
    );
    const tables = new Map<string, TableShape>();
    for (const { tableName, columnName, type, extra } of rows) {
      if (tableName === lockTable) continue;
      const table = tables.get(tableName) ?? { name: tableName, columns: [], binary: [] };
      tables.set(tableName, table);
      if (/\b(STORED|VIRTUAL|PERSISTENT)( GENERATED)?\b/i.test(extra)) continue;
      table.columns.push(columnName);
      if (/^(var)?binary$|blob$|^bit$/i.test(type)) table.binary.push(columnName);
    }
    return [...tables.values()];
  }

  /** All rows of a table, in the order of its primary key, as they come from the server. @throws StoreError */
  async *rows(table: TableShape): AsyncGenerator<StoredValue[]> {
    const key = await this.#query<{ Column_name: string }>(
      `SHOW INDEX FROM ${quoted(table.name)} WHERE Key_name = 'PRIMARY'`,
    );
    const order = key.map(({ Column_name: column }) => quoted(column)).join(', ');
    const binary = new Set(table.binary);
    const rows = this.connection
      .query({
        sql: `SELECT ${table.columns.map(quoted).join(', ')} FROM ${quoted(table.name)}${order && ` ORDER BY ${order}`}`,
        rowsAsArray: true,
        // What the server sends is the text of each value in the connection's character set, JSON too.
        typeCast: (field: TypeCastField) => (binary.has(field.name) ? field.buffer() : field.string('utf8')),
      })
      .stream({ highWaterMark: readAhead });
    try {
      yield* rows as AsyncIterable<StoredValue[]>;
    } catch (error) {
      throw storeErrorFrom(error);
    }
  }

  async #query<Row>(sql: string): Promise<Row[]> {
    const [rows] = await this.connection.promise().query<RowDataPacket[]>(sql);
    return rows as Row[];
  }
}
