/**
 * Calls while the leak watch runs: `scripts/bench --leaks-beside [orders] [managers]`. 40 calls a second, by turns alone and beside
 * `star7 leaks run` on the same machine and database, and what the run changes of the time from a phone's INVITE to the carrier's.
 * Reported, not enforced.
 */
import path from 'node:path';
import { Database } from '#database/database';
import { prepareData } from './bench-data';
import { drained } from './bench-lab';
import { prepareAsterisk, setCdr } from './bench-pbx';
import { spread } from './call-times';
import type { CallTimes } from './call-times';
import { fillLeakShop, forgetRuns, pretendLastWeek } from './leak-shop';
import { LoadGenerator } from './load';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';

const rate = 40;
const repeats = 3;
const warmUpCalls = 1_500;
const talkMs = 1_000;
/** Above the ids of the bench's own shop. */
const firstId = 50_000;

async function main(): Promise<void> {
  const orders = Number(process.argv[2] ?? 1_000_000);
  const managers = Number(process.argv[3] ?? 200);
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench'),
    ...{ basePort: basePorts.bench, ownPhones: true, star7: { STAR7_LOG_LEVEL: 'info' } },
  });
  const load = new LoadGenerator(lab);
  const database = Database.connect(lab.database.url, { silenceMs: null });
  const call = async (calls: number, meanwhile?: () => Promise<void>) => {
    const result = await load.run(
      { variant: 'star7', rate, calls, talkMs, capture: true, audio: false },
      meanwhile,
    );
    await drained(lab);
    return result;
  };
  try {
    await prepareData(lab);
    await prepareAsterisk(lab);
    await fillLeakShop(database, { orders, managers, after: firstId });
    await load.start();
    await setCdr(lab, false);
    await call(warmUpCalls);
    // How long a run takes says for how long calls have to go on.
    const seconds = await weeklyRun(lab, database);
    console.log(`star7 leaks run of ${String(orders)} orders, alone: ${seconds.toFixed(1)} s`);
    const calls = Math.round(rate * Math.min(60, Math.max(10, seconds * 1.5)));
    const alone: CallTimes[] = [];
    const beside: CallTimes[] = [];
    let lost = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const without = await call(calls);
      let took = 0;
      const during = await call(calls, async () => {
        took = await weeklyRun(lab, database);
      });
      alone.push(...without.times);
      beside.push(...during.times);
      lost += during.failed;
      console.log(
        `${calls} calls alone, ${calls} beside a run of ${took.toFixed(1)} s: ${during.failed} lost`,
      );
    }
    report(alone, beside, lost);
  } finally {
    await database.close();
    await load.stop();
    await lab.down();
  }
}

function report(alone: readonly CallTimes[], beside: readonly CallTimes[], lost: number): void {
  const [before, after] = [alone, beside].map((times) => spread(times, 'phoneInvite', 'carrierInvite'));
  if (!before || !after) throw new Error('no call was captured');
  console.log('| INVITE to INVITE, ms | p50 | p99 | calls |');
  console.log('| -------------------- | --- | --- | ----- |');
  for (const [name, { p50, p99, count }] of [
    ['alone', before],
    ['beside the weekly run', after],
  ] as const) {
    console.log(`| ${name} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${String(count)} |`);
  }
  console.log(`p99 beside / alone: ${(after.p99 / before.p99).toFixed(2)}; lost beside: ${String(lost)}`);
}

/** @returns seconds */
async function weeklyRun(lab: Lab, database: Database): Promise<number> {
  await forgetRuns(database);
  await pretendLastWeek(database);
  const begin = performance.now();
  await lab.star7.mustRun(['leaks', 'run'], { within: 900_000 });
  return (performance.now() - begin) / 1000;
}

void main();
