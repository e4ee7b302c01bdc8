import { handOversOf, withManagerOf } from '#leaks/model/hand-overs';
import { expectedOrders } from '#leaks/model/shop-figures';
import { shopLine, shopWeeksOf } from '#leaks/model/shop-line';
import type { ShopWeek } from '#leaks/model/shop-line';
import { buyersOf, noOwner } from '#leaks/model/order-log';
import { firstMonday, historyOf, madeLog } from './made-shop';
import { isoDay } from '#kernel/local-day';

const weekEndOf = (week: number): string => isoDay(firstMonday + week * 7 + 6);

function weeksOf(count: number, orders: (week: number) => number): ShopWeek[] {
  return Array.from({ length: count }, (_, week) => ({ weekEnd: weekEndOf(week), orders: orders(week) }));
}

describe('the whole shop', () => {
  test('has each purchase in its week, with a manager or without', () => {
    const log = madeLog();
    log.owner.fill(noOwner, 0, 100);
    const weeks = shopWeeksOf({ log, firstDay: firstMonday });
    expect(weeks).toHaveLength(60);
    expect([weeks[0]!.weekEnd, weeks.at(-1)!.weekEnd]).toEqual([weekEndOf(0), weekEndOf(59)]);
    expect(weeks.reduce((sum, { orders }) => sum + orders, 0)).toBe(log.day.length);
    const ofLast = log.day.filter((day) => day >= 59 * 7).length;
    expect(weeks.at(-1)!.orders).toBe(ofLast);
  });

  test('is compared with the 8 weeks before and with a year ago, where there are orders of then', () => {
    const weeks = weeksOf(90, (week) =>
      week >= 82 ? 70 : week >= 74 ? 100 : week >= 30 && week < 38 ? 60 : 90,
    );
    const line = shopLine(weeks, weekEndOf(89))!;
    expect(line).toMatchObject({ now: 560, before: 800, fell: true, yearAgo: { now: 480, before: 720 } });
    expect(line.weeks).toHaveLength(26);
    expect(line.weeks.at(-1)).toEqual({ weekEnd: weekEndOf(89), orders: 560 });
    // A report of an earlier month tells of the weeks up to then.
    expect(shopLine(weeks, weekEndOf(81))).toMatchObject({ now: 800, before: 720, fell: false });
    expect(shopLine(weeks.slice(-67), weekEndOf(89))!.yearAgo).toBeNull();
  });

  test('falls by more than a fifth, or does not', () => {
    const fallTo = (orders: number) =>
      shopLine(
        weeksOf(16, (week) => (week < 8 ? 100 : orders)),
        weekEndOf(15),
      )!;
    expect([fallTo(80).fell, fallTo(79).fell]).toEqual([false, true]);
    expect(fallTo(80).weeks.map(({ orders }) => orders)).toHaveLength(9);
  });

  test('is not told without sixteen weeks', () => {
    expect(
      shopLine(
        weeksOf(15, () => 9),
        weekEndOf(15),
      ),
    ).toBeNull();
    expect(shopLine([], weekEndOf(15))).toBeNull();
  });
});

describe('customers who changed managers', () => {
  /** A quarter of the customers of 102 go to 103 from week 52 of 60 on. */
  const handedOver = () => {
    const log = madeLog();
    for (let customer = 1; customer < log.customers; customer += 24) {
      for (let row = log.first[customer]!; row < log.first[customer + 1]!; row += 1) {
        if (log.day[row]! >= 52 * 7) log.owner[row] = 2;
      }
    }
    return log;
  };

  test('are told on both sides, with the week since when', () => {
    const found = handOversOf(historyOf(handedOver()));
    expect(found.map(({ group }) => group)).toEqual(['102', '103']);
    const [from, to] = found;
    expect(from!.went).toBeGreaterThan(15);
    expect([from!.came, to!.went, to!.came]).toEqual([0, 0, from!.went]);
    expect(from!.since >= weekEndOf(52) && from!.since <= weekEndOf(53)).toBe(true);
  });

  test('are not those who came back, who are new, or one or two', () => {
    const log = handedOver();
    for (let customer = 1; customer < log.customers; customer += 24) {
      const last = log.first[customer + 1]! - 1;
      log.owner[last] = 1;
    }
    expect(handOversOf(historyOf(log))).toEqual([]);
    const few = madeLog();
    for (const customer of [1, 7]) few.owner.fill(2, few.first[customer + 1]! - 1, few.first[customer + 1]);
    expect(handOversOf(historyOf(few))).toEqual([]);
    // Orders that wait for a manager take nobody away.
    const waiting = madeLog();
    waiting.owner.fill(noOwner, 0, waiting.owner.length / 2);
    expect(handOversOf(historyOf(waiting))).toEqual([]);
  });

  test('customers of managers who left have no manager today', () => {
    const log = madeLog();
    const history = historyOf(log);
    const all = buyersOf(log);
    expect(withManagerOf(history)).toBe(all);
    const managers = history.managers.map((one, place) => ({ ...one, isActive: place > 1 }));
    const ofTwo = Array.from({ length: log.customers }, (_, customer) => customer).filter(
      (customer) => customer % 6 < 2 && log.first[customer + 1]! > log.first[customer]!,
    ).length;
    expect(ofTwo).toBeGreaterThan(190);
    expect(withManagerOf({ ...history, managers })).toBe(all - ofTwo);
    log.owner.fill(noOwner, log.first[2], log.first[3]);
    expect(withManagerOf(history)).toBe(all - 1);
  });
});

test.each([
  [99, 'below'],
  [100, 'within'],
  [140, 'within'],
  [140.6, 'above'],
] as const)('%d orders of 100 to 140 are %s what is expected', (observed, place) => {
  expect(expectedOrders({ observed, expected: 120, spread: 10 })).toEqual({ low: 100, high: 140, place });
});
