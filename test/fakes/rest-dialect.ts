import { hookSignature } from '#connectors/kinds/rest';
import type { RestMap } from '#connectors/model/rest-map';
import type { Dialect, FakeAnswer, FakeOrder, FakeShop } from './fake-shop';

export const restKeys = { token: 'fake-token', user: 'fake-user', password: 'fake-password' };

/** A shop of its own making: JSON over HTTP, amounts in cents, pages by number. */
export const restMap: RestMap = {
  authentication: 'bearer',
  headerName: null,
  list: { method: 'GET', path: '/api/orders?changed_since={since}&page={page}', body: null },
  orders: '/data/orders',
  pages: 'number',
  nextToken: null,
  pageSize: 50,
  sinceAs: 'seconds',
  one: { method: 'GET', path: '/api/orders/{id}', body: null },
  order: '/data',
  id: '/id',
  changedAt: '/changed',
  fields: {
    order_number: ['/number'],
    customer_name: ['/buyer/first', '/buyer/last'],
    phone: ['/buyer/mobile', '/buyer/phone'],
    email: ['/buyer/email'],
    status: ['/state'],
    amount: ['/sum'],
    currency: ['=EUR'],
    placed_at: ['/created'],
    delivery_town: ['/to/town'],
    comment: ['/remark'],
  },
  items: '/lines',
  itemFields: {
    item_title: ['/name'],
    item_sku: ['/sku'],
    item_quantity: ['/count'],
    item_price: ['/price'],
  },
  amountsInCents: true,
  hookId: '/order',
  outcome: { method: 'POST', path: '/api/orders/{id}/remarks', body: '{"text":"{text}","state":"{status}"}' },
  requestsPerSecond: 10,
};

/** The same shop by GraphQL: one address, a token for the next page in the answer. */
export const graphMap: RestMap = {
  ...restMap,
  authentication: 'header',
  headerName: 'X-Shop-Token',
  list: {
    method: 'POST',
    path: '/graphql',
    body: '{"query":"query Changed","variables":{"since":"{since}","after":"{page}"}}',
  },
  orders: '/data/orders/nodes',
  pages: 'token',
  nextToken: '/data/orders/next',
  sinceAs: 'iso',
  one: { method: 'POST', path: '/graphql', body: '{"query":"query One","variables":{"id":"{id}"}}' },
  order: '/data/order',
  outcome: null,
};

/** The same by GraphQL, with pages by time, of a shop that leaves out the moment itself. */
export const timeMap: RestMap = {
  ...graphMap,
  list: {
    method: 'POST',
    path: '/graphql',
    body: '{"query":"query After","variables":{"since":"{since}","skip":"{offset}"}}',
  },
  pages: 'time',
  nextToken: null,
};

const pageSize = 50;

export const restDialect: Dialect = {
  handle({ method, url: target, headers, body }, shop) {
    const url = new URL(target, 'http://shop.invalid');
    const basic = `Basic ${Buffer.from(`${restKeys.user}:${restKeys.password}`).toString('base64')}`;
    if (url.pathname === '/graphql') {
      if (headers['x-shop-token'] !== restKeys.token) return { status: 401 };
      return graph(JSON.parse(body) as GraphRequest, shop);
    }
    if (![`Bearer ${restKeys.token}`, basic].includes(headers['authorization'] ?? '')) return { status: 403 };
    const [, id, remarks] = /^\/api\/orders(?:\/([^/]+)(\/remarks)?)?$/.exec(url.pathname) ?? [];
    if (!url.pathname.startsWith('/api/orders')) return shop.object(404, `no route ${url.pathname}`);
    if (id === undefined) {
      const since = url.searchParams.get('changed_since') ?? '';
      const page = Number(url.searchParams.get('page'));
      if (method !== 'GET' || !/^\d{10}$/.test(since) || !(page >= 1)) return shop.object(400, 'parameters');
      const found = shop.changedSince(Number(since) * 1000).slice((page - 1) * pageSize, page * pageSize);
      return { status: 200, json: { data: { orders: found.map(orderJson) } } };
    }
    const order = shop.shown(decodeURIComponent(id));
    if (order === null) return { status: 404 };
    if (remarks === undefined) return { status: 200, json: { data: orderJson(order) } };
    const { text = '', state = '' } = JSON.parse(body) as { text?: string; state?: string };
    shop.told.push({ id, text, ...(state !== '' && { status: state }) });
    return { status: 204 };
  },
  hook({ id }, secret, now) {
    const body = JSON.stringify({ order: id });
    return {
      headers: { 'x-star7-signature': hookSignature(Buffer.from(body), secret, Math.floor(now / 1000)) },
      body,
    };
  },
};

interface GraphRequest {
  query: string;
  variables: { since?: string; after?: string; skip?: unknown; id?: string };
}

function graph(
  { query, variables: { since = '', after = '', skip, id = '' } }: GraphRequest,
  shop: FakeShop,
): FakeAnswer {
  if (query === 'query One') {
    const order = shop.shown(id);
    return { status: 200, json: { data: { order: order === null ? null : orderJson(order) } } };
  }
  if (query === 'query After') {
    if (typeof skip !== 'number') return shop.object(400, 'skip');
    const later = shop.changedSince(Date.parse(since) + 1).slice(skip, skip + pageSize);
    return { status: 200, json: { data: { orders: { nodes: later.map(orderJson) } } } };
  }
  const from = Number(after === '' ? 0 : after);
  if (Number.isNaN(Date.parse(since)) || Number.isNaN(from)) return shop.object(400, 'variables');
  const found = shop.changedSince(Date.parse(since));
  const next = from + pageSize < found.length ? String(from + pageSize) : null;
  const nodes = found.slice(from, from + pageSize).map(orderJson);
  return { status: 200, json: { data: { orders: { nodes, next } } } };
}

function orderJson({ id, order, createdAt, changedAt }: FakeOrder): object {
  return {
    id,
    number: order.number,
    state: order.status,
    sum: Math.round(Number(order.total) * 100),
    created: new Date(createdAt).toISOString(),
    changed: new Date(changedAt).toISOString(),
    buyer: {
      first: order.firstName,
      last: order.lastName,
      mobile: null,
      phone: order.phone,
      email: order.email,
    },
    to: { town: order.town },
    remark: order.comment,
    floor: 3,
    lines: order.items.map(({ title, sku, quantity, price }) => ({
      ...{ name: title, sku, count: quantity, price: Math.round(Number(price) * 100) },
    })),
  };
}
