import { HttpRig } from '../http/http-rig';
import { noDetails } from '#orders/model/order-details';
import type { OrderView } from '#orders/order-view';

const details = {
  ...noDetails,
  delivery: { ...noDetails.delivery, town: 'Самара', address: 'ул. Мира, 1', zip: '443000' },
};

async function rig(): Promise<{ rig: HttpRig; number: string }> {
  const made = new HttpRig();
  const [order] = (await made.get('101', '/api/orders')).json<{ items: Array<{ orderNumber: string }> }>()
    .items;
  const number = order?.orderNumber ?? '';
  made.work.inFull.orders.set(number, {
    ...{ statedNumber: 'ЦБ-1', dialled: '1', details },
    filled: {},
    others: { open: 1, closed: 2, cancelled: 0, lastPlacedAt: 0 },
  });
  return { rig: made, number };
}

describe('an order in full', () => {
  it('is shown to its manager alone, and audited', async () => {
    const { rig: made, number } = await rig();
    const own = await made.get('101', `/api/orders/${number}/details`);
    expect(own.json()).toMatchObject({
      ...{ statedNumber: 'ЦБ-1', dialled: '1', addressHidden: false },
      details: { delivery: { address: 'ул. Мира, 1' } },
      others: { open: 1, closed: 2, lastPlacedAt: '1970-01-01T00:00:00.000000Z' },
    });
    expect((await made.get('102', `/api/orders/${number}/details`)).statusCode).toBe(404);
    expect(made.audit.entries).toContainEqual(
      expect.objectContaining({
        action: 'order.details',
        subject: `order:${number}`,
        detail: { address: true },
      }),
    );
  });

  it('hides the address from managers where the site says so, and never from supervisors', async () => {
    const { rig: made, number } = await rig();
    made.work.rules.rules = { ...made.work.rules.rules, page: { managersSeeAddress: false, shopHosts: [] } };
    const own = await made.get('101', `/api/orders/${number}/details`);
    expect(own.body).not.toContain('Мира');
    expect(own.json()).toMatchObject({
      addressHidden: true,
      details: { delivery: { town: 'Самара', address: null, zip: null } },
    });
    expect((await made.get('supervisor', `/api/orders/${number}/details`)).body).toContain('Мира');
  });
});

describe('the pool', () => {
  it('is dealt out by supervisors alone', async () => {
    const { rig: made, number } = await rig();
    const [order] = (await made.work.queue.list({ managerId: 1, part: 'to-call' }, { limit: 1 })).rows;
    made.work.pool.orders = [{ ...order!, orderNumber: number, managerExtension: null }];
    expect((await made.get('101', '/api/pool')).statusCode).toBe(403);
    expect((await made.get('supervisor', '/api/pool')).json()).toMatchObject({
      items: [{ orderNumber: number, extension: null }],
    });
    const deal = (payload: object) =>
      made.as('supervisor', { method: 'POST', url: '/api/pool/deal', payload });
    expect((await deal({ orders: [number], extension: '999' })).json()).toMatchObject({
      errors: [{ code: 'unknown-manager' }],
    });
    expect((await deal({ orders: [number, 'x'], extension: null })).json()).toEqual({
      items: [{ orderNumber: number, extension: '101' }],
      dealt: 1,
    });
    expect(made.audit.entries.at(-1)).toMatchObject({
      action: 'orders.deal',
      detail: { orders: 1, asked: 2 },
    });
    expect((await made.get('supervisor', '/api/pool')).json()).toEqual({ items: [], next: null });
  });

  it('is searched, and all that is found is dealt out without being listed', async () => {
    const { rig: made } = await rig();
    const [order] = (await made.work.queue.list({ managerId: 1, part: 'to-call' }, { limit: 1 })).rows;
    const pooled = (orderNumber: string, customerName: string): OrderView => ({
      ...order!,
      ...{ orderNumber, customerName, managerExtension: null },
    });
    made.work.pool.orders = [pooled('7001', 'Anna'), pooled('7002', 'Boris'), pooled('7003', 'Anna')];
    expect((await made.get('supervisor', '/api/pool?search=Anna')).json()).toMatchObject({
      items: [{ orderNumber: '7001' }, { orderNumber: '7003' }],
    });
    expect((await made.get('supervisor', '/api/pool/count?search=Anna')).json()).toEqual({ orders: 2 });
    expect((await made.get('101', '/api/pool/count')).statusCode).toBe(403);
    const deal = (payload: object) =>
      made.as('supervisor', { method: 'POST', url: '/api/pool/deal', payload });
    for (const wrong of [{ extension: null }, { extension: null, search: '', orders: ['7001'] }])
      expect((await deal(wrong)).statusCode).toBe(400);
    expect((await deal({ search: 'Anna', extension: '999' })).json()).toMatchObject({
      errors: [{ code: 'unknown-manager' }],
    });
    expect((await deal({ search: 'Anna', extension: '102' })).json()).toEqual({ items: [], dealt: 2 });
    expect(made.audit.entries.at(-1)).toMatchObject({
      subject: 'manager:102',
      detail: { orders: 2, found: true },
    });
    expect(JSON.stringify(made.audit.entries)).not.toContain('Anna');
    expect((await made.get('supervisor', '/api/pool')).json()).toMatchObject({
      items: [{ orderNumber: '7002' }],
    });
  });
});

describe('rules for orders', () => {
  it('are changed one kind at a time, by administrators alone', async () => {
    const made = new HttpRig();
    const change = (payload: object, who: 'administrator' | 'supervisor' = 'administrator') =>
      made.as(who, { method: 'PATCH', url: '/api/settings/orders', payload });
    expect((await change({ statuses: {} }, 'supervisor')).statusCode).toBe(403);
    expect((await change({ statuses: { 'на пвз': 'closed' } })).json()).toMatchObject({
      statuses: { 'на пвз': 'closed' },
      page: { managersSeeAddress: true },
      assignment: { earlierManagerFirst: true, rules: [] },
    });
    expect((await change({ columns: { tilda: { input: 'comment', auto: 'ignore' } } })).statusCode).toBe(200);
    expect((await change({ columns: { tilda: { input: 'whatever' } } })).json()).toMatchObject({
      errors: [{ code: 'unknown-field' }],
    });
    expect((await change({ statuses: { word: 'lost' } })).statusCode).toBe(400);
    expect((await made.get('administrator', '/api/settings/orders')).json()).toMatchObject({
      statuses: { 'на пвз': 'closed' },
      columns: { tilda: { auto: 'ignore' } },
    });
    expect(made.audit.entries.at(-1)).toMatchObject({
      action: 'order-rules.change',
      detail: { rules: 'columns' },
    });
  });
});
