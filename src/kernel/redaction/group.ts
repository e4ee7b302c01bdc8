import type { Span } from './reading';

/** Digits that stand together in a reading. */
export interface Group extends Span {
  digits: string;
  /** `plain` digits; `likeness`: with letters that look like digits, or made of such; `words`. */
  kind: 'plain' | 'likeness' | 'words';
}

/** A group with what is before it. */
export interface Placed extends Group {
  /** Only separators are before it. */
  tight: boolean;
}
