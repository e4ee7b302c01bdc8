import { statusWord } from '#orders/intake/cells/order-status';
import type { OrderStatus } from '#orders/order-view';

/** What a site has decided of a shop's words for a status, as the intake compares them. */
export function wordsOf(statuses: Readonly<Record<string, OrderStatus>>): ReadonlyMap<string, OrderStatus> {
  return new Map(Object.entries(statuses).map(([word, status]) => [statusWord(word), status]));
}
