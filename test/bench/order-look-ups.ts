import { mask } from '#kernel/masked';
import { ContactVault } from '#vault/contact-vault';
import { Database } from '#database/database';
import { Migrator } from '#database/migrator';
import { SqlOrderBook } from '#calls/sql-order-book';
import { KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';
import type { Lab } from '../lab/lab';
import { withConnection } from './bench-data';
import { managerCount } from './bench-shop';
import { spreadOf } from './call-times';
import type { Spread } from './call-times';

/** Consecutive orders of one customer, with the same number and name. */
const ordersOfCustomer = 5;
/** One order in this many is open, as in a shop with years of history. */
const openEvery = 50;
/** Orders per statement, so that undo logs stay small. */
const chunk = 250_000;
const warmUps = 1_000;
const lookUps = 4_000;
const firstOrder = 10_000_000;

/**
 * Measures Star7's own look-up, including opening the sealed number, in a database of this many orders: one
 * at a time, random open orders of random managers. The server generates the rows; only the numbers that are
 * looked up are really sealed. The data is kept for the next run.
 */
export async function measureLookUps(lab: Lab, orders: number): Promise<Spread> {
  const name = `star7_bench_${orders}_${managerCount}`;
  await withConnection(lab.database.testUrl, (connection) =>
    connection.query(`CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4`),
  );
  const url = lab.database.testUrlOf(name);
  const database = Database.connect(url, { silenceMs: null });
  try {
    await new Migrator(database).up();
    await fill(url, orders);
    const keys = new LiveKeys(KeyFile.locate(lab.star7.env['STAR7_KEY_FILE'] ?? null));
    const vault = new ContactVault(keys);
    const sample = Array.from({ length: warmUps + lookUps }, () => randomOpenOrder(orders));
    await seal(database, vault, sample);
    return await time(new SqlOrderBook(database, vault), sample);
  } finally {
    await database.close();
  }
}

/** Position of an order, from 0. Blocks of one order for each manager; every fiftieth block is open. */
function randomOpenOrder(orders: number): number {
  const blocks = Math.floor(orders / managerCount);
  const openBlocks = Math.ceil(blocks / openEvery);
  const block = Math.floor(Math.random() * openBlocks) * openEvery;
  return Math.min(orders - 1, block * managerCount + Math.floor(Math.random() * managerCount));
}

async function fill(url: string, orders: number): Promise<void> {
  const customers = Math.ceil(orders / ordersOfCustomer);
  await withConnection(url, async (connection) => {
    const [rows] = await connection.query(`SELECT COUNT(*) AS n FROM managers`);
    if ((rows as { n: number }[])[0]?.n !== 0) return;
    // The generated data is consistent by construction.
    await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
    await connection.query(
      `INSERT INTO customers (id, created_at) SELECT seq, NOW(6) FROM seq_1_to_${customers}`,
    );
    for (let from = 1; from <= customers; from += chunk) {
      await connection.query(
        `INSERT INTO contact_points (id, customer_id, slot, kind, ciphertext, nonce, key_version, blind_index, index_key_version)
         SELECT seq, seq, 'main', 'phone', REPEAT('x', 28), REPEAT('x', 12), 1, UNHEX(MD5(seq)), 1
           FROM seq_${from}_to_${Math.min(customers, from + chunk - 1)}`,
      );
    }
    for (let from = 0; from < orders; from += chunk) {
      await connection.query(
        `INSERT INTO orders (id, order_number, customer_id, customer_name, manager_id, status, amount, currency, placed_at, main_point_id)
         SELECT seq + 1, ${firstOrder} + seq, 1 + seq DIV ${ordersOfCustomer}, CONCAT('Customer ', seq), 1 + seq % ${managerCount},
                IF((seq DIV ${managerCount}) % ${openEvery} = 0, 'open', 'closed'), 100, 'RUB', NOW(6), 1 + seq DIV ${ordersOfCustomer}
           FROM seq_${from}_to_${Math.min(orders, from + chunk) - 1}`,
      );
    }
    // Written last: their presence marks the data as complete.
    await connection.query(
      `INSERT INTO managers (id, extension, name, created_at)
       SELECT seq, 5000 + seq, CONCAT('Manager ', seq), NOW(6) FROM seq_1_to_${managerCount}`,
    );
    await connection.query('ANALYZE TABLE managers, customers, contact_points, orders');
  });
}

async function seal(database: Database, vault: ContactVault, sample: readonly number[]): Promise<void> {
  const points = new Set(sample.map((position) => 1 + Math.floor(position / ordersOfCustomer)));
  await database.transaction(async (transaction) => {
    for (const id of points) {
      const { ciphertext, nonce, key_version } = vault.seal(
        id,
        'phone',
        mask(`+7900${String(id).padStart(7, '0')}`),
      );
      await transaction.update('contact_points', { id }, { ciphertext, nonce, key_version });
    }
  });
}

async function time(book: SqlOrderBook, sample: readonly number[]): Promise<Spread> {
  const milliseconds: number[] = [];
  for (const [turn, position] of sample.entries()) {
    const begun = performance.now();
    const { order } = await book.authorise({
      extension: String(5001 + (position % managerCount)),
      orderNumber: String(firstOrder + position),
      slot: 'main',
    });
    if (order === null) throw new Error('An open order was not found');
    if (turn >= warmUps) milliseconds.push(performance.now() - begun);
  }
  const found = spreadOf(milliseconds.sort((one, other) => one - other));
  if (found === null) throw new Error('Nothing was looked up');
  return found;
}
