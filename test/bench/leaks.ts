/**
 * The leak watch's runs on a large shop: `scripts/bench --leaks [orders] [managers]` runs this. Makes the orders in a MariaDB of
 * its own, ten for a customer, and prints time and memory of `star7 leaks run`: that of a week, and the first one, which looks at the
 * past year as well. Reported, not enforced.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { Database } from '#database/database';
import { Migrator } from '#database/migrator';
import { fillLeakShop, forgetRuns, leaksRun, pretendLastWeek } from './leak-shop';
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
      const run = await leaksRun(lab.database.url);
      console.log(
        `${name}: ${run.seconds.toFixed(1)} s (${run.cpuSeconds.toFixed(1)} s of CPU), at most ${run.megabytes.toFixed(0)} MB`,
      );
      await forgetRuns(database);
    }
  } finally {
    await database.close();
    await lab.down();
  }
}

async function seconds(name: string, work: () => Promise<unknown>): Promise<void> {
  const begin = process.hrtime.bigint();
  await work();
  console.log(`${name}: ${(Number(process.hrtime.bigint() - begin) / 1e9).toFixed(1)} s`);
}

void main();
