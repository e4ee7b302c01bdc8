import type { Connector, ConnectorKind, ConnectorOptions, RawOrder, ShopPage } from '../connector';
import { listAt, textAt } from '../model/json-pointer';
import type { PollFrom } from '../model/poll-cycle';
import { ShopTime } from '../model/shop-time';
import { inCents, joinedTexts } from '../model/field-values';
import type { Shop } from '../shop-client';
import { ShopError } from '../shop-error';
import type { FetchedOrder } from '#orders/intake/fetched-orders';

/*
 * OpenCart has no interface for orders: docs/opencart/star7.php, beside its config.php, gives them, and this reads exactly that.
 * An answer is `{ payload, signature }`: a text of JSON with what was asked and the orders, and its HMAC-SHA256 in hex
 * under the secret that both have. Orders come by change and id; a page begins after the last order of the one before.
 */

const pageSize = 100;

export const opencart: ConnectorKind = (options) => new OpenCart(options);

class OpenCart implements Connector {
  /** The shop is somebody's web server: it has no limit of its own, and other visitors. */
  readonly limit = { requests: 5, windowMs: 1050 };

  constructor(private readonly options: ConnectorOptions) {}

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const time = await this.#time();
    const [since = '', after = '0'] = (from.page ?? time.from(from.since)).split('|');
    const found = await ask(shop, { since, after });
    const last = found.at(-1);
    const isFull = found.length >= pageSize;
    const page = `${textAt(last, '/date_modified')}|${textAt(last, '/order_id')}`;
    return {
      orders: found.map((raw) => rawOf(raw, time)),
      next: isFull ? { ...from, page } : null,
      total: null,
    };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const [found] = await ask(shop, { id });
    return found === undefined ? null : rawOf(found, await this.#time());
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    // Sums are in the shop's currency, and the order in the customer's.
    const rate = Number(at('/currency_value')) || 1;
    const sum = (amount: string): string => inCents(amount === '' ? '' : String(Number(amount) * rate));
    return {
      fields: {
        order_number: at('/order_id'),
        first_name: at('/firstname'),
        last_name: at('/lastname'),
        phone: at('/telephone'),
        email: at('/email'),
        country: at('/country'),
        status: at('/status'),
        amount: sum(at('/total')),
        currency: at('/currency_code'),
        placed_at: at('/date_added'),
        delivery_method: methodOf(at('/shipping_method')),
        delivery_address: joinedTexts(', ', [at('/shipping_address_1'), at('/shipping_address_2')]),
        delivery_town: at('/shipping_city'),
        delivery_region: at('/shipping_zone'),
        delivery_zip: at('/shipping_postcode'),
        payment_method: methodOf(at('/payment_method')),
        comment: at('/comment'),
      },
      items: listAt(raw, '/products').map((product) => ({
        item_title: textAt(product, '/name'),
        item_option: textAt(product, '/options'),
        item_sku: textAt(product, '/model'),
        item_quantity: textAt(product, '/quantity'),
        item_price: sum(textAt(product, '/price')),
        item_total: sum(textAt(product, '/total')),
      })),
    };
  }

  async #time(): Promise<ShopTime> {
    return ShopTime.of(await this.options.timeZone());
  }
}

/** @throws ShopError for what is not signed, or answers another request */
async function ask(shop: Shop, query: Readonly<Record<string, string>>): Promise<unknown[]> {
  const { json } = await shop.ask({
    path: `star7.php?${new URLSearchParams(query).toString()}`,
    headers: { 'x-star7-key': shop.keys.text('sharedSecret') },
  });
  const payload = textAt(json, '/payload');
  const asked = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  if (!shop.keys.signs('sharedSecret', Buffer.from(payload), textAt(json, '/signature'), 'hex'))
    throw new ShopError('shop-answer-unreadable');
  const said: unknown = JSON.parse(payload);
  if (textAt(said, '/asked') !== asked.join('&')) throw new ShopError('shop-answer-unreadable');
  return listAt(said, '/orders');
}

function rawOf(raw: unknown, time: ShopTime): RawOrder {
  const id = textAt(raw, '/order_id');
  if (id === '') throw new ShopError('shop-answer-unreadable');
  return { id, changedAt: time.momentOf(textAt(raw, '/date_modified')), raw };
}

/** Since version 4.0.2 it is JSON with a name. */
function methodOf(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    return textAt(JSON.parse(text), '/name');
  } catch {
    return text;
  }
}
