import { inspect } from 'node:util';
import { ShopKeys } from '#vault/shop-vault';
import { bitrix24Dialect, bitrix24Keys } from '../../fakes/bitrix-dialect';
import { anyOrder } from '../../fakes/fake-shop';
import { connectorContract } from './connector-contract';
import { connectorOf } from './sync-rig';
import { printBars } from '../../run/bars';

/* The contract of the kind `bitrix24`. */

const contract = connectorContract({
  ...{ kind: 'bitrix24', dialect: bitrix24Dialect, keys: bitrix24Keys, pageSize: 500, firstSync: 28 },
  limit: { requests: 2, windowMs: 1000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ price: '100.00' }],
      delivery: { address: 'ул. Лесная, 5' },
      source: 'WEB',
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  own: { gift: 'UF_CRM_GIFT', floor: 'uf_crm_floor', day: 'UF_CRM_1700000000001' },
  refused: 'C1:LOSE',
  told: (id) => [
    { id, status: 'C1:LOSE' },
    { id, text: 'Star7: Отказ <по телефону>' },
  ],
  signedWith: bitrix24Keys.applicationToken,
  saysNoTime: true,
});

const hour = 3_600_000;

const begun: string[] = [];
afterAll(() => {
  printBars(
    'Bitrix24: a first synchronisation of 100,000 deals, by the requests that its limit lets through',
    [{ promised: 'all can be called: at most 15 min', found: begun.join('; '), isHeld: begun.length === 2 }],
  );
});

test.each([
  ['all are open', 0],
  ['a third is closed', 7],
])(
  'all deals of a first synchronisation can be called within what is promised, where %s',
  async (name, closed) => {
    const { clock, fake, rig } = contract();
    const count = 3000;
    for (let nth = 0; nth < count; nth += 1) {
      fake.place({ ...anyOrder(nth), ...(nth % 20 < closed && { status: 'completed' as const }) });
      clock.jump(1000);
    }
    const { requests, windowMs } = connectorOf('bitrix24').limit;
    const minutes = (): number => ((fake.requests / count) * 100_000 * (windowMs / requests)) / 60_000;

    const sync = await rig.begin();
    while (rig.shops.one().state.syncedAt === null) await sync.step();
    const callable = minutes();
    expect(rig.intake.orders.size).toBe(count);
    expect(rig.shops.one().state.read).toBe(count);
    expect(callable).toBeLessThanOrEqual(15);
    expect(rig.intake.orders.get('1007')).toMatchObject({ amount: '107.50', details: { items: [] } });

    // The newest have their items first, and what comes meanwhile waits for none of the others.
    await sync.step();
    expect(rig.intake.orders.get(String(999 + count))).toMatchObject({
      details: { items: [{ title: 'Чайник' }] },
    });
    expect(rig.intake.orders.get('1007')).toMatchObject({ details: { items: [] } });
    fake.place(anyOrder(count));
    fake.change('1008', { status: 'cancelled' });
    await sync.step();
    expect(rig.intake.orders.get(String(1000 + count))).toMatchObject({
      details: { items: [{ title: 'Чайник' }] },
    });
    expect(rig.intake.orders.get('1008')).toMatchObject({ status: 'cancelled' });

    await rig.work(sync);
    const withItems = [...rig.intake.orders.values()].filter(({ details }) => details?.items.length === 1);
    expect(withItems).toHaveLength(count + 1);
    expect(rig.shops.one().state).toMatchObject({ cycle: null, read: count });
    begun.push(`${callable.toFixed(1)} min where ${name} (with all their items ${minutes().toFixed(1)} min)`);
  },
);

test.each([
  ['at the last page', /^rows closed /, 120],
  ['at the last page, more than a request asks for', /^rows closed /, 1200],
  ['before, more than a request asks for', /^rows open \d+ \d+/, 1200],
])(
  'deals that are changed in one second while others get their rows are not lost, %s',
  async (_when, at, count) => {
    const { clock, fake, rig } = contract();
    for (let nth = 0; nth < 1300; nth += 1) {
      fake.place({ ...anyOrder(nth), ...(nth >= 1295 && { status: 'completed' as const }) });
      clock.jump(10);
    }
    const sync = await rig.begin();
    while (!at.test(rig.shops.one().state.cycle?.page ?? '')) await sync.step();

    clock.jump(hour);
    for (let nth = 0; nth < count; nth += 1) fake.change(String(2294 - nth), { total: '1.00' });
    clock.jump(hour);
    // Seen among the closed ones: the next pass begins shortly before it.
    fake.change('2299', { total: '2.00' });
    await rig.work(sync);
    rig.untilPoll();
    await rig.work(sync);

    const amounts = [...rig.intake.orders.values()].map(({ amount }) => amount);
    expect(amounts.filter((amount) => amount === '1.00')).toHaveLength(count);
    expect(amounts.filter((amount) => amount === '2.00')).toHaveLength(1);
  },
);

test('the code of the webhook is a key, whichever way it was entered, and is in no fault', async () => {
  const ways = [
    'https://shop.example.com/rest/1/abc123def456/',
    '1/abc123def456',
    'https://x/rest/1/abc123def456/profile',
  ];
  const asked: string[] = [];
  for (const restHook of [...ways, 'nothing of the kind']) {
    const shop = {
      keys: new ShopKeys({ restHook }),
      ask: ({ path }: { path: string }) => {
        asked.push(path);
        return Promise.resolve({ json: { result: [] }, header: () => null });
      },
      file: () => Promise.reject(new Error('There is no file.')),
    };
    const fault = await connectorOf('bitrix24')
      .fetch(shop, '1000')
      .catch((error: unknown) => error);
    expect(inspect(fault)).not.toContain('abc123');
  }
  expect(asked).toEqual(ways.map(() => 'rest/1/abc123def456/crm.deal.list.json'));
});

test('limits that are said in other ways are limits, within a batch too', async () => {
  const { clock, fake, rig } = contract();
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  const pauses: Array<[string | null, number]> = [];
  const answers = [
    { status: 429, json: { error: 'OPERATION_TIME_LIMIT' } },
    { status: 503, json: { error: 'OVERLOAD_LIMIT' } },
    {
      status: 200,
      json: { result: { result: [], result_error: { of1000: { error: 'OPERATION_TIME_LIMIT' } } } },
    },
    { status: 400, json: { error: 'insufficient_scope' } },
  ];
  for (const answer of answers) {
    fake.fault = ({ url }) => (answer.status !== 200 || url.includes('/batch.') ? answer : null);
    const pause = await sync.step();
    pauses.push([rig.shops.one().state.fault, pause]);
    clock.jump(pause);
  }
  expect(pauses).toEqual([
    ['shop-limit', 60_000],
    ['shop-limit', 600_000],
    ['shop-limit', 60_000],
    ['shop-refuses-keys', 8000],
  ]);
});

test('a batch that leaves out an answer is unreadable: it would read as no deals, or as a customer without a number', async () => {
  const { fake, rig } = contract();
  fake.place(anyOrder(1));
  const sync = await rig.begin();
  await rig.work(sync);
  const before = rig.intake.orders.size;

  await rig.shops.askForSync(1, 0);
  fake.fault = ({ url }) =>
    url.includes('/batch.') ? { status: 200, json: { result: { result: {}, result_error: [] } } } : null;
  await sync.step();

  expect(before).toBe(1);
  expect(rig.shops.one().state).toMatchObject({ fault: 'shop-answer-unreadable', syncedAt: null });
});

test('without a token of its own no webhook is taken, and those of other things leave nothing', () => {
  const { fake } = contract();
  const { body } = fake.hook(fake.place(anyOrder(1)), bitrix24Keys.applicationToken);
  const verdict = (text: string, keys: Record<string, string>) =>
    connectorOf('bitrix24').verify?.({ body: Buffer.from(text), header: () => '' }, new ShopKeys(keys), 0)
      .kind;
  expect(verdict(body, {})).toBe('refused');
  expect(verdict(body.replace(/auth%5Bapplication_token.*/, 'auth%5Bapplication_token%5D='), {})).toBe(
    'refused',
  );
  expect(verdict(body.replace('ONCRMDEALUPDATE', 'ONCRMLEADUPDATE'), bitrix24Keys)).toBe('nothing');
  expect(verdict(body, bitrix24Keys)).toBe('hint');
});
