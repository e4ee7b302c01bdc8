import { isIP } from 'node:net';
import knex from 'knex';
import type { Knex } from 'knex';
import type { Connection, ConnectionOptions } from 'mysql2';
import { percentDecoded } from '#kernel/percent-decoded';
import { Queries, Transaction } from './queries';
import { isRetryable, StoreError, storeErrorFrom } from './store-error';

export interface DatabaseOptions {
  /** Most connections at once. */
  connections?: number;
  /**
   * How long the server may be silent before the connection is given up, milliseconds; look-ups of calls wait at most
   * twice this long. Null for no limit: a migration may take an hour.
   */
  silenceMs?: number | null;
}

/** If there is no limit on silence, connecting has this one. */
const connectTimeoutMs = 4000;
const acquireTimeoutMs = 5000;
const attempts = 3;

/** On one connection; the program has some dozens. */
const mostPreparedStatements = 200;

/** Members of mysql2's connection that its types lack. */
interface PooledConnection extends Connection {
  stream: {
    setTimeout(milliseconds: number): void;
    on(event: 'timeout', listener: () => void): void;
    destroy(): void;
  };
}

/**
 * The pool of connections. Errors of the driver leave it as StoreError, without SQL and values (store-error.ts).
 *
 * Each connection is set to UTC, strict SQL and a short wait for locks, whatever the server's defaults. Dates and
 * decimals arrive as texts, so that neither microseconds nor cents are lost.
 */
export class Database extends Queries {
  private constructor(
    /** For migrations and tests; statements are run by the methods of {@link Queries}. */
    readonly knex: Knex,
    private readonly turn?: () => Promise<void>,
  ) {
    super();
  }

  /** The pool of a migration. */
  static of(knex: Knex): Database {
    return new Database(knex);
  }

  /**
   * The same pool for work that takes a turn before each statement, in a transaction too: others may wait for its locks meanwhile, so a turn
   * must come soon. A transaction takes its first before it has a connection.
   */
  inTurn(turn: () => Promise<void>): Database {
    return new Database(this.knex, turn);
  }

  /**
   * Makes the pool; connects at the first query.
   * @param url `mysql://user:password@host:port/name`, with `?socket=/path` for a Unix socket, or `?tls=1` for TLS with a
   * certificate of an authority that Node trusts (`NODE_EXTRA_CA_CERTS` adds one), for the host where that is a name
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
        // knex prints the driver's errors with their SQL. They are thrown as well.
        log: { warn: ignore, error: ignore, deprecate: ignore, debug: ignore },
      }),
    );
  }

  /** @throws StoreError `database-url-invalid` */
  static checkUrl(url: string): void {
    connectionOptions(url, connectTimeoutMs);
  }

  /** Turns what the driver throws in `work` into a StoreError. */
  async run<Result>(work: () => PromiseLike<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw storeErrorFrom(error);
    }
  }

  /**
   * One transaction; begun again if the server ended it to break a deadlock, so `work` may run several times.
   * @throws StoreError, or what `work` throws; nothing is written then
   */
  async transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    isolation?: 'REPEATABLE READ',
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.turn?.();
        const options = { isolation, turn: this.turn };
        return await this.hold((connection) => Transaction.run(connection, work, options));
      } catch (error) {
        if (attempt === attempts || !isRetryable(error)) throw error;
      }
    }
  }

  /** Gives `work` one connection, for several statements on the same one. @throws StoreError */
  async hold<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    return this.run(async () => {
      const client = this.knex.client as Knex.Client;
      const connection = (await client.acquireConnection()) as PooledConnection;
      try {
        return await work(connection);
      } finally {
        await client.releaseConnection(connection);
      }
    });
  }

  protected override async on<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    await this.turn?.();
    return this.hold(work);
  }

  /** @throws StoreError if the database does not answer */
  async ping(): Promise<void> {
    await this.execute('SELECT 1');
  }

  async close(): Promise<void> {
    await this.knex.destroy();
  }
}

/**
 * Ends a connection whose server is silent: on a frozen server or a dropped route every query would otherwise wait
 * without limit, since mysql2 has none. After the first silence a ping is sent, which also keeps an idle connection
 * alive; the second silence ends the connection, and with it every query that waits.
 */
function guardAgainstSilence(connection: PooledConnection, silenceMs: number): void {
  const { stream } = connection;
  let pinged = false;
  stream.on('timeout', () => {
    if (pinged) {
      stream.destroy();
      return;
    }
    pinged = true;
    connection.ping(() => (pinged = false));
    // A ping behind a running query is not sent yet, and so does not restart the timer.
    stream.setTimeout(silenceMs);
  });
  stream.setTimeout(silenceMs);
}

function connectionOptions(text: string, connectTimeout: number): ConnectionOptions {
  const url = URL.canParse(text) ? new URL(text) : null;
  const database = url ? percentDecoded(url.pathname.slice(1)) : '';
  if (!url || !['mysql:', 'mariadb:'].includes(url.protocol) || database === '' || database.includes('/')) {
    // The message does not repeat the text: it holds a password.
    throw new StoreError(
      'database-url-invalid',
      'The database address must look like mysql://user:password@host:3306/name.',
    );
  }
  const socketPath = url.searchParams.get('socket');
  const host = url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1';
  // Unasked, the driver accepts a certificate for any host. It cannot compare an IP address with one.
  const ssl = { rejectUnauthorized: true, verifyIdentity: isIP(host) === 0 };
  return {
    ...(socketPath === null ? { host, port: Number(url.port || 3306) } : { socketPath }),
    user: percentDecoded(url.username),
    password: percentDecoded(url.password),
    database,
    ...(url.searchParams.get('tls') === '1' ? { ssl } : {}),
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    decimalNumbers: false,
    // An object among the values becomes text, never SQL.
    stringifyObjects: true,
    connectTimeout,
    // mysql2's default is 16,000, for which it reserves half a megabyte on each connection.
    maxPreparedStatements: mostPreparedStatements,
  };
}

function ignore(): void {
  // Deliberately nothing.
}
