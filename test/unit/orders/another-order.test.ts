import { isAnother, sameName, sameTime } from '#orders/intake/another-order';
import { isPrefix } from '#orders/model/number-prefix';

const hour = 3_600_000_000;

test.each([
  ['Анна Смирнова', 'СМИРНОВА АННА ИВАНОВНА', true],
  ['Артём', 'артем К.', true],
  ['Анна Смирнова', 'Борис Петров', false],
  ['Анна', null, null],
])('the names %s and %s', (one, other, same) => {
  expect(sameName(one, other)).toBe(same);
  expect(sameName(other, one)).toBe(same);
});

test('times far apart are those of two orders, and two of one day may be anything', () => {
  expect([0, 1, 24 * hour, 24 * hour + 1, null].map((other) => sameTime(0, other))).toEqual([
    true,
    null,
    null,
    false,
    null,
  ]);
});

test('another order has two others at least, and nothing that is the same', () => {
  expect(isAnother(false, false, false)).toBe(true);
  expect(isAnother(false, false, null)).toBe(true);
  expect(isAnother(null, false, false)).toBe(true);
  expect(isAnother(false, null, null)).toBe(false);
  expect(isAnother(false, false, true)).toBe(false);
  expect(isAnother(true, false, false)).toBe(false);
});

test('prefixes that a number keeps', () => {
  expect(['', 'B-', '2.', 'Shop_2-', 'North'].filter((prefix) => !isPrefix(prefix))).toEqual([]);
  expect(['-', '.a', 'a b', 'Б-', 'No', 'no.', 'No.1', '123456789'].filter(isPrefix)).toEqual([]);
});
