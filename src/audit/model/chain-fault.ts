/** What can be wrong with the audit log. Stable. */
export const chainFaultSlugs = [
  /** The row does not give its own hash: something in it was changed. */
  'changed',
  /** Places of the chain without a row, within it or at its end. */
  'missing',
  /** The row is whole and does not follow the one before it: one of the two was added, moved, or rewritten. */
  'out-of-place',
  /** A row that is in no chain. */
  'unchained',
  /** The chain is longer or shorter than its end says, or ends otherwise. */
  'head-mismatch',
  /** The chain does not pass through a head that was noted elsewhere: its end was cut off, or it was rewritten. */
  'anchor-mismatch',
] as const;
export type ChainFaultSlug = (typeof chainFaultSlugs)[number];

/** Something that is wrong with the audit log. */
export interface ChainFault {
  slug: ChainFaultSlug;
  /** Place in the chain; null for a row that has none. */
  seq: number | null;
  /** The last place concerned, where there are several. */
  to?: number;
}
