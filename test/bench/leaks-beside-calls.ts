/**
 * Calls while the leak watch runs: `scripts/bench --leaks-beside [orders] [managers]`. 40 calls a second for a minute alone, then for as long
 * as `star7 leaks run` takes on the same machine and database, as star7-leaks.service starts it, then for a minute alone again: what the run
 * changes of the time from a phone's INVITE to the carrier's, how long it takes, and its memory. The shop is kept in .lab for the next time.
 * Reported, not enforced.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { Database } from '#database/database';
import { prepareData } from './bench-data';
import { drained } from './bench-lab';
import { prepareAsterisk, setCdr } from './bench-pbx';
import { spread } from './call-times';
import type { CallTimes } from './call-times';
import { fillLeakShop, forgetRuns, hasLeakShop, leaksRun, pretendLastWeek } from './leak-shop';
import type { WeeklyRun } from './leak-shop';
import { LoadGenerator } from './load';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';

const rate = 40;
/** Of one capture. */
const windowSeconds = 60;
const warmUpCalls = 1_500;
const talkMs = 1_000;
/** Above the ids of the bench's own shop. */
const firstId = 50_000;
/** Of star7-leaks.service. */
const niceness = 19;
const bars = { seconds: 300, megabytes: 500 };
const directory = path.join(defaultDirectory(), 'bench-leaks-beside');

interface Calls {
  times: CallTimes[];
  lost: number;
}

async function main(): Promise<void> {
  const orders = Number(process.argv[2] ?? 1_000_000);
  const managers = Number(process.argv[3] ?? 200);
  const lab = await labWithShop(orders, managers);
  const load = new LoadGenerator(lab);
  const database = Database.connect(lab.database.url, { silenceMs: null });
  const call = async (calls: number): Promise<Calls> => {
    const { times, failed } = await load.run({
      ...{ variant: 'star7', rate, calls, talkMs, capture: true, audio: false },
    });
    await drained(lab);
    return { times, lost: failed };
  };
  try {
    await prepareData(lab);
    await prepareAsterisk(lab);
    await load.start();
    await setCdr(lab, false);
    await call(warmUpCalls);
    const before = await call(rate * windowSeconds);
    await forgetRuns(database);
    await pretendLastWeek(database);
    const watch = { isOver: false };
    const running = leaksRun(lab.database.url, niceness).finally(() => (watch.isOver = true));
    // A run that fails ends the bench below, where the lab is put away.
    running.catch(() => undefined);
    const beside: Calls = { times: [], lost: 0 };
    // The last window may go on a little after the run.
    while (!watch.isOver) {
      const { times, lost } = await call(rate * (orders < 1_000_000 ? 5 : windowSeconds));
      beside.times.push(...times);
      beside.lost += lost;
      console.log(`  ${String(beside.times.length)} calls beside the run`);
    }
    const run = await running;
    report(run, before, beside, await call(rate * windowSeconds));
  } finally {
    await database.close();
    await load.stop();
    await lab.down();
  }
}

/** The one that an earlier bench left, if it is the same and of this week. */
async function labWithShop(orders: number, managers: number): Promise<Lab> {
  const shop = { orders, managers, after: firstId };
  const up = (): Promise<Lab> =>
    Lab.up({
      ...{ directory, basePort: basePorts.bench },
      ...{ ownPhones: true, star7: { STAR7_LOG_LEVEL: 'info' } },
    });
  const isThere = async (lab: Lab): Promise<boolean> => {
    const database = Database.connect(lab.database.url, { silenceMs: null });
    try {
      return await hasLeakShop(database, shop);
    } finally {
      await database.close();
    }
  };
  const kept = await up();
  if (await isThere(kept)) {
    console.log(`the shop of ${String(orders)} orders is there from an earlier bench`);
    return kept;
  }
  await kept.down();
  rmSync(directory, { recursive: true, force: true });
  const lab = await up();
  const database = Database.connect(lab.database.url, { silenceMs: null });
  const begin = performance.now();
  try {
    await fillLeakShop(database, shop);
  } finally {
    await database.close();
  }
  console.log(`making ${String(orders)} orders: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return lab;
}

function report(run: WeeklyRun, before: Calls, beside: Calls, after: Calls): void {
  const { seconds, cpuSeconds, megabytes } = run;
  console.log(
    `star7 leaks run beside calls: ${seconds.toFixed(1)} s (bar ${String(bars.seconds)}; ${cpuSeconds.toFixed(1)} s of CPU), at most ${megabytes.toFixed(0)} MB (bar ${String(bars.megabytes)})`,
  );
  const rows = [
    ['alone, before', before],
    ['beside the weekly run', beside],
    ['alone, after', after],
    ['alone, both', { times: [...before.times, ...after.times], lost: before.lost + after.lost }],
  ] as const;
  const spreads = rows.map(([name, { times, lost }]) => {
    const found = spread(times, 'phoneInvite', 'carrierInvite');
    if (!found) throw new Error('no call was captured');
    return { name, lost, ...found };
  });
  console.log('| INVITE to INVITE, ms | p50 | p99 | calls | lost |');
  console.log('| -------------------- | --- | --- | ----- | ---- |');
  for (const { name, p50, p99, count, lost } of spreads) {
    console.log(`| ${name} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${String(count)} | ${String(lost)} |`);
  }
  const [first, during, last, alone] = spreads;
  if (!first || !during || !last || !alone) return;
  const noise = Math.max(last.p99 / first.p99, first.p99 / last.p99);
  const ratio = during.p99 / alone.p99;
  console.log(
    `p99 beside / alone: ${ratio.toFixed(2)} (bar: no change, so at most ${noise.toFixed(2)}, by which the two alone differ: ${ratio <= noise ? 'held' : 'missed'}); alone after / alone before: ${(last.p99 / first.p99).toFixed(2)}`,
  );
}

void main();
