import { FrozenBase } from '#leaks/model/frozen-base';
import { MergedCustomers } from '#leaks/model/merged-customers';
import { noOwner, OrderLogBuilder } from '#leaks/model/order-log';

function logOf(orders: [customer: number, day: number, value: number, owner: number][], weeks: number) {
  const builder = new OrderLogBuilder();
  for (const order of orders) builder.add(...order);
  return builder.build(weeks);
}

test('orders are sorted by customer and day, and a day is one purchase of its last manager', () => {
  const log = logOf(
    [
      [1, 9, 5, 2],
      [0, 20, 1, 1],
      [1, 3, 7, 1],
      [0, 2, 4, 0],
      [1, 3, 3, 3],
    ],
    4,
  );
  expect([...log.first]).toEqual([0, 2, 4]);
  expect([...log.day]).toEqual([2, 20, 3, 9]);
  expect([...log.value]).toEqual([4, 1, 10, 5]);
  expect([...log.owner]).toEqual([0, 1, 3, 2]);
});

test('a day whose value is partly unknown has none', () => {
  expect(
    logOf(
      [
        [0, 1, 5, 0],
        [0, 1, NaN, 0],
      ],
      1,
    ).value[0],
  ).toBeNaN();
});

test('orders outside of the complete weeks are left out, and weeks begin with the history', () => {
  const builder = new OrderLogBuilder();
  for (let week = 3; week < 10; week += 1)
    for (let nth = 0; nth < 20; nth += 1) builder.add(nth, week * 7, 1, 0);
  builder.add(0, 1, 1, 0);
  expect(builder.orders).toBe(141);
  const beginning = builder.beginning();
  expect(beginning).toBe(3);
  const log = builder.build(9, beginning);
  expect(log.weeks).toBe(6);
  expect([...log.day.subarray(log.first[0], log.first[1])]).toEqual([0, 7, 14, 21, 28, 35]);
});

test('more orders than one block of memory holds', () => {
  const builder = new OrderLogBuilder();
  const orders = 600_000;
  for (let nth = orders - 1; nth >= 0; nth -= 1) builder.add(nth % 1000, Math.floor(nth / 1000), 1, nth % 7);
  const log = builder.build(100);
  expect(log.day.length).toBe(orders);
  expect([...log.day.subarray(log.first[999], log.first[1000])]).toEqual(
    Array.from({ length: 600 }, (_, day) => day),
  );
});

describe('the base frozen at the start of a window', () => {
  const log = logOf(
    [
      [0, 0, 10, 0],
      [0, 30 * 7 + 2, 20, 1],
      [0, 55 * 7, 30, 2],
      [0, 56 * 7, 5, 2],
      [1, 58 * 7, 1, 0],
    ],
    64,
  );
  const base = new FrozenBase(log, 8);
  base.moveTo(55);

  test('knows who bought before, how often and how recently', () => {
    expect(base.isKnown(0)).toBe(true);
    expect(base.isKnown(1)).toBe(false);
    // The first order is more than a year ago.
    expect(base.frequency(0)).toBe(1);
    expect(base.recency(0)).toBe(24);
  });

  test('has the managers of before, whatever happens in the window', () => {
    expect(base.owner(0)).toBe(1);
    expect(base.formerOwner(0)).toBe(0);
    base.moveTo(57);
    expect(base.owner(0)).toBe(2);
    expect(base.formerOwner(0)).toBe(1);
    base.moveTo(59);
    expect(base.formerOwner(1)).toBe(noOwner);
  });

  test('keeps the manager while orders wait for one', () => {
    const waiting = logOf(
      [
        [0, 3, 10, 4],
        [0, 3, 10, noOwner],
        [0, 12, 10, noOwner],
        [1, 12, 10, noOwner],
      ],
      4,
    );
    const later = new FrozenBase(waiting, 1);
    later.moveTo(3);
    expect([later.owner(0), later.owner(1)]).toEqual([4, noOwner]);
  });

  test('counts orders of the window, without weeks that do not count', () => {
    const window = new FrozenBase(log, 8);
    window.moveTo(55);
    expect(window.orders(0, null)).toBe(2);
    const without = new Uint8Array(64);
    without[55] = 1;
    expect(window.orders(0, without)).toBe(1);
    expect(window.checkRatio(0)).toBeCloseTo(Math.log(17.5 / 20), 6);
  });

  test('goes forwards only', () => {
    expect(() => base.moveTo(3)).toThrow(RangeError);
  });
});

test('customers who share a number are one, whatever the order', () => {
  const merged = new MergedCustomers(9);
  merged.merge(7, 4);
  merged.merge(9, 7);
  merged.merge(2, 9);
  expect([2, 4, 7, 9].map((id) => merged.of(id))).toEqual([2, 2, 2, 2]);
  expect([3, 12].map((id) => merged.of(id))).toEqual([3, 12]);
});
