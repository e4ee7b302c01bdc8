import type { LightMyRequestResponse } from 'fastify';
import { statedPerMinute } from '#orders/intake/shop-order-routes';
import { HttpRig } from '../http/http-rig';
import type { tokens } from '../http/http-rig';

const number = '79161234567';

const put = (rig: HttpRig, order: string, payload: object, who: keyof typeof tokens = 'shop') =>
  rig.as(who, { method: 'PUT', url: `/api/orders/${encodeURIComponent(order)}`, payload });
const batch = (rig: HttpRig, orders: object[]): Promise<LightMyRequestResponse> =>
  rig.as('shop', { method: 'POST', url: '/api/orders', payload: { orders } });

/** All that anybody but the vault got. */
function everything(rig: HttpRig, ...replies: LightMyRequestResponse[]): string {
  return (
    replies.map(({ body, headers }) => body + JSON.stringify(headers)).join() +
    rig.said() +
    JSON.stringify(rig.audit.entries)
  );
}

describe('PUT /api/orders/{number}', () => {
  it('hands the order to the intake, as a row of a table says it', async () => {
    const rig = new HttpRig();
    const told: unknown[] = [];
    rig.orderFeed.subscribe((change) => told.push(change));
    const reply = await put(rig, '№ 1001', {
      customerName: `Anna, ${number}`,
      phones: { main: '8 (916) 123-45-67, 8 916 765-43-21', recipient: null },
      email: 'anna@example.test',
      manager: 'Smirnova Olga (Ольга Смирнова)',
      status: 'wc-processing',
      amount: 1990.5,
      currency: 'руб',
      placedAt: '2026-11-30T12:30:00',
      doNotCall: true,
      timeZone: 'Asia/Omsk',
      details: {
        items: [{ title: `Kettle, call ${number}`, quantity: '1.500', link: 'https://shop.test/kettle' }],
        delivery: { town: 'Omsk' },
        comment: `ring ${number} first`,
        custom: [{ name: `Card ${number}`, value: 'gold' }],
      },
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({
      result: 'created',
      orderNumber: '1001',
      reason: null,
      explanation: null,
      notices: [
        {
          code: 'manager-unknown',
          pointer: '#/manager',
          explanation: expect.stringMatching(/pool/) as string,
        },
      ],
    });
    const [order] = rig.administration.intake.orders;
    expect(order).toMatchObject({
      orderNumber: '1001',
      customerName: 'Anna',
      status: 'open',
      amount: '1990.5',
      currency: 'RUB',
      placedAt: Date.UTC(2026, 10, 30, 9, 30) * 1000,
      doNotCall: true,
      timeZone: 'Asia/Omsk',
      details: {
        items: [{ title: 'Kettle, call […]', quantity: '1.500', link: 'https://shop.test/kettle' }],
        delivery: { town: 'Omsk', address: null },
        comment: 'ring […] first',
        custom: [{ name: 'Card', value: 'gold' }],
      },
    });
    expect(Object.keys(order?.phones ?? {}).sort()).toEqual(['main', 'recipient', 'second']);
    expect(everything(rig, reply)).not.toMatch(/9161234567|anna@/);
    expect(rig.audit.entries).toEqual([
      {
        ...{ actor: 'token:9', action: 'orders.state', subject: 'order:1001' },
        detail: { created: 1, changed: 0, unchanged: 0, refused: 0 },
      },
    ]);
    expect(told).toEqual([{ orderNumber: '1001', managerExtension: null }]);
  });

  it.each([
    ['no number at all', '#', { phones: { main: number } }, 'order-number-empty'],
    [
      'a number that holds the phone',
      `A-${number}`,
      { phones: { main: `+${number}` } },
      'order-number-is-phone',
    ],
    ['a phone that is none', '1001', { phones: { main: `${number}0` } }, 'phone-invalid-for-region'],
    ['a rounded phone', '1001', { phones: { main: '7.91612E+10' } }, 'phone-rounded'],
    ['a name that is too long', '1001', { customerName: 'a'.repeat(201) }, 'customer-name-too-long'],
  ])('refuses an order with %s, and repeats nothing of it', async (_what, order, body, reason) => {
    const rig = new HttpRig();
    const reply = await put(rig, order, body);
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ slug: 'order-not-accepted', reason, errors: [{ pointer: '#' }] });
    expect(rig.administration.intake.orders).toEqual([]);
    expect(everything(rig, reply)).not.toContain('9161234567');
    expect(rig.audit.entries).toMatchObject([{ subject: null, detail: { refused: 1 } }]);
  });

  it('takes no address of Star7’s own mail domain for a customer’s', async () => {
    const rig = new HttpRig();
    const email = 'r.aaaabbbbccccdddd@mail.shop.example';
    const reply = await put(rig, '1001', { phones: { main: `+${number}` }, email });
    expect(rig.administration.intake.orders).toMatchObject([{ email: null }]);
    expect(reply.json<{ notices: { code: string }[] }>().notices.map(({ code }) => code)).toContain(
      'email-own-domain',
    );
  });

  it('fills fields of the site, by name or id, as a column does; others are noticed and not repeated', async () => {
    const rig = new HttpRig();
    const ofManagers = { kind: 'text' as const, choices: [], managers: true };
    await rig.administration.orderRules.write('fields', [
      { ...ofManagers, id: 'size', name: 'Размер' },
      { ...ofManagers, id: 'wish', name: 'Пожелание' },
      { ...ofManagers, id: 'gift', name: 'Подарок' },
      { ...ofManagers, id: 'door', name: 'Код/дверь', kind: 'number' },
      { ...ofManagers, id: 'floor', name: 'Этаж', kind: 'number' },
    ]);
    const fields = {
      ...{ size: 'M', Пожелание: `ring ${number} first`, Подарок: '', [`call ${number}`]: 'yes' },
      // The last digits of the customer's own number are none of a door.
      ...{ 'Код/дверь': '234567', floor: '5,0' },
    };
    const reply = await put(rig, '1001', { phones: { main: `+${number}` }, details: { fields } });
    expect(rig.administration.intake.orders[0]?.details?.fields).toEqual({
      size: 'M',
      wish: 'ring […] first',
      floor: '5',
    });
    expect(reply.json()).toMatchObject({
      notices: [
        { code: 'field-unknown', pointer: '#/details/fields' },
        { code: 'name-missing' },
        { code: 'field-unfit', pointer: '#/details/fields/Код~1дверь' },
      ],
    });
    expect(everything(rig, reply)).not.toContain('9161234567');
    const tooMany = Object.fromEntries(Array.from({ length: 21 }, (_each, nth) => [`f${String(nth)}`, 'x']));
    expect((await put(rig, '1002', { details: { fields: tooMany } })).statusCode).toBe(400);
  });

  it('says what it left out, by JSON Pointer', async () => {
    const rig = new HttpRig();
    const reply = await put(rig, '1001', {
      phones: { main: `+${number}`, second: '123' },
      country: 'Atlantis',
      email: 'nobody',
      status: 'on the moon',
      amount: 'many',
      currency: 'gold',
      placedAt: 'yesterday',
      timeZone: 'Mars/North',
      courier: 'abc!',
      details: { items: [{ title: 'Kettle', price: 'free', link: 'ftp://x' }], totals: { tax: '-' } },
    });
    expect(
      reply
        .json<{ notices: { code: string; pointer: string }[] }>()
        .notices.map(({ code, pointer }) => `${code} ${pointer}`),
    ).toEqual([
      'country-unknown #/country',
      'phone2-invalid-for-region #/phones/second',
      'number-invalid #/details/items/0/price',
      'link-invalid #/details/items/0/link',
      'status-unknown #/status',
      'currency-invalid #/currency',
      'amount-invalid #/amount',
      'placed-at-invalid #/placedAt',
      'email-not-an-address #/email',
      'time-zone-unknown #/timeZone',
      'courier-unknown #/courier',
      'name-missing null',
    ]);
    expect(reply.body).not.toMatch(/Atlantis|moon|gold|yesterday|Mars/);
  });

  it('refuses members that it does not know, before anything is written', async () => {
    const rig = new HttpRig();
    const reply = await put(rig, '1001', { phone: number, phones: { main: 7 }, [number]: 1 });
    expect(reply.statusCode).toBe(400);
    expect(reply.body).not.toContain(number);
    expect(rig.administration.intake.orders).toEqual([]);
  });

  it('answers with 503 where the database does, and nothing is said to be done', async () => {
    const rig = new HttpRig();
    rig.administration.intake.failAtBatch = 0;
    const reply = await put(rig, '1001', { phones: { main: `+${number}` } });
    expect(reply.statusCode).toBe(503);
    expect(rig.audit.entries).toEqual([]);
  });

  it('is of no other role, and a shop may nothing else', async () => {
    const rig = new HttpRig();
    for (const who of ['101', 'service', 'supervisor', 'administrator'] as const) {
      expect((await put(rig, '1001', {}, who)).json()).toMatchObject({ slug: 'role-forbidden' });
    }
    const { paths } = (await rig.app.inject('/api/openapi.json')).json<{
      paths: Record<string, Record<string, { security?: object[] }>>;
    }>();
    const own: string[] = [];
    for (const [path, methods] of Object.entries(paths)) {
      // Without a credential, or with a session of another kind: the shop's token is no way in there.
      if (
        !path.startsWith('/api/') ||
        /^\/api\/(openapi|session|terms|account|courier\b|connector-hooks)/.test(path)
      )
        continue;
      for (const method of Object.keys(methods)) {
        const url = path.replace(/\{[^}]+\}/g, '1001');
        const reply = await rig.as('shop', { method: method.toUpperCase(), url });
        if (reply.json<{ slug?: string }>().slug === 'role-forbidden') continue;
        own.push(`${method} ${path} ${String(reply.statusCode)}`);
      }
    }
    expect(own.sort()).toEqual(['post /api/orders 400', 'put /api/orders/{number} 200']);
  });

  it('has a limit for each token', async () => {
    const rig = new HttpRig();
    for (let nth = 0; nth < statedPerMinute; nth += 1) await put(rig, '1001', { amount: 1 });
    const reply = await put(rig, '1001', { amount: 1 });
    expect(reply.statusCode).toBe(429);
    expect(reply.json()).toMatchObject({ slug: 'too-many-requests' });
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('takes no body that is too large', async () => {
    const rig = new HttpRig();
    expect((await put(rig, '1001', { customerName: 'a'.repeat(300_000) })).statusCode).toBe(413);
  });
});

describe('POST /api/orders', () => {
  it('says of each order what became of it; a refused one keeps no other out', async () => {
    const rig = new HttpRig();
    rig.administration.intake.clashing.add('818396-72');
    const reply = await batch(rig, [
      { orderNumber: '1', customerName: 'Anna', phones: { main: `+${number}` } },
      { orderNumber: number, customerName: 'Boris', phones: { main: `+${number}` } },
      { orderNumber: '818396:72', customerName: 'Vera', phones: { main: '+79161234568' } },
      { orderNumber: 'ЦБ-000123', customerName: 'Gleb' },
    ]);
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({
      ...{ created: 2, changed: 0, unchanged: 0, refused: 2 },
      items: [
        { result: 'created', orderNumber: '1', notices: [] },
        { result: 'refused', reason: 'order-number-is-phone', orderNumber: null },
        { result: 'refused', reason: 'order-number-clash', orderNumber: null },
        { result: 'created', orderNumber: 'CB-000123', notices: [{ code: 'phone-missing', pointer: null }] },
      ],
    });
    expect(everything(rig, reply)).not.toContain(number);
    expect(rig.audit.entries).toMatchObject([
      { actor: 'token:9', subject: null, detail: { created: 2, refused: 2 } },
    ]);
  });

  it('writes an order that is stated twice one after another', async () => {
    const rig = new HttpRig();
    await batch(rig, [
      { orderNumber: '1', amount: 1 },
      { orderNumber: '2', amount: 1 },
      { orderNumber: '#1', amount: 2 },
    ]);
    expect(
      rig.administration.intake.batches.map((orders) =>
        orders.map(({ orderNumber, amount }) => [orderNumber, amount]),
      ),
    ).toEqual([
      [
        ['1', '1'],
        ['2', '1'],
      ],
      [['1', '2']],
    ]);
  });

  it.each([0, 501])('takes no batch of %i', async (count) => {
    const rig = new HttpRig();
    const orders = Array.from({ length: count }, (_, nth) => ({ orderNumber: String(nth) }));
    expect((await batch(rig, orders)).json()).toMatchObject({ slug: 'invalid-request' });
  });
});
