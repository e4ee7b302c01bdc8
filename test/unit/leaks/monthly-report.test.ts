import { daysOfMonth, monthlyReport } from '#leaks/model/monthly-report';
import type { LeakCase } from '#leaks/model/shop-figures';

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`) * 1000;

function caseOf(changes: Partial<LeakCase>): LeakCase {
  return {
    ...{ id: 1, kind: 'manager', group: '101', lamp: 'recent', openedWeek: '2026-10-18' },
    ...{ lastWeek: '2026-11-22', z: 4, threshold: 3.3, openedAt: at('2026-10-19'), namedBy: ['a', 'b'] },
    ...{ closedAt: null, closedBy: null, reason: null, note: null, ...changes },
  };
}

const casesOf = (month: string, ...cases: LeakCase[]) =>
  monthlyReport(month, null, { figures: [], drills: [], cases, shop: null }).cases;

test('days of a month', () => {
  expect(daysOfMonth('2026-02')).toEqual({ first: '2026-02-01', last: '2026-02-28' });
  expect(daysOfMonth('2028-02')).toEqual({ first: '2028-02-01', last: '2028-02-29' });
  expect(daysOfMonth('2026-12')).toEqual({ first: '2026-12-01', last: '2026-12-31' });
  for (const none of ['2026-00', '2026-13', '2026-1', '1999-01', '2026-11-01', '']) {
    expect(daysOfMonth(none)).toBeNull();
  }
  expect(() => casesOf('2026-13')).toThrow(RangeError);
});

test('a case is told in each month in which it was open, as it stood at the end of it', () => {
  const closed = caseOf({
    ...{ closedAt: at('2026-11-24'), closedBy: 'a', reason: 'explained', note: 'A competitor opened.' },
  });
  expect(casesOf('2026-09', closed)).toEqual([]);
  expect(casesOf('2026-10', closed)).toMatchObject([
    { isOpen: true, reason: null, note: null, lastWeek: '2026-10-31' },
  ]);
  expect(casesOf('2026-11', closed)).toMatchObject([
    { isOpen: false, reason: 'explained', note: 'A competitor opened.', lastWeek: '2026-11-22' },
  ]);
  expect(casesOf('2026-12', closed)).toEqual([]);
});

test.each([
  ['nobody has agreed', 'manager', [], null],
  ['one has', 'manager', ['a'], null],
  ['two have', 'manager', ['a', 'b'], '101'],
  ['it is about former customers of a manager', 'former', ['a'], null],
  ['it is about no person', 'team', [], '101'],
] as const)('who a case is about is told where %s: %s %j', (_what, kind, namedBy, group) => {
  const one = caseOf({
    ...{ kind, namedBy: [...namedBy], closedAt: at('2026-11-24'), reason: 'no-finding', note: 'Asked Anna.' },
  });
  expect(casesOf('2026-11', one)).toMatchObject([{ group, note: group === null ? null : 'Asked Anna.' }]);
});
