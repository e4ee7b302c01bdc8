import type { Page } from '#kernel/page';
import { StoreError } from './store-error';

/** The place in a list after which the next page begins: the sort key of the last row, opaque to clients. */
export function toCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** The parts of a list's key. */
export type CursorPart = 'number' | 'string';

/**
 * @param parts the parts of this list's key; its texts are ASCII, as the columns are
 * @throws StoreError `cursor-invalid` if the text is no cursor of this list
 */
export function fromCursor(cursor: string, parts: readonly CursorPart[]): (string | number)[] {
  const key = parse(cursor);
  const fits =
    Array.isArray(key) &&
    key.length === parts.length &&
    parts.every((part, place) =>
      part === 'number' ? Number.isSafeInteger(key[place]) : isAscii(key[place]),
    );
  if (!fits) {
    throw new StoreError(
      'cursor-invalid',
      'This is not the "next" of a page of this list. Start again without it.',
    );
  }
  return key as (string | number)[];
}

/** @param rows one more than the page holds, if there are more */
export function toPage<Row, View>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => View,
  key: (row: Row) => readonly (string | number)[],
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(view),
    next: rows.length > limit && last !== undefined ? toCursor(key(last)) : null,
  };
}

/** A page of an absurd size would slow down everything else. */
export const largestPage = 1000;

export function pageLimit(asked: number): number {
  return Math.min(Math.max(1, Math.floor(asked)), largestPage);
}

/** The server fails to compare a column of ASCII with anything else. */
function isAscii(part: unknown): boolean {
  return typeof part === 'string' && /^[\x20-\x7e]*$/.test(part);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
