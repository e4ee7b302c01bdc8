import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';

import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';

import { neededPrivileges } from '#doctor/checks/database-checks';
import type { Daemon } from './daemon';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import { lastWords } from './last-words';
import type { LabPlace } from './lab-place';

export interface DatabaseSettings {
  port: number;
  password: string;
  /** Password of the other users: the tests' user, and the administrator that breaks things on purpose. */
  otherPassword: string;
}

const databaseName = 'star7';
const databaseUser = 'star7';
/** The user that may create databases for suites; Star7's user has no right to. */
const testUser = 'star7-tests';
const adminUser = 'lab-admin';

/** The lab's MariaDB: its own data directory, loopback only, one user with a random password. */
export class Database {
  readonly #place: LabPlace;
  readonly #settings: DatabaseSettings;
  readonly #daemon: Daemon;

  constructor(place: LabPlace, settings: DatabaseSettings) {
    this.#place = place;
    this.#settings = settings;
    this.#daemon = place.daemon('database');
  }

  get daemon(): Daemon {
    return this.#daemon;
  }

  get port(): number {
    return this.#settings.port;
  }

  get url(): string {
    return this.#urlFor(databaseUser, this.#settings.password);
  }

  /** The URL of a user that may create databases with names that begin with `star7`. */
  get testUrl(): string {
    return this.testUrlOf(databaseName);
  }

  /** The same user's URL of another database with a name that begins with `star7`. */
  testUrlOf(database: string): string {
    return this.#urlFor(testUser, this.#settings.otherPassword, database);
  }

  get #adminUrl(): string {
    return this.#urlFor(adminUser, this.#settings.otherPassword);
  }

  #urlFor(user: string, password: string, database = databaseName): string {
    return `mysql://${user}:${password}@127.0.0.1:${String(this.#settings.port)}/${database}`;
  }

  async start(): Promise<void> {
    if (!this.#daemon.running()) {
      const folder = this.#place.directoryFor('mysql', 'database');
      await this.#initialise(folder);
      this.#place.fileFor('mysql', path.join(folder, 'my.cnf'), this.#configuration());
      this.#place.fileFor('mysql', path.join(folder, 'init.sql'), this.#grants());
      this.#place.startInside('database', 'mysql', folder, ['mariadbd', '--defaults-file=/lab/my.cnf']);
    }
    try {
      await eventually(
        async () => {
          if (!this.#daemon.running()) throw new Error('it has ended');
          await this.query('SELECT 1');
          return true;
        },
        { within: 30_000, every: 50, what: 'database' },
      );
    } catch (error) {
      const log = this.#place.logFile('database');
      throw new LabError('start of MariaDB', lastWords(log, error), `See ${log}`, error);
    }
  }

  async stop(): Promise<void> {
    await this.#daemon.stop({ within: 15_000 });
  }

  /** Runs one query on its own connection. */
  async query(sql: string, values: readonly unknown[] = []): Promise<RowDataPacket[]> {
    return await this.#query(this.url, sql, values);
  }

  /** A lasting connection of the administrator: it keeps the one slot beyond `max_connections`. */
  async administrator(): Promise<Connection> {
    return await createConnection({ uri: this.#adminUrl, connectTimeout: 3_000, timezone: 'Z' });
  }

  /** Runs one query as the server's administrator: for tests that break grants and settings. */
  async administer(sql: string, values: readonly unknown[] = []): Promise<RowDataPacket[]> {
    return await this.#query(this.#adminUrl, sql, values);
  }

  async #query(uri: string, sql: string, values: readonly unknown[]): Promise<RowDataPacket[]> {
    const connection = await createConnection({ uri, connectTimeout: 3_000, timezone: 'Z' });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
      return rows;
    } finally {
      await connection.end();
    }
  }

  async #initialise(folder: string): Promise<void> {
    const data = path.join(folder, 'data');
    const done = path.join(folder, 'initialised');
    if (existsSync(done)) return;
    // Left incomplete by an aborted attempt: create it again.
    rmSync(data, { recursive: true, force: true });
    const { code, stderr, stdout } = await this.#place.runInside(
      'mysql',
      folder,
      [
        'mariadb-install-db',
        '--no-defaults',
        '--datadir=/lab/data',
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
      ],
      { within: 60_000 },
    );
    if (code !== 0) {
      const log = this.#place.logFile('database-install');
      this.#place.fileFor('root', log, stdout + stderr);
      throw new LabError('making the database', lastWords(log), `See ${log}`);
    }
    this.#place.fileFor('mysql', done, '');
  }

  #configuration(): string {
    return [
      '[mariadbd]',
      'datadir=/lab/data',
      'socket=/lab/mariadb.sock',
      'pid-file=/lab/mariadb.pid',
      'bind-address=127.0.0.1',
      `port=${String(this.#settings.port)}`,
      'skip-name-resolve',
      'default-time-zone=+00:00',
      'character-set-server=utf8mb4',
      'collation-server=utf8mb4_unicode_ci',
      'init-file=/lab/init.sql',
      'innodb-buffer-pool-size=256M',
      // A lab needs no point-in-time recovery.
      'skip-log-bin',
      '',
    ].join('\n');
  }

  /** Run by the server at each start, before it accepts connections. One statement per line. */
  #grants(): string {
    const { password, otherPassword } = this.#settings;
    const account = (name: string): string => `'${name}'@'127.0.0.1'`;
    const user = (name: string, itsPassword: string): string[] => [
      `CREATE USER IF NOT EXISTS ${account(name)} IDENTIFIED BY '${itsPassword}';`,
      `ALTER USER ${account(name)} IDENTIFIED BY '${itsPassword}';`,
      // Privileges from an earlier version of the lab or an aborted test.
      `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account(name)};`,
    ];
    return [
      `CREATE DATABASE IF NOT EXISTS ${databaseName};`,
      ...user(databaseUser, password),
      // Exactly the privileges that docs/doctor.md lists.
      `GRANT ${neededPrivileges.join(', ')} ON ${databaseName}.* TO ${account(databaseUser)};`,
      ...user(testUser, otherPassword),
      `GRANT ALL ON \`star7%\`.* TO ${account(testUser)};`,
      ...user(adminUser, otherPassword),
      `GRANT ALL ON *.* TO ${account(adminUser)} WITH GRANT OPTION;`,
      `ALTER USER 'root'@'localhost' ACCOUNT LOCK;`,
      '',
    ].join('\n');
  }
}
