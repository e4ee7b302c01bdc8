import { Random } from '#kernel/random';

/**
 * How often a classifier that was trained on one half tells the other half right: the nearest neighbours by features that are
 * scaled to their spread. Chance is 0.5.
 */
export function accuracyOf(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  neighbours: number,
): number {
  const rows = [...first.map((x) => ({ x, is: 1 })), ...second.map((x) => ({ x, is: -1 }))];
  const random = new Random(97);
  for (let place = rows.length - 1; place > 0; place -= 1) {
    const other = random.int(place + 1);
    [rows[place], rows[other]] = [rows[other]!, rows[place]!];
  }
  const columns = rows[0]!.x.map((_, column) => {
    const values = rows.map(({ x }) => x[column]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { mean, spread: spread || 1 };
  });
  const scaled = rows.map(({ x, is }) => ({
    is,
    x: x.map((value, column) => (value - columns[column]!.mean) / columns[column]!.spread),
  }));
  const half = scaled.length >> 1;
  const known = scaled.slice(0, half);
  const asked = scaled.slice(half);
  const right = asked.filter(({ x, is }) => {
    const nearest = known
      .map((row) => ({
        is: row.is,
        distance: row.x.reduce((sum, value, column) => sum + (value - x[column]!) ** 2, 0),
      }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, neighbours);
    return nearest.reduce((sum, row) => sum + row.is, 0) > 0 === is > 0;
  });
  return right.length / asked.length;
}
