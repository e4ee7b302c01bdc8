import type { Span } from './reading';

/** Digits that stand together in a reading. */
export interface Group extends Span {
  digits: string;
  /** `plain` digits; `likeness`: with letters that look like digits, or made of such; `words`. */
  kind: 'plain' | 'likeness' | 'words';
}
