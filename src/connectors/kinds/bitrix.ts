import { call, eachOf, idPattern, idsOf, limit, pageSize, refusalOf } from '../bitrix-rest';
import type {
  Connector,
  ConnectorKind,
  Hook,
  HookVerdict,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { hintsAt } from '../hooks';
import { listAt, textAt, valueAt } from '../model/json-pointer';
import { nextByTime, offsetOf } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { inCents, joinedTexts, phoneFields } from '../model/field-values';
import type { Shop } from '../shop-client';
import { ShopError } from '../shop-error';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import type { FetchedOrder } from '#orders/intake/fetched-orders';

/*
 * Orders of a shop on 1C-Bitrix (sale.order.list of its module `rest`), with the values of their properties and what is in
 * their basket; bitrix-rest.ts has how it is asked. Its own event handler names orders to a secret address
 * (docs/connectors.md). Written by documentation; not tried against a site.
 */

const fields = [
  ...[
    'id',
    'accountNumber',
    'dateInsert',
    'dateUpdate',
    'statusId',
    'canceled',
    'payed',
    'price',
    'currency',
  ],
  ...['discountValue', 'taxValue', 'userDescription', 'comments'],
];

export const bitrix: ConnectorKind = () => new Bitrix();

class Bitrix implements Connector {
  readonly limit = limit;
  readonly refusalOf = refusalOf;

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const json = await call(shop, 'sale.order.list', {
      select: fields,
      filter: { '>=dateUpdate': `${isoTime(from.since).slice(0, 19)}+00:00` },
      order: { dateUpdate: 'asc', id: 'asc' },
      start: offsetOf(from, pageSize),
    });
    const orders = await whole(shop, json);
    const changes = orders.map(({ changedAt }) => changedAt);
    const total = valueAt(json, '/total');
    return {
      orders,
      next: nextByTime(from, changes, orders.length >= pageSize),
      total: typeof total === 'number' ? total : null,
    };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const json = await call(shop, 'sale.order.list', { select: fields, filter: { id }, start: 0 });
    return (await whole(shop, json))[0] ?? null;
  }

  verify({ body }: Hook): HookVerdict {
    return hintsAt([new URLSearchParams(body.toString('utf8')).get('id') ?? ''], idPattern);
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    // A shop names its properties as it likes; codes are mostly those that came with it.
    const values = (code: RegExp, name = code): string[] =>
      listAt(raw, '/values')
        .filter((each) => code.test(textAt(each, '/code')) || name.test(textAt(each, '/name')))
        .map((each) => textAt(each, '/value'))
        .filter(Boolean);
    const isCancelled = at('/order/canceled') === 'Y';
    return {
      fields: {
        order_number: at('/order/accountNumber') || at('/order/id'),
        customer_name: joinedTexts(' ', values(/^(fio|name|contact_person)$/i, /^(фио|ф\.и\.о\.|имя)$/i)),
        ...phoneFields(values(/phone|^tel/i, /телефон/i)),
        email: values(/^e?-?mail/i)[0] ?? '',
        status: isCancelled ? 'cancelled' : at('/order/statusId'),
        amount: inCents(at('/order/price')),
        currency: at('/order/currency'),
        placed_at: at('/order/dateInsert'),
        discount_total: inCents(at('/order/discountValue')),
        tax_total: inCents(at('/order/taxValue')),
        delivery_address: values(/^address/i, /^адрес/i)[0] ?? '',
        delivery_town: values(/^city$/i, /^город$/i)[0] ?? '',
        delivery_zip: values(/^(zip|index)$/i, /^индекс$/i)[0] ?? '',
        payment_state: at('/order/payed') === 'Y' ? 'paid' : 'unpaid',
        comment: at('/order/userDescription'),
        shop_notes: at('/order/comments'),
      },
      items: listAt(raw, '/items').map((item) => ({
        item_title: textAt(item, '/name'),
        item_quantity: textAt(item, '/quantity'),
        item_price: inCents(textAt(item, '/price')),
      })),
    };
  }

  /** An order has one comment of managers: what is said is a line of it. @param word its status is the id of one */
  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    const json = await call(shop, 'sale.order.list', {
      select: ['id', 'comments'],
      filter: { id },
      start: 0,
    });
    const notes = textAt(json, '/result/orders/0/comments');
    const comments = notes.split('\n').includes(text) ? notes : joinedTexts('\n', [notes, text]);
    await call(shop, 'sale.order.update', { id, fields: { comments, ...(status && { statusId: status }) } });
  }
}

/** Orders with the values of their properties and their items. */
async function whole(shop: Shop, json: unknown): Promise<RawOrder[]> {
  if (!Array.isArray(valueAt(json, '/result/orders'))) throw new ShopError('shop-answer-unreadable');
  const orders = listAt(json, '/result/orders');
  const ids = idsOf(orders, '/id');
  const values = await eachOf(shop, ids, (id) => `sale.propertyvalue.list?filter[orderId]=${id}`);
  const items = await eachOf(shop, ids, (id) => `sale.basketitem.list?filter[orderId]=${id}`);
  return orders.map((order, nth) => {
    const id = ids[nth] ?? '';
    const raw = {
      order,
      values: listAt(values.get(id), '/propertyValues'),
      items: listAt(items.get(id), '/basketItems'),
    };
    return { id, changedAt: parseIsoTime(textAt(order, '/dateUpdate')), raw };
  });
}
