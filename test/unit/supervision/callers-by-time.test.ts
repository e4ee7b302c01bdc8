import { LocalCalendar } from '#kernel/local-day';
import { callerReport, figuresOf } from '#supervision/model/callers-by-time';
import type { CallerCounts } from '#supervision/model/callers-by-time';

const second = 1_000_000;
const hour = 3600 * second;
const from = Date.UTC(2026, 6, 1) * 1000;

function counts(changes: Partial<CallerCounts> = {}): CallerCounts {
  return {
    ...{ calls: 0, answered: 0, abandoned: 0, notTaken: 0, callBackWanted: 0, outOfHours: 0, live: 0 },
    ...{ inTime: 0, shortAbandoned: 0, answeredWait: 0, longestWait: null },
    ...changes,
  };
}

it('the service level leaves out who gave up at once, who called at night, and who still waits', () => {
  const figures = figuresOf(
    counts({ calls: 20, answered: 8, inTime: 6, abandoned: 5, shortAbandoned: 2, outOfHours: 7, live: 1 }),
  );
  // 20 calls, of which 7 outside hours, 2 abandoned within 5 s and 1 not ended.
  expect(figures.serviceLevel).toBeCloseTo(6 / 10);
});

it('has no average without an answer, and no level without a call that counts', () => {
  expect(figuresOf(counts())).toMatchObject({
    ...{ calls: 0, averageWaitSeconds: null, longestWaitSeconds: null, serviceLevel: null },
  });
  expect(
    figuresOf(counts({ calls: 3, outOfHours: 2, abandoned: 1, shortAbandoned: 1 })).serviceLevel,
  ).toBeNull();
  expect(figuresOf(counts({ calls: 1, abandoned: 1, longestWait: 9 * second }))).toMatchObject({
    ...{ averageWaitSeconds: null, longestWaitSeconds: 9, serviceLevel: 0 },
  });
});

it('adds up by local day and by number; averages are of calls, not of averages', () => {
  const report = callerReport(
    [
      {
        ...counts({ calls: 1, answered: 1, inTime: 1, answeredWait: 4 * second, longestWait: 4 * second }),
        ...{ at: from, did: '74951112233' },
      },
      {
        ...counts({ calls: 3, answered: 3, answeredWait: 60 * second, longestWait: 40 * second }),
        // Half past one in the morning of the next day in Moscow.
        ...{ at: from + 22.5 * hour, did: '78121112233' },
      },
      {
        ...counts({ calls: 1, abandoned: 1, longestWait: 50 * second }),
        ...{ at: from + 23 * hour, did: '74951112233' },
      },
    ],
    LocalCalendar.of('Europe/Moscow')!,
    from,
    from + 48 * hour,
  );
  expect(report.total).toMatchObject({
    calls: 5,
    answered: 4,
    averageWaitSeconds: 16,
    longestWaitSeconds: 50,
  });
  expect(report.byDay.map(({ day, calls }) => [day, calls])).toEqual([
    ['2026-07-01', 1],
    ['2026-07-02', 4],
    ['2026-07-03', 0],
  ]);
  expect(report.byDid.map(({ did, calls, serviceLevel }) => [did, calls, serviceLevel])).toEqual([
    ['74951112233', 2, 0.5],
    ['78121112233', 3, 0],
  ]);
});
