import { remembered } from '#kernel/remembered';

test('works once for a short text, and each time for a long one', () => {
  const asked: string[] = [];
  const length = remembered((text) => {
    asked.push(text);
    return text.length;
  });
  const long = 'x'.repeat(33);
  expect([length('ab'), length('ab'), length(long), length(long)]).toEqual([2, 2, 33, 33]);
  expect(asked).toEqual(['ab', long, long]);
});

test('keeps no more results than it may', () => {
  let asked = 0;
  const counted = remembered((text) => {
    asked += 1;
    return text;
  }, 2);
  for (const text of ['a', 'b', 'c', 'c', 'a']) counted(text);
  expect(asked).toBe(4);
});

test('what comes again and again is not pushed out by what comes once', () => {
  const asked: string[] = [];
  const counted = remembered((text) => {
    asked.push(text);
    return text;
  }, 4);
  for (const once of ['a', 'b', 'c', 'd', 'e', 'f']) {
    counted('again');
    counted(once);
  }
  expect(asked.filter((text) => text === 'again')).toEqual(['again']);
});
