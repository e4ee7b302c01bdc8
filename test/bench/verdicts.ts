import type { BenchResults, RateResult } from './results';
import type { Variant } from './variant';

export interface Verdict {
  threshold: string;
  /** The measured value, in the unit of the threshold. */
  found: string;
  /** Null where it was not measured in this run. */
  met: boolean | null;
}

const notMeasured = 'not measured in this run';

/**
 * The requirements for Star7 and the results of this run. Only a report: on a shared machine, other work may
 * cause a miss.
 */
export function verdicts(results: BenchResults): Verdict[] {
  const at = (variant: Variant, rate: number): RateResult | undefined =>
    results.rates.find((result) => result.variant === variant && result.rate === rate);
  return [
    noLoss(at('star7', 80)),
    addedDelay(at('dialplan', 40), at('star7', 40)),
    controllerCpu(at('star7', 40)),
    asteriskCpu(at('dialplan', 40), at('star7', 40)),
    aheadOfAgi(at('agi', 40), at('star7', 40)),
    aheadOfScript(at('script', 40), at('star7', 40)),
    simultaneous(results),
    lookUp(results),
    ...memory(results),
  ];
}

function noLoss(star7: RateResult | undefined): Verdict {
  const threshold = 'no lost call and no lost record at 80 calls/s';
  if (star7 === undefined) return unknown(threshold);
  const { lost, recordsLost, calls } = star7;
  return {
    threshold,
    found: `${lost} calls and ${recordsLost ?? 0} records of ${calls}`,
    met: lost === 0 && recordsLost === 0,
  };
}

function addedDelay(dialplan?: RateResult, star7?: RateResult): Verdict {
  const threshold = 'INVITE to INVITE p99 at most 15 ms above (a) at 40 calls/s';
  const [one, other] = [dialplan?.inviteToInvite, star7?.inviteToInvite];
  if (!one || !other) return unknown(threshold);
  const added = other.p99 - one.p99;
  return { threshold, found: `${ms(added)} above (${ms(other.p99)} to ${ms(one.p99)})`, met: added <= 15 };
}

function controllerCpu(star7?: RateResult): Verdict {
  const threshold = 'Star7’s own CPU at most 4 ms a call, at 40 calls/s';
  if (star7 === undefined) return unknown(threshold);
  return { threshold, found: ms(star7.controllerCpu), met: star7.controllerCpu <= 4 };
}

function asteriskCpu(dialplan?: RateResult, star7?: RateResult): Verdict {
  const threshold = 'Asterisk’s CPU at most 1.5 × (a), at 40 calls/s';
  if (dialplan === undefined || star7 === undefined) return unknown(threshold);
  const ratio = star7.asteriskCpu / dialplan.asteriskCpu;
  return { threshold, found: `${ratio.toFixed(2)} ×`, met: ratio <= 1.5 };
}

function aheadOfAgi(agi?: RateResult, star7?: RateResult): Verdict {
  const threshold = 'ahead of (b) in every time and in CPU, at 40 calls/s';
  if (agi === undefined || star7 === undefined) return unknown(threshold);
  return ahead(threshold, [
    ['INVITE to INVITE p50', agi.inviteToInvite?.p50, star7.inviteToInvite?.p50],
    ['INVITE to INVITE p99', agi.inviteToInvite?.p99, star7.inviteToInvite?.p99],
    ['INVITE to 200 p50', agi.inviteToAnswer?.p50, star7.inviteToAnswer?.p50],
    ['INVITE to 200 p99', agi.inviteToAnswer?.p99, star7.inviteToAnswer?.p99],
    ['CPU', totalCpu(agi), totalCpu(star7)],
    ['lost calls', agi.lost, star7.lost],
  ]);
}

function aheadOfScript(script?: RateResult, star7?: RateResult): Verdict {
  const threshold = 'ahead of (c) in p99 and CPU, at 40 calls/s';
  if (script === undefined || star7 === undefined) return unknown(threshold);
  return ahead(threshold, [
    ['INVITE to INVITE p99', script.inviteToInvite?.p99, star7.inviteToInvite?.p99],
    ['INVITE to 200 p99', script.inviteToAnswer?.p99, star7.inviteToAnswer?.p99],
    ['controller’s CPU', script.controllerCpu, star7.controllerCpu],
    ['Asterisk’s CPU', script.asteriskCpu, star7.asteriskCpu],
  ]);
}

function simultaneous({ simultaneous: found }: BenchResults): Verdict {
  const threshold = 'simultaneous calls at least 95 % of (a)';
  const of = (variant: Variant): number | undefined =>
    found.find((result) => result.variant === variant)?.calls;
  const [one, other] = [of('dialplan'), of('star7')];
  if (one === undefined || other === undefined) return unknown(threshold);
  return { threshold, found: `${other} to ${one}`, met: one > 0 && other / one >= 0.95 };
}

function lookUp({ lookUps }: BenchResults): Verdict {
  const threshold = 'look-up at 5 million orders at most 1.5 × that at 10 thousand';
  const of = (orders: number): number | undefined =>
    lookUps.find((result) => result.orders === orders)?.milliseconds.p50;
  const [few, many] = [of(10_000), of(5_000_000)];
  if (few === undefined || many === undefined) return unknown(threshold);
  const ratio = many / few;
  return {
    threshold,
    found: `${ratio.toFixed(2)} × (p50 ${many.toFixed(2)} to ${few.toFixed(2)} ms)`,
    met: ratio <= 1.5,
  };
}

function memory({ memory: found }: BenchResults): Verdict[] {
  const size = 'resident memory under 150 MB';
  const growth = 'resident memory grows less than 1 MB in 10,000 calls';
  if (found === null) return [unknown(size), unknown(growth)];
  const grown = ((found.after - found.before) / 2 ** 20) * (10_000 / found.calls);
  const whole = found.calls >= 10_000;
  return [
    { threshold: size, found: `${mb(found.most)} MB at most`, met: found.most < 150 * 2 ** 20 },
    {
      threshold: growth,
      found: `${grown.toFixed(1)} MB${whole ? '' : ` (reckoned from ${found.calls} calls)`}`,
      met: whole ? grown < 1 : null,
    },
  ];
}

function ahead(
  threshold: string,
  pairs: readonly (readonly [string, number | undefined, number | undefined])[],
): Verdict {
  const behind = pairs.filter(
    ([, other, star7]) => other !== undefined && star7 !== undefined && star7 > other,
  );
  return {
    threshold,
    found:
      behind.length === 0
        ? 'in all'
        : `behind in ${behind.map(([what, other = 0, star7 = 0]) => `${what} (${star7.toFixed(1)} to ${other.toFixed(1)})`).join(', ')}`,
    met: behind.length === 0,
  };
}

function totalCpu({ asteriskCpu: asterisk, controllerCpu: controller }: RateResult): number {
  return asterisk + controller;
}

function unknown(threshold: string): Verdict {
  return { threshold, found: notMeasured, met: null };
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function mb(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
