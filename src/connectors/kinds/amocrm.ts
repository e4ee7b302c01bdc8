import type {
  Connector,
  ConnectorKind,
  Hook,
  HookVerdict,
  OutcomeWord,
  RawOrder,
  ShopPage,
} from '../connector';
import { ownField, valuesOf } from '../amocrm-fields';
import { hintsAt } from '../hooks';
import { linkedTo } from '../linked';
import { listAt, textAt, valueAt } from '../model/json-pointer';
import { nextByTime } from '../model/poll-cycle';
import type { PollFrom } from '../model/poll-cycle';
import { inCents, joinedTexts, phoneFields } from '../model/field-values';
import { ShopTime } from '../model/shop-time';
import type { Shop, ShopAnswer, ShopRequest } from '../shop-client';
import { orAbsent, ShopError } from '../shop-error';
import type { Micros } from '#kernel/micros';
import type { FetchedOrder } from '#orders/intake/fetched-orders';

/*
 * amoCRM's API, version 4 (www.amocrm.ru/developers; github.com/amocrm/amocrm-api-php), with a long-lived token: refresh
 * tokens of OAuth can be used once, so that a crash at the wrong moment would lock Star7 out. Leads with their main contact
 * and the elements of catalogues. Nothing found is 204. Webhooks are forms, unsigned. Written by documentation; not tried
 * against an account.
 */

const api = 'api/v4';
/** The most that the interface gives. */
const pageSize = 250;
/** Of ids in a query. */
const linkedAtOnce = 100;
const idPattern = /^\d{1,20}$/;
/** Stages that every pipeline has. */
const statuses: Readonly<Record<string, string>> = { '142': 'closed', '143': 'cancelled' };

export const amocrm: ConnectorKind = ({ timeZone }) => new AmoCrm(timeZone);

class AmoCrm implements Connector {
  /** Seven a second for all integrations of an account. */
  readonly limit = { requests: 5, windowMs: 1050 };
  readonly ownFields = { list: '/own', names: ['field_name', 'field_code', 'field_id'] };
  /** Of the account, which has one. */
  #currency: string | null = null;

  constructor(private readonly timeZone: () => Promise<string>) {}

  async poll(shop: Shop, from: PollFrom): Promise<ShopPage> {
    const { json } = await ask(shop, {
      path: `${api}/leads?${search({
        ...{ 'filter[updated_at][from]': String(Math.floor(from.since / 1_000_000)) },
        ...{ 'order[updated_at]': 'asc', with: 'contacts,catalog_elements' },
        ...{ page: from.page ?? '1', limit: String(pageSize) },
      })}`,
    });
    const orders = await this.#whole(shop, listOf(json, 'leads'));
    const changes = orders.map(({ changedAt }) => changedAt);
    return { orders, next: nextByTime(from, changes, orders.length >= pageSize), total: null };
  }

  async fetch(shop: Shop, id: string): Promise<RawOrder | null> {
    const path = `${api}/leads/${encodeURIComponent(id)}?with=contacts,catalog_elements`;
    const answer = await orAbsent(ask(shop, { path }));
    if (answer === null || answer.json === null || valueAt(answer.json, '/is_deleted') === true) return null;
    return (await this.#whole(shop, [answer.json]))[0] ?? null;
  }

  verify({ body }: Hook): HookVerdict {
    const form = new URLSearchParams(body.toString('utf8'));
    const isId = /^leads\[\w+\]\[\d+\]\[id\]$/;
    return hintsAt(
      [...form].filter(([name]) => isId.test(name)).map(([, id]) => id),
      idPattern,
    );
  }

  map(raw: unknown): FetchedOrder {
    const at = (pointer: string): string => textAt(raw, pointer);
    const ofLead = (name: RegExp): string => valuesOf(valueAt(raw, '/lead'), name)[0] ?? '';
    return {
      fields: {
        order_number: at('/lead/id'),
        customer_name:
          at('/contact/name') || joinedTexts(' ', [at('/contact/first_name'), at('/contact/last_name')]),
        ...phoneFields(valuesOf(valueAt(raw, '/contact'), /^PHONE$/)),
        email: valuesOf(valueAt(raw, '/contact'), /^EMAIL$/)[0] ?? '',
        status: statuses[at('/lead/status_id')] ?? 'open',
        amount: inCents(at('/lead/price')),
        currency: at('/currency'),
        placed_at: isoOf(at('/lead/created_at')),
        delivery_address: ofLead(/адрес|address/i),
        delivery_town: ofLead(/^(город|city)/i),
        delivery_method: ofLead(/доставк|delivery/i),
        shop_notes: at('/lead/name'),
        tags: listAt(raw, '/lead/_embedded/tags')
          .map((tag) => textAt(tag, '/name'))
          .join(','),
      },
      items: listAt(raw, '/items').map((item) => ({
        item_title: textAt(item, '/element/name'),
        item_sku: valuesOf(valueAt(item, '/element'), /^SKU$/)[0] ?? '',
        item_quantity: textAt(item, '/quantity'),
        item_price: inCents(valuesOf(valueAt(item, '/element'), /^PRICE$/)[0] ?? ''),
      })),
    };
  }

  /** @param word its status is the id of a stage, such as 143 */
  async pushBack(shop: Shop, id: string, { text, status }: OutcomeWord): Promise<void> {
    const path = `${api}/leads/${encodeURIComponent(id)}`;
    if (status !== null) await ask(shop, { method: 'PATCH', path, body: { status_id: Number(status) } });
    const note = { note_type: 'common', params: { text } };
    await ask(shop, { method: 'POST', path: `${path}/notes`, body: [note] });
  }

  /** Leads with main contact, items and currency. */
  async #whole(shop: Shop, leads: readonly unknown[]): Promise<RawOrder[]> {
    if (leads.length === 0) return [];
    this.#currency ??= textAt((await ask(shop, { path: `${api}/account` })).json, '/currency');
    const contactOf = (lead: unknown): string => {
      const contacts = listAt(lead, '/_embedded/contacts');
      return textAt(contacts.find((each) => valueAt(each, '/is_main') === true) ?? contacts[0], '/id');
    };
    const contacts = await linked(shop, 'contacts', leads.map(contactOf));
    const elements = await elementsOf(shop, leads.flatMap(linesOf));
    const time = ShopTime.of(await this.timeZone());
    return leads.map((lead) => {
      const id = textAt(lead, '/id');
      if (!idPattern.test(id)) throw new ShopError('shop-answer-unreadable');
      const items = linesOf(lead).map((line) => ({
        quantity: valueAt(line, '/metadata/quantity'),
        element: elements.get(textAt(line, '/id')) ?? null,
      }));
      const contact = contacts.get(contactOf(lead)) ?? null;
      const own = listAt(lead, '/custom_fields_values').map((field) => ownField(field, time));
      const raw = { lead, contact, items, currency: this.#currency, own };
      return { id, changedAt: micros(textAt(lead, '/updated_at')), raw };
    });
  }
}

function linesOf(lead: unknown): unknown[] {
  return listAt(lead, '/_embedded/catalog_elements');
}

/** Elements by id, catalogue by catalogue. */
async function elementsOf(shop: Shop, lines: readonly unknown[]): Promise<ReadonlyMap<string, unknown>> {
  const catalogOf = (line: unknown): string => textAt(line, '/metadata/catalog_id');
  const found = new Map<string, unknown>();
  for (const catalog of new Set(lines.map(catalogOf))) {
    const ids = lines.filter((line) => catalogOf(line) === catalog).map((line) => textAt(line, '/id'));
    const some = await linked(shop, `catalogs/${encodeURIComponent(catalog)}/elements`, ids);
    for (const [id, element] of some) found.set(id, element);
  }
  return found;
}

function linked(shop: Shop, resource: string, all: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  return linkedTo(all, linkedAtOnce, async (ids) => {
    const query = new URLSearchParams({ limit: String(pageSize) });
    for (const id of ids) query.append('filter[id][]', id);
    const { json } = await ask(shop, { path: `${api}/${resource}?${query.toString()}` });
    return listOf(json, resource.split('/').at(-1) ?? '');
  });
}

function ask(shop: Shop, request: ShopRequest): Promise<ShopAnswer> {
  return shop.ask({ ...request, headers: { authorization: `Bearer ${shop.keys.text('token')}` } });
}

/** @param json null of 204, which has no content */
function listOf(json: unknown, name: string): unknown[] {
  const found = valueAt(json, `/_embedded/${name}`);
  if (json !== null && !Array.isArray(found)) throw new ShopError('shop-answer-unreadable');
  return listAt(json, `/_embedded/${name}`);
}

function search(query: Readonly<Record<string, string>>): string {
  return new URLSearchParams(query).toString();
}

function micros(seconds: string): Micros | null {
  return /^\d{9,11}$/.test(seconds) ? Number(seconds) * 1_000_000 : null;
}

function isoOf(seconds: string): string {
  const at = micros(seconds);
  return at === null ? '' : new Date(at / 1000).toISOString();
}
