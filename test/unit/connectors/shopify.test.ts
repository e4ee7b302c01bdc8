import { kindOf } from '#connectors/kinds/kinds';
import { reveal } from '#kernel/masked';
import { ShopKeys } from '#vault/shop-vault';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import { shopifyDialect, shopifyKeys } from '../../fakes/shopify-dialect';
import { JumpingClock, SyncRig } from './sync-rig';

/* The contract of the kind `shopify`. */

let clock: JumpingClock;
let fake: FakeShop;
let rig: SyncRig;

beforeEach(async () => {
  clock = new JumpingClock();
  fake = new FakeShop(shopifyDialect, {
    now: () => clock.milliseconds,
    limit: { requests: 1, windowMs: 1000 },
  });
  rig = new SyncRig(clock, fake, shopifyKeys, { kind: 'shopify', outcomeStatuses: { refused: 'dropped' } });
  await rig.add();
});
afterEach(() => {
  expect(fake.objections).toEqual([]);
  expect(fake.limited).toBe(0);
});

it('takes orders page by page, with all that a manager needs, and what changes later', async () => {
  for (let nth = 0; nth < 60; nth += 1) fake.place(anyOrder(nth));
  const sync = await rig.begin();
  await rig.work(sync);
  expect(rig.intake.orders.size).toBe(60);
  const order = rig.intake.orders.get('1000');
  expect(order).toMatchObject({
    ...{ customerName: 'Анна Крылова', amount: '100.50', currency: 'EUR', status: 'open' },
    details: {
      items: [{ title: 'Чайник', option: 'white', sku: 'A-0', quantity: '1', price: '100.00' }],
      delivery: { method: 'Courier', address: 'ул. Лесная, 5', town: 'Москва', country: 'RU', zip: '101000' },
      payment: { method: 'Cash', state: 'partially paid' },
      tags: ['b2c'],
    },
  });
  expect(reveal(order!.phones.main!)).toBe('+79161000000');
  fake.change('1001', { status: 'cancelled' });
  fake.change('1002', { status: 'completed' });
  fake.change('1003', { phone: '8 916 555-01-99' });
  rig.untilPoll();
  await rig.work(sync);
  expect(['1001', '1002', '1003'].map((id) => rig.intake.orders.get(id)?.status)).toEqual([
    'cancelled',
    'closed',
    'open',
  ]);
  expect(reveal(rig.intake.orders.get('1003')!.phones.main!)).toBe('+79165550199');
});

it('fetches what a webhook names, and cancels what the shop has no more', async () => {
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  fake.change('1000', { status: 'completed' });
  await rig.shops.addHints(1, [{ id: '1000', changedAt: null }]);
  await rig.work(sync);
  expect(rig.intake.orders.get('1000')?.status).toBe('closed');
  fake.orders.delete('1000');
  await rig.shops.addHints(1, [{ id: '1000', changedAt: null }]);
  await rig.work(sync);
  expect(rig.intake.orders.get('1000')?.status).toBe('cancelled');
});

it('waits until what a request needs is restored, and reads other errors of GraphQL as what they are', async () => {
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

it('says outcomes as tags', async () => {
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  const outcome = { shopOrderId: '1000', isUndone: false, tries: 0 };
  const label = 'Отказ: покупатель передумал и просит больше не звонить';
  rig.shops.one().outcomes = [{ ...outcome, entryId: 1, outcome: 'refused', label }];
  await rig.work(sync);
  expect(fake.told).toEqual([{ id: '1000', text: `${`Star7: ${label}`.slice(0, 40)}, dropped` }]);
});

it('webhooks are hints if they are signed by the app, and refused if they are changed or hours old', () => {
  const connector = kindOf('shopify').create({ map: null });
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
  expect(verdict(body.replace('1000', '1001'), headers)).toBe('refused');
  expect(verdict(body, fake.hook(fake.newest('1000'), 'another').headers)).toBe('refused');
  expect(verdict(body, headers, 6 * 3_600_000)).toBe('refused');
});
