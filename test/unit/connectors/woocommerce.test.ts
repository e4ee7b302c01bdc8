import { ShopKeys } from '#vault/shop-vault';
import { anyOrder } from '../../fakes/fake-shop';
import { wooDialect, wooKeys } from '../../fakes/woo-dialect';
import { connectorContract } from './connector-contract';
import type { ContractRig } from './connector-contract';
import { connectorOf, hookSecret } from './sync-rig';

/*
 * The contract of the kind `woocommerce`: against a fake that knows the parameters of WooCommerce's interface and refuses
 * all others.
 */

const contract = connectorContract({
  ...{ kind: 'woocommerce', dialect: wooDialect, keys: wooKeys, pageSize: 100 },
  limit: { requests: 6, windowMs: 1000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ sku: 'A-0', option: 'Цвет: белый', price: '100', total: '100.00' }],
      delivery: { method: 'Курьер', country: 'RU' },
      payment: { method: 'Наличные', state: 'unpaid' },
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  own: { gift: 'gift_wrap', floor: 'floor', day: 'delivery_day' },
  refused: 'cancelled',
  told: (id) => [
    { id, status: 'cancelled' },
    { id, text: 'Star7: Отказ <по телефону>' },
  ],
});
let { clock, fake, rig } = {} as ContractRig;
beforeEach(() => {
  ({ clock, fake, rig } = contract());
});

it('goes on with the page where an earlier process stopped', async () => {
  for (let nth = 0; nth < 350; nth += 1) {
    fake.place(anyOrder(nth));
    clock.jump(1000);
  }
  const first = await rig.begin();
  await first.step();
  await first.step();
  const before = fake.requests;
  await rig.work(await rig.begin());
  // Two pages were read already; the others, and those that one time of change repeats.
  expect(fake.requests - before).toBeLessThanOrEqual(3);
  expect(rig.intake.orders.size).toBe(350);
  // The earlier process, if it comes back, writes nothing.
  await expect(first.step()).rejects.toMatchObject({ name: 'LeaseLostError' });
});

it('an order of a wrong clock does not hide those that are changed after it', async () => {
  fake.place(anyOrder(1));
  Object.assign(fake.newest('1000'), { changedAt: Date.UTC(2031, 0, 1) });
  const sync = await rig.begin();
  await rig.work(sync);
  rig.untilPoll();
  fake.place(anyOrder(2));
  await rig.work(sync);
  expect([...rig.intake.orders.keys()]).toEqual(['1000', '1001']);
});

it('what is named and nobody has is listed', async () => {
  const sync = await rig.begin();
  await rig.shops.addHints(1, [{ id: '4711', changedAt: null }]);
  await rig.work(sync);
  expect([...rig.shops.one().rejects.values()]).toEqual([
    { shopOrderId: '4711', reason: 'shop-not-found', at: expect.any(Number) as number },
  ]);
});

it('an older answer never takes the place of a newer one', async () => {
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  clock.jump(5000);
  fake.change('1000', { status: 'completed' });
  await rig.shops.addHints(1, [{ id: '1000', changedAt: null }]);
  await rig.work(sync);
  fake.isStale = () => true;
  await rig.shops.addHints(1, [{ id: '1000', changedAt: null }]);
  await rig.work(sync);
  expect(rig.intake.orders.get('1000')?.status).toBe('closed');
});

it('lists an order that cannot be taken, with its id and the reason, and takes it once it is mended', async () => {
  fake.place({ ...anyOrder(1), phone: '12' });
  fake.place(anyOrder(2));
  const sync = await rig.begin();
  await rig.work(sync);
  expect([...rig.intake.orders.keys()]).toEqual(['1001']);
  expect([...rig.shops.one().rejects.values()]).toEqual([
    { shopOrderId: '1000', reason: 'phone-invalid-for-region', at: expect.any(Number) as number },
  ]);
  fake.change('1000', { phone: '+79165550133' });
  expect(await rig.shops.retry(1, null)).toBe(1);
  await rig.work(sync);
  expect(rig.shops.one().rejects.size).toBe(0);
  expect(rig.intake.orders.size).toBe(2);
});

it('an id that is the customer’s number is not kept', async () => {
  const { order, ...others } = fake.place(anyOrder(1));
  fake.orders.delete(others.id);
  fake.orders.set('79165550144', [
    { ...others, id: '79165550144', order: { ...order, phone: '8 916 555-01-44' } },
  ]);
  const sync = await rig.begin();
  await rig.shops.addHints(1, [{ id: '79165550144', changedAt: null }]);
  await rig.work(sync);
  const said = JSON.stringify([
    [...rig.shops.one().rejects.values()],
    [...rig.shops.one().orders],
    [...rig.shops.one().hints],
  ]);
  expect(said).toContain('order-number-is-phone');
  expect(said).not.toContain('5550144');
});

it('waits as long as the shop says, and longer after each failure', async () => {
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  fake.fault = () => ({ status: 429, headers: { 'retry-after': '77' } });
  expect(await sync.step()).toBe(77_000);
  expect(rig.shops.one().state).toMatchObject({ fault: 'shop-limit', failures: 1 });
  expect(await sync.step()).toBeGreaterThan(70_000);
  expect(fake.requests).toBe(1);
  clock.jump(77_000);
  fake.fault = () => ({ status: 503 });
  const pauses = [];
  for (let nth = 0; nth < 5; nth += 1) {
    const pause = await sync.step();
    pauses.push(pause);
    clock.jump(pause);
  }
  expect(pauses).toEqual([2000, 4000, 8000, 16_000, 32_000]);
  fake.fault = () => null;
  await rig.work(sync);
  expect(rig.intake.orders.size).toBe(1);
  expect(rig.shops.one().state).toMatchObject({ fault: null, failures: 0, failingSince: null });
});

it('one order that the shop cannot give does not keep the others waiting, and is listed in the end', async () => {
  fake.place(anyOrder(1));
  fake.place(anyOrder(2));
  const sync = await rig.begin();
  await rig.work(sync);
  fake.fault = ({ url }) => (url.endsWith('/orders/1000') ? { status: 500 } : null);
  fake.change('1001', { status: 'completed' });
  await rig.shops.addHints(1, [
    { id: '1000', changedAt: null },
    { id: '1001', changedAt: null },
  ]);
  await sync.step();
  expect(rig.intake.orders.get('1001')?.status).toBe('closed');
  await rig.work(sync);
  expect([...rig.shops.one().rejects.values()]).toMatchObject([
    { shopOrderId: '1000', reason: 'shop-failed' },
  ]);
});

it('two shops with the same numbers: the second one’s are refused, or have a prefix', async () => {
  fake.place(anyOrder(1));
  await rig.work(await rig.begin());
  await rig.shops.add(rig.settings, new ShopKeys(wooKeys), 'other', 0);
  const take = async (number: string, prefix = '') => {
    const lease = (await rig.shops.lease(2, 'node'))!;
    const notes = { orders: [{ shopOrderId: '1000', changedAt: null }], rejects: [] };
    await rig.orders.take([{ fields: { order_number: number, phone: '+79165550171' }, prefix }], {
      beside: rig.shops.beside(lease, notes),
    });
  };
  await take('1000');
  expect([...rig.shops.one(2).rejects.values()]).toMatchObject([{ reason: 'order-number-clash' }]);
  await take('1000', 'B-');
  expect(rig.shops.one(2).rejects.size).toBe(0);
  expect([...rig.intake.orders.keys()]).toEqual(['1000', 'B-1000']);
});

it('says what a call came to, and that it was taken back', async () => {
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  const outcome = { shopOrderId: '1000', isUndone: false, tries: 0 };
  rig.shops.one().outcomes = [
    { ...outcome, entryId: 1, outcome: 'confirmed', label: 'Подтверждён, тел. 8 916 555-01-07' },
    { ...outcome, entryId: 2, outcome: 'refused', label: 'Отказ' },
    { ...outcome, entryId: 3, outcome: 'refused', label: 'Отказ', isUndone: true },
  ];
  await rig.work(sync);
  expect(fake.told).toEqual([
    { id: '1000', text: expect.stringMatching(/^Star7: Подтверждён/) as string },
    { id: '1000', status: 'cancelled' },
    { id: '1000', text: 'Star7: Отказ' },
    { id: '1000', text: 'Star7: Отказ (отменено)' },
  ]);
  expect(JSON.stringify(fake.told)).not.toMatch(/555/);
  expect(rig.shops.one().told).toHaveLength(3);
});

describe('webhooks', () => {
  const connector = connectorOf('woocommerce');
  const keys = new ShopKeys({ ...wooKeys, hookSecret });
  const verdict = (body: string, headers: Record<string, string>, by = keys) =>
    connector.verify?.({ body: Buffer.from(body), header: (name) => headers[name] ?? '' }, by, 0).kind;

  it('are hints if they are signed, and refused if one byte or one letter differs', () => {
    const { body, headers } = fake.hook(fake.place(anyOrder(1)), hookSecret);
    expect(verdict(body, headers)).toBe('hint');
    expect(verdict(body.replace('"id":1000', '"id":1001'), headers)).toBe('refused');
    expect(verdict(`${body} `, headers)).toBe('refused');
    const signature = headers['x-wc-webhook-signature'] ?? '';
    // The last letter before the padding holds bits that a decoder leaves out.
    for (const wrong of [
      '',
      `${signature} `,
      signature.slice(1),
      signature.replace(/.=$/, (end) => `${end === 'A=' ? 'B' : 'A'}=`),
    ]) {
      expect(verdict(body, { ...headers, 'x-wc-webhook-signature': wrong })).toBe('refused');
    }
    expect(verdict(body, headers, new ShopKeys(wooKeys))).toBe('refused');
  });

  it('of the first delivery, unsigned, and of other topics are taken for nothing', () => {
    expect(verdict('webhook_id=12', {})).toBe('nothing');
    expect(verdict('webhook_id=12&order=1', {})).toBe('refused');
    const { body, headers } = fake.hook(fake.place(anyOrder(1)), hookSecret);
    expect(verdict(body, { ...headers, 'x-wc-webhook-topic': 'product.updated' })).toBe('nothing');
  });
});
