import { v7 } from 'uuid';
import type { CallLogLine } from '#calls/engine/call-store';
import type { LimitStore } from '#calls/engine/limit-store';
import type { CallRecord } from '#calls/model/call-record';
import { mask } from '#kernel/masked';
import { AuditVerifier } from '#audit/audit-verifier';
import { SqlDoNotCall } from '#orders/sql-do-not-call';
import { SqlManagers } from '#people/sql-managers';
import { SqlCallAudit } from '#calls/sql-call-audit';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlLimitStore } from '#calls/sql-limit-store';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { systemClock } from '#kernel/system-clock';
import { parseDestinations } from '#vault/destinations';
import { MemoryLimitStore } from '../../unit/calls/memory-limit-store';
import { createTestDatabase, Seeder } from '../database/test-database';
import { saveEnd } from './save-end';
import type { TestDatabase } from '../database/test-database';

const now = 1_767_225_600_123_456;
const minute = 60_000_000;
const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

describe.each<[string, () => Promise<{ store: LimitStore; close: () => Promise<void> }>]>([
  ['memory', () => Promise.resolve({ store: new MemoryLimitStore(), close: () => Promise.resolve() })],
  [
    'the database',
    async () => {
      const test = await createTestDatabase();
      return { store: new SqlLimitStore(test.database), close: () => test.drop() };
    },
  ],
])('wrong order numbers in %s', (_name, create) => {
  it('are kept in their order, to the microsecond, and forgotten when they are old', async () => {
    const { store, close } = await create();
    try {
      const misses = [0, 1, 2].map((n) => ({
        extension: n === 1 ? '102' : '101',
        at: now + n,
        managerLockedUntil: n === 2 ? now + 30 * minute : null,
        everybodyLockedUntil: n === 1 ? now + 1 : null,
      }));
      for (const miss of misses) await store.addMiss(miss);
      expect(await store.misses(now)).toEqual(misses);
      expect(await store.misses(now + 1)).toEqual(misses.slice(1));
      await store.forgetMisses(now + 2);
      expect(await store.misses(now)).toEqual(misses.slice(2));
    } finally {
      await close();
    }
  });
});

describe('in the database, beyond the port', () => {
  let test: TestDatabase;
  let managerId: number;
  beforeEach(async () => {
    test = await createTestDatabase();
    managerId = (
      await new SqlManagers(test.database, systemClock.now).add({ extension: '101', name: 'Anna' })
    ).id;
  });
  afterEach(() => test.drop());

  async function call(
    change: Partial<CallRecord>,
    asked = '79005550001',
    story: readonly CallLogLine[] = [],
  ): Promise<string> {
    const id = v7();
    const record: CallRecord = {
      id,
      direction: 'outbound',
      startKind: 'short-code',
      managerExtension: '101',
      managerId,
      did: null,
      orderId: null,
      orderNumber: null,
      contactPointId: null,
      slot: 'main',
      trunk: null,
      requestedAt: now,
      endedAt: now + 1,
      manager: never,
      customer: never,
      legs: [],
      talkSeconds: 0,
      disposition: 'refused',
      refusal: 'order',
      hangupCause: 1,
      sipCode: null,
      hungUpBy: 'system',
      ...change,
    };
    await saveEnd(new SqlCallStore(test.database, 'main'), record, story, asked);
    return id;
  }

  it('calls that were allowed are counted by manager and minute, refused ones are not', async () => {
    const allowed = { disposition: 'busy', refusal: null, orderNumber: '1001' } as const;
    await call(allowed);
    await call({ ...allowed, requestedAt: now + 1 });
    await call({ ...allowed, requestedAt: now + 2 * minute, managerExtension: '102' });
    await call({ ...allowed, requestedAt: now - 2 * minute });
    await call({});
    await call({ refusal: 'do-not-call', orderNumber: '1001' });
    await call({ disposition: 'manager-busy', refusal: null });
    await call({ disposition: 'manager-busy', refusal: null, orderNumber: '1001' });
    await call({ disposition: 'interrupted', refusal: null, requestedAt: now + 2 * minute });
    // Who is called from outside makes no call.
    for (const disposition of ['answered', 'abandoned', 'interrupted'] as const)
      await call({ ...allowed, disposition, direction: 'inbound', requestedAt: now + 2 * minute });
    const whole = Math.floor(now / minute) * minute;
    const rows = await new SqlLimitStore(test.database).allowedCalls(now);
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        { name: '101', minute: whole, count: 2 },
        { name: '101', minute: whole + 2 * minute, count: 1 },
        { name: '102', minute: whole + 2 * minute, count: 1 },
      ]),
    );
  });

  it('calls of couriers are counted for each of them, and for no manager', async () => {
    const courier = (courier_number: string): Promise<number> =>
      test.database.insert('couriers', {
        ...{ courier_number, name: 'Sergey', company: null, language: 'ru', active_days: 'mon' },
        created_at: '2026-01-01 00:00:00',
      });
    const [sergey, oleg] = [await courier('17'), await courier('18')];
    const allowed: Partial<CallRecord> = {
      direction: 'courier',
      startKind: 'inbound',
      ...{ managerExtension: '', managerId: null, refusal: null, orderNumber: '1001', courierId: sergey },
      disposition: 'busy',
    };
    await call(allowed);
    await call({ ...allowed, startKind: 'click', requestedAt: now + 1 });
    await call({ ...allowed, courierId: oleg, disposition: 'interrupted', orderNumber: null });
    await call({ ...allowed, requestedAt: now - 2 * minute });
    await call({ ...allowed, disposition: 'refused', refusal: 'hourly-cap' });
    await call({ ...allowed, disposition: 'refused', refusal: 'order', orderNumber: null });
    // A customer who calls back uses up nobody's.
    await call({ ...allowed, direction: 'inbound' });
    const whole = Math.floor(now / minute) * minute;
    const rows = await new SqlLimitStore(test.database, 'couriers').allowedCalls(now);
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        { name: String(sergey), minute: whole, count: 2 },
        { name: String(oleg), minute: whole, count: 1 },
      ]),
    );
    expect(await new SqlLimitStore(test.database).allowedCalls(now)).toEqual([]);
  });

  it('wrong answers of callers are those of their calls, also of one who had it right in the end', async () => {
    const wrong = (at: number): CallLogLine => ({
      at,
      kind: 'not-proved',
      detail: { from: 'asking', to: 'asking' },
    });
    const inbound = { direction: 'inbound', startKind: 'inbound', refusal: null } as const;
    await call({ ...inbound, disposition: 'answered' }, '', [
      wrong(now + 5),
      { ...wrong(now + 6), kind: 'proved' },
    ]);
    await call({ ...inbound, disposition: 'not-identified' }, '', [wrong(now + 3), wrong(now + 9)]);
    // Who says afterwards to be a courier had guessed all the same.
    await call({ ...inbound, direction: 'courier', disposition: 'not-identified' }, '', [wrong(now + 7)]);
    await call({ ...inbound, disposition: 'not-identified', requestedAt: now - minute }, '', [
      wrong(now - 2),
    ]);
    expect(await new SqlLimitStore(test.database).wrongProofs(now)).toEqual([
      now + 3,
      now + 5,
      now + 7,
      now + 9,
    ]);
  });

  it('a lock-out is lifted from one manager alone', async () => {
    const store = new SqlLimitStore(test.database);
    for (const extension of ['101', '102']) {
      await store.addMiss({ extension, at: now, managerLockedUntil: now + 1, everybodyLockedUntil: now + 2 });
    }
    await store.forgive('101');
    expect((await store.misses(0)).map((miss) => [miss.extension, miss.managerLockedUntil])).toEqual([
      ['', null],
      ['102', now + 1],
    ]);
    expect((await store.misses(0)).every((miss) => miss.everybodyLockedUntil === now + 2)).toBe(true);
    await store.forgive(null);
    expect(await store.misses(0)).toEqual([]);
  });

  it('every ended call comes into the audit log once, with its reason and without what was dialled', async () => {
    const orderId = await new Seeder(test).order('1001', managerId, { main: '+79005550001' });
    const refused = await call({ managerExtension: '103', managerId: null }, '1001');
    const limited = await call({ refusal: 'calling-hours', orderId, orderNumber: '1001' });
    const mistyped = await call({});
    await new SqlCallStore(test.database, 'main').open({
      id: v7(),
      direction: 'outbound',
      startKind: 'click',
      managerExtension: '101',
      slot: 'main',
      requestedAt: now,
      idempotencyKey: null,
    });
    const audit = new SqlCallAudit(test.database, systemClock.now);
    const carried = await Promise.all([
      audit.carry(),
      audit.carry(),
      new SqlCallAudit(test.database, systemClock.now).carry(),
    ]);
    expect(carried.reduce((sum, count) => sum + count)).toBe(3);
    expect(await audit.carry()).toBe(0);
    await new SqlCallStore(test.database, 'main').closeOrphans(now, []);
    expect(await audit.carry()).toBe(1);

    const rows = await test.database
      .knex('audit_log')
      .where({ action: 'call.attempt' })
      .orderBy('seq')
      .select<Array<{ actor: string; subject: string; detail: object }>>('actor', 'subject', 'detail');
    const told = rows.map((row) => ({
      actor: row.actor,
      subject: row.subject,
      ...row.detail,
    }));
    expect(told).toEqual([
      expect.objectContaining({
        actor: 'phone:103',
        subject: `call:${refused}`,
        refusal: 'order',
        order: null,
        refusedOrderId: orderId,
      }),
      expect.objectContaining({
        actor: 'manager:101',
        subject: `call:${limited}`,
        refusal: 'calling-hours',
        order: '1001',
      }),
      expect.objectContaining({
        actor: 'manager:101',
        subject: `call:${mistyped}`,
        refusal: 'order',
        refusedOrderId: null,
      }),
      expect.objectContaining({ actor: 'phone:101', disposition: 'interrupted' }),
    ]);
    expect(JSON.stringify(rows).includes('5550001')).toBe(false);
    expect(await new AuditVerifier(test.database).verify()).toMatchObject({ rows: 4, ok: true });
  });

  it('what restrains calls to a customer is imported, told with the order, and never undone by a file', async () => {
    const intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
    const book = new SqlOrderBook(test.database, test.vault, parseDestinations('home', 'RU'));
    const order = (orderNumber: string, phone: string, more: object = {}) => ({
      orderNumber,
      customerName: 'Ivan',
      managerExtension: '101',
      phones: { main: mask(phone) },
      ...more,
    });
    const restraints = async (orderNumber: string) =>
      (await book.authorise({ extension: '101', orderNumber, slot: 'main' })).restraints;
    const orders = [
      order('1', '+79005550001', { doNotCall: true, timeZone: 'Asia/Omsk' }),
      order('2', '+79005550001'),
      order('3', '+78095550003'),
      order('4', '+375295550004', { timeZone: 'Europe/Minsk' }),
    ];
    expect(await intake.write(orders)).toMatchObject({ added: 4, changed: 0 });
    expect(await intake.write(orders)).toMatchObject({ added: 0, changed: 0, unchanged: 4 });
    const first = { doNotCall: true, timeZone: 'Asia/Omsk', destination: 'open' };
    expect(await restraints('1')).toEqual(first);
    expect(await restraints('2')).toEqual(first);
    expect(await restraints('3')).toEqual({ doNotCall: false, timeZone: null, destination: 'premium-rate' });
    expect(await restraints('4')).toEqual({
      doNotCall: false,
      timeZone: 'Europe/Minsk',
      destination: 'abroad',
    });
    expect(await restraints('9')).toBeNull();

    expect(await intake.write([order('2', '+79005550001', { timeZone: null })])).toMatchObject({
      changed: 1,
    });
    expect(await restraints('1')).toEqual({ ...first, timeZone: null });

    const wishes = new SqlDoNotCall(test.database);
    await wishes.set('2', false);
    expect(await restraints('1')).toEqual({ ...first, doNotCall: false, timeZone: null });
    expect(await wishes.of('9')).toBeNull();
  });
});
