import type { ChainFaultSlug } from '#audit/model/chain-fault';
import { chainFaultSlugs } from '#audit/model/chain-fault';
import type { Answer } from '../../api/types';

export type Chain = Answer<'/api/audit/chain', 'get'>;

/** A fault as it is shown. */
export interface ShownFault {
  /** `other`: one that the pages do not know. */
  slug: ChainFaultSlug | 'other';
  from: number | null;
  /** Null where one entry is concerned. */
  to: number | null;
}

/** The first ten faults: enough to know where to look. */
export function chainFaults({ faults }: Pick<Chain, 'faults'>): ShownFault[] {
  return faults.slice(0, 10).map(({ slug, seq, to }) => ({
    slug: chainFaultSlugs.find((each) => each === slug) ?? 'other',
    from: seq,
    to: to === undefined || to === seq ? null : to,
  }));
}
