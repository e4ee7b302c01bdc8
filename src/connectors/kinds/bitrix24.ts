import { call, changesOf, cloudLimit, idPattern, refusalOf } from '../bitrix-rest';
import { dealChanges, plain, wholeDeals } from '../bitrix-deals';
import { firstRows, lookedFrom, placeOf, rowsStep } from '../bitrix-row-pass';
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
import { nextByTime } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { inCents, joinedTexts, phoneFields } from '../model/field-values';
import type { Shop } from '../shop-client';
import { ShopError } from '../shop-error';
import type { FetchedOrder } from '#orders/intake/fetched-orders';
import type { ShopKeys } from '#vault/shop-vault';

/*
 * Bitrix24's deals (crm.deal.list) with their contacts or companies and product rows; bitrix-rest.ts has how it is asked. A
 * stage's meaning is what counts: won is completed, lost is cancelled, all others are open. Outgoing webhooks are forms
 * with the deal's id and a token of their own. Written by documentation; not tried against a portal.
 *
 * The first pass brings all deals without their product rows, in a fifth of the time, and they can be called; bitrix-row-pass.ts has what follows.
 */

const fields = [
  ...['ID', 'TITLE', 'STAGE_ID', 'STAGE_SEMANTIC_ID', 'OPPORTUNITY', 'CURRENCY_ID', 'TAX_VALUE', 'COMMENTS'],
  ...['DATE_CREATE', 'DATE_MODIFY', 'CONTACT_ID', 'COMPANY_ID', 'SOURCE_ID', 'SOURCE_DESCRIPTION'],
];
const statuses: Readonly<Record<string, string>> = { S: 'closed', F: 'cancelled' };

/** The page with which a first pass begins; before the moment from which its deals are, and the page's number, in later ones. */
const firstPass = 'first';

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
    const rowsFrom = placeOf(from);
    if (rowsFrom !== null) return rowsStep(shop, rowsFrom, this.#select);
    const isFirst = from.page?.startsWith(firstPass) === true;
    const [, begin, nth] = /^first (\d{9,})(?: (\d+))?$/.exec(from.page ?? '') ?? [];
    const since = begin === undefined ? from.since : Number(begin);
    const place = isFirst ? { since: from.since, page: nth ?? null } : from;
    const { rows, isFull } = await changesOf(shop, place, dealChanges(this.#select, from.since, isFirst));
    const orders = await wholeDeals(shop, rows, !isFirst);
    const changes = orders.map(({ changedAt }) => changedAt);
    const next = nextByTime(place, changes, isFull);
    if (!isFirst) return { orders, next, total: null };
    if (next === null) {
      const after = { since: lookedFrom(from.since, changes), page: firstRows(since) };
      return { orders, next: after, total: null, allKnown: true };
    }
    const nextPage = [firstPass, String(since), ...(next.page === null ? [] : [next.page])].join(' ');
    return { orders, next: { ...next, page: nextPage }, total: null };
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
