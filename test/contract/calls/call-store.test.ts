import { v7 } from 'uuid';
import type { CallRecord, LegQuality, LegRecord, LegTimes } from '#calls/model/call-record';
import type { CallLogLine, CallStore, OpenedCall } from '#calls/engine/call-store';
import { SqlManagers } from '#people/sql-managers';
import { SqlCallLog } from '#calls/sql-call-log';
import { SqlCallStore } from '#calls/sql-call-store';
import { systemClock } from '#kernel/system-clock';
import { MemoryCallStore } from '../../unit/calls/memory-call-store';
import { saveEnd } from './save-end';
import { createTestDatabase, Seeder } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

/** What the suite asks about a stored call, in the record's own words. */
type Stored = Pick<
  CallRecord,
  'disposition' | 'hungUpBy' | 'endedAt' | 'requestedAt' | 'manager' | 'customer'
>;

interface Subject {
  store: CallStore;
  /** Undefined where there is no such call, null while it is open. */
  stored(id: string): Promise<Stored | null | undefined>;
  story(id: string): Promise<readonly CallLogLine[]>;
  close(): Promise<void>;
}

const begun = 1_767_225_600_123_456;
const none: LegTimes = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

function opened(change: Partial<OpenedCall> = {}): OpenedCall {
  return {
    id: v7(),
    direction: 'outbound',
    startKind: 'click',
    managerExtension: '101',
    slot: 'main',
    requestedAt: begun,
    idempotencyKey: null,
    ...change,
  };
}

function recordOf(call: OpenedCall, change: Partial<CallRecord> = {}): CallRecord {
  return {
    id: call.id,
    direction: 'outbound',
    startKind: call.startKind,
    managerExtension: call.managerExtension,
    managerId: null,
    did: null,
    orderId: null,
    orderNumber: null,
    contactPointId: null,
    slot: call.slot,
    trunk: 'carrier-a',
    requestedAt: call.requestedAt,
    endedAt: begun + 9_000_001,
    manager: {
      startedAt: begun,
      ringingAt: begun + 1,
      answeredAt: begun + 1_000_002,
      endedAt: begun + 9_000_000,
    },
    customer: { ...none, startedAt: begun + 1_000_003 },
    legs: [],
    talkSeconds: 7,
    disposition: 'answered',
    refusal: null,
    hangupCause: 16,
    sipCode: null,
    hungUpBy: 'customer',
    ...change,
  };
}

const story: CallLogLine[] = [
  { at: begun, kind: 'authorise', detail: {} },
  { at: begun + 1, kind: 'ringing', detail: { role: 'manager', attempt: 0, early: true, trunk: null } },
  { at: begun + 1, kind: 'ended', detail: { cause: 16, имя: 'ё' } },
];

const leg: LegRecord = {
  ...{
    party: 'manager',
    origin: 'arrived',
    extension: '101',
    attempt: 0,
    trunk: null,
    cause: null,
    sipCode: null,
  },
  ...none,
  startedAt: begun,
};
const carried: LegRecord = {
  ...leg,
  party: 'customer',
  origin: 'made',
  extension: null,
  startedAt: begun + 1_000_000,
};
const threeLegs: readonly LegRecord[] = [
  leg,
  { ...carried, trunk: 'carrier-a', cause: 34, sipCode: 503 },
  { ...carried, trunk: 'carrier-b', attempt: 1, startedAt: begun + 2_000_000, cause: 16 },
];

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

describe.each<[string, () => Promise<Subject>]>([
  ['memory', memorySubject],
  ['the database', sqlSubject],
])('call store in %s', (_name, create) => {
  let subject: Subject;
  let store: CallStore;

  beforeAll(async () => {
    subject = await create();
    ({ store } = subject);
  });
  afterAll(() => subject.close());

  it('keeps a call that began and did not end', async () => {
    const call = opened();
    expect(await store.open(call)).toBeNull();
    expect(await subject.stored(call.id)).toBeNull();
  });

  it('keeps the final record to the microsecond, and the story in its order', async () => {
    const call = opened();
    await store.open(call);
    const record = recordOf(call, { untaken: true });
    await saveEnd(store, record, story, '1001');
    expect(await subject.stored(call.id)).toMatchObject({
      disposition: 'answered',
      untaken: true,
      refusal: null,
      hungUpBy: 'customer',
      requestedAt: begun,
      endedAt: begun + 9_000_001,
      manager: record.manager,
      customer: record.customer,
    });
    expect(await subject.story(call.id)).toEqual(story);
  });

  it('keeps the first of two closings', async () => {
    const call = opened();
    await store.open(call);
    await saveEnd(store, recordOf(call), story, '1001');
    await saveEnd(store, recordOf(call, { disposition: 'failed', hungUpBy: 'system' }), [], '1001');
    expect(await subject.stored(call.id)).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
    expect(await subject.story(call.id)).toEqual(story);
  });

  it('makes one record of closings at the same time', async () => {
    const call = opened();
    await store.open(call);
    await Promise.all([1, 2, 3, 4].map(() => saveEnd(store, recordOf(call), story, '1001')));
    expect(await subject.story(call.id)).toEqual(story);
  });

  it('writes many beginnings and ends together', async () => {
    const [begins, ends, both] = [opened(), opened(), opened()];
    await store.save({ begun: [begins, both], ended: [] });
    const ended = [ends, both].map((call, index) => ({
      record: recordOf(call, { talkSeconds: index }),
      story: story.slice(index),
      orderNumberAsAsked: '1001',
    }));
    expect(await store.save({ begun: [opened(), ends], ended })).toEqual([]);
    expect(await subject.stored(begins.id)).toBeNull();
    for (const { record, story: told } of ended) {
      expect(await subject.stored(record.id)).toMatchObject({ disposition: 'answered' });
      expect(await subject.story(record.id)).toEqual(told);
    }
  });

  it('closes a call whose opening was lost', async () => {
    const call = opened();
    await saveEnd(store, recordOf(call), story, '1001');
    expect(await subject.stored(call.id)).toMatchObject({ disposition: 'answered' });
  });

  it('gives the first call of an idempotency key, open or ended, and to the same extension alone', async () => {
    const first = opened({ idempotencyKey: 'a' });
    expect(await store.open(first)).toBeNull();
    expect(await store.open(opened({ idempotencyKey: 'a' }))).toBe(first.id);
    await saveEnd(store, recordOf(first), [], '1001');
    expect(await store.open(opened({ idempotencyKey: 'a' }))).toBe(first.id);
    expect(await store.open(opened({ idempotencyKey: 'b' }))).toBeNull();
    expect(await store.open(opened({ idempotencyKey: 'A' }))).toBeNull();
    expect(await store.open(opened({ idempotencyKey: 'a', managerExtension: '102' }))).toBeNull();
  });

  it('knows the keys of later requests that found the call already begun', async () => {
    const first = opened({ idempotencyKey: 'first' });
    await store.open(first);
    expect(await store.repeated('101', 'second')).toBeNull();
    await store.repeats('101', 'second', first.id);
    await store.repeats('101', 'second', opened().id);
    expect(await store.repeated('101', 'first')).toBe(first.id);
    expect(await store.repeated('101', 'second')).toBe(first.id);
    expect(await store.repeated('102', 'second')).toBeNull();
    expect(await store.repeated('101', 'SECOND')).toBeNull();
  });

  it('lets one of many requests with the same key begin', async () => {
    const calls = Array.from({ length: 8 }, () => opened({ idempotencyKey: 'storm' }));
    const answers = await Promise.all(calls.map((call) => store.open(call)));
    const winners = calls.filter((_call, index) => answers[index] === null);
    expect(winners).toHaveLength(1);
    expect(new Set(answers.filter((answer) => answer !== null))).toEqual(new Set([winners[0]!.id]));
  });

  it('takes any text as a key', async () => {
    const key = 'ключ '.repeat(500);
    const first = opened({ idempotencyKey: key });
    expect(await store.open(first)).toBeNull();
    expect(await store.open(opened({ idempotencyKey: key }))).toBe(first.id);
  });

  it('does not mind the same call opened twice', async () => {
    const call = opened({ idempotencyKey: 'twice' });
    expect(await store.open(call)).toBeNull();
    expect(await store.open(call)).toBeNull();
  });

  it('ends what an earlier process left open, once', async () => {
    await store.closeOrphans(begun, []);
    const left = [opened(), opened()];
    const known = opened();
    for (const call of [...left, known]) await store.open(call);
    const ended = opened();
    await saveEnd(store, recordOf(ended), [], '1001');
    expect(await store.closeOrphans(begun + 5, [known.id])).toBe(2);
    expect(await store.closeOrphans(begun + 6, [known.id])).toBe(0);
    for (const call of left) {
      expect(await subject.stored(call.id)).toMatchObject({
        disposition: 'interrupted',
        refusal: null,
        hungUpBy: 'system',
        endedAt: begun + 5,
      });
    }
    expect(await subject.stored(ended.id)).toMatchObject({ disposition: 'answered' });
    // Of this one the journal knew more.
    await saveEnd(store, recordOf(known), [], '1001');
    expect(await subject.stored(known.id)).toMatchObject({ disposition: 'answered' });
  });

  it('keeps the record of a refused call whose order number was absurd', async () => {
    for (const absurd of ['', '4'.repeat(500), '&/@', 'ы', "'; DROP TABLE calls; --"]) {
      const call = opened({ managerExtension: 'x'.repeat(300) });
      await saveEnd(store, recordOf(call, { disposition: 'refused' }), [], absurd);
      expect(await subject.stored(call.id)).toMatchObject({ disposition: 'refused' });
    }
  });
});

describe('call store in the database, beyond the port', () => {
  it('writes the legs of a call in their order, once, in the transaction of its record', async () => {
    const test = await createTestDatabase();
    try {
      const store = new SqlCallStore(test.database, 'main');
      const legs = (call: OpenedCall): PromiseLike<unknown[]> =>
        test.database.knex('call_legs').where({ call_id: call.id }).orderBy('nth').select<unknown[]>('*');
      const call = opened();
      await saveEnd(store, recordOf(call, { legs: threeLegs }), story);
      await saveEnd(store, recordOf(call, { legs: [...threeLegs, ...threeLegs] }), story);
      const expected = [
        ['manager', 'arrived', 0, null, '2026-01-01 00:00:00.123456', null, null],
        ['customer', 'made', 0, 'carrier-a', '2026-01-01 00:00:01.123456', 34, 503],
        ['customer', 'made', 1, 'carrier-b', '2026-01-01 00:00:02.123456', 16, null],
      ].map(
        ([party, origin, attempt, trunk, startedAt, cause, sipCode], index) =>
          expect.objectContaining({
            ...{ nth: index + 1, party, origin, attempt, trunk, started_at: startedAt },
            ...{ ended_at: null, cause, sip_code: sipCode },
          }) as unknown,
      );
      expect(await legs(call)).toEqual(expected);

      // How they sounded comes back with whose they were; what the database cannot hold is cut.
      const heard = opened();
      const measured: LegQuality = {
        ...{
          leg: 1,
          party: 'manager',
          extension: '101',
          trunk: null,
          source: 'pbx',
          seconds: 31,
          fault: null,
        },
        ...{
          from: { lossPercent: 1.25, jitterMs: 3.5 },
          to: null,
          roundTripMs: null,
          mos: 4.31,
          lowestMos: 2.5,
        },
      };
      const quality: NonNullable<CallRecord['quality']> = [
        { ...measured, source: 'page', fault: 'computer', roundTripMs: 12.5 },
        measured,
        {
          ...measured,
          leg: 3,
          party: 'customer',
          extension: null,
          trunk: 'carrier-b',
          to: { lossPercent: 0, jitterMs: 1 },
        },
      ];
      const log = new SqlCallLog(test.database);
      await saveEnd(store, recordOf(heard, { legs: threeLegs, quality }), story);
      await saveEnd(store, recordOf(heard, { legs: threeLegs, quality: [] }), story);
      const sorted = [quality[0], quality[1], quality[2]];
      expect((await log.find(heard.id))?.quality).toEqual(sorted);
      expect((await log.list({}, { limit: 1 })).rows.map((row) => row.quality)).toEqual([sorted]);
      const absurd = opened();
      const huge = { ...measured, roundTripMs: 1e12, from: { lossPercent: 100, jitterMs: 1e12 } };
      await saveEnd(store, recordOf(absurd, { legs: threeLegs, quality: [huge] }), story);
      expect((await log.find(absurd.id))?.quality).toHaveLength(1);

      // Without a story nothing else shows that the end is stored already.
      const quiet = opened();
      await saveEnd(store, recordOf(quiet, { legs: threeLegs }));
      await saveEnd(store, recordOf(quiet, { legs: threeLegs }));
      expect(await legs(quiet)).toHaveLength(3);

      // Many at once, and one of them refused: none of its legs is left.
      const calls = Array.from({ length: 40 }, () => opened());
      const poison = calls[7]!;
      const ended = calls.map((each) => ({
        record: recordOf(each, {
          legs: threeLegs,
          ...(each === poison && { orderId: 987_654, orderNumber: '1001' }),
        }),
        story,
        orderNumberAsAsked: '',
      }));
      expect(await store.save({ begun: [], ended })).toHaveLength(1);
      for (const each of calls) expect(await legs(each)).toHaveLength(each === poison ? 0 : 3);
    } finally {
      await test.drop();
    }
  });

  describe('of two nodes', () => {
    let test: TestDatabase;
    let mine: SqlCallStore;
    let theirs: SqlCallStore;
    let log: SqlCallLog;
    beforeAll(async () => {
      test = await createTestDatabase();
      mine = new SqlCallStore(test.database, 'main');
      theirs = new SqlCallStore(test.database, 'b');
      log = new SqlCallLog(test.database);
    });
    afterAll(() => test.drop());

    const storedOf = async (call: OpenedCall) => ({
      phase: (await log.find(call.id))?.phase,
      disposition: (await log.find(call.id))?.disposition,
      story: (await log.story(call.id)).length,
      legs: (await test.database.knex('call_legs').where({ call_id: call.id })).length,
    });
    const up = { phase: 'authorising', disposition: null, story: 0, legs: 0 };

    it('one that starts ends what it has left open itself, and no call of the other', async () => {
      const [clicked, dialled, left] = [opened(), opened(), opened()];
      await mine.open(clicked);
      await mine.save({ begun: [dialled], ended: [] });
      await theirs.open(left);
      expect(await theirs.closeOrphans(begun + 5, [])).toBe(1);
      expect(await storedOf(left)).toMatchObject({ phase: 'ended', disposition: 'interrupted' });
      for (const call of [clicked, dialled]) {
        expect(await storedOf(call)).toEqual(up);
        await saveEnd(mine, recordOf(call, { legs: threeLegs }), story);
        expect(await storedOf(call)).toEqual({ phase: 'ended', disposition: 'answered', story: 3, legs: 3 });
      }
    });

    it('neither writes the end of the other’s call, whichever comes first, and the answer says so', async () => {
      const [live, over] = [opened(), opened()];
      await mine.save({ begun: [live], ended: [] });
      await saveEnd(mine, recordOf(over, { legs: threeLegs }), story);
      const own = opened();
      const ended = [live, over, own].map((call) => ({
        record: recordOf(call, { disposition: 'failed', legs: threeLegs }),
        story: story.slice(1),
        orderNumberAsAsked: '',
      }));
      // As a node with a copy of the other's journal would.
      expect([...(await theirs.save({ begun: [live], ended }))].sort(byId)).toEqual(
        [live, over].map(({ id }) => ({ id, code: 'other-node' })).sort(byId),
      );
      expect(await storedOf(live)).toEqual(up);
      expect(await storedOf(over)).toEqual({ phase: 'ended', disposition: 'answered', story: 3, legs: 3 });
      expect(await storedOf(own)).toEqual({ phase: 'ended', disposition: 'failed', story: 2, legs: 3 });
      await saveEnd(mine, recordOf(live), story);
      expect(await storedOf(live)).toMatchObject({ phase: 'ended', disposition: 'answered', story: 3 });
    });

    it('rows of a release without nodes are those of the node `main`', async () => {
      const before = opened();
      // As 0.2.0 writes it, before and after the tables are expanded.
      await test.database.execute(
        `INSERT INTO calls (id, phase, direction, start_kind, manager_extension, slot, requested_at)
         VALUES (?, 'authorising', 'outbound', 'click', '101', 'main', '2026-01-01 00:00:00')`,
        [before.id],
      );
      expect(await theirs.closeOrphans(begun + 5, [])).toBe(0);
      expect(await mine.closeOrphans(begun + 5, [])).toBe(1);
      expect(await storedOf(before)).toMatchObject({ phase: 'ended', disposition: 'interrupted' });
    });

    it('an idempotency key stands for the first call, whichever node began it', async () => {
      const first = opened({ idempotencyKey: 'of both' });
      await mine.open(first);
      expect(await theirs.repeated('101', 'of both')).toBe(first.id);
      expect(await theirs.open(opened({ idempotencyKey: 'of both' }))).toBe(first.id);
    });
  });

  it('names the call whose record is refused for what it contains, and writes all others', async () => {
    const test = await createTestDatabase();
    try {
      const store = new SqlCallStore(test.database, 'main');
      const log = new SqlCallLog(test.database);
      const calls = [opened(), opened(), opened()];
      const [, poison] = calls;
      const ended = calls.map((call) => ({
        // No order has this id: the foreign key refuses it.
        record: recordOf(call, call === poison ? { orderId: 987_654, orderNumber: '1001' } : {}),
        story,
        orderNumberAsAsked: '',
      }));
      const begun = opened();
      expect(await store.save({ begun: [begun], ended })).toEqual([
        { id: poison!.id, code: 'ER_NO_REFERENCED_ROW_2' },
      ]);
      expect(await log.find(begun.id)).toMatchObject({ phase: 'authorising' });
      for (const call of calls) {
        expect((await log.find(call.id))?.phase).toBe(call === poison ? undefined : 'ended');
      }
    } finally {
      await test.drop();
    }
  });

  it("keeps a refused order's id for supervisors, in a column that no view shows", async () => {
    const test = await createTestDatabase();
    try {
      const { id: managerId } = await new SqlManagers(test.database, systemClock.now).add({
        extension: '101',
        name: 'Anna',
      });
      const orderId = await new Seeder(test).order('1001', managerId, { main: '+79005550001' });
      const store = new SqlCallStore(test.database, 'main');
      const log = new SqlCallLog(test.database);
      const allowed = opened();
      await saveEnd(
        store,
        recordOf(allowed, { managerId, orderId, orderNumber: '1001', managerExtension: '101' }),
        [],
        '1001',
      );
      const refused = opened({ managerExtension: '102' });
      await saveEnd(
        store,
        recordOf(refused, { disposition: 'refused', managerExtension: '102' }),
        [],
        '1001',
      );
      const mistyped = opened({ managerExtension: '102' });
      await saveEnd(
        store,
        recordOf(mistyped, { disposition: 'refused', managerExtension: '102' }),
        [],
        '79005550001',
      );

      const rows = (await test.database.knex('calls').select('*')) as Array<Record<string, unknown>>;
      const column = (id: string): unknown => rows.find((row) => row.id === id)?.refused_order_id;
      expect([column(allowed.id), column(refused.id), column(mistyped.id)]).toEqual([null, orderId, null]);

      expect(await log.find(allowed.id)).toMatchObject({
        orderNumber: '1001',
        customerName: 'Customer of 1001',
      });
      expect(await log.find(refused.id)).toMatchObject({ orderNumber: null, customerName: null });
      const ids = async (filter: Parameters<SqlCallLog['list']>[0]): Promise<string[]> =>
        (await log.list(filter, { limit: 10 })).rows.map((row) => row.id).sort();
      expect(await ids({ orderNumber: '1001' })).toEqual([allowed.id, refused.id].sort());
      expect(await ids({ orderNumber: '1001', managerExtension: '102' })).toEqual([]);
      expect(await ids({ orderNumber: '79005550001' })).toEqual([]);

      // What was dialled may have been a number: it is in no column of any table.
      const events = await test.database.knex('call_events').select('*');
      expect(JSON.stringify([rows, events]).includes('79005550001')).toBe(false);
    } finally {
      await test.drop();
    }
  });
});

function memorySubject(): Promise<Subject> {
  const store = new MemoryCallStore();
  return Promise.resolve({
    store,
    stored: (id) => Promise.resolve(store.calls.get(id)?.record),
    story: (id) => Promise.resolve(store.calls.get(id)?.story ?? []),
    close: () => Promise.resolve(),
  });
}

async function sqlSubject(): Promise<Subject> {
  const test = await createTestDatabase();
  const log = new SqlCallLog(test.database);
  return {
    store: new SqlCallStore(test.database, 'main'),
    async stored(id) {
      const view = await log.find(id);
      if (!view) return undefined;
      const { disposition, hungUpBy, endedAt } = view;
      if (disposition === null || hungUpBy === null || endedAt === null) return null;
      return { ...view, disposition, hungUpBy, endedAt };
    },
    story: (id) => log.story(id),
    close: () => test.drop(),
  };
}
