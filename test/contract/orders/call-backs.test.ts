import { v7 } from 'uuid';
import type { CallRecord } from '#calls/model/call-record';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlCallBacks } from '#orders/sql-call-backs';
import { SqlDoNotCall } from '#orders/sql-do-not-call';
import { SqlMissedCalls } from '#orders/sql-missed-calls';
import { saveEnd } from '../calls/save-end';
import { minute, noon, order, WorkDatabase } from './work-database';

/*
 * Which customers are to be called back, by the records of calls.
 */

const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

let work: WorkDatabase;
let wishes: SqlCallBacks;
beforeEach(async () => {
  work = await WorkDatabase.create();
  wishes = new SqlCallBacks(work.test.database);
  await work.intake.write([order('1', 1, { timeZone: 'Asia/Omsk' }), order('2', 2)]);
});
afterEach(() => work.test.drop());

/** A call of an order that began so many minutes after noon; it is settled. */
async function call(orderNumber: string, at: number, changes: Partial<CallRecord> = {}): Promise<string> {
  const [row] = await work.test.database.query<{ id: number }>(
    'SELECT id FROM orders WHERE order_number = ?',
    [orderNumber],
  );
  const requestedAt = noon + at * minute;
  const record: CallRecord = {
    ...{ id: v7(), direction: 'inbound', startKind: 'inbound', did: '74951112233' },
    ...{ managerExtension: '101', managerId: work.managers['101']!, orderId: row!.id, orderNumber },
    ...{ contactPointId: null, slot: 'second', trunk: 'first', requestedAt, endedAt: requestedAt + minute },
    ...{ manager: never, customer: never, legs: [], talkSeconds: 0, refusal: null },
    ...{ disposition: 'call-back-wanted', hangupCause: 16, sipCode: null, hungUpBy: 'customer' },
    ...changes,
  };
  await saveEnd(new SqlCallStore(work.test.database, 'main'), record, [], '');
  await new SqlMissedCalls(work.test.database).settle(orderNumber, false);
  return record.id;
}

const outbound = { direction: 'outbound', did: null, startKind: 'click' } as const;
const reached = { ...never, startedAt: noon };
const open = async (): Promise<string[]> =>
  (await wishes.open(noon - minute)).map(({ orderNumber }) => orderNumber);

it('whoever asked for it, the oldest first, with the number they called from', async () => {
  await call('2', 5);
  const id = await call('1', 3);
  expect(await wishes.open(noon)).toEqual([
    {
      ...{ orderNumber: '1', managerExtension: '101', slot: 'second', callId: id, timeZone: 'Asia/Omsk' },
      ...{ wishedAt: noon + 3 * minute, tries: 0, lastTryAt: null },
    },
    expect.objectContaining({ orderNumber: '2', timeZone: null }),
  ]);
  expect(await wishes.open(noon + 4 * minute)).toMatchObject([{ orderNumber: '2' }]);
  expect(await wishes.find('1', noon)).toMatchObject({ callId: id });
  for (const none of ['3', '', "' OR 1=1 --"]) expect(await wishes.find(none, noon)).toBeNull();
});

it('Star7’s own tries are counted, and end nothing', async () => {
  await call('1', 3);
  for (const at of [10, 20])
    await call('1', at, {
      ...outbound,
      startKind: 'call-back-wish',
      disposition: 'no-answer',
      customer: reached,
    });
  expect(await wishes.open(noon)).toMatchObject([{ tries: 2, lastTryAt: noon + 20 * minute }]);
});

it.each<[string, Partial<CallRecord>]>([
  ['the customer called again', { disposition: 'abandoned' }],
  ['the customer called again and was answered', { disposition: 'answered' }],
  ['somebody called the customer', { ...outbound, disposition: 'no-answer', customer: reached }],
  ['the call back was answered', { ...outbound, startKind: 'call-back-wish', disposition: 'answered' }],
])('is over once %s', async (_what, changes) => {
  await call('1', 3);
  await call('1', 10, changes);
  expect(await open()).toEqual([]);
});

it('is not over by a courier who rings the customer: that is about the parcel', async () => {
  await call('1', 3);
  await call('1', 5, {
    ...outbound,
    direction: 'courier',
    ...{ customer: reached, disposition: 'no-answer', hungUpBy: 'system' },
  });
  expect(await open()).toEqual(['1']);
});

it('is not over by a call that never reached the customer’s phone; who asks once more has a new wish', async () => {
  await call('1', 3);
  await call('1', 4, { ...outbound, disposition: 'manager-no-answer' });
  expect(await open()).toEqual(['1']);
  await call('1', 5, { ...outbound, startKind: 'call-back-wish', disposition: 'busy', customer: reached });
  const id = await call('1', 6);
  expect(await wishes.open(noon)).toMatchObject([{ callId: id, tries: 0 }]);
});

it('is over with the order, the customer’s wish not to be called, or an outcome', async () => {
  await call('1', 3);
  await call('2', 3);
  await new SqlDoNotCall(work.test.database).set('1', true);
  expect(await open()).toEqual(['2']);
  await work.intake.write([order('2', 2, { status: 'closed' })]);
  expect(await open()).toEqual([]);
});
