import { noCell } from '../cells';
import { windowWeeks } from '../lamps';
import type { Lamp } from '../lamps';
import { leakScores, leavers, orderBins } from '../scores';
import type { GroupName, LeakCase } from '../shop-figures';
import type { ShopHistory } from '../shop-history';
import { groupingsOf } from '../shop-look';
import { noGroup, tallyOf } from '../tally';
import { WindowSpace } from '../weekly-series';
import { controlsTo } from './survey-size';
import { Random } from '#kernel/random';

/** Customers of a group who are kept to be asked, at most. */
export const mostTargets = 80;

/** The same customers each time that the same week is looked at. */
const seed = 1;

/** A customer whom a survey may ask. */
export interface Target {
  caseId: number;
  /** The id: of those who are one person, the smallest. */
  customer: number;
  /** As silent as those who may be gone, and of another group. */
  isControl: boolean;
  /** The chance that the customer has left, 0 to 1. */
  posterior: number;
}

/**
 * The chance that a customer has left: `p f1/f0 / (1 - p + p f1/f0)` of the leak score's mixture.
 * @param score as of {@link leakScores}: `ln(1 - p + p f1/f0)`
 */
export function posteriorOf(score: number): number {
  return 1 - (1 - leavers) / Math.exp(score);
}

/**
 * The customers of each open case who have most likely left, and for each up to {@link controlsTo} of other groups who ordered as
 * often in the same weeks, and before as often and as lately. Customers of groups that have a case themselves are no controls.
 * @param cases open ones
 */
export function surveyTargets(
  history: ShopHistory,
  cases: readonly Pick<LeakCase, 'id' | 'kind' | 'group' | 'lamp'>[],
): Target[] {
  const named = groupingsOf(history);
  return cases.flatMap((one) => {
    const found = named.find(({ grouping }) => grouping.kind === one.kind);
    const group = found?.names.indexOf(one.group) ?? -1;
    if (found === undefined || group < 0) return [];
    const doubted = new Set(
      cases.filter(({ kind }) => kind === one.kind).map((other) => found.names.indexOf(other.group)),
    );
    return targetsOf(history, one, { grouping: found.grouping, group, doubted });
  });
}

interface AskedGroup {
  grouping: Parameters<WindowSpace['membersOf']>[0];
  group: number;
  doubted: ReadonlySet<number>;
}

function targetsOf(
  { log }: ShopHistory,
  { id, lamp }: { id: number; lamp: Lamp } & Partial<GroupName>,
  { grouping, group, doubted }: AskedGroup,
): Target[] {
  const length = windowWeeks[lamp];
  if (log.weeks <= length) return [];
  const window = new WindowSpace(log, length, false);
  window.moveTo(log.weeks - length);
  const groupOf = window.membersOf(grouping);
  const { cells, orders } = window;
  const tally = tallyOf(cells, orders, groupOf, grouping.groups);
  const { scores } = leakScores(tally.all, cells.count);

  const random = new Random(seed, id);
  const likely: { customer: number; bin: number; posterior: number; draw: number }[] = [];
  const controlsOf = new Map<number, number[]>();
  for (let customer = 0; customer < log.customers; customer += 1) {
    const cell = cells.of[customer]!;
    if (cell === noCell || groupOf[customer] === noGroup) continue;
    const bin = cell * orderBins + orders[customer]!;
    if (groupOf[customer] === group) {
      const posterior = posteriorOf(scores[bin]!);
      if (posterior > leavers) likely.push({ customer, bin, posterior, draw: random.next() });
    } else if (!doubted.has(groupOf[customer]!)) {
      const alike = controlsOf.get(bin);
      if (alike === undefined) controlsOf.set(bin, [customer]);
      else alike.push(customer);
    }
  }
  // Customers of one cell with as many orders are equally likely gone: which of them is asked is chance.
  likely.sort((a, b) => b.posterior - a.posterior || a.draw - b.draw);
  return likely.slice(0, mostTargets).flatMap(({ customer, bin, posterior }) => {
    const alike = controlsOf.get(bin) ?? [];
    const target = { caseId: id, customer, isControl: false, posterior };
    const controls: Target[] = [];
    while (controls.length < controlsTo && alike.length > 0) {
      const [drawn] = alike.splice(random.int(alike.length), 1);
      controls.push({ caseId: id, customer: drawn!, isControl: true, posterior });
    }
    // Without anybody to compare with, an answer says nothing.
    return controls.length === 0 ? [] : [target, ...controls];
  });
}
