import type { Level } from './lamps';

/** How a group stands, in the words of its card; this file imports nothing but types, for pages. */
export type CardWord = 'alarm' | 'tooFew' | 'falls' | 'below' | 'quiet' | 'above';

/** Where a group's orders are of what is expected; that they are within would be read as "nothing is lost". */
const placed = { below: 'below', within: 'quiet', above: 'above' } as const;

/**
 * @param card.hasCase a case stays open when its evidence has faded: the silent ones are no longer expected to order
 * @param card.place of the recent orders; undefined without figures
 * @param card.shopFell whether everybody has fewer orders by more than a fifth
 */
export function cardWord({
  hasCase,
  level,
  tooFew,
  place = 'within',
  shopFell,
}: {
  hasCase: boolean;
  level: Level;
  tooFew: boolean;
  place: keyof typeof placed | undefined;
  shopFell: boolean;
}): CardWord {
  if (hasCase || level === 'alarm') return 'alarm';
  if (tooFew) return 'tooFew';
  return place === 'within' && shopFell ? 'falls' : placed[place];
}
