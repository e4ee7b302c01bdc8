import type { LeakView } from './leak-desk';
import { cardWord } from './model/card-word';
import type { Lamp } from './model/lamps';
import type { Standing } from './model/decoys/standing';
import { powerOf } from './model/monthly-report';
import type { Power, ReportedRun } from './model/monthly-report';
import { expectedOrders, hasTooFewOrders } from './model/shop-figures';
import type { GroupName, LeakCase } from './model/shop-figures';
import type { ShopLine } from './model/shop-line';
import { smallOnes } from './model/shop-look';
import { weeksForYearAgo } from './model/year-ago';
import type { PageWords } from './page-words';
import { watchedGroups } from './watched-groups';
import type { WatchedGroup } from './watched-groups';
import { textTable, textTime } from '#cli/text-table';

/** A change of less than so many percent is none to speak of. */
const hardly = 5;

/** The page of the leak watch as text, in the page's words and order. Ranks nobody. */
export function watchText(view: LeakView, standing: Standing, words: PageWords): string {
  const { run, shop, cases } = view;
  if (run === null) return `${words.of.leaks.never.title}: star7 leaks run`;
  const groups = watchedGroups(view);
  return [
    powerText(run, powerOf(view.drills), words, furtherOf(view)),
    ...answerTexts(view, groups, standing, words),
    ...(shop === null ? [] : ['', ...shopTexts(shop, run, words)]),
    '',
    words.say(words.of.leaks.how, { perYear: run.perYear }),
    comparedText(run, words),
    '',
    groupsTable(groups, view, words),
    '',
    ...groups.map((group) => `${groupText(group, words)}. ${groupTexts(group, view, words).join(' ')}`),
    '',
    openCasesText(cases, words),
    '',
    `${words.of.leaks.cannot.title}: ${words.of.leaks.cannot.text}`,
  ].join('\n');
}

/** The managers with an open case of whom a further loss would not show. */
function furtherOf({ drills, cases }: LeakView): string[] {
  return drills
    .filter(
      (drill) =>
        drill.kind === 'manager' &&
        drill.group !== smallOnes &&
        drill.weeksFifth === null &&
        hasCase(drill, cases),
    )
    .map(extensionOf);
}

/**
 * What the orders can show at all: the first line.
 * @param further of those of whom it would not show, the managers with an open case
 */
export function powerText(
  run: ReportedRun,
  { shown, of, fewest, most }: Power,
  words: PageWords,
  further: readonly string[] = [],
): string {
  const { power, missing } = words.of.leaks;
  if (run.missing !== null) return words.say(missing[run.missing], { weeks: run.historyWeeks });
  const history = words.count(power, 'history', { count: run.historyWeeks });
  if (fewest === null || most === null) return `${power.none} ${history}`;
  return [
    fewest === most
      ? words.count(power, 'showsAlike', { count: most })
      : words.count(power, 'shows', { fewest, count: most }),
    ...(shown + further.length < of
      ? [words.count(power, 'hidden', { count: of - shown - further.length, of })]
      : []),
    ...(further.length === 0 ? [] : [words.say(power.further, { who: further.join(', ') })]),
    history,
  ].join(' ');
}

/** Over all instruments, as the page's second line: of customers and lists, never of persons. */
function answerTexts(
  { run, shop, cases, handOvers }: LeakView,
  groups: readonly WatchedGroup[],
  { channels }: Pick<Standing, 'channels'>,
  words: PageWords,
): string[] {
  const { answer } = words.of.leaks;
  const managers = groups.filter(({ kind, group }) => kind === 'manager' && group !== smallOnes);
  const ofManagers = cases.filter(({ kind }) => kind === 'manager').length;
  const others = cases.length - ofManagers;
  const lists = channels.filter(({ strength }) => strength === 'evidence' || strength === 'strong').length;
  const found = [
    ...(ofManagers === 0
      ? []
      : [words.count(answer, 'managers', { count: ofManagers, of: Math.max(ofManagers, managers.length) })]),
    ...(others === 0 ? [] : [words.count(answer, 'groups', { count: others })]),
    ...(lists === 0 ? [] : [words.count(answer, 'lists', { count: lists })]),
  ];
  const fell = shop?.fell === true;
  const changed = Math.max(
    ...(['went', 'came'] as const).map((side) => sumOf(handOvers, (one) => one[side])),
  );
  const [since = ''] = handOvers.map((one) => one.since).sort();
  const tooFew = managers.filter(({ drill }) => drill !== null && hasTooFewOrders(drill)).length;
  return [
    ...(found.length > 0
      ? [`${answer.worth} ${found.join('; ')}`]
      : run?.missing !== null
        ? []
        : [fell ? answer.fell : `${answer.none} ${answer.noAllClear}`]),
    ...(changed === 0
      ? []
      : [words.count(answer, 'changed', { count: changed, week: words.day(since) }).replace(/:$/, '.')]),
    ...(tooFew === 0 ? [] : [words.count(answer, 'tooFew', { count: tooFew, of: managers.length })]),
    ...(channels.length === 0 ? [answer.noLists] : []),
  ];
}

/** All customers together: what touches everybody is taken out of the comparison, and is seen here alone. */
export function shopTexts(
  { now, before, yearAgo, fell }: ShopLine,
  run: Pick<ReportedRun, 'historyWeeks' | 'weekEnd'>,
  words: PageWords,
): string[] {
  const { shop } = words.of.leaks;
  const percent = before === 0 ? 0 : Math.round((Math.abs(now - before) / before) * 100);
  const change = percent < hardly ? 'alike' : now < before ? 'fewer' : 'more';
  return [
    words.say(shop[change], { now, before, percent }),
    yearAgo !== null
      ? words.say(shop.yearAgo, { ...yearAgo })
      : words.say(shop.noYear, { needed: weeksForYearAgo, weeks: run.historyWeeks, day: beginOf(run) }),
    ...(fell ? [shop.fell] : []),
  ];
}

/** The first day of the orders, `2025-11-24`. */
function beginOf({ weekEnd, historyWeeks }: Pick<ReportedRun, 'historyWeeks' | 'weekEnd'>): string {
  const end = Date.parse(`${weekEnd}T00:00:00Z`);
  return new Date(end + (1 - 7 * historyWeeks) * 86_400_000).toISOString().slice(0, 10);
}

export function comparedText(run: ReportedRun, words: PageWords): string {
  const { compared, withManager } = words.of.leaks;
  const [day = '', time = ''] = textTime(run.endedAt).split(' ');
  return [
    words.say(compared, {
      ...{ day, time, week: words.day(run.weekEnd), orders: run.orders },
      ...{ customers: run.customers, weeks: run.historyWeeks },
    }),
    ...(run.withManager === null ? [] : [words.say(withManager, { count: run.withManager })]),
  ].join(' ');
}

/** What a group is called: `Manager 101`. A table has no room for the page's sentences. */
export function groupText({ kind, group }: GroupName, words: PageWords): string {
  const { kinds, small } = words.of.leaks;
  return `${kinds[kind]} ${group === smallOnes ? `(${small})` : group}`;
}

const lampNames: Record<PageWords['language'], Record<Lamp, string>> = {
  en: { recent: '8 weeks', long: '26 weeks', check: 'average purchase' },
  ru: { recent: '8 недель', long: '26 недель', check: 'средняя покупка' },
};

export function lampText(lamp: Lamp, { language }: PageWords): string {
  return lampNames[language][lamp];
}

const headings: Record<PageWords['language'], readonly string[]> = {
  en: ['group', '', 'looked at', 'customers', 'orders', 'customers like these', 'Z', 'from'],
  ru: ['группа', '', 'по чему', 'клиентов', 'заказов', 'такие же клиенты', 'Z', 'порог'],
};

/** The figures of each lamp; a card's word stands at its recent orders. */
function groupsTable(groups: readonly WatchedGroup[], view: LeakView, words: PageWords): string {
  const { levels, missing } = words.of.leaks;
  return textTable(
    headings[words.language],
    groups.flatMap((group) =>
      group.figures.map((figure) => {
        const { low, high } = expectedOrders(figure);
        const orders = figure.lamp === 'check' ? ['', ''] : [figure.observed.toFixed(0), `${low}–${high}`];
        return [
          groupText(group, words),
          figure.lamp === 'recent' ? levels[wordOf(group, view)] : '',
          lampText(figure.lamp, words),
          ...[figure.customers, ...orders, figure.z.toFixed(1), figure.threshold.toFixed(1)],
        ];
      }),
    ),
    missing['one-group'],
  );
}

function wordOf(group: WatchedGroup, { cases, shop }: LeakView) {
  const recent = group.figures.find(({ lamp }) => lamp === 'recent');
  return cardWord({
    hasCase: hasCase(group, cases),
    level: group.level,
    tooFew: group.drill !== null && hasTooFewOrders(group.drill),
    place: recent === undefined ? undefined : expectedOrders(recent).place,
    shopFell: shop?.fell === true,
  });
}

function hasCase({ kind, group }: GroupName, cases: readonly LeakCase[]): boolean {
  return cases.some((one) => one.kind === kind && one.group === group);
}

/** What stands below a card's picture. */
function groupTexts(group: WatchedGroup, view: LeakView, words: PageWords): string[] {
  const { group: says } = words.of.leaks;
  const { figures, drill, handOver } = group;
  const recent = figures.find(({ lamp }) => lamp === 'recent');
  const leave =
    group.kind === 'manager' ? view.leave.filter(({ extension }) => extension === extensionOf(group)) : [];
  return [
    ...(recent === undefined
      ? [says.noFigures]
      : [words.say(says.recent, { observed: Math.round(recent.observed), ...expectedOrders(recent) })]),
    ...(wordOf(group, view) === 'below' ? [says.maybeChance] : []),
    ...(handOver === null
      ? []
      : [words.say(says.handOver, { ...handOver, week: words.day(handOver.since) })]),
    ...(recent === undefined || recent.bought === null
      ? [words.count(says, 'customers', { count: figures[0].customers })]
      : [words.count(says, 'bought', { count: recent.customers, bought: recent.bought })]),
    ...(drill === null
      ? []
      : [
          words.say(says.orders, { orders: Math.round(drill.ordersAWeek) }),
          ...showsTexts(drill, hasCase(group, view.cases)),
        ]),
    ...(figures.some(({ unreliable }) => unreliable) ? [says.unreliable] : []),
    ...leave.map(({ firstDay, lastDay }) =>
      words.say(says.leave, { from: words.day(firstDay), to: words.day(lastDay) }),
    ),
  ];

  function showsTexts({ weeksFifth, weeksHalf }: NonNullable<WatchedGroup['drill']>, isCase: boolean) {
    // What would show of a loss is no answer to one that has shown, but the first line counts it.
    if (isCase) return weeksFifth === null ? [says.further] : [];
    if (weeksFifth !== null) return [words.count(says, 'fifth', { count: weeksFifth })];
    if (weeksHalf !== null) return [words.count(says, 'half', { count: weeksHalf })];
    return [says.nothing];
  }
}

/** The extension of a manager's group: that of somebody who left has the manager's number behind it. */
function extensionOf({ group }: GroupName): string {
  return group.replace(/\/\d+$/, '');
}

function openCasesText(cases: readonly LeakCase[], words: PageWords): string {
  const { cases: says } = words.of.leaks;
  if (cases.length === 0) return says.none;
  return [
    ...cases.map((one) => {
      const noticed = words.say(says.noticed, { week: words.day(one.openedWeek) });
      const named = words.say(says[one.kind], {
        name: one.group === smallOnes ? words.of.leaks.small : one.group,
      });
      return `${one.id}  ${named}: ${noticed} (${lampText(one.lamp, words)}, Z ${one.z.toFixed(1)} ≥ ${one.threshold.toFixed(1)})`;
    }),
    says.ask,
  ].join('\n');
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
