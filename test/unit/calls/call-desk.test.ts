import { AuditTrail } from '#audit/audit-trail';
import { CallDesk } from '#calls/call-desk';
import type { ClickResult } from '#calls/engine/call-control';
import { liftLockOut } from '#calls/lock-outs';
import { interviewTicket } from '#calls/model/interview-ticket';
import type { Principal } from '#kernel/principal';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryCallControl } from './memory-call-control';
import { callView, MemoryCallLog } from './memory-call-log';
import { MemoryOrderBook } from './memory-order-book';

const anna: Principal = { role: 'manager', manager: { id: 1, extension: '101', since: 0 }, by: { token: 1 } };
const service: Principal = { role: 'service', by: { token: 7 } };
const supervisor: Principal = { role: 'supervisor', by: { token: 8 } };
const click = { orderNumber: '1001', slot: 'main' } as const;

function rig() {
  const control = new MemoryCallControl();
  const calls = new MemoryCallLog();
  const owners = new MemoryOrderBook();
  owners.addManager('101');
  owners.addOrder('1001', '101', '+79000000001');
  const audit = new MemoryAuditLog();
  const trail = new AuditTrail(audit, new FakeClock(), new MemoryLog());
  return {
    control,
    calls,
    audit,
    trail,
    desk: new CallDesk({ control, calls, marks: calls, owners, trail }),
  };
}

describe('click-to-call', () => {
  it('is started for one’s own extension, and by programs for the order’s manager or one that they name', async () => {
    const { desk, control, audit } = rig();
    control.answer = () => ({ outcome: 'started', call: callView(1) });
    await desk.start(anna, click);
    await desk.start(service, click);
    await desk.start(service, { ...click, extension: '101' });
    expect(control.clicks.map(({ extension }) => extension)).toEqual(['101', '101', '101']);
    expect(audit.entries).toHaveLength(3);
    expect(audit.entries[0]).toEqual({
      actor: 'manager:101',
      action: 'call.start',
      subject: `call:${callView(1).id}`,
      detail: { outcome: 'started', extension: '101', slot: 'main' },
    });
  });

  it('takes no ticket of a survey for an order: its customers are called where interviews are counted', async () => {
    const { desk, control } = rig();
    const orderNumber = interviewTicket(17);
    await expect(desk.start(anna, { ...click, orderNumber })).rejects.toMatchObject({
      slug: 'order-refused',
    });
    await expect(desk.start(service, { ...click, orderNumber, extension: '101' })).rejects.toMatchObject({
      slug: 'order-refused',
    });
    expect(control.clicks).toEqual([]);
  });

  it('is for nobody else’s extension, and not for supervisors: nobody is called', async () => {
    const { desk, control, audit } = rig();
    await expect(desk.start(anna, { ...click, extension: '102' })).rejects.toMatchObject({
      slug: 'other-extension',
    });
    await expect(desk.start(supervisor, click)).rejects.toMatchObject({ slug: 'role-forbidden' });
    expect(audit.entries).toEqual([]);
    await expect(desk.start(service, { ...click, extension: '79161234567' })).rejects.toMatchObject({
      slug: 'order-refused',
    });
    expect(audit.entries).toMatchObject([{ subject: null, detail: { outcome: 'refused', extension: null } }]);
    expect(control.clicks).toEqual([]);
  });

  it.each<[ClickResult, string, number | null]>([
    [{ outcome: 'limited', limit: 'hourly-cap', retryAfterSeconds: 60 }, 'hourly-cap', 60],
    [{ outcome: 'limited', limit: 'do-not-call', retryAfterSeconds: null }, 'do-not-call', null],
    [{ outcome: 'manager-busy' }, 'manager-busy', null],
    [{ outcome: 'unavailable' }, 'call-unavailable', null],
  ])('%j is audited, then refused', async (answer, slug, retryAfterSeconds) => {
    const { desk, control, audit } = rig();
    control.answer = () => answer;
    await expect(desk.start(anna, click)).rejects.toMatchObject({ slug, retryAfterSeconds });
    expect(audit.entries).toHaveLength(1);
  });

  it('is answered where the audit log does not: the phone rings already', async () => {
    const { desk, control, audit } = rig();
    control.answer = () => ({ outcome: 'started', call: callView(1) });
    audit.failWith(new Error('disk full'));
    await expect(desk.start(anna, click)).resolves.toMatchObject({ outcome: 'started' });
  });
});

test('a call is shown once that is audited, and only to who may see it', async () => {
  const { desk, calls, audit } = rig();
  const call = callView(1, { managerExtension: '101', requestedAt: 5 });
  calls.rows.push(call);
  await expect(desk.view(anna, 'no-uuid')).rejects.toMatchObject({ slug: 'call-not-found' });
  expect(await desk.view(supervisor, call.id)).toMatchObject({ id: call.id });
  audit.failWith(new Error('disk full'));
  await expect(desk.view(service, call.id)).rejects.toMatchObject({ slug: 'unavailable' });
  await expect(desk.beginExport(supervisor, {})).rejects.toMatchObject({ slug: 'export-forbidden' });
});

test('a lock-out is not lifted unseen', async () => {
  const { trail, audit } = rig();
  const forgiven: (string | null)[] = [];
  const store = {
    forgive: (extension: string | null) => {
      forgiven.push(extension);
      return Promise.resolve();
    },
  };
  const stores = { desk: store, mobile: store };
  const root = { role: 'operator', user: 'root' } as const;
  await liftLockOut(root, '101', { stores, trail });
  await liftLockOut(root, null, { stores, trail });
  expect(audit.entries).toEqual([
    { actor: 'cli:root', action: 'manager.unlock', subject: 'manager:101' },
    { actor: 'cli:root', action: 'manager.unlock', subject: null },
  ]);
  audit.failWith(new Error('disk full'));
  await expect(liftLockOut(root, '102', { stores, trail })).rejects.toMatchObject({ slug: 'unavailable' });
  expect(forgiven).toEqual(['101', 'mobile:101', null, null]);
});

describe('having the customer key in a new number', () => {
  const talking = () => callView(1, { phase: 'talking', managerId: 1 });

  it('is for the manager of the order, in a conversation; it is audited before the customer is asked', async () => {
    const { desk, control, audit } = rig();
    const { id } = control.put(talking());
    expect(await desk.askForNumber(anna, id, 'second')).toMatchObject({ phase: 'keying' });
    expect(control.askedForNumbers).toEqual([{ id, slot: 'second' }]);
    expect(audit.entries).toMatchObject([
      {
        actor: 'manager:101',
        action: 'contact.ask',
        subject: 'order:1001',
        detail: { call: id, slot: 'second' },
      },
    ]);
    expect(await desk.cancelKeying(anna, id)).toMatchObject({ phase: 'talking' });
  });

  it.each<[string, Principal, Partial<ReturnType<typeof talking>>, string]>([
    ['a supervisor', supervisor, {}, 'role-forbidden'],
    ['a program', service, {}, 'role-forbidden'],
    [
      'another manager',
      { ...anna, manager: { ...anna.manager, id: 2, extension: '102' } },
      {},
      'call-not-found',
    ],
    ['who took a colleague’s caller', anna, { orderNumber: '2001' }, 'order-refused'],
    ['who is not through yet', anna, { phase: 'calling-customer' }, 'not-talking'],
  ])('is refused to %s', async (_who, principal, changes, slug) => {
    const { desk, control } = rig();
    const { id } = control.put({ ...talking(), ...changes });
    await expect(desk.askForNumber(principal, id, 'main')).rejects.toMatchObject({ slug });
    expect(control.askedForNumbers).toEqual([]);
  });

  it('is not done where it cannot be audited', async () => {
    const { desk, control, audit } = rig();
    const { id } = control.put(talking());
    audit.failWith(new Error('disk full'));
    await expect(desk.askForNumber(anna, id, 'main')).rejects.toMatchObject({ slug: 'unavailable' });
    expect(control.askedForNumbers).toEqual([]);
  });
});
