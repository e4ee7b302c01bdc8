import { Random } from '#kernel/random';
import { byManager } from '../groups';
import type { Grouping } from '../groups';
import type { OrderLog } from '../order-log';
import { lostFrom } from './leaks';
import type { PlantedLeak } from './leaks';
import { shuffle } from './scenarios';
import type { Happening, Scenario } from './scenarios';

/** A shop made from a pattern of real purchases. */
export interface SimulatedShop {
  log: OrderLog;
  managers: Grouping;
}

/**
 * Draws customers from a pattern and has a scenario happen to them.
 * @param customers how many; at most as many as the pattern has
 */
export function simulatedShop(
  pattern: OrderLog,
  scenario: Scenario,
  { customers, managers, seed }: { customers: number; managers: number; seed: number },
): SimulatedShop {
  const random = new Random(seed);
  const all = everybodyOf(pattern);
  shuffle(all, random);
  const drawn = all.subarray(0, customers);
  const made = scenario.purchases?.(pattern, drawn, random);
  const purchases = made ?? pattern;
  const chosen = made === undefined ? drawn : everybodyOf(made);
  const happening = scenario.make(purchases, chosen, managers, random);
  return {
    log: logOf(purchases, chosen, happening),
    managers: byManager(managers, leaveOf(happening, pattern.weeks)),
  };
}

function everybodyOf({ customers }: OrderLog): Int32Array {
  return Int32Array.from({ length: customers }, (_, customer) => customer);
}

function logOf(pattern: OrderLog, chosen: Int32Array, { ownerOf, keeps }: Happening): OrderLog {
  return rewritten(pattern, chosen, (customer, row) => {
    const week = Math.floor(pattern.day[row]! / 7);
    return keeps(customer, week) ? ownerOf(customer, week) : null;
  });
}

/** The same shop, without the orders that a loss takes from a manager. */
export function withLeak(
  { log, managers }: SimulatedShop,
  leak: PlantedLeak,
  { manager, begin, seed }: { manager: number; begin: number; seed: number },
): SimulatedShop {
  const random = new Random(seed);
  const lost = lostFrom(log, leak, begin, (customer) => ownerAt(log, customer, begin) === manager, random);
  return {
    managers,
    log: rewritten(log, everybodyOf(log), (customer, row) =>
      Math.floor(log.day[row]! / 7) >= lost[customer]! && random.chance(leak.depth) ? null : log.owner[row]!,
    ),
  };
}

/** The manager of the last order before a week; -1 for a customer not known then. */
export function ownerAt(log: OrderLog, customer: number, week: number): number {
  let owner = -1;
  for (let row = log.first[customer]!; row < log.first[customer + 1]!; row += 1) {
    if (log.day[row]! >= week * 7) break;
    owner = log.owner[row]!;
  }
  return owner;
}

/** @param ownerOf the manager of an order; null if it does not take place */
function rewritten(
  pattern: OrderLog,
  chosen: Int32Array,
  ownerOf: (customer: number, row: number) => number | null,
): OrderLog {
  let rows = 0;
  for (const customer of chosen) rows += pattern.first[customer + 1]! - pattern.first[customer]!;
  const first = new Uint32Array(chosen.length + 1);
  const day = new Uint16Array(rows);
  const value = new Float32Array(rows);
  const owner = new Uint16Array(rows);
  let to = 0;
  for (let place = 0; place < chosen.length; place += 1) {
    const customer = chosen[place]!;
    for (let row = pattern.first[customer]!; row < pattern.first[customer + 1]!; row += 1) {
      const manager = ownerOf(place, row);
      if (manager === null) continue;
      day[to] = pattern.day[row]!;
      value[to] = pattern.value[row]!;
      owner[to] = manager;
      to += 1;
    }
    first[place + 1] = to;
  }
  return {
    ...{ customers: chosen.length, weeks: pattern.weeks, first },
    ...{ day: day.subarray(0, to), value: value.subarray(0, to), owner: owner.subarray(0, to) },
  };
}

function leaveOf({ leave }: Happening, weeks: number): (Uint8Array | null)[] {
  return (leave ?? []).map(({ from, to }) => {
    const marked = new Uint8Array(weeks);
    marked.fill(1, from, to);
    return marked;
  });
}
