import {
  call,
  changesOf,
  cloudLimit,
  eachOf,
  formOf,
  idPattern,
  idsOf,
  pageSize,
  refusalOf,
} from '../bitrix-rest';
import { plain, wholeDeals } from '../bitrix-deals';
import type {
  Connector,
  ConnectorKind,
  Hook,
  HookVerdict,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { hintsAt } from '../hooks';
import { listAt, textAt, valueAt } from '../model/json-pointer';
import { nextByTime, overlap } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { inCents, joinedTexts, phoneFields } from '../model/field-values';
import type { Shop } from '../shop-client';
import { ShopError } from '../shop-error';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';
import type { FetchedOrder } from '#orders/intake/fetched-orders';
import type { ShopKeys } from '#vault/shop-vault';

/*
 * Bitrix24's deals (crm.deal.list) with their contacts or companies and product rows; bitrix-rest.ts has how it is asked. A
 * stage's meaning is what counts: won is completed, lost is cancelled, all others are open. Outgoing webhooks are forms
 * with the deal's id and a token of their own. Written by documentation; not tried against a portal.
 *
 * Product rows are had for one deal in a call only: crm.item.productrow.list takes an array for `@id` alone and one owner (apidocs.bitrix24.com,
 * "Parameter filter"). So the first pass brings all deals without them, in a fifth of the time, and they can be called; then it goes over the
 * deals once more for their rows, open ones first, the newest first, and looks with each page for what has changed meanwhile.
 */

const fields = [
  ...['ID', 'TITLE', 'STAGE_ID', 'STAGE_SEMANTIC_ID', 'OPPORTUNITY', 'CURRENCY_ID', 'TAX_VALUE', 'COMMENTS'],
  ...['DATE_CREATE', 'DATE_MODIFY', 'CONTACT_ID', 'COMPANY_ID', 'SOURCE_ID', 'SOURCE_DESCRIPTION'],
];
const statuses: Readonly<Record<string, string>> = { S: 'closed', F: 'cancelled' };

/** The page with which a first pass begins; before the moment from which its deals are, and the page's number, in later ones. */
const firstPass = 'first';
/** Of its pages with product rows: `rows open 1700000000000000 4711`, of deals since a moment whose ids are below. */
const rowsPage = /^rows (open|closed) (\d+) (\d*)$/;
/** Pages of the list in one request: with them as many calls for rows as ten requests hold. */
const rowsPages = 10;
/** How the deals of each part are found by the meaning of their stage. */
const stagesOf = {
  open: { STAGE_SEMANTIC_ID: 'P' },
  closed: { '@STAGE_SEMANTIC_ID': ['S', 'F'] },
} as const;

export const bitrix24: ConnectorKind = ({ ownFields = [] }) => new Bitrix24(ownFields);

class Bitrix24 implements Connector {
  readonly limit = cloudLimit;
  readonly firstPage = firstPass;
  readonly refusalOf = refusalOf;
  readonly ownFields = { list: '/own', names: ['code'] };
  readonly #select: readonly string[];

  /** @param own fields of the portal's own; only those that are wanted are asked for */
  constructor(own: readonly string[] | 'all') {
    const codes = own === 'all' ? ['UF_*'] : own.map((name) => name.trim().toUpperCase());
    this.#select = [...fields, ...codes.filter((code) => /^UF_[A-Z0-9_*]+$/.test(code))];
  }

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const [, part, begun = '', below = ''] = rowsPage.exec(from.page ?? '') ?? [];
    if (part === 'open' || part === 'closed') return this.#rows(shop, from.since, part, Number(begun), below);
    const isFirst = from.page?.startsWith(firstPass) === true;
    const [, begin, nth] = /^first (\d{9,})(?: (\d+))?$/.exec(from.page ?? '') ?? [];
    const since = begin === undefined ? from.since : Number(begin);
    const place = isFirst ? { since: from.since, page: nth ?? null } : from;
    const { rows, isFull } = await changesOf(shop, place, {
      ...{ method: 'crm.deal.list', select: this.#select, changed: 'DATE_MODIFY', id: 'ID' },
      ...{ ascending: 'ASC', since: textOf(from.since), rowsAt: '', isLong: isFirst },
    });
    const orders = await wholeDeals(shop, rows, !isFirst);
    const changes = orders.map(({ changedAt }) => changedAt);
    const next = nextByTime(place, changes, isFull);
    if (!isFirst) return { orders, next, total: null };
    if (next === null) {
      const after = { since: lookedFrom(from.since, changes), page: `rows open ${String(since)} ` };
      return { orders, next: after, total: null, allKnown: true };
    }
    const nextPage = [firstPass, String(since), ...(next.page === null ? [] : [next.page])].join(' ');
    return { orders, next: { ...next, page: nextPage }, total: null };
  }

  /** Deals with their rows, and what has changed since the page before: nothing new waits until all have theirs. */
  async #rows(
    shop: Shop,
    since: Micros,
    part: keyof typeof stagesOf,
    begun: Micros,
    below: string,
  ): Promise<ShopPage> {
    const filter = {
      ...stagesOf[part],
      '>=DATE_MODIFY': textOf(begun),
      ...(below !== '' && { '<ID': below }),
    };
    const starts = Array.from({ length: rowsPages }, (_each, nth) => String(nth * pageSize));
    const changes = {
      ...{ select: this.#select, filter: { '>=DATE_MODIFY': textOf(since) } },
      ...{ order: { DATE_MODIFY: 'ASC', ID: 'ASC' }, start: 0 },
    };
    // The last page first: a deal that leaves the part meanwhile moves others into pages that are asked for later.
    const found = await eachOf(shop, ['changes', ...[...starts].reverse()], (what) =>
      what === 'changes'
        ? `crm.deal.list?${formOf(changes)}`
        : `crm.deal.list?${formOf({ select: this.#select, filter, order: { ID: 'DESC' }, start: what })}`,
    );
    const [changed, listed] = [
      listAt(found.get('changes'), ''),
      starts.flatMap((start) => listAt(found.get(start), '')),
    ];
    const deals = new Map([...listed, ...changed].map((deal) => [textAt(deal, '/ID'), deal]));
    const orders = await wholeDeals(shop, [...deals.values()], true);
    const times = changed.map((deal) => parseIsoTime(textAt(deal, '/DATE_MODIFY')));
    const isFull = listAt(found.get(starts.at(-1) ?? ''), '').length >= pageSize;
    const lowest = Math.min(...idsOf(listed, '/ID').map(Number));
    const page = isFull
      ? `rows ${part} ${String(begun)} ${String(lowest)}`
      : part === 'open'
        ? `rows closed ${String(begun)} `
        : null;
    const next = changed.length < pageSize ? lookedFrom(since, times) : (times.at(-1) ?? since);
    return { orders, next: page === null ? null : { since: next, page }, total: null, allKnown: true };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const json = await call(shop, 'crm.deal.list', { select: this.#select, filter: { ID: id }, start: -1 });
    if (!Array.isArray(valueAt(json, '/result'))) throw new ShopError('shop-answer-unreadable');
    return (await wholeDeals(shop, listAt(json, '/result')))[0] ?? null;
  }

  verify({ body }: Hook, keys: ShopKeys): HookVerdict {
    const form = new URLSearchParams(body.toString('utf8'));
    if (!keys.is('applicationToken', form.get('auth[application_token]') ?? '')) return { kind: 'refused' };
    const isOfDeal = (form.get('event') ?? '').startsWith('ONCRMDEAL');
    return hintsAt(isOfDeal ? [form.get('data[FIELDS][ID]') ?? ''] : [], idPattern);
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    const who = valueAt(raw, '/contact') === null ? '/company' : '/contact';
    const all = (field: string): string[] =>
      listAt(raw, `${who}/${field}`).map((each) => textAt(each, '/VALUE'));
    return {
      fields: {
        order_number: at('/deal/ID'),
        customer_name: joinedTexts(' ', [at(`${who}/NAME`), at(`${who}/LAST_NAME`)]) || at('/company/TITLE'),
        ...phoneFields(all('PHONE')),
        email: all('EMAIL')[0] ?? '',
        status: statuses[at('/deal/STAGE_SEMANTIC_ID')] ?? 'open',
        amount: inCents(at('/deal/OPPORTUNITY')),
        currency: at('/deal/CURRENCY_ID'),
        placed_at: at('/deal/DATE_CREATE'),
        tax_total: inCents(at('/deal/TAX_VALUE')),
        delivery_address: at(`${who}/ADDRESS`),
        delivery_town: at(`${who}/ADDRESS_CITY`),
        shop_notes: joinedTexts('\n', [at('/deal/TITLE'), plain(at('/deal/COMMENTS'))]),
        source: at('/deal/SOURCE_DESCRIPTION') || at('/deal/SOURCE_ID'),
      },
      ...(valueAt(raw, '/rows') !== null && {
        items: listAt(raw, '/rows').map((row) => ({
          item_title: textAt(row, '/PRODUCT_NAME'),
          item_quantity: textAt(row, '/QUANTITY'),
          item_price: inCents(textAt(row, '/PRICE')),
        })),
      }),
    };
  }

  /** @param word its status is the id of a stage, such as `C1:LOSE` */
  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    if (status !== null) await call(shop, 'crm.deal.update', { id, fields: { STAGE_ID: status } });
    const comment = { ENTITY_ID: id, ENTITY_TYPE: 'deal', COMMENT: text };
    await call(shop, 'crm.timeline.comment.add', { fields: comment });
  }
}

/** As the portal reads times in a filter. */
function textOf(at: Micros): string {
  return `${isoTime(at).slice(0, 19)}+00:00`;
}

/** From where it is looked for changes next: as much before the latest as a shop may be late with one. */
function lookedFrom(since: Micros, changes: readonly (Micros | null)[]): Micros {
  return Math.max(since, ...changes.map((at) => (at ?? 0) - overlap));
}
