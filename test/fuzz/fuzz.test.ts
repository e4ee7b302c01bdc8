import { FuzzRun } from './fuzz-run';
import { targets } from './targets';
import { faultsOf, growth, keepFaults, steepGrowth } from './verdict';

/*
 * A hundred thousand inputs, or as many as STAR7_FUZZ_INPUTS says (scripts/fuzz: a million and more), shared out among
 * the ways in. The same seed gives the same inputs; STAR7_FUZZ_SEED changes it, STAR7_FUZZ_TARGETS chooses.
 */

const total = Number(process.env['STAR7_FUZZ_INPUTS'] ?? 100_000);
const seed = Number(process.env['STAR7_FUZZ_SEED'] ?? 7);
const chosen = process.env['STAR7_FUZZ_TARGETS']?.split(/[\s,]+/).filter((name) => name !== '') ?? [];
const parts = targets.reduce((sum, { weight }) => sum + weight, 0);

const running = targets.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
const unknown = chosen.filter((name) => !targets.some((target) => target.name === name));

test('the targets that were chosen are there', () => {
  expect(unknown).toEqual([]);
  expect(running.length).toBeGreaterThan(0);
});

describe.each(running)('$name', ({ name, module, weight, depths }) => {
  test('whatever comes: no crash, no hang, no leak', async () => {
    const run = new FuzzRun({ module, name }, { seed });
    try {
      const report = await run.inputs(Math.ceil((total * weight) / parts));
      const kept = await keepFaults(run, name, report.faults, seed);
      process.stderr.write(`${summary(name, report)}\n`);
      expect({ seed, wrong: faultsOf(report, depths), kept }).toEqual({ seed, wrong: [], kept: [] });
    } finally {
      await run.close();
    }
  });

  test('sixteen times as much takes about sixteen times as long', async () => {
    const run = new FuzzRun({ module, name }, { seed });
    const { small, large } = growth;
    try {
      const times = await run.grown([small, small, large, large]);
      expect(Object.keys(times[0] ?? {}).length).toBeGreaterThan(0);
      expect(steepGrowth(times)).toEqual([]);
    } finally {
      await run.close();
    }
  });
});

function summary(
  name: string,
  { inputs, seconds, depths, slowestMs, heapBytes }: Awaited<ReturnType<FuzzRun['inputs']>>,
): string {
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
