import { importFields, itemFields } from '../model/import-fields';
import type { ImportField } from '../model/import-fields';
import { mostItems } from '../model/order-details';
import type { OrderFeed } from '../order-feed';
import type { OrderStatus } from '../order-view';
import type { AmountHabit } from './cells/amount';
import { noDateHabit } from './cells/order-date';
import { ManagerDirectory } from './manager-directory';
import { finished, joined } from './order-draft';
import type { FinishedOrder, FinishRules, OrderDraft } from './order-draft';
import type { Besides, IncomingOrder, IntakeCounts, IntakeResult, OrderIntake } from './order-intake';
import { readRow } from './order-row';
import type { RowRules } from './order-row';
import { settingsOf } from './order-rules';
import type { OrderRulesStore } from './order-rules';
import type { RowFault, RowNotice } from './row-notice';
import type { Transaction } from '#database/queries';
import type { Region } from '#vault/phone-number';

export type ItemField = (typeof itemFields)[number];
export type OrderField = Exclude<ImportField, ItemField>;

/**
 * An order as it was fetched from a shop: texts by the fields that columns of a file have too (model/import-fields.ts), read by
 * the same rules. A field that is absent is not stated; an empty text states that there is none. Amounts have a decimal
 * point; times are RFC 3339, or the shop's local time without an offset.
 */
export interface FetchedOrder {
  fields: Readonly<Partial<Record<OrderField, string>>>;
  /** Before its number, where another shop has the same ones. */
  prefix?: string;
  /** Fields of the site (model/site-fields.ts), by id. */
  siteFields?: Readonly<Record<string, string>>;
  /** Its lines, all of them. Absent: not stated, and those that are known stay. */
  items?: ReadonlyArray<Readonly<Partial<Record<ItemField, string>>>>;
}

/** What became of some orders. Positions are those of the orders that were given. */
export interface FetchedResult extends IntakeCounts {
  /** New orders that wait in the pool. */
  pooled: number;
  refused: Array<{ position: number; fault: RowFault }>;
  /** What was not understood of orders that went in. Cells are without numbers and addresses. */
  notices: Array<RowNotice & { position: number }>;
}

/** An order that could be read, by its position. */
export interface ReadOrder {
  position: number;
  orderNumber: string;
}

/** As `WrittenBeside`, with the positions of the orders that were given. */
export interface FetchedBeside {
  /** @param orders those that could be read */
  before(transaction: Transaction, orders: readonly ReadOrder[]): Promise<Besides>;
  after(transaction: Transaction, result: FetchedResult): Promise<void>;
}

export interface TakeOptions {
  /** Words for statuses (as `statusWord` writes them) that come before the site's. */
  statuses?: ReadonlyMap<string, OrderStatus>;
  beside?: FetchedBeside;
}

export interface FetchedOrdersParts {
  intake: OrderIntake;
  rules: Pick<OrderRulesStore, 'read' | 'timeZone' | 'ownMailDomain'>;
  /** Where numbers without a country code belong. */
  region: Region;
  feed: Pick<OrderFeed, 'publish'>;
}

/** What the texts are read by. */
export type FetchedRules = Pick<RowRules, 'region' | 'clock' | 'managers' | 'statuses'> & FinishRules;

/** Takes orders that were fetched from a shop, by the rules of tables. One batch, one transaction. */
export class FetchedOrders {
  constructor(private readonly parts: FetchedOrdersParts) {}

  /**
   * Writes the orders that can be read. Giving them again changes nothing. An order whose number an earlier one of the
   * same batch has is refused (`order-number-clash`).
   * @throws StoreError, VaultError, and what `beside` throws; nothing is written then
   */
  async take(
    orders: readonly FetchedOrder[],
    { statuses, beside }: TakeOptions = {},
  ): Promise<FetchedResult> {
    const read = readFetched(orders, await this.#rules(statuses));
    const written = read.orders.map(({ order }) => order);
    const numbers = read.orders.map(({ position, order: { orderNumber } }) => ({ position, orderNumber }));
    const result = await this.parts.intake.write(
      written,
      beside && {
        before: async (transaction) => positionsBack(await beside.before(transaction, numbers), numbers),
        after: async (transaction, intake) => beside.after(transaction, resultOf(read, intake)),
      },
    );
    for (const { position, result: became, managerExtension } of result.written) {
      const order = written[position];
      if (order !== undefined && became !== 'unchanged')
        this.parts.feed.publish({ orderNumber: order.orderNumber, managerExtension });
    }
    return resultOf(read, result);
  }

  /** Reads orders as {@link take} does, and writes nothing. @throws StoreError */
  async read(
    orders: readonly FetchedOrder[],
    statuses?: ReadonlyMap<string, OrderStatus>,
  ): Promise<ReadOrders> {
    return readFetched(orders, await this.#rules(statuses));
  }

  /** See {@link othersOf}. @throws StoreError, VaultError */
  othersOf(orders: readonly IncomingOrder[]): Promise<ReadonlySet<string>> {
    return othersOf(this.parts.intake, orders);
  }

  /** The shop's zone (IANA), in which times without an offset are read. @throws StoreError */
  timeZone(): Promise<string> {
    return this.parts.rules.timeZone();
  }

  async #rules(statuses: ReadonlyMap<string, OrderStatus> = new Map()): Promise<FetchedRules> {
    const [rules, managers] = await Promise.all([settingsOf(this.parts.rules), this.parts.intake.managers()]);
    return {
      region: this.parts.region,
      clock: rules.clock,
      managers: new ManagerDirectory(managers, rules.aliases),
      statuses: new Map([...rules.statuses, ...statuses]),
      fields: rules.fields,
      ownMailDomain: rules.ownMailDomain,
    };
  }
}

/**
 * Of orders that were read, the numbers that another customer's order has: such an order is refused under `only-if-same`.
 * @throws StoreError, VaultError
 */
export async function othersOf(
  intake: Pick<OrderIntake, 'rehearse'>,
  orders: readonly IncomingOrder[],
): Promise<ReadonlySet<string>> {
  if (orders.length === 0) return new Set();
  const { refused } = await intake.rehearse(orders.map((order) => ({ ...order, onlyIfSame: true })));
  const others = refused.filter(({ fault }) => fault === 'another-order');
  return new Set(others.flatMap(({ position }) => orders[position]?.orderNumber ?? []));
}

/** Orders that could be read, and why others could not, by position. */
export interface ReadOrders {
  orders: Array<{ position: number; order: IncomingOrder; notices: RowNotice[] }>;
  refused: FetchedResult['refused'];
}

/** Reads orders as {@link FetchedOrders.take} does, and writes nothing. */
export function readFetched(orders: readonly FetchedOrder[], rules: FetchedRules): ReadOrders {
  const read: ReadOrders = { orders: [], refused: [] };
  const seen = new Set<string>();
  for (const [position, stated] of orders.entries()) {
    const order = readOne(stated, rules);
    if ('fault' in order) read.refused.push({ position, fault: order.fault });
    else if (seen.has(order.order.orderNumber)) read.refused.push({ position, fault: 'order-number-clash' });
    else {
      seen.add(order.order.orderNumber);
      read.orders.push({ position, order: order.order, notices: order.notices });
    }
  }
  return read;
}

/** The order is a row for each item, as in a file. */
function readOne(
  { fields, siteFields = {}, items, prefix = '' }: FetchedOrder,
  rules: FetchedRules,
): FinishedOrder {
  const [first = {}, ...others] = (items ?? []).slice(0, mostItems + 1);
  let draft: OrderDraft | null = null;
  for (const cells of [
    { ...fields, ...first },
    ...others.map((item) => ({ ...numberOf(fields), ...item })),
  ]) {
    // Of the order, and so of its first row.
    const row = rowOf(cells, { ...rules, prefix }, draft === null ? siteFields : {});
    if ('fault' in row) return row;
    draft = draft === null ? row : joined(draft, row);
  }
  if (draft === null) return { fault: 'order-number-empty' };
  const read = finished(draft, rules);
  if (items === undefined && 'order' in read) read.order.keepsItems = true;
  return read;
}

function numberOf({ order_number: number = '' }: FetchedOrder['fields']): FetchedOrder['fields'] {
  return { order_number: number };
}

function rowOf(
  cells: Readonly<Partial<Record<ImportField, string>>>,
  rules: FetchedRules & Pick<RowRules, 'prefix'>,
  siteFields: Readonly<Record<string, string>>,
): OrderDraft | { fault: RowFault } {
  const fields = importFields.filter((field) => cells[field] !== undefined);
  const country = fields.indexOf('country');
  const own = Object.keys(siteFields);
  const headers = [...fields, ...own];
  const row = readRow(
    { line: 1, cells: [...fields.map((field) => cells[field] ?? ''), ...Object.values(siteFields)] },
    {
      ...rules,
      habits: canonical,
      layout: {
        profile: 'fetched',
        line: 1,
        columns: headers.length,
        headers,
        fields,
        positions: Object.fromEntries(fields.map((field, at) => [field, [at]])),
        siteFields: new Map(own.map((id, nth) => [fields.length + nth, id])),
        statusOfAll: false,
        surnameFirst: false,
        countries: new Map(
          country === -1
            ? []
            : (['phone', 'phone2', 'phone3'] as const).flatMap((field) =>
                fields.includes(field) ? [[fields.indexOf(field), [country]]] : [],
              ),
        ),
      },
    },
  );
  if ('draft' in row) return row.draft;
  return {
    fault: 'fault' in row ? row.fault : row.skipped === null ? 'order-number-empty' : 'order-number-invalid',
  };
}

/** Shops' interfaces write a decimal point. */
const point: AmountHabit = { point: 1, comma: 0 };
const canonical: RowRules['habits'] = { amount: () => point, currency: () => null, date: () => noDateHabit };

/** Positions of the intake's batch out of those that the caller knows. */
function positionsBack(besides: Besides, orders: readonly ReadOrder[]): Besides {
  return new Map(
    orders.flatMap(({ position }, at) => {
      const beside = besides.get(position);
      return beside === undefined ? [] : [[at, beside] as const];
    }),
  );
}

function resultOf({ orders, refused }: ReadOrders, result: IntakeResult): FetchedResult {
  const positionOf = (at: number): number => orders[at]?.position ?? at;
  return {
    ...result,
    refused: [
      ...refused,
      ...result.refused.map(({ position, fault }) => ({ position: positionOf(position), fault })),
    ],
    notices: [
      ...orders.flatMap(({ position, notices }) => notices.map((notice) => ({ ...notice, position }))),
      ...result.notices.map(({ position, code }) => ({
        position: positionOf(position),
        code,
        column: null,
        cell: null,
      })),
    ],
  };
}

/** Fields by which an order says something of its items; a map of fields may name all others. */
export const orderFields: readonly OrderField[] = importFields.filter(
  (field): field is OrderField => !(itemFields as readonly string[]).includes(field),
);
