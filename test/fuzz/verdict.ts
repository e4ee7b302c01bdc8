import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FuzzRun, RunReport } from './fuzz-run';
import type { Fault } from './worker-messages';

/** How much the memory of one run may grow after the first tenth of its inputs. Bytes. */
const heapAllowance = 48 << 20;

/** All faults of a run, one line each, without quoting any input. */
export function faultsOf(report: RunReport, depths: readonly string[]): string[] {
  const { early, late } = report.heapBytes;
  return [
    ...[...new Set(report.faults.map(({ what }) => what))].map((what) => `found: ${what}`),
    ...depths.filter((depth) => !report.depths[depth]).map((depth) => `no input got as far as ${depth}`),
    // NaN where the worker is gone; that is reported as a fault itself.
    ...(late - early > heapAllowance
      ? [`memory grew by ${String(Math.round((late - early) / (1 << 20)))} MiB`]
      : []),
  ];
}

/** The compared sizes. */
export const growth = { small: 1_000, large: 16_000 };
/** The permitted ratio of run times. Linear growth gives sixteen, quadratic growth 256. */
const steepest = 80;
/** Shorter run times (milliseconds) are not judged: they are noise of the machine. */
const worthAWord = 150;

/** @param times of small, small, large and large inputs, since the machine may be busy meanwhile */
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
 * Writes each kind of fault, minimised, in the format of a fixture: once it is fixed, the file moves to
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
