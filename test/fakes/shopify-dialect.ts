import { createHmac } from 'node:crypto';
import type { Dialect, FakeAnswer, FakeOrder, FakeShop } from './fake-shop';

export const shopifyKeys = { accessToken: 'shpat_fake', appSecret: 'app-secret' };

const pageSize = 25;

/** A bulk operation, which is further each time that it is asked for. */
interface Operation {
  id: string;
  query: string;
  createdAt: number;
  /** When its file was first said to be there. */
  completedAt?: number;
  status: string;
}

/** What a test decides of bulk operations. */
export interface BulkRules {
  /** Without them, none is begun for these keys. */
  isAllowed: boolean;
  /** States after the first one, each for one request. */
  course: string[];
  /** The addresses of files are too old. */
  isExpired: boolean;
}
const bulkRules = new WeakMap<FakeShop, BulkRules & { operations: Operation[] }>();
/** At a time, since version 2026-01. */
const mostOperations = 5;

export function bulkOf(shop: FakeShop): BulkRules & { operations: Operation[] } {
  const known = bulkRules.get(shop) ?? {
    isAllowed: false,
    course: ['RUNNING', 'RUNNING', 'COMPLETED'],
    isExpired: false,
    operations: [],
  };
  bulkRules.set(shop, known);
  return known;
}

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
    // All that are answered below have to be asked for.
    if (/^query (?:Changed|One)/.test(query) && !query.includes('customAttributes { key value }'))
      return shop.object(200, 'a query without the fields that are expected');
    if (query.startsWith('query Changed')) return changed(variables, shop);
    if (query.startsWith('mutation Begin')) return begun(variables.query ?? '', shop);
    if (query.startsWith('query Operation')) return operationJson(variables.id ?? '', shop);
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

function begun(query: string, shop: FakeShop): FakeAnswer {
  const { isAllowed, operations } = bulkOf(shop);
  const answer = (bulkOperation: object | null, ...codes: string[]): FakeAnswer => ({
    status: 200,
    json: { data: { bulkOperationRunQuery: { bulkOperation, userErrors: codes.map((code) => ({ code })) } } },
  });
  if (!isAllowed) return { status: 200, json: { errors: [{ extensions: { code: 'ACCESS_DENIED' } }] } };
  // Pages are made by Shopify, and nested objects are reached by edges.
  if (/\b(?:first|after|nodes|pageInfo)\b/.test(query) || !query.includes('edges { node {')) {
    return shop.object(200, 'a query that cannot be run in bulk');
  }
  const isUnderWay = ({ status }: Operation): boolean => ['CREATED', 'RUNNING'].includes(status);
  if (operations.filter(isUnderWay).length >= mostOperations) return answer(null, 'OPERATION_IN_PROGRESS');
  const id = `gid://shopify/BulkOperation/${String(operations.length + 1)}`;
  operations.push({ id, query, createdAt: shop.now(), status: 'CREATED' });
  return answer({ id });
}

function operationJson(id: string, shop: FakeShop): FakeAnswer {
  const { operations, course, isExpired } = bulkOf(shop);
  const found = operations.find((each) => each.id === id);
  if (found === undefined) return { status: 200, json: { data: { node: null } } };
  const { status, createdAt } = found;
  const address = `https://files.example.test/${id.replace(/\D/g, '')}?signature=of-one-file`;
  if (status === 'COMPLETED' && !shop.files.has(address)) {
    const since = /updated_at:>='([^']+)'/.exec(found.query)?.[1] ?? '';
    shop.files.set(address, fileOf(shop.changedSince(Date.parse(since))));
  }
  const hasOrders = status === 'COMPLETED' && shop.files.get(address)?.length !== 0;
  const url = hasOrders && !isExpired ? address : null;
  const objectCount = hasOrders ? '1' : '0';
  if (status !== 'COMPLETED') found.status = course.shift() ?? status;
  if (status === 'COMPLETED') found.completedAt ??= shop.now();
  const completedAt = found.completedAt === undefined ? null : new Date(found.completedAt).toISOString();
  const node = { status, createdAt: new Date(createdAt).toISOString(), completedAt, objectCount, url };
  return { status: 200, json: { data: { node } } };
}

/** An object a line, each followed by those of its own, which name it. */
function fileOf(orders: readonly FakeOrder[]): Buffer {
  const lines = orders.flatMap((each) => {
    const { lineItems, ...order } = orderJson(each);
    return [order, ...lineItems.nodes.map((item) => ({ ...item, __parentId: order.id }))];
  });
  return Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function orderJson({ id, order, createdAt, changedAt }: FakeOrder) {
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
    customAttributes: [
      { key: 'Gift wrap', value: 'Yes' },
      { key: 'Floor', value: '5' },
      { key: 'Delivery day', value: '2026-12-31' },
    ],
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
