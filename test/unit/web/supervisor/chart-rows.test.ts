import { fillDays, fillHours, shareOf, stacked } from '../../../../src/web/pages/supervisor/chart-rows';

test('hours: the working day, and what was beyond it', () => {
  const hours = fillHours([
    { hour: 7, calls: 1, answered: 1 },
    { hour: 12, calls: 5, answered: 2 },
    { hour: 23, calls: 0, answered: 0 },
  ]);
  expect(hours.map(({ hour }) => hour)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  expect(hours[5]).toEqual({ hour: 12, calls: 5, answered: 2 });
  expect(hours[6]).toEqual({ hour: 13, calls: 0, answered: 0 });
  expect(fillHours([])).toEqual([]);
});

test('days: every one of the period', () => {
  const row = { day: '2026-11-24', calls: 3, answered: 2, talkSeconds: 90 };
  expect(fillDays([row], '2026-11-23', '2026-11-25')).toEqual([
    { day: '2026-11-23', calls: 0, answered: 0, talkSeconds: 0 },
    row,
    { day: '2026-11-25', calls: 0, answered: 0, talkSeconds: 0 },
  ]);
  expect(fillDays([row], null, null)).toEqual([row]);
  expect(fillDays([], null, null)).toEqual([]);
});

test('bars and shares', () => {
  expect(stacked({ calls: 5, answered: 2 })).toEqual({ answered: 2, unanswered: 3 });
  expect(shareOf(1, 4)).toBe(0.25);
  expect(shareOf(0, 0)).toBeNull();
});
