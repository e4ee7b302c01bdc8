import type { Micros } from '#kernel/micros';

/** An order number that the shop has left out, with a time between those of its neighbours. */
export interface FreeNumber {
  orderNumber: string;
  placedAt: Micros;
}

interface Numbered {
  orderNumber: string;
  placedAt: Micros;
}

/** A longer gap is no order that was dropped: numbers began anew. */
const longestGap = 200;

/**
 * Numbers that are missing between those of the shop's orders, which carts that were given up and orders that were merged
 * leave behind. Numbers after the last one are not free: the shop gives them to the next orders.
 * @param orders in any order
 * @param like those whose form most of these have count: `A-1001`, `1001`
 */
export function freeNumbers(
  orders: readonly Numbered[],
  like: readonly Pick<Numbered, 'orderNumber'>[] = orders,
): FreeNumber[] {
  const form = commonForm(like);
  const largest = orders.flatMap(({ orderNumber, placedAt }) => {
    const parts = partsOf(orderNumber);
    if (parts === null || parts.form !== form) return [];
    const { before, digits, after } = parts;
    const write = (value: number): string => before + String(value).padStart(digits.length, '0') + after;
    return [{ value: Number(digits), placedAt, write }];
  });
  largest.sort((a, b) => a.value - b.value);
  const free: FreeNumber[] = [];
  for (const [nth, here] of largest.entries()) {
    const next = largest[nth + 1];
    // An order that was placed before its predecessor was written by hand: no time is between the two.
    if (next === undefined || next.value - here.value > longestGap || next.placedAt < here.placedAt) continue;
    const missing = next.value - here.value;
    for (let step = 1; step < missing; step += 1) {
      const placedAt = Math.round(here.placedAt + ((next.placedAt - here.placedAt) * step) / missing);
      // Whole seconds, as most shops state them.
      free.push({ orderNumber: here.write(here.value + step), placedAt: placedAt - (placedAt % 1_000_000) });
    }
  }
  return free;
}

interface NumberParts {
  before: string;
  digits: string;
  after: string;
  /** All but the digits. */
  form: string;
}

function partsOf(orderNumber: string): NumberParts | null {
  const match = /^(\D*|.*\D)(\d{1,12})(\D*)$/.exec(orderNumber);
  if (match === null) return null;
  const [, before = '', digits = '', after = ''] = match;
  return { before, digits, after, form: `${before}#${after}` };
}

/** The form that most of these have; the first of several. */
function commonForm(orders: readonly Pick<Numbered, 'orderNumber'>[]): string | null {
  const counts = new Map<string, number>();
  for (const { orderNumber } of orders) {
    const form = partsOf(orderNumber)?.form;
    if (form !== undefined) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const [most = null] = [...counts].sort(([, a], [, b]) => b - a);
  return most === null ? null : most[0];
}
