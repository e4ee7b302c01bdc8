import type { Micros } from '#kernel/micros';

/** Whether what a statement and a known order both say is one thing; null where it cannot tell. */
export type Sameness = boolean | null;

/** Further apart, two times are those of two orders: exports may state a day alone, or in another zone. */
const farApart: Micros = 24 * 3_600_000_000;

/**
 * Whether a stated order has no more than its number in common with the known one: of customer's phone, customer's name and
 * time of placing, none is the same and two at least are others.
 */
export function isAnother(...traits: Sameness[]): boolean {
  return !traits.includes(true) && traits.filter((trait) => trait === false).length >= 2;
}

/** Names that share a word are one customer's: shops write them in any sequence, with and without the patronymic. */
export function sameName(stated: string | null, known: string | null): Sameness {
  const [one, other] = [stated, known].map(wordsOf);
  if (one === undefined || other === undefined || one.size === 0 || other.size === 0) return null;
  return [...one].some((word) => other.has(word));
}

function wordsOf(name: string | null): ReadonlySet<string> {
  const plain = (name ?? '').normalize('NFKC').toLowerCase().replace(/ё/g, 'е');
  return new Set(plain.match(/\p{L}[\p{L}\p{M}]+/gu));
}

/** Equal times are one order's; two of one day may be anything. */
export function sameTime(stated: Micros | null, known: Micros | null): Sameness {
  if (stated === null || known === null) return null;
  if (stated === known) return true;
  return Math.abs(stated - known) > farApart ? false : null;
}
