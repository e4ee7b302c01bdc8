import { edgesOf } from '../../../../src/web/pages/supervisor/picture-edges';

test('a picture begins at 0 where its numbers reach far down, or there is nothing', () => {
  expect(edgesOf([10, 100])).toEqual({ low: 0, high: 100 });
  expect(edgesOf([0, 0])).toEqual({ low: 0, high: 1 });
});

test('it begins higher where most of it would be empty, below the least number, and never spans less than 25 % of the greatest', () => {
  expect(edgesOf([60, 100])).toEqual({ low: 50, high: 100 });
  expect(edgesOf([2396, 2477])).toEqual({ low: 1857, high: 2477 });
  expect(edgesOf([100])).toEqual({ low: 75, high: 100 });
});

test('a loss of half reaches the lower part of the picture', () => {
  const { low, high } = edgesOf([311, 162]);
  expect((162 - low) / (high - low)).toBeLessThan(0.25);
});
