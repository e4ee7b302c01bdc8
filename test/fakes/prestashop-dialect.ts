import { basic, moscowText, moscowTime, unknownIn } from './dialect-parts';
import type { Dialect, FakeAnswer, FakeOrder, FakeRequest, FakeShop } from './fake-shop';

export const prestashopKeys = { webserviceKey: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345' };

const parameters = ['output_format', 'display', 'filter[date_upd]', 'filter[id]', 'date', 'sort', 'limit'];
const states: Readonly<Record<string, string>> = { '3': 'processing', '5': 'completed', '6': 'cancelled' };
const stateNames: Readonly<Record<string, string>> = {
  '3': 'В обработке',
  '5': 'Доставлено',
  '6': 'Отменено',
};

/**
 * PrestaShop's Webservice as its source has it (classes/webservice/WebserviceRequest.php): ids of what an order refers to, JSON out
 * and XML in, `[]` for an empty list, 401 for a wrong key, 400 for what it does not know.
 */
export const prestashopDialect: Dialect = {
  handle(request, shop) {
    const url = new URL(request.url, 'http://shop.invalid');
    if (request.headers['authorization'] !== basic(prestashopKeys.webserviceKey, ''))
      return { status: 401, json: { errors: [{ code: 18, message: 'Invalid authentication key format' }] } };
    if (url.searchParams.get('output_format') !== 'JSON') return shop.object(400, 'answers XML');
    const resource = /^\/api\/([a-z_]+)$/.exec(url.pathname)?.[1];
    if (resource === undefined) return shop.object(400, `no resource ${url.pathname}`);
    if (request.method === 'POST') return created(resource, request, url, shop);
    if (request.method !== 'GET') return shop.object(405, request.method);
    const known = [...parameters, ...(resource === 'customer_threads' ? ['filter[id_order]'] : [])];
    const unknown = unknownIn(url.searchParams, known);
    if (unknown !== null) return shop.object(400, unknown);
    if (url.searchParams.get('display') !== 'full') return shop.object(400, 'ids alone');
    return resource === 'orders' ? orders(url, shop) : linked(resource, url, shop);
  },
  hook: () => ({ headers: {}, body: '' }),
};

function orders({ searchParams: query }: URL, shop: FakeShop): FakeAnswer {
  const ids = idsIn(query.get('filter[id]'));
  if (ids !== null) {
    const found = ids.map((id) => shop.shown(id)).filter((order) => order !== null);
    return listOf('orders', found.map(orderJson));
  }
  const time = String.raw`(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)`;
  const [, since, until] =
    new RegExp(String.raw`^\[${time},${time}\]$`).exec(query.get('filter[date_upd]') ?? '') ?? [];
  if (since === undefined || until === undefined) return shop.object(400, 'a malformed filter');
  if (query.get('date') !== '1') return shop.object(400, 'date_upd needs date=1');
  if (query.get('sort') !== '[date_upd_ASC,id_ASC]') return shop.object(400, 'sorted otherwise');
  const [, offset, count] = /^(\d+),(\d+)$/.exec(query.get('limit') ?? '') ?? [];
  if (offset === undefined) return shop.object(400, 'a malformed limit');
  const found = shop
    .changedSince(moscowTime(since))
    .filter(({ changedAt }) => changedAt <= moscowTime(until));
  return listOf('orders', found.slice(Number(offset), Number(offset) + Number(count)).map(orderJson));
}

/** Ids of what belongs to an order are its own with a digit before. */
function linked(resource: string, { searchParams: query }: URL, shop: FakeShop): FakeAnswer {
  if (resource === 'customer_threads') {
    const order = idsIn(query.get('filter[id_order]'))?.[0];
    const begun = shop.told.some(({ id, text }) => id === order && text === 'a thread');
    return listOf(resource, begun ? [{ id: `7${order ?? ''}` }] : []);
  }
  const ids = idsIn(query.get('filter[id]'));
  if (ids === null) return shop.object(400, 'a list of everything');
  if (ids.length > 100) return shop.object(414, 'too many ids');
  return listOf(
    resource,
    ids.map((id) => linkedJson(resource, id, shop)),
  );
}

function linkedJson(resource: string, id: string, shop: FakeShop): object | null {
  const order = (): FakeOrder['order'] => shop.newest(id.slice(1)).order;
  const texts = (value: string) => [
    { id: '1', value },
    { id: '2', value: `${value} (en)` },
  ];
  switch (resource) {
    case 'addresses':
      return {
        ...{ id, id_country: '177', firstname: order().firstName, lastname: order().lastName },
        ...{ address1: 'ул. Лесная, 5', address2: '', other: '', city: order().town, postcode: '101000' },
        ...{ phone: order().phone, phone_mobile: '' },
      };
    case 'customers':
      return { id, firstname: order().firstName, lastname: order().lastName, email: order().email };
    case 'order_states':
      return { id, name: texts(stateNames[id] ?? '') };
    case 'currencies':
      return { id, iso_code: 'RUB' };
    case 'carriers':
      return { id, name: 'Курьер' };
    case 'countries':
      return { id, iso_code: 'RU', name: texts('Россия') };
    default:
      shop.object(400, `no resource ${resource}`);
      return null;
  }
}

function created(resource: string, { headers, body }: FakeRequest, url: URL, shop: FakeShop): FakeAnswer {
  const unknown = unknownIn(url.searchParams, ['output_format']);
  if (unknown !== null) return shop.object(400, unknown);
  if (!String(headers['content-type']).includes('xml')) return shop.object(400, 'no XML');
  const one = { order_histories: 'order_history' }[resource] ?? resource.slice(0, -1);
  const content = new RegExp(`^<prestashop><${one}>(.*)</${one}></prestashop>$`, 's').exec(body)?.[1];
  if (content === undefined) return shop.object(400, 'not what is posted');
  const fields = Object.fromEntries(
    [...content.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name = '', value = '']) => [name, decoded(value)]),
  );
  const order = fields['id_order'] ?? '';
  if (resource === 'order_histories') {
    const status = states[fields['id_order_state'] ?? ''];
    if (status === undefined) return shop.object(400, 'an unknown state');
    shop.change(order, { status });
    shop.told.push({ id: order, status: fields['id_order_state'] ?? '' });
  } else if (resource === 'customer_threads') {
    if (['id_lang', 'id_contact', 'token', 'email', 'status'].some((name) => !fields[name]))
      return shop.object(400, 'parameter required');
    if (!/^[0-9a-f]{12}$/.test(fields['token'] ?? '')) return shop.object(400, 'a token that is no secret');
    shop.told.push({ id: order, text: 'a thread' });
  } else if (resource === 'customer_messages') {
    if (fields['private'] !== '1') return shop.object(400, 'the customer would see it');
    shop.told.push({ id: (fields['id_customer_thread'] ?? '').slice(1), text: fields['message'] ?? '' });
  } else return shop.object(400, `${resource} are not written`);
  return { status: 201, json: { [one]: { id: `7${order}`, ...fields } } };
}

function decoded(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** `[1|2|3]`; null for none. */
function idsIn(filter: string | null): string[] | null {
  const ids = /^\[(\d+(?:\|\d+)*)\]$/.exec(filter ?? '')?.[1];
  return ids === undefined ? null : ids.split('|');
}

function listOf(resource: string, found: readonly (object | null)[]): FakeAnswer {
  return { status: 200, json: found.length === 0 ? [] : { [resource]: found } };
}

function orderJson({ id, order, createdAt, changedAt }: FakeOrder): object {
  const state = Object.entries(states).find(([, status]) => status === order.status)?.[0] ?? '3';
  return {
    ...{ id: Number(id), id_address_delivery: `1${id}`, id_address_invoice: `1${id}`, id_customer: `2${id}` },
    ...{ id_currency: '1', id_lang: '1', id_shop: '1', id_carrier: '2', current_state: state },
    ...{ reference: 'XKBKNABJK', payment: 'Наличные', shipping_number: '', note: order.comment },
    ...{ total_paid: order.total, total_paid_tax_incl: `${order.total}0000`, total_paid_real: '0.000000' },
    ...{ total_shipping_tax_incl: '0.000000', total_discounts_tax_incl: '0.000000' },
    date_add: moscowText(createdAt).slice(0, 19),
    date_upd: moscowText(changedAt).slice(0, 19),
    associations: {
      order_rows: order.items.map(({ title, sku, quantity, price }, nth) => ({
        ...{ id: String(nth), product_name: title, product_reference: sku },
        ...{ product_quantity: String(quantity), unit_price_tax_incl: `${price}0000` },
      })),
    },
  };
}
