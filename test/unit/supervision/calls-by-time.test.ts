import { sumByTime } from '#supervision/model/calls-by-time';
import { LocalCalendar } from '#kernel/local-day';

const hour = 3_600_000_000;
const at = (text: string): number => Date.parse(text) * 1000;
const berlin = LocalCalendar.of('Europe/Berlin')!;
const calls = (time: string, count: number) => ({
  at: at(time),
  calls: count,
  answered: count - 1,
  talkSeconds: count * 10,
});

it('has every hour, and every day that the range touches, with calls or without', () => {
  const { byHour, byDay } = sumByTime([], berlin, at('2026-07-01T21:59:00Z'), at('2026-07-03T22:00:01Z'));
  expect(byHour).toEqual(Array.from({ length: 24 }, (_, n) => ({ hour: n, calls: 0, answered: 0 })));
  expect(byDay.map(({ day }) => day)).toEqual(['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04']);
  // The moment at which the range ends does not belong to it.
  const whole = sumByTime([], berlin, at('2026-06-30T22:00:00Z'), at('2026-07-01T22:00:00Z'));
  expect(whole.byDay.map(({ day }) => day)).toEqual(['2026-07-01']);
});

it('sums up by the clock on the wall, the day on which it is put forward too', () => {
  const { byHour, byDay } = sumByTime(
    [calls('2026-03-28T23:00:00Z', 1), calls('2026-03-29T00:00:00Z', 2), calls('2026-03-29T01:00:00Z', 4)],
    berlin,
    at('2026-03-28T23:00:00Z'),
    at('2026-03-29T22:00:00Z'),
  );
  // Two o'clock did not happen.
  expect(byHour.filter((each) => each.calls > 0)).toEqual([
    { hour: 0, calls: 1, answered: 0 },
    { hour: 1, calls: 2, answered: 1 },
    { hour: 3, calls: 4, answered: 3 },
  ]);
  expect(byDay).toEqual([{ day: '2026-03-29', calls: 7, answered: 4, talkSeconds: 70 }]);
});

it('counts a span that began before the range as of its beginning', () => {
  const from = at('2026-07-01T22:00:00Z') + hour / 2;
  const { byDay } = sumByTime([calls('2026-07-01T22:00:00Z', 3)], berlin, from, from + hour);
  expect(byDay).toEqual([{ day: '2026-07-02', calls: 3, answered: 2, talkSeconds: 30 }]);
});
