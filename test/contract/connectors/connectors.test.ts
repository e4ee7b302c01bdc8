import { shopKeys } from '#connectors/connector-rotation';
import { ConnectorRunner } from '#connectors/connector-runner';
import type { ConnectorSettings, Lease } from '#connectors/connector-store';
import { SqlConnectors } from '#connectors/sql-connectors';
import { mostGone, SqlSyncStore } from '#connectors/sql-sync-store';
import { SqlOrderBook } from '#calls/sql-order-book';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { reveal } from '#kernel/masked';
import { systemClock } from '#kernel/system-clock';
import { FetchedOrders } from '#orders/intake/fetched-orders';
import { EntryWrites } from '#orders/entry-writes';
import { cleanNote } from '#orders/model/note-text';
import { OrderFeed } from '#orders/order-feed';
import { SqlOrderEntries } from '#orders/sql-order-entries';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { SqlOrderRules } from '#orders/intake/sql-order-rules';
import { SqlManagers } from '#people/sql-managers';
import { ShopKeys, ShopVault } from '#vault/shop-vault';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import { wooDialect, wooKeys } from '../../fakes/woo-dialect';
import { Random } from '#kernel/random';
import { eventually } from '../../lab/eventually';
import { printBars } from '../../run/bars';
import { everythingSaid } from '../../unit/log/everything-said';
import { MemoryLog } from '../../unit/log/memory-log';
import { createTestDatabase } from '../database/test-database';
import { failingAnswer, TellingPrograms } from './telling-programs';
import type { TestDatabase } from '../database/test-database';

/*
 * Shops over sockets and the real database: two Star7 on one database, some hundred orders through a faulty shop, keys that
 * are sealed, outcomes that go back.
 */

let test: TestDatabase;
let store: SqlConnectors;
let syncs: SqlSyncStore;
let fake: FakeShop;
let log: MemoryLog;
const running: ConnectorRunner[] = [];
const programs: TellingPrograms[] = [];

const settings: ConnectorSettings = {
  ...{
    kind: 'woocommerce',
    name: 'Shop',
    address: '',
    enabled: true,
    prefix: '',
    statuses: {},
    pollSeconds: 30,
  },
  ...{ tellsOutcomes: true, outcomeStatuses: { refused: 'cancelled' }, language: 'ru', map: null },
  ownFields: { gift: 'Подарочная упаковка' },
};

beforeEach(async () => {
  test = await createTestDatabase();
  store = new SqlConnectors(test.database, new ShopVault(test.keys), systemClock.now);
  syncs = new SqlSyncStore(test.database, systemClock.now);
  log = new MemoryLog();
  fake = new FakeShop(wooDialect, { limit: { requests: 8, windowMs: 1000 } });
  settings.address = await fake.listen();
  await new SqlManagers(test.database, systemClock.now).add({ extension: '101', name: 'Manager' });
  await new SqlOrderRules(test.database, systemClock.now, 'UTC').write(
    'assignment',
    { earlierManagerFirst: true, rules: [{ managers: ['101'] }], aliases: {} },
    'cli:test',
  );
});
afterEach(async () => {
  await Promise.all([...running.splice(0), ...programs.splice(0)].map((each) => each.stop()));
  await fake.close();
  await test.drop();
});

function star7(node: string): ConnectorRunner {
  const { database, vault } = test;
  const rules = new SqlOrderRules(database, systemClock.now, 'UTC');
  const intake = new SqlOrderIntake(database, vault, systemClock.now);
  const runner = new ConnectorRunner({
    ...{ store, syncs, node, log, clock: systemClock },
    orders: new FetchedOrders({ intake, rules, region: 'RU', feed: new OrderFeed() }),
    addresses: new OutgoingAddresses('127.0.0.0/8'),
    alerts: { raise: () => undefined },
    onWritten: () => undefined,
  });
  running.push(runner);
  runner.start();
  return runner;
}

function add(part: Partial<ConnectorSettings> = {}): Promise<number> {
  const keys = new ShopKeys({ ...wooKeys, hookSecret: 'secret' });
  const since = systemClock.now() - 86_400_000_000;
  return store.add({ ...settings, ...part }, keys, `hook ${part.prefix ?? ''}`, since, 'account:admin');
}

/** By number, where a call would go. */
async function callable(orderNumber: string): Promise<string | null> {
  const book = new SqlOrderBook(test.database, test.vault);
  const { order } = await book.authorise({ extension: '101', orderNumber, slot: 'main' });
  return order ? reveal(order.number) : null;
}

it('two Star7 on one database: one of them works for a shop, and the other one goes on when it stops', async () => {
  const id = await add();
  fake.place({ ...anyOrder(1), phone: '8 916 555-01-31' });
  const [one, two] = [star7('one'), star7('two')];
  await holds(async () => expect(await callable('1000')).toBe('+79165550131'));
  const [row] = await test.database.query<{ lease_node: string; epoch: number }>(
    'SELECT lease_node, epoch FROM connectors',
  );
  expect(row?.epoch).toBe(1);
  const [holder, other] = row?.lease_node === 'one' ? [one, two] : [two, one];
  await holder.stop();
  fake.change('1000', { phone: '8 916 555-01-32' });
  await store.addHints(id, [{ id: '1000', changedAt: null }]);
  other.wake(id);
  await holds(async () => expect(await callable('1000')).toBe('+79165550132'));
  expect(fake.limited).toBe(0);
}, 60_000);

it('some hundred orders through a faulty shop end as the shop has them, and nothing of them is said', async () => {
  const random = new Random(7);
  // Programs of the shop that are told: one takes everything, one is gone, one fails and says why.
  const told = await TellingPrograms.start(test);
  programs.push(told);
  for (let nth = 0; nth < 230; nth += 1)
    fake.place({ ...anyOrder(nth), comment: `другой номер ${anyOrder(nth).phone}, buyer@example.com` });
  fake.fault = () =>
    random.chance(0.1) ? { status: random.chance(0.5) ? 503 : 429, headers: { 'retry-after': '1' } } : null;
  const id = await add();
  const runner = star7('one');
  const first = 1000;
  for (let nth = 0; nth < 40; nth += 1) {
    const order = String(first + random.int(230));
    fake.change(order, nth % 2 === 0 ? { status: 'cancelled' } : { phone: `+7903555${String(1000 + nth)}` });
    // A tenth is lost.
    if (random.chance(0.9)) await store.addHints(id, [{ id: order, changedAt: null }]);
    runner.wake(id);
  }
  // Killed and begun again: the lease is of the same node.
  await runner.stop();
  const again = star7('one');
  await holds(async () => {
    await store.askForSync(id, null);
    const rows = await test.database.query<{ order_number: string; status: string }>(
      'SELECT order_number, status FROM orders ORDER BY order_number',
    );
    const shown = [...fake.orders.keys()].map((order) => ({
      order_number: order,
      status: fake.newest(order).order.status === 'cancelled' ? 'cancelled' : 'open',
    }));
    expect(rows).toEqual(shown);
    for (const order of ['1000', '1100', '1200']) {
      const { status, phone } = fake.newest(order).order;
      if (status !== 'cancelled') expect(await callable(order)).toBe(phone);
    }
  });
  expect(fake.limited).toBe(0);
  expect(fake.objections).toEqual([]);
  fake.fault = () => null;
  // An outcome whose note has what the customer dictated, for the shop and for its programs.
  await new EntryWrites(
    new SqlOrderEntries(test.database, systemClock.now),
    systemClock.now,
    () => [],
  ).wrapUp({
    ...{ orderNumber: '1229', managerId: null, author: { accountId: null, actor: 'manager:101' } },
    ...{ note: cleanNote('звоните 8 916 555-01-33, buyer@example.com'), callId: null, idempotencyKey: null },
    ...{ outcome: 'confirmed', callLaterAt: null, checked: [] },
  });
  const open = [...fake.orders.keys()].find((each) => fake.newest(each).order.status !== 'cancelled') ?? '';
  fake.change(open, { status: 'cancelled' });
  await store.addHints(id, [{ id: open, changedAt: null }]);
  await holds(() => {
    again.wake(id);
    expect(fake.told.length).toBeGreaterThan(0);
    expect(told.topics()).toEqual(expect.arrayContaining(['order.status', 'order.outcome']));
    return Promise.resolve();
  });
  const delivered = await told.everything();
  expect(delivered.dead).not.toBe('[]');
  const tables = await everythingIn([
    ...['webhooks', 'webhook_deliveries'],
    'connectors',
    'connector_orders',
    'connector_hints',
    'connector_rejects',
  ]);
  const telling = /79(16|03)\d{7}|@example|cs_fake|ck_fake/;
  const shown = JSON.stringify([await store.list(), await store.rejects(id, '', 1000), fake.told]);
  const searched = tables + everythingSaid(log) + shown + delivered.bodies + delivered.dead + delivered.said;
  // Control: the same search finds what the shop has.
  expect(JSON.stringify([...fake.orders.values()])).toMatch(telling);
  // And what the failing program answered, which is read by nobody.
  expect(failingAnswer).toMatch(telling);
  const isClean = !telling.test(searched);
  printBars('After the faults', [
    {
      promised:
        '0 numbers, addresses or keys in the log, in the tables of shops and of webhooks, and in what programs of the shop get',
      found: `${isClean ? 'none' : 'some'} in ${String(searched.length)} characters, ${String(delivered.count)} messages`,
      isHeld: isClean,
    },
  ]);
  expect(isClean).toBe(true);
}, 180_000);

it('an older process writes nothing once another one has the lease', async () => {
  const id = await add();
  const old = (await syncs.lease(id, 'one', 30)) as Lease;
  expect(await syncs.lease(id, 'two', 30)).toBeNull();
  const fresh = (await syncs.lease(id, 'one', 30)) as Lease;
  const intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
  const rules = new SqlOrderRules(test.database, systemClock.now, 'UTC');
  const orders = new FetchedOrders({ intake, rules, region: 'RU', feed: new OrderFeed() });
  const take = (lease: Lease, changedAt: number, status: string) =>
    orders.take([{ fields: { order_number: '5', phone: '+79165550155', status } }], {
      beside: syncs.beside(lease, { orders: [{ shopOrderId: '77', changedAt }], rejects: [] }),
    });
  await expect(take(old, 1, 'open')).rejects.toMatchObject({ name: 'LeaseLostError' });
  expect(await callable('5')).toBeNull();
  await take(fresh, 2_000_000, 'closed');
  // Older than what is known: left as it is, without a word.
  expect(await take(fresh, 1_000_000, 'open')).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 0,
    refused: [],
  });
  expect(await status('5')).toBe('closed');
  await take(fresh, 2_000_000, 'open');
  expect(await status('5')).toBe('open');
});

it('a number that another shop’s order has is refused and listed', async () => {
  const [one, two] = [await add(), await add({ prefix: 'B-' })];
  const intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
  const rules = new SqlOrderRules(test.database, systemClock.now, 'UTC');
  const orders = new FetchedOrders({ intake, rules, region: 'RU', feed: new OrderFeed() });
  for (const id of [one, two]) {
    const lease = (await syncs.lease(id, 'one', 30)) as Lease;
    await orders.take([{ fields: { order_number: '5', phone: '+79165550155' } }], {
      beside: syncs.beside(lease, { orders: [{ shopOrderId: '77', changedAt: null }], rejects: [] }),
    });
  }
  const links = await Promise.all([one, two, null].map((id) => store.links(['5', '6'], id)));
  expect(links.map(({ own, others }) => [[...own], [...others]])).toEqual([
    [['5'], []],
    [[], ['5']],
    [[], ['5']],
  ]);
  expect(await store.rejects(one, '', 10)).toEqual([]);
  expect(await store.rejects(two, '', 10)).toMatchObject([
    { shopOrderId: '77', reason: 'order-number-clash' },
  ]);
  expect(await store.retry(two, null)).toBe(1);
  expect((await store.find(two))?.state).toMatchObject({ hints: 1, rejects: 1 });
});

it('an order that came by file is taken over by its own shop, and not by another one', async () => {
  const id = await add();
  const lease = (await syncs.lease(id, 'one', 30)) as Lease;
  const intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
  const rules = new SqlOrderRules(test.database, systemClock.now, 'UTC');
  const orders = new FetchedOrders({ intake, rules, region: 'RU', feed: new OrderFeed() });
  const byFile = { phone: '+79165550155', customer_name: 'Olga Zimina', status: 'open' };
  await orders.take(['5', '6'].map((order_number) => ({ fields: { order_number, ...byFile } })));
  const stated = [
    { fields: { order_number: '5', phone: '+79165550199', customer_name: 'Boris Petrov', status: 'closed' } },
    { fields: { order_number: '6', ...byFile, phone: '+79165550188', status: 'closed' } },
  ];
  const read = await orders.read(stated);
  expect([...(await orders.othersOf(read.orders.map(({ order }) => order)))]).toEqual(['5']);
  const notes = ['77', '78'].map((shopOrderId) => ({ shopOrderId, changedAt: null }));
  const take = () => orders.take(stated, { beside: syncs.beside(lease, { orders: notes, rejects: [] }) });
  expect(await take()).toMatchObject({ changed: 1, refused: [{ position: 0, fault: 'another-order' }] });
  expect([await status('5'), await status('6')]).toEqual(['open', 'closed']);
  expect(await store.rejects(id, '', 10)).toMatchObject([{ shopOrderId: '77', reason: 'another-order' }]);
  // What is linked to the shop's order follows it, whatever changes.
  stated[1]!.fields = { ...stated[0]!.fields, order_number: '6', status: 'open' };
  expect(await take()).toMatchObject({ changed: 1, refused: [{ fault: 'another-order' }] });
  expect(await status('6')).toBe('open');
});

it('orders that the shop does not have fill no more than so many lines, and others are listed all the same', async () => {
  const id = await add();
  const lease = (await syncs.lease(id, 'one', 30)) as Lease;
  const hint = (shopOrderId: string) => ({ shopOrderId, receivedAt: 1, tries: 0 });
  await test.database.transaction(async (transaction) => {
    await transaction.insertMany(
      'connector_rejects',
      Array.from({ length: mostGone - 1 }, (_each, nth) => ({
        ...{ connector_id: id, shop_order_id: `gone-${String(nth)}`, reason: 'shop-not-found' },
        at: '2026-01-01 00:00:00',
      })),
    );
  });
  for (const forged of ['a', 'b', 'c']) await syncs.putOff(lease, hint(forged), { reason: 'shop-not-found' });
  await syncs.putOff(lease, hint('own'), { reason: 'order-unreadable' });
  const listed = (await store.rejects(id, '', 2000)).map(({ shopOrderId }) => shopOrderId);
  expect(listed).toHaveLength(mostGone + 1);
  expect(listed.filter((each) => ['a', 'b', 'c', 'own'].includes(each))).toEqual(['a', 'own']);
});

it('keys are sealed, and move to the next key', async () => {
  const id = await add();
  const rotation = shopKeys(test.database, test.keys);
  expect(await rotation.counts()).toEqual(new Map([[1, 1]]));
  test.keys.addVersion(new Date());
  expect(await rotation.reseal()).toBe(1);
  expect(await rotation.counts()).toEqual(new Map([[2, 1]]));
  expect((await store.keys(id))?.text('consumerSecret')).toBe(wooKeys.consumerSecret);
  const row = await everythingIn(['connectors']);
  expect(row).not.toMatch(/cs_fake/);
  expect(await store.findByHook('hook ')).toMatchObject({ id });
  expect(await store.findByHook('hook')).toBeNull();
});

it('outcomes go back to the shop, once each, also those that were being written while others were read', async () => {
  await add();
  fake.place({ ...anyOrder(1), phone: '8 916 555-01-31' });
  star7('one');
  await holds(async () => expect(await callable('1000')).not.toBeNull());
  const [order] = await test.database.query<{ id: number }>(
    "SELECT id FROM orders WHERE order_number = '1000'",
  );
  const entry = {
    order_id: order?.id ?? 0,
    at: new Date().toISOString().slice(0, 19).replace('T', ' '),
    actor: 'manager:101',
  };
  await test.database.insert('order_entries', { ...entry, kind: 'note', text: 'nobody else’s matter' });
  await test.database.insert('order_entries', { ...entry, kind: 'outcome', outcome: 'no-answer' });
  const refused = await test.database.insert('order_entries', {
    ...entry,
    kind: 'outcome',
    outcome: 'refused',
  });
  await test.database.insert('order_entries', { ...entry, kind: 'outcome-undone', restores: refused });
  await holds(() => {
    expect(fake.told.filter(({ text }) => text !== undefined)).toHaveLength(3);
  });
  expect(fake.told.filter(({ status: set }) => set !== undefined)).toEqual([
    { id: '1000', status: 'cancelled' },
  ]);
  expect(fake.told.at(-1)?.text).toMatch(/\(отменено\)$/);
}, 60_000);

/** Repeats the expectations until they hold. */
async function holds(check: () => void | Promise<void>): Promise<void> {
  const once = async (): Promise<true> => {
    await check();
    return true;
  };
  await eventually(once, { within: 45_000, every: 200 });
}

async function status(orderNumber: string): Promise<string | undefined> {
  const [row] = await test.database.query<{ status: string }>(
    'SELECT status FROM orders WHERE order_number = ?',
    [orderNumber],
  );
  return row?.status;
}

async function everythingIn(tables: readonly string[]): Promise<string> {
  const rows = await Promise.all(
    tables.map((table) => test.database.query<object>(`SELECT * FROM ${table}`)),
  );
  return rows
    .flat(2)
    .flatMap((row) => Object.values(row) as unknown[])
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    .join('\n');
}
