import { v7 } from 'uuid';
import type { CallRecord } from '#calls/model/call-record';
import { SqlCallStore } from '#calls/sql-call-store';
import type { QueuePart } from '#orders/model/outcome';
import { SqlMissedCalls } from '#orders/sql-missed-calls';
import { saveEnd } from '../calls/save-end';
import { minute, noon, order, WorkDatabase } from './work-database';

const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

let work: WorkDatabase;
let missed: SqlMissedCalls;

beforeEach(async () => {
  work = await WorkDatabase.create();
  missed = new SqlMissedCalls(work.test.database);
  await work.intake.write([
    order('1', 1),
    order('2', 2),
    order('3', 3, { status: 'closed' }),
    order('9', 9, { managerExtension: '102' }),
  ]);
});
afterEach(() => work.test.drop());

/** Records a call of an order that began so many minutes after noon, and took a minute; marks nothing. */
async function recordCall(orderNumber: string, at: number, changes: Partial<CallRecord> = {}): Promise<void> {
  const [row] = await work.test.database.query<{ id: number }>(
    'SELECT id FROM orders WHERE order_number = ?',
    [orderNumber],
  );
  const requestedAt = noon + at * minute;
  const record: CallRecord = {
    ...{ id: v7(), direction: 'inbound', startKind: 'inbound', did: '74951112233' },
    ...{ managerExtension: '101', managerId: work.managers['101']!, orderId: row!.id, orderNumber },
    ...{ contactPointId: null, slot: 'main', trunk: 'first', requestedAt, endedAt: requestedAt + minute },
    ...{ manager: never, customer: never, legs: [], talkSeconds: 0, disposition: 'abandoned', refusal: null },
    ...{ hangupCause: 16, sipCode: null, hungUpBy: 'customer' },
    ...changes,
  };
  await saveEnd(new SqlCallStore(work.test.database, 'main'), record, [], '');
}

/** The same, and settles the order. */
async function call(orderNumber: string, at: number, changes: Partial<CallRecord> = {}): Promise<void> {
  await recordCall(orderNumber, at, changes);
  await missed.settle(orderNumber, changes.disposition === 'answered');
}

async function numbers(part: QueuePart, limit = 100): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await work.queue.list(
      { managerId: work.managers['101']!, part },
      { limit, ...(after !== undefined && { after }) },
    );
    found.push(...page.rows.map((row) => row.orderNumber));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

const outcome = {
  note: { text: '', hidden: 0 },
  callId: null,
  idempotencyKey: null,
  callLaterAt: null,
  checked: [],
};

it('puts who called in vain first, the longest waiting first, closed orders too, and counts each order once', async () => {
  await call('2', 3);
  await call('3', 1, { disposition: 'out-of-hours' });
  await call('2', 5, { disposition: 'call-back-wanted' });
  await call('9', 2);
  work.now = noon + 10 * minute;
  for (const limit of [1, 100]) expect(await numbers('missed', limit)).toEqual(['3', '2']);
  expect(await numbers('to-call')).toEqual(['1']);
  expect(await numbers('done')).toEqual([]);
  expect(await work.queue.counts(work.managers['101']!)).toEqual({
    missed: 2,
    mail: 0,
    'to-call': 1,
    later: 0,
    done: 0,
  });
  expect(await work.list.find('2')).toMatchObject({
    queue: 'missed',
    missed: {
      ...{ since: noon + 3 * minute, lastAt: noon + 5 * minute },
      ...{ calls: 2, disposition: 'call-back-wanted' },
    },
  });
  expect(await work.list.find('3')).toMatchObject({ queue: 'missed', status: 'closed' });
  // Next come missed calls, then the others.
  const next = (except: string): Promise<string | null> => work.queue.next(work.managers['101']!, except);
  expect(await next('none')).toBe('3');
  expect(await next('3')).toBe('2');
  await call('2', 6, { direction: 'outbound', startKind: 'click', disposition: 'answered' });
  expect(await next('3')).toBe('1');
});

it('has a customer whom nobody took on the way to a colleague, until somebody talks to them', async () => {
  const lost = { direction: 'outbound', startKind: 'click', disposition: 'answered', untaken: true } as const;
  await recordCall('1', 1, lost);
  expect(await missed.candidates(noon)).toEqual(['1']);
  expect(await missed.settle('1', false)).toEqual({ managerExtension: '101', changed: true });
  expect(await work.list.find('1')).toMatchObject({ missed: { calls: 1, disposition: 'not-taken' } });
  await call('1', 3, { disposition: 'answered' });
  expect(await numbers('missed')).toEqual([]);
});

it('says whether anything changed, and the same as often as it is asked', async () => {
  await recordCall('1', 1);
  expect(await missed.settle('1', true)).toEqual({ managerExtension: '101', changed: false });
  expect(await missed.settle('1', false)).toEqual({ managerExtension: '101', changed: true });
  const before = await work.list.find('1');
  expect(await missed.settle('1', false)).toEqual({ managerExtension: '101', changed: false });
  expect(await work.list.find('1')).toEqual(before);
  expect(await missed.settle('no such order', false)).toBeNull();
  expect(await missed.settle('+79161234567', false)).toBeNull();
});

it('is settled by an answered call in either direction, and not by a call back that nobody answered', async () => {
  await call('1', 1);
  await call('1', 3, { direction: 'outbound', startKind: 'click', disposition: 'no-answer' });
  expect(await numbers('missed')).toEqual(['1']);
  await call('1', 5, { direction: 'outbound', startKind: 'click', disposition: 'answered' });
  expect(await numbers('missed')).toEqual([]);
  await call('1', 7);
  await call('1', 9, { disposition: 'answered', managerExtension: '102', managerId: work.managers['102']! });
  expect(await numbers('missed')).toEqual([]);
  expect(await numbers('to-call')).toEqual(['1', '2']);
});

it('is settled by an outcome, and back when that is undone', async () => {
  await call('1', 1);
  work.now = noon + 5 * minute;
  const written = await work.entries.wrapUp({ ...outcome, ...work.by('1'), outcome: 'confirmed' });
  expect(written).toMatchObject({ result: 'written', order: { queue: 'done', missed: null } });
  expect(await numbers('missed')).toEqual([]);
  const { entry } = written as { entry: { id: string } };
  const undone = await work.entries.undo({ ...work.by('1'), entryId: entry.id, idempotencyKey: null });
  expect(undone).toMatchObject({ result: 'written', order: { queue: 'missed', missed: { calls: 1 } } });
  expect(await numbers('missed')).toEqual(['1']);
  // A note settles nothing.
  await work.entries.addNote({ ...outcome, ...work.by('1'), note: { text: 'x', hidden: 0 } });
  expect(await numbers('missed')).toEqual(['1']);
});

it('finds at a start what was recorded and not marked, and marks that an answered call has settled since', async () => {
  await recordCall('1', 1);
  await call('2', 2);
  await recordCall('2', 4, { disposition: 'answered' });
  await recordCall('9', 1, { managerExtension: '102', managerId: work.managers['102']! });
  // Of no interest: too old, settled by an outcome since, not missed at all.
  await recordCall('3', -60, { disposition: 'not-taken' });
  expect((await missed.candidates(noon)).sort()).toEqual(['1', '2', '9']);
  for (const orderNumber of await missed.candidates(noon)) await missed.settle(orderNumber, false);
  expect(await numbers('missed')).toEqual(['1']);
  expect((await missed.candidates(noon)).sort()).toEqual(['1', '2', '9']);
  expect((await missed.candidates(noon - 120 * minute)).sort()).toEqual(['1', '2', '3', '9']);
});

it('stays with the order, whoever its manager becomes and whatever the shop says of it', async () => {
  await call('1', 1);
  await work.intake.write([
    order('1', 1, { managerExtension: '102', customerName: 'Анна', status: 'closed' }),
  ]);
  expect(await work.list.find('1', '102')).toMatchObject({ queue: 'missed', missed: { calls: 1 } });
  expect(await numbers('missed')).toEqual([]);
});
