import {
  dateOf,
  dayOf,
  daysBetween,
  periods,
  rangeOf,
  readPeriod,
  writePeriod,
} from '../../../../src/web/pages/supervisor/period';

/** A Wednesday afternoon where the reader is. */
const now = new Date(2026, 10, 25, 15, 30, 12);

describe('the moments of a period', () => {
  test.each([
    ['today', [2026, 10, 25], [2026, 10, 26]],
    ['yesterday', [2026, 10, 24], [2026, 10, 25]],
    ['7-days', [2026, 10, 19], [2026, 10, 26]],
    ['30-days', [2026, 9, 27], [2026, 10, 26]],
    ['this-month', [2026, 10, 1], [2026, 10, 26]],
  ] as const)('%s', (period, [fromYear, fromMonth, fromDay], [toYear, toMonth, toDay]) => {
    expect(rangeOf({ period, from: null, to: null }, now)).toEqual({
      from: new Date(fromYear, fromMonth, fromDay),
      to: new Date(toYear, toMonth, toDay),
    });
  });

  test('all has no borders', () => {
    expect(rangeOf({ period: 'all', from: null, to: null }, now)).toEqual({ from: null, to: null });
  });

  test('both days of a custom period belong to it, and either may be open', () => {
    expect(rangeOf({ period: 'custom', from: '2026-02-01', to: '2026-02-28' }, now)).toEqual({
      from: new Date(2026, 1, 1),
      to: new Date(2026, 2, 1),
    });
    expect(rangeOf({ period: 'custom', from: null, to: '2026-02-28' }, now).from).toBeNull();
    expect(rangeOf({ period: 'custom', from: '2026-02-01', to: null }, now).to).toBeNull();
  });
});

describe('a period in an address', () => {
  test.each(periods.filter((period) => period !== 'custom'))('%s comes back', (period) => {
    const choice = { period, from: null, to: null };
    expect(readPeriod(new URLSearchParams(writePeriod(choice, '7-days')), '7-days')).toEqual(choice);
  });

  test.each([
    ['2026-01-05', '2026-01-09'],
    ['2026-01-05', null],
    [null, '2026-01-09'],
  ])('from %s to %s comes back', (from, to) => {
    const choice = { period: 'custom', from, to } as const;
    expect(readPeriod(new URLSearchParams(writePeriod(choice, 'all')), 'all')).toEqual(choice);
  });

  test('what is usual stays out of it', () => {
    expect(writePeriod({ period: '7-days', from: null, to: null }, '7-days')).toEqual({});
  });

  test.each(['period=next-year', 'period=custom', 'from=2026-02-30', 'from=x&to=', 'period='])(
    'nonsense is what is usual: %s',
    (search) => {
      expect(readPeriod(new URLSearchParams(search), 'today').period).toBe('today');
    },
  );

  test('two days the wrong way round are turned', () => {
    expect(readPeriod(new URLSearchParams('from=2026-02-05&to=2026-02-01'), 'all')).toEqual({
      period: 'custom',
      from: '2026-02-01',
      to: '2026-02-05',
    });
  });
});

test('days between, over the end of February and a change of clocks', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  expect(daysBetween('2026-03-01', '2026-04-30')).toHaveLength(61);
  expect(new Set(daysBetween('2026-03-01', '2026-04-30')).size).toBe(61);
  expect(daysBetween('2026-03-02', '2026-03-01')).toEqual([]);
  expect(daysBetween('2026-01-01', '2036-01-01', 10)).toHaveLength(10);
});

test('a day is read only as it is written', () => {
  expect(dateOf('2026-11-25')).toEqual(new Date(2026, 10, 25));
  expect(dateOf('2026-11-31')).toBeNull();
  expect(dateOf('2026-1-1')).toBeNull();
  expect(dayOf(new Date(2026, 0, 1, 23, 59))).toBe('2026-01-01');
});
