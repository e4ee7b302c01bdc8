import { createHmac } from 'node:crypto';
import type { Dialect, FakeAnswer, FakeOrder, FakeShop } from './fake-shop';

export const shopifyKeys = { accessToken: 'shpat_fake', appSecret: 'app-secret' };

const pageSize = 25;

interface Request {
  query: string;
  variables: { query?: string; after?: string | null; id?: string; tags?: string[] };
}

/** Shopify's Admin API as its documentation has it, as far as orders go. Answers only the fields that were asked for. */
export const shopifyDialect: Dialect = {
  handle({ method, url, headers, body }, shop) {
    if (headers['x-shopify-access-token'] !== shopifyKeys.accessToken) return { status: 401 };
    if (method !== 'POST' || !/^\/admin\/api\/20\d\d-(01|04|07|10)\/graphql\.json$/.test(url)) {
      return shop.object(404, `${method} ${url}`);
    }
    const { query, variables } = JSON.parse(body) as Request;
    if (query.startsWith('query Changed')) return changed(variables, shop);
    const id = /^gid:\/\/shopify\/Order\/(\d+)$/.exec(variables.id ?? '')?.[1];
    if (id === undefined) return shop.object(200, 'not an id of an order');
    if (query.startsWith('query One')) {
      const order = shop.shown(id);
      return { status: 200, json: { data: { order: order === null ? null : orderJson(order) } } };
    }
    if (!query.startsWith('mutation Tag')) return shop.object(200, 'an unknown query');
    const tags = variables.tags ?? [];
    if (tags.some((tag) => tag.length > 40)) {
      return { status: 200, json: { data: { tagsAdd: { userErrors: [{ message: 'too long' }] } } } };
    }
    shop.told.push({ id, text: tags.join(', ') });
    return { status: 200, json: { data: { tagsAdd: { userErrors: [] } } } };
  },
  hook({ id, changedAt }, secret, now) {
    const body = JSON.stringify({ id: Number(id), updated_at: new Date(changedAt).toISOString() });
    return {
      headers: {
        'x-shopify-topic': 'orders/updated',
        'x-shopify-triggered-at': new Date(now).toISOString(),
        'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      },
      body,
    };
  },
};

/** A cursor is a place in the sequence by change: the order that it names. */
function changed({ query = '', after = null }: Request['variables'], shop: FakeShop): FakeAnswer {
  const since = /^updated_at:>='(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)'$/.exec(query)?.[1];
  if (since === undefined) return shop.object(200, 'a wrong search');
  const [from = 0, last = 0] = (after ?? '').split(' ').filter(Boolean).map(Number);
  const found = shop
    .changedSince(Date.parse(since))
    .filter(({ id, changedAt }) => changedAt > from || (changedAt === from && Number(id) > last));
  const nodes = found.slice(0, pageSize);
  const end = nodes.at(-1);
  const pageInfo = {
    hasNextPage: found.length > pageSize,
    endCursor: end === undefined ? null : `${String(end.changedAt)} ${end.id}`,
  };
  return { status: 200, json: { data: { orders: { nodes: nodes.map(orderJson), pageInfo } } } };
}

function orderJson({ id, order, createdAt, changedAt }: FakeOrder): object {
  const isCancelled = order.status === 'cancelled';
  const sum = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
  const address = { name: `${order.firstName} ${order.lastName}`, address1: 'ул. Лесная, 5', address2: null };
  const place = {
    ...address,
    city: order.town,
    province: null,
    zip: '101000',
    countryCodeV2: 'RU',
    phone: order.phone,
  };
  return {
    id: `gid://shopify/Order/${id}`,
    legacyResourceId: id,
    name: `#${order.number}`,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(changedAt).toISOString(),
    cancelledAt: isCancelled ? new Date(changedAt).toISOString() : null,
    closed: false,
    displayFinancialStatus: 'PARTIALLY_PAID',
    displayFulfillmentStatus: order.status === 'completed' ? 'FULFILLED' : 'UNFULFILLED',
    phone: null,
    email: order.email,
    note: order.comment,
    tags: ['b2c'],
    sourceName: 'web',
    paymentGatewayNames: ['Cash'],
    currentTotalPriceSet: sum(order.total),
    currentSubtotalPriceSet: sum(order.total),
    totalShippingPriceSet: sum('0.0'),
    currentTotalDiscountsSet: sum('0.0'),
    currentTotalTaxSet: sum('0.0'),
    customer: { displayName: `${order.firstName} ${order.lastName}` },
    billingAddress: null,
    shippingAddress: place,
    shippingLine: { title: 'Courier' },
    lineItems: {
      nodes: order.items.map(({ title, sku, quantity, price }) => ({
        ...{ title, variantTitle: 'white', sku, currentQuantity: quantity, image: null },
        originalUnitPriceSet: sum(price),
      })),
    },
  };
}
