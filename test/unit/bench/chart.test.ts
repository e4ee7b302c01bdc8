import { chart } from '../../bench/chart';
import type { BenchResults, RateResult } from '../../bench/results';
import type { Variant } from '../../bench/variant';

function result(variant: Variant, rate: number, p99: number): RateResult {
  return {
    ...{ variant, rate, calls: 1, lost: 0, recordsLost: 0, inviteToAnswer: null, answerToAnswer: null },
    inviteToInvite: { p50: 1, p95: 1, p99, count: 1 },
    ...{ asteriskCpu: 8, controllerCpu: 3, databaseCpu: 1, noise: 0 },
  };
}

const results: BenchResults = {
  ...{ startedAt: '', seconds: 1, node: '20', asterisk: '22 <dfsg>', repeats: 1 },
  machine: { cores: 2, model: 'any', loadBefore: 0, loadAfter: 0 },
  rates: [result('dialplan', 10, 10), result('dialplan', 1000, 100), result('star7', 10, 31.6)],
  ...{ simultaneous: [], lookUps: [], memory: null, codecs: [] },
};

test('each value is placed on a logarithmic scale', () => {
  const svg = chart(results);
  // 10 to 1000 calls a second over 60 to 440 pixels; 10 to 100 ms over 300 up to 64.
  expect(svg).toContain('d="M60 300L440 64"');
  expect(svg).toContain(
    '<circle cx="60" cy="182.1" r="3.5" fill="#009e73"><title>10 calls/s: 31.6 ms</title>',
  );
});

test('only measured values are drawn, and text is escaped', () => {
  const svg = chart(results);
  expect(svg).toContain('(d) Star7, everything on');
  expect(svg).not.toContain('(b)');
  expect(svg).toContain('22 &lt;dfsg>');
});

test('a run with no rate or a single one still has a picture', () => {
  for (const rates of [[], results.rates.slice(0, 1)]) {
    expect(chart({ ...results, rates })).not.toMatch(/NaN|Infinity/);
  }
});
