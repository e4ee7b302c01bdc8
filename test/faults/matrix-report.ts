import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Pass } from './matrix';

/** The part of the matrix to run. */
export interface Selection {
  /** Whether faults last as long as in the whole matrix. */
  whole: boolean;
  repetitions: number;
  /** Whether earlier results of these faults are kept. */
  adds: boolean;
  wanted: (fault: { name: string; always: boolean }) => boolean;
}

/**
 * `STAR7_FAULTS`: `all`, or a regular expression for names of faults; without it those of scripts/test.
 * `STAR7_FAULT_REPETITIONS`: how often each strikes. `STAR7_FAULT_LENGTH=short`: no longer than in
 * scripts/test. `STAR7_FAULT_ADDS=yes`: adds to the results of earlier runs of the same faults.
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

/** The results of a matrix, kept between runs: a new run of a fault replaces its earlier results. */
export class MatrixReport<S extends string> {
  #passes: Pass<S>[];

  constructor(
    private readonly file: string,
    private readonly states: readonly S[],
  ) {
    this.#passes = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Pass<S>[]) : [];
  }

  /** Drops the results of these faults. */
  forget(isMeant: (fault: string) => boolean): void {
    this.#passes = this.#passes.filter(({ fault }) => !isMeant(fault));
  }

  add(pass: Pass<S>): void {
    this.#passes.push(pass);
    writeFileSync(this.file, `${JSON.stringify(this.#passes, null, 2)}\n`);
  }

  /** Faults × states: repetitions, and violations if any. */
  table(): string {
    const faults = [...new Set(this.#passes.map(({ fault }) => fault))];
    const rows = faults.map((fault) => {
      const passes = this.#passes.filter((pass) => pass.fault === fault);
      const violations = passes.flatMap((pass) => pass.violations);
      const cells = this.states.map((state) => {
        const count = violations.filter((violation) => violation.state === state).length;
        const strikes = passes.filter((pass) => struckIn(pass, state)).length;
        return strikes === 0 ? '' : count === 0 ? String(strikes) : `${strikes} (${count} wrong)`;
      });
      const common = violations.filter(({ state }) => state === '').length;
      const most = (of: (pass: Pass<S>) => number): string => (Math.max(...passes.map(of)) / 1000).toFixed(1);
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
    const header = ['fault', ...this.states, 'of all', 'lasted, s', 'works after, s', 'customer alone, s'];
    return [...aligned([header, ...rows]), `${strikes} calls struck, violations ${all}`].join('\n');
  }
}

function struckIn<S extends string>(pass: Pass<S>, state: S): boolean {
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
