import { hintsAt } from '../hooks';
import type {
  Connector,
  ConnectorKind,
  Hook,
  HookVerdict,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { listAt, textAt } from '../model/json-pointer';
import type { PollFrom } from '../model/poll-cycle';
import { joinedTexts } from '../model/field-values';
import type { Shop, ShopAnswer, ShopRequest } from '../shop-client';
import { orAbsent, ShopError } from '../shop-error';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import type { FetchedOrder } from '#orders/intake/fetched-orders';

/*
 * InSales' API (api.insales.ru; "Получение только изменившихся данных" of github.com/insales/insales-docs-source) with
 * the identifier and the password of an application. With `updated_since`, orders come by change and then by id, and `from_id`
 * leaves out those of that moment that are known: a page begins where the last one ended, whatever changes meanwhile.
 * Webhooks have the order as JSON and no signature. Written by documentation; not tried against a shop.
 */

const pageSize = 100;
const idPattern = /^\d{1,20}$/;

export const insales: ConnectorKind = () => new InSales();

class InSales implements Connector {
  /** 500 in five minutes, counted from the first one: evenly, so that there is always one left for a webhook. */
  readonly limit = { requests: 3, windowMs: 2000 };
  readonly ownFields = { list: '/fields_values', names: ['name', 'handle', 'field_id'] };

  async poll(shop: Shop, { since, page }: PollFrom): Promise<ShopPage> {
    const query = new URLSearchParams({
      // Milliseconds as the answers have them: finer ones would never be equal.
      updated_since: `${isoTime(since).slice(0, 23)}Z`,
      per_page: String(pageSize),
      ...(page !== null && { from_id: page }),
    });
    const { json } = await ask(shop, { path: `admin/orders.json?${query.toString()}` });
    if (!Array.isArray(json)) throw new ShopError('shop-answer-unreadable');
    const orders = json.map(rawOf);
    const last = orders.at(-1);
    const isFull = orders.length >= pageSize && last !== undefined;
    return { orders, next: isFull ? { since: last.changedAt ?? since, page: last.id } : null, total: null };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const answer = await orAbsent(ask(shop, { path: `admin/orders/${encodeURIComponent(id)}.json` }));
    return answer && rawOf(answer.json);
  }

  verify({ body }: Hook): HookVerdict {
    return hintsAt([textAt(JSON.parse(body.toString('utf8')), '/id')], idPattern);
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    const to = '/shipping_address';
    const phone = at('/client/phone') || at(`${to}/phone`);
    const recipient = at(`${to}/phone`);
    const hours = joinedTexts('–', [at('/delivery_from_hour'), at('/delivery_to_hour')]);
    return {
      fields: {
        order_number: at('/number') || at('/id'),
        first_name: at('/client/name') || at(`${to}/name`),
        patronymic: at('/client/middlename'),
        last_name: at('/client/surname') || at(`${to}/surname`),
        phone,
        ...(recipient !== '' && recipient !== phone && { phone3: recipient }),
        email: at('/client/email'),
        country: at(`${to}/country`),
        status: at('/custom_status/title') || at('/fulfillment_status'),
        amount: at('/total_price'),
        currency: at('/currency_code').replace(/^RUR$/, 'RUB'),
        placed_at: at('/created_at'),
        subtotal: at('/items_price'),
        shipping_total: at('/full_delivery_price') || at('/delivery_price'),
        delivery_method: at('/delivery_title'),
        delivery_address: at(`${to}/full_delivery_address`) || at(`${to}/address`),
        delivery_town: at(`${to}/city`) || at(`${to}/full_locality_name`),
        delivery_region: at(`${to}/state`),
        delivery_zip: at(`${to}/zip`),
        delivery_time: joinedTexts(' ', [at('/delivery_date'), hours]),
        payment_method: at('/payment_title'),
        payment_state: at('/financial_status'),
        comment: at('/comment'),
        shop_notes: at('/manager_comment'),
        source: at('/first_source') || at('/source'),
      },
      items: listAt(raw, '/order_lines').map((line) => ({
        item_title: textAt(line, '/title'),
        item_sku: textAt(line, '/sku'),
        item_quantity: textAt(line, '/quantity'),
        item_price: textAt(line, '/sale_price'),
        item_total: textAt(line, '/total_price'),
      })),
    };
  }

  /**
   * InSales has one note of managers for each order: what is said is a line of it.
   * @param word its status is the `permalink` of one of the shop's own statuses
   */
  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    const path = `admin/orders/${encodeURIComponent(id)}.json`;
    const notes = textAt((await ask(shop, { path })).json, '/manager_comment');
    const isSaid = notes.split('\n').includes(text);
    const order = {
      ...(!isSaid && { manager_comment: notes === '' ? text : `${notes}\n${text}` }),
      ...(status !== null && { custom_status_permalink: status }),
    };
    if (Object.keys(order).length > 0) await ask(shop, { method: 'PUT', path, body: { order } });
  }
}

function ask(shop: Shop, request: ShopRequest): Promise<ShopAnswer> {
  return shop.ask({ ...request, headers: { authorization: shop.keys.basic('apiKey', 'apiPassword') } });
}

function rawOf(raw: unknown): RawOrder {
  const id = textAt(raw, '/id');
  if (!idPattern.test(id)) throw new ShopError('shop-answer-unreadable');
  return { id, changedAt: parseIsoTime(textAt(raw, '/updated_at')), raw };
}
