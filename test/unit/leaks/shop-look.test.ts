import { afterAlarms, largestByGroup } from '#leaks/model/leak-case';
import type { Alarm, KnownCase } from '#leaks/model/leak-case';
import { leaveWeeks, seenLeave } from '#leaks/model/leave';
import type { LeakCase } from '#leaks/model/shop-figures';
import { CustomerClassBuilder } from '#leaks/model/customer-classes';
import { hasTooFewOrders } from '#leaks/model/shop-figures';
import { lookAtShop, smallOnes } from '#leaks/model/shop-look';
import { byManager } from '#leaks/model/groups';
import { corrected } from '#leaks/model/own-history';
import { watch, defaultRule } from '#leaks/model/verdicts';
import { historyOf, madeLog } from './made-shop';

const everything = { perYear: 1, lastWeekEnd: null, cases: [] };

describe('a shop with its whole history', () => {
  test('of whose managers none loses customers has no case', () => {
    const look = lookAtShop(historyOf(madeLog()), everything);
    expect(look.opened).toEqual([]);
    expect(look.missing).toBeNull();
    expect(look.compared).toBe(6);
  });

  test('that sells half as much for six weeks, all of it, has no case', () => {
    const log = madeLog({ keeps: ({ week, chance }) => week < 45 || week > 50 || chance < 0.5 });
    expect(lookAtShop(historyOf(log), everything).opened).toEqual([]);
  });

  const halves = madeLog({
    keeps: ({ manager, customer, week }) => manager !== 2 || week < 50 || customer % 4 < 2,
  });

  test('has one case for the manager half of whose customers stop, within eight weeks', () => {
    const { opened, figures } = lookAtShop(historyOf(halves), everything);
    expect(opened).toMatchObject([{ kind: 'manager', group: '103', lamp: 'recent' }]);
    // Week 50 begins on 2025-12-22.
    expect(opened[0]!.openedWeek > '2025-12-22' && opened[0]!.openedWeek < '2026-02-16').toBe(true);
    const last = figures.filter(({ group, lamp }) => group === '103' && lamp === 'recent').at(-1)!;
    expect(last.observed).toBeLessThan(last.expected - 2 * last.spread);
    expect(last.silent).toBeGreaterThan(20);
  });

  test('says the same again, and of weeks that were looked at nothing more', () => {
    const once = lookAtShop(historyOf(halves), everything);
    expect(lookAtShop(historyOf(halves), everything)).toEqual(once);
    const again = lookAtShop(historyOf(halves), { ...everything, lastWeekEnd: once.figures.at(-1)!.weekEnd });
    expect(again).toMatchObject({ figures: [], opened: [], raised: [] });
  });

  test('says of a week the same, whether it is looked at with the past year or alone', () => {
    const all = lookAtShop(historyOf(halves), everything).figures;
    const last = all.at(-1)!.weekEnd;
    const before = all.filter(({ weekEnd }) => weekEnd < last).at(-1)!.weekEnd;
    const alone = lookAtShop(historyOf(halves), { ...everything, lastWeekEnd: before }).figures;
    expect(alone).toEqual(all.filter(({ weekEnd }) => weekEnd === last));
    expect(alone.map(({ lamp }) => lamp)).toContain('long');
  });

  test('raises an open case instead of opening another, and leaves a closed one closed', () => {
    const before = lookAtShop(historyOf(halves), everything).opened[0]!;
    const known: LeakCase = {
      ...before,
      ...{
        id: 7,
        lastWeek: before.openedWeek,
        openedAt: 0,
        closedAt: null,
        closedBy: null,
        reason: null,
        note: null,
        namedBy: [],
      },
    };
    const lastWeekEnd = before.openedWeek;
    const open = lookAtShop(historyOf(halves), { perYear: 1, lastWeekEnd, cases: [known] });
    expect(open.opened).toEqual([]);
    expect(open.raised).toMatchObject([{ id: 7 }]);
    expect(open.raised[0]!.z).toBeGreaterThanOrEqual(before.z);
    const closed = { ...known, closedAt: 1, reason: 'explained' as const };
    expect(lookAtShop(historyOf(halves), { perYear: 1, lastWeekEnd, cases: [closed] })).toMatchObject({
      ...{ opened: [], raised: [] },
    });
  });

  test('says what its data could show', () => {
    const { drills } = lookAtShop(historyOf(madeLog({ customers: 1800 })), everything);
    expect(drills).toHaveLength(6);
    for (const { ordersAWeek, weeksFifth, weeksHalf } of drills) {
      expect(ordersAWeek).toBeGreaterThan(50);
      expect(weeksHalf).toBe(4);
      expect(weeksFifth).toBeGreaterThanOrEqual(4);
      expect(weeksFifth).toBeLessThanOrEqual(13);
    }
  });
});

test('without half a year before the window, or with one manager, there is no verdict', () => {
  expect(lookAtShop(historyOf(madeLog({ weeks: 33 })), everything)).toMatchObject({
    missing: 'too-short',
    figures: [],
  });
  expect(lookAtShop(historyOf(madeLog({ managers: 1 }), 1), everything)).toMatchObject({
    ...{ missing: 'one-group', figures: [] },
  });
});

test('customers of a manager who left are watched as a base of their own', () => {
  const left = madeLog({
    weeks: 60,
    customers: 1200,
    keeps: ({ manager, customer, week }) => manager !== 0 || week < 50 || customer % 12 === 0,
  });
  // Manager 101's customers order with 102 from week 44 on.
  for (let customer = 0; customer < left.customers; customer += 6) {
    for (let row = left.first[customer]!; row < left.first[customer + 1]!; row += 1) {
      if (left.day[row]! >= 44 * 7) left.owner[row] = 1;
    }
  }
  const { opened } = lookAtShop(historyOf(left), everything);
  expect(opened).toContainEqual(expect.objectContaining({ kind: 'former', group: '101' }));
});

test('groups that are too small are compared together, and sources with each other', () => {
  const log = madeLog({ customers: 460 });
  // Managers 105 and 106 keep 25 customers each.
  const history = historyOf(log);
  for (let customer = 0; customer < log.customers; customer += 1) {
    if (customer % 6 < 4 || customer < 150) continue;
    log.owner.fill(customer % 4, log.first[customer], log.first[customer + 1]);
  }
  const sources = {
    names: ['site', 'market'],
    of: Int16Array.from({ length: log.customers }, (_, one) => one % 2),
  };
  const { figures, drills } = lookAtShop({ ...history, sources }, everything);
  const last = figures.filter(
    ({ weekEnd, lamp }) => weekEnd === figures.at(-1)!.weekEnd && lamp === 'recent',
  );
  expect(last.map(({ kind, group, customers }) => [kind, group, customers < 60])).toEqual([
    ['manager', '101', false],
    ['manager', '102', false],
    ['manager', '103', false],
    ['manager', '104', false],
    ['manager', smallOnes, true],
    ['source', 'site', false],
    ['source', 'market', false],
  ]);
  const small = drills.find(({ group }) => group === smallOnes)!;
  expect(hasTooFewOrders(small)).toBe(small.weeksHalf === null || small.weeksHalf > 26);
  expect([{ weeksHalf: null }, { weeksHalf: 52 }, { weeksHalf: 26 }].map(hasTooFewOrders)).toEqual([
    ...[true, true, false],
  ]);
});

test('a class of customers is the first text of each, and the most frequent ones are kept', () => {
  const builder = new CustomerClassBuilder(500);
  for (let customer = 0; customer < 250; customer += 1) builder.add(customer, `rare ${customer}`);
  for (let customer = 250; customer < 500; customer += 1)
    builder.add(customer, customer < 450 ? 'site' : 'market');
  builder.add(499, 'a later word');
  builder.add(500, 'nobody');
  const { names, of } = builder.build();
  expect([names.length, ...names.slice(0, 3)]).toEqual([200, 'site', 'market', 'rare 0']);
  expect([of[300], of[499], of[0], of[197], of[198]]).toEqual([0, 1, 2, 199, -1]);
});

describe('leave', () => {
  test('is the weeks of which three days or more were free, at most eight weeks', () => {
    expect(leaveWeeks([{ first: 8, last: 18 }], [], 4)).toEqual(Uint8Array.of(0, 1, 1, 0));
    expect(leaveWeeks([{ first: 12, last: 13 }], [], 4)).toBeNull();
    expect(leaveWeeks([{ first: 0, last: 400 }], [], 20)!.reduce((sum, week) => sum + week, 0)).toBe(8);
    expect(leaveWeeks([], [2], 4)).toEqual(Uint8Array.of(0, 0, 1, 0));
  });

  test('is seen where somebody who called did not, and calls again', () => {
    expect(seenLeave([9, 9, 9, 9, 0, 0, 9, 9])).toEqual([4, 5]);
    // Not back yet: may have left for good.
    expect(seenLeave([9, 9, 9, 9, 0, 0])).toEqual([]);
    expect(seenLeave([9, 9, 9, 9, 0, 0, 0, 0, 0, 9])).toEqual([]);
    expect(seenLeave([1, 0, 1, 0, 0, 1, 0, 0])).toEqual([]);
  });

  test('takes the dip out of the comparison', () => {
    const log = madeLog({
      keeps: ({ manager, week }) => manager !== 3 || week < 52 || week > 53,
    });
    const marked = new Uint8Array(log.weeks);
    marked.fill(1, 52, 54);
    const zOf = (leave: Uint8Array | null): number => {
      const groupings = [byManager(6, [null, null, null, leave])];
      const [series] = watch(log, groupings, defaultRule, { from: 0, to: 55 });
      return corrected(series!.recent!, 55).z[3]!;
    };
    expect(zOf(null)).toBeGreaterThan(2.5);
    expect(zOf(marked)).toBeLessThan(1.5);
  });

  test('of more than half of the window leaves no verdict', () => {
    const log = madeLog();
    const away = new Uint8Array(log.weeks);
    away.fill(1, 50, 56);
    const [series] = watch(log, [byManager(6, [away])], defaultRule, { from: 0, to: 57 });
    expect(corrected(series!.recent!, 57).z[0]).toBeNaN();
  });
});

test('alarms of a group are one case, the largest', () => {
  const alarm = (changes: Partial<Alarm>): Alarm => ({
    ...{ kind: 'manager', group: '101', lamp: 'recent', weekEnd: 363, z: 3.5, threshold: 3.2 },
    ...changes,
  });
  const largest = largestByGroup([
    alarm({}),
    alarm({ lamp: 'long', z: 5, threshold: 4 }),
    alarm({ group: '102' }),
  ]);
  expect(largest.map(({ group, lamp }) => [group, lamp])).toEqual([
    ['101', 'long'],
    ['102', 'recent'],
  ]);
  const closed: KnownCase = { ...alarm({}), id: 1, isOpen: false };
  expect(afterAlarms([closed], [alarm({ weekEnd: 363 + 56 })]).opened).toEqual([]);
  expect(afterAlarms([closed], [alarm({ weekEnd: 363 + 63 })]).opened).toHaveLength(1);
  // Half a year has the orders that it was closed for as long.
  expect(afterAlarms([closed], [alarm({ lamp: 'long', weekEnd: 363 + 63 })]).opened).toEqual([]);
  expect(afterAlarms([closed], [alarm({ lamp: 'long', weekEnd: 363 + 27 * 7 })]).opened).toHaveLength(1);
});
