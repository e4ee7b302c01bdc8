import { HttpRig } from '../http/http-rig';
import type { tokens } from '../http/http-rig';

/*
 * Couriers, their secrets and their deliveries by REST: who may do what, what is refused, and what is written down before.
 */

const digits = '79161234567';
const sergey = { number: '17', name: ' Sergey Orlov ', phone: digits, activeDays: ['mon', 'tue'] };

type Who = keyof typeof tokens;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

function shop() {
  const rig = new HttpRig();
  const { couriers } = rig.administration;
  const ask = (who: Who, method: Method, url: string, payload?: object) =>
    rig.as(who, { method, url: `/api${url}`, ...(payload !== undefined && { payload }) });
  return { rig, couriers, ask };
}

async function withSergey() {
  const at = shop();
  expect((await at.ask('administrator', 'POST', '/couriers', sergey)).statusCode).toBe(201);
  at.couriers.orders.set('1001', null);
  return at;
}

it('are added, changed and disabled by administrators, written down before; the mobile is never read back', async () => {
  const { rig, couriers, ask } = shop();
  const added = await ask('administrator', 'POST', '/couriers', sergey);
  expect(added.json()).toEqual({
    ...{ number: '17', name: 'Sergey Orlov', company: null, language: 'ru', activeDays: ['mon', 'tue'] },
    ...{ hasPhone: true, hasPin: false, carries: 0, disabledAt: null },
  });
  // Control: it was written, in E.164.
  expect(couriers.phones.get('17')).toBe('+79161234567');
  const changed = await ask('administrator', 'PATCH', '/couriers/17', { company: 'Fast Ltd', phone: null });
  expect(changed.json()).toMatchObject({ company: 'Fast Ltd', hasPhone: false, activeDays: ['mon', 'tue'] });
  const list = await ask('administrator', 'GET', '/couriers');
  expect(list.json()).toEqual({ items: [changed.json()] });
  expect((await ask('administrator', 'POST', '/couriers/17/disable')).statusCode).toBe(204);
  expect((await ask('administrator', 'GET', '/couriers')).json()).toEqual({ items: [] });
  expect(
    (await ask('administrator', 'GET', '/couriers?disabledToo=true')).json<{ items: unknown[] }>().items,
  ).toHaveLength(1);
  expect(rig.audit.entries).toEqual([
    expect.objectContaining({ actor: 'account:admin', action: 'courier.add', subject: 'courier:17' }),
    expect.objectContaining({ action: 'courier.set', detail: { changed: 'company,phone' } }),
    expect.objectContaining({ action: 'courier.disable', subject: 'courier:17' }),
  ]);
  expect(
    added.body + changed.body + list.body + rig.said() + JSON.stringify(rig.audit.entries),
  ).not.toContain('9161234567');
});

it('PIN and code are shown once, to those who may make them, and an earlier code ends', async () => {
  const { rig, couriers, ask } = await withSergey();
  const pin = (await ask('administrator', 'POST', '/couriers/17/pin')).json<{ pin: string }>();
  expect(pin.pin).toMatch(/^\d{6}$/);
  expect(couriers.pins.get('17')).toBe(`hash of ${pin.pin}`);
  const first = (await ask('supervisor', 'POST', '/couriers/17/code')).json<{ code: string }>();
  const second = (await ask('administrator', 'POST', '/couriers/17/code')).json<{ code: string }>();
  expect(await couriers.redeem(first.code)).toBeNull();
  expect(await couriers.redeem(second.code)).not.toBeNull();
  const written = JSON.stringify(rig.audit.entries) + rig.said();
  expect(written).toContain('courier.pin');
  expect(written).not.toContain(pin.pin);
  expect(written).not.toContain(first.code);
});

it('nothing is done that cannot be written down', async () => {
  const { rig, couriers, ask } = await withSergey();
  rig.audit.failWith(new Error('no database'));
  for (const [method, url, payload] of [
    ['POST', '/couriers', { number: '18', name: 'Oleg' }],
    ['PATCH', '/couriers/17', { name: 'Oleg' }],
    ['POST', '/couriers/17/disable'],
    ['POST', '/couriers/17/pin'],
    ['POST', '/couriers/17/code'],
    ['PUT', '/orders/1001/delivery', { courier: '17' }],
  ] as const)
    expect([url, (await ask('administrator', method, url, payload)).statusCode]).toEqual([url, 503]);
  expect(couriers.entries).toMatchObject([{ number: '17', name: 'Sergey Orlov', disabledAt: null }]);
  expect(couriers.pins.size).toBe(0);
  expect(couriers.orders.get('1001')).toBeNull();
});

describe.each([
  ['POST', '/couriers', { number: '18', name: 'Oleg' }, { administrator: 201 }],
  ['PATCH', '/couriers/17', { name: 'Oleg' }, { administrator: 200 }],
  ['POST', '/couriers/17/pin', undefined, { administrator: 200 }],
  ['POST', '/couriers/17/disable', undefined, { administrator: 204 }],
  ['POST', '/couriers/17/code', undefined, { administrator: 200, supervisor: 200 }],
  [
    'PUT',
    '/orders/1001/delivery',
    { courier: '17' },
    { administrator: 200, supervisor: 200, service: 200, '101': 200 },
  ],
  ['GET', '/couriers', undefined, { administrator: 200, supervisor: 200, service: 200, '101': 200 }],
] as const)('%s %s', (method, url, payload, allowed: Partial<Record<Who, number>>) => {
  it.each(['administrator', 'supervisor', 'service', '101'] as const)('as %s', async (who) => {
    const { ask } = await withSergey();
    const reply = await ask(who, method, url, payload);
    expect(reply.statusCode).toBe(allowed[who] ?? 403);
    if (allowed[who] === undefined) expect(reply.json()).toMatchObject({ slug: 'role-forbidden' });
  });

  it('as nobody', async () => {
    const { rig } = await withSergey();
    const reply = await rig.app.inject({ method, url: `/api${url}`, ...(payload && { payload }) });
    expect(reply.statusCode).toBe(401);
  });
});

it.each([
  ['number', { ...sergey, number: digits }],
  ['number', { ...sergey, number: '' }],
  ['number', { ...sergey, number: '1a' }],
  ['name', { ...sergey, name: '  ' }],
  ['name', { ...sergey, name: 'x'.repeat(201) }],
  ['company', { ...sergey, company: 'x'.repeat(101) }],
  ['language', { ...sergey, language: digits }],
  ['activeDays', { ...sergey, activeDays: [] }],
  ['activeDays/0', { ...sergey, activeDays: [digits] }],
  ['activeDays', { ...sergey, activeDays: ['mon', 'mon'] }],
  ['phone', { ...sergey, phone: '12345' }],
  ['phone', { ...sergey, phone: '' }],
])('a %s that cannot be is one fault, which repeats nothing', async (field, payload) => {
  const { rig, couriers, ask } = shop();
  const reply = await ask('administrator', 'POST', '/couriers', payload);
  expect(reply.statusCode).toBe(400);
  expect(reply.json<{ errors: object[] }>().errors).toEqual([
    expect.objectContaining({ in: 'body', pointer: `#/${field}` }),
  ]);
  expect(reply.body + rig.said()).not.toMatch(/12345|916 ?123/);
  expect(couriers.entries).toEqual([]);
  expect(rig.audit.entries).toEqual([]);
});

it('a courier number that is taken is told at its field', async () => {
  const { ask } = await withSergey();
  const reply = await ask('administrator', 'POST', '/couriers', { ...sergey, name: 'Oleg' });
  expect(reply.json()).toMatchObject({
    ...{ status: 400, slug: 'invalid-request' },
    errors: [{ pointer: '#/number', code: 'courier-number-taken' }],
  });
});

it('couriers who are unknown are answered alike, also those whose number cannot be', async () => {
  const { ask } = await withSergey();
  for (const number of ['99', digits, 'x'])
    for (const [method, url] of [
      ['PATCH', `/couriers/${number}`],
      ['POST', `/couriers/${number}/disable`],
      ['POST', `/couriers/${number}/pin`],
      ['POST', `/couriers/${number}/code`],
    ] as const) {
      const reply = await ask(
        'administrator',
        method,
        url,
        method === 'PATCH' ? { name: 'Oleg' } : undefined,
      );
      expect(reply.json()).toMatchObject({ slug: 'courier-not-found', status: 404 });
    }
});

describe('a delivery', () => {
  it('is given to a courier and ended, and says since when', async () => {
    const { rig, ask } = await withSergey();
    const put = (payload: object) => ask('101', 'PUT', '/orders/1001/delivery', payload);
    expect((await put({ courier: '17' })).json()).toMatchObject({
      delivery: { courier: '17', courierName: 'Sergey Orlov' },
    });
    expect((await ask('101', 'GET', '/orders/1001/delivery')).json()).toMatchObject({
      delivery: { courier: '17' },
    });
    expect((await put({ ended: 'delivered' })).json()).toEqual({ delivery: null });
    expect(rig.audit.entries.filter(({ action }) => action === 'delivery.set')).toHaveLength(2);
  });

  it.each([
    ['courier', { courier: digits }],
    ['ended', { ended: 'handed-on' }],
    ['', { courier: '17', ended: 'delivered' }],
    ['', {}],
  ])('whose %s cannot be is refused', async (_field, payload) => {
    const { couriers, ask } = await withSergey();
    const reply = await ask('101', 'PUT', '/orders/1001/delivery', payload);
    expect(reply.json()).toMatchObject({ status: 400, slug: 'invalid-request' });
    expect(reply.body).not.toContain(digits);
    expect(couriers.orders.get('1001')).toBeNull();
  });

  it('to a courier who is unknown is a fault of the field; of a closed order it is refused', async () => {
    const { couriers, ask } = await withSergey();
    expect((await ask('101', 'PUT', '/orders/1001/delivery', { courier: '99' })).json()).toMatchObject({
      ...{ status: 400 },
      errors: [{ pointer: '#/courier', code: 'courier-unknown' }],
    });
    couriers.closed.add('1001');
    expect((await ask('101', 'PUT', '/orders/1001/delivery', { courier: '17' })).json()).toMatchObject({
      ...{ status: 409, slug: 'order-closed' },
    });
  });

  it('of an order that is not there counts as a guess, and thirty of them lock the manager out', async () => {
    const { ask } = await withSergey();
    for (let guess = 0; guess < 30; guess += 1)
      expect((await ask('101', 'GET', `/orders/${2000 + guess}/delivery`)).json()).toMatchObject({
        slug: 'order-refused',
      });
    expect((await ask('101', 'PUT', '/orders/1001/delivery', { courier: '17' })).json()).toMatchObject({
      ...{ status: 429, slug: 'locked-out' },
    });
    // Nobody else is.
    expect((await ask('supervisor', 'GET', '/orders/1001/delivery')).statusCode).toBe(200);
  });
});
