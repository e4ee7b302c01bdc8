import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { mask } from '#kernel/masked';
import { ContactVault } from '#vault/contact-vault';
import { Database } from '#database/database';
import type { DatabaseOptions } from '#database/database';
import { Migrator } from '#database/migrator';
import { KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';

/** A database of this suite's own, with the tables in it and keys beside it. */
export interface TestDatabase {
  url: string;
  database: Database;
  keyFile: KeyFile;
  keys: LiveKeys;
  vault: ContactVault;
  drop(): Promise<void>;
}

/** @param migrate whether to make the tables */
export async function createTestDatabase(
  { migrate = true }: { migrate?: boolean } = {},
  options: DatabaseOptions = {},
): Promise<TestDatabase> {
  const given = process.env.STAR7_TEST_DATABASE_URL;
  if (!given)
    throw new Error('Set STAR7_TEST_DATABASE_URL to a user who may create databases (scripts/test does).');
  const name = `star7_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(given);
  await statement(url, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  url.pathname = `/${name}`;

  const directory = mkdtempSync(join(tmpdir(), 'star7-keys-'));
  const keyFile = new KeyFile(join(directory, 'keys.json'));
  keyFile.create(new Date());
  const keys = new LiveKeys(keyFile);
  const database = Database.connect(url.href, options);
  if (migrate) await new Migrator(database).up();
  return {
    url: url.href,
    database,
    keyFile,
    keys,
    vault: new ContactVault(keys),
    async drop() {
      await database.close();
      await statement(new URL(given), `DROP DATABASE ${name}`);
      rmSync(directory, { recursive: true });
    },
  };
}

async function statement(url: URL, sql: string): Promise<void> {
  const connection = await createConnection({
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

/** Writes customers and orders as the import does, one at a time, for suites that only read them. */
export class Seeder {
  #nextPoint = 1_000_000;

  constructor(private readonly test: TestDatabase) {}

  async order(
    orderNumber: string,
    managerId: number,
    phones: Partial<Record<'main' | 'second' | 'recipient', string>>,
    { status = 'open', customerName = `Customer of ${orderNumber}` } = {},
  ): Promise<number> {
    const { knex } = this.test.database;
    const customerId = this.#nextPoint++;
    await knex('customers').insert({ id: customerId, created_at: '2026-01-01 00:00:00' });
    const points: Record<string, number> = {};
    for (const [slot, phone] of Object.entries(phones)) {
      const id = this.#nextPoint++;
      await knex('contact_points').insert({
        id,
        customer_id: customerId,
        slot,
        kind: 'phone',
        ...this.test.vault.seal(id, 'phone', mask(phone)),
      });
      points[`${slot}_point_id`] = id;
    }
    const [id] = await knex('orders').insert({
      order_number: orderNumber,
      customer_id: customerId,
      customer_name: customerName,
      manager_id: managerId,
      status,
      ...points,
    });
    return Number(id);
  }
}
