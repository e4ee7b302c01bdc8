import { migrations } from '../../../migrations/index';

test('migrations are listed in the order of their numbers, each number once', () => {
  const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
  // A number may be left out: what it was for came to nothing, or comes later.
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});
