import { noOwner } from './order-log';
import type { OrderLog } from './order-log';

/** Orders within this many weeks before a window make a customer's frequency. */
export const frequencyWeeks = 52;

/** A customer's orders in a window count up to this many: more say nothing about a loss. */
export const mostOrders = 12;

/** For how long the customers whom a manager had are watched as a base of their own. */
export const formerWeeks = 26;

/**
 * The customers known before a window's first week `start`, frozen as they were then, and what they bought in the window
 * of `length` weeks. Windows are visited forwards, week by week; each step costs a constant time for a customer and for an
 * order that the window gains or loses, and allocates nothing.
 *
 * The manager of a customer is the manager of the last order before `start`. A base frozen at the window's start cannot be
 * changed by what happens in the window.
 */
export class FrozenBase {
  start = 0;
  /** Rows of a customer: orders before `old` are older than {@link frequencyWeeks}, those from `low` to below `high` are in the window. */
  readonly #old: Uint32Array;
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** The first row within the last {@link formerWeeks} before the window. */
  readonly #former: Uint32Array;

  /** @param length of windows, weeks */
  constructor(
    readonly log: OrderLog,
    readonly length: number,
  ) {
    const begin = log.first.subarray(0, log.customers);
    this.#old = Uint32Array.from(begin);
    this.#low = Uint32Array.from(begin);
    this.#high = Uint32Array.from(begin);
    this.#former = Uint32Array.from(begin);
  }

  /** The week after the window's last one. */
  get end(): number {
    return this.start + this.length;
  }

  /** Moves the window forward. @param start its first week; not before the present one */
  moveTo(start: number): void {
    if (start < this.start) throw new RangeError('Windows are visited forwards.');
    this.start = start;
    const { customers, first, day } = this.log;
    const low = start * 7;
    const high = this.end * 7;
    const old = low - frequencyWeeks * 7;
    const former = low - formerWeeks * 7;
    for (let customer = 0; customer < customers; customer += 1) {
      const end = first[customer + 1]!;
      let row = this.#old[customer]!;
      while (row < end && day[row]! < old) row += 1;
      this.#old[customer] = row;
      row = this.#former[customer]!;
      while (row < end && day[row]! < former) row += 1;
      this.#former[customer] = row;
      row = this.#low[customer]!;
      while (row < end && day[row]! < low) row += 1;
      this.#low[customer] = row;
      row = Math.max(row, this.#high[customer]!);
      while (row < end && day[row]! < high) row += 1;
      this.#high[customer] = row;
    }
  }

  /** Whether a customer had bought before the window. */
  isKnown(customer: number): boolean {
    return this.#low[customer]! > this.log.first[customer]!;
  }

  /** Orders in the {@link frequencyWeeks} before the window. */
  frequency(customer: number): number {
    return this.#low[customer]! - this.#old[customer]!;
  }

  /** Whole weeks from the last order to the window's start. The customer is known. */
  recency(customer: number): number {
    return Math.floor((this.start * 7 - 1 - this.log.day[this.#low[customer]! - 1]!) / 7);
  }

  /** The manager of the last order before the window that had one; {@link noOwner} without any. */
  owner(customer: number): number {
    return this.#ownerBefore(customer, this.#low[customer]!);
  }

  /** The manager of {@link formerWeeks} before the window, if it was another one; {@link noOwner} if not. */
  formerOwner(customer: number): number {
    const owner = this.#ownerBefore(customer, this.#former[customer]!);
    return owner === this.owner(customer) ? noOwner : owner;
  }

  /** An order that waits for a manager takes nobody's customer away. */
  #ownerBefore(customer: number, row: number): number {
    const { first, owner } = this.log;
    for (let at = row - 1; at >= first[customer]!; at -= 1) {
      if (owner[at] !== noOwner) return owner[at]!;
    }
    return noOwner;
  }

  /**
   * Orders in the window, at most {@link mostOrders}.
   * @param without weeks that do not count, by week of the log; null for none
   */
  orders(customer: number, without: Uint8Array | null): number {
    const low = this.#low[customer]!;
    const high = this.#high[customer]!;
    if (without === null) return Math.min(mostOrders, high - low);
    let orders = 0;
    for (let row = low; row < high; row += 1) {
      if (without[Math.floor(this.log.day[row]! / 7)] === 0) orders += 1;
    }
    return Math.min(mostOrders, orders);
  }

  /**
   * The mean value of the customer's purchases in the window, and before it ({@link frequencyWeeks}).
   * @returns ln(mean in the window / mean before), within ±ln 10; NaN if either is unknown or not positive
   */
  checkRatio(customer: number): number {
    const before = this.#mean(this.#old[customer]!, this.#low[customer]!);
    const after = this.#mean(this.#low[customer]!, this.#high[customer]!);
    if (!(before > 0 && after > 0)) return NaN;
    return Math.max(-Math.LN10, Math.min(Math.LN10, Math.log(after / before)));
  }

  /** @returns the mean purchase before the window, 0 if none is known */
  meanValue(customer: number): number {
    return this.#mean(this.log.first[customer]!, this.#low[customer]!);
  }

  #mean(from: number, to: number): number {
    const { value } = this.log;
    let sum = 0;
    let count = 0;
    for (let row = from; row < to; row += 1) {
      const one = value[row]!;
      if (one > 0) {
        sum += one;
        count += 1;
      }
    }
    return count === 0 ? 0 : sum / count;
  }
}
