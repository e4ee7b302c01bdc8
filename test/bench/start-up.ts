/**
 * How long Star7 needs from its start until it takes calls: `scripts/bench --start` runs this. PBX and database are up;
 * each round starts the process anew and asks `/readyz` until it answers 200. Reported, not enforced.
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { defaultDirectory, Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { basePorts } from '../lab/lab-ports';
import { pidOf } from './bench-lab';
import { median } from './call-times';
import { cpuTimes, machineTimes } from './process-cost';

const rounds = 5;
const deadlineMs = 30_000;
const askEveryMs = 10;

interface Start {
  /** From spawn to the first 200 of `/readyz`. Milliseconds. */
  ready: number;
  /** CPU of the process until then. Milliseconds. */
  cpu: number;
  /** Share of the machine that everything else took meanwhile, 0 to 1. */
  others: number;
}

async function main(): Promise<void> {
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench-start'),
    basePort: basePorts.bench,
    leaky: false,
    parts: ['database', 'asterisk', 'star7'],
    star7: { STAR7_LOG_LEVEL: 'info' },
  });
  try {
    const starts: Start[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await lab.star7.stop();
      starts.push(await timed(lab));
    }
    for (const { ready, cpu, others } of starts) {
      console.log(
        `/readyz after ${ready.toFixed(0)} ms; CPU ${cpu.toFixed(0)} ms, others ${(100 * others).toFixed(0)} % of the machine`,
      );
    }
    console.log(`median of ${String(rounds)}: ${median(starts.map(({ ready }) => ready)).toFixed(0)} ms`);
  } finally {
    await lab.down();
  }
}

/** @throws LabError where it is not ready by the deadline */
async function timed({ star7 }: Lab): Promise<Start> {
  const machine = machineTimes();
  const started = performance.now();
  star7.launch();
  while (!(await isReady(star7.httpUrl))) {
    if (performance.now() - started > deadlineMs)
      throw new LabError('start of Star7', 'it is not ready', `See ${star7.env['STAR7_LOG_FILE'] ?? ''}`);
    await pause(askEveryMs);
  }
  const ready = performance.now() - started;
  const cpu = cpuTimes(pidOf(star7.daemon)).own;
  const now = machineTimes();
  const busy = now.busy - machine.busy;
  return { ready, cpu, others: (busy - cpu) / (busy + now.idle - machine.idle) };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    // It does not listen yet.
    return false;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
