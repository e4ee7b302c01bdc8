import { changesOf, eachOf, formOf, idsOf, pageSize } from './bitrix-rest';
import { dealChanges, filterTime, wholeDeals } from './bitrix-deals';
import type { ShopPage } from './connector';
import { listAt, textAt } from './model/json-pointer';
import { nextByTime, overlap } from './model/poll-cycle';
import type { PollFrom } from './model/poll-cycle';
import type { Shop } from './shop-client';
import { parseIsoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';

/*
 * The second half of a first pass of Bitrix24: product rows of deals, which are had for one deal in a call only (crm.item.productrow.list takes an
 * array for `@id` alone and one owner: apidocs.bitrix24.com, "Parameter filter"). Open deals first, the newest first; with each page it is looked
 * for what has changed meanwhile.
 */

/** `rows open 1700000000000000 4711 2`: of deals since a moment whose ids are below; the page of changes, if not the first. */
const rowsPage = /^rows (open|closed) (\d+) (\d*)(?: (\d+))?$/;
/** Pages of the list in one request: with them as many calls for rows as ten requests hold. */
const rowsPages = 10;
/** How the deals of each part are found by the meaning of their stage. */
const stagesOf = {
  open: { STAGE_SEMANTIC_ID: 'P' },
  closed: { '@STAGE_SEMANTIC_ID': ['S', 'F'] },
} as const;

/** How far it is. */
export interface RowsPlace {
  part: keyof typeof stagesOf;
  /** Deals have changed since. */
  begun: Micros;
  /** The lowest id that is done; empty for none. */
  below: string;
  /** Where it is looked for changes. */
  changes: PollFrom;
}

/** The page with which it begins. */
export function firstRows(begun: Micros): string {
  return `rows open ${String(begun)} `;
}

/** @returns null where it is another page */
export function placeOf({ since, page }: PollFrom): RowsPlace | null {
  const [, part, begun = '', below = '', nth = null] = rowsPage.exec(page ?? '') ?? [];
  if (part !== 'open' && part !== 'closed') return null;
  return { part, begun: Number(begun), below, changes: { since, page: nth } };
}

/** Deals with their rows, and what has changed since the page before: nothing new waits until all have theirs. */
export async function rowsStep(
  shop: Shop,
  { part, begun, below, changes }: RowsPlace,
  select: readonly string[],
): Promise<ShopPage> {
  const filter = {
    ...stagesOf[part],
    '>=DATE_MODIFY': filterTime(begun),
    ...(below !== '' && { '<ID': below }),
  };
  const starts = Array.from({ length: rowsPages }, (_each, nth) => String(nth * pageSize));
  const look = {
    ...{ select, filter: { '>=DATE_MODIFY': filterTime(changes.since) } },
    ...{ order: { DATE_MODIFY: 'ASC', ID: 'ASC' }, start: 0 },
  };
  // The last page first: a deal that leaves the part meanwhile moves others into pages that are asked for later.
  const found = await eachOf(shop, ['changes', ...[...starts].reverse()], (what) =>
    what === 'changes'
      ? `crm.deal.list?${formOf(look)}`
      : `crm.deal.list?${formOf({ select, filter, order: { ID: 'DESC' }, start: what })}`,
  );
  const first = listAt(found.get('changes'), '');
  const changed =
    changes.page === null && first.length < pageSize
      ? { rows: first, isFull: false }
      : await changesOf(shop, changes, dealChanges(select, changes.since, true));
  const listed = starts.flatMap((start) => listAt(found.get(start), ''));
  const deals = new Map([...listed, ...changed.rows].map((deal) => [textAt(deal, '/ID'), deal]));
  const orders = await wholeDeals(shop, [...deals.values()], true);
  const times = changed.rows.map((deal) => parseIsoTime(textAt(deal, '/DATE_MODIFY')));
  const more = nextByTime(changes, times, changed.isFull);
  const lowest = Math.min(...idsOf(listed, '/ID').map(Number));
  const isFull = listAt(found.get(starts.at(-1) ?? ''), '').length >= pageSize;
  const page = isFull
    ? `rows ${part} ${String(begun)} ${String(lowest)}`
    : part === 'open'
      ? `rows closed ${String(begun)} `
      : null;
  // Where all have theirs, an ordinary pass goes on with the changes.
  if (page === null) return { orders, next: more, total: null, allKnown: true };
  const { since, page: nth } = more ?? { since: lookedFrom(changes.since, times), page: null };
  return {
    ...{ orders, total: null, allKnown: true },
    next: { since, page: nth === null ? page : `${page} ${nth}` },
  };
}

/** From where it is looked for changes next: as much before the latest as a shop may be late with one. */
export function lookedFrom(since: Micros, changes: readonly (Micros | null)[]): Micros {
  return Math.max(since, ...changes.map((at) => (at ?? 0) - overlap));
}
