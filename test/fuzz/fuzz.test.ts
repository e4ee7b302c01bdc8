import { availableParallelism } from 'node:os';
import { FuzzRun } from './fuzz-run';
import type { RunReport } from './fuzz-run';
import { targets } from './targets';
import type { TargetEntry } from './targets';
import { faultsOf, growth, keepFaults, steepGrowth } from './verdict';

/*
 * Sixty thousand inputs, or the number in STAR7_FUZZ_INPUTS (scripts/fuzz: over a million), divided among the
 * entry points. The same seed gives the same inputs; STAR7_FUZZ_SEED changes the seed, STAR7_FUZZ_TARGETS
 * selects targets.
 */

const total = Number(process.env['STAR7_FUZZ_INPUTS'] ?? 60_000);
/** The limit for all targets together: each test waits for its target's turn. */
jest.setTimeout(3_600_000);

const seed = Number(process.env['STAR7_FUZZ_SEED'] ?? 7);
const chosen = process.env['STAR7_FUZZ_TARGETS']?.split(/[\s,]+/).filter((name) => name !== '') ?? [];
const parts = targets.reduce((sum, { weight }) => sum + weight, 0);

const running = targets.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
const unknown = chosen.filter((name) => !targets.some((target) => target.name === name));

test('the selected targets exist', () => {
  expect(unknown).toEqual([]);
  expect(running.length).toBeGreaterThan(0);
});

/** The number of parallel targets: each has its own thread. */
const atOnce = Math.min(2, availableParallelism());

interface Findings {
  report: RunReport;
  kept: string[];
  times: Record<string, number>[];
}

const findings = inTurns(
  running.map((entry) => () => search(entry)),
  atOnce,
);

describe.each(running.map((entry, index) => ({ ...entry, index })))('$name', ({ index, depths }) => {
  test('any input: no crash, no hang, no leak', async () => {
    const { report, kept } = await findings[index]!;
    expect({ seed, wrong: faultsOf(report, depths), kept }).toEqual({ seed, wrong: [], kept: [] });
  });

  test('sixteen times as much takes about sixteen times as long', async () => {
    const { times } = await findings[index]!;
    expect(Object.keys(times[0] ?? {}).length).toBeGreaterThan(0);
    expect(steepGrowth(times)).toEqual([]);
  });
});

async function search({ name, module, weight }: TargetEntry): Promise<Findings> {
  const run = new FuzzRun({ module, name }, { seed });
  try {
    const { small, large } = growth;
    const times = await run.grown([small, small, large, large]);
    const report = await run.inputs(Math.ceil((total * weight) / parts));
    process.stderr.write(`${summary(name, report)}\n`);
    return { report, times, kept: await keepFaults(run, name, report.faults, seed) };
  } finally {
    await run.close();
  }
}

/** Starts some at once, and each of the others when one has ended. */
function inTurns<Result>(works: readonly (() => Promise<Result>)[], places: number): Promise<Result>[] {
  const results: Promise<Result>[] = [];
  for (const [index, work] of works.entries()) {
    // With two places, the third work waits for the first of the two before it to end.
    const before = results.slice(0, index);
    const free = index < places ? Promise.resolve() : ended(before, index - places + 1);
    const result = free.then(work);
    // Its test reports the error; until then it counts as handled.
    result.catch(() => undefined);
    results.push(result);
  }
  return results;
}

/** Waits until this many have ended, successfully or not. */
async function ended(all: readonly Promise<unknown>[], count: number): Promise<void> {
  let left = count;
  await new Promise<void>((resolve) => {
    for (const one of all) {
      one
        .catch(() => undefined)
        .then(() => {
          left -= 1;
          if (left === 0) resolve();
        }, resolve);
    }
  });
}

function summary(name: string, { inputs, seconds, depths, slowestMs, heapBytes }: RunReport): string {
  const reached = Object.entries(depths)
    .sort(([, one], [, other]) => other - one)
    .map(([depth, count]) => `${depth} ${String(count)}`);
  const mebibytes = (bytes: number): string => String(Math.round(bytes / (1 << 20)));
  return [
    `fuzz ${name}: seed ${String(seed)}, ${String(inputs)} inputs in ${seconds.toFixed(1)} s`,
    `(${String(Math.round(inputs / seconds))}/s), slowest ${slowestMs.toFixed(0)} ms,`,
    `heap ${mebibytes(heapBytes.early)} -> ${mebibytes(heapBytes.late)} MiB; ${reached.join(', ')}`,
  ].join(' ');
}
