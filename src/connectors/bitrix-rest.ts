import { listAt, textAt, valueAt } from './model/json-pointer';
import { offsetOf } from './model/poll-cycle';
import type { PollFrom } from './model/poll-cycle';
import type { Shop } from './shop-client';
import { ShopError } from './shop-error';
import type { RefusedAnswer, Refusal } from './shop-manners';
import { slicesOf } from '#kernel/slices';

/*
 * The REST interface of Bitrix24 and of 1C-Bitrix by an inbound webhook (apidocs.bitrix24.com;
 * github.com/bitrix24/b24restdocs): user and code in the path are all that authenticates, so its address is a key and is
 * kept as one. Lists have pages of 50, `batch` takes 50 calls.
 */

export const pageSize = 50;
/** Pages of a list in one request. */
const pagesAtOnce = 10;

/** Of the bucket of Bitrix24, which holds 50, two leak out in a second. */
export const cloudLimit = { requests: 2, windowMs: 1050 };

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

/** One call for each, 50 in a request. @returns by what it was for @throws ShopError, also if one has no answer: it would read as none */
export async function eachOf(
  shop: Shop,
  whats: readonly string[],
  callOf: (what: string) => string,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const some of slicesOf(whats, pageSize)) {
    const results = await batch(
      shop,
      Object.fromEntries(some.map((what, nth) => [`call${String(nth)}`, callOf(what)])),
    );
    for (const [nth, what] of some.entries()) {
      const answer = results.get(`call${String(nth)}`);
      if (typeof answer !== 'object' || answer === null) throw new ShopError('shop-answer-unreadable');
      found.set(what, answer);
    }
  }
  return found;
}

/** A list by the time of change. */
export interface ChangesAsked {
  method: string;
  select: readonly string[];
  /** Fields of the last change and of the id. */
  changed: string;
  id: string;
  since: string;
  ascending: string;
  /** A JSON Pointer in the result; empty where the result is the list. */
  rowsAt: string;
  /** Many are to be expected: no page is asked for alone to see whether there is another. */
  isLong?: boolean;
}

/**
 * Orders by their last change: a page, or, where it is full, ten in one request. Of these the last is asked for first, because an
 * order that is changed meanwhile leaves its place for the end of the list: what stood behind it moves into pages that are asked for
 * later, and comes twice rather than not at all.
 * @returns each row once; whether there may be more @throws ShopError
 */
export async function changesOf(
  shop: Shop,
  from: PollFrom,
  { method, select, changed, id, since, ascending, rowsAt, isLong = false }: ChangesAsked,
): Promise<{ rows: unknown[]; isFull: boolean }> {
  const offset = offsetOf(from, pageSize * pagesAtOnce);
  const params = {
    select,
    filter: { [`>=${changed}`]: since },
    order: { [changed]: ascending, [id]: ascending },
  };
  if (!isLong) {
    const first = valueAt(await call(shop, method, { ...params, start: offset }), `/result${rowsAt}`);
    if (!Array.isArray(first)) throw new ShopError('shop-answer-unreadable');
    if (first.length < pageSize) return { rows: first as unknown[], isFull: false };
  }
  const starts = Array.from({ length: pagesAtOnce }, (_each, nth) => String(offset + nth * pageSize));
  const pages = await eachOf(
    shop,
    [...starts].reverse(),
    (start) => `${method}?${formOf({ ...params, start })}`,
  );
  const rows = starts.map((start) => listAt(pages.get(start), rowsAt));
  const byId = new Map(rows.flat().map((row) => [textAt(row, `/${id}`), row]));
  return { rows: [...byId.values()], isFull: (rows.at(-1) ?? []).length >= pageSize };
}

/** Parameters of a call in a batch, as PHP reads them: `filter[id]=1&select[0]=id`. */
export function formOf(params: object): string {
  const form = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) form.append(name, String(value));
    else for (const [part, each] of Object.entries(value)) add(name === '' ? part : `${name}[${part}]`, each);
  };
  add('', params);
  return form.toString();
}

/** User and code, out of the address that the system shows: `https://example.bitrix24.com/rest/1/code/`. */
function hookOf({ keys }: Shop): string {
  const [hook] = /\b\d{1,10}\/[A-Za-z0-9]{6,100}(?=\/|$)/.exec(keys.text('restHook').trim()) ?? [];
  if (hook === undefined) throw new ShopError('shop-refuses-keys');
  return hook;
}
