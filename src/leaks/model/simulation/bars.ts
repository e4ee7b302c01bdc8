import { controlLeak } from './leaks';
import { promisedRates } from './simulation';
import type { Measured, PromisedRate, SimulationResult } from './simulation';

/** A requirement, and what was measured of it. */
export interface Bar {
  name: string;
  measured: Measured;
  /** `most`: at most `bar`; `least`: at least. */
  wanted: 'most' | 'least';
  bar: number;
  /** `unsure`: the value misses the bar, which its 95 % interval includes: the sample is too small to say. */
  verdict: 'held' | 'unsure' | 'missed';
  /** A requirement of the measurement, not of the watch: a measure that cannot fail says nothing. */
  control: boolean;
}

/** Repeat orders a week below which the watch does not promise to find a fifth. */
const enoughOrders = 17;

/** Finds that the watch promises, in per cent within 8 weeks, at so many false alarms of a manager and year. */
const promisedFinds = [
  { leak: '20 % stop', rate: '1', bar: 85, fromOrders: enoughOrders },
  { leak: '20 % stop', rate: '0.1', bar: 55, fromOrders: enoughOrders },
  { leak: '100 % stop', rate: '1', bar: 100, fromOrders: 0 },
  { leak: '100 % stop', rate: '0.1', bar: 100, fromOrders: 0 },
] as const;

/**
 * What a simulation is held to: false alarms in every scenario that is not a limit, what thresholds promise of all lamps
 * together, finds, and two controls. Only what was simulated.
 */
export function barsOf(result: SimulationResult): Bar[] {
  const { scenarios, promised, leaks, managers, repeatOrders, watched } = result;
  const bars = scenarios
    .filter(({ limit }) => !limit)
    .map(({ scenario, perShopYear }) =>
      most(`false alarms of a shop in a year: ${scenario}`, perShopYear, 1),
    );
  if (!scenarios.some(({ scenario }) => scenario === 'random')) return bars;
  for (const rate of promisedRates) {
    const name = `false alarms of a manager in a year, all lamps, threshold for ${rate}`;
    bars.push(most(name, promised[rate], Number(rate)));
  }
  const findsOf = (leak: string, rate: PromisedRate): Measured[] =>
    leaks.filter((one) => one.leak === leak && one.planted > 0).map(({ found }) => found[rate]);
  for (const { leak, rate, bar, fromOrders } of promisedFinds) {
    if (repeatOrders < fromOrders) continue;
    for (const found of findsOf(leak, rate)) {
      bars.push(
        least(`${leak}, found within 8 weeks at ${rate} false alarms of a manager in a year, %`, found, bar),
      );
    }
  }
  bars.push(
    inControl(least('control: alarms of a shop in a year at a low threshold', watched, (managers * 3) / 10)),
  );
  for (const found of findsOf(controlLeak, '0.1')) {
    // At 0.1 false alarms in a year, 8 weeks have one by chance in 1.5 of 100 cases.
    bars.push(inControl(most('control: nothing is lost, and "found" at 0.1, %', found, 5)));
  }
  return bars;
}

function inControl(bar: Bar): Bar {
  return { ...bar, control: true };
}

function most(name: string, measured: Measured, bar: number): Bar {
  const verdict = measured.value <= bar ? 'held' : measured.low <= bar ? 'unsure' : 'missed';
  return { name, measured, wanted: 'most', bar, verdict, control: false };
}

function least(name: string, measured: Measured, bar: number): Bar {
  const verdict = measured.value >= bar ? 'held' : measured.high >= bar ? 'unsure' : 'missed';
  return { name, measured, wanted: 'least', bar, verdict, control: false };
}
