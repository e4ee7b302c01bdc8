import { moscowText, moscowTime, notFound, unknownIn } from './dialect-parts';
import type { Dialect, FakeAnswer, FakeOrder, FakeRequest, FakeShop } from './fake-shop';

export const moyskladKeys = { token: 'moysklad-token' };

const root = 'https://api.moysklad.ru/api/remap/1.2/entity/customerorder';
const states = {
  processing: ['Новый', 'Regular'],
  completed: ['Вручили', 'Successful'],
  cancelled: ['Передумали', 'Unsuccessful'],
} as const;

/** MoySklad's JSON API 1.2, as its documentation has it. */
export const moyskladDialect: Dialect = {
  idOf: (number) => `34efe2ee-015e-11e6-9464-${number.padStart(12, '0')}`,
  limited: (milliseconds) => ({
    status: 429,
    headers: { 'x-lognex-retry-after': String(milliseconds) },
    json: { errors: [{ code: 1049, error: 'Превышено ограничение на количество запросов' }] },
  }),
  handle(request, shop) {
    const { method, headers } = request;
    const url = new URL(request.url, 'http://shop.invalid');
    if (headers['authorization'] !== `Bearer ${moyskladKeys.token}`)
      return { status: 401, json: { errors: [{ code: 1056 }] } };
    if (headers['accept-encoding'] !== 'gzip') return shop.object(415, 'answers are packed');
    if (headers['accept'] !== 'application/json;charset=utf-8') return shop.object(400, 'error 1062: Accept');
    const [, path] = /^\/api\/remap\/1\.2\/entity\/customerorder(?:\/([\w/-]+))?$/.exec(url.pathname) ?? [];
    if (!url.pathname.startsWith('/api/remap/1.2/entity/customerorder'))
      return shop.object(404, url.pathname);
    if (path === undefined) return method === 'GET' ? list(url, shop) : shop.object(405, method);
    if (path === 'metadata') return { status: 200, json: { states: Object.keys(states).map(stateJson) } };
    return one(request, url, path, shop);
  },
  hook: ({ id }) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auditContext: { uid: 'somebody@shop' },
      events: [{ meta: { type: 'customerorder', href: `${root}/${id}` }, action: 'UPDATE' }],
    }),
  }),
};

function list({ searchParams: query }: URL, shop: FakeShop): FakeAnswer {
  const unknown = unknownIn(query, ['filter', 'order', 'expand', 'limit', 'offset']);
  if (unknown !== null) return shop.object(400, unknown);
  const [, since] =
    /^updated>=(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d);isDeleted=true;isDeleted=false$/.exec(
      query.get('filter') ?? '',
    ) ?? [];
  if (since === undefined) return shop.object(400, 'a wrong filter');
  if (query.get('order') !== 'updated,asc;id,asc') return shop.object(400, 'sorted otherwise');
  const [limit, offset] = [Number(query.get('limit') ?? 1000), Number(query.get('offset') ?? 0)];
  if (limit > 100) return shop.object(400, 'nothing is expanded above 100');
  const found = shop.changedSince(moscowTime(since));
  const rows = found.slice(offset, offset + limit).map((order) => orderJson(order, query.get('expand')));
  return { status: 200, json: { meta: { size: found.length, limit, offset }, rows } };
}

function one({ method, body }: FakeRequest, url: URL, path: string, shop: FakeShop): FakeAnswer {
  const [id = '', notes] = path.split('/');
  const order = shop.shown(id);
  if (order === null) return { ...notFound, json: { errors: [{ code: 1021 }] } };
  if (notes === 'notes' && method === 'POST') {
    const { description } = JSON.parse(body) as { description?: string };
    if (description === undefined) return shop.object(400, 'an event without text');
    shop.told.push({ id, text: description });
    return { status: 200, json: [{ description }] };
  }
  if (notes !== undefined) return shop.object(405, method);
  if (method === 'PUT') {
    const { state } = JSON.parse(body) as { state?: { meta?: { href?: string } } };
    const status = Object.keys(states).find(
      (each) => state?.meta?.href === `${root}/metadata/states/${each}`,
    );
    if (status === undefined) return shop.object(412, 'an unknown state');
    shop.told.push({ id, status });
    return { status: 200, json: orderJson(shop.change(id, { status }), null) };
  }
  const unknown = unknownIn(url.searchParams, ['expand']);
  if (unknown !== null) return shop.object(400, unknown);
  return { status: 200, json: orderJson(order, url.searchParams.get('expand')) };
}

function stateJson(status: string): object {
  const [name, stateType] = states[status as keyof typeof states];
  return { meta: { href: `${root}/metadata/states/${status}`, type: 'state' }, name, stateType };
}

/** What is not expanded is a reference. */
function orderJson({ id, order, createdAt, changedAt }: FakeOrder, expand: string | null): object {
  const expanded = (expand ?? '').split(',');
  const whole = (name: string, value: object): object =>
    expanded.includes(name) ? { ...value, meta: {} } : { meta: {} };
  return {
    ...{ id, name: order.number, moment: moscowText(createdAt), updated: moscowText(changedAt) },
    ...{ sum: Number(order.total) * 100, payedSum: 0, vatSum: 0, description: order.comment },
    state: whole('state', stateJson(order.status)),
    agent: whole('agent', {
      ...{ name: `${order.firstName} ${order.lastName}`, phone: order.phone, email: order.email },
    }),
    rate: { currency: whole('rate.currency', { isoCode: 'RUB' }) },
    salesChannel: whole('salesChannel', { name: 'Сайт' }),
    attributes: [
      { id: 'a', name: 'Телефон получателя', type: 'string', value: '+7 916 555-01-80' },
      { id: 'b', name: 'Подарочная упаковка', type: 'boolean', value: true },
      { id: 'c', name: 'Этаж', type: 'long', value: 5 },
      { id: 'd', name: 'Желаемый день', type: 'time', value: '2026-12-31 00:00:00.000' },
      { id: 'e', name: 'Коробка', type: 'customentity', value: { meta: {}, name: 'Крафт' } },
    ],
    shipmentAddress: 'ул. Лесная, 5',
    shipmentAddressFull: { postalCode: '101000', city: order.town, street: 'ул. Лесная', house: '5' },
    positions: expanded.includes('positions.assortment')
      ? {
          rows: order.items.map(({ title, sku, quantity, price }) => ({
            ...{ quantity, price: Number(price) * 100, assortment: { name: title, article: sku } },
          })),
        }
      : { meta: { size: order.items.length } },
  };
}
