import type {
  Connector,
  ConnectorKind,
  Hook,
  HookVerdict,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { listAt, textAt, valueAt } from '../model/json-pointer';
import { nextByTime } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { joinedTexts } from '../model/field-values';
import type { Shop, ShopAnswer, ShopRequest } from '../shop-client';
import { orAbsent, ShopError } from '../shop-error';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';
import type { FetchedOrder } from '#orders/intake/fetched-orders';
import type { ShopKeys } from '#vault/shop-vault';

/*
 * WooCommerce's REST API, version 3 (/wp-json/wc/v3), with a consumer key and its secret. Sorted by change, `modified_after`
 * is exclusive and to the second. Webhooks are signed (X-WC-Webhook-Signature: HMAC-SHA256 of the body, base64) and carry
 * no time; the first one of a webhook is a form with its id alone, unsigned, which WooCommerce needs to be answered by 200.
 */

const api = 'wp-json/wc/v3';
/** The most that the interface gives. */
const pageSize = 100;

export const woocommerce: ConnectorKind = () => new WooCommerce();

class WooCommerce implements Connector {
  /** The shop is somebody's web server: it has no limit of its own, and other visitors. */
  readonly limit = { requests: 5, windowMs: 1050 };
  readonly ownFields = { list: '/meta_data', names: ['key'] };

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const query = new URLSearchParams({
      // A second earlier, for "after" leaves out the second itself.
      modified_after: secondsText(from.since - 1_000_000),
      dates_are_gmt: 'true',
      orderby: 'modified',
      order: 'asc',
      per_page: String(pageSize),
      page: from.page ?? '1',
    });
    const answer = await ask(shop, { path: `${api}/orders?${query.toString()}` });
    if (!Array.isArray(answer.json)) throw new ShopError('shop-answer-unreadable');
    const orders = answer.json.map(rawOf);
    const changes = orders.map(({ changedAt }) => changedAt);
    const total = Number(answer.header('x-wp-total') ?? Number.NaN);
    return {
      orders,
      next: nextByTime(from, changes, orders.length >= pageSize),
      total: Number.isSafeInteger(total) ? total : null,
    };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const answer = await orAbsent(ask(shop, { path: `${api}/orders/${encodeURIComponent(id)}` }));
    return answer && rawOf(answer.json);
  }

  verify({ body, header }: Hook, keys: ShopKeys): HookVerdict {
    const signature = header('x-wc-webhook-signature');
    if (signature === '' && /^webhook_id=\d{1,20}$/.test(body.toString('latin1', 0, 40)))
      return { kind: 'nothing' };
    if (!keys.signs('hookSecret', body, signature, 'base64')) return { kind: 'refused' };
    if (!header('x-wc-webhook-topic').startsWith('order.')) return { kind: 'nothing' };
    const order: unknown = JSON.parse(body.toString('utf8'));
    const id = textAt(order, '/id');
    return /^\d{1,20}$/.test(id)
      ? { kind: 'hint', orders: [{ id, changedAt: changeOf(order) }] }
      : { kind: 'nothing' };
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    const address = (part: 'billing' | 'shipping'): string =>
      joinedTexts(', ', [at(`/${part}/address_1`), at(`/${part}/address_2`)]);
    const isShipped = address('shipping') !== '' || at('/shipping/city') !== '';
    const to = isShipped ? 'shipping' : 'billing';
    const fees = listAt(raw, '/shipping_lines').map((line) => textAt(line, '/method_title'));
    const recipient = at('/shipping/phone');
    return {
      fields: {
        order_number: at('/number') || at('/id'),
        first_name: at('/billing/first_name') || at('/shipping/first_name'),
        last_name: at('/billing/last_name') || at('/shipping/last_name'),
        phone: at('/billing/phone'),
        ...(recipient !== '' && { phone3: recipient }),
        email: at('/billing/email'),
        country: at(`/${to}/country`) || at('/billing/country'),
        status: at('/status'),
        amount: at('/total'),
        currency: at('/currency'),
        placed_at: utcOf(at('/date_created_gmt')),
        shipping_total: at('/shipping_total'),
        discount_total: at('/discount_total'),
        tax_total: at('/total_tax'),
        delivery_method: fees.join(', '),
        delivery_address: address(to),
        delivery_town: at(`/${to}/city`),
        delivery_region: at(`/${to}/state`),
        delivery_zip: at(`/${to}/postcode`),
        payment_method: at('/payment_method_title'),
        payment_state: at('/date_paid_gmt') === '' ? 'unpaid' : 'paid',
        comment: at('/customer_note'),
        source: at('/created_via'),
      },
      items: listAt(raw, '/line_items').map((item) => ({
        item_title: textAt(item, '/parent_name') || textAt(item, '/name'),
        item_option: listAt(item, '/meta_data')
          .filter((meta) => !textAt(meta, '/key').startsWith('_'))
          .map((meta) => `${textAt(meta, '/display_key')}: ${textAt(meta, '/display_value')}`)
          .join(', '),
        item_sku: textAt(item, '/sku'),
        item_quantity: textAt(item, '/quantity'),
        item_price: textAt(item, '/price'),
        item_total: textAt(item, '/total'),
        item_picture: textAt(item, '/image/src'),
      })),
    };
  }

  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    const path = `${api}/orders/${encodeURIComponent(id)}`;
    if (status !== null) await ask(shop, { method: 'PUT', path, body: { status } });
    await ask(shop, { method: 'POST', path: `${path}/notes`, body: { note: text, customer_note: false } });
  }
}

function ask(shop: Shop, request: ShopRequest): Promise<ShopAnswer> {
  return shop.ask({
    ...request,
    headers: { authorization: shop.keys.basic('consumerKey', 'consumerSecret') },
  });
}

function rawOf(raw: unknown): RawOrder {
  const id = textAt(raw, '/id');
  if (id === '') throw new ShopError('shop-answer-unreadable');
  return { id, changedAt: changeOf(raw), raw };
}

function changeOf(order: unknown): Micros | null {
  const text = valueAt(order, '/date_modified_gmt');
  return typeof text === 'string' ? parseIsoTime(utcOf(text)) : null;
}

/** Times without a zone are UTC in the fields that end with `gmt`. */
function utcOf(text: string): string {
  return text === '' || /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
}

function secondsText(at: Micros): string {
  return isoTime(at).slice(0, 19);
}
