import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MatrixReport, selectionOf } from '../../faults/matrix-report';

describe('the selection', () => {
  const names = (environment: NodeJS.ProcessEnv): string[] =>
    [
      { name: 'database down', always: true },
      { name: 'Star7 frozen', always: false },
    ]
      .filter(selectionOf(environment).wanted)
      .map(({ name }) => name);

  test.each([
    [{}, ['database down'], false],
    [{ STAR7_FAULTS: 'all' }, ['database down', 'Star7 frozen'], true],
    [{ STAR7_FAULTS: '^Star7' }, ['Star7 frozen'], true],
    [{ STAR7_FAULTS: 'all', STAR7_FAULT_LENGTH: 'short' }, ['database down', 'Star7 frozen'], false],
  ])('%j', (environment, expected, whole) => {
    expect(names(environment)).toEqual(expected);
    expect(selectionOf(environment).whole).toBe(whole);
  });
});

test('the table counts strikes and violations, over all runs', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'star7-matrix-'));
  const file = path.join(folder, 'matrix.json');
  const states = ['bridged', 'ending'] as const;
  const pass = {
    fault: 'database down',
    states,
    strikes: 2,
    violations: [],
    lasted: 3_000,
    worksAfter: 400,
    longestAlone: 0,
  };
  new MatrixReport(file, states).add(pass);
  const report = new MatrixReport(file, states);
  report.add({ ...pass, violations: [{ state: 'bridged', what: 'something' }] });
  const table = report.table();
  expect(table).toContain('4 calls struck, violations 1');
  expect(table).toMatch(/database down +\| .*2 \(1 wrong\).* \| 2 /);
  report.forget((fault) => fault === 'database down');
  report.add({ ...pass, fault: 'Star7 frozen' });
  expect(report.table()).toContain('2 calls struck, violations 0');
  rmSync(folder, { recursive: true });
});
