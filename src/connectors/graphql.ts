import { listAt, textAt, valueAt } from './model/json-pointer';
import { ShopError } from './shop-error';

/**
 * The data of an answer of GraphQL whose limit is one of cost, as its `extensions` state it.
 * @throws ShopError for an answer with errors
 */
export function dataOf(json: unknown): object {
  const code = textAt(json, '/errors/0/extensions/code');
  if (code === 'THROTTLED') throw new ShopError('shop-limit', throttledFor(json));
  if (code === 'ACCESS_DENIED') throw new ShopError('shop-refuses-keys');
  const data = valueAt(json, '/data');
  // Beside errors, what is null may only be what could not be told: an order would be taken to be gone.
  const hasErrors = code !== '' || listAt(json, '/errors').length > 0;
  if (hasErrors || typeof data !== 'object' || data === null) throw new ShopError('shop-answer-unreadable');
  return data;
}

/** @returns milliseconds until what the request needs is restored */
function throttledFor(json: unknown): number {
  const cost = (name: string): number => Number(textAt(json, `/extensions/cost/${name}`));
  const missing = cost('requestedQueryCost') - cost('throttleStatus/currentlyAvailable');
  const seconds = missing / cost('throttleStatus/restoreRate');
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 2000;
}
