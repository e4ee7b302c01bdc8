import type { RestMap, RestRequest } from '#connectors/model/rest-map';
import type { Answer } from '../../api/types';

export type SampleReport = Answer<'/api/connectors/sample', 'post'>;
type Guess = NonNullable<SampleReport['guess']>;

const get = (path: string): RestRequest => ({ method: 'GET', path, body: null });

export const emptyMap: RestMap = {
  authentication: 'bearer',
  headerName: null,
  list: get(''),
  orders: '',
  pages: 'number',
  nextToken: null,
  pageSize: 50,
  sinceAs: 'iso',
  one: get(''),
  order: '',
  id: '',
  changedAt: '',
  fields: {},
  items: null,
  itemFields: {},
  amountsInCents: false,
  hookId: null,
  outcome: null,
  requestsPerSecond: 5,
};

/** The map in a text; an empty text is an empty map. @returns null for what is none */
export function mapIn(text: string): RestMap | null {
  if (text.trim() === '') return emptyMap;
  try {
    const map = { ...emptyMap, ...(JSON.parse(text) as Partial<RestMap>) };
    const requests = [map.list, map.one].every(({ path }) => typeof path === 'string');
    const fields = [map.fields, map.itemFields].every((of) => Object.values(of).every(Array.isArray));
    return requests && fields ? map : null;
  } catch {
    return null;
  }
}

export function mapText(map: RestMap): string {
  return JSON.stringify(map, null, 2);
}

/** How pages follow each other, as the form has it: by a page's number, or by how many orders come before it. */
export type Paging = 'page' | 'offset' | 'token' | 'time';
export const pagings = ['page', 'offset', 'token', 'time'] as const satisfies readonly Paging[];

/** A list by GET, apart as a form needs it. Names and values are encoded. */
export interface ListDraft {
  /** Without the parameters below. */
  address: string;
  sinceParam: string;
  pageParam: string;
  paging: Paging;
}

/** @returns null for a request that no form can show: with a body, or with a value within its path */
export function listDraft({ list: { method, path, body }, pages }: RestMap): ListDraft | null {
  if (method !== 'GET' || body !== null) return null;
  const [base = '', query = ''] = path.split(/\?(.*)/s);
  const draft: ListDraft = { address: '', sinceParam: '', pageParam: '', paging: pagingOf(pages) };
  const others: string[] = [];
  for (const part of query.split('&').filter((each) => each !== '')) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (value === '{since}') draft.sinceParam = name;
    else if (value === '{page}' || value === '{offset}') {
      draft.pageParam = name;
      if (value === '{offset}' && pages === 'number') draft.paging = 'offset';
    } else others.push(part);
  }
  draft.address = others.length === 0 ? base : `${base}?${others.join('&')}`;
  return draft.address.includes('{') ? null : draft;
}

function pagingOf(pages: RestMap['pages']): Paging {
  return pages === 'number' ? 'page' : pages;
}

/** The map with this list; what its address says of the shop's own parameters stays. */
export function withList(map: RestMap, { address, sinceParam, pageParam, paging }: ListDraft): RestMap {
  const [base = '', query = ''] = address.split(/\?(.*)/s);
  const parts = [
    ...query.split('&').filter((part) => part !== ''),
    ...(sinceParam === '' ? [] : [`${sinceParam}={since}`]),
    ...(pageParam === ''
      ? []
      : [`${pageParam}={${paging === 'page' || paging === 'token' ? 'page' : 'offset'}}`]),
  ];
  const isOneDerived = map.one.path === '' || map.one.path === oneOf(baseOf(map.list.path));
  return {
    ...map,
    list: get(parts.length === 0 ? base : `${base}?${parts.join('&')}`),
    pages: paging === 'page' || paging === 'offset' ? 'number' : paging,
    ...(paging !== 'token' && { nextToken: null }),
    one: isOneDerived ? get(base === '' ? '' : oneOf(base)) : map.one,
  };
}

function baseOf(path: string): string {
  return path.split('?')[0] ?? '';
}

/** What most interfaces have. */
function oneOf(base: string): string {
  return `${base.replace(/\/$/, '')}/{id}`;
}

/**
 * An address that was pasted whole, apart: `https://shop.example/api/orders` into shop and path.
 * @param shop its address as it is known; empty if it is not
 * @returns the path as it is if it was no whole address
 */
export function splitAddress(pasted: string, shop: string): { shop: string; path: string } {
  const text = pasted.trim();
  const known = shop.trim().replace(/\/$/, '');
  if (known !== '' && text.startsWith(`${known}/`)) return { shop, path: text.slice(known.length) };
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return { shop, path: text };
  const { origin, pathname, search } = new URL(text);
  return { shop: origin, path: pathname + search };
}

/** The map with what the shop's names suggest, in place of what was chosen. */
export function withGuess(map: RestMap, guess: Guess): RestMap {
  return {
    ...map,
    id: guess.id ?? map.id,
    changedAt: guess.changedAt ?? map.changedAt,
    ...(map.pages === 'token' && { nextToken: guess.nextToken }),
    fields: guess.fields,
    items: guess.items,
    itemFields: guess.itemFields,
  };
}

/** What an answer says by itself: where the orders are in it, and where one order is in its own. */
export function withFound(map: RestMap, { sample, guess, one }: SampleReport): RestMap {
  const placed = {
    ...map,
    orders: sample?.orders ?? map.orders,
    order: one?.order ?? map.order,
  };
  return guess !== null && Object.keys(map.fields).length === 0 ? withGuess(placed, guess) : placed;
}

/** The fields of a map with others for one of them; none remove it. */
export function withPointers(
  fields: Readonly<Record<string, string[]>>,
  name: string,
  pointers: readonly string[],
): Record<string, string[]> {
  const stated = pointers.filter((pointer) => pointer !== '');
  const others = Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name));
  return stated.length === 0 ? others : { ...fields, [name]: stated };
}
