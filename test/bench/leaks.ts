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
import { projectFolder } from '#config/version';
import { fillLeakShop, forgetRuns, pretendLastWeek } from './leak-shop';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';

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
    await seconds(`making ${String(orders)} orders`, () => fillLeakShop(database, { orders, managers }));
    await pretendLastWeek(database);
    for (const name of ['run of a week', 'first run, with the past year']) {
      let megabytes = 0;
      await seconds(name, async () => (megabytes = await run(lab.database.url)));
      console.log(`  at most ${megabytes.toFixed(0)} MB`);
      await forgetRuns(database);
    }
  } finally {
    await database.close();
    await lab.down();
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
