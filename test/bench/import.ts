/**
 * Import speed compared with the minimum that any import must do: in the same run, the same file read by
 * csv-parse and written with plain multi-row inserts, with the numbers in plain text and without look-ups.
 *
 *   scripts/bench --import [rows]
 *
 * Exits 1 below 5,000 rows per second.
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import type { Database } from '#database/database';
import { importOrders } from '#orders/intake/order-import';
import { SqlManagers } from '#people/sql-managers';
import { readInThread } from '#orders/intake/reading-thread/read-in-thread';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { systemClock } from '#kernel/system-clock';
import type { Daemon } from '../lab/daemon';
import type { TestDatabase } from '../contract/database/test-database';
import { withBenchDatabase } from './bench-database';
import { pidOf } from './bench-lab';
import { printBars } from '../run/bars';
import { cpuTimes, machineTimes } from './process-cost';
import { csvLine, exportColumns, exportRows } from './shop-export';

const floor = 5000;

async function main(): Promise<void> {
  const rows = Number(process.argv[2] ?? 100_000);
  const directory = mkdtempSync(join(tmpdir(), 'star7-bench-'));
  const file = join(directory, 'orders.csv');
  await writeSample(file, rows);
  try {
    await withBenchDatabase((test, server) => compare(test, server, file, rows));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function compare(test: TestDatabase, server: Daemon | null, file: string, rows: number): Promise<void> {
  const managers = new SqlManagers(test.database, systemClock.now);
  for (let extension = 101; extension <= 105; extension += 1) {
    await managers.add({ extension: String(extension), name: `Manager ${extension}` });
  }
  const intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
  const star7 = (): Promise<unknown> => importOrders({ path: file, region: 'RU' }, intake, readInThread());

  const measured = (name: string, work: () => Promise<unknown>): Promise<number> =>
    measure({ name, rows, server }, work);
  const baseline = await measured('plain insert, numbers in the clear', () => plain(test.database, file));
  const first = await measured('star7 import, all rows new', star7);
  const again = await measured('star7 import, nothing new', star7);
  say(
    `all new: ${(first / baseline).toFixed(2)} of the plain insert; nothing new: ${(again / baseline).toFixed(2)}`,
  );
  say(`peak memory of the whole run: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  const isHeld = first >= floor;
  printBars('Import of CSV into MariaDB', [
    { promised: `new rows a second: at least ${String(floor)}`, found: first.toFixed(0), isHeld },
  ]);
  if (!isHeld) process.exitCode = 1;
}

/** @returns rows per second */
async function measure(
  { name, rows, server }: { name: string; rows: number; server: Daemon | null },
  work: () => Promise<unknown>,
): Promise<number> {
  const begun = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const machine = machineTimes();
  const database = (): number => (server === null ? 0 : cpuTimes(pidOf(server)).own * 1000);
  const databaseBefore = database();
  await work();
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  const rate = rows / seconds;
  const own = user + system;
  const ofDatabase = database() - databaseBefore;
  const { busy, idle } = machineTimes();
  const others = (busy - machine.busy) * 1000 - own - ofDatabase;
  const free = (idle - machine.idle) / (busy - machine.busy + idle - machine.idle);
  say(
    `${name}: ${Math.round(rate)} rows/s, ${seconds.toFixed(1)} s; a row took ${(own / rows).toFixed(0)} µs of CPU here, ` +
      `${(ofDatabase / rows).toFixed(0)} µs in the database, and ${(others / rows).toFixed(0)} µs elsewhere; ` +
      `${(free * 100).toFixed(0)} % of the cores were idle`,
  );
  return rate;
}

/**
 * The minimum: one table, the columns of the file, 1000 rows per transaction, reading the next batch
 * meanwhile.
 */
async function plain(database: Database, file: string): Promise<void> {
  const { knex } = database;
  await knex.raw(`CREATE TABLE plain (
    order_number VARCHAR(32) PRIMARY KEY, ${Array.from({ length: exportColumns - 1 }, (_each, nth) => `column_${String(nth)} VARCHAR(500)`).join(', ')}, KEY (column_6(32)))`);
  let batch: string[][] = [];
  let writing: Promise<unknown> = Promise.resolve();
  const write = async (): Promise<void> => {
    await writing;
    const rows = batch;
    if (rows.length === 0) return;
    batch = [];
    writing = knex.transaction((transaction) =>
      transaction.raw('INSERT INTO plain VALUES ?', [rows] as never).then(() => undefined),
    );
  };
  for await (const row of createReadStream(file).pipe(
    parse({ from_line: 2, delimiter: ';' }),
  ) as AsyncIterable<string[]>) {
    batch.push(row);
    if (batch.length === 1000) await write();
  }
  await write();
  await writing;
}

async function writeSample(path: string, rows: number): Promise<void> {
  await writeFile(path, piecesOf(rows));
}

function* piecesOf(rows: number): Generator<string> {
  let text = '';
  for (const cells of exportRows(rows)) {
    text += csvLine(cells);
    if (text.length < 1_000_000) continue;
    yield text;
    text = '';
  }
  yield text;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
