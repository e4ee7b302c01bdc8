import { orderView } from './memory-order-list';
import { HttpRig, whole } from '../http/http-rig';

type Numbered = { orderNumber: string };

describe('GET /api/orders', () => {
  it('gives a manager their own orders', async () => {
    const reply = await new HttpRig().get('101', '/api/orders');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({
      items: [
        {
          orderNumber: '1001',
          customerName: 'Customer of 1001',
          extension: '101',
          status: 'open',
          amount: '1990.00',
          currency: 'RUB',
          placedAt: '2026-06-30T00:00:00.000000Z',
          slots: ['main'],
          extensions: [],
          queue: 'to-call',
          missed: null,
          dueAt: '2026-06-30T00:00:00.000000Z',
          lastOutcome: null,
          lastOutcomeAt: null,
          doNotCall: false,
          unreadMails: 0,
        },
        expect.objectContaining({ orderNumber: '1003', status: 'closed' }),
      ],
      next: null,
    });
  });

  it('gives a manager nobody else’s, whatever they ask', async () => {
    const rig = new HttpRig();
    const one = await rig.get('101', '/api/orders?extension=102');
    expect(one.statusCode).toBe(403);
    expect(whole(one)).toEqual(whole(await rig.get('101', '/api/orders?extension=999')));
    expect((await rig.get('101', '/api/orders?extension=101')).statusCode).toBe(200);
  });

  it.each(['service', 'supervisor'] as const)('gives a %s all, or one manager’s', async (who) => {
    const rig = new HttpRig();
    const numbers = async (url: string): Promise<string[]> =>
      (await rig.get(who, url)).json<{ items: Numbered[] }>().items.map(({ orderNumber }) => orderNumber);
    expect(await numbers('/api/orders')).toEqual(['1001', '1002', '1003']);
    expect(await numbers('/api/orders?extension=102')).toEqual(['1002']);
    expect(await numbers('/api/orders?status=closed')).toEqual(['1003']);
  });

  it('gives every row once over all pages', async () => {
    const rig = new HttpRig();
    for (let n = 2000; n < 2025; n++) rig.orders.rows.push(orderView(String(n)));
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
      const reply = await rig.get('101', `/api/orders?limit=10${after}`);
      const page = reply.json<{ items: Numbered[]; next: string | null }>();
      expect(page.items.length).toBeLessThanOrEqual(10);
      seen.push(...page.items.map(({ orderNumber }) => orderNumber));
      next = page.next;
    } while (next !== null);
    expect(seen).toHaveLength(27);
    expect(new Set(seen).size).toBe(27);
  });

  it('names the fault where the store does not know the cursor', async () => {
    const rig = new HttpRig();
    rig.orders.failWith(Object.assign(new Error('no such place'), { slug: 'cursor-invalid' }));
    const reply = await rig.get('101', '/api/orders?after=nonsense');
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errors: [{ in: 'query', pointer: '#/after' }] });
    expect(reply.body).not.toContain('nonsense');
  });

  it('is written down', async () => {
    const rig = new HttpRig();
    await rig.get('101', '/api/orders');
    await rig.get('service', '/api/orders');
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', action: 'order.list', subject: 'manager:101', detail: { rows: 2 } },
      { actor: 'token:7', action: 'order.list', subject: null, detail: { rows: 3 } },
    ]);
  });
});

describe('GET /api/orders/{number}', () => {
  it('gives the order to its manager, open or closed', async () => {
    const rig = new HttpRig();
    expect((await rig.get('101', '/api/orders/1001')).json()).toMatchObject({ orderNumber: '1001' });
    expect((await rig.get('101', '/api/orders/1003')).json()).toMatchObject({ status: 'closed' });
    expect((await rig.get('supervisor', '/api/orders/1002')).statusCode).toBe(200);
  });

  it('answers unknown, somebody else’s and absurd ones byte for byte alike', async () => {
    const rig = new HttpRig();
    const unknown = whole(await rig.get('101', '/api/orders/9999'));
    expect(unknown).toMatchObject({ statusCode: 404 });
    for (const number of ['1002', 'x'.repeat(300), 'a%2Fb', '%zz', '%2B79161234567', "'%20or%201=1"]) {
      expect(whole(await rig.get('101', `/api/orders/${number}`))).toEqual(unknown);
    }
    // And like a call that is refused.
    expect(whole(await rig.start('101', '9999'))).toEqual(unknown);
  });

  it('is written down, with the order only where there is one', async () => {
    const rig = new HttpRig();
    await rig.get('101', '/api/orders/1001');
    await rig.get('101', '/api/orders/1002');
    await rig.get('101', '/api/orders/79161234567');
    expect(rig.audit.entries.map(({ subject, detail }) => [subject, detail])).toEqual([
      ['order:1001', { outcome: 'shown' }],
      [null, { outcome: 'refused' }],
      [null, { outcome: 'refused' }],
    ]);
  });

  it('is one search: a manager’s by their extension too, so that somebody else’s takes as long as an unknown one', async () => {
    const rig = new HttpRig();
    await rig.get('101', '/api/orders/1002');
    await rig.get('101', '/api/orders/9999');
    await rig.get('101', '/api/orders/%2B79161234567');
    await rig.get('supervisor', '/api/orders/1002');
    expect(rig.orders.asked).toEqual([
      ['1002', '101'],
      ['9999', '101'],
      ['+79161234567', '101'],
      ['1002', undefined],
    ]);
  });

  it('shows nothing where that cannot be written down', async () => {
    const rig = new HttpRig();
    rig.audit.failWith(new Error('disk full'));
    for (const url of ['/api/orders/1001', '/api/orders']) {
      const reply = await rig.get('101', url);
      expect(reply.statusCode).toBe(503);
      expect(reply.body).not.toContain('Customer');
    }
  });

  it('says 503 and when to come back, where the database does not answer', async () => {
    const rig = new HttpRig();
    rig.orders.failWith(new Error('select +79161234567'));
    for (const url of ['/api/orders/1001', '/api/orders']) {
      const reply = await rig.get('101', url);
      expect(reply.statusCode).toBe(503);
      expect(reply.headers['retry-after']).toBe('5');
      expect(reply.body).not.toContain('9161234567');
    }
    expect(rig.said()).not.toContain('9161234567');
  });
});
