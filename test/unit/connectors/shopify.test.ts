import { inspect } from 'node:util';
import { groupsIn } from '#connectors/first-file';
import { ShopError } from '#connectors/shop-error';
import { anyOrder } from '../../fakes/fake-shop';
import { bulkOf, shopifyDialect, shopifyKeys } from '../../fakes/shopify-dialect';
import { ShopKeys } from '#vault/shop-vault';
import { connectorContract } from './connector-contract';
import { connectorOf } from './sync-rig';

/* The contract of the kind `shopify`. */

const contract = connectorContract({
  ...{ kind: 'shopify', dialect: shopifyDialect, keys: shopifyKeys, pageSize: 25 },
  allowFirstSync: (fake) => void (bulkOf(fake).isAllowed = true),
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
  own: { gift: 'gift wrap', floor: 'Floor', day: 'Delivery day' },
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

it('an order that could not be told, for an error without a code, is not taken to be gone', async () => {
  const { fake, rig } = contract();
  const { id, order } = fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  fake.fault = ({ body }) =>
    body.includes('query One')
      ? { status: 200, json: { data: { order: null }, errors: [{ message: 'Internal error' }] } }
      : null;
  await rig.shops.addHints(1, [{ id, changedAt: null }]);
  await sync.step();
  expect(rig.intake.orders.get(order.number)?.status).not.toBe('cancelled');
  expect([...rig.shops.one().hints.keys()]).toEqual([id]);
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

describe('a first synchronisation by a bulk operation', () => {
  /** Orders a second apart; each has `items` items. */
  function placed(count: number, items = 1): void {
    const { clock, fake } = contract();
    for (let nth = 0; nth < count; nth += 1) {
      const order = anyOrder(nth);
      fake.place({ ...order, items: Array.from({ length: items }, () => order.items[0]!) });
      clock.jump(1000);
    }
  }

  it('reads all orders of a file in pieces, with all of their items, and takes none of the limit', async () => {
    const { fake, rig } = contract();
    bulkOf(fake).isAllowed = true;
    placed(1500, 4);

    await rig.work(await rig.begin());

    const [file] = fake.files.values();
    expect(file?.length).toBeGreaterThan(2_000_000);
    expect(rig.intake.orders.size).toBe(1500);
    expect([...rig.intake.orders.values()].every(({ details }) => details?.items.length === 4)).toBe(true);
    expect(rig.shops.one().state).toMatchObject({ syncedAt: expect.any(Number) as number, failures: 0 });
    // To begin it, to ask for it while it is made and for each piece: of 100,000 orders some hundred, one a second.
    expect(fake.requests).toBeLessThan(12);
  });

  it('finds by the next pass what changed while the file was made', async () => {
    const { clock, fake, rig } = contract();
    bulkOf(fake).isAllowed = true;
    placed(40);
    const sync = await rig.begin();
    await sync.step();
    // Written into the file late, long after the change that the file does not have.
    clock.jump(3_600_000);
    const late = fake.place(anyOrder(99));
    await rig.work(sync);
    expect(rig.intake.orders.get(late.order.number)).toBeDefined();
    expect(rig.shops.one().state.watermark).toBeLessThan(late.changedAt * 1000 - 3_000_000_000);
    rig.untilPoll();
    fake.change('1003', { status: 'cancelled' });
    await rig.work(sync);
    expect(rig.intake.orders.get('1003')?.status).toBe('cancelled');
    expect(bulkOf(fake).operations).toHaveLength(1);
  });

  it.each([['FAILED'], ['CANCELED'], ['EXPIRED']])('goes on by pages if the operation is %s', async (end) => {
    const { fake, rig } = contract();
    Object.assign(bulkOf(fake), { isAllowed: true, course: ['RUNNING', end] });
    placed(60);
    await rig.work(await rig.begin());
    expect(rig.intake.orders.size).toBe(60);
    expect(fake.files.size).toBe(0);
  });

  it('goes on by pages if other programs have as many operations as there may be', async () => {
    const { fake, rig } = contract();
    const others = Array.from({ length: 5 }, (_each, nth) => ({ id: `other-${String(nth)}` }));
    const operations = others.map((each) => ({ ...each, query: '', createdAt: 0, status: 'RUNNING' }));
    bulkOf(fake).operations.push(...operations);
    bulkOf(fake).isAllowed = true;
    placed(30);
    await rig.work(await rig.begin());
    expect(rig.intake.orders.size).toBe(30);
  });

  it('goes on by pages if the file is not ready after some hours', async () => {
    const { fake, rig } = contract();
    Object.assign(bulkOf(fake), { isAllowed: true, course: [] });
    placed(60);
    bulkOf(fake).operations.push({ id: 'slow', query: '', createdAt: 0, status: 'RUNNING' });
    const sync = await rig.begin();
    await sync.step();
    const { state } = rig.shops.one();
    state.cycle = { ...state.cycle!, page: 'file slow 19999' };
    await sync.step();
    expect(rig.shops.one().state.cycle?.page).toBe('file slow 20000');
    await rig.work(sync);
    expect(rig.intake.orders.size).toBe(60);
  });

  it('goes on by pages if the address of the file is too old', async () => {
    const { fake, rig } = contract();
    Object.assign(bulkOf(fake), { isAllowed: true, isExpired: true });
    placed(60);
    await rig.work(await rig.begin());
    expect(rig.intake.orders.size).toBe(60);
  });

  it.each([
    ['cannot be read', '<html>'],
    ['is longer than a piece in one order', '{"id":"a"}\n'.padEnd(2_100_000, ' ')],
  ])('goes on by pages if the file %s', async (_what, text) => {
    const { fake, rig } = contract();
    bulkOf(fake).isAllowed = true;
    placed(60);
    const sync = await rig.begin();
    fake.files.set('https://files.example.test/1?signature=of-one-file', Buffer.from(text));
    await rig.work(sync);
    expect(rig.intake.orders.size).toBe(60);
    expect(rig.shops.one().state.failures).toBe(0);
  });

  it('asks for the file again while its host is out of reach, and goes on by pages after half an hour', async () => {
    const { clock, fake, rig } = contract();
    bulkOf(fake).isAllowed = true;
    placed(60);
    fake.isFileHostGone = true;
    const sync = await rig.begin();
    let minutes = 0;
    for (; rig.intake.orders.size === 0 && minutes < 60; minutes += 1) {
      await sync.step();
      clock.jump(60_000);
    }
    expect(minutes).toBeGreaterThan(25);
    await rig.work(sync);
    expect(rig.intake.orders.size).toBe(60);
  });

  it('begins no file whose id cannot be kept', async () => {
    const { fake, rig } = contract();
    placed(30);
    for (const id of ['gid 1 2', 'x'.repeat(100_000)]) {
      const bulkOperationRunQuery = { bulkOperation: { id }, userErrors: [] };
      fake.fault = ({ body }) =>
        body.includes('mutation Begin') ? { status: 200, json: { data: { bulkOperationRunQuery } } } : null;
      const sync = await rig.begin();
      await sync.step();
      expect(rig.shops.one().state.cycle?.page ?? '').not.toContain('file');
    }
    await rig.work(await rig.begin());
    expect(rig.intake.orders.size).toBe(30);
  });

  it('keeps no address of a file, and goes on with the piece that was begun', async () => {
    const { fake, rig } = contract();
    bulkOf(fake).isAllowed = true;
    placed(1500, 4);
    const sync = await rig.begin();
    const cycles: unknown[] = [];
    for (let nth = 0; nth < 5; nth += 1) {
      await sync.step();
      cycles.push(rig.shops.one().state.cycle);
    }
    const taken = rig.intake.orders.size;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(1500);
    expect(inspect(cycles)).not.toContain('files.example.test');
    // Control.
    expect(inspect(cycles)).toContain('BulkOperation/1');
    // Another process.
    await rig.work(await rig.begin());
    expect(rig.intake.orders.size).toBe(1500);
    expect(bulkOf(fake).operations).toHaveLength(1);
  });

  it('an empty shop has no file', async () => {
    const { fake, rig } = contract();
    bulkOf(fake).isAllowed = true;
    await rig.work(await rig.begin());
    expect(rig.shops.one().state.syncedAt).not.toBeNull();
    expect(fake.files.get([...fake.files.keys()][0] ?? '')).toHaveLength(0);
  });
});

it('a file of lines is refused if one belongs to no object before it, or is none', () => {
  const order = '{"id":"a"}\n';
  expect(groupsIn(Buffer.from(`${order}{"n":1,"__parentId":"a"}\n${order}`), true).groups).toEqual([
    { parent: { id: 'a' }, children: [{ n: 1, __parentId: 'a' }] },
    { parent: { id: 'a' }, children: [] },
  ]);
  expect(groupsIn(Buffer.from(`${order}${order}{"n":`), false)).toEqual({
    groups: [{ parent: { id: 'a' }, children: [] }],
    bytes: order.length,
  });
  for (const wrong of [
    '{"__parentId":"a"}\n',
    `${order}{"__parentId":"b"}\n`,
    'no JSON +79165550107\n',
    '7\n',
  ]) {
    expect(() => groupsIn(Buffer.from(wrong), true)).toThrow(ShopError);
  }
  // One object longer than a piece.
  expect(() => groupsIn(Buffer.from(order), false)).toThrow(ShopError);
});
