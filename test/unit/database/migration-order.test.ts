import { migrations } from '../../../migrations/index';

test('migrations are listed in the order of their numbers, each number once', () => {
  const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
});
