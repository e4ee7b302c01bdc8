import { Random } from '#kernel/random';
import { noCell } from './cells';
import { normalCdf } from './distributions';
import type { Grouping } from './groups';
import type { OrderLog } from './order-log';
import { orderBins } from './scores';
import { largestScore, tallyOf } from './tally';
import { smallestGroup, WindowSpace } from './weekly-series';

/** Weeks after which a loss may show. */
const drillWeeks = [4, 8, 13, 26, 52] as const;

/** Losses that are tried: of a fifth and of half of the customers. */
export const drillShares = [0.2, 0.5] as const;

/** A loss shows if it is found this often. */
const enough = 0.8;

const repeats = 30;

/** What a group's own orders can show. */
export interface DrillResult {
  /** Orders in a week from the customers whom the group has, in the last 8 weeks. */
  ordersAWeek: number;
  /** For each of {@link drillShares}: weeks after which such a loss shows in 4 of 5 cases; null if not within a year. */
  weeks: (number | null)[];
}

interface DrillPlan {
  end: number;
  threshold: number;
  dispersion: number;
  seed: number;
  byValue: boolean;
}

/**
 * The honest statement of power: takes a random part of a group's customers out of the last complete window and looks again.
 * No model, the shop's own data. It promises somewhat less than weekly looks deliver.
 *
 *     power = mean over 30 draws of Φ(Z after - Z now - threshold)
 *
 * @param end the week after the last complete one
 * @param threshold from which Z on it is an alarm
 * @param dispersion of the leak score, as the shop's past has it ({@link Corrected.dispersion})
 * @returns for each group; null for groups that are too small
 */
export function fireDrill(
  log: OrderLog,
  grouping: Grouping,
  { end, threshold, dispersion, seed, byValue }: DrillPlan,
): (DrillResult | null)[] {
  const results = Array.from({ length: grouping.groups }, (): DrillResult | null => null);
  const random = new Random(seed);
  for (const length of drillWeeks) {
    if (end - length < 1) break;
    const window = new WindowSpace(log, length, byValue);
    window.moveTo(end - length);
    const drill = new Drill(window, grouping, random, dispersion);
    for (let group = 0; group < grouping.groups; group += 1) {
      if (drill.size(group) < smallestGroup) continue;
      const result = (results[group] ??= { ordersAWeek: 0, weeks: drillShares.map(() => null) });
      if (length === 8) result.ordersAWeek = drill.orders(group) / length;
      drillShares.forEach((share, nth) => {
        if (result.weeks[nth] === null && drill.power(group, share, threshold) >= enough)
          result.weeks[nth] = length;
      });
    }
  }
  return results;
}

/** One window's counts, from which groups lose customers. */
class Drill {
  readonly #tally;
  /** Customers by group: those of group g are `#members[#first[g]]` to below `#first[g + 1]`. */
  readonly #members: Uint32Array;
  readonly #first: Uint32Array;

  constructor(
    private readonly window: WindowSpace,
    grouping: Grouping,
    private readonly random: Random,
    private readonly dispersion: number,
  ) {
    const groupOf = window.membersOf(grouping);
    this.#tally = tallyOf(window.cells, window.orders, groupOf, grouping.groups);
    this.#first = new Uint32Array(grouping.groups + 1);
    for (const group of groupOf) if (group >= 0) this.#first[group + 1]! += 1;
    for (let group = 0; group < grouping.groups; group += 1) this.#first[group + 1]! += this.#first[group]!;
    this.#members = new Uint32Array(this.#first[grouping.groups]!);
    const next = this.#first.slice();
    groupOf.forEach((group, customer) => {
      if (group >= 0) this.#members[next[group]!++] = customer;
    });
  }

  size(group: number): number {
    return this.#first[group + 1]! - this.#first[group]!;
  }

  orders(group: number): number {
    return this.#own(group).reduce((sum, customers, place) => sum + customers * (place % orderBins), 0);
  }

  power(group: number, share: number, threshold: number): number {
    const { all } = this.#tally;
    const own = this.#own(group);
    const by = { cells: this.#tally.cells, dispersion: this.dispersion };
    const now = largestScore(all, own, by);
    let power = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const everybody = all.slice();
      const left = own.slice();
      this.#lose(group, share, everybody, left);
      power += normalCdf(largestScore(everybody, left, by) - now - threshold);
    }
    return power / repeats;
  }

  #own(group: number): Float64Array {
    const length = this.#tally.all.length;
    return this.#tally.ofGroup.subarray(group * length, (group + 1) * length);
  }

  #lose(group: number, share: number, all: Float64Array, own: Float64Array): void {
    const { cells, orders } = this.window;
    for (let place = this.#first[group]!; place < this.#first[group + 1]!; place += 1) {
      const customer = this.#members[place]!;
      const ordered = orders[customer]!;
      if (ordered === 0 || cells.of[customer] === noCell || !this.random.chance(share)) continue;
      const cell = cells.of[customer]! * orderBins;
      for (const counts of [all, own]) {
        counts[cell + ordered]! -= 1;
        counts[cell]! += 1;
      }
    }
  }
}
