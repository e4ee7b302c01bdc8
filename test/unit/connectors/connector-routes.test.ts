import { HttpRig } from '../http/http-rig';
import type { tokens } from '../http/http-rig';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import { restDialect, restKeys, restMap } from '../../fakes/rest-dialect';
import { wooDialect, wooKeys } from '../../fakes/woo-dialect';

/*
 * Shops by REST: who may do what, what is shown and what is not, and webhooks, of which nothing is stored but ids.
 */

type Who = keyof typeof tokens;
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
interface Hook {
  path: string;
  secret: string;
}

const shop = { kind: 'woocommerce', name: 'Shop', address: 'https://shop.example.com', keys: wooKeys };
let fake: FakeShop;

beforeEach(() => {
  fake = new FakeShop(wooDialect);
});
afterEach(() => fake.close());

function rigged() {
  const rig = new HttpRig();
  const ask = (who: Who, method: Method, url: string, payload?: object) =>
    rig.as(who, { method, url: `/api${url}`, ...(payload !== undefined && { payload }) });
  return { rig, ask, shops: rig.administration.shops };
}

async function withShop() {
  const at = rigged();
  const { hook } = (await at.ask('administrator', 'POST', '/connectors', shop)).json<{ hook: Hook }>();
  const send = (body: string, headers: Record<string, string>, path = hook.path) =>
    at.rig.app.inject({ method: 'POST', url: path, payload: body, headers });
  return { ...at, hook, send };
}

it('are added by administrators alone, recorded before, and their keys are never read back', async () => {
  const { rig, ask } = rigged();
  for (const who of ['supervisor', '101', 'service'] as const) {
    expect((await ask(who, 'POST', '/connectors', shop)).statusCode).toBe(403);
  }
  const added = await ask('administrator', 'POST', '/connectors', {
    ...shop,
    statuses: { 'wc-packed': 'open' },
  });
  expect(added.statusCode).toBe(201);
  expect(added.json()).toMatchObject({
    connector: {
      id: 1,
      kind: 'woocommerce',
      enabled: true,
      pollSeconds: 120,
      statuses: { 'wc-packed': 'open' },
    },
    hook: { path: expect.stringMatching(/^\/api\/connector-hooks\/[\w-]{32}$/) as string },
  });
  const list = await ask('administrator', 'GET', '/connectors');
  const one = await ask('administrator', 'GET', '/connectors/1');
  expect(list.json()).toEqual({ items: [one.json()] });
  expect(rig.audit.entries.at(-1)).toMatchObject({
    action: 'connector.add',
    detail: { kind: 'woocommerce', host: 'shop.example.com' },
  });
  const { hook } = added.json<{ hook: Hook }>();
  const said = list.body + one.body + rig.said() + JSON.stringify(rig.audit.entries);
  expect(said).not.toMatch(/cs_fake|ck_fake/);
  expect(said).not.toContain(hook.secret);
});

it('the address of a webhook of Bitrix is a key, and is refused as the address of a shop', async () => {
  const { ask } = rigged();
  const hook = 'https://shop.example.com/rest/1/c0de123456/';
  const input = { kind: 'bitrix24', name: 'CRM', keys: { restHook: hook } };
  const refused = await ask('administrator', 'POST', '/connectors', { ...input, address: hook });
  expect(refused.statusCode).toBe(400);
  expect(refused.body).toContain('address-has-key');
  expect(refused.body).not.toContain('c0de');
  const added = await ask('administrator', 'POST', '/connectors', {
    ...input,
    address: 'https://shop.example.com',
  });
  expect(added.statusCode).toBe(201);
  // The token of outgoing webhooks comes later, from the portal.
  const later = await ask('administrator', 'PATCH', '/connectors/1', {
    keys: { applicationToken: 'of-the-portal' },
  });
  expect(later.statusCode).toBe(200);
  const shown = (await ask('administrator', 'GET', '/connectors')).body + added.body + later.body;
  expect(shown).not.toMatch(/c0de|of-the-portal/);
  // Control: that is where it is.
  expect(shown).toContain('https://shop.example.com');
});

it('reports every fault of what was entered', async () => {
  const { ask } = rigged();
  const wrong = { ...shop, name: ' ', address: 'shop.example.com?key=1', prefix: 'a b', keys: {} };
  const { errors } = (await ask('administrator', 'POST', '/connectors', wrong)).json<{
    errors: Array<{ pointer: string; code: string }>;
  }>();
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '#/name name-empty',
    '#/address address-invalid',
    '#/prefix prefix-invalid',
    '#/keys/consumerKey key-missing',
    '#/keys/consumerSecret key-missing',
  ]);
});

it('another address needs its keys again: known ones are sent to no other host', async () => {
  const { ask, shops } = await withShop();
  const other = { address: 'https://thief.example.com' };
  expect((await ask('administrator', 'PATCH', '/connectors/1', other)).statusCode).toBe(400);
  const tried = await ask('administrator', 'POST', '/connectors/try', { ...shop, ...other, keys: {}, id: 1 });
  expect(tried.statusCode).toBe(400);
  const changed = await ask('administrator', 'PATCH', '/connectors/1', { name: 'Renamed', enabled: false });
  expect(changed.json()).toMatchObject({ name: 'Renamed', enabled: false, address: shop.address });
  expect(shops.one().keys.text('consumerSecret')).toBe(wooKeys.consumerSecret);
  expect((await ask('administrator', 'DELETE', '/connectors/1')).statusCode).toBe(204);
  expect((await ask('administrator', 'GET', '/connectors/1')).statusCode).toBe(404);
});

it('keys that are not needed at another address do not move there either, where they could be needed next', async () => {
  const { ask, shops } = rigged();
  const own = { ...restMap, authentication: 'basic' };
  const { token, ...login } = restKeys;
  const added = await ask('administrator', 'POST', '/connectors', {
    ...shop,
    kind: 'rest',
    map: own,
    keys: login,
  });
  expect(added.statusCode).toBe(201);
  const { secret } = added.json<{ hook: Hook }>().hook;
  const moved = { address: 'https://thief.example.com', map: restMap, keys: { token } };
  expect((await ask('administrator', 'PATCH', '/connectors/1', moved)).statusCode).toBe(200);
  expect((await ask('administrator', 'PATCH', '/connectors/1', { map: own })).body).toContain('key-missing');
  const { keys } = shops.one();
  expect(['token', 'user', 'password', 'hookSecret'].map((name) => keys.text(name))).toEqual([
    token,
    '',
    '',
    secret,
  ]);
});

it('a try reads a page, writes nothing, and shows nothing of any order', async () => {
  const { ask, rig, shops } = rigged();
  const { order } = fake.place(anyOrder(1));
  fake.place({ ...anyOrder(2), status: 'set-aside', phone: '12' });
  fake.place({ ...anyOrder(3), status: 'set-aside' });
  const address = await fake.listen();
  const tried = await ask('administrator', 'POST', '/connectors/try', { ...shop, address });
  expect(tried.json()).toEqual({
    ...{ fault: null, orders: 3, readable: 2, words: ['set-aside'], noticed: {} },
    refused: { 'phone-invalid-for-region': 1 },
    ownFields: ['delivery_day', 'floor', 'gift_wrap'],
  });
  expect(tried.body + rig.said()).not.toMatch(/7916|Зимин|buyer/);
  // Another shop has one of the numbers: a prefix helps, and the shop itself may have it.
  shops.hold(order.number, 7);
  const asked = { ...shop, address };
  const clashing = await ask('administrator', 'POST', '/connectors/try', asked);
  expect(clashing.json()).toMatchObject({ readable: 1, refused: { 'order-number-clash': 1 } });
  const prefixed = await ask('administrator', 'POST', '/connectors/try', { ...asked, prefix: 'B-' });
  // So is one that a file of another shop has brought.
  rig.administration.intake.others.add(`B-${order.number}`);
  const byFile = await ask('administrator', 'POST', '/connectors/try', { ...asked, prefix: 'B-' });
  expect(byFile.json()).toMatchObject({ readable: 1, refused: { 'order-number-clash': 1 } });
  expect(prefixed.json()).toMatchObject({ readable: 2, refused: { 'phone-invalid-for-region': 1 } });
  const wrong = { ...shop, address, keys: { ...wooKeys, consumerSecret: 'wrong' } };
  expect((await ask('administrator', 'POST', '/connectors/try', wrong)).json()).toMatchObject({
    fault: 'shop-refuses-keys',
  });
  const inside = { ...shop, address: 'https://10.20.30.40' };
  expect((await ask('administrator', 'POST', '/connectors/try', inside)).json()).toMatchObject({
    fault: 'shop-address-private',
  });
});

it('a sample shows what an answer holds to draw a map by, a preview three orders, both without numbers and addresses', async () => {
  const { ask, rig } = rigged();
  const own = new FakeShop(restDialect);
  try {
    for (let nth = 1; nth <= 4; nth += 1)
      own.place({ ...anyOrder(nth), comment: 'другой номер 89165550107' });
    const address = await own.listen();
    const input = { kind: 'rest', name: 'Own', address, keys: { token: restKeys.token } };
    const undrawn = {
      ...restMap,
      orders: '',
      id: '',
      changedAt: '',
      fields: {},
      items: null,
      itemFields: {},
    };
    const sampled = await ask('administrator', 'POST', '/connectors/sample', {
      ...input,
      name: '',
      map: undrawn,
    });
    expect(sampled.json()).toMatchObject({
      fault: null,
      sample: { orders: '/data/orders', count: 4 },
      guess: { id: '/id', changedAt: '/changed', items: '/lines', fields: { phone: ['/buyer/phone'] } },
      one: { fault: null, order: '/data' },
    });
    const previewed = await ask('administrator', 'POST', '/connectors/preview', { ...input, map: restMap });
    expect(previewed.json()).toMatchObject({
      report: { orders: 4, readable: 4 },
      preview: [
        {
          orderNumber: '1000',
          numbers: 1,
          hasEmail: true,
          amount: '101.50',
          comment: expect.any(String) as string,
        },
        { orderNumber: '1001', items: [{ title: 'Чайник', quantity: '3', price: '100.00' }] },
        { orderNumber: '1002' },
      ],
    });
    const said = sampled.body + previewed.body + rig.said() + JSON.stringify(rig.audit.entries);
    expect(said).not.toMatch(/7916|89165|55501|buyer\d*@|fake-token/);
    // Control: the shop has given them.
    expect(JSON.stringify([...own.orders.values()])).toMatch(/89165550107.*@|@.*89165550107/);
    // Without a map, of another role, in a private network, and with a wrong key.
    expect((await ask('administrator', 'POST', '/connectors/sample', input)).statusCode).toBe(400);
    for (const path of ['/connectors/sample', '/connectors/preview'])
      expect((await ask('supervisor', 'POST', path, { ...input, map: restMap })).statusCode).toBe(403);
    const sample = (changed: object) =>
      ask('administrator', 'POST', '/connectors/sample', { ...input, map: undrawn, ...changed });
    expect((await sample({ address: 'https://10.20.30.40' })).json()).toMatchObject({
      fault: 'shop-address-private',
    });
    expect((await sample({ keys: { token: 'wrong' } })).json()).toMatchObject({ fault: 'shop-refuses-keys' });
    const elsewhere = { ...undrawn, list: { method: 'GET', path: '//thief.example.com/', body: null } };
    expect((await sample({ map: elsewhere })).statusCode).toBe(400);
  } finally {
    await own.close();
  }
});

it('a signed webhook is answered at once and leaves an id; a wrong, changed or unsigned one 401 and nothing', async () => {
  const { hook, send, shops, rig } = await withShop();
  const { body, headers } = fake.hook(fake.place(anyOrder(1)), hook.secret);
  const wrong = [
    send(body, { ...headers, 'x-wc-webhook-signature': 'AAAA' }),
    send(body.replace('processing', 'cancelled'), headers),
    send(body, { 'content-type': 'application/json' }),
    send(body, fake.hook(fake.place(anyOrder(2)), hook.secret).headers),
    send('{', { ...headers, 'content-type': 'text/plain' }),
  ];
  for (const answer of await Promise.all(wrong)) expect(answer.statusCode).toBe(401);
  expect((await send(body, headers, '/api/connector-hooks/unknown')).statusCode).toBe(404);
  expect(shops.one().hints.size).toBe(0);
  const taken = await send(body, headers);
  expect([taken.statusCode, taken.body]).toEqual([200, '']);
  expect([...shops.one().hints.keys()]).toEqual(['1000']);
  // The form that WooCommerce sends first.
  const ping = await send('webhook_id=3', { 'content-type': 'application/x-www-form-urlencoded' });
  expect(ping.statusCode).toBe(200);
  expect(shops.one().hints.size).toBe(1);
  expect(rig.said() + JSON.stringify([...shops.one().hints])).not.toMatch(/7916|buyer|Зимин/);
});

it('many wrong webhooks from one address are refused unread, and the shop that shares the address is not', async () => {
  const { hook, send, shops, rig } = await withShop();
  const genuine = () => fake.hook(fake.place(anyOrder(1)), hook.secret);
  const sent = async ({ body, headers }: ReturnType<typeof genuine>) =>
    (await send(body, headers)).statusCode;
  expect(await sent(genuine())).toBe(200);
  const statuses: number[] = [];
  for (let nth = 0; nth < 100; nth += 1) {
    const name = nth % 2 === 0 ? 'unknown' : `unknown${String(nth)}`;
    statuses.push((await send('{}', {}, `/api/connector-hooks/${name}`)).statusCode);
  }
  expect(statuses).toEqual([...Array<number>(60).fill(404), ...Array<number>(40).fill(429)]);
  expect(await sent(genuine())).toBe(200);
  expect(shops.one().hints.size).toBe(2);
  // Nor is it by whoever knows its name; the limit is of one address.
  const wrong = await send('{}', { 'x-wc-webhook-signature': 'AAAA' });
  expect([wrong.statusCode, await sent(genuine())]).toEqual([401, 200]);
  const { body, headers } = genuine();
  const elsewhere = {
    method: 'POST' as const,
    url: hook.path,
    payload: body,
    headers,
    remoteAddress: '192.0.2.7',
  };
  expect((await rig.app.inject(elsewhere)).statusCode).toBe(200);
});

it('a webhook larger than an order can be is refused, read or not', async () => {
  const { hook, send, shops } = await withShop();
  const { headers } = fake.hook(fake.place(anyOrder(1)), hook.secret);
  expect((await send(' '.repeat(1_048_577), headers)).statusCode).toBe(413);
  expect(shops.one().hints.size).toBe(0);
  // Control: a byte less is read, and is not signed.
  expect((await send(' '.repeat(1_048_576), headers)).statusCode).toBe(401);
});

it('a webhook of a state that is known to be old leaves nothing', async () => {
  const { hook, send, shops } = await withShop();
  const { body, headers } = fake.hook(fake.place(anyOrder(1)), hook.secret);
  shops.one().orders.set('1000', { orderNumber: '1000', changedAt: (Date.now() + 5000) * 1000 });
  expect((await send(body, headers)).statusCode).toBe(200);
  expect(shops.one().hints.size).toBe(0);
});

it('a new secret ends the previous address and secret', async () => {
  const { hook, send, ask, shops } = await withShop();
  const fresh = (await ask('administrator', 'POST', '/connectors/1/hook')).json<Hook>();
  expect(fresh.path).not.toBe(hook.path);
  const order = fake.place(anyOrder(1));
  const old = fake.hook(order, hook.secret);
  expect((await send(old.body, old.headers)).statusCode).toBe(404);
  expect((await send(old.body, old.headers, fresh.path)).statusCode).toBe(401);
  const { body, headers } = fake.hook(order, fresh.secret);
  expect((await send(body, headers, fresh.path)).statusCode).toBe(200);
  expect(shops.one().hints.size).toBe(1);
});

it('lists rejected orders by id and reason, and fetches them again', async () => {
  const { ask, shops } = await withShop();
  shops.one().rejects.set('1000', { shopOrderId: '1000', reason: 'phone-not-a-number', at: 0 });
  const list = await ask('administrator', 'GET', '/connectors/1/rejects');
  expect(list.json()).toEqual({
    items: [{ order: '1000', reason: 'phone-not-a-number', at: '1970-01-01T00:00:00.000000Z' }],
    next: null,
  });
  expect((await ask('administrator', 'POST', '/connectors/1/rejects/retry', {})).json()).toEqual({
    count: 1,
  });
  expect([...shops.one().hints.keys()]).toEqual(['1000']);
  expect((await ask('administrator', 'POST', '/connectors/1/sync', { sinceDays: 10 })).statusCode).toBe(202);
  expect((await ask('administrator', 'POST', '/connectors/9/sync', {})).statusCode).toBe(404);
});
