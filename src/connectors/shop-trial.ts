import type { Connector } from './connector';
import type { ConnectorSettings, OrderLinks, RejectReason } from './connector-store';
import { guessMap } from './model/map-guess';
import type { MapGuess } from './model/map-guess';
import { textAt, valueAt } from './model/json-pointer';
import { ownFieldNames } from './model/own-fields';
import { has } from './model/rest-map';
import type { RestMap } from './model/rest-map';
import { holderOf, sampleOf } from './model/shop-sample';
import type { ShopSample } from './model/shop-sample';
import { askMapped, listValues } from './rest-requests';
import { ShopClient } from './shop-client';
import { orAbsent, ShopError } from './shop-error';
import type { ShopFault } from './shop-error';
import { shopOrderOf } from './shop-order';
import { wordsOf } from './status-words';
import type { OutgoingAddresses } from '#http/outgoing-addresses';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import { withoutContacts } from '#kernel/redaction/redaction';
import type { FetchedOrders } from '#orders/intake/fetched-orders';
import type { IncomingOrder } from '#orders/intake/order-intake';
import type { ShopKeys } from '#vault/shop-vault';

/** What a try has found. Holds nothing of any order. */
export interface TryReport {
  fault: ShopFault | null;
  /** Orders on the page that was read. */
  orders: number;
  /** Those of them that would go in. */
  readable: number;
  /** Why others would not, by reason. */
  refused: Partial<Record<RejectReason, number>>;
  /** Words for statuses that nobody has explained. */
  words: string[];
  /** What was not understood of those that would go in, by code. */
  noticed: Record<string, number>;
  /** Names of fields that the shop has added to its orders, without numbers and addresses. */
  ownFields: string[];
}

/** An order as it would be taken, without its numbers and addresses. */
export interface PreviewOrder {
  orderNumber: string;
  customerName: string | null;
  /** How many telephone numbers could be read. */
  numbers: number;
  hasEmail: boolean;
  status: string | null;
  /** Decimal text. */
  amount: string | null;
  currency: string | null;
  placedAt: Micros | null;
  items: Array<{ title: string; quantity: string | null; price: string | null }>;
  town: string | null;
  hasAddress: boolean;
  comment: string | null;
}

export interface TryFindings {
  report: TryReport;
  /** The first of the page that would go in. */
  preview: PreviewOrder[];
}

/** What an answer of a shop holds, and what its names suggest. */
export interface SampleReport {
  fault: ShopFault | null;
  sample: ShopSample | null;
  guess: MapGuess | null;
  /** Of the request for one order: why it failed, or where the order is in its answer. Null: not asked. */
  one: { fault: ShopFault | null; order: string | null } | null;
}

export interface ShopTrialParts {
  settings: ConnectorSettings;
  keys: ShopKeys;
  addresses: OutgoingAddresses;
  clock: Clock;
  orders: Pick<FetchedOrders, 'read' | 'othersOf'>;
  links: (orderNumbers: readonly string[]) => Promise<OrderLinks>;
  connector: Connector;
}

const day: Micros = 24 * 3600 * 1_000_000;
/** How far back a try reads. */
const tryDays = 30;
/** How far back a sample reads: any order will do. */
const sampleDays = 365;
/** Milliseconds for the requests of a try: somebody waits. */
const tryTimeoutMs = 15_000;
const previewed = 3;
const previewedItems = 5;
const mostOwnNames = 50;

/** Reads from a shop and writes nothing. What it returns has neither numbers nor addresses. */
export class ShopTrial {
  readonly #client: ShopClient;

  constructor(private readonly parts: ShopTrialParts) {
    const { settings, keys, addresses, clock, connector } = parts;
    this.#client = new ShopClient({
      ...{ address: settings.address, keys, addresses, clock },
      manners: connector,
      timeoutMs: tryTimeoutMs,
    });
  }

  end(): void {
    this.#client.end();
  }

  /** A page of the last month's orders, read as it would be taken. */
  async read(): Promise<TryFindings> {
    const { connector, clock } = this.parts;
    try {
      const page = await connector.poll(this.#client, { since: clock.now() - tryDays * day, page: null });
      return await this.#findings(page.orders.map(({ raw }) => raw));
    } catch (error) {
      const fault = faultIn(error);
      return {
        report: { fault, orders: 0, readable: 0, refused: {}, words: [], noticed: {}, ownFields: [] },
        preview: [],
      };
    }
  }

  /** The first answer to the list of a map, whatever the map says of its fields. */
  async sample(): Promise<SampleReport> {
    const { clock, settings } = this.parts;
    const map = settings.map as RestMap;
    try {
      const from = { since: clock.now() - sampleDays * day, page: null };
      const { json } = await askMapped(map, this.#client, map.list, listValues(map, from));
      const sample = sampleOf(json, map.orders === '' ? null : map.orders);
      const guess = guessMap(sample);
      const { orders } = sample;
      const first = orders === null ? undefined : valueAt(json, `${orders}/0`);
      const one =
        first === undefined || guess.id === null
          ? null
          : await this.#one(map, guess.id, textAt(first, guess.id));
      return { fault: null, sample, guess, one };
    } catch (error) {
      return { fault: faultIn(error), sample: null, guess: null, one: null };
    }
  }

  async #one(map: RestMap, idAt: string, id: string): Promise<SampleReport['one']> {
    if (id === '' || !has(map.one, 'id')) return null;
    try {
      const answer = await orAbsent(askMapped(map, this.#client, map.one, { id }));
      if (answer === null) return { fault: 'shop-not-found', order: null };
      const order = holderOf(answer.json, idAt, id);
      return { fault: order === null ? 'shop-answer-unreadable' : null, order };
    } catch (error) {
      return { fault: faultIn(error), order: null };
    }
  }

  async #findings(raws: readonly unknown[]): Promise<TryFindings> {
    const { connector, settings, orders, links } = this.parts;
    const { statuses } = settings;
    const refused: TryReport['refused'] = {};
    const noticed: TryReport['noticed'] = {};
    const words = new Set<string>();
    const stated = raws.flatMap((raw) => {
      try {
        return [shopOrderOf(connector, settings, raw)];
      } catch {
        refused['order-unreadable'] = (refused['order-unreadable'] ?? 0) + 1;
        return [];
      }
    });
    const read = await orders.read(stated, wordsOf(statuses));
    for (const { fault } of read.refused) refused[fault] = (refused[fault] ?? 0) + 1;
    const { own, others } = await links(read.orders.map(({ order }) => order.orderNumber));
    const unlinked = read.orders.flatMap(({ order }) =>
      own.has(order.orderNumber) || others.has(order.orderNumber) ? [] : [order],
    );
    const byFile = await orders.othersOf(unlinked);
    const free = read.orders.filter(
      ({ order: { orderNumber } }) => !others.has(orderNumber) && !byFile.has(orderNumber),
    );
    const clashes = read.orders.length - free.length;
    if (clashes > 0) refused['order-number-clash'] = (refused['order-number-clash'] ?? 0) + clashes;
    for (const { code, cell } of free.flatMap(({ notices }) => notices)) {
      if (code === 'status-unknown' && cell !== null) words.add(cell);
      else noticed[code] = (noticed[code] ?? 0) + 1;
    }
    const readable = free.length;
    return {
      report: {
        ...{ fault: null, orders: raws.length, readable, refused, words: [...words], noticed },
        ownFields: ownNames(connector, raws),
      },
      preview: free.slice(0, previewed).map(({ order }) => previewOf(order)),
    };
  }
}

/** What people call them; those that the shop hides from people are left out. */
function ownNames(connector: Connector, raws: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const raw of raws) {
    for (const name of connector.ownFields === undefined ? [] : ownFieldNames(raw, connector.ownFields)) {
      if (name !== '' && !name.startsWith('_') && withoutContacts(name) === name) names.add(name);
    }
  }
  return [...names].sort().slice(0, mostOwnNames);
}

function previewOf(order: IncomingOrder): PreviewOrder {
  const { details } = order;
  return {
    orderNumber: order.orderNumber,
    customerName: order.customerName ?? null,
    numbers: Object.values(order.phones).filter(isThere).length,
    hasEmail: isThere(order.email),
    status: order.status ?? null,
    amount: order.amount ?? null,
    currency: order.currency ?? null,
    placedAt: order.placedAt ?? null,
    items: (details?.items ?? [])
      .slice(0, previewedItems)
      .map(({ title, quantity, price }) => ({ title, quantity, price })),
    town: details?.delivery.town ?? null,
    hasAddress: isThere(details?.delivery.address),
    comment: details?.comment ?? null,
  };
}

function isThere(stated: unknown): boolean {
  return stated !== null && stated !== undefined;
}

function faultIn(error: unknown): ShopFault {
  if (error instanceof ShopError) return error.slug;
  throw error;
}
