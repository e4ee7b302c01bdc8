import { breakEnd } from '../../../../src/web/phone/break-end';

const now = new Date(2026, 6, 1, 12, 30);

test.each([
  [{ minutes: 15 }, new Date(2026, 6, 1, 12, 45)],
  [{ minutes: 0 }, null],
  [{ time: '14:00' }, new Date(2026, 6, 1, 14)],
  [{ time: '12:30' }, new Date(2026, 6, 2, 12, 30)],
  [{ time: '09:05' }, new Date(2026, 6, 2, 9, 5)],
  [{ time: '' }, null],
])('a break of %j', (length, end) => {
  expect(breakEnd(length, now)).toEqual(end);
});
