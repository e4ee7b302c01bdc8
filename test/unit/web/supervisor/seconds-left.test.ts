import { secondsLeft } from '../../../../src/web/pages/supervisor/reveals-data';

jest.mock('../../../../src/web/api/client', () => ({ api: {}, take: () => undefined }));

test('what was revealed is hidden by the clock, also after a page slept', () => {
  const until = 60_000;
  expect([0, 1, 59_001, 59_999].map((now) => secondsLeft(until, now))).toEqual([60, 60, 1, 1]);
  expect([60_000, 3_600_000].map((now) => secondsLeft(until, now))).toEqual([0, 0]);
});
