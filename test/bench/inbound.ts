/**
 * What it costs that a customer's call goes through Star7: `scripts/bench --inbound`. Compared with a plain dialplan that
 * looks the caller up by func_odbc and dials the manager, on one Asterisk, in one run. docs/cost.md describes the method.
 *
 * Exits 1 where Star7 lost a call, or the run itself failed.
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { drained, pidOf } from './bench-lab';
import { did, plainDid, prepareAsterisk, setCdr } from './bench-pbx';
import { prepareData } from './bench-data';
import { benchOrder } from './bench-shop';
import { median, medianSpread, spread } from './call-times';
import type { Spread } from './call-times';
import { InboundLoadGenerator } from './inbound-load';
import { cpuTimes } from './process-cost';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { defaultDirectory, Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { basePorts } from '../lab/lab-ports';

const rates = [10, 40];
const repeats = 3;
const seconds = 10;
const talkMs = 1_000;
const waiting = 20;
const watchedSeconds = 20;

interface Way {
  name: string;
  did: string;
  from: number;
  cdr: boolean;
}

async function main(): Promise<void> {
  const say = (line: string): void => console.error(line);
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench'),
    basePort: basePorts.bench,
    ownPhones: true,
    star7: { STAR7_LOG_LEVEL: 'info' },
    say,
  });
  const load = new InboundLoadGenerator(lab);
  try {
    await prepareData(lab);
    await prepareAsterisk(lab);
    await lab.star7.mustRun(['did', 'set', did, '--overflow', 'wait', '--no-hours']);
    await load.start();
    const { customers } = lab.ports;
    const ways: Way[] = [
      { name: 'plain', did: plainDid, from: customers + 1, cdr: true },
      { name: 'star7', did, from: customers, cdr: false },
    ];
    const lost = await compare(lab, load, ways, say);
    await waitingCost(lab, say);
    process.exitCode = lost > 0 ? 1 : 0;
  } finally {
    await load.stop();
    await lab.down();
  }
}

/** @returns how many calls Star7 lost */
async function compare(
  lab: Lab,
  load: InboundLoadGenerator,
  ways: readonly Way[],
  say: (line: string) => void,
): Promise<number> {
  for (const way of ways) {
    await setCdr(lab, way.cdr);
    await load.run({ ...way, name: `${way.name}-warm`, rate: 40, calls: 800, talkMs });
    await drained(lab);
  }
  let lost = 0;
  console.log('\nINVITE to INVITE, p50 / p99 in ms; CPU in ms a call\n');
  console.log('| calls/s | way   | INVITE to INVITE | Asterisk | Star7 | lost | calls |');
  console.log('| ------- | ----- | ---------------- | -------- | ----- | ---- | ----- |');
  for (const rate of rates) {
    const calls = rate * seconds;
    const found = new Map<
      string,
      { times: (Spread | null)[]; asterisk: number[]; star7: number[]; lost: number }
    >();
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      for (const way of repeat % 2 === 0 ? ways : [...ways].reverse()) {
        await setCdr(lab, way.cdr);
        const before = cpu(lab);
        const result = await load.run({ ...way, rate, calls, talkMs });
        await drained(lab);
        const after = cpu(lab);
        const sofar = found.get(way.name) ?? { times: [], asterisk: [], star7: [], lost: 0 };
        sofar.times.push(spread(result.times, 'phoneInvite', 'carrierInvite'));
        sofar.asterisk.push((after.asterisk - before.asterisk) / calls);
        sofar.star7.push((after.star7 - before.star7) / calls);
        sofar.lost += result.failed;
        found.set(way.name, sofar);
        say(`${rate} calls/s ${way.name}: ${result.failed} of ${calls} lost`);
      }
    }
    for (const [name, { times, asterisk, star7, lost: failed }] of found) {
      const spreads = medianSpread(times);
      console.log(
        `| ${rate} | ${name} | ${spreads?.p50.toFixed(1)} / ${spreads?.p99.toFixed(1)} | ${median(asterisk).toFixed(1)} | ${name === 'star7' ? median(star7).toFixed(1) : '–'} | ${failed} | ${calls * repeats} |`,
      );
      if (name === 'star7') lost += failed;
    }
  }
  return lost;
}

/** Star7's CPU while callers wait whose managers talk, less what the talks alone cost. */
async function waitingCost(lab: Lab, say: (line: string) => void): Promise<void> {
  const { customers: own, customersMedia: media, sip: pbx } = lab.ports;
  const customers = await Customers.start({ own, media, pbx });
  const calls: CustomerCall[] = [];
  const call = async (index: number): Promise<void> => {
    const one = await customers.call({ to: did, from: benchOrder(index).phone });
    calls.push(one);
    await one.answered(20_000);
  };
  try {
    for (let index = 0; index < waiting; index += 1) await call(index);
    const talking = await share(lab);
    for (let index = 0; index < waiting; index += 1) await call(index + 1_000);
    await eventually(
      async () => /star7_calls_in_phase\{[^}]*phase="queueing"[^}]*\} 20\b/.test(await metrics(lab)),
      { within: 20_000, every: 200, what: 'all callers to wait' },
    );
    const both = await share(lab);
    say(`${waiting} talk: ${percent(talking)}; and ${waiting} wait: ${percent(both)}`);
    console.log(
      `\n${waiting} callers who wait: ${percent(both - talking)} of a core in Star7 (${percent(both)} less ${percent(talking)} for as many who talk)`,
    );
  } finally {
    await customers.stop();
  }
}

async function share(lab: Lab): Promise<number> {
  const before = cpu(lab).star7;
  await pause(watchedSeconds * 1000);
  return (cpu(lab).star7 - before) / (watchedSeconds * 1000);
}

async function metrics(lab: Lab): Promise<string> {
  return await (await fetch(new URL('/metrics', lab.star7.httpUrl))).text();
}

function cpu({ asterisk, star7 }: Lab): { asterisk: number; star7: number } {
  return { asterisk: cpuTimes(pidOf(asterisk.daemon)).own, star7: cpuTimes(pidOf(star7.daemon)).own };
}

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
