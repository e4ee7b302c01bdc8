import { reportedDecoys } from '#leaks/model/decoys/reported-lists';
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
  monthlyReport(month, null, { figures: [], drills: [], cases, shop: null, decoys: null }).cases;

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

describe('decoys of a month', () => {
  const month = { from: at('2026-11-01'), to: at('2026-12-01') };
  const decoy = (id: number, kind: 'manager' | 'export', key: string, planted = '2026-09-01') => ({
    ...{ id, kind, key, hasMailbox: false, smsSince: null, plantedAt: at(planted), retiredAt: null },
  });
  const hit = (decoyId: number | null, day: string, as: 'silent' | 'named') => ({
    ...{
      ...{ medium: 'call' as const, count: 1, decoyId },
      purpose: decoyId === null ? ('control' as const) : ('decoy' as const),
      class: as,
      at: at(day),
    },
  });
  const decoys = [decoy(1, 'manager', '101'), decoy(2, 'manager', '102'), decoy(3, 'export', 'September')];
  const hits = [
    hit(1, '2026-10-05', 'named'),
    hit(1, '2026-11-05', 'named'),
    hit(3, '2026-11-06', 'silent'),
    hit(null, '2026-11-07', 'silent'),
    hit(2, '2026-12-05', 'named'),
  ];

  test('counts the month; what they are worth is of all until its end, and no later', () => {
    const report = reportedDecoys(
      month,
      decoys,
      [{ medium: 'call', enteredAt: at('2026-09-01') }],
      hits,
      () => true,
    )!;
    expect(report.lists.map(({ key, strength }) => [key, strength])).toEqual([
      ['101', 'strong'],
      ['102', 'none'],
      ['September', 'none'],
    ]);
    expect(report.lists[0]!.hits).toEqual({ silent: 0, answered: 0, offered: 0, named: 1 });
    expect(report.lists[2]!.hits.silent).toBe(1);
    const none = { silent: 0, answered: 0, offered: 0, named: 0 };
    expect(report.controls).toEqual({
      numbers: 1,
      hits: { ...none, silent: 1 },
      mailboxes: 0,
      mails: none,
      sms: none,
    });
  });

  test('a manager whom two persons have not agreed to name is not named; nothing planted is nothing told', () => {
    const report = reportedDecoys(month, decoys, [], hits, ({ kind }) => kind !== 'manager')!;
    expect(report.lists.map(({ key }) => key)).toEqual([null, null, 'September']);
    expect(JSON.stringify(report)).not.toMatch(/10[12]/);
    expect(reportedDecoys(month, [decoy(4, 'export', 'x', '2026-12-02')], [], [], () => true)).toBeNull();
  });
});
