import { createHmac } from 'node:crypto';
import type {
  Connector,
  ConnectorKind,
  Hook,
  HookVerdict,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { listAt, textAt, textOf, valueAt } from '../model/json-pointer';
import { nextByTime } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { has } from '../model/rest-map';
import type { RestMap } from '../model/rest-map';
import { askMapped, listValues } from '../rest-requests';
import type { Shop } from '../shop-client';
import { orAbsent, ShopError } from '../shop-error';
import { parseIsoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';
import { siteFieldChoice } from '#orders/model/site-fields';
import type { ItemField, FetchedOrder } from '#orders/intake/fetched-orders';
import type { ShopKeys } from '#vault/shop-vault';

/*
 * Any shop with an interface of JSON over HTTP, GraphQL among them, by a map that an administrator draws. Its webhooks are
 * signed as those of many programs are: `X-Star7-Signature: t=<seconds since 1970>,v1=<hex>`, where v1 is the HMAC-SHA256
 * of `t`, a point and the body.
 */

/** Seconds: an older webhook was recorded by somebody and is sent again. */
const oldestHook = 300;
/** Fields whose pointers are joined, and by what. */
const joinedBy: Readonly<Record<string, string>> = {
  delivery_address: ', ',
  customer_name: ' ',
  tags: ',',
  comment: '\n',
};
const amounts = /amount|total|subtotal|price/;
/** Of one page; a shop may leave out the moment itself, or compare it without its fraction. */
const earlier: Micros = 1_000_000;

export const rest: ConnectorKind = ({ map }) => {
  if (map === null) throw new TypeError('The kind rest needs a map.');
  return new MappedShop(map);
};

class MappedShop implements Connector {
  readonly limit;
  readonly pushBack?: NonNullable<Connector['pushBack']>;

  constructor(private readonly drawn: RestMap) {
    this.limit = { requests: drawn.requestsPerSecond, windowMs: 1050 };
    const { outcome } = drawn;
    if (outcome !== null) {
      this.pushBack = async (shop: Shop, id: string, { text, status }: OutcomeWord) => {
        await askMapped(this.drawn, shop, outcome, { id, text, status: status ?? '' });
      };
    }
  }

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const { list, orders: at, pages, pageSize, nextToken } = this.drawn;
    const number = Number(from.page ?? '1');
    const values = listValues(this.drawn, { ...from, since: from.since - earlier });
    const { json } = await askMapped(this.drawn, shop, list, values);
    const found = valueAt(json, at);
    if (!Array.isArray(found)) throw new ShopError('shop-answer-unreadable');
    const orders = found.map((raw: unknown) => this.#rawOf(raw));
    return { orders, next: nextOf(), total: null };

    function nextOf(): PollFrom | null {
      const isFull = orders.length >= pageSize;
      if (pages === 'time') {
        const changes = orders.map(({ changedAt }) => changedAt);
        const next = nextByTime(from, changes, isFull);
        // A whole page of one moment, and no way to ask for what follows.
        if (next !== null && next.page !== null && !has(list, 'page') && !has(list, 'offset'))
          throw new ShopError('shop-repeats-page');
        return next;
      }
      if (pages === 'number') return isFull ? { ...from, page: String(number + 1) } : null;
      const token = nextToken === null ? '' : textAt(json, nextToken);
      return token === '' || token === 'false' ? null : { ...from, page: token };
    }
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const answer = await orAbsent(askMapped(this.drawn, shop, this.drawn.one, { id }));
    const raw = valueAt(answer?.json, this.drawn.order);
    return raw === null || raw === undefined ? null : this.#rawOf(raw);
  }

  verify({ body, header }: Hook, keys: ShopKeys, now: Micros): HookVerdict {
    const [, seconds = '', signature = ''] =
      /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header('x-star7-signature')) ?? [];
    const signed = Buffer.concat([Buffer.from(`${seconds}.`), body]);
    const isLate = Math.abs(now / 1_000_000 - Number(seconds)) > oldestHook;
    if (!keys.signs('hookSecret', signed, signature, 'hex') || isLate) return { kind: 'refused' };
    const { hookId } = this.drawn;
    const id = hookId === null ? '' : textAt(JSON.parse(body.toString('utf8')), hookId);
    return id === '' ? { kind: 'nothing' } : { kind: 'hint', orders: [{ id, changedAt: null }] };
  }

  map(raw: unknown): FetchedOrder {
    const { fields, items, itemFields } = this.drawn;
    const texts = this.#texts<string>(raw, fields);
    const ofSite = Object.entries(texts).flatMap(([name, text]): Array<[string, string]> => {
      const [, id] = siteFieldChoice.exec(name) ?? [];
      return id === undefined || text === undefined ? [] : [[id, text]];
    });
    return {
      fields: texts,
      ...(ofSite.length > 0 && { siteFields: Object.fromEntries(ofSite) }),
      ...(items !== null && {
        items: listAt(raw, items).map((item) => this.#texts<ItemField>(item, itemFields)),
      }),
    };
  }

  #texts<Field extends string>(
    document: unknown,
    pointers: Readonly<Record<string, readonly string[]>>,
  ): Partial<Record<Field, string>> {
    const texts: Record<string, string> = {};
    for (const [field, drawn] of Object.entries(pointers)) {
      const found = drawn.map((each) =>
        each.startsWith('=') ? each.slice(1) : textOf(valueAt(document, each)),
      );
      const stated = found.filter((text) => text !== undefined);
      // Of a field that the answer does not have at all, nothing is stated.
      if (stated.length === 0) continue;
      const filled = stated.filter((text) => text !== '');
      const text = joinedBy[field] === undefined ? (filled[0] ?? '') : filled.join(joinedBy[field]);
      texts[field] = this.drawn.amountsInCents && amounts.test(field) ? inUnits(text) : text;
    }
    return texts as Partial<Record<Field, string>>;
  }

  #rawOf(raw: unknown): RawOrder {
    const id = textAt(raw, this.drawn.id);
    if (id === '') throw new ShopError('shop-answer-unreadable');
    return { id, changedAt: changeOf(textAt(raw, this.drawn.changedAt)), raw };
  }
}

/** RFC 3339, with or without an offset (UTC then), or seconds or milliseconds since 1970. */
function changeOf(text: string): Micros | null {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1_000_000;
  if (/^\d{12,14}$/.test(text)) return Number(text) * 1000;
  const moment = text.replace(' ', 'T');
  return (
    parseIsoTime(moment) ??
    parseIsoTime(moment.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) ??
    parseIsoTime(`${moment}Z`)
  );
}

function inUnits(text: string): string {
  return /^-?\d{1,15}$/.test(text) ? (Number(text) / 100).toFixed(2) : text;
}

/** What a shop sends in `X-Star7-Signature`. */
export function hookSignature(body: Buffer, secret: string, seconds: number): string {
  const signed = Buffer.concat([Buffer.from(`${String(seconds)}.`), body]);
  return `t=${String(seconds)},v1=${createHmac('sha256', secret).update(signed).digest('hex')}`;
}
