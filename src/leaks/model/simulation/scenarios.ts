import type { Random } from '#kernel/random';
import type { OrderLog } from '../order-log';
import { weeklyBuyers } from './weekly-buyers';

/** A shop of which somebody else's purchases are the pattern; its managers are assigned, and things happen to it. */
export interface Scenario {
  name: ScenarioName;
  /** One line for the table. */
  says: string;
  /**
   * Nothing in an order log tells it from a loss, so a watch that is right about losses is wrong here
   * (docs/leak-watch.md, limits).
   */
  limit: boolean;
  /** The size of its shops, where that is what matters; that of the plan if it has none. */
  size?: ShopSize;
  /** Other purchases than those of the customers drawn from the pattern: a log with a customer in each place. */
  purchases?(pattern: OrderLog, customers: Int32Array, random: Random): OrderLog;
  /** Makes the shop. @param customers customers of `pattern`, in the shop's order */
  make(pattern: OrderLog, customers: Int32Array, managers: number, random: Random): Happening;
}

export interface ShopSize {
  managers: number;
  /** Customers of each manager, on average. */
  customersEach: number;
}

/** What happens to a shop in which nobody carries customers away. */
export interface Happening {
  /** The manager of a customer in a week. */
  ownerOf: (customer: number, week: number) => number;
  /** Whether an order takes place. Asked once for each. */
  keeps: (customer: number, week: number) => boolean;
  /** Weeks on leave, by manager. */
  leave?: { from: number; to: number }[];
}

export const scenarioNames = [
  'random',
  'by-join-time',
  'by-size',
  'lasting-difference',
  'third-sells-less',
  'region-dip',
  'leave',
  'leave-not-entered',
  'shop-dip',
  'assortment',
  'hand-over',
  'weekly-buyers',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** The week from which the watch gives verdicts, and in which things are known "at the start". */
export const startWeek = 26;

const always = (): boolean => true;

export const scenarios: readonly Scenario[] = [
  {
    name: 'random',
    says: 'customers dealt out at random',
    limit: false,
    make: (_, customers, managers, random) => ({
      ...dealt(randomly(customers, random), managers),
      keeps: always,
    }),
  },
  {
    name: 'by-join-time',
    says: 'each new manager gets the new customers',
    limit: false,
    make: (pattern, customers, managers, random) => ({
      ...dealt(
        sorted(customers, (one) => pattern.day[pattern.first[one]!]! + random.next()),
        managers,
      ),
      keeps: always,
    }),
  },
  {
    name: 'by-size',
    says: 'in week 26 the large customers go to the senior managers',
    limit: false,
    make: (pattern, customers, managers, random) => {
      const before = dealt(randomly(customers, random), managers);
      const size = (one: number): number => ordersBetween(pattern, one, 0, startWeek);
      const known = places(customers).filter((place) => size(customers[place]!) > 0);
      const order = known.sort((a, b) => size(customers[b]!) - size(customers[a]!) || a - b);
      const after = new Map(
        order.map((place, rank) => [place, Math.floor((rank * managers) / order.length)]),
      );
      return {
        ownerOf: (customer, week) =>
          week < startWeek ? before.ownerOf(customer) : (after.get(customer) ?? before.ownerOf(customer)),
        keeps: always,
      };
    },
  },
  {
    name: 'lasting-difference',
    says: 'customers sorted by what they will ever buy',
    limit: true,
    make: (pattern, customers, managers, random) => ({
      ...dealt(
        sorted(customers, (one) => ordersBetween(pattern, one, 0, pattern.weeks) + random.next() / 2),
        managers,
      ),
      keeps: always,
    }),
  },
  {
    name: 'third-sells-less',
    says: 'a third of the managers always sell a fifth less',
    limit: false,
    make: (_, customers, managers, random) => {
      const { ownerOf } = dealt(randomly(customers, random), managers);
      return { ownerOf, keeps: (customer) => ownerOf(customer) % 3 !== 0 || !random.chance(0.2) };
    },
  },
  {
    name: 'region-dip',
    says: 'three managers of a region sell 40 % less for two weeks',
    limit: false,
    make: (pattern, customers, managers, random) => {
      const { ownerOf } = dealt(randomly(customers, random), managers);
      const from = weekWithin(pattern, random, 2);
      return {
        ownerOf,
        keeps: (customer, week) =>
          ownerOf(customer) >= 3 || week < from || week >= from + 2 || !random.chance(0.4),
      };
    },
  },
  {
    name: 'leave',
    says: 'each manager is on leave for two weeks, which is known: half of the orders',
    limit: false,
    make: (pattern, customers, managers, random) => onLeave(pattern, customers, managers, random),
  },
  {
    name: 'leave-not-entered',
    says: 'the same leave, and nobody entered it',
    limit: true,
    make: (pattern, customers, managers, random) => {
      const { ownerOf, keeps } = onLeave(pattern, customers, managers, random);
      return { ownerOf, keeps };
    },
  },
  {
    name: 'shop-dip',
    says: 'the whole shop sells 40 % less for six weeks',
    limit: false,
    make: (pattern, customers, managers, random) => {
      const from = weekWithin(pattern, random, 6);
      return {
        ...dealt(randomly(customers, random), managers),
        keeps: (_, week) => week < from || week >= from + 6 || !random.chance(0.4),
      };
    },
  },
  {
    name: 'assortment',
    says: 'goods are dropped: 60 % of the customers of half of the managers, 30 % of the others, buy a quarter less',
    limit: false,
    make: (pattern, customers, managers, random) => {
      const { ownerOf } = dealt(randomly(customers, random), managers);
      const from = weekWithin(pattern, random, 8);
      const touched = places(customers).map((place) => random.chance(ownerOf(place) % 2 === 0 ? 0.6 : 0.3));
      return {
        ownerOf,
        keeps: (customer, week) => week < from || touched[customer] === false || !random.chance(0.25),
      };
    },
  },
  {
    name: 'hand-over',
    says: 'four managers hand half of their customers over',
    limit: false,
    make: (pattern, customers, managers, random) => {
      const { ownerOf } = dealt(randomly(customers, random), managers);
      const from = weekWithin(pattern, random, 8);
      const later = places(customers).map((place) =>
        ownerOf(place) < 4 && random.chance(0.5) ? random.int(managers) : ownerOf(place),
      );
      return {
        ownerOf: (customer, week) => (week < from ? ownerOf(customer) : later[customer]!),
        keeps: always,
      };
    },
  },
  {
    name: 'weekly-buyers',
    says: 'two managers with 45 customers each who buy every week; one in twenty stops by itself in 8 weeks',
    limit: false,
    size: { managers: 2, customersEach: 45 },
    purchases: weeklyBuyers,
    make: (_, customers, managers, random) => ({
      ...dealt(randomly(customers, random), managers),
      keeps: always,
    }),
  },
];

function onLeave(
  pattern: OrderLog,
  customers: Int32Array,
  managers: number,
  random: Random,
): Required<Happening> {
  const { ownerOf } = dealt(randomly(customers, random), managers);
  const leave = Array.from({ length: managers }, () => {
    const from = weekWithin(pattern, random, 2);
    return { from, to: from + 2 };
  });
  return {
    ownerOf,
    leave,
    keeps: (customer, week) => {
      const { from, to } = leave[ownerOf(customer)]!;
      return week < from || week >= to || !random.chance(0.5);
    },
  };
}

/** A week from which `length` weeks are within the time of the verdicts. */
function weekWithin({ weeks }: OrderLog, random: Random, length: number): number {
  return startWeek + random.int(Math.max(1, weeks - startWeek - length + 1));
}

export function ordersBetween(log: OrderLog, customer: number, from: number, to: number): number {
  let orders = 0;
  for (let row = log.first[customer]!; row < log.first[customer + 1]!; row += 1) {
    const week = Math.floor(log.day[row]! / 7);
    if (week >= from && week < to) orders += 1;
  }
  return orders;
}

/** @param order places of customers, those of the first manager first */
function dealt(order: readonly number[], managers: number): { ownerOf: (customer: number) => number } {
  const owner = new Uint16Array(order.length);
  order.forEach((place, rank) => (owner[place] = Math.floor((rank * managers) / order.length)));
  return { ownerOf: (customer) => owner[customer]! };
}

function places(customers: Int32Array): number[] {
  return Array.from(customers, (_, place) => place);
}

function randomly(customers: Int32Array, random: Random): number[] {
  const order = places(customers);
  shuffle(order, random);
  return order;
}

function sorted(customers: Int32Array, keyOf: (customer: number) => number): number[] {
  const keys = Float64Array.from(customers, keyOf);
  return places(customers).sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** In place (Fisher and Yates; Durstenfeld, CACM 1964). */
export function shuffle(list: number[] | Int32Array, random: Random): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = random.int(last + 1);
    const held = list[last]!;
    list[last] = list[other]!;
    list[other] = held;
  }
}
