import type {
  Connector,
  ConnectorKind,
  Hook,
  HookVerdict,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { listAt, textAt, valueAt } from '../model/json-pointer';
import type { PollFrom } from '../model/poll-cycle';
import { dataOf } from '../graphql';
import { firstFile, pageOfFile } from '../first-file';
import type { FileManners } from '../first-file';
import { joinedTexts } from '../model/field-values';
import type { Shop } from '../shop-client';
import { ShopError } from '../shop-error';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';
import type { FetchedOrder } from '#orders/intake/fetched-orders';
import type { ShopKeys } from '#vault/shop-vault';

/*
 * Shopify's Admin API (GraphQL), with the token of a custom app that may read orders and has access to protected customer
 * data. Its limit is of cost: a request says how much it took and how much is left. Webhooks are signed with the app's
 * secret (X-Shopify-Hmac-Sha256: HMAC-SHA256 of the body, base64), and say when they were triggered.
 */

/** Supported for a year from its quarter on. */
const version = '2026-04';
/** By the cost of an order with its items: about 35 points of the 1,000 that a request may take. */
const pageSize = 25;
/** Seconds: an older webhook was recorded by somebody and is sent again. Shopify tries again for four hours. */
const oldestHook = 5 * 3600;

export const shopify: ConnectorKind = ({ now }) => new Shopify(now);

const money = '{ shopMoney { amount currencyCode } }';
const place = '{ name address1 address2 city province zip countryCodeV2 phone }';
const itemFields = `{ title variantTitle sku currentQuantity originalUnitPriceSet ${money} image { url } }`;
const ownFields = `
  id legacyResourceId name updatedAt createdAt cancelledAt closed displayFinancialStatus displayFulfillmentStatus
  phone email note tags sourceName paymentGatewayNames customAttributes { key value }
  currentTotalPriceSet ${money} currentSubtotalPriceSet ${money} totalShippingPriceSet ${money}
  currentTotalDiscountsSet ${money} currentTotalTaxSet ${money}
  customer { displayName } billingAddress ${place} shippingAddress ${place} shippingLine { title }`;
const fields = `${ownFields} lineItems(first: 100) { nodes ${itemFields} }`;
const list = `query Changed($query: String!, $after: String) {
  orders(first: ${String(pageSize)}, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;
const one = `query One($id: ID!) { order(id: $id) { ${fields} } }`;
const comment = `mutation Tag($id: ID!, $tags: [String!]!) {
  tagsAdd(id: $id, tags: $tags) { userErrors { message } } }`;

const edges = `edges { node { ${ownFields} lineItems { edges { node ${itemFields} } } } }`;
const begin = `mutation Begin($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) { bulkOperation { id } userErrors { code } } }`;
const operation = `query Operation($id: ID!) { node(id: $id) {
  ... on BulkOperation { status createdAt completedAt objectCount url } } }`;

/** All orders by a bulk operation, which takes minutes and none of the limit: one file of JSON lines. */
const file: FileManners = {
  async begin(shop, since) {
    const query = `{ orders(query: "${changedSince(since)}") { ${edges} } }`;
    const data = await ask(shop, begin, { query });
    return textAt(data, '/bulkOperationRunQuery/bulkOperation/id') || null;
  },
  async state(shop, id) {
    const found = valueAt(await ask(shop, operation, { id }), '/node');
    const status = textAt(found, '/status');
    if (status === 'CREATED' || status === 'RUNNING') return 'waiting';
    const address = textAt(found, '/url') || null;
    // A week later the address is gone.
    const isGone = address === null && textAt(found, '/objectCount') !== '0';
    if (status !== 'COMPLETED' || isGone) return 'lost';
    const timeAt = (at: string): Micros | null => parseIsoTime(textAt(found, at));
    return { address, begunAt: timeAt('/createdAt'), readyAt: timeAt('/completedAt') };
  },
  orderOf: ({ parent, children: nodes }) => rawOf({ ...parent, lineItems: { nodes } }),
};

class Shopify implements Connector {
  /** 100 points a second are restored on the smallest plan, and a page takes up to 900. */
  readonly limit = { requests: 1, windowMs: 1000 };
  readonly firstPage = firstFile;
  readonly ownFields = { list: '/customAttributes', names: ['key'] };

  constructor(private readonly now: () => Micros) {}

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    return (await pageOfFile(shop, from, file, this.now())) ?? this.#page(shop, from);
  }

  async #page(shop: Shop, { since, page }: PollFrom): Promise<ShopPage> {
    const after = page?.startsWith(firstFile) ? null : page;
    const data = await ask(shop, list, { query: changedSince(since), after });
    const hasNext = valueAt(data, '/orders/pageInfo/hasNextPage') === true;
    // A cursor of Shopify is the place in the sequence, not a count: orders that move do not shift it.
    const next = hasNext ? { since, page: textAt(data, '/orders/pageInfo/endCursor') } : null;
    return { orders: listAt(data, '/orders/nodes').map(rawOf), next, total: null };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const order = valueAt(await ask(shop, one, { id: gid(id) }), '/order');
    return order === null || order === undefined ? null : rawOf(order);
  }

  verify({ body, header }: Hook, keys: ShopKeys, now: Micros): HookVerdict {
    if (!keys.signs('appSecret', body, header('x-shopify-hmac-sha256'), 'base64')) return { kind: 'refused' };
    const at = parseIsoTime(header('x-shopify-triggered-at'));
    if (at !== null && now - at > oldestHook * 1_000_000) return { kind: 'refused' };
    const order: unknown = JSON.parse(body.toString('utf8'));
    const id = header('x-shopify-topic').startsWith('orders/') ? textAt(order, '/id') : '';
    const changedAt = parseIsoTime(textAt(order, '/updated_at'));
    return /^\d{1,20}$/.test(id) ? { kind: 'hint', orders: [{ id, changedAt }] } : { kind: 'nothing' };
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    const sum = (set: string): string => at(`/${set}/shopMoney/amount`);
    const ship = (field: string): string => at(`/shippingAddress/${field}`);
    const recipient = ship('phone');
    const phone = at('/phone') || at('/billingAddress/phone') || recipient;
    return {
      fields: {
        order_number: at('/name'),
        customer_name: at('/customer/displayName') || at('/billingAddress/name') || ship('name'),
        phone,
        ...(recipient !== '' && recipient !== phone && { phone3: recipient }),
        email: at('/email'),
        country: ship('countryCodeV2') || at('/billingAddress/countryCodeV2'),
        status: statusOf(raw),
        amount: sum('currentTotalPriceSet'),
        currency: at('/currentTotalPriceSet/shopMoney/currencyCode'),
        placed_at: at('/createdAt'),
        subtotal: sum('currentSubtotalPriceSet'),
        shipping_total: sum('totalShippingPriceSet'),
        discount_total: sum('currentTotalDiscountsSet'),
        tax_total: sum('currentTotalTaxSet'),
        delivery_method: at('/shippingLine/title'),
        delivery_address: joinedTexts(', ', [ship('address1'), ship('address2')]),
        delivery_town: ship('city'),
        delivery_region: ship('province'),
        delivery_zip: ship('zip'),
        payment_method: textAt(raw, '/paymentGatewayNames/0'),
        payment_state: at('/displayFinancialStatus').toLowerCase().replace(/_/g, ' '),
        comment: at('/note'),
        tags: listAt(raw, '/tags').map(String).join(','),
        source: at('/sourceName'),
      },
      items: listAt(raw, '/lineItems/nodes').map((item) => ({
        item_title: textAt(item, '/title'),
        item_option: textAt(item, '/variantTitle'),
        item_sku: textAt(item, '/sku'),
        item_quantity: textAt(item, '/currentQuantity'),
        item_price: textAt(item, '/originalUnitPriceSet/shopMoney/amount'),
        item_picture: textAt(item, '/image/url'),
      })),
    };
  }

  /** Shopify has no comments that a program may write, and no statuses of a site's own: tags stand for both. */
  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    const tags = [text.slice(0, 40), ...(status === null ? [] : [status])];
    const data = await ask(shop, comment, { id: gid(id), tags });
    if (listAt(data, '/tagsAdd/userErrors').length > 0) throw new ShopError('shop-refused');
  }
}

/** What ends an order counts: cancelled, refunded, delivered. */
function statusOf(raw: unknown): string {
  if (textAt(raw, '/cancelledAt') !== '') return 'cancelled';
  const [paid, sent] = [textAt(raw, '/displayFinancialStatus'), textAt(raw, '/displayFulfillmentStatus')];
  if (paid === 'REFUNDED' || paid === 'VOIDED') return 'cancelled';
  return sent === 'FULFILLED' || valueAt(raw, '/closed') === true ? 'closed' : 'open';
}

async function ask(shop: Shop, query: string, variables: object): Promise<unknown> {
  const { json } = await shop.ask({
    method: 'POST',
    path: `admin/api/${version}/graphql.json`,
    headers: { 'x-shopify-access-token': shop.keys.text('accessToken') },
    body: { query, variables },
  });
  return dataOf(json);
}

function rawOf(raw: unknown): RawOrder {
  const id = textAt(raw, '/legacyResourceId');
  if (id === '') throw new ShopError('shop-answer-unreadable');
  return { id, changedAt: parseIsoTime(textAt(raw, '/updatedAt')), raw };
}

function changedSince(since: Micros): string {
  return `updated_at:>='${isoTime(since).slice(0, 19)}Z'`;
}

function gid(id: string): string {
  return `gid://shopify/Order/${id}`;
}
