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
 * @param orders in any order; those with the form of most of them count
 */
export function freeNumbers(orders: readonly Numbered[]): FreeNumber[] {
  const byForm = new Map<string, { value: number; placedAt: Micros; write: (value: number) => string }[]>();
  for (const { orderNumber, placedAt } of orders) {
    const match = /^(\D*|.*\D)(\d{1,12})(\D*)$/.exec(orderNumber);
    if (match === null) continue;
    const [, before = '', digits = '', after = ''] = match;
    const form = `${before}#${after}`;
    const same = byForm.get(form) ?? [];
    byForm.set(form, same);
    same.push({
      ...{ value: Number(digits), placedAt },
      write: (value) => before + String(value).padStart(digits.length, '0') + after,
    });
  }
  const largest = [...byForm.values()].sort((a, b) => b.length - a.length)[0] ?? [];
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
