import type { StepResult } from '../../run/run-steps';
import type { SuiteReport } from '../../run/suite-report';
import { suiteReport } from '../../run/suite-reporter';
import { summary, totals } from '../../run/summary';

function suite(changes: Partial<SuiteReport> = {}): SuiteReport {
  return {
    ...{ project: 'unit', file: 'test/unit/a.test.ts', seconds: 1, passed: 3, failed: 0, skipped: 0 },
    failure: null,
    ...changes,
  };
}

function result(name: string, changes: Partial<StepResult> = {}): StepResult {
  return {
    step: { name, command: [], jest: true, log: null },
    suites: [],
    seconds: 2,
    broken: null,
    ...changes,
  };
}

test('the last line counts the tests of all runs', () => {
  const results = [
    result('unit', { suites: [suite(), suite()] }),
    result('scenarios', { suites: [suite({ passed: 5 })] }),
  ];
  expect(summary(results, 10).at(-1)).toBe('11 passed, 0 failed');
});

test('skipped tests are told where there are some', () => {
  expect(summary([result('unit', { suites: [suite({ skipped: 2 })] })], 10).at(-1)).toBe(
    '3 passed, 0 failed, 2 skipped',
  );
});

test('a check that failed and a run that broke off count as one failure each, beside the tests that failed', () => {
  const results = [
    result('lint', { broken: 'it ended with 1' }),
    result('unit', { suites: [suite({ failed: 2, failure: 'text' })] }),
    result('scenarios', { suites: [suite()], broken: 'jest broke off: SIGKILL ended it' }),
  ];
  expect(totals(results)).toEqual({ passed: 6, failed: 4, skipped: 0 });
  const lines = summary(results, 10);
  expect(lines.at(-1)).toBe('6 passed, 4 failed');
  expect(lines).toContain('Tests:       4 failed, 6 passed, 10 total');
  expect(lines).toContain('Test Suites: 1 failed, 1 passed, 2 total');
  expect(lines.filter((line) => line.startsWith('FAILED ')).map((line) => line.split(/ {2,}/)[0])).toEqual([
    'FAILED unit test/unit/a.test.ts',
    'FAILED lint',
    'FAILED unit',
    'FAILED scenarios',
  ]);
});

test('what a failed suite said is shown, a long text not to its end', () => {
  const failure = Array.from({ length: 100 }, (_, line) => `line ${String(line)}`).join('\n');
  const lines = summary([result('unit', { suites: [suite({ failed: 1, failure })] })], 10);
  expect(lines).toContain('line 59');
  expect(lines).not.toContain('line 60');
  expect(lines).toContain('… 40 more lines in the log');
});

test('of a failed test the end has its title, what it says first, and what differs', () => {
  const failure = [
    '  ● a call › is recorded',
    '',
    '    expect(received).toMatchObject(expected)',
    '',
    '    - Expected  - 1',
    '    + Received  + 1',
    '',
    '      Object {',
    '    -   "next": "1001",',
    '    +   "next": "1002",',
    '      }',
    '',
    '      at test/scenarios/work.test.ts:110:27',
    '',
    '  ● another',
    '',
    '    thrown: "Exceeded"',
  ].join('\n');
  const lines = summary([result('scenarios', { suites: [suite({ failed: 2, failure })] })], 10);
  const at = lines.indexOf('What failed, in short:');
  expect(lines.slice(at + 2, lines.indexOf('', at))).toEqual([
    '    ● a call › is recorded',
    '      expect(received).toMatchObject(expected)',
    '      - Expected  - 1',
    '      + Received  + 1',
    '      -   "next": "1001",',
    '      +   "next": "1002",',
    '    ● another',
    '      thrown: "Exceeded"',
  ]);
});

test('the ten slowest suites of all runs are shown, the slowest first', () => {
  const suites = Array.from({ length: 12 }, (_, n) =>
    suite({ file: `test/${String(n)}.test.ts`, seconds: n }),
  );
  const lines = summary(
    [result('unit', { suites }), result('scenarios', { suites: [suite({ seconds: 99 })] })],
    10,
  );
  const shown = lines.filter((line) => /^ +[\d.]+ s {2}/.test(line));
  expect(shown).toHaveLength(10);
  expect(shown[0]).toContain('99.0 s');
  expect(shown.at(-1)).toContain('test/3.test.ts');
});

describe('what jest says of a suite', () => {
  const run = {
    path: '/project/test/unit/a.test.ts',
    context: { config: { displayName: { name: 'unit' } } },
  };
  const said = {
    ...{ numPassingTests: 4, numFailingTests: 0, numPendingTests: 1, numTodoTests: 1 },
    ...{ perfStats: { start: 1_000, end: 3_500 }, failureMessage: null },
  };

  test('is counted, with its file from the project’s folder', () => {
    expect(suiteReport('/project', run, said)).toEqual({
      ...{ project: 'unit', file: 'test/unit/a.test.ts', seconds: 2.5 },
      ...{ passed: 4, failed: 0, skipped: 2, failure: null },
    });
  });

  test('failed tests are counted; a suite that does not run at all is one', () => {
    expect(suiteReport('/project', run, { ...said, numFailingTests: 3, failureMessage: 'no' }).failed).toBe(
      3,
    );
    const broken = { ...said, numPassingTests: 0, failureMessage: 'Cannot find module' };
    expect(suiteReport('/project', run, broken).failed).toBe(1);
  });
});
