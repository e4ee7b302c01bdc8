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
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import { slicesOf } from '#kernel/slices';
import type { FetchedOrder } from '#orders/intake/fetched-orders';
import type { ShopKeys } from '#vault/shop-vault';

/*
 * Bitrix24's deals (crm.deal.list) with their contacts or companies and product rows; bitrix-rest.ts has how it is asked. A
 * stage's meaning is what counts: won is completed, lost is cancelled, all others are open. Outgoing webhooks are forms
 * with the deal's id and a token of their own. Written by documentation; not tried against a portal.
 *
 * Product rows are had for one deal in a call only: crm.item.productrow.list takes no list of owners by its documentation. The
 * first pass leaves them out of closed deals, which nobody calls; a closed deal that changes comes with them, and keeps them then.
 */

const fields = [
  ...['ID', 'TITLE', 'STAGE_ID', 'STAGE_SEMANTIC_ID', 'OPPORTUNITY', 'CURRENCY_ID', 'TAX_VALUE', 'COMMENTS'],
  ...['DATE_CREATE', 'DATE_MODIFY', 'CONTACT_ID', 'COMPANY_ID', 'SOURCE_ID', 'SOURCE_DESCRIPTION'],
];
const people = {
  contact: ['ID', 'NAME', 'SECOND_NAME', 'LAST_NAME', 'PHONE', 'EMAIL', 'ADDRESS', 'ADDRESS_CITY'],
  company: ['ID', 'TITLE', 'PHONE', 'EMAIL', 'ADDRESS', 'ADDRESS_CITY'],
} as const;
const statuses: Readonly<Record<string, string>> = { S: 'closed', F: 'cancelled' };

/** The page with which a first pass begins; before the page's number in later ones. */
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
    const isFirst = from.page?.startsWith(firstPass) === true;
    const place = isFirst ? { ...from, page: from.page?.slice(firstPass.length + 1) || null } : from;
    const { rows, isFull } = await changesOf(shop, place, {
      ...{
        method: 'crm.deal.list',
        select: this.#select,
        changed: 'DATE_MODIFY',
        id: 'ID',
        ascending: 'ASC',
      },
      since: `${isoTime(from.since).slice(0, 19)}+00:00`,
      ...{ rowsAt: '', isLong: isFirst },
    });
    const orders = await whole(shop, rows, isFirst ? isOpen : () => true);
    const changes = orders.map(({ changedAt }) => changedAt);
    const next = nextByTime(place, changes, isFull);
    const page = isFirst ? `${firstPass} ${next?.page ?? ''}`.trim() : next?.page;
    return { orders, next: next && { ...next, page: page ?? null }, total: null };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const json = await call(shop, 'crm.deal.list', { select: this.#select, filter: { ID: id }, start: -1 });
    if (!Array.isArray(valueAt(json, '/result'))) throw new ShopError('shop-answer-unreadable');
    return (await whole(shop, listAt(json, '/result')))[0] ?? null;
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

/** @param hasRows of which deals product rows are wanted @returns deals with contact, company and rows, where null is not asked for */
async function whole(
  shop: Shop,
  deals: readonly unknown[],
  hasRows: (deal: unknown) => boolean = () => true,
): Promise<RawOrder[]> {
  const ids = idsOf(deals, '/ID');
  const calls = new Map([
    ...callsForPeople('contact', idsAt(deals, '/CONTACT_ID')),
    ...callsForPeople('company', idsAt(deals, '/COMPANY_ID')),
    ...ids
      .filter((_id, nth) => hasRows(deals[nth]))
      .map((id): [string, string] => [`rows ${id}`, `crm.deal.productrows.get?${formOf({ id })}`]),
  ]);
  const found = await eachOf(shop, [...calls.keys()], (what) => calls.get(what) ?? '');
  const all = (kind: keyof typeof people): Map<string, unknown> =>
    new Map(
      [...found]
        .filter(([what]) => what.startsWith(`${kind} `))
        .flatMap(([, answer]) => listAt(answer, ''))
        .map((each) => [textAt(each, '/ID'), each]),
    );
  const [contacts, companies] = [all('contact'), all('company')];
  return deals.map((deal, nth) => {
    const id = ids[nth] ?? '';
    const contact = contacts.get(textAt(deal, '/CONTACT_ID')) ?? null;
    const company = companies.get(textAt(deal, '/COMPANY_ID')) ?? null;
    const rows = calls.has(`rows ${id}`) ? (found.get(`rows ${id}`) ?? []) : null;
    const own = Object.entries(deal as Record<string, unknown>).filter(([code]) => code.startsWith('UF_'));
    const raw = { deal, contact, company, rows, own: own.map(([code, value]) => ({ code, value })) };
    return { id, changedAt: parseIsoTime(textAt(deal, '/DATE_MODIFY')), raw };
  });
}

function isOpen(deal: unknown): boolean {
  return statuses[textAt(deal, '/STAGE_SEMANTIC_ID')] === undefined;
}

/** What deals refer to, each once; 0 stands for none. */
function idsAt(deals: readonly unknown[], pointer: string): string[] {
  return [...new Set(deals.map((deal) => textAt(deal, pointer)))].filter(
    (id) => idPattern.test(id) && id !== '0',
  );
}

/** A page of them in a call, by a name of its own. */
function callsForPeople(kind: keyof typeof people, ids: readonly string[]): Array<[string, string]> {
  return slicesOf(ids, pageSize).map((group, nth) => [
    `${kind} ${String(nth)}`,
    `crm.${kind}.list?${formOf({ select: people[kind], filter: { '@ID': group }, start: -1 })}`,
  ]);
}

/** Comments are HTML or BBCode. */
function plain(text: string): string {
  return text
    .replace(/<[^<>]*>|\[\/?[a-z]+(?:=[^\]]*)?\]/gi, ' ')
    .replace(/&nbsp;/g, ' ')
    .trim();
}
