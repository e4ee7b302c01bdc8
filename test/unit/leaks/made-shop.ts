import { OrderLogBuilder } from '#leaks/model/order-log';
import type { OrderLog } from '#leaks/model/order-log';
import type { ShopHistory } from '#leaks/model/shop-history';
import { Random } from '#kernel/random';

export interface MadeShop {
  customers?: number;
  managers?: number;
  weeks?: number;
  seed?: number;
  /** Whether an order takes place. `chance` is a random number of this order's own, 0 to 1. */
  keeps?: (order: { customer: number; manager: number; week: number; chance: number }) => boolean;
}

/** A shop whose customers each buy at a rate of their own; customer `i` belongs to manager `i mod managers`. */
export function madeLog({
  customers = 600,
  managers = 6,
  weeks = 60,
  seed = 5,
  keeps = () => true,
}: MadeShop = {}): OrderLog {
  const builder = new OrderLogBuilder();
  for (let customer = 0; customer < customers; customer += 1) {
    // A customer's own numbers: what others do changes nothing for this one.
    const random = new Random(seed, customer);
    const rate = 0.05 + 0.5 * random.next() ** 2;
    const size = 10 + 90 * random.next();
    const manager = customer % managers;
    for (let week = 0; week < weeks; week += 1) {
      const orders = random.chance(rate);
      const day = week * 7 + random.int(7);
      const value = size * (0.8 + 0.4 * random.next());
      const chance = random.next();
      if (orders && keeps({ customer, manager, week, chance })) builder.add(customer, day, value, manager);
    }
  }
  return builder.build(weeks);
}

/** 2025-01-06, a Monday. */
export const firstMonday = 20_094;

export function historyOf(log: OrderLog, managers = 6): ShopHistory {
  return {
    ...{ log, firstDay: firstMonday, orders: log.day.length },
    managers: Array.from({ length: managers }, (_, place) => ({
      ...{ id: place + 1, extension: String(101 + place), name: `Manager ${place + 1}` },
      ...{ team: null, isActive: true },
    })),
    leave: Array.from({ length: managers }, () => null),
    regions: { names: [], of: new Int16Array(log.customers).fill(-1) },
    sources: { names: [], of: new Int16Array(log.customers).fill(-1) },
  };
}
