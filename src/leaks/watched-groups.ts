import type { LeakView } from './leak-desk';
import type { HandOver } from './model/hand-overs';
import { levelOf, levels } from './model/lamps';
import type { Level } from './model/lamps';
import type { Figure, GroupDrill, GroupName } from './model/shop-figures';

/** All that a week's figures, the fire drill and the hand-overs say of one group. */
export interface WatchedGroup extends GroupName {
  /** Of each lamp that has some. */
  figures: readonly [Figure, ...Figure[]];
  /** The highest of its lamps. */
  level: Level;
  /** Null where it is not known. */
  drill: GroupDrill | null;
  handOver: Omit<HandOver, 'group'> | null;
  /** The recent orders, week by week. */
  weeks: readonly Figure[];
}

/** Each group of the watch, by kind and name: no ranking. */
export function watchedGroups({
  figures,
  drills,
  handOvers,
  weeks,
}: Pick<LeakView, 'figures' | 'drills' | 'handOvers' | 'weeks'>): WatchedGroup[] {
  const drillOf = new Map(drills.map((drill) => [keyOf(drill), drill]));
  const weeksOf = byGroup(weeks);
  const handOverOf = new Map(
    handOvers.map(({ group, ...handOver }) => [keyOf({ kind: 'manager', group }), handOver]),
  );
  return [...byGroup(figures)].map(([key, found]) => ({
    ...{ kind: found[0].kind, group: found[0].group, figures: found },
    level: levels.findLast((level) => found.some((figure) => levelOfFigure(figure) === level)) ?? 'quiet',
    drill: drillOf.get(key) ?? null,
    handOver: handOverOf.get(key) ?? null,
    weeks: weeksOf.get(key) ?? [],
  }));
}

export function levelOfFigure({ z, threshold }: Figure): Level {
  return levelOf(z, threshold);
}

function keyOf({ kind, group }: GroupName): string {
  return `${kind}:${group}`;
}

function byGroup(figures: readonly Figure[]): Map<string, [Figure, ...Figure[]]> {
  const groups = new Map<string, [Figure, ...Figure[]]>();
  for (const figure of figures) {
    const same = groups.get(keyOf(figure));
    if (same === undefined) groups.set(keyOf(figure), [figure]);
    else same.push(figure);
  }
  return groups;
}
