import knex from 'knex';
import type { Knex } from 'knex';
import type { Connection, ResultSetHeader } from 'mysql2';
import { storeErrorFrom } from './store-error';
import { slicesOf } from '#kernel/slices';

/** A value of a column. */
export type Value = string | number | boolean | Buffer | null;

/** A value of a prepared statement. Numbers go as text, which the server converts to the column's type. */
export type PreparedValue = string | Buffer | null;

/** A row by its columns. Their names go into the SQL: they are written in the program, never read from outside. */
export type Columns = Readonly<Record<string, Value>>;

/**
 * Builds the text of lists with optional filters; {@link Queries.query} runs it. Everything else is written as SQL. It
 * has no connection: awaiting a builder fails.
 */
export const builder = knex({ client: 'mysql2' });

/**
 * The one way to run SQL: on any connection of the pool (Database), or within a transaction. Values are never part of
 * the text. Every method throws StoreError.
 */
export abstract class Queries {
  /** Gives `work` the connection. */
  protected abstract on<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;

  /** The rows that a statement reads. A list among the values fills `IN (?)`; an empty one finds nothing. */
  async query<Row>(
    statement: string | Knex.QueryBuilder,
    values: readonly (Value | readonly Value[])[] = [],
  ): Promise<Row[]> {
    if (typeof statement === 'string') return this.#sent<Row[]>(statement, values);
    const { sql, bindings } = statement.toSQL().toNative();
    return this.#sent<Row[]>(sql, bindings as readonly Value[]);
  }

  /**
   * As {@link query}, by a statement that the server prepares once for each connection: for what every call and every
   * request asks. A time without a fraction has no `.000000` then, unlike in {@link query}.
   */
  async execute<Row>(sql: string, values: readonly PreparedValue[] = []): Promise<Row[]> {
    return this.on((connection) =>
      result<Row[]>((done) => connection.execute<never>(sql, [...values], done)),
    );
  }

  /** A statement that writes. @returns the rows that it matched, added or removed */
  async write(sql: string, values: readonly (Value | readonly Value[])[] = []): Promise<number> {
    return (await this.#sent<ResultSetHeader>(sql, values)).affectedRows;
  }

  /** @returns the id that the server gave the row, if the table has one */
  async insert(table: string, row: Columns): Promise<number> {
    return (await this.#insert(table, [row])).insertId;
  }

  /**
   * Inserts rows in one statement, or none without rows. Putting values into SQL takes some milliseconds for a thousand
   * of them, during which calls wait: see {@link portionsOf}.
   * @param rows all with the columns of the first
   * @param onDuplicate assignments for a row whose key is there already, see {@link overwriting}
   */
  async insertMany(table: string, rows: readonly Columns[], onDuplicate?: string): Promise<void> {
    if (rows.length > 0) await this.#insert(table, rows, onDuplicate);
  }

  /**
   * @param where columns and their values; null is `IS NULL`
   * @param columns those that are undefined stay as they are
   * @returns how many rows match
   */
  async update(
    table: string,
    where: Columns,
    columns: Readonly<Record<string, Value | undefined>>,
  ): Promise<number> {
    const changed = Object.entries(columns).filter(
      (entry): entry is [string, Value] => entry[1] !== undefined,
    );
    if (changed.length === 0) return 0;
    return this.write(
      `UPDATE ${table} SET ${changed.map(([column]) => `${quoted(column)} = ?`).join(', ')}
        WHERE ${Object.entries(where)
          .map(([column, value]) => `${quoted(column)} ${value === null ? 'IS NULL' : '= ?'}`)
          .join(' AND ')}`,
      [...changed.map(([, value]) => value), ...Object.values(where).filter((value) => value !== null)],
    );
  }

  async #insert(table: string, rows: readonly Columns[], onDuplicate?: string): Promise<ResultSetHeader> {
    const columns = Object.keys(rows[0] ?? {});
    return this.#sent<ResultSetHeader>(insertion(table, columns, '?', onDuplicate), [
      rows.map((row) => columns.map((column) => row[column])),
    ]);
  }

  async #sent<Result>(sql: string, values: readonly unknown[]): Promise<Result> {
    // An empty list would be no SQL.
    const filled = values.map((value) => (Array.isArray(value) && value.length === 0 ? [null] : value));
    return this.on((connection) => result<Result>((done) => connection.query<never>(sql, filled, done)));
  }
}

export interface TransactionOptions {
  isolation?: 'REPEATABLE READ' | undefined;
  /** Taken before each statement. Absent: none. */
  turn?: (() => Promise<void>) | undefined;
}

/** Several statements that are written all or none: what `Database.transaction` gives its work. */
export class Transaction extends Queries {
  private constructor(
    private readonly connection: Connection,
    private readonly turn?: () => Promise<void>,
  ) {
    super();
  }

  /** Runs `work` in a transaction of this connection. @throws StoreError, or what `work` throws; nothing is written then */
  static async run<Result>(
    connection: Connection,
    work: (transaction: Transaction) => Promise<Result>,
    { isolation, turn }: TransactionOptions = {},
  ): Promise<Result> {
    // None of these is prepared: of the three MySQL can prepare only COMMIT.
    const transaction = new Transaction(connection, turn);
    if (isolation !== undefined) await transaction.query(`SET TRANSACTION ISOLATION LEVEL ${isolation}`);
    await transaction.query('START TRANSACTION');
    try {
      const result = await work(transaction);
      await transaction.query('COMMIT');
      return result;
    } catch (error) {
      // If the connection is gone, so is the transaction.
      await transaction.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /**
   * As {@link Queries.insertMany}, in several statements: fifty rows or more by such as the server prepares once for each
   * connection, which costs it and this process half of what text costs.
   */
  override async insertMany(table: string, rows: readonly Columns[], onDuplicate?: string): Promise<void> {
    let done = 0;
    for (const size of preparedSizes) {
      for (; rows.length - done >= size; done += size) {
        await this.#insertPrepared(table, rows, { from: done, size }, onDuplicate);
      }
    }
    await super.insertMany(table, rows.slice(done), onDuplicate);
  }

  async #insertPrepared(
    table: string,
    rows: readonly Columns[],
    { from, size }: { from: number; size: number },
    onDuplicate?: string,
  ): Promise<void> {
    const columns = Object.keys(rows[from] ?? {});
    const values: PreparedValue[] = [];
    for (let at = from; at < from + size; at += 1) {
      for (const column of columns) values.push(prepared(rows[at]?.[column]));
    }
    await this.#executeAll(preparedInsertion(table, columns, size, onDuplicate), values);
  }

  /** As {@link execute}, without a copy of the values. */
  async #executeAll(sql: string, values: PreparedValue[]): Promise<void> {
    await result((done) => this.connection.execute<never>(sql, values, done));
  }

  protected override async on<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    await this.turn?.();
    return work(this.connection);
  }
}

/** Rows of the statements that are prepared: few sizes, for a connection keeps each. */
const preparedSizes = [250, 50];

/** Texts of statements that are prepared, by what they are made of. The driver finds one faster that it has seen as this very text. */
const preparedTexts = new Map<string, string>();

function preparedInsertion(
  table: string,
  columns: readonly string[],
  size: number,
  onDuplicate: string | undefined,
): string {
  const key = [table, String(size), onDuplicate, ...columns].join(' ');
  const known = preparedTexts.get(key);
  if (known !== undefined) return known;
  const row = `(${columns.map(() => '?').join(', ')})`;
  const text = insertion(table, columns, Array<string>(size).fill(row).join(', '), onDuplicate);
  preparedTexts.set(key, text);
  return text;
}

function insertion(table: string, columns: readonly string[], values: string, onDuplicate?: string): string {
  const update = onDuplicate === undefined ? '' : `ON DUPLICATE KEY UPDATE ${onDuplicate}`;
  return `INSERT INTO ${table} (${columns.map(quoted).join(', ')}) VALUES ${values} ${update}`;
}

function prepared(value: Value | undefined): PreparedValue {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' ? String(value) : value;
}

/** For `onDuplicate`: the named columns take the new row's values. */
export function overwriting(...columns: readonly string[]): string {
  // VALUES() rather than MySQL's newer row alias, which MariaDB does not know.
  return columns.map((column) => `${quoted(column)} = VALUES(${quoted(column)})`).join(', ');
}

/** Values of one statement that is written while calls are being set up. */
const mostValuesAtOnce = 200;

/** Rows for several statements: short enough that calls which are being set up do not wait for one of them. */
export function portionsOf<Row extends Columns>(rows: readonly Row[]): Row[][] {
  return slicesOf(rows, Math.max(1, Math.floor(mostValuesAtOnce / Object.keys(rows[0] ?? {}).length)));
}

export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** The driver's result as a promise. @throws StoreError */
async function result<Result>(
  send: (done: (error: Error | null, result: Result) => void) => void,
): Promise<Result> {
  try {
    return await new Promise((resolve, reject) => {
      send((error, found) => (error ? reject(error) : resolve(found)));
    });
  } catch (error) {
    throw storeErrorFrom(error);
  }
}
