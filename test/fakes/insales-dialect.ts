import { basic, notFound, unknownIn } from './dialect-parts';
import type { Dialect, FakeAnswer, FakeOrder, FakeShop } from './fake-shop';

export const insalesKeys = { apiKey: 'application', apiPassword: 'insales-password' };

const statuses: Readonly<Record<string, readonly [string, string]>> = {
  processing: ['v-obrabotke', 'В обработке'],
  completed: ['dostavlen', 'Доставлен'],
  cancelled: ['otmenen', 'Отменён'],
};

/**
 * InSales' API (api.insales.ru): with `updated_since` by change and id, without those up to `from_id` of that very moment, and no
 * page but the first.
 */
export const insalesDialect: Dialect = {
  handle({ method, url: path, headers, body }, shop) {
    const url = new URL(path, 'http://shop.invalid');
    if (headers['authorization'] !== basic(insalesKeys.apiKey, insalesKeys.apiPassword))
      return { status: 401 };
    const [, id] = /^\/admin\/orders(?:\/(\d+))?\.json$/.exec(url.pathname) ?? [];
    if (!url.pathname.startsWith('/admin/orders')) return shop.object(404, `no route ${url.pathname}`);
    if (id === undefined) return method === 'GET' ? list(url, shop) : shop.object(405, method);
    const order = shop.shown(id);
    if (order === null) return notFound;
    if (method === 'GET') return { status: 200, json: orderJson(order, shop) };
    return method === 'PUT' ? change(id, body, shop) : shop.object(405, method);
  },
  hook: (order) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: Number(order.id), number: Number(order.order.number) }),
  }),
};

function list({ searchParams: query }: URL, shop: FakeShop): FakeAnswer {
  const unknown = unknownIn(query, ['updated_since', 'from_id', 'per_page']);
  if (unknown !== null) return shop.object(400, unknown);
  const since = Date.parse(query.get('updated_since') ?? '');
  const perPage = Number(query.get('per_page') ?? 10);
  if (Number.isNaN(since)) return shop.object(400, 'no time');
  if (!(perPage >= 1 && perPage <= 100)) return shop.object(400, 'too many a page');
  const from = Number(query.get('from_id') ?? 0);
  const found = shop
    .changedSince(since)
    .filter(({ id, changedAt }) => changedAt > since || Number(id) > from)
    .slice(0, perPage);
  return { status: 200, json: found.map((order) => orderJson(order, shop)) };
}

function change(id: string, body: string, shop: FakeShop): FakeAnswer {
  const { order } = JSON.parse(body) as { order?: Record<string, string> };
  const { manager_comment: text, custom_status_permalink: permalink, ...others } = order ?? {};
  if (Object.keys(others).length > 0) return shop.object(422, 'unknown attributes');
  if (text !== undefined) shop.told.push({ id, text });
  if (permalink !== undefined) {
    const status = Object.entries(statuses).find(([, [name]]) => name === permalink)?.[0];
    if (status === undefined) return shop.object(422, 'an unknown status');
    shop.told.push({ id, status: permalink });
    shop.change(id, { status });
  }
  return { status: 200, json: orderJson(shop.newest(id), shop) };
}

function orderJson({ id, order, createdAt, changedAt }: FakeOrder, shop: FakeShop): object {
  const [permalink, title] = statuses[order.status] ?? ['', order.status];
  const said = shop.told.filter((each) => each.id === id && each.text !== undefined).at(-1)?.text ?? '';
  return {
    ...{ id: Number(id), number: Number(order.number), key: 'c0ffee', comment: order.comment },
    ...{ total_price: order.total, items_price: order.total, currency_code: 'RUR', archived: false },
    ...{ financial_status: 'pending', fulfillment_status: 'new', custom_status: { permalink, title } },
    ...{ delivery_title: 'Курьер', full_delivery_price: '0.0', payment_title: 'Наличные' },
    ...{ manager_comment: said, source: 'yandex', delivery_date: null },
    created_at: moscow(createdAt),
    updated_at: moscow(changedAt),
    client: {
      ...{ id: 1, name: order.firstName, surname: order.lastName, middlename: null },
      ...{ phone: order.phone, email: order.email },
    },
    shipping_address: {
      ...{ name: order.firstName, surname: order.lastName, phone: order.phone, country: 'RU' },
      ...{ city: order.town, zip: '101000', state: '', full_delivery_address: 'ул. Лесная, 5' },
    },
    fields_values: [
      { id: 1, field_id: 11, name: 'Подарочная упаковка', handle: 'gift', value: '1' },
      { id: 2, field_id: 12, name: 'Этаж', handle: 'floor', value: '5' },
      { id: 3, field_id: 13, name: 'Желаемый день', handle: 'day', value: '31.12.2026' },
    ],
    order_lines: order.items.map(({ title: name, sku, quantity, price }, nth) => ({
      ...{ id: nth, title: name, sku, quantity, sale_price: Number(price) },
      total_price: Number(price) * quantity,
    })),
  };
}

function moscow(at: number): string {
  return new Date(at + 3 * 3_600_000).toISOString().replace('Z', '+03:00');
}
