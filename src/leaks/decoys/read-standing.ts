import type { Decoy, DecoyHit, DecoyNumber, DecoyStore } from './decoy-store';
import { standingOf } from '../model/decoys/standing';
import type { Standing } from '../model/decoys/standing';
import type { Micros } from '#kernel/micros';

/** What the calls to decoys are worth now. */
export async function readStanding(
  store: Pick<DecoyStore, 'decoys' | 'numbers' | 'hits'>,
  now: Micros,
): Promise<Standing> {
  return standingFrom(await store.decoys(true), await store.numbers(), await store.hits(), now);
}

/** @param decoys retired ones too */
export function standingFrom(
  decoys: readonly Decoy[],
  numbers: readonly DecoyNumber[],
  hits: readonly DecoyHit[],
  now: Micros,
): Standing {
  return standingOf(
    decoys,
    numbers.filter(({ purpose }) => purpose === 'control'),
    hits.map((hit) => ({ decoyId: hit.decoy?.id ?? null, purpose: hit.purpose, class: hit.class })),
    now,
  );
}
