import knex from 'knex';
import type { Knex } from 'knex';
import type { Connection, ConnectionOptions, ResultSetHeader } from 'mysql2';
import { percentDecoded } from '#kernel/percent-decoded';
import { isRetryable, StoreError, storeErrorFrom } from './store-error';

export interface DatabaseOptions {
  /** Most connections at once. */
  connections?: number;
  /**
   * How long the server may be silent before the connection is given up, milliseconds; the look-ups of calls
   * wait twice this long at most. Null for migrations, which may think for an hour.
   */
  silenceMs?: number | null;
}

/** Where no silence is a fault, connecting still is to be quick. */
const connectTimeoutMs = 4000;
const acquireTimeoutMs = 5000;
const retries = 3;

/** On one connection; there are some dozens in all. */
const mostPreparedStatements = 200;

/** What a prepared statement is given. Numbers go as text, of which the server makes what the column wants. */
export type Value = string | Buffer | null;

/** What can be done within {@link Database.atomically}. */
export interface Statements {
  /** @param sql ends in `IN` */
  readAny<Row>(sql: string, values: readonly string[]): Promise<Row[]>;
  /** @param sql ends in `VALUES`; `then` comes after the rows, of which there is one at least */
  writeRows(
    sql: string,
    rows: readonly (readonly (string | number | null)[])[],
    then?: string,
  ): Promise<void>;
}

/** What mysql2's connection has and its types leave out. */
interface PooledConnection extends Connection {
  stream: {
    setTimeout(milliseconds: number): void;
    on(event: 'timeout', listener: () => void): void;
    destroy(): void;
  };
}

/**
 * The one pool of connections. Everything thrown out of here by the driver is a StoreError without SQL and
 * values (store-error.ts).
 *
 * Each connection is set to UTC, strict SQL and a short wait for locks, whatever the server's defaults. Dates and
 * decimals arrive as texts, so that neither microseconds nor cents are lost.
 */
export class Database {
  private constructor(readonly knex: Knex) {}

  /**
   * Makes the pool; connects at the first query.
   * @param url `mysql://user:password@host:port/name`, with `?socket=/path` for a Unix socket or `?tls=1`
   * @throws StoreError `database-url-invalid`
   */
  static connect(url: string, { connections = 10, silenceMs = 4000 }: DatabaseOptions = {}): Database {
    return new Database(
      knex({
        client: 'mysql2',
        connection: connectionOptions(url, silenceMs ?? connectTimeoutMs) as Knex.StaticConnectionConfig,
        acquireConnectionTimeout: acquireTimeoutMs,
        pool: {
          min: 0,
          max: connections,
          afterCreate: (connection: PooledConnection, done: (error: Error | null) => void) => {
            if (silenceMs !== null) guardAgainstSilence(connection, silenceMs);
            connection.query(
              `SET time_zone = '+00:00', innodb_lock_wait_timeout = 10,
                 sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
              (error) => done(error),
            );
          },
        },
        // knex prints the driver's errors, SQL and all. What matters is thrown.
        log: { warn: ignore, error: ignore, deprecate: ignore, debug: ignore },
      }),
    );
  }

  /** @throws StoreError `database-url-invalid` */
  static checkUrl(url: string): void {
    connectionOptions(url, connectTimeoutMs);
  }

  /** Whatever the driver throws in `work` becomes a StoreError. */
  async run<Result>(work: () => PromiseLike<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw storeErrorFrom(error);
    }
  }

  /** One transaction; begun anew where the server ended it to break a deadlock. `work` may run several times. */
  async transaction<Result>(
    work: (transaction: Knex.Transaction) => Promise<Result>,
    isolationLevel?: Knex.IsolationLevels,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.knex.transaction(work, isolationLevel === undefined ? {} : { isolationLevel });
      } catch (error) {
        if (attempt < retries && isRetryable(error)) continue;
        throw storeErrorFrom(error);
      }
    }
  }

  /** A statement that the server prepares once for each connection: for what every call asks and writes. */
  async execute<Row>(sql: string, values: readonly Value[]): Promise<Row[]> {
    return this.run(() => this.#withConnection((connection) => executed<Row[]>(connection, sql, values)));
  }

  /** A prepared statement that writes. @returns rows that it matched or added @throws the driver's error, as in `run` */
  async write(sql: string, values: readonly Value[]): Promise<number> {
    return this.#withConnection((connection) => written(connection, sql, values));
  }

  /**
   * Statements of many rows that are written all or none; begun anew where the server ended them to break a deadlock.
   * `work` may run several times, and sees the driver's errors. @throws StoreError
   */
  async atomically<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#withConnection(async (connection) => {
          // None of the three is prepared: MySQL can do that with COMMIT alone.
          await queried(connection, 'START TRANSACTION', []);
          try {
            const result = await work({
              readAny: (sql, values) => queried(connection, `${sql} (?)`, [values]),
              writeRows: async (sql, rows, then = '') => {
                for (const some of slicesOf(rows, rowsAtOnce(rows)))
                  await queried(connection, `${sql} ? ${then}`, [some]);
              },
            });
            await queried(connection, 'COMMIT', []);
            return result;
          } catch (error) {
            // Where the connection is gone, so is the transaction.
            await queried(connection, 'ROLLBACK', []).catch(() => undefined);
            throw error;
          }
        });
      } catch (error) {
        if (attempt < retries && isRetryable(error)) continue;
        throw storeErrorFrom(error);
      }
    }
  }

  async #withConnection<Result>(work: (connection: PooledConnection) => Promise<Result>): Promise<Result> {
    const client = this.knex.client as Knex.Client;
    const connection = (await client.acquireConnection()) as PooledConnection;
    try {
      return await work(connection);
    } finally {
      await client.releaseConnection(connection);
    }
  }

  /** Gives `work` one connection for itself, for what needs several statements on the same. @throws StoreError */
  async hold<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    return this.run(() => this.#withConnection(work));
  }

  /** @throws StoreError where the database does not answer */
  async ping(): Promise<void> {
    await this.execute('SELECT 1', []);
  }

  async close(): Promise<void> {
    await this.knex.destroy();
  }
}

/**
 * Putting values into SQL holds up everything else that the process does: calls that are being set up. Some milliseconds
 * for a thousand of them, so they go a few at a time.
 */
const mostValuesAtOnce = 200;

function rowsAtOnce(rows: readonly (readonly unknown[])[]): number {
  return Math.max(1, Math.floor(mostValuesAtOnce / (rows[0]?.length ?? 1)));
}

/** @param size of all but the last; at least 1 */
export function slicesOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, nth) =>
    items.slice(nth * size, (nth + 1) * size),
  );
}

/** Lists as values of knex's `raw`: mysql2 writes them out, as `a, b` or as rows `(a, b), (c, d)`; knex's types do not say so. */
export function listValues(...lists: readonly (readonly unknown[])[]): Knex.RawBinding[] {
  return lists as unknown as Knex.RawBinding[];
}

function executed<Result>(
  connection: PooledConnection,
  sql: string,
  values: readonly Value[],
): Promise<Result> {
  return new Promise((resolve, reject) => {
    connection.execute(sql, [...values], (error, result) => {
      if (error) reject(error);
      else resolve(result as Result);
    });
  });
}

/** Not prepared: with each number of rows it is another statement, and some a server cannot prepare. */
function queried<Result>(
  connection: PooledConnection,
  sql: string,
  values: readonly (readonly unknown[])[],
): Promise<Result> {
  return new Promise((resolve, reject) => {
    connection.query(sql, [...values], (error, result) => {
      if (error) reject(error);
      else resolve(result as Result);
    });
  });
}

async function written(connection: PooledConnection, sql: string, values: readonly Value[]): Promise<number> {
  return (await executed<ResultSetHeader>(connection, sql, values)).affectedRows;
}

/**
 * Ends a connection whose server says nothing: a frozen server or a dropped route would otherwise leave every
 * query waiting for ever, since mysql2 has no such limit of its own. The first silence is asked about with a
 * ping, which also keeps an idle connection alive; the second ends it, and with it whatever waits.
 */
function guardAgainstSilence(connection: PooledConnection, silenceMs: number): void {
  const { stream } = connection;
  let asked = false;
  stream.on('timeout', () => {
    if (asked) {
      stream.destroy();
      return;
    }
    asked = true;
    connection.ping(() => (asked = false));
    // A ping behind a running query is not sent yet, and what is not sent does not wind up the timer.
    stream.setTimeout(silenceMs);
  });
  stream.setTimeout(silenceMs);
}

function connectionOptions(text: string, connectTimeout: number): ConnectionOptions {
  const url = URL.canParse(text) ? new URL(text) : null;
  const database = url ? percentDecoded(url.pathname.slice(1)) : '';
  if (!url || !['mysql:', 'mariadb:'].includes(url.protocol) || database === '' || database.includes('/')) {
    // The text holds a password, so it is not repeated.
    throw new StoreError(
      'database-url-invalid',
      'The database address must look like mysql://user:password@host:3306/name.',
    );
  }
  const socketPath = url.searchParams.get('socket');
  return {
    ...(socketPath === null
      ? { host: url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1', port: Number(url.port || 3306) }
      : { socketPath }),
    user: percentDecoded(url.username),
    password: percentDecoded(url.password),
    database,
    ...(url.searchParams.get('tls') === '1' ? { ssl: {} } : {}),
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    decimalNumbers: false,
    // An object given as a value is text, never SQL.
    stringifyObjects: true,
    connectTimeout,
    // mysql2 sets aside memory for 16,000 of them on each connection: half a megabyte.
    maxPreparedStatements: mostPreparedStatements,
  };
}

function ignore(): void {
  // Deliberately nothing.
}
