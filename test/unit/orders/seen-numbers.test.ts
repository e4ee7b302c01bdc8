import { SeenNumbers } from '#orders/intake/seen-numbers';

it('each number is told from all others, however it is written', () => {
  const seen = new SeenNumbers();
  const numbers = [
    '1',
    '01',
    '001',
    '10',
    'A1',
    'A-1',
    '999999999999999999',
    '1000000000000000000',
    '0',
    '00',
  ];
  for (const number of numbers) expect([number, seen.add(number)]).toEqual([number, false]);
  for (const number of numbers) expect([number, seen.add(number)]).toEqual([number, true]);
});

it('a large file has as many as it has', () => {
  const seen = new SeenNumbers();
  let fresh = 0;
  for (let number = 0; number < 20_000; number += 1) {
    if (!seen.add(String(number * 7))) fresh += 1;
    if (!seen.add(`W-${String(number)}`)) fresh += 1;
  }
  expect(fresh).toBe(40_000);
});
