/** An order whose manager is not known. */
export const noOwner = 0xffff;

/** Days of a log beyond this one are not kept: 179 years. */
const lastDay = 0xffff;

/**
 * Orders by customer, in columns. One row is one customer-day: several orders of a customer on a day are one purchase.
 * Days are counted from a Monday, so that week `w` has the days `7 w` to `7 w + 6`.
 */
export interface OrderLog {
  readonly customers: number;
  /** Complete weeks. */
  readonly weeks: number;
  /** `customers + 1` entries: the rows of customer `i` are `first[i]` to below `first[i + 1]`, by day. */
  readonly first: Uint32Array;
  /** Days since the first Monday. */
  readonly day: Uint16Array;
  /** The day's purchases in the shop's currency; NaN if unknown. */
  readonly value: Float32Array;
  /** The manager of the day's last order that has one, as an index; {@link noOwner} if none has. */
  readonly owner: Uint16Array;
}

/** Customers with an order in the log; the columns have a place for each id there is. */
export function buyersOf({ customers, first }: OrderLog): number {
  let buyers = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    if (first[customer + 1]! > first[customer]!) buyers += 1;
  }
  return buyers;
}

const chunkRows = 1 << 18;

interface Chunk {
  customer: Uint32Array;
  day: Uint16Array;
  value: Float32Array;
  owner: Uint16Array;
}

/**
 * Collects orders in any order, and sorts them in time and memory proportional to their number (counting sort by
 * customer): about 24 bytes for each order while it builds, 8 afterwards.
 */
export class OrderLogBuilder {
  readonly #chunks: Chunk[] = [];
  #rows = 0;
  #customers = 0;

  /** @param customer from 0, with few gaps: columns are as long as the largest one @param day since the first Monday */
  add(customer: number, day: number, value: number, owner: number): void {
    if (day < 0 || day > lastDay) return;
    const place = this.#rows % chunkRows;
    if (place === 0) {
      this.#chunks.push({
        customer: new Uint32Array(chunkRows),
        day: new Uint16Array(chunkRows),
        value: new Float32Array(chunkRows),
        owner: new Uint16Array(chunkRows),
      });
    }
    const chunk = this.#chunks.at(-1)!;
    chunk.customer[place] = customer;
    chunk.day[place] = day;
    chunk.value[place] = value;
    chunk.owner[place] = owner;
    this.#rows += 1;
    if (customer >= this.#customers) this.#customers = customer + 1;
  }

  /** How many orders were added. */
  get orders(): number {
    return this.#rows;
  }

  /**
   * The first week of the shop's history: the first one with a tenth of the orders of a usual week. A few older orders with a
   * wrong date are no history.
   */
  beginning(): number {
    const orders: number[] = [];
    this.#each((chunk, row) => {
      const week = Math.floor(chunk.day[row]! / 7);
      while (orders.length <= week) orders.push(0);
      orders[week]! += 1;
    });
    const usual = orders.filter((count) => count > 0).sort((a, b) => a - b);
    const median = usual[Math.floor(usual.length / 2)] ?? 0;
    return Math.max(
      0,
      orders.findIndex((count) => count * 10 >= median),
    );
  }

  /**
   * The builder is empty afterwards.
   * @param end the week after the last complete one; later orders are left out
   * @param from the week that becomes week 0; earlier orders are left out
   */
  build(end: number, from = 0): OrderLog {
    const weeks = Math.max(0, end - from);
    const customers = this.#customers;
    const first = new Uint32Array(customers + 1);
    const isIn = (day: number): boolean => day >= from * 7 && day < end * 7;
    this.#each((chunk, row) => {
      if (isIn(chunk.day[row]!)) first[chunk.customer[row]! + 1]! += 1;
    });
    for (let customer = 0; customer < customers; customer += 1) first[customer + 1]! += first[customer]!;
    const rows = first[customers]!;
    const next = first.slice(0, customers);
    const columns = {
      day: new Uint16Array(rows),
      value: new Float32Array(rows),
      owner: new Uint16Array(rows),
    };
    this.#each((chunk, row) => {
      if (!isIn(chunk.day[row]!)) return;
      const to = next[chunk.customer[row]!]!++;
      columns.day[to] = chunk.day[row]! - from * 7;
      columns.value[to] = chunk.value[row]!;
      columns.owner[to] = chunk.owner[row]!;
    });
    this.#chunks.length = 0;
    this.#rows = 0;
    this.#customers = 0;
    return byDay({ customers, weeks, first, ...columns });
  }

  #each(visit: (chunk: Chunk, row: number) => void): void {
    let left = this.#rows;
    for (const chunk of this.#chunks) {
      const rows = Math.min(left, chunkRows);
      for (let row = 0; row < rows; row += 1) visit(chunk, row);
      left -= rows;
    }
  }
}

/** Sorts each customer's rows by day, in place, and joins those of one day. Most come sorted. */
function byDay(log: OrderLog): OrderLog {
  const { customers, first, day, value, owner } = log;
  let to = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const from = first[customer]!;
    const end = first[customer + 1]!;
    for (let row = from + 1; row < end; row += 1) {
      const [heldDay, heldValue, heldOwner] = [day[row]!, value[row]!, owner[row]!];
      let place = row;
      while (place > from && day[place - 1]! > heldDay) {
        day[place] = day[place - 1]!;
        value[place] = value[place - 1]!;
        owner[place] = owner[place - 1]!;
        place -= 1;
      }
      day[place] = heldDay;
      value[place] = heldValue;
      owner[place] = heldOwner;
    }
    first[customer] = to;
    for (let row = from; row < end; row += 1) {
      if (to > first[customer]! && day[to - 1] === day[row]) {
        // Unknown (NaN) plus known stays unknown: half a day's value would look like a smaller one.
        value[to - 1]! += value[row]!;
        if (owner[row] !== noOwner) owner[to - 1] = owner[row]!;
      } else {
        day[to] = day[row]!;
        value[to] = value[row]!;
        owner[to] = owner[row]!;
        to += 1;
      }
    }
  }
  first[customers] = to;
  return {
    ...log,
    day: day.subarray(0, to),
    value: value.subarray(0, to),
    owner: owner.subarray(0, to),
  };
}
