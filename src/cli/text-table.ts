import type { Micros } from '#kernel/micros';
import { isoTimeOrNull } from '#kernel/iso-time';

/**
 * Rows as a table for people: columns as wide as their widest cell, two spaces apart.
 * @param none the text to print without rows
 */
export function textTable(
  head: readonly string[],
  rows: ReadonlyArray<readonly (string | number)[]>,
  none: string,
): string {
  if (rows.length === 0) return none;
  const lines = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_name, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Microseconds as `2026-01-31 12:00:00Z`; a dash for none. */
export function textTime(at: Micros | null): string {
  return at === null ? '-' : `${new Date(at / 1000).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** For `--json`: the time format of the REST interface. */
export function isoTextOrNull(at: Micros | null): string | null {
  return isoTimeOrNull(at);
}
