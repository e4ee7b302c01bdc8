import type { GroupKind } from './groups';
import type { Lamp } from './lamps';
import type { ClosingReason } from './leak-case';
import type { Micros } from '#kernel/micros';

/** A local day, `2026-11-29`. */
export type DayText = string;

export interface GroupName {
  kind: GroupKind;
  /** An extension, the name of a team, a region. */
  group: string;
}

/** What a lamp said of a group in a week. */
export interface Figure extends GroupName {
  lamp: Lamp;
  /** The week's Sunday. */
  weekEnd: DayText;
  z: number;
  threshold: number;
  /** Comparisons are less reliable: the groups differ for good, or there is little past. */
  unreliable: boolean;
  customers: number;
  /** Orders in the window, expected ones, and the standard deviation by chance. */
  observed: number;
  expected: number;
  spread: number;
  /** Customers with an order in the window; null in figures of versions that did not count them. */
  bought: number | null;
  /** Customers silent beyond the expected ones, and the standard deviation. */
  silent: number;
  silentSpread: number;
}

/** Orders that chance leaves room for in 19 of 20 weeks, going by what the others' alike customers ordered. */
export interface ExpectedOrders {
  low: number;
  high: number;
  /** Where the observed orders are. Below the range is no alarm yet. */
  place: 'below' | 'within' | 'above';
}

export function expectedOrders({
  observed,
  expected,
  spread,
}: Pick<Figure, 'observed' | 'expected' | 'spread'>): ExpectedOrders {
  const low = Math.max(0, Math.round(expected - 2 * spread));
  const high = Math.round(expected + 2 * spread);
  const orders = Math.round(observed);
  return { low, high, place: orders < low ? 'below' : orders > high ? 'above' : 'within' };
}

export interface LeakCase extends GroupName {
  id: number;
  lamp: Lamp;
  openedWeek: DayText;
  /** The last week that was worth a look. */
  lastWeek: DayText;
  z: number;
  threshold: number;
  openedAt: Micros;
  closedAt: Micros | null;
  closedBy: string | null;
  reason: ClosingReason | null;
  note: string | null;
  /** Who agreed that reports name the group: they do when two persons have. */
  namedBy: string[];
}

export type NewCase = Pick<LeakCase, 'kind' | 'group' | 'lamp' | 'openedWeek' | 'z' | 'threshold'>;

/** What a loss would take to show in a group's own orders. */
export interface GroupDrill extends GroupName {
  ordersAWeek: number;
  /** Weeks after which the loss of a fifth, or half, of the customers shows; null if not within a year. */
  weeksFifth: number | null;
  weeksHalf: number | null;
}

/** A group of which even the loss of half does not show within so many weeks has too few orders for a verdict. */
const patience = 26;

/** Whether a group has too few orders: that it is quiet then says nothing. */
export function hasTooFewOrders({ weeksHalf }: Pick<GroupDrill, 'weeksHalf'>): boolean {
  return weeksHalf === null || weeksHalf > patience;
}

/** Why there is no verdict. */
export const missingReasons = ['too-short', 'one-group'] as const;
export type Missing = (typeof missingReasons)[number];
