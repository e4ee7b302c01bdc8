import { edgesOf } from '../../../../src/web/pages/supervisor/picture-edges';

test('a picture begins at 0 where its numbers fell by more than a third, or there are none', () => {
  expect(edgesOf([2480, 1522])).toEqual({ low: 0, high: 2480 });
  expect(edgesOf([311, 162])).toEqual({ low: 0, high: 311 });
  expect(edgesOf([0, 0])).toEqual({ low: 0, high: 1 });
});

test('it begins higher where most of it would be empty, and never spans less than a quarter of the greatest number', () => {
  expect(edgesOf([70, 100])).toEqual({ low: 62, high: 100 });
  expect(edgesOf([2396, 2477])).toEqual({ low: 1857, high: 2477 });
  expect(edgesOf([100])).toEqual({ low: 75, high: 100 });
});
