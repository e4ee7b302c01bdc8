import { v7 } from 'uuid';
import { callsAsCsv } from '#calls/call-csv';
import type { CallRecord, LegRecord } from '#calls/model/call-record';
import { SqlCallLog } from '#calls/sql-call-log';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlOrderOwners } from '#orders/order-giver';
import { SqlStatistics } from '#supervision/sql-statistics';
import { saveEnd } from '../calls/save-end';
import { minute, noon, order, WorkDatabase } from './work-database';

/* What is stored of customers who were passed on, and of orders that went along. */

let work: WorkDatabase;
beforeEach(async () => {
  work = await WorkDatabase.create();
  await work.intake.write([order('1', 1), order('9', 9, { managerExtension: '102' })]);
});
afterEach(() => work.test.drop());

const second = minute / 60;
const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

function leg(extension: string, from: number, hadSeconds: number): LegRecord {
  return {
    ...{ party: 'manager', origin: 'made', extension, attempt: 0, trunk: null, cause: 16, sipCode: null },
    ...never,
    ...{ hadFrom: noon + from * second, hadSeconds },
  };
}

/** A call of 101 whose customer was passed to 102 after 40 of 60 seconds. */
async function passedOn(): Promise<string> {
  const id = v7();
  const record: CallRecord = {
    ...{ id, direction: 'outbound', startKind: 'click', did: null, managerExtension: '102' },
    ...{
      managerId: work.managers['102']!,
      orderId: null,
      orderNumber: null,
      contactPointId: null,
      slot: 'main',
    },
    ...{ trunk: 'first', requestedAt: noon, endedAt: noon + minute, manager: never, customer: never },
    ...{ legs: [leg('101', 0, 40), leg('102', 40, 20)], talkSeconds: 60, disposition: 'answered' },
    ...{ refusal: null, hangupCause: 16, sipCode: null, hungUpBy: 'customer' },
  };
  await saveEnd(new SqlCallStore(work.test.database, 'main'), record, [], '');
  return id;
}

test('the call log and its CSV name those who had the customer, in order', async () => {
  const log = new SqlCallLog(work.test.database);
  const id = await passedOn();
  expect(await log.find(id)).toMatchObject({ managerExtension: '102', managers: ['101', '102'] });
  expect((await log.list({}, { limit: 10 })).rows).toMatchObject([{ managers: ['101', '102'] }]);
  let text = '';
  for await (const part of callsAsCsv(log, {}, (call) => call)) text += String(part);
  expect(text).toContain(',102,,101 102,');
});

test('the call counts for who had the customer last, the seconds for each', async () => {
  await passedOn();
  const statistics = new SqlStatistics(work.test.database);
  const range = { from: noon - minute, to: noon + 60 * minute };
  const sums = new Map<string, { calls: number; talkSeconds: number }>();
  for (const { extension, calls, talkSeconds } of await statistics.byManager(range)) {
    const sum = sums.get(extension) ?? { calls: 0, talkSeconds: 0 };
    sums.set(extension, { calls: sum.calls + calls, talkSeconds: sum.talkSeconds + talkSeconds });
  }
  expect(Object.fromEntries(sums)).toEqual({
    '101': { calls: 0, talkSeconds: 40 },
    '102': { calls: 1, talkSeconds: 20 },
  });
  const own = await statistics.byManager({ ...range, extension: '101' });
  expect(own.map(({ calls, talkSeconds }) => [calls, talkSeconds])).toEqual([[0, 40]]);
});

test('an order is given by its manager alone, to an active one, and may be given again', async () => {
  const owners = new SqlOrderOwners(work.test.database);
  const [one, two] = [work.managers['101']!, work.managers['102']!];
  expect(await owners.give('1', '102', two)).toBe('not-theirs');
  expect(await owners.give('nothing', '101', two)).toBe('not-theirs');
  expect(await owners.give('1', '101', two)).toBe('given');
  expect(await owners.give('1', '101', two)).toBe('had');
  expect(await owners.give('1', '102', one)).toBe('given');
  await work.test.database.write('UPDATE managers SET disabled_at = ? WHERE id = ?', [
    '2026-11-25 13:00:00',
    two,
  ]);
  expect(await owners.give('1', '101', two)).toBe('not-theirs');
});
