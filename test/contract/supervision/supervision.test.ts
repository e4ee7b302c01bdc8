import { v7 } from 'uuid';
import type { LegQuality, LegRecord, CallRecord, LegTimes } from '#calls/model/call-record';
import { LocalCalendar } from '#kernel/local-day';
import { StatisticsReporter } from '#supervision/statistics-report';
import { toDateTime } from '#database/date-time';
import { notAway } from '#people/model/presence';
import { SqlManagers } from '#people/sql-managers';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { SqlAuditReader } from '#audit/sql-audit-reader';
import { SqlBeginnings } from '#supervision/sql-beginnings';
import { SqlBoard } from '#supervision/sql-board';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlEntryLists } from '#supervision/sql-entry-lists';
import { SqlManagerNames } from '#people/sql-manager-names';
import { SqlStatistics } from '#supervision/sql-statistics';
import { saveEnd } from '../calls/save-end';
import { createTestDatabase, Seeder } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
/** 1 July 2026, noon by UTC. */
const noon = Date.UTC(2026, 6, 1, 12) * 1000;
const noLeg: LegTimes = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

let test: TestDatabase;
let store: SqlCallStore;
let seeder: Seeder;
const ids = new Map<string, number>();
/** Whoever had 102 before. */
let formerId: number;

beforeAll(async () => {
  test = await createTestDatabase();
  store = new SqlCallStore(test.database, 'main');
  seeder = new Seeder(test);
  let now = noon - 100 * 24 * hour;
  const managers = new SqlManagers(test.database, () => now);
  formerId = (await managers.add({ extension: '102', name: 'Former' })).id;
  now = noon - 30 * 24 * hour;
  await managers.disable('102');
  for (const [extension, name] of [
    ['101', 'Anna'],
    ['102', 'Boris'],
    ['103', 'Vera'],
  ] as const)
    ids.set(extension, (await managers.add({ extension, name })).id);
});
afterAll(() => test.drop());
afterEach(async () => {
  await test.database.knex('calls').delete();
  await test.database.knex('order_entries').delete();
});

async function call(changes: Partial<CallRecord> = {}): Promise<CallRecord> {
  const requestedAt = changes.requestedAt ?? noon;
  const extension = changes.managerExtension ?? '101';
  const record: CallRecord = {
    id: v7(),
    direction: 'outbound',
    startKind: 'click',
    managerExtension: extension,
    managerId: ids.get(extension) ?? null,
    did: null,
    orderId: null,
    orderNumber: null,
    contactPointId: null,
    slot: 'main',
    trunk: null,
    requestedAt,
    endedAt: requestedAt + minute,
    manager: noLeg,
    customer: noLeg,
    legs: [],
    talkSeconds: 0,
    disposition: 'busy',
    refusal: null,
    hangupCause: null,
    sipCode: null,
    hungUpBy: 'manager',
    ...changes,
  };
  await saveEnd(store, record, [], '');
  return record;
}

/** A call that nobody has ended yet. */
async function liveCall(extension: string, requestedAt: number): Promise<void> {
  await store.save({
    begun: [
      {
        id: v7(),
        direction: 'outbound',
        startKind: 'click',
        managerExtension: extension,
        slot: 'main',
        requestedAt,
        idempotencyKey: null,
      },
    ],
    ended: [],
  });
}

it('people are those who work here, by extension', async () => {
  expect(await new SqlManagerNames(test.database).list()).toEqual([
    { extension: '101', name: 'Anna' },
    { extension: '102', name: 'Boris' },
    { extension: '103', name: 'Vera' },
  ]);
});

it('a new installation has what was put into it', async () => {
  const read = () => new SqlBeginnings(test.database).read();
  const begun = { managers: true, accounts: false, orders: false, firstCall: false };
  expect(await read()).toEqual(begun);
  // Of a call that was refused, or that only rang at the manager's, no customer knows.
  await call({ disposition: 'refused' });
  expect(await read()).toEqual(begun);
  // Nor does a customer who called know that anybody here can.
  await call({ direction: 'inbound', customer: { ...noLeg, startedAt: noon } });
  expect(await read()).toEqual(begun);
  await call({ customer: { ...noLeg, startedAt: noon } });
  await test.database.insert('accounts', {
    ...{ login: '101', name: 'Anna', role: 'manager', manager_id: ids.get('101')!, password_hash: 'x' },
    ...{ password_changed_at: toDateTime(noon), created_at: toDateTime(noon) },
  });
  expect(await read()).toEqual({ ...begun, accounts: true, firstCall: true });
});

describe('the board', () => {
  const board = (): SqlBoard => new SqlBoard(test.database);
  const today = noon - 12 * hour;

  it('has everybody who works here, also who has not called yet, and since when they are away', async () => {
    await new SqlManagers(test.database, () => noon).setAway('102', { reason: 'lunch', until: noon + hour });
    expect(await board().lines(today)).toEqual(
      [
        ['101', 'Anna'],
        ['102', 'Boris'],
        ['103', 'Vera'],
      ].map(([extension, name]) => ({
        ...{ extension, name },
        ...(extension === '102' ? { awaySince: noon, awayReason: 'lunch', awayUntil: noon + hour } : notAway),
        ...{ callsToday: 0, callersToday: 0, talkSecondsToday: 0 },
        ...{ missedOrders: 0, lastCallEndedAt: null },
      })),
    );
  });

  it('counts the calls since the day began, and knows when the last one ended', async () => {
    await call({ requestedAt: today - 1, talkSeconds: 1000 });
    await call({ requestedAt: today, talkSeconds: 30, disposition: 'answered' });
    const last = await call({ requestedAt: noon, talkSeconds: 12, disposition: 'answered' });
    await liveCall('101', noon + minute);
    const before = await call({ managerExtension: '103', requestedAt: today - hour });
    expect(await board().lines(today)).toMatchObject([
      { extension: '101', callsToday: 3, talkSecondsToday: 42, lastCallEndedAt: last.endedAt },
      { extension: '102', callsToday: 0, lastCallEndedAt: null },
      { extension: '103', callsToday: 0, lastCallEndedAt: before.endedAt },
    ]);
  });

  it('counts of callers those whom the manager talked with, apart from the calls made', async () => {
    const caller = { direction: 'inbound', startKind: 'inbound', did: '74951112233' } as const;
    const talked = await call({ ...caller, disposition: 'answered', talkSeconds: 20 });
    // The phone rang for nothing, or never rang: the manager did not work.
    await call({ ...caller, disposition: 'abandoned', requestedAt: noon + minute });
    await call({ disposition: 'answered', talkSeconds: 5, requestedAt: noon - minute });
    expect((await board().lines(today))[0]).toMatchObject({
      ...{ callsToday: 1, callersToday: 1, talkSecondsToday: 25, lastCallEndedAt: talked.endedAt },
    });
  });

  it('leaves out what whoever had the extension before did', async () => {
    await call({ managerExtension: '102', managerId: formerId, requestedAt: noon - 40 * 24 * hour });
    expect((await board().lines(0))[1]).toMatchObject({
      name: 'Boris',
      callsToday: 0,
      lastCallEndedAt: null,
    });
  });
});

describe('statistics', () => {
  const statistics = (): SqlStatistics => new SqlStatistics(test.database);
  const range = { from: noon, to: noon + 2 * hour };

  it('counts callers apart: no figure of managers’ calls has them', async () => {
    const caller = { direction: 'inbound', startKind: 'inbound', did: '74951112233' } as const;
    await call({ ...caller, disposition: 'answered', talkSeconds: 9 });
    expect(await statistics().byTime(range, 60)).toEqual([]);
    expect(await statistics().byManager(range)).toEqual([]);
    // Control: the same call the other way round.
    await call({ disposition: 'answered', talkSeconds: 9 });
    expect(await statistics().byTime(range, 60)).toMatchObject([{ calls: 1 }]);
    expect(await statistics().byManager(range)).toMatchObject([{ calls: 1 }]);
    expect(await statistics().callers(range, 60)).toMatchObject([{ calls: 1 }]);
  });

  it('says whose lines sound bad: managers’ own, and the customers’ side by trunk', async () => {
    const leg = (party: 'manager' | 'customer', trunk: string | null): LegRecord => ({
      ...{ party, origin: 'made', extension: party === 'manager' ? '101' : null, attempt: 0, trunk },
      ...{ cause: 16, sipCode: null, ...noLeg },
    });
    const sound = (nth: number, party: 'manager' | 'customer', mos: number, lowestMos = mos): LegQuality => ({
      ...{ leg: nth, party, extension: null, trunk: null, source: 'pbx', seconds: 30, fault: null },
      ...{ from: { lossPercent: 1, jitterMs: 3 }, to: null, roundTripMs: null, mos, lowestMos },
    });
    const measured = (quality: CallRecord['quality']): Promise<CallRecord> =>
      call({
        disposition: 'answered',
        legs: [leg('manager', null), leg('customer', 'carrier')],
        quality: quality!,
      });
    await measured([sound(1, 'manager', 4.4), sound(2, 'customer', 3.2)]);
    await measured([
      sound(1, 'manager', 4, 2),
      { ...sound(1, 'manager', 1), source: 'page', fault: 'network' },
      sound(2, 'customer', 4.4),
    ]);
    // Nothing was measured.
    await measured([]);
    const name = expect.any(String) as unknown;
    expect(await statistics().sounds(range)).toEqual({
      byManager: [{ extension: '101', name, legs: 2, poor: 1, mos: 4.2 }],
      byTrunk: [{ trunk: 'carrier', legs: 2, poor: 1, mos: 3.8 }],
    });
    expect(await statistics().sounds({ ...range, extension: '102' })).toEqual({ byManager: [], byTrunk: [] });
  });

  it('says of callers how long they waited and what became of them, by span and number', async () => {
    /** Answered, or ended, after so many seconds; the caller heard music from the first second on. */
    const caller = (
      seconds: number,
      disposition: CallRecord['disposition'],
      changes: Partial<CallRecord> = {},
    ): Promise<CallRecord> => {
      const requestedAt = changes.requestedAt ?? noon;
      const until = requestedAt + seconds * second;
      const isAnswered = disposition === 'answered';
      return call({
        ...{ direction: 'inbound', startKind: 'inbound', did: '74951112233', disposition, requestedAt },
        customer: { ...noLeg, startedAt: requestedAt, answeredAt: requestedAt + second },
        // Of a call that was not answered: its manager did not press 1.
        manager: { ...noLeg, answeredAt: isAnswered ? until : requestedAt + 2 * second },
        endedAt: isAnswered ? until + minute : until,
        ...changes,
      });
    };
    await caller(8, 'answered');
    await caller(20, 'answered');
    await caller(32, 'answered');
    await caller(5, 'abandoned');
    await caller(44, 'abandoned');
    await caller(60, 'not-taken');
    await caller(12, 'call-back-wanted');
    await caller(90, 'out-of-hours');
    await caller(3, 'answered', { did: '78121112233', managerExtension: '102' });
    await caller(3, 'answered', { requestedAt: noon + hour });
    await caller(3, 'answered', { requestedAt: noon + 2 * hour });
    const found = await statistics().callers(range, 60);
    expect(found.sort((a, b) => a.at - b.at || (a.did! < b.did! ? -1 : 1))).toEqual([
      {
        ...{ at: noon, did: '74951112233', calls: 8, answered: 3, abandoned: 2, notTaken: 1 },
        ...{ callBackWanted: 1, outOfHours: 1, live: 0, inTime: 2, shortAbandoned: 1 },
        ...{ answeredWait: 60 * second, longestWait: 60 * second },
      },
      expect.objectContaining({ at: noon, did: '78121112233', calls: 1, inTime: 1 }),
      expect.objectContaining({ at: noon + hour, did: '74951112233', calls: 1 }),
    ]);
    expect(await statistics().callers({ ...range, extension: '102' }, 15)).toMatchObject([
      { at: noon, did: '78121112233', calls: 1 },
    ]);
    const { inbound } = await new StatisticsReporter(statistics()).report(range, LocalCalendar.of('UTC')!);
    // Of eleven within the range: one at night, one who gave up at once; four of the rest within 20 s.
    expect(inbound.total).toMatchObject({ calls: 10, serviceLevel: 4 / 8, longestWaitSeconds: 60 });
  });

  it('counts calls in spans of UTC, and nothing outside the range', async () => {
    await call({ requestedAt: noon - 1 });
    await call({ requestedAt: noon, disposition: 'answered', talkSeconds: 5 });
    await call({ requestedAt: noon + 14 * minute, talkSeconds: 2 });
    await call({ requestedAt: noon + 15 * minute });
    await liveCall('101', noon + hour);
    await call({ requestedAt: noon + 2 * hour });
    expect(await statistics().byTime(range, 15)).toEqual([
      { at: noon, calls: 2, answered: 1, talkSeconds: 7 },
      { at: noon + 15 * minute, calls: 1, answered: 0, talkSeconds: 0 },
      { at: noon + hour, calls: 1, answered: 0, talkSeconds: 0 },
    ]);
    expect(await statistics().byTime(range, 60)).toMatchObject([
      { at: noon, calls: 3 },
      { at: noon + hour, calls: 1 },
    ]);
  });

  it('tells managers from each other, also who had the extension before, and phones of nobody', async () => {
    await call({ managerExtension: '102', talkSeconds: 3, disposition: 'answered' });
    await call({ managerExtension: '102', managerId: formerId });
    // Nobody could be asked whose phone it is.
    await call({ managerExtension: '102', managerId: null, disposition: 'look-up-failed' });
    await call({ managerExtension: 'lobby', disposition: 'refused' });
    const found = await statistics().byManager(range);
    expect(
      found.map(({ extension, name, disposition, calls }) => [extension, name, disposition, calls]).sort(),
    ).toEqual([
      ['102', 'Boris', 'answered', 1],
      ['102', 'Boris', 'look-up-failed', 1],
      ['102', 'Former', 'busy', 1],
      ['lobby', null, 'refused', 1],
    ]);
    expect(await statistics().byManager({ ...range, extension: 'lobby' })).toHaveLength(1);
    expect(await statistics().byTime({ ...range, extension: '102' }, 60)).toMatchObject([{ calls: 3 }]);
  });

  it('counts what managers noted', async () => {
    const orderId = await seeder.order('S-1', ids.get('101')!, {});
    const entry = (outcome: string, at: number, actor = 'manager:101', kind = 'outcome') =>
      test.database
        .knex('order_entries')
        .insert({ order_id: orderId, at: toDateTime(at), kind, actor, outcome });
    await entry('confirmed', noon);
    await entry('confirmed', noon + minute, 'manager:102');
    await entry('no-answer', noon);
    await entry('no-answer', noon + 2 * hour);
    await entry('confirmed', noon, 'manager:101', 'note');
    // Taken back after the end of the range.
    const [mistake] = await entry('cancelled', noon + hour * 2 - 1);
    await test.database.knex('order_entries').insert({
      ...{ order_id: orderId, at: toDateTime(noon + 2 * hour + minute), kind: 'outcome-undone' },
      ...{ actor: 'manager:101', outcome: 'cancelled', restores: mistake },
    });
    expect(await statistics().outcomes(range)).toEqual([
      { outcome: 'confirmed', count: 2 },
      { outcome: 'no-answer', count: 1 },
    ]);
    expect(await statistics().outcomes({ ...range, extension: '102' })).toEqual([
      { outcome: 'confirmed', count: 1 },
    ]);
  });

  it('measures how long new orders waited for their first call', async () => {
    const arrive = async (number: string, extension = '101'): Promise<void> => {
      const id = await seeder.order(number, ids.get(extension)!, {});
      await test.database
        .knex('orders')
        .where({ id })
        .update({ added_at: toDateTime(noon) });
    };
    expect(await statistics().firstCalls(range)).toEqual({
      ...{ orders: 0, called: 0, medianSeconds: null, p90Seconds: null },
    });
    // Ten orders, called after 10 to 100 seconds, and one never: tried, but the manager's phone did not answer.
    for (let n = 1; n <= 10; n++) {
      await arrive(`W-${n}`, n > 8 ? '102' : '101');
      const first = noon + n * 10 * second;
      for (const at of [first + hour, first]) {
        await call({
          orderNumber: `W-${n}`,
          requestedAt: at - second,
          customer: { ...noLeg, startedAt: at },
        });
      }
    }
    await arrive('W-11');
    await call({ orderNumber: 'W-11', requestedAt: noon + second, disposition: 'manager-no-answer' });
    expect(await statistics().firstCalls(range)).toEqual({
      ...{ orders: 11, called: 10, medianSeconds: 50, p90Seconds: 90 },
    });
    expect(await statistics().firstCalls({ ...range, extension: '102' })).toMatchObject({
      orders: 2,
      called: 2,
    });
    expect(await statistics().firstCalls({ from: noon + 1, to: range.to })).toMatchObject({ orders: 0 });
  });

  it('makes a report by a clock that is a quarter of an hour off', async () => {
    // 12:14 UTC is 17:59 in Kathmandu, 12:15 is 18:00; 18:15 is midnight there.
    await call({ requestedAt: noon + 14 * minute, disposition: 'answered', talkSeconds: 9 });
    await call({ requestedAt: noon + 15 * minute });
    await call({ requestedAt: noon + 6 * hour + 15 * minute });
    const report = await new StatisticsReporter(statistics()).report(
      { from: noon, to: noon + 24 * hour },
      LocalCalendar.of('Asia/Kathmandu')!,
    );
    expect(report.byHour.filter(({ calls }) => calls > 0)).toEqual([
      { hour: 0, calls: 1, answered: 0 },
      { hour: 17, calls: 1, answered: 1 },
      { hour: 18, calls: 1, answered: 0 },
    ]);
    expect(report.byDay).toEqual([
      { day: '2026-07-01', calls: 2, answered: 1, talkSeconds: 9 },
      { day: '2026-07-02', calls: 1, answered: 0, talkSeconds: 0 },
    ]);
    expect(report.byManager).toEqual([
      { extension: '101', name: 'Anna', calls: 3, answered: 1, talkSeconds: 9 },
    ]);
    expect(report.dispositions).toEqual([
      { disposition: 'busy', count: 2 },
      { disposition: 'answered', count: 1 },
    ]);
  });
});

describe('entries of all orders', () => {
  it('are listed newest first, in pages, with their orders', async () => {
    const lists = new SqlEntryLists(test.database);
    const orderId = await seeder.order('E-1', ids.get('102')!, {}, { customerName: 'Ivan' });
    const written = [
      { kind: 'note', text: 'a gift', hidden: 0 },
      { kind: 'outcome', outcome: 'confirmed', text: 'call [hidden]', hidden: 2 },
      { kind: 'outcome', outcome: 'confirmed', text: null, hidden: 0 },
      { kind: 'contact-changed', slot: 'main' },
      { kind: 'note', text: '[hidden]', hidden: 1 },
      { kind: 'contact-restored', slot: 'main' },
      { kind: 'contact-changed', slot: 'second' },
    ];
    for (const [index, entry] of written.entries()) {
      const at = toDateTime(noon + index * minute);
      await test.database
        .knex('order_entries')
        .insert({ order_id: orderId, at, actor: 'manager:102', ...entry });
    }
    const all = async (
      ask: (page: { limit: number; after?: string }) => ReturnType<SqlEntryLists['notes']>,
    ) => {
      const lines = [];
      let after: string | null = null;
      do {
        const page = await ask({ limit: 1, ...(after === null ? {} : { after }) });
        lines.push(...page.rows);
        after = page.next;
      } while (after !== null);
      return lines;
    };
    const notes = await all((page) => lists.notes(false, page));
    expect(notes.map(({ entry }) => entry.text)).toEqual(['[hidden]', 'call [hidden]', 'a gift']);
    expect(notes[0]).toMatchObject({
      ...{ orderNumber: 'E-1', customerName: 'Ivan', managerExtension: '102', managerName: 'Boris' },
      entry: { kind: 'note', hidden: 1, at: noon + 4 * minute },
    });
    const hidden = await all((page) => lists.notes(true, page));
    expect(hidden.map(({ entry }) => entry.hidden)).toEqual([1, 2]);
    const changes = await all((page) => lists.contactChanges(page));
    expect(changes.map(({ entry }) => [entry.kind, entry.slot])).toEqual([
      ['contact-changed', 'second'],
      ['contact-changed', 'main'],
    ]);
    await expect(lists.notes(false, { limit: 1, after: 'x' })).rejects.toMatchObject({
      slug: 'cursor-invalid',
    });
  });
});

describe('the audit log, read', () => {
  let reader: SqlAuditReader;
  const written = [0, 1, 1, 2, 3, 5].map((minutes, index) => ({
    at: noon + minutes * minute,
    actor: index % 2 === 0 ? 'manager:101' : 'account:ivanova',
    action: index % 3 === 0 ? 'order.view' : 'call.export',
    subject: index === 4 ? null : `order:${index}`,
    detail: { rows: index },
  }));

  beforeAll(async () => {
    reader = new SqlAuditReader(test.database);
    let now = 0;
    const log = new SqlAuditLog(test.database, () => now);
    for (const { at, ...entry } of written) {
      now = at;
      await log.append(entry);
    }
  });

  it('comes newest first, in pages of any size, none twice and none left out', async () => {
    for (const limit of [1, 2, 4, 10]) {
      const seen: unknown[] = [];
      let after: string | null = null;
      do {
        const page = await reader.list({}, { limit, ...(after === null ? {} : { after }) });
        seen.push(...page.rows);
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(written.map((entry, index) => ({ seq: index + 1, ...entry })).reverse());
    }
  });

  it('can be asked for what one did, what was done, to what, and when', async () => {
    const rows = async (filter: Parameters<SqlAuditReader['list']>[0]): Promise<unknown[]> =>
      (await reader.list(filter, { limit: 10 })).rows.map(({ detail }) => detail?.['rows']);
    expect(await rows({ actor: 'account:ivanova' })).toEqual([5, 3, 1]);
    expect(await rows({ action: 'order.view' })).toEqual([3, 0]);
    expect(await rows({ subject: 'order:2' })).toEqual([2]);
    expect(await rows({ from: noon + minute, to: noon + 3 * minute })).toEqual([3, 2, 1]);
    expect(await rows({ actor: 'manager:101', action: 'call.export', from: noon + 2 * minute })).toEqual([4]);
    expect(await rows({ action: 'дело' })).toEqual([]);
    expect(await rows({ actor: '😀', subject: 'ничто' })).toEqual([]);
  });

  it('says that a place of another list is none of this', async () => {
    await expect(reader.list({}, { limit: 1, after: 'x' })).rejects.toMatchObject({ slug: 'cursor-invalid' });
  });
});
