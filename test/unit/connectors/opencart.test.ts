import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyOrder } from '../../fakes/fake-shop';
import { opencartDialect, opencartKeys } from '../../fakes/opencart-dialect';
import { connectorContract } from './connector-contract';

/* The contract of the kind `opencart`, and the script that a shop needs for it. */

const contract = connectorContract({
  ...{ kind: 'opencart', dialect: opencartDialect, keys: opencartKeys, pageSize: 100 },
  limit: { requests: 6, windowMs: 1000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ sku: 'A-0', option: 'Цвет: белый', price: '100.00', total: '100.00' }],
      delivery: { method: 'Курьер', address: 'ул. Лесная, 5', zip: '101000', country: 'RU' },
      payment: { method: 'Наличные' },
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  refused: '7',
  told: null,
});

test('an answer that is changed on its way, or is one to another request, is none', async () => {
  const { clock, fake, rig } = contract();
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  const good = fake.answer({
    ...{ method: 'GET', url: '/star7.php?id=1000', body: '' },
    headers: { 'x-star7-key': opencartKeys.sharedSecret },
  }).json as { payload: string; signature: string };
  const { payload } = good;
  const wrong = [
    good,
    { ...good, payload: payload.replace('1000', '1001') },
    { payload },
    { ...good, payload: '' },
  ];
  for (const json of wrong) {
    fake.fault = () => ({ status: 200, json });
    clock.jump(await sync.step());
    expect(rig.shops.one().state.fault).toBe('shop-answer-unreadable');
  }
  expect(rig.intake.orders.size).toBe(0);
});

const script = join(__dirname, '../../../docs/opencart/star7.php');

test('the script is PHP, if there is one to say so', () => {
  let said = 'No syntax errors';
  try {
    said = execFileSync('php', ['-l', script], { encoding: 'utf8' });
  } catch (error) {
    // There is no PHP on this machine; any other failure is one of the script.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  expect(said).toContain('No syntax errors');
});

test('the script reads, compares its key in constant time, and lets no value become SQL', () => {
  const text = readFileSync(script, 'utf8');
  expect(text).not.toMatch(/\b(?:INSERT|UPDATE|DELETE|REPLACE|DROP|ALTER|GRANT|SET)\s+[`\w]/);
  expect(text).toContain('MYSQLI_TRANS_START_READ_ONLY');
  expect(text).toContain('hash_equals(');
  // Statements are prepared alone, and all that is put into their texts are the columns, the prefix and the limit.
  expect(text).not.toMatch(/->(?:query|multi_query|real_query)\(/);
  const statements =
    text.match(/"(?:SELECT|FROM| FROM| LEFT JOIN| AND)[^"]*"|'(?:SELECT| WHERE| ORDER)[^']*'/g) ?? [];
  expect(statements.length).toBeGreaterThan(5);
  const inSql = statements.flatMap((each) => each.match(/\$\w+/g) ?? []);
  expect([...new Set(inSql.map((name) => name))].sort()).toEqual(['$columns', '$from', '$p']);
  expect(/STAR7_LIMIT = (\d+)/.exec(text)?.[1]).toBe('100');
});
