import type { Random } from '#kernel/random';
import type { OrderLog } from '../order-log';

/** A loss that is planted. */
export interface PlantedLeak {
  name: string;
  /** Part of the manager's customers who are lost; for a slow one, in each month. */
  share: number;
  /** 1: they stop; 0.5: every second order is lost. */
  depth: number;
  slow: boolean;
  /** Within how many weeks it is to be found. */
  within: number;
}

/** No loss: what is "found" of it is chance. Shows that finds are not counted where there are none. */
export const controlLeak = 'nothing (control)';

export const plantedLeaks: readonly PlantedLeak[] = [
  { name: controlLeak, share: 0, depth: 1, slow: false, within: 8 },
  { name: '10 % stop', share: 0.1, depth: 1, slow: false, within: 8 },
  { name: '20 % stop', share: 0.2, depth: 1, slow: false, within: 8 },
  { name: '20 % buy half', share: 0.2, depth: 0.5, slow: false, within: 8 },
  { name: '50 % stop', share: 0.5, depth: 1, slow: false, within: 8 },
  { name: '100 % stop', share: 1, depth: 1, slow: false, within: 8 },
  { name: '5 % a month stop', share: 0.05, depth: 1, slow: true, within: 26 },
];

/** Weeks of a month. */
const monthWeeks = 52 / 12;

/**
 * From which week on each of a manager's customers is lost.
 * @param isMember whether a customer is one of the manager's when it begins
 * @returns by customer: a week, or a number beyond every log for those who stay
 */
export function lostFrom(
  log: OrderLog,
  { share, slow }: PlantedLeak,
  begin: number,
  isMember: (customer: number) => boolean,
  random: Random,
): Uint16Array {
  const from = new Uint16Array(log.customers).fill(0xffff);
  const chance = slow ? 1 - (1 - share) ** (1 / monthWeeks) : share;
  for (let customer = 0; customer < log.customers; customer += 1) {
    if (!isMember(customer)) continue;
    if (!slow) {
      if (random.chance(chance)) from[customer] = begin;
      continue;
    }
    for (let week = begin; week < log.weeks; week += 1) {
      if (random.chance(chance)) {
        from[customer] = week;
        break;
      }
    }
  }
  return from;
}
