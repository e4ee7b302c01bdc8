import { notFound } from './dialect-parts';
import type { Dialect, FakeAnswer, FakeOrder, FakeRequest, FakeShop } from './fake-shop';

export const amocrmKeys = { token: 'long-lived-token' };

const stages: Readonly<Record<string, number>> = { processing: 7001, completed: 142, cancelled: 143 };
const empty: FakeAnswer = { status: 204 };

/** amoCRM's API, version 4: HAL, 204 for an empty list, ids in `filter[id][]`, times in seconds. */
export const amocrmDialect: Dialect = {
  handle(request, shop) {
    const { method, headers } = request;
    const url = new URL(request.url, 'http://shop.invalid');
    if (headers['authorization'] !== `Bearer ${amocrmKeys.token}`)
      return { status: 401, json: { title: 'Unauthorized', status: 401 } };
    const path = /^\/api\/v4\/(.+)$/.exec(url.pathname)?.[1] ?? '';
    if (path === 'account') return { status: 200, json: { id: 1, currency: 'RUB' } };
    if (path === 'leads') return method === 'GET' ? list(url.searchParams, shop) : shop.object(405, method);
    if (path === 'contacts') return linked('contacts', url.searchParams, shop, contactJson);
    if (path === 'catalogs/77/elements') return linked('elements', url.searchParams, shop, elementJson);
    const [, id, notes] = /^leads\/(\d+)(\/notes)?$/.exec(path) ?? [];
    return id === undefined ? shop.object(404, path) : one(request, url, id, notes !== undefined, shop);
  },
  hook: ({ id }) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...{ 'leads[update][0][id]': id, 'leads[update][0][status_id]': '7001' },
      ...{ 'account[subdomain]': 'shop', 'leads[update][0][custom_fields][0][id]': '900000' },
    }).toString(),
  }),
};

function list(query: URLSearchParams, shop: FakeShop): FakeAnswer {
  const known = ['filter[updated_at][from]', 'order[updated_at]', 'with', 'page', 'limit'];
  const unknown = [...query.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) return shop.object(400, `unknown parameters ${unknown.join(' ')}`);
  const since = query.get('filter[updated_at][from]') ?? '';
  const [page, limit] = [Number(query.get('page')), Number(query.get('limit'))];
  if (!/^\d{10}$/.test(since) || query.get('order[updated_at]') !== 'asc')
    return shop.object(400, 'a filter');
  if (!(page >= 1) || !(limit >= 1 && limit <= 250)) return shop.object(400, 'a page');
  const found = shop.changedSince(Number(since) * 1000).slice((page - 1) * limit, page * limit);
  const whole = query.get('with') === 'contacts,catalog_elements';
  return found.length === 0
    ? empty
    : {
        status: 200,
        json: { _page: page, _embedded: { leads: found.map((each) => leadJson(each, whole)) } },
      };
}

function linked(
  name: string,
  query: URLSearchParams,
  shop: FakeShop,
  jsonOf: (id: string, shop: FakeShop) => object,
): FakeAnswer {
  const ids = query.getAll('filter[id][]');
  if (ids.length === 0 || ids.length > Number(query.get('limit')) || ids.length > 250)
    return shop.object(400, 'everything, or more than a page');
  return { status: 200, json: { _embedded: { [name]: ids.map((id) => jsonOf(id, shop)) } } };
}

function one(
  { method, body }: FakeRequest,
  url: URL,
  id: string,
  isNotes: boolean,
  shop: FakeShop,
): FakeAnswer {
  const order = shop.shown(id);
  if (order === null) return notFound;
  if (isNotes) {
    const [note, ...others] = JSON.parse(body) as Array<{ note_type?: string; params?: { text?: string } }>;
    const text = note?.params?.text;
    if (method !== 'POST' || note?.note_type !== 'common' || text === undefined || others.length > 0)
      return shop.object(400, 'a wrong note');
    shop.told.push({ id, text });
    return { status: 200, json: { _embedded: { notes: [{ id: 1 }] } } };
  }
  if (method === 'PATCH') {
    const { status_id: stage } = JSON.parse(body) as { status_id?: unknown };
    const status = Object.keys(stages).find((each) => stages[each] === stage);
    if (status === undefined) return shop.object(400, 'an unknown stage');
    shop.told.push({ id, status });
    shop.change(id, { status });
    return { status: 200, json: { id: Number(id) } };
  }
  return { status: 200, json: leadJson(order, url.searchParams.get('with') === 'contacts,catalog_elements') };
}

/** Contacts have the lead's id with a 2 before it, elements with a 3. */
function leadJson({ id, order, createdAt, changedAt }: FakeOrder, whole: boolean): object {
  const seconds = (at: number): number => Math.floor(at / 1000);
  const linkedTo = {
    contacts: [
      { id: 999, is_main: false },
      { id: Number(`2${id}`), is_main: true },
    ],
    catalog_elements: order.items.map(({ quantity }) => ({
      id: Number(`3${id}`),
      metadata: { quantity, catalog_id: 77 },
    })),
  };
  return {
    ...{ id: Number(id), name: `Сделка ${order.comment}`, price: Number(order.total), is_deleted: false },
    ...{ status_id: stages[order.status], created_at: seconds(createdAt), updated_at: seconds(changedAt) },
    custom_fields_values: [
      { field_id: 1, field_name: 'Город', field_code: null, values: [{ value: order.town }] },
      { field_id: 2, field_name: 'Адрес доставки', field_code: null, values: [{ value: 'ул. Лесная, 5' }] },
      own(5, 'Подарочная упаковка', 'checkbox', true),
      own(6, 'Этаж', 'numeric', '5'),
      // Midnight in Moscow.
      own(7, 'Желаемый день', 'date', Date.UTC(2026, 11, 30, 21) / 1000),
    ],
    _embedded: { tags: [{ id: 1, name: 'сайт' }], ...(whole && linkedTo) },
  };
}

function own(id: number, name: string, type: string, value: unknown): object {
  return { field_id: id, field_name: name, field_code: null, field_type: type, values: [{ value }] };
}

function contactJson(id: string, shop: FakeShop): object {
  const { order } = shop.newest(id.slice(1));
  return {
    ...{ id: Number(id), name: `${order.firstName} ${order.lastName}` },
    custom_fields_values: [
      {
        field_id: 3,
        field_name: 'Телефон',
        field_code: 'PHONE',
        values: [{ value: order.phone, enum_code: 'WORK' }],
      },
      { field_id: 4, field_name: 'Email', field_code: 'EMAIL', values: [{ value: order.email }] },
    ],
  };
}

function elementJson(id: string, shop: FakeShop): object {
  const [item] = shop.newest(id.slice(1)).order.items;
  return {
    ...{ id: Number(id), name: item?.title },
    custom_fields_values: [
      { field_name: 'Артикул', field_code: 'SKU', values: [{ value: item?.sku }] },
      { field_name: 'Цена', field_code: 'PRICE', values: [{ value: item?.price }] },
    ],
  };
}
