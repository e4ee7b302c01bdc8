import { call, changesOf, eachOf, formOf, idPattern, idsOf, pageSize, refusalOf } from '../bitrix-rest';
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
import { nextByTime } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { inCents, joinedTexts, phoneFields } from '../model/field-values';
import type { Shop } from '../shop-client';
import { ShopError } from '../shop-error';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import { slicesOf } from '#kernel/slices';
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
  /** The shop is somebody's web server: it has no limit of its own, and other visitors. */
  readonly limit = { requests: 5, windowMs: 1050 };
  readonly refusalOf = refusalOf;
  readonly ownFields = { list: '/values', names: ['name', 'code'] };

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const { rows, isFull } = await changesOf(shop, from, {
      ...{ method: 'sale.order.list', select: fields, changed: 'dateUpdate', id: 'id', ascending: 'asc' },
      since: `${isoTime(from.since).slice(0, 19)}+00:00`,
      rowsAt: '/orders',
    });
    const orders = await whole(shop, rows);
    const changes = orders.map(({ changedAt }) => changedAt);
    return { orders, next: nextByTime(from, changes, isFull), total: null };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const json = await call(shop, 'sale.order.list', { select: fields, filter: { id }, start: 0 });
    return (await whole(shop, ordersIn(json)))[0] ?? null;
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

function ordersIn(json: unknown): unknown[] {
  const orders = valueAt(json, '/result/orders');
  if (!Array.isArray(orders)) throw new ShopError('shop-answer-unreadable');
  return orders as unknown[];
}

/** Orders with the values of their properties and their items. */
async function whole(shop: Shop, orders: readonly unknown[]): Promise<RawOrder[]> {
  const ids = idsOf(orders, '/id');
  const values = await eachOf(
    shop,
    ids,
    (orderId) => `sale.propertyvalue.list?${formOf({ filter: { orderId } })}`,
  );
  const items = await itemsOf(shop, ids);
  return orders.map((order, nth) => {
    const id = ids[nth] ?? '';
    const raw = { order, values: listAt(values.get(id), '/propertyValues'), items: items.get(id) ?? [] };
    return { id, changedAt: parseIsoTime(textAt(order, '/dateUpdate')), raw };
  });
}

/** Orders whose items are asked for together: mostly they have fewer than a page. */
const basketsAtOnce = 10;

/** @returns by order */
async function itemsOf(shop: Shop, ids: readonly string[]): Promise<ReadonlyMap<string, unknown[]>> {
  const ask = async (groups: readonly string[][]): Promise<unknown[][]> => {
    const found = await eachOf(
      shop,
      groups.map((group) => group.join()),
      (group) =>
        `sale.basketitem.list?${formOf({ filter: { '@orderId': group.split(',') }, order: { id: 'asc' } })}`,
    );
    return groups.map((group) => listAt(found.get(group.join()), '/basketItems'));
  };
  const groups = slicesOf(ids, basketsAtOnce);
  const together = await ask(groups);
  // What is a full page may lack some.
  const isFull = (nth: number): boolean => (together[nth]?.length ?? 0) >= pageSize;
  const alone = await ask(groups.flatMap((group, nth) => (isFull(nth) ? group.map((id) => [id]) : [])));
  const items = new Map<string, unknown[]>();
  for (const item of [...together.filter((_rows, nth) => !isFull(nth)), ...alone].flat()) {
    const order = textAt(item, '/orderId');
    items.set(order, [...(items.get(order) ?? []), item]);
  }
  return items;
}
