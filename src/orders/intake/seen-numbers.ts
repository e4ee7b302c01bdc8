import { hash } from 'node:crypto';

/**
 * Order numbers of one file, in 16 bytes each at most: so that a row far below, which goes on with an order that is
 * written already, does not take the place of what that order has.
 */
export class SeenNumbers {
  #slots = new BigUint64Array(1024);
  #size = 0;

  /** @returns whether it was there already */
  add(number: string): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const key = keyOf(number);
    const at = this.#find(key);
    if (this.#slots[at] === key) return true;
    this.#slots[at] = key;
    this.#size += 1;
    return false;
  }

  has(number: string): boolean {
    if (this.#size === 0) return false;
    const key = keyOf(number);
    return this.#slots[this.#find(key)] === key;
  }

  #find(key: bigint): number {
    const mask = this.#slots.length - 1;
    let at = Number(key & 0xffff_ffffn) & mask;
    while (this.#slots[at] !== 0n && this.#slots[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new BigUint64Array(before.length * 2);
    for (const key of before) if (key !== 0n) this.#slots[this.#find(key)] = key;
  }
}

/** Shorter than 2^63, without noughts before it. */
const plainNumber = /^[1-9]\d{0,17}$/;

/**
 * 64 bits, of which the highest tells a number of digits, which is its own key, from a hash: two of a million hashed numbers
 * have one key once in 18 million files. Never 0, which is an empty slot.
 */
function keyOf(number: string): bigint {
  if (plainNumber.test(number)) return BigInt(number);
  return hash('sha1', number, 'buffer').readBigUInt64LE() | (1n << 63n);
}
