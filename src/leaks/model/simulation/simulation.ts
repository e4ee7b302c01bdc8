import { Random } from '#kernel/random';
import { proportionInterval, rateInterval } from '../distributions';
import { aboveRecent, alarmFrom, lamps, thresholdAt, watchFrom } from '../lamps';
import type { Lamp } from '../lamps';
import type { OrderLog } from '../order-log';
import { firstVerdict, verdictsOf, watch } from '../verdicts';
import type { LampSeries, WatchRule } from '../verdicts';
import { plantedLeaks } from './leaks';
import type { PlantedLeak } from './leaks';
import { ordersBetween, scenarios } from './scenarios';
import type { Scenario, ScenarioName, ShopSize } from './scenarios';
import { ownerAt, simulatedShop, withLeak } from './simulated-shop';
import type { SimulatedShop } from './simulated-shop';

/** What is simulated. */
export interface SimulationPlan extends ShopSize {
  seed: number;
  /** Shops of each scenario; more where they are smaller, so that there are as many managers. */
  shops: number;
  /** Losses planted in each shop of the scenario `random`, of each kind. */
  leaksEach: number;
  /** Kinds of losses, by name. */
  leaks: readonly string[];
  scenarios: readonly ScenarioName[];
  rule: WatchRule;
  /** False alarms that a shop accepts in a year. */
  perYear: number;
}

/** A number that was measured, with its 95 % interval. */
export interface Measured {
  value: number;
  low: number;
  high: number;
}

export interface ScenarioResult {
  scenario: ScenarioName;
  limit: boolean;
  /** Of its shops, where it has a size of its own. */
  size?: ShopSize;
  shopYears: number;
  /** False alarms in a shop-year at the default threshold: of all lamps together, and of each. */
  perShopYear: Measured;
  byLamp: Record<Lamp, number>;
}

export interface LeakResult {
  leak: string;
  within: number;
  planted: number;
  /** Found, in per cent, at {@link SimulationResult.thresholds}. */
  found: Record<FalseAlarmRate, Measured>;
}

export const falseAlarmRates = ['1', '0.1', 'default'] as const;
export type FalseAlarmRate = (typeof falseAlarmRates)[number];

export interface SimulationResult {
  customersEach: number;
  managers: number;
  /** Orders in a week from the customers whom a manager has already. */
  repeatOrders: number;
  scenarios: ScenarioResult[];
  /**
   * Thresholds of the recent orders: those at which all lamps together gave so many false alarms in the scenario `random` of
   * this very shop, and the default.
   */
  thresholds: Record<FalseAlarmRate, number>;
  /** False alarms of all lamps for a manager and year at those thresholds. */
  perManagerYear: Record<FalseAlarmRate, Measured>;
  /** The same at the thresholds that the rule has for so many, whatever the shop. */
  promised: Record<PromisedRate, Measured>;
  /** Alarms of such a shop in a year at a threshold that is none: shows that false alarms are counted. */
  watched: Measured;
  leaks: LeakResult[];
}

export const promisedRates = ['1', '0.1'] as const;
export type PromisedRate = (typeof promisedRates)[number];

/** After an alarm a group gives none for so long: somebody looks at it. */
const quietWeeks = 8;

/** Weeks of a year. */
const yearWeeks = 52;

/**
 * Measures false alarms where nothing is wrong and how many planted losses are found, on shops made from a log of real
 * purchases. The same plan gives the same result.
 *
 * @param pattern owners are not used
 * @param onStep after each shop, with the number of steps done
 */
export function simulate(
  pattern: OrderLog,
  plan: SimulationPlan,
  onStep: (done: number) => void = () => {},
): SimulationResult {
  const results: ScenarioResult[] = [];
  let calm = new CalmShops(plan);
  const finds = plantedLeaks
    .filter(({ name }) => plan.leaks.includes(name))
    .map((leak) => ({ leak, heights: [] as number[] }));
  let [orders, bases, steps] = [0, 0, 0];
  for (const scenario of scenarios.filter(({ name }) => plan.scenarios.includes(name))) {
    const { managers, customersEach } = scenario.size ?? plan;
    const customers = Math.min(pattern.customers, customersEach * managers);
    const shops = new CalmShops({ ...plan, managers });
    if (scenario.name === 'random') calm = shops;
    // As many managers as in the other scenarios: of a few alarms in few shops nothing can be said.
    const count = Math.ceil((plan.shops * plan.managers) / managers);
    for (let nth = 0; nth < count; nth += 1) {
      const seed = seedOf(plan.seed, scenario, nth);
      const shop = simulatedShop(pattern, scenario, { customers, managers, seed });
      const [series] = watch(shop.log, [shop.managers], plan.rule, { from: 0, to: shop.log.weeks });
      shops.add(shop, series!);
      onStep((steps += 1));
      if (scenario.name !== 'random') continue;
      for (const { leak, heights } of finds) {
        for (let more = 0; more < plan.leaksEach; more += 1) {
          const planted = plant(shop, series!, leak, plan, new Random(seed, more + 1));
          if (planted === null) continue;
          heights.push(planted.height);
          orders += planted.repeatOrders;
          bases += 1;
        }
      }
    }
    results.push(shops.result(scenario));
  }
  const thresholds = {
    '1': calm.thresholdAt(1),
    '0.1': calm.thresholdAt(0.1),
    default: alarmFrom('recent', plan.managers, plan.perYear),
  };
  return {
    customersEach: plan.customersEach,
    managers: plan.managers,
    repeatOrders: bases === 0 ? 0 : orders / bases,
    scenarios: results,
    thresholds,
    perManagerYear: byRate((rate) => calm.perManagerYear(thresholds[rate])),
    promised: {
      '1': calm.perManagerYear(thresholdAt('recent', 1)),
      '0.1': calm.perManagerYear(thresholdAt('recent', 0.1)),
    },
    watched: calm.perShopYear(watchFrom),
    leaks: finds.map(({ leak, heights }) => ({
      leak: leak.name,
      within: leak.within,
      planted: heights.length,
      found: byRate((rate) =>
        percent(heights.filter((height) => height >= thresholds[rate]).length, heights.length),
      ),
    })),
  };
}

/** Each week's largest Z of the lamps of each group, less what a lamp's threshold is above that of the recent orders. */
interface Heights {
  groups: number;
  /** `weeks × groups`, from the first week with a verdict. */
  all: Float32Array;
  byLamp: Record<Lamp, Float32Array>;
}

function heightsOf(series: LampSeries, groups: number, from: number, to: number): Heights {
  const column = (): Float32Array => new Float32Array(Math.max(0, to - from + 1) * groups).fill(-Infinity);
  const heights = { groups, all: column(), byLamp: { recent: column(), long: column(), check: column() } };
  for (let week = from; week <= to; week += 1) {
    for (const { lamp, z, threshold } of verdictsOf(series, week, aboveRecent)) {
      for (let group = 0; group < groups; group += 1) {
        const at = (week - from) * groups + group;
        const height = Number.isNaN(z[group]) ? -Infinity : z[group]! - threshold;
        heights.byLamp[lamp][at] = height;
        if (height > heights.all[at]!) heights.all[at] = height;
      }
    }
  }
  return heights;
}

/** Alarms at a threshold; after one a group is quiet for {@link quietWeeks}. */
function alarmsIn(heights: Float32Array, groups: number, threshold: number): number {
  let alarms = 0;
  for (let group = 0; group < groups; group += 1) {
    let quietUntil = 0;
    for (let week = 0; week * groups < heights.length; week += 1) {
      if (week < quietUntil || heights[week * groups + group]! < threshold) continue;
      alarms += 1;
      quietUntil = week + quietWeeks;
    }
  }
  return alarms;
}

/** Looks at shops in which nobody is lost. */
class CalmShops {
  #weeks = 0;
  readonly #shops: Heights[] = [];

  constructor(private readonly plan: SimulationPlan) {}

  add({ log, managers }: SimulatedShop, series: LampSeries): void {
    const from = firstVerdict('recent');
    this.#weeks += Math.max(0, log.weeks - from + 1);
    this.#shops.push(heightsOf(series, managers.groups, from, log.weeks));
  }

  result({ name, limit, size }: Scenario): ScenarioResult {
    const threshold = alarmFrom('recent', this.plan.managers, this.plan.perYear);
    const years = this.#weeks / yearWeeks;
    const byLamp = { recent: 0, long: 0, check: 0 };
    for (const lamp of lamps)
      byLamp[lamp] = this.#alarms(threshold, (heights) => heights.byLamp[lamp]) / years;
    const perShopYear = this.perShopYear(threshold);
    return { scenario: name, limit, ...(size && { size }), shopYears: years, perShopYear, byLamp };
  }

  perShopYear(threshold: number): Measured {
    return measuredRate(this.#alarms(threshold), this.#weeks / yearWeeks);
  }

  /** The lowest threshold at which all lamps together give no more false alarms for a manager and year. */
  thresholdAt(perManagerYear: number): number {
    let [low, high] = [0, 8];
    while (high - low > 0.01) {
      const middle = (low + high) / 2;
      if (this.#alarms(middle) <= perManagerYear * this.managerYears) high = middle;
      else low = middle;
    }
    return high;
  }

  get managerYears(): number {
    return (this.#weeks / yearWeeks) * this.plan.managers;
  }

  perManagerYear(threshold: number): Measured {
    return measuredRate(this.#alarms(threshold), this.managerYears);
  }

  #alarms(threshold: number, of = (heights: Heights): Float32Array => heights.all): number {
    return this.#shops.reduce((sum, shop) => sum + alarmsIn(of(shop), shop.groups, threshold), 0);
  }
}

/**
 * Plants a loss in a shop that was looked at without it.
 * @returns the largest height of its manager while it was to be found; null if the log is too short
 */
function plant(
  shop: SimulatedShop,
  calm: LampSeries,
  leak: PlantedLeak,
  plan: SimulationPlan,
  random: Random,
): { height: number; repeatOrders: number } | null {
  const { log } = shop;
  const first = firstVerdict('recent');
  const earliest = leak.slow ? Math.min(first - 8, log.weeks - leak.within) : first - 1;
  const choices = log.weeks - leak.within - earliest + 1;
  if (choices < 1 || earliest < 13) return null;
  const begin = earliest + random.int(choices);
  const manager = random.int(shop.managers.groups);
  const leaking = withLeak(shop, leak, { manager, begin, seed: random.int(0x7fffffff) });
  const to = begin + leak.within;
  const [series] = watch(leaking.log, [shop.managers], plan.rule, { from: begin + 1, to, onto: [calm] });
  const { groups, all } = heightsOf(series!, shop.managers.groups, Math.max(begin + 1, first), to);
  let height = -Infinity;
  for (let at = manager; at < all.length; at += groups) height = Math.max(height, all[at]!);
  let orders = 0;
  for (let customer = 0; customer < log.customers; customer += 1) {
    if (ownerAt(log, customer, begin) === manager) orders += ordersBetween(log, customer, begin, begin + 8);
  }
  return { height, repeatOrders: orders / 8 };
}

function seedOf(seed: number, { name }: Scenario, nth: number): number {
  let mixed = seed;
  for (const letter of `${name}/${nth}`) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  return mixed;
}

function byRate<Value>(of: (rate: FalseAlarmRate) => Value): Record<FalseAlarmRate, Value> {
  return { '1': of('1'), '0.1': of('0.1'), default: of('default') };
}

function measuredRate(events: number, exposure: number): Measured {
  if (exposure === 0) return { value: 0, low: 0, high: 0 };
  const [low, high] = rateInterval(events, exposure);
  return { value: events / exposure, low, high };
}

function percent(successes: number, trials: number): Measured {
  const [low, high] = proportionInterval(successes, trials);
  return { value: trials === 0 ? 0 : (100 * successes) / trials, low: 100 * low, high: 100 * high };
}
