import { fireDrill } from './fire-drill';
import { byCustomer, byFormerManager, byManager, byTeam, withOthers } from './groups';
import type { Grouping } from './groups';
import { alarmFrom } from './lamps';
import { afterAlarms } from './leak-case';
import type { Alarm, KnownCase } from './leak-case';
import type { DayText, Figure, GroupDrill, LeakCase, Missing, NewCase } from './shop-figures';
import type { Lamp } from './lamps';
import type { OrderLog } from './order-log';
import type { ShopHistory, WatchedManager } from './shop-history';
import { defaultRule, firstVerdict, verdictsOf, watch } from './verdicts';
import type { LampSeries, LampVerdict } from './verdicts';
import { isoDay } from '#kernel/local-day';

/** Weeks of verdicts that are made of an imported history. */
const replayedWeeks = 52;

/** The drill draws the same customers each time, so that its answer changes only with the orders. */
const drillSeed = 1;

/** Stands for all groups of a kind that are too small for a verdict of their own, together; no extension has a `*`. */
export const smallOnes = '*';

/** A grouping, and what its groups are called. */
interface NamedGrouping {
  grouping: Grouping;
  names: readonly string[];
}

/** What the weeks since the last run say. */
export interface ShopLook {
  figures: readonly Figure[];
  drills: readonly GroupDrill[];
  opened: readonly NewCase[];
  raised: readonly RaisedCase[];
  /** How many groups were compared. */
  compared: number;
  missing: Missing | null;
}

/** An open case that a later week raised. */
export interface RaisedCase {
  id: number;
  lastWeek: DayText;
  z: number;
  threshold: number;
}

/**
 * Looks at each complete week since the last run, and at most a year back: as if the watch had run each week, so that an
 * earlier loss in an imported history is found as well.
 * @param lastWeekEnd of the last run; null if there was none
 * @param cases open ones, and those closed lately
 */
export function lookAtShop(
  history: ShopHistory,
  {
    perYear,
    lastWeekEnd,
    cases,
  }: { perYear: number; lastWeekEnd: string | null; cases: readonly LeakCase[] },
): ShopLook {
  const { log, firstDay } = history;
  const named = groupingsOf(history);
  const groupings = named.map(({ grouping }) => grouping);
  const end = log.weeks;
  const seen = lastWeekEnd === null ? 0 : (daysOf(lastWeekEnd) + 1 - firstDay) / 7;
  const from = Math.max(firstVerdict('recent'), end - replayedWeeks + 1, seen + 1);
  const nothing = { figures: [], drills: [], opened: [], raised: [], compared: 0 };
  if (end < firstVerdict('recent')) return { ...nothing, missing: 'too-short' };
  const series = watch(log, groupings, defaultRule, {
    from: Math.min(from, end),
    to: end,
  });
  const compared = comparedAt(series, end);
  if (compared === 0) return { ...nothing, missing: 'one-group' };

  const figures: Figure[] = [];
  let known: KnownCase[] = cases.map((one) => knownCase(one, firstDay));
  const opened = new Map<number, Alarm>();
  const raised = new Map<number, Alarm>();
  for (let week = from; week <= end; week += 1) {
    const alarms: Alarm[] = [];
    named.forEach(({ grouping, names }, place) => {
      const verdicts = verdictsOf(series[place]!, week, (lamp) => alarmFrom(lamp, compared, perYear));
      for (const verdict of verdicts) {
        for (const figure of figuresOf(series[place]!, verdict, grouping, names, week, firstDay)) {
          figures.push(figure);
          const { kind, group, lamp, z, threshold } = figure;
          if (z >= threshold) alarms.push({ kind, group, lamp, z, threshold, weekEnd: week * 7 - 1 });
        }
      }
    });
    const after = afterAlarms(known, alarms);
    for (const alarm of after.opened) {
      // Negative until the database gives it one.
      const id = -1 - opened.size;
      opened.set(id, alarm);
      known = [...known, { ...alarm, id, isOpen: true }];
    }
    for (const { id, alarm } of after.raised) {
      const before = opened.get(id) ?? raised.get(id) ?? known.find((one) => one.id === id)!;
      const larger = alarm.z - alarm.threshold > before.z - before.threshold ? alarm : before;
      const latest = { ...larger, weekEnd: alarm.weekEnd };
      if (!opened.has(id)) raised.set(id, latest);
    }
  }
  return {
    ...{ figures, compared, missing: null },
    drills: drillsOf(log, named, series, (lamp) => alarmFrom(lamp, compared, perYear)),
    opened: [...opened.values()].map(({ weekEnd, ...alarm }) => ({
      ...alarm,
      openedWeek: isoDay(firstDay + weekEnd),
    })),
    raised: [...raised].map(([id, { weekEnd, z, threshold }]) => ({
      ...{ id, z, threshold },
      lastWeek: isoDay(firstDay + weekEnd),
    })),
  };
}

/** By what the customers of a shop are grouped, and what its groups are called. */
export function groupingsOf({ managers, leave, regions, sources }: ShopHistory): NamedGrouping[] {
  const names = namesOf(managers);
  const teams = [...new Set(managers.flatMap(({ team }) => (team === null ? [] : [team])))];
  const teamOf = Int16Array.from(managers, ({ team }) => (team === null ? -1 : teams.indexOf(team)));
  const all: NamedGrouping[] = [
    { grouping: withOthers(byManager(managers.length, leave)), names: [...names, smallOnes] },
    { grouping: byFormerManager(managers.length), names },
  ];
  if (teams.length > 1) {
    all.push({ grouping: withOthers(byTeam(teams.length, teamOf)), names: [...teams, smallOnes] });
  }
  for (const [kind, { names: called, of }] of [
    ['region', regions],
    ['source', sources],
  ] as const) {
    if (called.length < 2) continue;
    all.push({ grouping: withOthers(byCustomer(kind, called.length, of)), names: [...called, smallOnes] });
  }
  return all;
}

/** Extensions; an extension that several had in turn has the id behind it for those who left. */
export function namesOf(managers: readonly WatchedManager[]): string[] {
  return managers.map(({ id, extension, isActive }) => {
    const isShared = managers.some((other) => other.id !== id && other.extension === extension);
    return isShared && !isActive ? `${extension}/${id}` : extension;
  });
}

function comparedAt(series: readonly LampSeries[], week: number): number {
  let compared = 0;
  for (const { recent } of series) {
    if (recent === undefined) continue;
    const { groups } = recent.grouping;
    for (let group = 0; group < groups; group += 1) {
      if (!Number.isNaN(recent.z[0]![week * groups + group]!)) compared += 1;
    }
  }
  return compared;
}

function figuresOf(
  series: LampSeries,
  verdict: LampVerdict,
  grouping: Grouping,
  names: readonly string[],
  week: number,
  firstDay: number,
): Figure[] {
  const { lamp, threshold, unreliable } = verdict;
  // The average check is of the customers whose orders the recent window counts.
  const counts = series[lamp === 'check' ? 'recent' : lamp]!;
  return [...verdict.z].flatMap((z, group) => {
    if (Number.isNaN(z)) return [];
    const at = week * grouping.groups + group;
    return {
      ...{ kind: grouping.kind, group: names[group]!, lamp, z, threshold, unreliable },
      weekEnd: isoDay(firstDay + week * 7 - 1),
      customers: counts.size[at]!,
      observed: counts.observed[at]!,
      expected: counts.expected[at]!,
      spread: counts.spread[at]!,
      bought: counts.bought[at]!,
      silent: counts.silent[at]!,
      silentSpread: counts.silentSpread[at]!,
    };
  });
}

/** Of the groups' orders at the threshold that they have now. */
function drillsOf(
  log: OrderLog,
  named: readonly NamedGrouping[],
  series: readonly LampSeries[],
  thresholdOf: (lamp: Lamp) => number,
): GroupDrill[] {
  return named.flatMap(({ grouping, names }, place) => {
    if (grouping.kind === 'former') return [];
    const [recent] = verdictsOf(series[place]!, log.weeks, thresholdOf);
    const threshold = recent?.threshold ?? thresholdOf('recent');
    const { byValue } = defaultRule;
    const drills = fireDrill(log, grouping, {
      ...{ end: log.weeks, threshold, dispersion: recent?.dispersion ?? 1 },
      ...{ seed: drillSeed, byValue },
    });
    return drills.flatMap((drill, group) => {
      if (drill === null) return [];
      const [weeksFifth = null, weeksHalf = null] = drill.weeks;
      const { ordersAWeek } = drill;
      return { kind: grouping.kind, group: names[group]!, ordersAWeek, weeksFifth, weeksHalf };
    });
  });
}

function knownCase(one: LeakCase, firstDay: number): KnownCase {
  const { id, kind, group, lamp, z, threshold } = one;
  return {
    id,
    kind,
    group,
    lamp,
    z,
    threshold,
    weekEnd: daysOf(one.lastWeek) - firstDay,
    isOpen: one.closedAt === null,
  };
}

/** Days since 1970. */
function daysOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
