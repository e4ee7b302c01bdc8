import { formerWeeks } from './frozen-base';
import { noOwner } from './order-log';
import type { DayText } from './shop-figures';
import type { ShopHistory } from './shop-history';
import { namesOf } from './shop-look';
import { isoDay } from '#kernel/local-day';

/** One or two customers who change managers are no hand-over. */
const leastMoved = 3;

/** The part of the changes that may be older than the week from which they are told: stray ones. */
const strays = 0.1;

/** Customers of a manager who have another one than half a year ago. */
export interface HandOver {
  /** The manager's group. */
  group: string;
  /** Customers who went to other managers, and who came from them. */
  went: number;
  came: number;
  /** Nine of ten of them have changed since this week, by its Sunday. */
  since: DayText;
}

/**
 * By the managers of their orders: who has had an order with one manager before the last half year, and has the last one with
 * another, changed with the first of the orders that the later one has had in a row. Those who came back have not moved.
 */
export function handOversOf({ log, firstDay, managers }: ShopHistory): HandOver[] {
  const names = namesOf(managers);
  const from = Math.max(0, log.weeks - formerWeeks) * 7;
  const moved = managers.map(() => ({ went: 0, came: 0, days: [] as number[] }));
  for (let customer = 0; customer < log.customers; customer += 1) {
    const change = changeOf(log, customer, from);
    if (change === null) continue;
    moved[change.was]!.went += 1;
    moved[change.is]!.came += 1;
    for (const manager of [change.was, change.is]) moved[manager]!.days.push(change.day);
  }
  return moved.flatMap(({ went, came, days }, manager) => {
    if (Math.max(went, came) < leastMoved) return [];
    days.sort((a, b) => a - b);
    const day = days[Math.floor(days.length * strays)]!;
    return { group: names[manager]!, went, came, since: isoDay(firstDay + Math.floor(day / 7) * 7 + 6) };
  });
}

/** @param from the day from which changes count @returns null if the manager is the same, or not known before */
function changeOf(
  { first, day, owner }: ShopHistory['log'],
  customer: number,
  from: number,
): { was: number; is: number; day: number } | null {
  let is = noOwner;
  let [inRow, changed] = [true, 0];
  for (let row = first[customer + 1]! - 1; row >= first[customer]!; row -= 1) {
    const own = owner[row]!;
    if (own === noOwner) continue;
    if (is === noOwner) is = own;
    inRow &&= own === is;
    if (inRow) changed = day[row]!;
    if (day[row]! < from) return own === is ? null : { was: own, is, day: changed };
  }
  return null;
}

/** Customers whose last order with a manager is of one who still works here. */
export function withManagerOf({ log, managers }: ShopHistory): number {
  const { customers, first, owner } = log;
  let count = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    for (let row = first[customer + 1]! - 1; row >= first[customer]!; row -= 1) {
      if (owner[row] === noOwner) continue;
      if (managers[owner[row]!]?.isActive === true) count += 1;
      break;
    }
  }
  return count;
}
