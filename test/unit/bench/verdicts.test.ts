import type { BenchResults, RateResult } from '../../bench/results';
import type { Variant } from '../../bench/variant';
import { verdicts } from '../../bench/verdicts';

function rate(variant: Variant, changes: Partial<RateResult> = {}): RateResult {
  const spread = { p50: 4, p95: 6, p99: 8, count: 100 };
  return {
    variant,
    rate: 40,
    calls: 100,
    lost: 0,
    recordsLost: 0,
    inviteToInvite: spread,
    inviteToAnswer: spread,
    answerToAnswer: spread,
    asteriskCpu: 8,
    controllerCpu: 3,
    databaseCpu: 1,
    noise: 0,
    ...changes,
  };
}

function results(changes: Partial<BenchResults>): BenchResults {
  return {
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 1,
    machine: { cores: 2, model: 'any', loadBefore: 0, loadAfter: 0 },
    node: '20',
    asterisk: '22',
    repeats: 1,
    rates: [],
    simultaneous: [],
    lookUps: [],
    memory: null,
    codecs: [],
    ...changes,
  };
}

function met(changes: Partial<BenchResults>, threshold: RegExp): boolean | null | undefined {
  return verdicts(results(changes)).find((verdict) => threshold.test(verdict.threshold))?.met;
}

const slow = { p50: 4, p95: 20, p99: 24, count: 100 };
const lookUps = (milliseconds: number): BenchResults['lookUps'] => [
  { orders: 10_000, milliseconds: { p50: 1, p95: 1, p99: 1, count: 1 } },
  { orders: 5_000_000, milliseconds: { p50: milliseconds, p95: 1, p99: 1, count: 1 } },
];
const memory = (calls: number, grownMb: number): BenchResults['memory'] => ({
  calls,
  before: 100 * 2 ** 20,
  after: (100 + grownMb) * 2 ** 20,
  most: (100 + grownMb) * 2 ** 20,
  live: null,
});

describe('verdicts', () => {
  it.each<[string, RegExp, Partial<BenchResults>, boolean]>([
    ['a lost record', /80 calls/, { rates: [rate('star7', { rate: 80, recordsLost: 1 })] }, false],
    ['nothing lost', /80 calls/, { rates: [rate('star7', { rate: 80 })] }, true],
    [
      '16 ms more than (a)',
      /15 ms/,
      { rates: [rate('dialplan'), rate('star7', { inviteToInvite: slow })] },
      false,
    ],
    [
      '15 ms more than (a)',
      /15 ms/,
      { rates: [rate('dialplan'), rate('star7', { inviteToInvite: { ...slow, p99: 23 } })] },
      true,
    ],
    ['4.1 ms of CPU', /4 ms/, { rates: [rate('star7', { controllerCpu: 4.1 })] }, false],
    [
      '1.6 × of Asterisk',
      /1\.5 × \(a\)/,
      { rates: [rate('dialplan'), rate('star7', { asteriskCpu: 12.8 })] },
      false,
    ],
    ['as fast as (b)', /\(b\)/, { rates: [rate('agi'), rate('star7')] }, true],
    ['slower than (c)', /\(c\)/, { rates: [rate('script'), rate('star7', { inviteToAnswer: slow })] }, false],
    [
      '94 of 100 at once',
      /simultaneous/,
      {
        simultaneous: [
          { variant: 'dialplan', calls: 100, unlimited: false },
          { variant: 'star7', calls: 94, unlimited: false },
        ],
      },
      false,
    ],
    ['a look-up 1.5 times as slow', /look-up/, { lookUps: lookUps(1.5) }, true],
    ['a look-up 1.6 times as slow', /look-up/, { lookUps: lookUps(1.6) }, false],
    ['memory that grows', /grows/, { memory: memory(10_000, 2) }, false],
  ])('%s', (_, threshold, changes, expected) => {
    expect(met(changes, threshold)).toBe(expected);
  });

  it.each([
    ['nothing was measured', /./, {}],
    ['a short run gives no verdict on growth', /grows/, { memory: memory(1_000, 5) }],
  ])('%s: neither met nor missed', (_, threshold, changes) => {
    expect(met(changes, threshold)).toBeNull();
  });
});
