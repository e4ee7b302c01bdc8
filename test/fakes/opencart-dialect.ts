import { createHmac } from 'node:crypto';
import { moscowText, unknownIn } from './dialect-parts';
import type { Dialect, FakeAnswer, FakeOrder } from './fake-shop';

export const opencartKeys = { sharedSecret: '0123456789abcdef0123456789abcdef' };

const names: Readonly<Record<string, string>> = {
  processing: 'В обработке',
  completed: 'Выполнено',
  cancelled: 'Отменено',
};

/** What docs/opencart/star7.php answers. */
export const opencartDialect: Dialect = {
  handle({ method, url: path, headers }, shop) {
    const url = new URL(path, 'http://shop.invalid');
    if (url.pathname !== '/star7.php' || method !== 'GET') return shop.object(404, `${method} ${path}`);
    if (headers['x-star7-key'] !== opencartKeys.sharedSecret)
      return { status: 401, json: { error: 'wrong-key' } };
    const query = url.searchParams;
    const unknown = unknownIn(query, ['id', 'since', 'after']);
    if (unknown !== null) return shop.object(400, unknown);
    const id = query.get('id');
    if (id !== null) return signed(`id=${id}`, [shop.shown(id)]);
    const [since, after] = [query.get('since') ?? '', query.get('after') ?? '0'];
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(since)) return shop.object(400, 'wrong-parameters');
    const found = shop.changedSince(0).filter((order) => {
      const changed = moscowText(order.changedAt).slice(0, 19);
      return changed > since || (changed === since && Number(order.id) > Number(after));
    });
    // As the database sorts: its times have no parts of a second.
    const second = ({ changedAt }: FakeOrder): number => Math.floor(changedAt / 1000);
    found.sort((a, b) => second(a) - second(b) || Number(a.id) - Number(b.id));
    return signed(`since=${since}&after=${after}`, found.slice(0, 100));
  },
  hook: () => ({ headers: {}, body: '' }),
};

function signed(asked: string, orders: ReadonlyArray<FakeOrder | null>): FakeAnswer {
  const found = orders.filter((order) => order !== null).map(orderJson);
  const payload = JSON.stringify({ asked, orders: found });
  const signature = createHmac('sha256', opencartKeys.sharedSecret).update(payload).digest('hex');
  return { status: 200, json: { payload, signature } };
}

function orderJson({ id, order, createdAt, changedAt }: FakeOrder): object {
  return {
    ...{ order_id: Number(id), firstname: order.firstName, lastname: order.lastName, email: order.email },
    ...{ telephone: order.phone, comment: order.comment, total: (Number(order.total) / 2).toFixed(4) },
    ...{ currency_code: 'RUB', currency_value: '2.00000000', status: names[order.status] ?? order.status },
    ...{ date_added: moscowText(createdAt).slice(0, 19), date_modified: moscowText(changedAt).slice(0, 19) },
    ...{ payment_method: '{"name":"Наличные","code":"cod.cod"}', shipping_method: 'Курьер', country: 'RU' },
    ...{ shipping_address_1: 'ул. Лесная, 5', shipping_address_2: '', shipping_city: order.town },
    ...{ shipping_postcode: '101000', shipping_zone: '' },
    products: order.items.map(({ title, sku, quantity, price }) => ({
      ...{ name: title, model: sku, quantity, price: (Number(price) / 2).toFixed(4), options: 'Цвет: белый' },
      total: ((Number(price) * quantity) / 2).toFixed(4),
    })),
  };
}
