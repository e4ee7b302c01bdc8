import { stripVTControlCharacters } from 'node:util';

import type { StepResult } from './run-steps';
import type { SuiteReport } from './suite-report';

const slowestShown = 10;
/** Of a failed suite's own text; the log has all of it. */
const linesShown = 60;
/** Of each failed test in the list at the end: what it says first, and what differs. */
const reasonLines = 3;
const differenceLines = 8;
const lineWidth = 160;

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** Tests of all jest runs. A check that failed, and a run that broke off, count as one failed test each. */
export function totals(results: readonly StepResult[]): Totals {
  const suites = results.flatMap((result) => result.suites);
  const broken = results.filter((result) => result.broken !== null).length;
  return {
    passed: sum(suites, 'passed'),
    failed: sum(suites, 'failed') + broken,
    skipped: sum(suites, 'skipped'),
  };
}

/** What scripts/test prints at its end. The last line is for programs: `N passed, N failed`. */
export function summary(results: readonly StepResult[], seconds: number): string[] {
  const suites = results.flatMap((result) => result.suites);
  const { passed, failed, skipped } = totals(results);
  const failedSuites = suites.filter((suite) => suite.failed > 0);
  return [
    ...failedSuites.flatMap(failureOf),
    ...slowest(suites),
    ...inShort(failedSuites),
    '',
    ...results.map(
      (result) =>
        `${result.broken === null && !hasFailure(result) ? 'ok    ' : 'FAILED'} ${stepLine(result)}`,
    ),
    '',
    `Test Suites: ${counts({ failed: failedSuites.length, passed: suites.length - failedSuites.length }, suites.length)}`,
    `Tests:       ${counts({ failed, skipped, passed }, failed + skipped + passed)}`,
    `Time:        ${seconds.toFixed(0)} s`,
    `${String(passed)} passed, ${String(failed)} failed${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`,
  ];
}

function failureOf({ project, file, failure }: SuiteReport): string[] {
  const lines = stripVTControlCharacters(failure ?? '')
    .trimEnd()
    .split('\n');
  return [
    '',
    `FAILED ${project} ${file}`,
    ...lines.slice(0, linesShown),
    ...(lines.length > linesShown ? [`… ${String(lines.length - linesShown)} more lines in the log`] : []),
  ];
}

/** What failed once more, a line or two each: where output is shortened, its end is what is kept. */
function inShort(failed: readonly SuiteReport[]): string[] {
  if (failed.length === 0) return [];
  return [
    '',
    'What failed, in short:',
    ...failed.flatMap(({ project, file, failure }) => [
      `  ${project} ${file}`,
      ...titlesAndReasons(failure ?? '').map((line) => `    ${line.slice(0, lineWidth)}`),
    ]),
  ];
}

const title = /^ {2}● /;
/** A line of a difference as jest prints it; the two of its heading count the lines. */
const differing = /^ {4}[-+] (?!(?:Expected|Received) +[-+] )/;

/** Of jest's own text: each test's title, the first lines of what it says, and the lines that differ. */
function titlesAndReasons(failure: string): string[] {
  const lines = stripVTControlCharacters(failure).split('\n');
  return lines.flatMap((line, at) => {
    if (!title.test(line)) return [];
    const next = lines.findIndex((each, index) => index > at && title.test(each));
    const said = lines.slice(at + 1, next === -1 ? undefined : next).filter((each) => each.trim() !== '');
    return [
      line.trim(),
      ...said.slice(0, reasonLines).map((each) => `  ${each.trim()}`),
      ...said
        .slice(reasonLines)
        .filter((each) => differing.test(each))
        .slice(0, differenceLines)
        .map((each) => `  ${each.trimStart()}`),
    ];
  });
}

function slowest(suites: readonly SuiteReport[]): string[] {
  const sorted = [...suites].sort((one, other) => other.seconds - one.seconds).slice(0, slowestShown);
  if (sorted.length === 0) return [];
  return [
    '',
    'The slowest suites:',
    ...sorted.map(
      ({ seconds, project, file }) => `${seconds.toFixed(1).padStart(7)} s  ${project.padEnd(8)} ${file}`,
    ),
  ];
}

function stepLine({ step, seconds, broken }: StepResult): string {
  return `${step.name.padEnd(16)} ${seconds.toFixed(0).padStart(5)} s${broken === null ? '' : `  ${broken}`}`;
}

function hasFailure({ suites }: StepResult): boolean {
  return suites.some((suite) => suite.failed > 0);
}

/** As jest says it: what there is none of is left out. */
function counts(parts: Readonly<Record<string, number>>, total: number): string {
  const there = Object.entries(parts).filter(([, count]) => count > 0);
  return [...there.map(([word, count]) => `${String(count)} ${word}`), `${String(total)} total`].join(', ');
}

function sum(suites: readonly SuiteReport[], what: keyof Totals): number {
  return suites.reduce((all, suite) => all + suite[what], 0);
}
