import type { Connection, RowDataPacket } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import { Database } from '#database/database';
import { SqlManagers } from '#people/sql-managers';
import { systemClock } from '#kernel/system-clock';
import type { Lab } from '../lab/lab';
import { benchExtensions, benchOrders } from './bench-shop';

/**
 * The database that (a) to (c) use for look-ups and Asterisk for its CDR: on the same server as Star7's
 * database.
 */
export const plainDatabase = 'star7_bench_plain';

/**
 * Creates managers and orders, in Star7's database and in plain text for the other variants. Keeps existing
 * data.
 */
export async function prepareData(lab: Lab): Promise<void> {
  await preparePlain(lab);
  await prepareStar7(lab);
}

async function preparePlain(lab: Lab): Promise<void> {
  await withConnection(lab.database.testUrl, async (connection) => {
    await connection.query(`CREATE DATABASE IF NOT EXISTS ${plainDatabase}`);
    await connection.query(`USE ${plainDatabase}`);
    await connection.query(`DROP TABLE IF EXISTS plain_orders`);
    await connection.query(`CREATE TABLE plain_orders (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_number VARCHAR(32) COLLATE ascii_bin NOT NULL,
      manager_extension VARCHAR(32) COLLATE ascii_bin NOT NULL,
      status VARCHAR(16) COLLATE ascii_bin NOT NULL,
      phone VARCHAR(20) COLLATE ascii_bin NOT NULL,
      KEY callable (manager_extension, status, order_number),
      KEY of_number (phone, status)) ENGINE=InnoDB`);
    await connection.query(
      'INSERT INTO plain_orders (order_number, manager_extension, status, phone) VALUES ?',
      [benchOrders().map(({ orderNumber, extension, phone }) => [orderNumber, extension, 'open', phone])],
    );
    // Asterisk's documented columns (Debian's asterisk-doc: the CDR ODBC backend).
    await connection.query(`CREATE TABLE IF NOT EXISTS cdr (
      calldate DATETIME NOT NULL, clid VARCHAR(80) NOT NULL DEFAULT '', src VARCHAR(80) NOT NULL DEFAULT '',
      dst VARCHAR(80) NOT NULL DEFAULT '', dcontext VARCHAR(80) NOT NULL DEFAULT '',
      channel VARCHAR(80) NOT NULL DEFAULT '', dstchannel VARCHAR(80) NOT NULL DEFAULT '',
      lastapp VARCHAR(80) NOT NULL DEFAULT '', lastdata VARCHAR(80) NOT NULL DEFAULT '',
      duration INT NOT NULL DEFAULT 0, billsec INT NOT NULL DEFAULT 0, disposition VARCHAR(45) NOT NULL DEFAULT '',
      amaflags INT NOT NULL DEFAULT 0, accountcode VARCHAR(20) NOT NULL DEFAULT '',
      uniqueid VARCHAR(150) NOT NULL DEFAULT '', userfield VARCHAR(255) NOT NULL DEFAULT '',
      KEY (calldate)) ENGINE=InnoDB`);
  });
}

async function prepareStar7(lab: Lab): Promise<void> {
  const database = Database.connect(lab.database.url);
  try {
    const store = new SqlManagers(database, systemClock.now);
    const there = new Set((await store.list()).map(({ extension }) => extension));
    for (const extension of benchExtensions()) {
      if (!there.has(extension)) await store.add({ extension, name: `Manager ${extension}`, language: 'en' });
    }
  } finally {
    await database.close();
  }
  const rows = benchOrders().map(({ orderNumber, extension, phone }) =>
    [orderNumber, `Customer ${orderNumber}`, phone, extension, '100.00', 'RUB', 'open'].join(','),
  );
  await lab.star7.import(
    ['order_number,customer_name,phone,manager_extension,amount,currency,status', ...rows, ''].join('\n'),
  );
}

/** Counts final records: Asterisk's where it writes them, else Star7's. */
export class RecordCount {
  private constructor(private readonly connection: Connection) {}

  static async open(lab: Lab): Promise<RecordCount> {
    return new RecordCount(await createConnection({ uri: lab.database.testUrl }));
  }

  async reset(): Promise<void> {
    await this.connection.query(`DELETE FROM ${plainDatabase}.cdr`);
    await this.connection.query('DELETE FROM calls');
  }

  async asterisk(): Promise<number> {
    return this.#count(`SELECT COUNT(*) AS n FROM ${plainDatabase}.cdr WHERE disposition = 'ANSWERED'`);
  }

  async star7(): Promise<number> {
    return this.#count("SELECT COUNT(*) AS n FROM calls WHERE phase = 'ended' AND disposition = 'answered'");
  }

  async close(): Promise<void> {
    await this.connection.end();
  }

  async #count(sql: string): Promise<number> {
    const [rows] = await this.connection.query<RowDataPacket[]>(sql);
    return Number(rows[0]?.['n'] ?? 0);
  }
}

export async function withConnection<Result>(
  uri: string,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await createConnection({ uri, timezone: 'Z' });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
