import type { Answer } from '../../api/types';

export type Chain = Answer<'/api/audit/chain', 'get'>;

/** As the server's: src/store/audit-check.ts. `other`: one that these pages do not know. */
export const chainFaultSlugs = [
  'changed',
  'missing',
  'out-of-place',
  'unchained',
  'head-mismatch',
  'anchor-mismatch',
  'other',
] as const;
export type ChainFaultSlug = (typeof chainFaultSlugs)[number];

export interface ChainFault {
  slug: ChainFaultSlug;
  from: number | null;
  /** Null where it concerns one entry. */
  to: number | null;
}

/** The faults as they are shown: the first ten are enough to know where to look. */
export function chainFaults({ faults }: Pick<Chain, 'faults'>): ChainFault[] {
  return faults.slice(0, 10).map(({ slug, seq, to }) => ({
    slug: chainFaultSlugs.find((each) => each === slug) ?? 'other',
    from: seq,
    to: to === undefined || to === seq ? null : to,
  }));
}
