import type { FrozenBase } from './frozen-base';

/** A cell has at least so many customers where their class has as many. */
export const smallestCell = 40;

/** Customers who are in no cell: not known before the window. */
export const noCell = 0xffff;

/** Parts by recency within a class of frequency; the silent ones of a year have fewer. */
const mostParts = 8;
const mostPartsOfSilent = 2;

/**
 * Upper ends of the classes of orders in a year: 0, 1, 2, 3-4, 5-8, … 71 and more. The frequent are divided finely: where a
 * manager was given the largest customers, a wide class would compare them with smaller ones.
 */
const frequencyEnds = [0, 1, 2, 4, 8, 12, 16, 24, 34, 48, 70, Infinity] as const;

/** Number of classes by frequency. */
export const frequencyClasses = frequencyEnds.length;

/** From so many orders on all customers are in the last class. */
const mostFrequent = 71;

/** Weeks since the last order beyond which customers are not told apart. */
const mostWeeks = 255;

const classOfFrequency = Uint8Array.from({ length: mostFrequent + 1 }, (_, orders) =>
  frequencyEnds.findIndex((end) => orders <= end),
);

/** The class of a known customer by orders in the year before the window. */
export function frequencyClassOf(base: FrozenBase, customer: number): number {
  return classOfFrequency[Math.min(mostFrequent, base.frequency(customer))]!;
}

/** The customers of a frozen base by how often and how recently they bought, and by the class of their purchases. */
export interface Cells {
  /** Cell of each customer; {@link noCell} for those not known. */
  readonly of: Uint16Array;
  readonly count: number;
}

/** Memory for {@link cellsOf}, used again for each window. */
export class CellSpace {
  readonly of: Uint16Array;
  readonly bucket: Uint32Array;
  readonly sizes: Uint32Array;
  readonly cellOfBucket: Uint16Array;

  constructor(customers: number) {
    const buckets = valueClasses * frequencyClasses * (mostWeeks + 1);
    this.of = new Uint16Array(customers);
    this.bucket = new Uint32Array(customers);
    this.sizes = new Uint32Array(buckets);
    this.cellOfBucket = new Uint16Array(buckets);
  }
}

/** Classes of customers by what their purchases are worth. */
export const valueClasses = 3;

/**
 * Sorts the known customers into cells: by orders in the year before the window, within such a class by weeks since the
 * last order, into up to 8 parts of at least {@link smallestCell} customers. Customers who are alike in weeks stay together.
 *
 * @param valueClass class of each customer, below {@link valueClasses}, as a further stratum where it has enough customers
 * in the class of frequency; null for none. Managers with the large customers are then compared with large customers.
 */
export function cellsOf(base: FrozenBase, space: CellSpace, valueClass: Uint8Array | null): Cells {
  const { customers } = base.log;
  const { of, bucket, sizes, cellOfBucket } = space;
  sizes.fill(0);
  for (let customer = 0; customer < customers; customer += 1) {
    if (!base.isKnown(customer)) {
      of[customer] = noCell;
      continue;
    }
    const frequency = frequencyClassOf(base, customer);
    const recency = Math.min(mostWeeks, base.recency(customer));
    const place = bucketAt(valueClass === null ? 0 : valueClass[customer]!, frequency, recency);
    bucket[customer] = place;
    sizes[place]! += 1;
    of[customer] = 0;
  }
  let count = 0;
  for (let frequency = 0; frequency < frequencyClasses; frequency += 1) {
    for (const classes of strataOf(sizes, frequency)) {
      count = cutByRecency(classes, frequency, sizes, cellOfBucket, count);
    }
  }
  for (let customer = 0; customer < customers; customer += 1) {
    if (of[customer] !== noCell) of[customer] = cellOfBucket[bucket[customer]!]!;
  }
  return { of, count };
}

function bucketAt(valueClass: number, frequency: number, recency: number): number {
  return (valueClass * frequencyClasses + frequency) * (mostWeeks + 1) + recency;
}

/** The value classes of a frequency that stand alone, and the others together. */
function strataOf(sizes: Uint32Array, frequency: number): number[][] {
  const alone: number[][] = [];
  const together: number[] = [];
  for (let valueClass = 0; valueClass < valueClasses; valueClass += 1) {
    const from = bucketAt(valueClass, frequency, 0);
    let size = 0;
    for (let bucket = from; bucket <= from + mostWeeks; bucket += 1) size += sizes[bucket]!;
    if (size >= 2 * smallestCell) alone.push([valueClass]);
    else if (size > 0) together.push(valueClass);
  }
  return together.length === 0 ? alone : [...alone, together];
}

/** @returns the number of cells so far */
function cutByRecency(
  valueClassesTogether: readonly number[],
  frequency: number,
  sizes: Uint32Array,
  cellOfBucket: Uint16Array,
  firstCell: number,
): number {
  const sizeOf = (recency: number): number => {
    let size = 0;
    for (const valueClass of valueClassesTogether) size += sizes[bucketAt(valueClass, frequency, recency)]!;
    return size;
  };
  let total = 0;
  for (let recency = 0; recency <= mostWeeks; recency += 1) total += sizeOf(recency);
  const most = frequency === 0 ? mostPartsOfSilent : mostParts;
  const parts = Math.max(1, Math.min(most, Math.floor(total / smallestCell)));
  const target = Math.max(smallestCell, total / parts);
  let cell = firstCell;
  let inCell = 0;
  let left = total;
  for (let recency = 0; recency <= mostWeeks; recency += 1) {
    const size = sizeOf(recency);
    // A rest that is too small for a cell stays with the one before.
    if (inCell >= target && left >= smallestCell) {
      cell += 1;
      inCell = 0;
    }
    for (const valueClass of valueClassesTogether) {
      cellOfBucket[bucketAt(valueClass, frequency, recency)] = cell;
    }
    inCell += size;
    left -= size;
  }
  return cell + 1;
}
