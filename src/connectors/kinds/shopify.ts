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
const itemsOfOrder = 100;
/** Seconds: an older webhook was recorded by somebody and is sent again. Shopify tries again for four hours. */
const oldestHook = 5 * 3600;

export const shopify: ConnectorKind = () => new Shopify();

const money = '{ shopMoney { amount currencyCode } }';
const place = '{ name address1 address2 city province zip countryCodeV2 phone }';
const fields = `
  id legacyResourceId name updatedAt createdAt cancelledAt closed displayFinancialStatus displayFulfillmentStatus
  phone email note tags sourceName paymentGatewayNames
  currentTotalPriceSet ${money} currentSubtotalPriceSet ${money} totalShippingPriceSet ${money}
  currentTotalDiscountsSet ${money} currentTotalTaxSet ${money}
  customer { displayName } billingAddress ${place} shippingAddress ${place} shippingLine { title }
  lineItems(first: ${String(itemsOfOrder)}) {
    nodes { title variantTitle sku currentQuantity originalUnitPriceSet ${money} image { url } }
  }`;
const list = `query Changed($query: String!, $after: String) {
  orders(first: ${String(pageSize)}, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;
const one = `query One($id: ID!) { order(id: $id) { ${fields} } }`;
const comment = `mutation Tag($id: ID!, $tags: [String!]!) {
  tagsAdd(id: $id, tags: $tags) { userErrors { message } } }`;

class Shopify implements Connector {
  /** 100 points a second are restored on the smallest plan, and a page takes up to 900. */
  readonly limit = { requests: 1, windowMs: 1000 };

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const query = `updated_at:>='${isoTime(from.since).slice(0, 19)}Z'`;
    const data = await ask(shop, list, { query, after: from.page });
    const orders = listAt(data, '/orders/nodes').map(rawOf);
    const hasNext = valueAt(data, '/orders/pageInfo/hasNextPage') === true;
    // A cursor of Shopify is the place in the sequence, not a count: orders that move do not shift it.
    return {
      orders,
      next: hasNext ? { ...from, page: textAt(data, '/orders/pageInfo/endCursor') } : null,
      total: null,
    };
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
    const phone = at('/phone') || at('/billingAddress/phone') || at('/shippingAddress/phone');
    const recipient = at('/shippingAddress/phone');
    return {
      fields: {
        order_number: at('/name'),
        customer_name:
          at('/customer/displayName') || at('/billingAddress/name') || at('/shippingAddress/name'),
        phone,
        ...(recipient !== '' && recipient !== phone && { phone3: recipient }),
        email: at('/email'),
        country: at('/shippingAddress/countryCodeV2') || at('/billingAddress/countryCodeV2'),
        status: statusOf(raw),
        amount: sum('currentTotalPriceSet'),
        currency: at('/currentTotalPriceSet/shopMoney/currencyCode'),
        placed_at: at('/createdAt'),
        subtotal: sum('currentSubtotalPriceSet'),
        shipping_total: sum('totalShippingPriceSet'),
        discount_total: sum('currentTotalDiscountsSet'),
        tax_total: sum('currentTotalTaxSet'),
        delivery_method: at('/shippingLine/title'),
        delivery_address: joinedTexts(', ', [
          at('/shippingAddress/address1'),
          at('/shippingAddress/address2'),
        ]),
        delivery_town: at('/shippingAddress/city'),
        delivery_region: at('/shippingAddress/province'),
        delivery_zip: at('/shippingAddress/zip'),
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
  const code = textAt(json, '/errors/0/extensions/code');
  if (code === 'THROTTLED') throw new ShopError('shop-limit', throttledFor(json));
  if (code === 'ACCESS_DENIED') throw new ShopError('shop-refuses-keys');
  const data = valueAt(json, '/data');
  if (code !== '' || typeof data !== 'object' || data === null) throw new ShopError('shop-answer-unreadable');
  return data;
}

/** @returns milliseconds until what the request needs is restored */
function throttledFor(json: unknown): number {
  const cost = (name: string): number => Number(textAt(json, `/extensions/cost/${name}`));
  const missing = cost('requestedQueryCost') - cost('throttleStatus/currentlyAvailable');
  const seconds = missing / cost('throttleStatus/restoreRate');
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 2000;
}

function rawOf(raw: unknown): RawOrder {
  const id = textAt(raw, '/legacyResourceId');
  if (id === '') throw new ShopError('shop-answer-unreadable');
  return { id, changedAt: parseIsoTime(textAt(raw, '/updatedAt')), raw };
}

function gid(id: string): string {
  return `gid://shopify/Order/${id}`;
}
