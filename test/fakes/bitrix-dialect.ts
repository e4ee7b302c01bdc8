import type { Dialect, FakeAnswer, FakeOrder, FakeShop } from './fake-shop';

export const bitrixKeys = { restHook: 'https://shop.example.com/rest/1/abc123def456/' };
export const bitrix24Keys = { ...bitrixKeys, applicationToken: 'token-of-the-outgoing-webhook' };

type Params = Readonly<Record<string, unknown>>;
/** A method of the interface. @returns what is beside `time` in the answer */
type Method = (params: Params, shop: FakeShop) => object | FakeAnswer;

const time = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$`;

/**
 * The REST interface of Bitrix24 and 1C-Bitrix by an inbound webhook: the secret in the path, JSON in, 50 a page, 50 calls a
 * batch, 503 with a code for too many requests, and 400 with an empty code for what is not there.
 */
function dialectOf(methods: Readonly<Record<string, Method>>, hook: Dialect['hook']): Dialect {
  const run = (name: string, params: Params, shop: FakeShop): FakeAnswer => {
    const method = methods[name];
    if (method === undefined)
      return { ...shop.object(404, `no method ${name}`), json: { error: 'ERROR_METHOD_NOT_FOUND' } };
    const found = method(params, shop);
    return 'status' in found ? found : { status: 200, json: { ...found, time: { operating: 0.1 } } };
  };
  return {
    hook,
    limited: () => ({
      status: 503,
      json: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' },
    }),
    handle({ method, url, body }, shop) {
      const [, code, name = ''] = /^\/rest\/1\/(\w+)\/([\w.]+)\.json$/.exec(url) ?? [];
      if (code !== 'abc123def456') return { status: 401, json: { error: 'INVALID_CREDENTIALS' } };
      if (method !== 'POST') return shop.object(405, method);
      const params = JSON.parse(body) as Params;
      if (name !== 'batch') return run(name, params, shop);
      const cmd = Object.entries(params['cmd'] as Readonly<Record<string, string>>);
      if (cmd.length > 50) return shop.object(400, 'ERROR_BATCH_LENGTH_EXCEEDED');
      const results = cmd.map(([key, call], nth) => {
        shop.beforeCall(nth);
        const [each = '', query = ''] = call.split('?');
        return [key, run(each, paramsIn(query), shop)] as const;
      });
      const isGood = ([, { status }]: (typeof results)[number]): boolean => status === 200;
      const result = Object.fromEntries(
        results.filter(isGood).map(([key, { json }]) => [key, (json as { result: unknown }).result]),
      );
      const errors = Object.fromEntries(
        results.filter((each) => !isGood(each)).map(([key, { json }]) => [key, json]),
      );
      const hasErrors = Object.keys(errors).length > 0;
      return { status: 200, json: { result: { result, result_error: hasErrors ? errors : [] } } };
    },
  };
}

/** As PHP reads a form: `filter[id]=1&select[0]=a`. */
function paramsIn(query: string): Params {
  const params: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const [first = '', ...parts] = name.split(/\]?\[|\]$/).filter((part) => part !== '');
    const path = [first, ...parts];
    let into = params;
    for (const part of path.slice(0, -1)) into = (into[part] ??= {}) as Record<string, unknown>;
    into[path.at(-1) ?? ''] = name.startsWith('start') ? Number(value) : value;
  }
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, asList(value)]));
}

/** What PHP has as an array with the keys 0, 1, 2, … */
function asList(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, asList(each)] as const);
  return entries.every(([name], nth) => name === String(nth))
    ? entries.map(([, each]) => each)
    : Object.fromEntries(entries);
}

/** Orders of a list by change, as both interfaces ask for it. */
function listed(
  params: Params,
  shop: FakeShop,
  names: { changed: string; id: string; order: string; uncounted: boolean },
): FakeOrder[] | FakeAnswer {
  const unknown = Object.keys(params).filter(
    (name) => !['select', 'filter', 'order', 'start'].includes(name),
  );
  if (unknown.length > 0) return shop.object(400, `unknown parameters ${unknown.join(' ')}`);
  const { filter = {}, order = {}, start } = params as { filter?: Params; order?: Params; start?: number };
  if (!Array.isArray(params['select'])) return shop.object(400, 'everything is selected');
  if ('DESC' === order[names.id]) return newestFirst(params, shop, names);
  const id = filter[names.id];
  if (typeof id === 'string') return [shop.shown(id)].filter((found) => found !== null);
  const since = filter[`>=${names.changed}`];
  if (typeof since !== 'string' || !new RegExp(time).test(since)) return shop.object(400, 'a wrong filter');
  if (JSON.stringify(order) !== names.order) return shop.object(400, 'sorted otherwise');
  if (start === undefined || start % 50 !== (start === -1 ? -1 : 0) || (start === -1 && !names.uncounted))
    return shop.object(400, 'a wrong start');
  const from = Math.max(0, start);
  return shop.changedSince(Date.parse(since)).slice(from, from + 50);
}

/** Deals by their ids, of a stage's meaning. */
function newestFirst(
  params: Params,
  shop: FakeShop,
  names: { changed: string; id: string; uncounted: boolean },
): FakeOrder[] | FakeAnswer {
  const { filter = {}, order, start = 0 } = params as { filter?: Params; order?: Params; start?: number };
  const { STAGE_SEMANTIC_ID: one, '@STAGE_SEMANTIC_ID': some, ...others } = filter;
  const { [`>=${names.changed}`]: since, [`<${names.id}`]: below = '999999999', ...rest } = others;
  const meanings = typeof one === 'string' ? [one] : Array.isArray(some) ? (some as string[]) : [];
  if (!names.uncounted || meanings.length === 0 || Object.keys(rest).length > 0)
    return shop.object(400, 'a wrong filter');
  if (JSON.stringify(order) !== `{"${names.id}":"DESC"}` || start % 50 !== 0)
    return shop.object(400, 'sorted otherwise');
  if (typeof since !== 'string' || !new RegExp(time).test(since)) return shop.object(400, 'a wrong filter');
  return shop
    .changedSince(Date.parse(since))
    .filter((deal) => meanings.includes(meaningOf(deal)) && Number(deal.id) < Number(below))
    .sort((one, other) => Number(other.id) - Number(one.id))
    .slice(start, start + 50);
}

/** Of the deal's stage: in work, won, lost. */
function meaningOf({ order }: FakeOrder): string {
  return { completed: 'S', cancelled: 'F' }[order.status] ?? 'P';
}

const moscow = (at: number): string => new Date(at + 3 * 3_600_000).toISOString().replace(/\.\d+Z/, '+03:00');
const idOf = (name: unknown): string => String(name).slice(1);

/** Deals of Bitrix24, whose contacts have the deal's id with a digit before. */
export const bitrix24Dialect = dialectOf(
  {
    'crm.deal.list': (params, shop) => {
      const names = {
        changed: 'DATE_MODIFY',
        id: 'ID',
        order: '{"DATE_MODIFY":"ASC","ID":"ASC"}',
        uncounted: true,
      };
      const found = listed(params, shop, names);
      const select = params['select'] as string[];
      return Array.isArray(found) ? { result: found.map((deal) => dealJson(deal, select)) } : found;
    },
    'crm.contact.list': ({ filter, start }, shop) => {
      const { '@ID': ids } = filter as { '@ID'?: string[] };
      if (ids === undefined || ids.length > 50 || start !== -1)
        return shop.object(400, 'contacts by id, 50 at once');
      return { result: ids.map((id) => contactJson(id, shop)) };
    },
    'crm.deal.productrows.get': ({ id }, shop) => ({
      result: shop.newest(String(id)).order.items.map(({ title, quantity, price }) => ({
        ...{ PRODUCT_NAME: title, QUANTITY: quantity, PRICE: Number(price) },
      })),
    }),
    'crm.deal.update': ({ id, fields }, shop) => {
      const { STAGE_ID: stage, ...others } = fields as { STAGE_ID?: string };
      if (stage !== 'C1:LOSE' || Object.keys(others).length > 0) return shop.object(400, 'an unknown stage');
      shop.change(String(id), { status: 'cancelled' });
      shop.told.push({ id: String(id), status: stage });
      return { result: true };
    },
    'crm.timeline.comment.add': ({ fields }, shop) => {
      const { ENTITY_ID: id, ENTITY_TYPE: type, COMMENT: text } = fields as Record<string, string>;
      if (type !== 'deal' || id === undefined || text === undefined) return shop.object(400, 'no comment');
      shop.told.push({ id, text });
      return { result: 1 };
    },
  },
  ({ id }, secret) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...{ event: 'ONCRMDEALUPDATE', 'data[FIELDS][ID]': id, ts: '1780000000' },
      ...{ 'auth[domain]': 'shop.example.com', 'auth[application_token]': secret },
    }).toString(),
  }),
);

const ownOfDeals = {
  UF_CRM_GIFT: '1',
  UF_CRM_FLOOR: '5',
  UF_CRM_1700000000001: '2026-12-31T03:00:00+03:00',
};

/** @param select fields of the portal's own come only by their codes, or all by `UF_*` */
function dealJson(deal: FakeOrder, select: readonly string[]): object {
  const { id, order, createdAt, changedAt } = deal;
  const own = Object.entries(ownOfDeals).filter(([code]) => select.includes(code) || select.includes('UF_*'));
  return {
    ...{ ID: id, TITLE: 'Заказ с сайта', STAGE_ID: 'C1:NEW', STAGE_SEMANTIC_ID: meaningOf(deal) },
    ...{ OPPORTUNITY: `${order.total}00`, CURRENCY_ID: 'RUB', TAX_VALUE: '0.00', CONTACT_ID: `2${id}` },
    ...{ COMPANY_ID: '0', COMMENTS: order.comment === '' ? '' : `[p]${order.comment}[/p]`, SOURCE_ID: 'WEB' },
    ...{ DATE_CREATE: moscow(createdAt), DATE_MODIFY: moscow(changedAt) },
    ...Object.fromEntries(own),
  };
}

function contactJson(id: string, shop: FakeShop): object {
  const { order } = shop.newest(idOf(id));
  const multi = (...values: string[]) => values.map((value) => ({ VALUE: value, VALUE_TYPE: 'WORK' }));
  return {
    ...{ ID: id, NAME: order.firstName, SECOND_NAME: null, LAST_NAME: order.lastName },
    ...{
      PHONE: multi(order.phone),
      EMAIL: multi(order.email),
      ADDRESS: 'ул. Лесная, 5',
      ADDRESS_CITY: order.town,
    },
  };
}

/** Orders of a shop on 1C-Bitrix. */
export const bitrixDialect = dialectOf(
  {
    'sale.order.list': (params, shop) => {
      const names = {
        changed: 'dateUpdate',
        id: 'id',
        order: '{"dateUpdate":"asc","id":"asc"}',
        uncounted: false,
      };
      const found = listed(params, shop, names);
      return Array.isArray(found)
        ? { result: { orders: found.map((order) => saleJson(order, shop)) }, total: found.length }
        : found;
    },
    'sale.propertyvalue.list': (params, shop) => {
      const { orderId } = params['filter'] as { orderId?: string };
      const { order } = shop.newest(String(orderId));
      const value = (code: string, name: string, text: string) => ({ code, name, value: text });
      return {
        result: {
          propertyValues: [
            value('FIO', 'Ф.И.О.', `${order.firstName} ${order.lastName}`),
            value('EMAIL', 'E-Mail', order.email),
            value('PHONE', 'Телефон', order.phone),
            value('ZIP', 'Индекс', '101000'),
            value('CITY', 'Город', order.town),
            value('ADDRESS', 'Адрес доставки', 'ул. Лесная, 5'),
            value('GIFT', 'Подарочная упаковка', 'Y'),
            value('FLOOR', 'Этаж', '5'),
            value('DAY', 'Желаемый день', '31.12.2026'),
          ],
        },
      };
    },
    'sale.basketitem.list': (params, shop) => {
      const { '@orderId': ids } = params['filter'] as { '@orderId'?: string[] };
      if (ids === undefined) return shop.object(400, 'items of all orders');
      const items = ids.flatMap((orderId) =>
        shop.newest(orderId).order.items.map(({ title, quantity, price }) => ({
          ...{ orderId, name: title, quantity, price: Number(price) },
        })),
      );
      return { result: { basketItems: items.slice(0, 50) }, total: items.length };
    },
    'sale.order.update': ({ id, fields }, shop) => {
      const { comments, statusId, ...others } = fields as { comments?: string; statusId?: string };
      if (Object.keys(others).length > 0 || comments === undefined) return shop.object(400, 'unknown fields');
      shop.told.push({ id: String(id), text: comments, ...(statusId !== undefined && { status: statusId }) });
      return { result: { order: { id } } };
    },
  },
  ({ id }) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ id }).toString(),
  }),
);

function saleJson({ id, order, createdAt, changedAt }: FakeOrder, shop: FakeShop): object {
  const said = shop.told.filter((each) => each.id === id).at(-1)?.text ?? '';
  return {
    ...{ id: Number(id), accountNumber: order.number, canceled: order.status === 'cancelled' ? 'Y' : 'N' },
    ...{ statusId: order.status === 'completed' ? 'F' : 'N', payed: 'N', price: Number(order.total) },
    ...{ currency: 'RUB', discountValue: 0, taxValue: 0, userDescription: order.comment, comments: said },
    ...{ dateInsert: moscow(createdAt), dateUpdate: moscow(changedAt) },
  };
}
