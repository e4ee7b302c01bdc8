import type { Random } from '#kernel/random';
import { noOwner, OrderLogBuilder } from '../order-log';
import type { OrderLog } from '../order-log';

/** How many of these customers stop by themselves in the weeks of a window: natural churn. */
const churn = { share: 0.05, weeks: 8 };

/** The chance that a customer orders in a week; each has an own one. */
const leastRegular = 0.7;

/** The first customers begin within half a year: they are in several classes of frequency, and cells are small. */
const beginningWeeks = 26;

/**
 * Purchases of customers who buy nearly every week. Each may stop by itself, whoever the manager is, and somebody new
 * begins in its place, so that there are as many in each week. What purchases are worth is taken from real ones.
 *
 * @param customers customers of `pattern`, one for each place
 * @returns a log as long as the pattern, without owners
 */
export function weeklyBuyers(pattern: OrderLog, customers: Int32Array, random: Random): OrderLog {
  const builder = new OrderLogBuilder();
  const stopping = 1 - (1 - churn.share) ** (1 / churn.weeks);
  let made = 0;
  for (const one of customers) {
    const [from, end] = [pattern.first[one]!, pattern.first[one + 1]!];
    let chance = 0;
    for (let week = random.int(beginningWeeks); week < pattern.weeks; week += 1) {
      if (chance === 0 || random.chance(stopping)) {
        chance = leastRegular + (1 - leastRegular) * random.next();
        made += 1;
      }
      if (!random.chance(chance)) continue;
      const value = pattern.value[from + random.int(end - from)]!;
      builder.add(made - 1, week * 7 + random.int(7), value, noOwner);
    }
  }
  return builder.build(pattern.weeks);
}
