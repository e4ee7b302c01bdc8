import { createHmac } from 'node:crypto';
import type { Dialect, FakeAnswer, FakeOrder, FakeRequest, FakeShop } from './fake-shop';

/** Keys that the fake accepts. */
export const wooKeys = { consumerKey: 'ck_fake', consumerSecret: 'cs_fake' };

const listParameters = ['modified_after', 'dates_are_gmt', 'orderby', 'order', 'per_page', 'page'];
const statuses = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
  'trash',
];

/** WooCommerce's REST API version 3, as its controllers and their documentation have it, to the second. */
export const wooDialect: Dialect = {
  handle(request, shop) {
    const url = new URL(request.url, 'http://shop.invalid');
    const expected = Buffer.from(`${wooKeys.consumerKey}:${wooKeys.consumerSecret}`).toString('base64');
    if (request.headers['authorization'] !== `Basic ${expected}`)
      return { status: 401, json: { code: 'woocommerce_rest_cannot_view' } };
    const [, id, notes] = /^\/wp-json\/wc\/v3\/orders(?:\/(\d+)(\/notes)?)?$/.exec(url.pathname) ?? [];
    if (!url.pathname.startsWith('/wp-json/wc/v3/orders'))
      return shop.object(404, `no route ${url.pathname}`);
    if (id === undefined) return list(request, url, shop);
    const order = shop.shown(id);
    if (order === null) return { status: 404, json: { code: 'woocommerce_rest_shop_order_invalid_id' } };
    if (notes !== undefined) return note(request, id, shop);
    if (request.method === 'GET') return { status: 200, json: orderJson(order) };
    if (request.method === 'PUT') return change(request, id, shop);
    return shop.object(405, `${request.method} of an order`);
  },
  hook(order, secret) {
    const body = JSON.stringify(orderJson(order));
    return {
      headers: {
        'content-type': 'application/json',
        'x-wc-webhook-topic': order.createdAt === order.changedAt ? 'order.created' : 'order.updated',
        'x-wc-webhook-resource': 'order',
        'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
        'x-wc-webhook-delivery-id': 'b1f6e8',
      },
      body,
    };
  },
};

function list({ method }: FakeRequest, url: URL, shop: FakeShop): FakeAnswer {
  if (method !== 'GET') return shop.object(405, `${method} of orders`);
  const query = Object.fromEntries(url.searchParams);
  const unknown = Object.keys(query).filter((name) => !listParameters.includes(name));
  if (unknown.length > 0) return shop.object(400, `unknown parameters ${unknown.join(' ')}`);
  const perPage = Number(query['per_page'] ?? 10);
  const page = Number(query['page'] ?? 1);
  const after = query['modified_after'] ?? '';
  if (!(perPage >= 1 && perPage <= 100) || !(page >= 1)) return shop.object(400, 'rest_invalid_param');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(after) || query['dates_are_gmt'] !== 'true') {
    return shop.object(400, 'modified_after needs a time, and dates_are_gmt');
  }
  if (query['orderby'] !== 'modified' || query['order'] !== 'asc')
    return shop.object(400, 'sorted otherwise');
  // "After" leaves out the second itself.
  const found = shop.changedSince(Date.parse(`${after}Z`) + 1000);
  return {
    status: 200,
    headers: {
      'x-wp-total': String(found.length),
      'x-wp-totalpages': String(Math.ceil(found.length / perPage)),
    },
    json: found.slice((page - 1) * perPage, page * perPage).map(orderJson),
  };
}

function note({ method, body }: FakeRequest, id: string, shop: FakeShop): FakeAnswer {
  const { note: text, customer_note: isForCustomer } = JSON.parse(body) as Record<string, unknown>;
  if (method !== 'POST' || typeof text !== 'string' || isForCustomer !== false)
    return shop.object(400, 'a wrong note');
  shop.told.push({ id, text });
  return { status: 201, json: { id: 1, note: text } };
}

function change({ body }: FakeRequest, id: string, shop: FakeShop): FakeAnswer {
  const { status } = JSON.parse(body) as { status?: string };
  if (status === undefined || !statuses.includes(status)) return shop.object(400, 'an unknown status');
  shop.told.push({ id, status });
  return { status: 200, json: orderJson(shop.change(id, { status })) };
}

function orderJson({ id, order, createdAt, changedAt }: FakeOrder): object {
  const place = {
    first_name: order.firstName,
    last_name: order.lastName,
    city: order.town,
    country: 'RU',
    postcode: '',
  };
  return {
    id: Number(id),
    number: order.number,
    status: order.status,
    currency: 'RUB',
    date_created_gmt: secondsText(createdAt),
    date_modified_gmt: secondsText(changedAt),
    date_paid_gmt: null,
    total: order.total,
    total_tax: '0.00',
    shipping_total: '0.00',
    discount_total: '0.00',
    customer_note: order.comment,
    created_via: 'checkout',
    payment_method_title: 'Наличные',
    billing: {
      ...place,
      address_1: 'ул. Лесная, 5',
      address_2: '',
      state: '',
      email: order.email,
      phone: order.phone,
    },
    shipping: { ...place, address_1: '', address_2: '', state: '', phone: '' },
    shipping_lines: [{ id: 1, method_title: 'Курьер' }],
    meta_data: [
      { id: 1, key: '_edit_lock', value: { by: 1 } },
      { id: 2, key: 'gift_wrap', value: '1' },
      { id: 3, key: 'floor', value: '5' },
      { id: 4, key: 'delivery_day', value: '31.12.2026' },
    ],
    line_items: order.items.map(({ title, sku, quantity, price }, nth) => ({
      id: nth,
      name: title,
      sku,
      quantity,
      price: Number(price),
      total: (Number(price) * quantity).toFixed(2),
      meta_data: [{ key: 'color', display_key: 'Цвет', display_value: 'белый' }],
      image: { id: '', src: '' },
    })),
  };
}

function secondsText(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
