import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '#config/version';
import { isoDay } from '#kernel/local-day';
import { systemClock } from '#kernel/system-clock';
import type { Database } from '#database/database';

const weeks = 156;
const ordersEach = 10;
/** Rows of one statement while the shop is made. */
const rowsAtOnce = 250_000;

export interface WeeklyRun {
  seconds: number;
  /** Of the command alone, without the database's: does not depend on what else the machine does. */
  cpuSeconds: number;
  /** The most memory that the command had. */
  megabytes: number;
}

/** `star7 leaks run`, as a process of its own. @param niceness as star7-leaks.service sets it */
export async function leaksRun(databaseUrl: string, niceness = 0): Promise<WeeklyRun> {
  const begin = performance.now();
  const command = [process.execPath, path.join(projectFolder, 'dist/src/cli/main.js'), 'leaks', 'run'];
  const star7 = spawn('nice', ['-n', String(niceness), ...command], {
    env: { ...process.env, STAR7_DATABASE_URL: databaseUrl, STAR7_DEFAULT_TIME_ZONE: 'Europe/Moscow' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let kilobytes = 0;
  let ticks = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${String(star7.pid)}/status`, 'utf8');
      kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      // After the name, which is in brackets: fields 14 and 15, in hundredths of a second (proc_pid_stat(5)).
      const fields = readFileSync(`/proc/${String(star7.pid)}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      ticks = Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has just ended.
    }
  }, 100);
  const code = await new Promise((resolve) => star7.on('exit', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`star7 leaks run ended with ${String(code)}`);
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, cpuSeconds: ticks / 100, megabytes: kilobytes / 1024 };
}

/** The next run is that of one week. */
export async function pretendLastWeek(database: Database): Promise<void> {
  await database.write(
    `INSERT INTO leak_runs (started_at, ended_at, started_by, week_end, orders, customers, history_weeks, compared, per_year)
     VALUES (NOW(6), NOW(6), 'bench', ?, 0, 0, 0, 0, 1)`,
    [isoDay(thisMonday() - 8)],
  );
}

/** As if the watch had never run. */
export async function forgetRuns(database: Database): Promise<void> {
  for (const table of ['leak_runs', 'leak_figures', 'leak_cases']) {
    await database.write(`DELETE FROM ${table}`);
  }
}

/** Days since 1970. */
function thisMonday(): number {
  const today = Math.floor(systemClock.now() / 86_400_000_000);
  return today - ((today + 3) % 7);
}

/** Whether the database has this shop already, of this week. */
export async function hasLeakShop(
  database: Database,
  { orders, managers, after }: { orders: number; managers: number; after: number },
): Promise<boolean> {
  const [row] = await database.query<{ orders: number; managers: number }>(
    `SELECT (SELECT COUNT(*) FROM managers WHERE id > ? AND created_at = ?) AS managers,
            (SELECT COUNT(*) FROM orders WHERE customer_id > ?) AS orders`,
    [after + 1000, isoDay(thisMonday() - weeks * 7), after],
  );
  return row?.orders === orders && row.managers === managers;
}

/**
 * Customers who come in the first years and go on for about a year, made by the database itself.
 * @param after the ids of customers and managers that there are already, which are lower
 */
export async function fillLeakShop(
  database: Database,
  { orders, managers, after = 0 }: { orders: number; managers: number; after?: number },
): Promise<void> {
  const firstDay = isoDay(thisMonday() - weeks * 7);
  const customers = Math.ceil(orders / ordersEach);
  const days = weeks * 7;
  await database.write(
    `INSERT INTO managers (id, extension, name, group_name, created_at)
     SELECT ? + 1000 + seq, CONCAT('w', 1000 + seq), CONCAT('Manager ', seq), CONCAT('team ', seq % 10), ? FROM seq_1_to_${String(managers)}`,
    [after, firstDay],
  );
  await database.write(
    `INSERT INTO customers (id, created_at) SELECT ? + seq, ? FROM seq_1_to_${String(customers)}`,
    [after, firstDay],
  );
  for (let from = 1; from <= orders; from += rowsAtOnce) {
    const to = Math.min(orders, from + rowsAtOnce - 1);
    // A customer's first day is a hash of the customer, the others are within a year from it.
    await database.write(
      `INSERT INTO orders (order_number, customer_id, customer_name, manager_id, status, amount, currency, placed_at)
       SELECT CONCAT('w', LPAD(seq, 9, '0')), ? + 1 + seq % ?, 'Someone', ? + 1001 + (seq % ?) % ?, 'closed', 10 + seq % 90, 'RUB',
              ? + INTERVAL LEAST(?, CRC32(seq % ?) % ? + CRC32(CONCAT(seq, 'd')) % 365) DAY + INTERVAL 12 HOUR
         FROM seq_${String(from)}_to_${String(to)}`,
      [after, customers, after, customers, managers, firstDay, days - 1, customers, days - 60],
    );
  }
}
