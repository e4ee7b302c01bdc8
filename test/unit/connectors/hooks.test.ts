import { hintsAt } from '#connectors/hooks';

test('a webhook names each order once, and not as many as it likes', () => {
  const named = (ids: string[]): string[] => {
    const verdict = hintsAt(ids, /^\d+$/);
    return verdict.kind === 'hint' ? verdict.orders.map(({ id }) => id) : [];
  };
  expect(named(['2', '1', 'x', '2'])).toEqual(['2', '1']);
  // Forged ones, of kinds that sign nothing, would have Star7 ask the shop for hours.
  expect(named(Array.from({ length: 50_000 }, (_each, nth) => String(nth)))).toHaveLength(200);
});
