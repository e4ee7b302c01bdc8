import { CellSpace, cellsOf, noCell, smallestCell } from './cells';
import type { Cells } from './cells';
import { checkScores } from './check-test';
import { FrozenBase } from './frozen-base';
import type { Grouping } from './groups';
import type { OrderLog } from './order-log';
import { figuresOf, noGroup, tallyOf } from './tally';
import type { LookFigures } from './tally';

/** A group with fewer known customers gets no verdict. */
export const smallestGroup = smallestCell;

/**
 * The weekly figures of the groups of one grouping, for windows of one length. Entry `week * groups + group`, where `week`
 * is the one after the window's last; NaN where there is no verdict.
 */
export interface WeeklySeries {
  readonly grouping: Grouping;
  /** Weeks of a window. */
  readonly length: number;
  readonly weeks: number;
  /** By score: leak, count; for the average check its one score alone. */
  readonly z: readonly Float32Array[];
  readonly size: Float32Array;
  readonly observed: Float32Array;
  readonly expected: Float32Array;
  readonly spread: Float32Array;
  readonly bought: Float32Array;
  readonly silent: Float32Array;
  readonly silentSpread: Float32Array;
  /** Customers who came to the group or left it in this week, by the window's start. */
  readonly moved: Float32Array;
  /** By week alone, of the leak score: variance within cells by that of its law; NaN where nobody looked. */
  readonly dispersion: Float32Array;
}

export interface SeriesOptions {
  /** Windows of how many weeks. */
  length: number;
  /** The first and the last week of which figures are made: the ones after a window's last week. */
  from: number;
  to: number;
  /** Weeks whose figures nobody asks for are passed over, but for who came and left. */
  isAsked?: (week: number) => boolean;
  /** Whether the class of purchases is a stratum. */
  byValue: boolean;
  /** Whether the average check is looked at, too. */
  withCheck: boolean;
  /** Figures of earlier weeks, by grouping, which stay as they are. */
  onto?: readonly { orders: WeeklySeries | null; check: WeeklySeries | null }[];
}

/**
 * Looks at each week's window. All groupings share cells and orders of a window.
 * @returns for each grouping: its orders, and its average check if that was asked for
 */
export function weeklySeries(
  log: OrderLog,
  groupings: readonly Grouping[],
  { length, from, to, isAsked = () => true, byValue, withCheck, onto }: SeriesOptions,
): { orders: WeeklySeries; check: WeeklySeries | null }[] {
  const window = new WindowSpace(log, length, byValue);
  const series = groupings.map((grouping, place) => ({
    orders: continued(emptySeries(grouping, length, to + 1, 2), onto?.[place]?.orders ?? null, from),
    check: withCheck
      ? continued(emptySeries(grouping, length, to + 1, 1), onto?.[place]?.check ?? null, from)
      : null,
    before: new Int16Array(log.customers).fill(noGroup),
  }));
  for (let week = Math.max(from, length); week <= to; week += 1) {
    const asked = isAsked(week);
    if (asked) window.moveTo(week - length);
    else window.base.moveTo(week - length);
    for (const { orders, check, before } of series) {
      const { grouping } = orders;
      const groupOf = window.membersOf(grouping);
      if (asked) write(orders, week, lookAt(window, grouping, groupOf));
      if (asked && check !== null) {
        check.z[0]!.set(
          checkScores(window.base, groupOf, grouping.groups, smallestGroup),
          week * grouping.groups,
        );
      }
      noteMoves(orders, week, before, groupOf);
    }
  }
  return series.map(({ orders, check }) => ({ orders, check }));
}

/** One window length's memory: frozen base, cells and orders of the present window. */
export class WindowSpace {
  readonly base: FrozenBase;
  readonly orders: Uint8Array;
  readonly #groupOf: Int16Array;
  readonly #space: CellSpace;
  readonly #valueClass: Uint8Array | null;
  cells: Cells;

  constructor(log: OrderLog, length: number, byValue: boolean) {
    this.base = new FrozenBase(log, length);
    this.orders = new Uint8Array(log.customers);
    this.#groupOf = new Int16Array(log.customers);
    this.#space = new CellSpace(log.customers);
    this.#valueClass = byValue ? new Uint8Array(log.customers) : null;
    this.cells = { of: this.#space.of, count: 0 };
  }

  /** @param start the window's first week */
  moveTo(start: number): void {
    this.base.moveTo(start);
    if (this.#valueClass !== null) classesOfValue(this.base, this.#valueClass);
    this.cells = cellsOf(this.base, this.#space, this.#valueClass);
    this.countOrders(null);
  }

  /** Counts the window's orders. @param without weeks that do not count, as 1 by week of the log */
  countOrders(without: Uint8Array | null): void {
    const { base, orders } = this;
    const { of } = this.cells;
    for (let customer = 0; customer < orders.length; customer += 1) {
      orders[customer] = of[customer] === noCell ? 0 : base.orders(customer, without);
    }
  }

  /** The group of each customer, written into one list that the next call overwrites. */
  membersOf(grouping: Grouping): Int16Array {
    const groupOf = this.#groupOf;
    const { base } = this;
    for (let customer = 0; customer < groupOf.length; customer += 1) {
      groupOf[customer] = base.isKnown(customer) ? grouping.groupOf(base, customer) : noGroup;
    }
    if (grouping.others !== undefined) joinSmall(groupOf, grouping.groups, grouping.others);
    return groupOf;
  }
}

/** Moves the members of groups that are too small to `others`. */
function joinSmall(groupOf: Int16Array, groups: number, others: number): void {
  const size = new Uint32Array(groups);
  for (const group of groupOf) if (group !== noGroup) size[group]! += 1;
  groupOf.forEach((group, customer) => {
    if (group !== noGroup && size[group]! < smallestGroup) groupOf[customer] = others;
  });
}

/**
 * A group that was on leave in the window is compared without those weeks, with everybody's orders of the other weeks.
 * If less than half of the window is left, there is no verdict.
 */
function lookAt(window: WindowSpace, grouping: Grouping, groupOf: Int16Array): LookFigures {
  const { base, cells } = window;
  const figures = figuresOf(tallyOf(cells, window.orders, groupOf, grouping.groups));
  const onLeave = new Map<string, { without: Uint8Array; groups: number[]; weeks: number }>();
  for (let group = 0; group < grouping.groups; group += 1) {
    const leave = grouping.leaveOf?.(group) ?? null;
    if (leave === null) continue;
    const weeks = leave.subarray(base.start, base.end);
    const away = weeks.reduce((sum, week) => sum + week, 0);
    if (away === 0) continue;
    const key = weeks.join('');
    const same = onLeave.get(key);
    if (same === undefined) onLeave.set(key, { without: leave, groups: [group], weeks: away });
    else same.groups.push(group);
  }
  for (const { without, groups, weeks } of onLeave.values()) {
    if (weeks * 2 > base.length) {
      for (const group of groups) for (const z of figures.z) z[group] = NaN;
      continue;
    }
    window.countOrders(without);
    const rest = figuresOf(tallyOf(cells, window.orders, groupOf, grouping.groups));
    for (const group of groups) copyGroup(rest, figures, group);
  }
  if (onLeave.size > 0) window.countOrders(null);
  return figures;
}

function copyGroup(from: LookFigures, to: LookFigures, group: number): void {
  to.z[0][group] = from.z[0][group]!;
  to.z[1][group] = from.z[1][group]!;
  for (const name of columns) to[name][group] = from[name][group]!;
}

const columns = ['size', 'observed', 'expected', 'spread', 'bought', 'silent', 'silentSpread'] as const;

function write(series: WeeklySeries, week: number, figures: LookFigures): void {
  const { groups } = series.grouping;
  const at = week * groups;
  for (const name of columns) series[name].set(figures[name], at);
  series.dispersion[week] = figures.dispersion;
  for (let group = 0; group < groups; group += 1) {
    const size = figures.size[group]!;
    // As many others are needed to compare with.
    if (size < smallestGroup || figures.known - size < smallestGroup) continue;
    series.z[0]![at + group] = figures.z[0][group]!;
    series.z[1]![at + group] = figures.z[1][group]!;
  }
}

function noteMoves(series: WeeklySeries, week: number, before: Int16Array, groupOf: Int16Array): void {
  const at = week * series.grouping.groups;
  for (let customer = 0; customer < groupOf.length; customer += 1) {
    const was = before[customer]!;
    const is = groupOf[customer]!;
    if (was === is) continue;
    // Those who become customers move nowhere.
    if (was !== noGroup) {
      series.moved[at + was]! += 1;
      if (is !== noGroup) series.moved[at + is]! += 1;
    }
    before[customer] = is;
  }
}

function emptySeries(grouping: Grouping, length: number, weeks: number, scores: number): WeeklySeries {
  const column = (): Float32Array => new Float32Array(weeks * grouping.groups);
  return {
    grouping,
    length,
    weeks,
    z: Array.from({ length: scores }, () => column().fill(NaN)),
    size: column(),
    observed: column(),
    expected: column(),
    spread: column(),
    bought: column(),
    silent: column(),
    silentSpread: column(),
    moved: column(),
    dispersion: new Float32Array(weeks).fill(NaN),
  };
}

/** Takes over the weeks before `from`. */
function continued(series: WeeklySeries, earlier: WeeklySeries | null, from: number): WeeklySeries {
  if (earlier === null) return series;
  const end = from * series.grouping.groups;
  series.z.forEach((z, score) => z.set(earlier.z[score]!.subarray(0, end)));
  series.dispersion.set(earlier.dispersion.subarray(0, from));
  for (const name of [...columns, 'moved'] as const) series[name].set(earlier[name].subarray(0, end));
  return series;
}

/** Upper ends of the classes of mean purchases, as parts of all customers' mean logarithm ± its deviation. */
const classEnds = [-0.43, 0.43] as const;

/** Three classes of about a third each by the mean purchase before the window. @param valueClass written */
export function classesOfValue(base: FrozenBase, valueClass: Uint8Array): void {
  let [count, sum, squares] = [0, 0, 0];
  for (let customer = 0; customer < valueClass.length; customer += 1) {
    if (!base.isKnown(customer)) continue;
    const mean = base.meanValue(customer);
    if (mean <= 0) continue;
    const log = Math.log(mean);
    count += 1;
    sum += log;
    squares += log * log;
  }
  const middle = count === 0 ? 0 : sum / count;
  const deviation = count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - middle * middle));
  for (let customer = 0; customer < valueClass.length; customer += 1) {
    const mean = base.isKnown(customer) ? base.meanValue(customer) : 0;
    const log = mean > 0 ? Math.log(mean) : middle;
    valueClass[customer] =
      log < middle + classEnds[0] * deviation ? 0 : log <= middle + classEnds[1] * deviation ? 1 : 2;
  }
}
