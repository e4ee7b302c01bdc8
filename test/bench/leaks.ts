/**
 * The leak watch's runs on a large shop: `scripts/bench --leaks [orders] [managers]` runs this. Makes the orders in a MariaDB of
 * its own, ten for a customer, and prints time and memory of `star7 leaks run`: that of a week, and the first one, which looks at the
 * past year as well. Reported, not enforced.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Database } from '#database/database';
import { Migrator } from '#database/migrator';
import { isoDay } from '#kernel/local-day';
import { systemClock } from '#kernel/system-clock';
import { projectFolder } from '#config/version';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';

const weeks = 156;
const ordersEach = 10;
/** Rows of one statement while the shop is made. */
const rowsAtOnce = 250_000;

async function main(): Promise<void> {
  const orders = Number(process.argv[2] ?? 1_000_000);
  const managers = Number(process.argv[3] ?? 200);
  const directory = path.join(defaultDirectory(), 'bench-leaks');
  // What an earlier bench made is another shop.
  rmSync(directory, { recursive: true, force: true });
  const lab = await Lab.up({
    directory,
    basePort: basePorts.bench,
    leaky: false,
    parts: ['database'],
  });
  const database = Database.connect(lab.database.url, { silenceMs: null });
  try {
    await new Migrator(database).up();
    await seconds(`making ${String(orders)} orders`, () => fill(database, orders, managers));
    await database.write(
      `INSERT INTO leak_runs (started_at, ended_at, started_by, week_end, orders, customers, history_weeks, compared, per_year)
       VALUES (NOW(6), NOW(6), 'bench', ?, 0, 0, 0, 0, 1)`,
      [isoDay(thisMonday() - 8)],
    );
    for (const name of ['run of a week', 'first run, with the past year']) {
      let megabytes = 0;
      await seconds(name, async () => (megabytes = await run(lab.database.url)));
      console.log(`  at most ${megabytes.toFixed(0)} MB`);
      for (const table of ['leak_runs', 'leak_figures', 'leak_cases']) {
        await database.write(`DELETE FROM ${table}`);
      }
    }
  } finally {
    await database.close();
    await lab.down();
  }
}

/** Days since 1970. */
function thisMonday(): number {
  const today = Math.floor(systemClock.now() / 86_400_000_000);
  return today - ((today + 3) % 7);
}

/** Customers who come in the first years and go on for about a year, made by the database itself. */
async function fill(database: Database, orders: number, managers: number): Promise<void> {
  const firstDay = isoDay(thisMonday() - weeks * 7);
  const customers = Math.ceil(orders / ordersEach);
  const days = weeks * 7;
  await database.write(
    `INSERT INTO managers (id, extension, name, group_name, created_at)
     SELECT 1000 + seq, CONCAT(1000 + seq), CONCAT('Manager ', seq), CONCAT('team ', seq % 10), ? FROM seq_1_to_${String(managers)}`,
    [firstDay],
  );
  await database.write(
    `INSERT INTO customers (id, created_at) SELECT seq, ? FROM seq_1_to_${String(customers)}`,
    [firstDay],
  );
  for (let from = 1; from <= orders; from += rowsAtOnce) {
    const to = Math.min(orders, from + rowsAtOnce - 1);
    // A customer's first day is a hash of the customer, the others are within a year from it.
    await database.write(
      `INSERT INTO orders (order_number, customer_id, customer_name, manager_id, status, amount, currency, placed_at)
       SELECT seq, 1 + seq % ?, 'Someone', 1001 + (seq % ?) % ?, 'closed', 10 + seq % 90, 'RUB',
              ? + INTERVAL LEAST(?, CRC32(seq % ?) % ? + CRC32(CONCAT(seq, 'd')) % 365) DAY + INTERVAL 12 HOUR
         FROM seq_${String(from)}_to_${String(to)}`,
      [customers, customers, managers, firstDay, days - 1, customers, days - 60],
    );
  }
}

/** @returns the most memory that the command had, MB */
function run(databaseUrl: string): Promise<number> {
  const star7 = spawn(process.execPath, [path.join(projectFolder, 'dist/src/cli/main.js'), 'leaks', 'run'], {
    env: { ...process.env, STAR7_DATABASE_URL: databaseUrl, STAR7_DEFAULT_TIME_ZONE: 'Europe/Moscow' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let kilobytes = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${String(star7.pid)}/status`, 'utf8');
      kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has just ended.
    }
  }, 100);
  return new Promise((resolve, reject) => {
    star7.on('exit', (code) => {
      clearInterval(look);
      if (code === 0) resolve(kilobytes / 1024);
      else reject(new Error(`star7 leaks run ended with ${String(code)}`));
    });
  });
}

async function seconds(name: string, work: () => Promise<unknown>): Promise<void> {
  const begin = process.hrtime.bigint();
  await work();
  console.log(`${name}: ${(Number(process.hrtime.bigint() - begin) / 1e9).toFixed(1)} s`);
}

void main();
