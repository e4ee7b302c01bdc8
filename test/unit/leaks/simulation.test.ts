import { join } from 'node:path';
import { defaultRule } from '#leaks/model/verdicts';
import { simulate } from '#leaks/model/simulation/simulation';
import type { SimulationPlan } from '#leaks/model/simulation/simulation';
import { PurchaseLogError, readPurchaseLog } from '#leaks/purchase-log';

const purchases = join(__dirname, '../../fixtures/purchases');

const plan: SimulationPlan = {
  ...{ customersEach: 50, managers: 12, seed: 3, shops: 1, leaksEach: 4, perYear: 1, rule: defaultRule },
  ...{ scenarios: ['random'], leaks: ['20 % stop', '100 % stop'] },
};

/** Small samples: `star7 leaks simulate` measures, this shows that it does. */
describe.each([
  ['cj.csv.gz', 52, 60],
  ['onlineretail.csv.gz', 53, 300],
])('on real purchases, %s', (file, weeks, customersEach) => {
  test('losses are found, and what is none gives few alarms', async () => {
    const pattern = await readPurchaseLog(join(purchases, file));
    expect(pattern.weeks).toBe(weeks);
    const result = simulate(pattern, { ...plan, customersEach, scenarios: ['random', 'leave'] });
    expect(result.repeatOrders).toBeGreaterThan(15);
    for (const { scenario, perShopYear } of result.scenarios) {
      expect([scenario, perShopYear.low <= 1]).toEqual([scenario, true]);
    }
    const [fifth, all] = result.leaks;
    expect(all!.found['0.1'].value).toBe(100);
    expect(fifth!.found['1'].value).toBeGreaterThanOrEqual(65);
    expect(result.perManagerYear['1'].value).toBeLessThanOrEqual(1);
  });
});

test('the same plan gives the same result, another seed another one', async () => {
  const pattern = await readPurchaseLog(join(purchases, 'cj.csv.gz'));
  const small = { ...plan, shops: 1, leaksEach: 1 };
  expect(simulate(pattern, small)).toEqual(simulate(pattern, small));
  expect(simulate(pattern, { ...small, seed: 4 })).not.toEqual(simulate(pattern, small));
});

test.each(['audit.ts', 'missing.csv'])('a file that is no log is refused: %s', async (name) => {
  const file = name === 'audit.ts' ? __filename : join(purchases, name);
  await expect(readPurchaseLog(file)).rejects.toThrow(name === 'audit.ts' ? PurchaseLogError : /ENOENT/);
});
