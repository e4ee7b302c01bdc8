import { anyOrder } from '../../fakes/fake-shop';
import { shopifyDialect, shopifyKeys } from '../../fakes/shopify-dialect';
import { ShopKeys } from '#vault/shop-vault';
import { connectorContract } from './connector-contract';
import { connectorOf } from './sync-rig';

/* The contract of the kind `shopify`. */

const contract = connectorContract({
  ...{ kind: 'shopify', dialect: shopifyDialect, keys: shopifyKeys, pageSize: 25, firstSync: 67 },
  limit: { requests: 1, windowMs: 1000 },
  order: {
    currency: 'EUR',
    details: {
      items: [{ sku: 'A-0', option: 'white', price: '100.00' }],
      delivery: { method: 'Courier', address: 'ул. Лесная, 5', country: 'RU', zip: '101000' },
      payment: { method: 'Cash', state: 'partially paid' },
      tags: ['b2c'],
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  refused: 'dropped',
  // Tags stand for comments and statuses.
  told: (id) => [{ id, text: 'Star7: Отказ <по телефону>, dropped' }],
  signedWith: shopifyKeys.appSecret,
});

it('waits until what a request needs is restored, and reads other errors of GraphQL as what they are', async () => {
  const { clock, fake, rig } = contract();
  const sync = await rig.begin();
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 100, restoreRate: 100 };
  const errors = (code: string) => ({
    errors: [{ message: 'x', extensions: { code } }],
    extensions: { cost: { requestedQueryCost: 900, throttleStatus } },
  });
  const faults = [];
  for (const code of ['THROTTLED', 'ACCESS_DENIED', 'INTERNAL_SERVER_ERROR']) {
    fake.fault = () => ({ status: 200, json: errors(code) });
    const pause = await sync.step();
    faults.push([rig.shops.one().state.fault, pause]);
    clock.jump(pause);
  }
  expect(faults).toEqual([
    ['shop-limit', 8000],
    ['shop-refuses-keys', 2000],
    ['shop-answer-unreadable', 4000],
  ]);
});

it('an outcome that is longer than a tag may be is cut', async () => {
  const { fake, rig } = contract();
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  const outcome = { shopOrderId: '1000', isUndone: false, tries: 0 };
  const label = 'Отказ: покупатель передумал и просит больше не звонить';
  rig.shops.one().outcomes = [{ ...outcome, entryId: 1, outcome: 'refused', label }];
  await rig.work(sync);
  expect(fake.told).toEqual([{ id: '1000', text: `${`Star7: ${label}`.slice(0, 40)}, dropped` }]);
});

it('webhooks of other topics are taken for nothing, and those that are hours old are refused', () => {
  const { clock, fake } = contract();
  const connector = connectorOf('shopify');
  const keys = new ShopKeys(shopifyKeys);
  const verdict = (body: string, headers: Record<string, string>, laterMs = 0) =>
    connector.verify?.(
      { body: Buffer.from(body), header: (name) => headers[name] ?? '' },
      keys,
      clock.now() + laterMs * 1000,
    ).kind;
  const { body, headers } = fake.hook(fake.place(anyOrder(1)), shopifyKeys.appSecret);
  expect(verdict(body, headers)).toBe('hint');
  expect(verdict(body, { ...headers, 'x-shopify-topic': 'products/update' })).toBe('nothing');
  expect(verdict(body, headers, 6 * 3_600_000)).toBe('refused');
});
