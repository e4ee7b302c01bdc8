import { setDoNotCall } from '#orders/do-not-call';
import type { CustomerWish } from '#orders/do-not-call';
import { AuditTrail } from '#audit/audit-trail';
import { anna, supervisor, WorkRig } from './work-rig';

describe('an order', () => {
  it('is shown once that is audited', async () => {
    const rig = new WorkRig();
    expect(await rig.desks.orders.view(anna, '1001')).toMatchObject({ orderNumber: '1001' });
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', action: 'order.view', subject: 'order:1001', detail: { outcome: 'shown' } },
    ]);
    rig.audit.failWith(new Error('disk full'));
    await expect(rig.desks.orders.view(anna, '1001')).rejects.toMatchObject({ slug: 'unavailable' });
    await expect(rig.desks.orders.timeline(anna, '1001', { limit: 5 })).rejects.toMatchObject({
      slug: 'unavailable',
    });
  });

  it('of somebody else is refused without what was asked for', async () => {
    const rig = new WorkRig();
    await expect(rig.desks.orders.view(anna, '1002')).rejects.toMatchObject({ slug: 'order-refused' });
    await expect(rig.desks.orders.view(supervisor, '+79161234567')).rejects.toMatchObject({
      slug: 'order-refused',
    });
    const refused = { action: 'order.view', subject: null, detail: { outcome: 'refused' } };
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', ...refused },
      { actor: 'token:8', ...refused },
    ]);
  });

  it('lists are of one’s own for managers, and a queue is theirs alone', async () => {
    const { desks } = new WorkRig();
    await expect(desks.orders.list(anna, { extension: '102' }, { limit: 5 })).rejects.toMatchObject({
      slug: 'other-extension',
    });
    expect((await desks.orders.list(anna, {}, { limit: 5 })).rows).toHaveLength(2);
    expect((await desks.orders.list(supervisor, {}, { limit: 5 })).rows).toHaveLength(3);
    await expect(desks.orders.queue(supervisor, { part: 'to-call' }, { limit: 5 })).rejects.toMatchObject({
      slug: 'role-forbidden',
    });
  });
});

test('a wish not to be called is audited before it is written', async () => {
  const rig = new WorkRig();
  const stored = new Map<string, CustomerWish>([['1001', { doNotCall: false, timeZone: null }]]);
  const ports = {
    wishes: {
      of: (order: string) => Promise.resolve(stored.get(order) ?? null),
      set: (order: string, doNotCall: boolean) => {
        stored.set(order, { doNotCall, timeZone: null });
        return Promise.resolve();
      },
    },
    trail: new AuditTrail(rig.audit, rig.clock, rig.log),
  };
  const root = { role: 'operator', user: 'root' } as const;
  await setDoNotCall(root, '1001', true, ports);
  expect(rig.audit.entries).toEqual([
    {
      actor: 'cli:root',
      action: 'customer.do-not-call',
      subject: 'order:1001',
      detail: { doNotCall: true },
    },
  ]);
  await expect(setDoNotCall(root, '79161234567', true, ports)).rejects.toMatchObject({
    slug: 'order-refused',
  });
  rig.audit.failWith(new Error('disk full'));
  await expect(setDoNotCall(root, '1001', false, ports)).rejects.toMatchObject({ slug: 'unavailable' });
  expect(stored.get('1001')).toMatchObject({ doNotCall: true });
});
