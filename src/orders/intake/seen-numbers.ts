import { createHash } from 'node:crypto';

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

/** 64 bits: two numbers of a million have one key once in 37 million files. Never 0, which is an empty slot. */
function keyOf(number: string): bigint {
  const key = createHash('sha1').update(number).digest().readBigUInt64LE();
  return key === 0n ? 1n : key;
}
