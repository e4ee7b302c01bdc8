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
import { listAt, textAt, valueAt } from '../model/json-pointer';
import { nextByTime, offsetOf } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { ShopTime } from '../model/shop-time';
import { joinedTexts, ofHundredths } from '../model/field-values';
import type { Shop, ShopAnswer, ShopRequest } from '../shop-client';
import { orAbsent, ShopError } from '../shop-error';
import type { RefusedAnswer, Refusal } from '../shop-manners';
import type { FetchedOrder } from '#orders/intake/fetched-orders';

/*
 * MoySklad's JSON API 1.2 (dev.moysklad.ru/doc/api/remap/1.2; github.com/moysklad/api-remap-1.2-doc), orders of customers,
 * with an access token. Answers come packed alone, and `Accept` must be what it writes. Times are Moscow's, sums are in
 * hundredths. Webhooks name type and address of what has changed, unsigned. Written by documentation; not tried against an
 * account.
 */

const api = 'api/remap/1.2/entity/customerorder';
/** The most that may be expanded. */
const pageSize = 100;
const expand = 'agent,state,rate.currency,salesChannel,positions.assortment';
const time = ShopTime.of('Europe/Moscow');
const idPattern = /^[0-9a-f-]{36}$/;

export const moysklad: ConnectorKind = () => new MoySklad();

class MoySklad implements Connector {
  /** 45 units in three seconds, of which a request with a user's token takes four from December 2026 on: 11 requests. */
  readonly limit = { requests: 10, windowMs: 3050 };
  readonly ownFields = { list: '/attributes', names: ['name', 'id'] };

  /** How long to wait comes in a header of its own. */
  refusalOf({ status, header }: RefusedAnswer): Refusal | null {
    const milliseconds = Number(header('x-lognex-retry-after') ?? Number.NaN);
    return status === 429 && Number.isFinite(milliseconds)
      ? { fault: 'shop-limit', retryAfterMs: Math.min(Math.max(0, milliseconds), 3_600_000) }
      : null;
  }

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const query = new URLSearchParams({
      // With those in the bin: else nobody would learn that an order was deleted.
      filter: `updated>=${time.from(from.since)};isDeleted=true;isDeleted=false`,
      order: 'updated,asc;id,asc',
      expand,
      limit: String(pageSize),
      offset: String(offsetOf(from, pageSize)),
    });
    const { json } = await ask(shop, { path: `${api}?${query.toString()}` });
    const rows = valueAt(json, '/rows');
    if (!Array.isArray(rows)) throw new ShopError('shop-answer-unreadable');
    const orders = rows.map(rawOf);
    const changes = orders.map(({ changedAt }) => changedAt);
    const size = valueAt(json, '/meta/size');
    const total = typeof size === 'number' ? size : null;
    return { orders, next: nextByTime(from, changes, orders.length >= pageSize), total };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const query = new URLSearchParams({ expand });
    const path = `${api}/${encodeURIComponent(id)}?${query.toString()}`;
    const answer = await orAbsent(ask(shop, { path }));
    return answer && rawOf(answer.json);
  }

  verify({ body }: Hook): HookVerdict {
    const metas = listAt(JSON.parse(body.toString('utf8')), '/events').map((event) =>
      valueAt(event, '/meta'),
    );
    const orders = metas.filter((meta) => textAt(meta, '/type') === 'customerorder');
    return hintsAt(
      orders.map((meta) => textAt(meta, '/href').split('/').at(-1) ?? ''),
      idPattern,
    );
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    const to = '/shipmentAddressFull';
    const parts = ['street', 'house', 'apartment', 'addInfo'].map((part) => at(`${to}/${part}`));
    return {
      fields: {
        order_number: at('/name'),
        customer_name: at('/agent/name'),
        phone: at('/agent/phone'),
        ...phonesOf(raw),
        email: at('/agent/email'),
        // One in the bin is an order that nobody is to call.
        status: at('/deleted') === '' ? statusOf(raw) : 'cancelled',
        amount: ofHundredths(at('/sum')),
        currency: at('/rate/currency/isoCode'),
        placed_at: withZone(at('/moment')),
        tax_total: ofHundredths(at('/vatSum')),
        delivery_address: joinedTexts(', ', parts) || at('/shipmentAddress'),
        delivery_town: at(`${to}/city`),
        delivery_zip: at(`${to}/postalCode`),
        delivery_time: at('/deliveryPlannedMoment').slice(0, 16),
        payment_state:
          Number(at('/payedSum')) >= Number(at('/sum')) && at('/sum') !== '0' ? 'paid' : 'unpaid',
        comment: at(`${to}/comment`),
        shop_notes: at('/description'),
        source: at('/salesChannel/name'),
      },
      items: listAt(raw, '/positions/rows').map((row) => ({
        item_title: textAt(row, '/assortment/name'),
        item_sku: textAt(row, '/assortment/article') || textAt(row, '/assortment/code'),
        item_quantity: textAt(row, '/quantity'),
        item_price: ofHundredths(textAt(row, '/price')),
      })),
    };
  }

  /** An entry of the order's events. @param word its status is the name of one of the account's states */
  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    const path = `${api}/${encodeURIComponent(id)}`;
    if (status !== null) {
      const { json } = await ask(shop, { path: `${api}/metadata` });
      const state = listAt(json, '/states').find((each) => textAt(each, '/name') === status);
      if (state === undefined) throw new ShopError('shop-refused');
      await ask(shop, { method: 'PUT', path, body: { state: { meta: valueAt(state, '/meta') } } });
    }
    await ask(shop, { method: 'POST', path: `${path}/notes`, body: { description: text } });
  }
}

function ask(shop: Shop, request: ShopRequest): Promise<ShopAnswer> {
  const authorization = `Bearer ${shop.keys.text('token')}`;
  return shop.ask({ ...request, headers: { authorization, accept: 'application/json;charset=utf-8' } });
}

function rawOf(raw: unknown): RawOrder {
  const id = textAt(raw, '/id');
  if (id === '') throw new ShopError('shop-answer-unreadable');
  return { id, changedAt: time.momentOf(textAt(raw, '/updated')), raw };
}

/** An account names its states as it likes; what kind each one is, it has to say. */
function statusOf(raw: unknown): string {
  const kind = textAt(raw, '/state/stateType');
  if (kind === 'Unsuccessful') return 'cancelled';
  return kind === 'Successful' ? 'closed' : textAt(raw, '/state/name');
}

/** Fields of an account's own that are telephone numbers by their name: the recipient's, a second one. */
function phonesOf(raw: unknown): { phone2?: string; phone3?: string } {
  const [phone2, phone3] = listAt(raw, '/attributes')
    .filter((attribute) => /телефон|phone/i.test(textAt(attribute, '/name')))
    .map((attribute) => textAt(attribute, '/value'))
    .filter((text) => text !== '');
  return { ...(phone2 !== undefined && { phone2 }), ...(phone3 !== undefined && { phone3 }) };
}

function withZone(moscow: string): string {
  return moscow === '' ? '' : `${moscow.replace(' ', 'T')}+03:00`;
}
