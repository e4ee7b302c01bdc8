import { hookSignature } from '#connectors/kinds/rest';
import { restMapFaults } from '#connectors/model/rest-map';
import type { RestMap } from '#connectors/model/rest-map';
import { reveal } from '#kernel/masked';
import { orderFields } from '#orders/intake/fetched-orders';
import { itemFields } from '#orders/model/import-fields';
import type { SiteFieldKind } from '#orders/model/site-fields';
import { ShopKeys } from '#vault/shop-vault';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import { graphMap, restDialect, restKeys, restMap, timeMap } from '../../fakes/rest-dialect';
import { connectorOf, hookSecret, JumpingClock, SyncRig } from './sync-rig';

/* The contract of the kind `rest`: any shop by a map, against a shop that has an interface of its own making. */

let clock: JumpingClock;
let fake: FakeShop;

beforeEach(() => {
  clock = new JumpingClock();
  fake = new FakeShop(restDialect, {
    now: () => clock.milliseconds,
    limit: { requests: 11, windowMs: 1000 },
  });
});
afterEach(() => {
  expect(fake.objections).toEqual([]);
  expect(fake.limited).toBe(0);
});

async function rigOf(map: RestMap): Promise<SyncRig> {
  const rig = new SyncRig(clock, fake, restKeys, {
    kind: 'rest',
    map,
    outcomeStatuses: { refused: 'dropped' },
  });
  await rig.add();
  return rig;
}

it.each([
  ['REST with pages by number', restMap],
  ['REST with Basic', { ...restMap, authentication: 'basic' as const }],
  ['GraphQL with a token for the next page', graphMap],
  ['GraphQL with pages by time, all of one moment', timeMap],
])('takes orders by %s: first all, then what has changed, and what a webhook names', async (_name, map) => {
  const rig = await rigOf(map);
  const placedAt = clock.now();
  for (let nth = 0; nth < 130; nth += 1) fake.place(anyOrder(nth));
  const sync = await rig.begin();
  await rig.work(sync);
  expect(rig.intake.orders.size).toBe(130);
  const order = rig.intake.orders.get('1000');
  expect(order).toMatchObject({
    ...{ customerName: 'Анна Крылова', amount: '100.50', currency: 'EUR', status: 'open', placedAt },
    details: {
      items: [{ title: 'Чайник', sku: 'A-0', quantity: '1', price: '100.00' }],
      delivery: { town: 'Москва' },
      comment: 'позвоните после шести',
    },
  });
  expect(reveal(order!.phones.main!)).toBe('+79161000000');
  rig.untilPoll();
  fake.change('1001', { phone: '8 916 555-01-99' });
  await rig.work(sync);
  expect(reveal(rig.intake.orders.get('1001')!.phones.main!)).toBe('+79165550199');
  fake.change('1002', { status: 'cancelled' });
  await rig.shops.addHints(1, [{ id: '1002', changedAt: null }]);
  await rig.work(sync);
  expect(rig.intake.orders.get('1002')?.status).toBe('cancelled');
  fake.orders.delete('1003');
  await rig.shops.addHints(1, [{ id: '1003', changedAt: null }]);
  await rig.work(sync);
  expect(rig.intake.orders.get('1003')?.status).toBe('cancelled');
});

it('says outcomes as the map has them: texts cannot change the request', async () => {
  const rig = await rigOf(restMap);
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  const outcome = { shopOrderId: '1000', isUndone: false, tries: 0, entryId: 1, outcome: 'refused' };
  rig.shops.one().outcomes = [{ ...outcome, label: 'Отказ", "admin": true, "x": "{id}' }];
  await rig.work(sync);
  expect(fake.told).toEqual([
    { id: '1000', status: 'dropped', text: 'Star7: Отказ", "admin": true, "x": "{id}' },
  ]);
});

it('a shop that gives the same page again and again is not read without end', async () => {
  const rig = await rigOf({ ...graphMap, nextToken: '/data/always' });
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  fake.fault = () => ({ status: 200, json: { data: { orders: { nodes: [] }, always: 'same' } } });
  await sync.step();
  expect(await sync.step()).toBeGreaterThan(0);
  expect(rig.shops.one().state.fault).toBe('shop-repeats-page');
});

it('pages by time that are all of one moment end where nothing can ask for the next one', async () => {
  const { body } = timeMap.list;
  const map = { ...timeMap, list: { ...timeMap.list, body: body?.replace('"{offset}"', '0') ?? null } };
  const rig = await rigOf(map);
  for (let nth = 0; nth < 60; nth += 1) fake.place(anyOrder(nth));
  const sync = await rig.begin();
  for (let step = 0; step < 3; step += 1) clock.jump(await sync.step());
  expect(rig.shops.one().state.fault).toBe('shop-repeats-page');
});

it.each([
  ['FORBIDDEN', 'shop-refuses-keys'],
  ['THROTTLED', 'shop-limit'],
])(
  'errors in an answer of GraphQL (%s) are a fault of the shop: no order is taken for gone',
  async (code, fault) => {
    const rig = await rigOf(graphMap);
    fake.place(anyOrder(1));
    const sync = await rig.begin();
    await rig.work(sync);
    fake.fault = () => ({ status: 200, json: { errors: [{ extensions: { code } }], data: { order: null } } });
    await rig.shops.addHints(1, [{ id: '1000', changedAt: null }]);
    await sync.step();
    expect(rig.shops.one().state.fault).toBe(fault);
    expect(rig.intake.orders.get('1000')?.status).toBe('open');
    // Control: without them it is gone.
    clock.jump(300_000);
    fake.fault = () => ({ status: 200, json: { errors: [], data: { order: null } } });
    await sync.step();
    expect(rig.intake.orders.get('1000')?.status).toBe('cancelled');
  },
);

it('an answer that is not as the map has it is a fault of the shop, and shows nothing', async () => {
  const rig = await rigOf(restMap);
  fake.place(anyOrder(1));
  fake.fault = () => ({ status: 200, json: { orders: 'call +79165550107' } });
  await (await rig.begin()).step();
  expect(rig.shops.one().state.fault).toBe('shop-answer-unreadable');
});

describe('webhooks', () => {
  const connector = connectorOf('rest', restMap);
  const keys = new ShopKeys({ ...restKeys, hookSecret });
  const now = 1_780_000_000;
  const verdict = (body: string, signature: string) =>
    connector.verify?.(
      { body: Buffer.from(body), header: (name) => (name === 'x-star7-signature' ? signature : '') },
      keys,
      now * 1_000_000,
    );

  it('of the last five minutes are hints; older ones, later ones, changed ones and unsigned ones are refused', () => {
    const body = '{"order":"1000"}';
    const signed = (seconds: number, secret = hookSecret) =>
      hookSignature(Buffer.from(body), secret, seconds);
    expect(verdict(body, signed(now - 299))).toEqual({
      kind: 'hint',
      orders: [{ id: '1000', changedAt: null }],
    });
    const refused = [
      verdict(body, signed(now - 301)),
      verdict(body, signed(now + 301)),
      verdict('{"order":"1001"}', signed(now)),
      verdict(body, signed(now).replace(String(now), String(now - 1))),
      verdict(body, signed(now, 'another secret')),
      verdict(body, `${signed(now)}0`),
      verdict(body, ''),
    ];
    for (const each of refused) expect(each).toEqual({ kind: 'refused' });
  });
});

it('fills fields of the site, without numbers, and leaves what the shop does not state', async () => {
  const rig = await rigOf({
    ...restMap,
    fields: {
      ...{ ...restMap.fields, 'field:size': ['/nowhere'], 'field:wish': ['=ring 8 916 555-01-07 first'] },
      ...{ 'field:floor': ['=fifth'], 'field:gone': ['=x'] },
    },
  });
  const field = (id: string, kind: SiteFieldKind) => ({ id, name: id, kind, choices: [], managers: true });
  rig.rules.rules = {
    ...rig.rules.rules,
    fields: [field('size', 'text'), field('wish', 'text'), field('floor', 'number')],
  };
  const { order } = fake.place({ ...anyOrder(1), items: [...anyOrder(1).items, ...anyOrder(2).items] });
  await rig.work(await rig.begin());
  expect(rig.intake.orders.get(order.number)?.details?.fields).toEqual({ wish: 'ring […] first' });
  expect(rig.intake.orders.get(order.number)?.details?.items).toHaveLength(2);
});

it('a map with faults is refused with all of them', () => {
  const faults = restMapFaults(
    {
      ...restMap,
      orders: 'data',
      fields: { phone: ['phone'], colour: ['/c'], 'field:colour': ['/c'] },
      list: { method: 'GET', path: '//other.example.com/{since}', body: '{' },
      one: { method: 'GET', path: '/orders', body: null },
      outcome: {
        method: 'POST',
        path: '/graphql',
        body: '{"query":"mutation($id:ID!){note(id:$id){id}}","variables":{"id":"{id}"}}',
      },
    },
    orderFields,
    itemFields,
  );
  expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
    'orders pointer-invalid',
    'fields/phone pointer-invalid',
    'fields/colour field-unknown',
    'fields/order_number placeholder-missing',
    'list/path path-invalid',
    'list placeholder-missing',
    'list/body body-invalid',
    'one placeholder-missing',
    'outcome/body body-invalid',
  ]);
});
