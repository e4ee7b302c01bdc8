import { frequencyClasses, frequencyClassOf } from './cells';
import type { FrozenBase } from './frozen-base';
import { addCell, standardised } from './stratified-test';
import { noGroup } from './tally';

/**
 * Whether the customers of a group buy for less than before, compared with everybody's who bought as often: the mean of each
 * customer's own ln(mean purchase in the window / mean purchase in the year before), by sampling without replacement within
 * classes of frequency. The ratio to the own past takes the size of customers out; total turnover would be drowned by a few
 * large orders. Customers with few earlier orders differ more from their past, and in the mean fall back from it.
 *
 * @param groupOf each customer's group
 * @returns for each group: z, positive where they buy for less; NaN with fewer than `least` customers who bought on both sides
 */
export function checkScores(
  base: FrozenBase,
  groupOf: Int16Array,
  groups: number,
  least: number,
): Float64Array {
  const size = new Float64Array(frequencyClasses);
  const mean = new Float64Array(frequencyClasses);
  eachRatio(base, (_customer, frequency, ratio) => {
    size[frequency]! += 1;
    mean[frequency]! += ratio;
  });
  for (let frequency = 0; frequency < frequencyClasses; frequency += 1)
    mean[frequency]! /= size[frequency]! || 1;
  const second = new Float64Array(frequencyClasses);
  const third = new Float64Array(frequencyClasses);
  const drawn = new Float64Array(groups * frequencyClasses);
  const sums = new Float64Array(groups);
  eachRatio(base, (customer, frequency, ratio) => {
    const deviation = mean[frequency]! - ratio;
    second[frequency]! += deviation * deviation;
    third[frequency]! += deviation ** 3;
    const group = groupOf[customer]!;
    if (group === noGroup) return;
    drawn[group * frequencyClasses + frequency]! += 1;
    sums[group]! += deviation;
  });
  const everybody = size.reduce((total, one) => total + one, 0);
  return sums.map((sum, group) => {
    const own = drawn.subarray(group * frequencyClasses, (group + 1) * frequencyClasses);
    const members = own.reduce((total, one) => total + one, 0);
    if (members < least || everybody - members < least) return NaN;
    const moments = { sum, variance: 0, third: 0 };
    for (let frequency = 0; frequency < frequencyClasses; frequency += 1) {
      const all = size[frequency]!;
      if (all > 0) addCell(moments, all, own[frequency]!, second[frequency]! / all, third[frequency]! / all);
    }
    return standardised(moments);
  });
}

function eachRatio(
  base: FrozenBase,
  visit: (customer: number, frequency: number, ratio: number) => void,
): void {
  for (let customer = 0; customer < base.log.customers; customer += 1) {
    if (!base.isKnown(customer)) continue;
    const ratio = base.checkRatio(customer);
    if (!Number.isNaN(ratio)) visit(customer, frequencyClassOf(base, customer), ratio);
  }
}
