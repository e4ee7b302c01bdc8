import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { states } from './call-states';
import type { State } from './call-states';
import type { Pass } from './matrix';

/** What of the matrix is to be run. */
export interface Selection {
  /** Whether faults last as long as the whole matrix wants them to. */
  whole: boolean;
  repetitions: number;
  /** Whether what is known of these faults is kept. */
  adds: boolean;
  wanted: (fault: { name: string; always: boolean }) => boolean;
}

/**
 * `STAR7_FAULTS`: `all`, or a regular expression of the names of the faults that are wanted; without it those of
 * scripts/test. `STAR7_FAULT_REPETITIONS`: how often each strikes. `STAR7_FAULT_LENGTH=short`: no longer than in
 * scripts/test. `STAR7_FAULT_ADDS=yes`: added to what an earlier run has found of the same faults.
 */
export function selectionOf(environment: NodeJS.ProcessEnv): Selection {
  const {
    STAR7_FAULTS: names = '',
    STAR7_FAULT_REPETITIONS: repetitions = '1',
    STAR7_FAULT_LENGTH: length = names === '' ? 'short' : 'whole',
  } = environment;
  return {
    whole: length !== 'short',
    repetitions: Number(repetitions),
    adds: environment['STAR7_FAULT_ADDS'] === 'yes',
    wanted: ({ name, always }) => (names === '' ? always : names === 'all' || new RegExp(names).test(name)),
  };
}

/** What is known of the matrix, kept from run to run: a fault that is run again replaces what was known of it. */
export class MatrixReport {
  #passes: Pass[];

  constructor(private readonly file: string) {
    this.#passes = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Pass[]) : [];
  }

  /** Nothing is known any more of these. */
  forget(isMeant: (fault: string) => boolean): void {
    this.#passes = this.#passes.filter(({ fault }) => !isMeant(fault));
  }

  add(pass: Pass): void {
    this.#passes.push(pass);
    writeFileSync(this.file, `${JSON.stringify(this.#passes, null, 2)}\n`);
  }

  /** Faults × states: repetitions, and violations where there are any. */
  table(): string {
    const faults = [...new Set(this.#passes.map(({ fault }) => fault))];
    const rows = faults.map((fault) => {
      const passes = this.#passes.filter((pass) => pass.fault === fault);
      const violations = passes.flatMap((pass) => pass.violations);
      const cells = states.map((state) => {
        const count = violations.filter((violation) => violation.state === state).length;
        const strikes = passes.filter((pass) => struckIn(pass, state)).length;
        return strikes === 0 ? '' : count === 0 ? String(strikes) : `${strikes} (${count} wrong)`;
      });
      const common = violations.filter(({ state }) => state === '').length;
      const most = (of: (pass: Pass) => number): string => (Math.max(...passes.map(of)) / 1000).toFixed(1);
      return [
        fault,
        ...cells,
        String(common),
        most(({ lasted }) => lasted),
        most(({ worksAfter }) => worksAfter),
        most(({ longestAlone }) => longestAlone),
      ];
    });
    const all = this.#passes.reduce((sum, { violations }) => sum + violations.length, 0);
    const strikes = this.#passes.reduce((sum, { strikes: count }) => sum + count, 0);
    const header = ['fault', ...states, 'of all', 'lasted, s', 'works after, s', 'customer alone, s'];
    return [...aligned([header, ...rows]), `${strikes} calls struck, violations ${all}`].join('\n');
  }
}

function struckIn(pass: Pass, state: State): boolean {
  return pass.states.includes(state);
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
}
