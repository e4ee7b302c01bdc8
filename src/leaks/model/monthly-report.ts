import { groupKinds } from './groups';
import type { GroupKind } from './groups';
import type { ReportedDecoys } from './decoys/reported-lists';
import { levelOf } from './lamps';
import type { ClosingReason } from './leak-case';
import type { Lamp } from './lamps';
import { hasTooFewOrders } from './shop-figures';
import type { ShopLine } from './shop-line';
import type { DayText, Figure, GroupDrill, LeakCase, Missing } from './shop-figures';
import { smallOnes } from './shop-look';
import { isoDay } from '#kernel/local-day';
import type { Micros } from '#kernel/micros';

/** A case as a report tells it. */
export interface ReportedCase {
  id: number;
  kind: GroupKind;
  /** Null where it is a person's and two persons have not agreed to name it. */
  group: string | null;
  lamp: Lamp;
  openedWeek: DayText;
  lastWeek: DayText;
  isOpen: boolean;
  reason: ClosingReason | null;
  /** May tell whom it is about: null where the group is. */
  note: string | null;
}

/** How many groups of a kind stood how, at the end of the month. */
export interface ReportedGroups {
  kind: GroupKind;
  compared: number;
  worthALook: number;
  tooFew: number;
}

/** The run that a report tells of. */
export interface ReportedRun {
  endedAt: Micros;
  weekEnd: DayText;
  orders: number;
  customers: number;
  withManager: number | null;
  historyWeeks: number;
  compared: number;
  perYear: number;
  missing: Missing | null;
}

/** What a loss of a fifth of one manager's customers would take to show, as the latest run has it. */
export interface Power {
  /** Managers of whom it would show within a year, of all that are compared by themselves. */
  shown: number;
  of: number;
  /** Weeks: the median of those of whom it shows, and the fewest and the most. Null where it shows of none. */
  weeks: number | null;
  fewest: number | null;
  most: number | null;
}

/** What the watch found in a month, to be printed and passed on. Ranks nobody, and names no person unless two have agreed. */
export interface MonthlyReport {
  /** `2026-11` */
  month: string;
  /** The month's last run; null for none. */
  run: ReportedRun | null;
  power: Power;
  /** All customers together, up to the run's last week. */
  shop: ShopLine | null;
  groups: ReportedGroups[];
  /** That were open in the month, oldest first. */
  cases: ReportedCase[];
  /** Null where no decoy was planted by the end of the month. */
  decoys: ReportedDecoys | null;
}

const monthPattern = /^(20\d\d)-(0[1-9]|1[0-2])$/;

/** @returns the first and the last day; null for what is no month */
export function daysOfMonth(month: string): { first: DayText; last: DayText } | null {
  const [, year, nth] = monthPattern.exec(month) ?? [];
  if (year === undefined || nth === undefined) return null;
  const dayOf = (time: number): number => time / 86_400_000;
  const after = dayOf(Date.UTC(Number(year), Number(nth), 1));
  return { first: `${month}-01`, last: isoDay(after - 1) };
}

/** Persons are the managers; their former customers tell them as well. */
export function isOfPerson({ kind }: { kind: GroupKind }): boolean {
  return kind === 'manager' || kind === 'former';
}

/** @param figures of `run` @param cases all that are known */
export function monthlyReport(
  month: string,
  run: ReportedRun | null,
  {
    figures,
    drills,
    cases,
    shop,
    decoys,
  }: {
    figures: readonly Figure[];
    drills: readonly GroupDrill[];
    cases: readonly LeakCase[];
    shop: ShopLine | null;
    decoys: ReportedDecoys | null;
  },
): MonthlyReport {
  const days = daysOfMonth(month);
  if (days === null) throw new RangeError('A month is written as 2026-11.');
  const { first, last } = days;
  return {
    ...{ month, run: run === null ? null : told(run), power: powerOf(drills), shop },
    ...{ groups: groupsOf(figures, drills), decoys },
    cases: cases
      .filter((one) => one.openedWeek <= last && (one.closedAt === null || dayText(one.closedAt) >= first))
      .map((one) => reported(one, last)),
  };
}

function told(run: ReportedRun): ReportedRun {
  const { endedAt, weekEnd, orders, customers, withManager, historyWeeks, compared, perYear, missing } = run;
  return { endedAt, weekEnd, orders, customers, withManager, historyWeeks, compared, perYear, missing };
}

function reported(one: LeakCase, last: DayText): ReportedCase {
  const isNamed = !isOfPerson(one) || one.namedBy.length > 1;
  // A report of a month says how it stood then.
  const isOpen = one.closedAt === null || dayText(one.closedAt) > last;
  return {
    ...{ id: one.id, kind: one.kind, group: isNamed ? one.group : null, lamp: one.lamp },
    ...{ openedWeek: one.openedWeek, lastWeek: one.lastWeek < last ? one.lastWeek : last, isOpen },
    reason: isOpen ? null : one.reason,
    note: isOpen || !isNamed ? null : one.note,
  };
}

function groupsOf(figures: readonly Figure[], drills: readonly GroupDrill[]): ReportedGroups[] {
  return groupKinds.flatMap((kind) => {
    const levels = new Map<string, boolean>();
    for (const each of figures) {
      if (each.kind !== kind) continue;
      const isAlarm = levelOf(each.z, each.threshold) === 'alarm';
      levels.set(each.group, isAlarm || levels.get(each.group) === true);
    }
    if (levels.size === 0) return [];
    const tooFew = drills.filter(
      (drill) => drill.kind === kind && levels.has(drill.group) && hasTooFewOrders(drill),
    ).length;
    const worthALook = [...levels.values()].filter(Boolean).length;
    return [{ kind, compared: levels.size, worthALook, tooFew }];
  });
}

export function powerOf(drills: readonly GroupDrill[]): Power {
  const managers = drills.filter(({ kind, group }) => kind === 'manager' && group !== smallOnes);
  const weeks = managers.flatMap(({ weeksFifth }) => weeksFifth ?? []).sort((a, b) => a - b);
  return {
    ...{ shown: weeks.length, of: managers.length, weeks: weeks[Math.floor(weeks.length / 2)] ?? null },
    ...{ fewest: weeks[0] ?? null, most: weeks.at(-1) ?? null },
  };
}

/** The day in UTC. */
function dayText(at: Micros): DayText {
  return isoDay(Math.floor(at / 86_400_000_000));
}
