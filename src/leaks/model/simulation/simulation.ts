import { Random } from '#kernel/random';
import { proportionInterval, rateInterval } from '../distributions';
import { alarmFrom, lamps, thresholdAt } from '../lamps';
import type { Lamp } from '../lamps';
import type { OrderLog } from '../order-log';
import { firstVerdict, verdictsOf, watch } from '../verdicts';
import type { LampSeries, WatchRule } from '../verdicts';
import { plantedLeaks } from './leaks';
import type { PlantedLeak } from './leaks';
import { ordersBetween, scenarios } from './scenarios';
import type { Scenario, ScenarioName } from './scenarios';
import { ownerAt, simulatedShop, withLeak } from './simulated-shop';
import type { SimulatedShop } from './simulated-shop';

/** What is simulated. */
export interface SimulationPlan {
  /** Customers of each manager, on average. */
  customersEach: number;
  managers: number;
  seed: number;
  /** Shops of each scenario. */
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
  shopYears: number;
  /** False alarms in a shop-year at the default threshold: of all lamps together, and of each. */
  perShopYear: Measured;
  byLamp: Record<Lamp, number>;
}

export interface LeakResult {
  leak: string;
  within: number;
  planted: number;
  /** Found, in per cent, at thresholds that give about so many false alarms for a manager and year. */
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
  /** False alarms of all lamps for a manager and year at those thresholds, measured where nothing is wrong. */
  perManagerYear: Record<FalseAlarmRate, Measured>;
  leaks: LeakResult[];
}

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
  const customers = Math.min(pattern.customers, plan.customersEach * plan.managers);
  const results: ScenarioResult[] = [];
  const calm = new AlarmCount(plan);
  const finds = plantedLeaks
    .filter(({ name }) => plan.leaks.includes(name))
    .map((leak) => ({ leak, planted: 0, found: { '1': 0, '0.1': 0, default: 0 } }));
  let [orders, bases, steps] = [0, 0, 0];
  for (const scenario of scenarios.filter(({ name }) => plan.scenarios.includes(name))) {
    const count = new AlarmCount(plan);
    for (let nth = 0; nth < plan.shops; nth += 1) {
      const seed = seedOf(plan.seed, scenario, nth);
      const shop = simulatedShop(pattern, scenario, { customers, managers: plan.managers, seed });
      const [series] = watch(shop.log, [shop.managers], plan.rule, { from: 0, to: shop.log.weeks });
      count.add(shop, series!);
      onStep((steps += 1));
      if (scenario.name !== 'random') continue;
      calm.add(shop, series!);
      for (const find of finds) {
        for (let more = 0; more < plan.leaksEach; more += 1) {
          const planted = plant(shop, series!, find.leak, plan, new Random(seed, more + 1));
          if (planted === null) continue;
          find.planted += 1;
          for (const rate of falseAlarmRates) if (planted.found[rate]) find.found[rate] += 1;
          orders += planted.repeatOrders;
          bases += 1;
        }
      }
    }
    results.push(count.result(scenario));
  }
  return {
    customersEach: plan.customersEach,
    managers: plan.managers,
    repeatOrders: bases === 0 ? 0 : orders / bases,
    scenarios: results,
    perManagerYear: calm.perManagerYear(),
    leaks: finds.map(({ leak, planted, found }) => ({
      leak: leak.name,
      within: leak.within,
      planted,
      found: byRate((rate) => percent(found[rate], planted)),
    })),
  };
}

/** The threshold of a lamp at a rate of false alarms. */
function thresholdOf(rate: FalseAlarmRate, lamp: Lamp, { managers, perYear }: SimulationPlan): number {
  return rate === 'default' ? alarmFrom(lamp, managers, perYear) : thresholdAt(lamp, Number(rate));
}

/** Counts alarms of shops. */
class AlarmCount {
  #weeks = 0;
  readonly #alarms = { '1': 0, '0.1': 0, default: 0 };
  readonly #byLamp: Record<Lamp, number> = { recent: 0, long: 0, check: 0 };

  constructor(private readonly plan: SimulationPlan) {}

  add({ log, managers }: SimulatedShop, series: LampSeries): void {
    const { groups } = managers;
    const from = firstVerdict('recent');
    this.#weeks += log.weeks - from + 1;
    const quietUntil = byRate(() => new Uint16Array(groups));
    const lampQuietUntil = {
      recent: new Uint16Array(groups),
      long: new Uint16Array(groups),
      check: new Uint16Array(groups),
    };
    for (let week = from; week <= log.weeks; week += 1) {
      const raised = raisedIn(series, week, this.plan);
      for (const { lamp, group, rates } of raised) {
        for (const rate of rates) {
          if (week >= quietUntil[rate][group]!) {
            this.#alarms[rate] += 1;
            quietUntil[rate][group] = week + quietWeeks;
          }
        }
        if (rates.includes('default') && week >= lampQuietUntil[lamp][group]!) {
          this.#byLamp[lamp] += 1;
          lampQuietUntil[lamp][group] = week + quietWeeks;
        }
      }
    }
  }

  result({ name, limit }: Scenario): ScenarioResult {
    const years = this.#weeks / yearWeeks;
    const byLamp = { recent: 0, long: 0, check: 0 };
    for (const lamp of lamps) byLamp[lamp] = this.#byLamp[lamp] / years;
    return {
      scenario: name,
      limit,
      shopYears: years,
      perShopYear: measuredRate(this.#alarms.default, years),
      byLamp,
    };
  }

  perManagerYear(): Record<FalseAlarmRate, Measured> {
    const years = (this.#weeks / yearWeeks) * this.plan.managers;
    return byRate((rate) =>
      years === 0 ? { value: 0, low: 0, high: 0 } : measuredRate(this.#alarms[rate], years),
    );
  }
}

/** The lamps and groups that are above a threshold in a week. */
function raisedIn(
  series: LampSeries,
  week: number,
  plan: SimulationPlan,
): { lamp: Lamp; group: number; rates: FalseAlarmRate[] }[] {
  return verdictsOf(series, week, () => 0).flatMap(({ lamp, z, threshold: margin }) =>
    [...z].flatMap((score, group) => {
      const rates = falseAlarmRates.filter((rate) => score >= thresholdOf(rate, lamp, plan) + margin);
      return rates.length === 0 ? [] : [{ lamp, group, rates }];
    }),
  );
}

/** Plants a loss in a shop that was looked at without it. @returns null if the log is too short */
function plant(
  shop: SimulatedShop,
  calm: LampSeries,
  leak: PlantedLeak,
  plan: SimulationPlan,
  random: Random,
): { found: Record<FalseAlarmRate, boolean>; repeatOrders: number } | null {
  const { log } = shop;
  const earliest = leak.slow
    ? Math.min(firstVerdict('recent') - 8, log.weeks - leak.within)
    : firstVerdict('recent') - 1;
  const choices = log.weeks - leak.within - earliest + 1;
  if (choices < 1 || earliest < 13) return null;
  const begin = earliest + random.int(choices);
  const manager = random.int(shop.managers.groups);
  const leaking = withLeak(shop, leak, { manager, begin, seed: random.int(0x7fffffff) });
  const [series] = watch(leaking.log, [shop.managers], plan.rule, {
    ...{ from: begin + 1, to: begin + leak.within },
    onto: [calm],
  });
  const found = byRate(() => false);
  for (let week = Math.max(begin + 1, firstVerdict('recent')); week <= begin + leak.within; week += 1) {
    for (const { group, rates } of raisedIn(series!, week, plan)) {
      if (group === manager) for (const rate of rates) found[rate] = true;
    }
  }
  let orders = 0;
  for (let customer = 0; customer < log.customers; customer += 1) {
    if (ownerAt(log, customer, begin) === manager) orders += ordersBetween(log, customer, begin, begin + 8);
  }
  return { found, repeatOrders: orders / 8 };
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
  const [low, high] = rateInterval(events, exposure);
  return { value: events / exposure, low, high };
}

function percent(successes: number, trials: number): Measured {
  const [low, high] = proportionInterval(successes, trials);
  return { value: trials === 0 ? 0 : (100 * successes) / trials, low: 100 * low, high: 100 * high };
}
