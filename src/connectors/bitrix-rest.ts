import { textAt, valueAt } from './model/json-pointer';
import type { Shop } from './shop-client';
import { ShopError } from './shop-error';
import type { RefusedAnswer, Refusal } from './shop-manners';

/*
 * The REST interface of Bitrix24 and of 1C-Bitrix by an inbound webhook (apidocs.bitrix24.com;
 * github.com/bitrix24/b24restdocs): user and code in the path are all that authenticates, so its address is a key and is
 * kept as one. Lists have pages of 50, `batch` takes 50 calls.
 */

export const pageSize = 50;

/** Of the bucket, which holds 50, two leak out in a second; a self-hosted one has no limit. */
export const limit = { requests: 2, windowMs: 1050 };

const minute = 60_000;
/** What is said instead of, or besides, 429, and how long it lasts where that is known. Milliseconds. */
const limits: Readonly<Record<string, number | null>> = {
  QUERY_LIMIT_EXCEEDED: null,
  // Of ten baskets of a minute each, the oldest is emptied next.
  OPERATION_TIME_LIMIT: minute,
  OVERLOAD_LIMIT: 10 * minute,
};

export function refusalOf({ json }: Pick<RefusedAnswer, 'json'>): Refusal | null {
  const code = textAt(json, '/error');
  const retryAfterMs = limits[code];
  if (retryAfterMs !== undefined) return { fault: 'shop-limit', retryAfterMs };
  // Answered with 400 by some methods.
  return ['ACCESS_DENIED', 'insufficient_scope', 'INVALID_CREDENTIALS', 'NO_AUTH_FOUND'].includes(code)
    ? { fault: 'shop-refuses-keys', retryAfterMs: null }
    : null;
}

/** @returns the whole answer: `/result`, `/total` @throws ShopError */
export async function call(shop: Shop, method: string, params: object): Promise<unknown> {
  const path = `rest/${hookOf(shop)}/${method}.json`;
  const { json } = await shop.ask({ method: 'POST', path, body: params });
  if (valueAt(json, '/result') === undefined) throw new ShopError('shop-answer-unreadable');
  return json;
}

/** @param calls by a name of one's own, the method with its query @returns by name, what each came to */
export async function batch(
  shop: Shop,
  calls: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, unknown>> {
  if (Object.keys(calls).length === 0) return new Map();
  const json = await call(shop, 'batch', { halt: 0, cmd: calls });
  const errors = valueAt(json, '/result/result_error');
  if (typeof errors === 'object' && errors !== null) {
    for (const error of Object.values(errors)) {
      const refusal = refusalOf({ json: error });
      throw new ShopError(refusal?.fault ?? 'shop-refused', refusal?.retryAfterMs ?? null);
    }
  }
  const results = valueAt(json, '/result/result');
  if (typeof results !== 'object' || results === null) throw new ShopError('shop-answer-unreadable');
  return new Map(Object.entries(results));
}

/** Of orders and deals. */
export const idPattern = /^\d{1,20}$/;

/** Ids of what was listed: they become a part of the calls in a batch. @throws ShopError if one is no id */
export function idsOf(listed: readonly unknown[], pointer: string): string[] {
  const ids = listed.map((each) => textAt(each, pointer));
  if (!ids.every((id) => idPattern.test(id))) throw new ShopError('shop-answer-unreadable');
  return ids;
}

/** One call for each id, 50 in a request. @param ids of {@link idsOf} @returns by id */
export async function eachOf(
  shop: Shop,
  ids: readonly string[],
  callOf: (id: string) => string,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (let at = 0; at < ids.length; at += pageSize) {
    const calls = ids.slice(at, at + pageSize).map((id) => [`of${id}`, callOf(id)] as const);
    for (const [name, result] of await batch(shop, Object.fromEntries(calls)))
      found.set(name.slice(2), result);
  }
  return found;
}

/** User and code, out of the address that the system shows: `https://example.bitrix24.com/rest/1/code/`. */
function hookOf({ keys }: Shop): string {
  const [hook] = /\b\d{1,10}\/[A-Za-z0-9]{6,100}(?=\/|$)/.exec(keys.text('restHook').trim()) ?? [];
  if (hook === undefined) throw new ShopError('shop-refuses-keys');
  return hook;
}
