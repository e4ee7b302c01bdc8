import { migrations } from '../../../migrations/index';

test('migrations are listed in the order of their numbers, each number once', () => {
  const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
  expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
});
