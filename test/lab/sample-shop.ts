import type { CarrierBehaviour } from './carrier-behaviours';
import { behaviourNamed, carrierBehaviours } from './carrier-behaviours';
import { sampleManagers } from './sample-managers';

/** One row of the sample shop's CSV. */
export interface SampleOrder {
  orderNumber: string;
  customerName: string;
  /** E.164; its last two digits select the behaviour of the carrier. */
  phone: string;
  managerExtension: string;
  email: string;
  amount: string;
  currency: string;
  placedAt: string;
  status: 'open' | 'closed';
  phone2: string | null;
  behaviour: CarrierBehaviour['name'];
}

export interface SampleShop {
  orders: readonly SampleOrder[];
  /** All its numbers, each once and with different last seven digits. */
  numbers: readonly string[];
  csv: string;
}

/** Fixed orders for the demo and the scenarios. */
export const wellKnownOrders = {
  /** An order of manager 101; the customer answers. */
  answers: '1001',
  /** An order of manager 101; the customer's line is busy. */
  busy: '1002',
  /** An order of manager 102. */
  someoneElses: '1003',
  /** A closed order of manager 101. */
  closed: '1004',
} as const;

const firstOrder = 1001;
/** The first of the orders of manager 101 with one for each behaviour of the carrier. */
const firstBehaviourOrder = 1010;
const orderCount = 240;
const seed = 20_261_123;

/**
 * Mobile codes of several Russian operators: numbers that libphonenumber accepts. No test calls them for
 * real.
 */
const mobileCodes = [
  '903',
  '905',
  '909',
  '910',
  '915',
  '916',
  '917',
  '919',
  '921',
  '925',
  '926',
  '929',
  '960',
  '985',
];

const russianNames = {
  first: [
    'Анна',
    'Борис',
    'Вера',
    'Глеб',
    'Дарья',
    'Егор',
    'Жанна',
    'Захар',
    'Ирина',
    'Кирилл',
    'Лариса',
    'Фёдор',
  ],
  last: ['Кузнец', 'Соловей', 'Мороз', 'Лебедь', 'Журавель', 'Коваль', 'Ткач', 'Гончар', 'Бондарь', 'Щука'],
};
const englishNames = {
  first: ['Emma', 'Oliver', 'Sophie', 'Liam', 'Grace', "Sean O'", 'Chloe', 'Noah', 'Lucy', 'Ethan'],
  last: [
    'Baker',
    'Carter',
    'Fisher',
    'Mason',
    'Taylor-Reed',
    'Walker',
    'Cooper',
    'Turner',
    'Miller',
    'Hunter',
  ],
};

/** The sample shop: the same for every call, from a seeded generator. */
export function sampleShop(): SampleShop {
  const random = generator(seed);
  const numbers = new NumberMaker(random);
  const orders: SampleOrder[] = [];
  for (let index = 0; index < orderCount; index += 1) {
    const orderNumber = String(firstOrder + index);
    const behaviour = behaviourOf(orderNumber);
    const repeat =
      behaviour === null && index > 60 && random() < 0.1 ? orders[50 + Math.floor(random() * 10)] : null;
    orders.push(repeat ? again(repeat, orderNumber, random) : order(orderNumber, behaviour, numbers, random));
  }
  return {
    orders,
    numbers: [
      ...new Set(orders.flatMap(({ phone, phone2 }) => (phone2 === null ? [phone] : [phone, phone2]))),
    ],
    csv: toCsv(orders, random),
  };
}

/** Manager 101's open order with this behaviour of customer or carrier. */
export function orderThat(behaviour: string, shop: SampleShop = sampleShop()): SampleOrder {
  const found = shop.orders.find(
    (candidate) =>
      candidate.behaviour === behaviour &&
      candidate.managerExtension === '101' &&
      candidate.status === 'open',
  );
  if (found === undefined) throw new Error(`Manager 101 has no order that ${behaviour}`);
  return found;
}

function behaviourOf(orderNumber: string): CarrierBehaviour | null {
  if (Object.values<string>(wellKnownOrders).includes(orderNumber)) {
    return behaviourNamed(orderNumber === wellKnownOrders.busy ? 'busy' : 'answers');
  }
  return carrierBehaviours[Number(orderNumber) - firstBehaviourOrder] ?? null;
}

function order(
  orderNumber: string,
  behaviour: CarrierBehaviour | null,
  numbers: NumberMaker,
  random: () => number,
): SampleOrder {
  const { code, name } = behaviour ?? behaviourNamed('answers');
  const customer = customerName(random);
  const managers = sampleManagers.map(({ extension }) => extension);
  const own = orderNumber === wellKnownOrders.someoneElses ? '102' : '101';
  return {
    orderNumber,
    customerName: customer.name,
    phone: numbers.make(code),
    managerExtension: behaviour === null ? pick(managers, random) : own,
    email: `${customer.mailbox}.${orderNumber}@example.com`,
    ...purchase(random),
    status:
      orderNumber === wellKnownOrders.closed || (behaviour === null && random() < 0.15) ? 'closed' : 'open',
    phone2: behaviour === null && random() < 0.2 ? numbers.make('00') : null,
    behaviour: name,
  };
}

/** Another order of the same customer. */
function again(earlier: SampleOrder, orderNumber: string, random: () => number): SampleOrder {
  return { ...earlier, orderNumber, ...purchase(random), status: 'open' };
}

function purchase(random: () => number): Pick<SampleOrder, 'amount' | 'currency' | 'placedAt'> {
  const day = Date.UTC(2026, 8, 1) + Math.floor(random() * 75) * 86_400_000;
  return {
    amount: (300 + Math.floor(random() * 2_000_000) / 100).toFixed(2),
    currency: 'RUB',
    placedAt: new Date(day + Math.floor(random() * 86_400) * 1000).toISOString(),
  };
}

function customerName(random: () => number): { name: string; mailbox: string } {
  const names = random() < 0.7 ? russianNames : englishNames;
  const first = pick(names.first, random);
  const separator = first.endsWith('’') || first.endsWith("'") ? '' : ' ';
  const mailbox = `customer${String.fromCharCode(97 + Math.floor(random() * 26))}`;
  return { name: `${first}${separator}${pick(names.last, random)}`, mailbox };
}

/**
 * Numbers by the carrier's code, with different last seven digits, so that a search for one finds only that
 * one.
 */
class NumberMaker {
  readonly #tails = new Set<string>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  make(code: string): string {
    for (;;) {
      const digits = String(10_000 + Math.floor(this.#random() * 90_000));
      const tail = digits + code;
      if (this.#tails.has(tail)) continue;
      this.#tails.add(tail);
      return `+7${pick(mobileCodes, this.#random)}${tail}`;
    }
  }
}

function toCsv(orders: readonly SampleOrder[], random: () => number): string {
  const header =
    'order_number,customer_name,phone,manager_extension,email,amount,currency,placed_at,status,phone2';
  const rows = orders.map((row) =>
    [
      row.orderNumber,
      row.customerName,
      asPeopleWriteIt(row.phone, random),
      row.managerExtension,
      row.email,
      row.amount,
      row.currency,
      row.placedAt,
      row.status,
      row.phone2 === null ? '' : asPeopleWriteIt(row.phone2, random),
    ]
      .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(','),
  );
  return [header, ...rows, ''].join('\n');
}

function asPeopleWriteIt(e164: string, random: () => number): string {
  const [, area = '', a = '', b = '', c = ''] = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164) ?? [];
  return pick(
    [
      e164,
      `8${area}${a}${b}${c}`,
      `+7 (${area}) ${a}-${b}-${c}`,
      `8 ${area} ${a} ${b} ${c}`,
      `7${area}${a}${b}${c}`,
    ],
    random,
  );
}

function pick<T>(choices: readonly T[], random: () => number): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error('Nothing to choose from');
  return choice;
}

/** mulberry32: small, seeded, and good enough for an invented shop. @returns numbers in [0, 1) */
function generator(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
