import { mask } from '#kernel/masked';
import type { Actor } from '#kernel/principal';
import { anna, service, supervisor, WorkRig } from './work-rig';

const number = mask('8 916 123-45-67');

const change = (rig: WorkRig, actor: Actor = anna, order = '1001', slot = 'main', typed = number) =>
  rig.desks.contacts.change(actor, order, slot, typed);

describe('a changed contact', () => {
  it('is audited, then written, then published', async () => {
    const rig = new WorkRig();
    expect(await change(rig)).toMatchObject({ orderNumber: '1001' });
    expect(rig.steps).toEqual(['audit contact.change {"slot":"main"}', 'write', 'publish 1001']);
    expect(rig.work.contacts.numberOf('1001', 'main')).toBe('+89161234567');
  });

  it('holds for the customer’s other open orders, whose pages are told too', async () => {
    const rig = new WorkRig();
    for (const order of ['1001', '1002', '1003']) rig.work.contacts.customers.set(order, 9);
    await change(rig);
    expect(rig.steps.slice(2)).toEqual([
      'publish 1001',
      'publish 1002',
      'audit contact.change {"slot":"main","with":"1001"}',
    ]);
    expect(rig.audit.entries.map(({ subject }) => subject)).toEqual(['order:1001', 'order:1002']);
    expect(rig.work.contacts.numberOf('1002', 'main')).toBe('+89161234567');
    expect(rig.work.contacts.numberOf('1003', 'main')).toBeNull();
  });

  it('is not made where it cannot be audited', async () => {
    const rig = new WorkRig();
    rig.audit.failWith(new Error('disk full'));
    await expect(change(rig)).rejects.toMatchObject({ slug: 'unavailable' });
    expect(rig.steps).toEqual([]);
    expect(rig.work.contacts.entries).toEqual([]);
  });

  it('too many raise an alert once that is audited, before anything is read of the number', async () => {
    const rig = new WorkRig();
    rig.work.contacts.changedBefore('manager:101', 10, rig.clock.now() - 1_800_000_000);
    const points = jest.spyOn(rig.work.contacts, 'addTyped');
    await expect(change(rig)).rejects.toMatchObject({ slug: 'too-many-changes', retryAfterSeconds: 1800 });
    expect(rig.steps).toEqual([
      'audit contact.change {"slot":"main"}',
      'write',
      'audit contact.change {"slot":"main","outcome":"too-many-changes"}',
      'alert contact-change-limit-reached 101',
    ]);
    expect(points).not.toHaveBeenCalled();
  });

  it('is limited for who may see all orders too, above a manager’s limit', async () => {
    const rig = new WorkRig();
    const halfAnHourAgo = rig.clock.now() - 1_800_000_000;
    rig.work.contacts.changedBefore('token:8', 29, halfAnHourAgo);
    await expect(change(rig, supervisor)).resolves.toMatchObject({ orderNumber: '1001' });
    await expect(change(rig, supervisor)).rejects.toMatchObject({ slug: 'too-many-changes' });
    expect(rig.steps.at(-1)).toBe('alert contact-change-limit-reached token:8');
  });

  it('is not made on a closed order', async () => {
    const rig = new WorkRig();
    for (const actor of [anna, supervisor]) {
      await expect(change(rig, actor, '1003')).rejects.toMatchObject({ slug: 'order-closed' });
    }
    expect(rig.work.contacts.entries).toEqual([]);
    expect(rig.steps.filter((step) => step.startsWith('publish'))).toEqual([]);
  });

  it('is refused by role before the order is looked up, and by order before the number is read', async () => {
    const rig = new WorkRig();
    await expect(change(rig, service, '9999')).rejects.toMatchObject({ slug: 'role-forbidden' });
    await expect(change(rig, anna, '9999', 'email')).rejects.toMatchObject({ slug: 'slot-unknown' });
    expect(rig.list.asked).toEqual([]);
    await expect(change(rig, anna, '1002', 'main', mask('x'))).rejects.toMatchObject({
      slug: 'order-refused',
    });
    await expect(change(rig, anna, '1001', 'main', mask('12'))).rejects.toMatchObject({
      slug: 'invalid-input',
      faults: [{ field: 'number', code: 'too-short' }],
    });
    expect(rig.steps).toEqual(['audit contact.change {"outcome":"refused"}']);
  });

  it('counts guesses at order numbers', async () => {
    const rig = new WorkRig();
    for (const order of ['1002', '9999']) await expect(change(rig, anna, order)).rejects.toThrow();
    await expect(change(rig)).rejects.toMatchObject({ slug: 'locked-out', retryAfterSeconds: 120 });
    expect(rig.steps.at(-1)).toBe('audit contact.change {"outcome":"locked-out"}');
    // Asking on fills the audit log with nothing.
    const rows = rig.audit.entries.length;
    for (const order of ['1001', '1002', '9999']) await expect(change(rig, anna, order)).rejects.toThrow();
    expect(rig.audit.entries).toHaveLength(rows);
    expect(rig.work.contacts.entries).toEqual([]);
  });

  it('of the machine’s operator is theirs', async () => {
    const rig = new WorkRig();
    await change(rig, { role: 'operator', user: 'root' });
    expect(rig.audit.entries).toMatchObject([{ actor: 'cli:root', subject: 'order:1001' }]);
    expect(rig.work.contacts.entries).toMatchObject([{ by: 'cli:root' }]);
  });
});

describe('a restored contact', () => {
  it('is audited, written, published, and audited with its entry once that is known to be one', async () => {
    const rig = new WorkRig();
    await change(rig);
    rig.steps.length = 0;
    await rig.desks.contacts.restore(supervisor, '1001', 'main', '1');
    expect(rig.steps).toEqual([
      'audit contact.restore {"slot":"main"}',
      'write',
      'publish 1001',
      'audit contact.restore {"slot":"main","entry":"1"}',
    ]);
    rig.steps.length = 0;
    await expect(rig.desks.contacts.restore(supervisor, '1001', 'main', '1')).rejects.toMatchObject({
      slug: 'not-restorable',
    });
    expect(rig.steps).toEqual(['audit contact.restore {"slot":"main"}', 'write']);
  });

  it('is not for managers and programs', async () => {
    for (const actor of [anna, service]) {
      await expect(new WorkRig().desks.contacts.restore(actor, '1001', 'main', '1')).rejects.toMatchObject({
        slug: 'role-forbidden',
      });
    }
  });
});
