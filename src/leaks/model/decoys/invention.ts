import { freeNumbers } from './free-numbers';
import type { FreeNumber } from './free-numbers';
import type { Micros } from '#kernel/micros';
import type { Random } from '#kernel/random';
import { noDetails } from '#orders/model/order-details';
import type { OrderDetails, OrderItem } from '#orders/model/order-details';

/** A real order, as far as an invented one is made like it. */
export interface SampleOrder {
  orderNumber: string;
  customer: number;
  customerName: string;
  /** Null: it waits for a manager. */
  extension: string | null;
  status: 'open' | 'closed' | 'cancelled';
  /** Decimal text. */
  amount: string | null;
  currency: string | null;
  placedAt: Micros;
  addedAt: Micros;
  /** Which contacts there are beside the main number, since that is seen. `more`: a second number or a recipient's. */
  beside: 'nothing' | 'email' | 'more';
  details: OrderDetails | null;
}

/** The shop's newest orders, without those of decoys. */
export interface ShopSample {
  orders: readonly SampleOrder[];
}

export interface InventedOrder extends Omit<
  SampleOrder,
  'customer' | 'customerName' | 'extension' | 'beside'
> {
  details: OrderDetails | null;
  hasEmail: boolean;
}

/** Nobody: the name occurs in no order, and neither does what was bought. */
export interface InventedPerson {
  name: string;
  /** Oldest first; the last one is open. */
  orders: InventedOrder[];
  /** Whether orders like these have an address, so that one of the company's own is needed. */
  hasAddress: boolean;
  /** Whether an e-mail address is needed, too. */
  hasEmail: boolean;
}

/** Why nobody can be invented who would not stand out. */
export const inventionFaults = ['too-few-orders', 'no-open-order', 'no-free-number', 'no-new-name'] as const;
export type InventionFault = (typeof inventionFaults)[number];

/** What is drawn from fewer orders would be somebody's own. */
export const fewestOrders = 50;

/** Of the history of a customer. */
const mostOrders = 6;

/** The last order of a decoy is among the newest so many numbers that the shop left out. */
const newestNumbers = 40;

/** An order of the past is at most so far from where its pattern has it. */
const longestShift = 5 * 24 * 3600 * 1_000_000;

const tries = 200;

/**
 * Invents a customer of a manager, in the pattern of a real one of the same manager: how many orders, how far apart, in which state, with how many
 * lines. Everything else comes from others, each from another one: first name, last name, goods, amounts, town. The order
 * numbers are ones that the shop left out, and the times are those between their neighbours.
 */
export function inventCustomer(
  sample: ShopSample,
  extension: string,
  random: Random,
  {
    takenNumbers = new Set(),
    mayHaveEmail = false,
  }: {
    /** Numbers that another writer has taken meanwhile. */
    takenNumbers?: ReadonlySet<string>;
    /** Whether a mailbox is free. */
    mayHaveEmail?: boolean;
  } = {},
): InventedPerson | InventionFault {
  const { orders } = sample;
  const name = inventName(sample, random);
  if (typeof name !== 'string') return name.fault;
  const open = orders.filter(
    ({ extension: own, status, beside }) =>
      own === extension &&
      status === 'open' &&
      (beside === 'nothing' || (beside === 'email' && mayHaveEmail)),
  );
  if (open.length === 0) return 'no-open-order';
  const free = freeNumbers(orders, open).filter(({ orderNumber }) => !takenNumbers.has(orderNumber));
  if (free.length === 0) return 'no-free-number';
  const pattern = random.pick(open);
  const earlier = orders
    .filter(({ customer, placedAt }) => customer === pattern.customer && placedAt < pattern.placedAt)
    .sort((a, b) => a.placedAt - b.placedAt)
    .slice(1 - mostOrders);
  const newest = [...free].sort((a, b) => b.placedAt - a.placedAt).slice(0, newestNumbers);
  const last = random.pick(newest);
  const taken = new Set([last.orderNumber]);
  const invented = [inventedOrder(pattern, last, orders, random, mayHaveEmail)];
  for (const one of earlier) {
    const wanted = last.placedAt - (pattern.placedAt - one.placedAt);
    const number = nearest(free, wanted, taken);
    if (number === null) continue;
    taken.add(number.orderNumber);
    invented.unshift(inventedOrder(one, number, orders, random, mayHaveEmail));
  }
  invented.sort((a, b) => a.placedAt - b.placedAt);
  return {
    ...{ name, orders: invented, hasAddress: typeof pattern.details?.delivery.address === 'string' },
    hasEmail: invented.some(({ hasEmail }) => hasEmail),
  };
}

/** A name, for a list outside of Star7; with an e-mail address as often as customers have one. */
export function inventListed(
  { orders }: ShopSample,
  random: Random,
  mayHaveEmail: boolean,
): InventedPerson | InventionFault {
  const name = inventName({ orders }, random);
  if (typeof name !== 'string') return name.fault;
  const hasEmail = mayHaveEmail && random.pick(orders).beside === 'email';
  return { name, orders: [], hasAddress: false, hasEmail };
}

function inventName({ orders }: ShopSample, random: Random): string | { fault: InventionFault } {
  if (orders.length < fewestOrders) return { fault: 'too-few-orders' };
  return newName(orders, random) ?? { fault: 'no-new-name' };
}

function nearest(free: readonly FreeNumber[], at: Micros, taken: ReadonlySet<string>): FreeNumber | null {
  let best: FreeNumber | null = null;
  for (const one of free) {
    if (taken.has(one.orderNumber) || Math.abs(one.placedAt - at) > longestShift) continue;
    if (best === null || Math.abs(one.placedAt - at) < Math.abs(best.placedAt - at)) best = one;
  }
  return best;
}

function inventedOrder(
  pattern: SampleOrder,
  { orderNumber, placedAt }: FreeNumber,
  orders: readonly SampleOrder[],
  random: Random,
  mayHaveEmail: boolean,
): InventedOrder {
  const details = pattern.details === null ? null : inventedDetails(pattern.details, orders, random);
  const sum = details === null ? null : sumOf(details.items.map(({ total }) => total));
  const delivery = details?.totals.delivery ?? null;
  const amount = amountOf(pattern, sum === null ? null : sumOf([sum, delivery ?? '0']), orders, random);
  return {
    hasEmail: mayHaveEmail && pattern.beside === 'email',
    ...{ orderNumber, placedAt, status: pattern.status, amount, currency: pattern.currency },
    // As long on its way as the real one.
    addedAt: placedAt + Math.max(0, pattern.addedAt - pattern.placedAt),
    details:
      details === null
        ? null
        : {
            ...details,
            totals: { ...details.totals, subtotal: details.totals.subtotal === null ? null : sum },
          },
  };
}

/** What the lines come to; where they have no prices, the amount of another order of as many lines. */
function amountOf(
  pattern: SampleOrder,
  sum: string | null,
  orders: readonly SampleOrder[],
  random: Random,
): string | null {
  if (pattern.amount === null || sum !== null) return pattern.amount === null ? null : sum;
  const lines = linesOf(pattern);
  const isOther = (order: SampleOrder): boolean => order !== pattern && order.amount !== null;
  const alike = pickThat(orders, random, (order) => isOther(order) && linesOf(order) === lines);
  return (alike ?? pickThat(orders, random, isOther))?.amount ?? null;
}

function linesOf({ details }: SampleOrder): number {
  return details?.items.length ?? 0;
}

/** @returns undefined if hardly any is as wanted */
function pickThat(
  orders: readonly SampleOrder[],
  random: Random,
  isWanted: (order: SampleOrder) => boolean,
): SampleOrder | undefined {
  for (let nth = 0; nth < tries; nth += 1) {
    const order = random.pick(orders);
    if (isWanted(order)) return order;
  }
  return undefined;
}

/** As many lines, of others' goods; no text that somebody wrote. */
function inventedDetails(
  pattern: OrderDetails,
  orders: readonly SampleOrder[],
  random: Random,
): OrderDetails {
  const { delivery } = pattern;
  const hasTown = (order: SampleOrder): boolean => typeof order.details?.delivery.town === 'string';
  const place = delivery.town === null ? undefined : pickThat(orders, random, hasTown)?.details?.delivery;
  return {
    ...noDetails,
    items: differentGoods(pattern.items.length, orders, random),
    totals: { ...pattern.totals, discount: null, tax: null },
    delivery: {
      ...noDetails.delivery,
      ...{ method: delivery.method, wished: null, tracking: null },
      ...{ town: place?.town ?? null, region: place?.region ?? null, country: delivery.country },
    },
    payment: pattern.payment,
    source: pattern.source,
  };
}

/** Lines of an order, no article twice. */
function differentGoods(count: number, orders: readonly SampleOrder[], random: Random): OrderItem[] {
  const found = new Map<string, OrderItem>();
  for (let nth = 0; nth < tries && found.size < count; nth += 1) {
    const items = random.pick(orders).details?.items ?? [];
    if (items.length === 0) continue;
    const item = random.pick(items);
    found.set(item.title, item);
  }
  return [...found.values()];
}

/** First and last name of two people, which together are nobody's in the shop. */
function newName(orders: readonly SampleOrder[], random: Random): string | null {
  const there = new Set(orders.map(({ customerName }) => customerName.toLowerCase()));
  const names = orders.flatMap(({ customerName }) => {
    const parts = partsOf(customerName);
    return parts === null ? [] : [parts];
  });
  if (names.length === 0) return null;
  for (let nth = 0; nth < tries; nth += 1) {
    const first = random.pick(names);
    const last = random.pick(names);
    if (first.length !== last.length || isCyrillic(first) !== isCyrillic(last)) continue;
    // In Russian a last name agrees with the first one: by its end, wherever in the name it is.
    if (!first.every((word, place) => isFeminine(word) === isFeminine(last[place] ?? ''))) continue;
    const name = [...first.slice(0, -1), last.at(-1)].join(' ');
    if (!there.has(name.toLowerCase())) return name;
  }
  return null;
}

/** @returns null for what is no name of a person in words */
function partsOf(name: string): string[] | null {
  const words = name.trim().split(/\s+/);
  return words.length >= 2 && words.length <= 3 && words.every((word) => /^[\p{L}'’-]+\.?$/u.test(word))
    ? words
    : null;
}

function isCyrillic(words: readonly string[]): boolean {
  return /\p{Script=Cyrillic}/u.test(words.join(''));
}

function isFeminine(word: string): boolean {
  return /[аяa]$/iu.test(word);
}

const scale = 10_000;

/** Decimal texts with at most 4 digits behind the point. @returns null if one is missing, or there is none */
export function sumOf(texts: readonly (string | null)[]): string | null {
  if (texts.length === 0) return null;
  let sum = 0;
  for (const text of texts) {
    if (text === null || !/^\d{1,10}(?:\.\d{1,4})?$/.test(text)) return null;
    sum += Math.round(Number(text) * scale);
  }
  return (sum / scale).toFixed(2);
}
