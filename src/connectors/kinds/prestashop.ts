import { randomBytes } from 'node:crypto';
import type {
  Connector,
  ConnectorKind,
  ConnectorOptions,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { LastingLinks, linkedTo } from '../linked';
import { listAt, textAt, valueAt } from '../model/json-pointer';
import { nextByTime, offsetOf } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { ShopTime } from '../model/shop-time';
import { inCents, joinedTexts } from '../model/field-values';
import type { Shop } from '../shop-client';
import { ShopError } from '../shop-error';
import { xmlOf } from '../xml';
import type { FetchedOrder } from '#orders/intake/fetched-orders';

/*
 * PrestaShop's Webservice (devdocs.prestashop-project.org, "Webservice"; classes/webservice/WebserviceRequest.php) of versions
 * 1.6 to 9, with a key as the user of HTTP Basic. An order refers to customer, addresses, state and so on, which are resources
 * of their own. Times are those of the shop's clock. It answers JSON and takes XML alone. Its core sends no webhooks.
 * Written by documentation and source; not tried against a shop.
 */

/** Of orders, and of ids in a query. */
const pageSize = 100;
/** A filter needs both ends of an interval. */
const farAhead = '2099-12-31 23:59:59';
/** By what orders refer to them: the resource, and the fields of orders. */
const links = {
  addresses: ['id_address_invoice', 'id_address_delivery'],
  customers: ['id_customer'],
  order_states: ['current_state'],
  currencies: ['id_currency'],
  carriers: ['id_carrier'],
} as const;

export const prestashop: ConnectorKind = (options) => new PrestaShop(options);

class PrestaShop implements Connector {
  /** The shop is somebody's web server: it has no limit of its own, and other visitors. */
  readonly limit = { requests: 5, windowMs: 1050 };

  readonly #lasting = new LastingLinks(() => this.options.now());

  constructor(private readonly options: ConnectorOptions) {}

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const time = await this.#time();
    const found = await list(shop, 'orders', {
      'filter[date_upd]': `[${time.from(from.since)},${farAhead}]`,
      date: '1',
      sort: '[date_upd_ASC,id_ASC]',
      limit: `${String(offsetOf(from, pageSize))},${String(pageSize)}`,
    });
    const orders = await this.#whole(shop, found, time);
    const changes = orders.map(({ changedAt }) => changedAt);
    return { orders, next: nextByTime(from, changes, orders.length >= pageSize), total: null };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const found = await list(shop, 'orders', { 'filter[id]': `[${id}]` });
    const [order = null] = await this.#whole(shop, found, await this.#time());
    return order;
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    const phones = ['delivery', 'invoice'].flatMap((part) =>
      ['phone_mobile', 'phone'].map((name) => at(`/${part}/${name}`)),
    );
    const [phone = '', phone2 = ''] = [...new Set(phones)].filter(Boolean);
    const sum = (name: string): string => inCents(at(`/order/${name}`));
    const total = sum('total_paid_tax_incl') || sum('total_paid');
    return {
      fields: {
        order_number: at('/order/id'),
        first_name: at('/customer/firstname') || at('/delivery/firstname'),
        last_name: at('/customer/lastname') || at('/delivery/lastname'),
        phone,
        ...(phone2 !== '' && { phone2 }),
        email: at('/customer/email'),
        country: at('/country/iso_code'),
        status: nameOf(valueAt(raw, '/state')),
        amount: total,
        currency: at('/currency/iso_code'),
        placed_at: at('/order/date_add'),
        shipping_total: sum('total_shipping_tax_incl'),
        discount_total: sum('total_discounts_tax_incl'),
        delivery_method: nameOf(valueAt(raw, '/carrier')),
        delivery_address: joinedTexts(', ', [at('/delivery/address1'), at('/delivery/address2')]),
        delivery_town: at('/delivery/city'),
        delivery_zip: at('/delivery/postcode'),
        tracking: at('/order/shipping_number'),
        payment_method: at('/order/payment'),
        payment_state: Number(sum('total_paid_real')) >= Number(total) ? 'paid' : 'unpaid',
        shop_notes: at('/order/note'),
        tags: at('/order/reference'),
      },
      items: listAt(raw, '/order/associations/order_rows').map((row) => ({
        item_title: textAt(row, '/product_name'),
        item_sku: textAt(row, '/product_reference'),
        item_quantity: textAt(row, '/product_quantity'),
        item_price: inCents(textAt(row, '/unit_price_tax_incl') || textAt(row, '/product_price')),
      })),
    };
  }

  /** @param word its status is the id of one of the shop's states */
  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    if (status !== null) await create(shop, 'order_history', { id_order: id, id_order_state: status });
    const [known] = await list(shop, 'customer_threads', { 'filter[id_order]': `[${id}]`, limit: '1' });
    const thread = textAt(known, '/id') || (await newThread(shop, id));
    await create(shop, 'customer_message', { id_customer_thread: thread, message: text, private: '1' });
  }

  async #time(): Promise<ShopTime> {
    return ShopTime.of(await this.options.timeZone());
  }

  /** Orders with what they refer to. */
  async #whole(shop: Shop, orders: readonly unknown[], time: ShopTime): Promise<RawOrder[]> {
    const linked = (resource: string, ids: readonly string[]) => {
      const fetch = (of: readonly string[]) => list(shop, resource, { 'filter[id]': `[${of.join('|')}]` });
      const isOwn = resource === 'addresses' || resource === 'customers';
      return isOwn ? linkedTo(ids, pageSize, fetch) : this.#lasting.to(resource, ids, pageSize, fetch);
    };
    const found = new Map<string, ReadonlyMap<string, unknown>>();
    for (const [resource, fields] of Object.entries(links)) {
      const ids = orders.flatMap((order) => fields.map((field) => textAt(order, `/${field}`)));
      found.set(resource, await linked(resource, ids));
    }
    const addresses = [...(found.get('addresses')?.values() ?? [])];
    const countries = await linked(
      'countries',
      addresses.map((address) => textAt(address, '/id_country')),
    );
    return orders.map((order) => {
      const linkOf = (resource: keyof typeof links, field: string): unknown =>
        found.get(resource)?.get(textAt(order, `/${field}`)) ?? null;
      const id = textAt(order, '/id');
      if (id === '') throw new ShopError('shop-answer-unreadable');
      const delivery = linkOf('addresses', 'id_address_delivery');
      const raw = {
        ...{ order, delivery, invoice: linkOf('addresses', 'id_address_invoice') },
        country: countries.get(textAt(delivery, '/id_country')) ?? null,
        ...{ customer: linkOf('customers', 'id_customer'), carrier: linkOf('carriers', 'id_carrier') },
        ...{ state: linkOf('order_states', 'current_state'), currency: linkOf('currencies', 'id_currency') },
      };
      return { id, changedAt: time.momentOf(textAt(order, '/date_upd')), raw };
    });
  }
}

type Texts = Readonly<Record<string, string>>;

/** @returns an empty list for what PrestaShop answers where there is nothing: `[]`, or no content at all */
async function list(shop: Shop, resource: string, query: Texts): Promise<unknown[]> {
  const search = new URLSearchParams({ output_format: 'JSON', display: 'full', ...query });
  const { json } = await shop.ask({
    path: `api/${resource}?${search.toString()}`,
    headers: { authorization: shop.keys.basic('webserviceKey') },
  });
  const found = valueAt(json, `/${resource}`);
  if (Array.isArray(found)) return found as unknown[];
  if (json === null || (Array.isArray(json) && json.length === 0)) return [];
  throw new ShopError('shop-answer-unreadable');
}

/** As the back office begins one of an order that has none; nobody is written to. By its token a customer may answer. */
async function newThread(shop: Shop, id: string): Promise<string> {
  const [order] = await list(shop, 'orders', { 'filter[id]': `[${id}]` });
  const customer = textAt(order, '/id_customer');
  const [found] = await list(shop, 'customers', { 'filter[id]': `[${customer}]` });
  const email = textAt(found, '/email');
  return create(shop, 'customer_thread', {
    ...{ id_lang: textAt(order, '/id_lang'), id_shop: textAt(order, '/id_shop') || '1', id_contact: '0' },
    ...{ id_customer: customer, id_order: id, status: 'open', email, token: randomBytes(6).toString('hex') },
  });
}

/** @param one the resource's name for one @returns the id that it got */
async function create(shop: Shop, one: string, fields: Texts): Promise<string> {
  const resource = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
  const { json } = await shop.ask({
    method: 'POST',
    path: `api/${resource}?output_format=JSON`,
    headers: { authorization: shop.keys.basic('webserviceKey') },
    xml: xmlOf(['prestashop', one], fields),
  });
  return textAt(json, `/${one}/id`);
}

/** A field is a text, or a list of texts where the shop has several languages. */
function nameOf(resource: unknown): string {
  return textAt(resource, '/name') || textAt(resource, '/name/0/value');
}
