import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FuzzRun, RunReport } from './fuzz-run';
import type { Fault } from './worker-messages';

/** What one run may leave in memory, beyond what it had after a tenth of its inputs. Bytes. */
const heapAllowance = 48 << 20;

/** All that is wrong with a run, a line each; nothing of an input is quoted. */
export function faultsOf(report: RunReport, depths: readonly string[]): string[] {
  const { early, late } = report.heapBytes;
  return [
    ...[...new Set(report.faults.map(({ what }) => what))].map((what) => `found: ${what}`),
    ...depths.filter((depth) => !report.depths[depth]).map((depth) => `no input got as far as ${depth}`),
    // Not a number where the worker could not be asked: it is gone, which is among the faults.
    ...(late - early > heapAllowance
      ? [`memory grew by ${String(Math.round((late - early) / (1 << 20)))} MiB`]
      : []),
  ];
}

/** The sizes that are compared. */
export const growth = { small: 1_000, large: 16_000 };
/** How many times longer the large one may take. In proportion it is sixteen; where time grows with the square, 256. */
const steepest = 80;
/** Below this many milliseconds nothing is said of growth: it is the machine's noise. */
const worthAWord = 150;

/** @param times of small, small, large and large inputs: the machine may do something else meanwhile */
export function steepGrowth(times: readonly Readonly<Record<string, number>>[]): string[] {
  const [one = {}, two = {}, three = {}, four = {}] = times;
  return Object.keys(one).flatMap((what) => {
    const small = Math.max(1, Math.min(one[what] ?? 0, two[what] ?? 0));
    const large = Math.min(three[what] ?? 0, four[what] ?? 0);
    if (large <= worthAWord || large <= steepest * small) return [];
    return [`${what}: ${String(Math.round(small))} ms, then ${String(Math.round(large))} ms`];
  });
}

/**
 * Writes each kind of fault down, made smaller, as a fixture is written: once mended, the file moves to
 * test/fuzz/fixtures.
 * @returns where
 */
export async function keepFaults(
  run: FuzzRun,
  target: string,
  faults: readonly Fault[],
  seed: number,
): Promise<string[]> {
  const folder = path.join(__dirname, '../../.lab/fuzz');
  const kinds = new Map(faults.map((fault) => [fault.what, fault]));
  const kept: string[] = [];
  for (const fault of kinds.values()) {
    mkdirSync(folder, { recursive: true });
    const { what, input, index } = await run.minimised(fault);
    const file = path.join(folder, `${target}-${String(index)}.json`);
    writeFileSync(file, `${JSON.stringify({ target, what, seed, index, input }, null, 2)}\n`);
    kept.push(`.lab/fuzz/${path.basename(file)}`);
  }
  return kept;
}
