import { CallScribe } from '#calls/engine/call-scribe';
import type { FinishedCall, OpenedCall } from '#calls/engine/call-store';
import type { CallRecord } from '#calls/model/call-record';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryCallStore } from './memory-call-store';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';

const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

function begun(id: string): OpenedCall {
  return {
    id,
    direction: 'outbound',
    startKind: 'short-code',
    managerExtension: '101',
    slot: 'main',
    requestedAt: 1,
    idempotencyKey: null,
  };
}

function ended(id: string): FinishedCall {
  const record: CallRecord = {
    ...{
      id,
      direction: 'outbound',
      startKind: 'short-code',
      managerExtension: '101',
      managerId: 1,
      did: null,
    },
    ...{ orderId: 1, orderNumber: '1001', contactPointId: 1, slot: 'main', trunk: 'first' },
    ...{ requestedAt: 1, endedAt: 2, manager: never, customer: never, legs: [], talkSeconds: 0 },
    ...{ disposition: 'busy', refusal: null, hangupCause: 17, sipCode: 486, hungUpBy: 'customer' },
  };
  return { record, story: [] };
}

function desk(): {
  clock: FakeClock;
  store: MemoryCallStore;
  journal: MemoryJournal;
  log: MemoryLog;
  scribe: CallScribe;
} {
  const clock = new FakeClock();
  const store = new MemoryCallStore();
  const journal = new MemoryJournal();
  const log = new MemoryLog();
  return { clock, store, journal, log, scribe: new CallScribe(store, journal, clock, log) };
}

test('tells of each record once it is stored, and of none that only began', async () => {
  const { clock, store, journal, log } = desk();
  const told: string[] = [];
  const scribe = new CallScribe(store, journal, clock, log, undefined, ({ id }) => {
    expect(journal.waiting.has(id)).toBe(false);
    told.push(id);
  });
  scribe.opened(begun('a'));
  const written = scribe.closed(ended('b'), '1001');
  expect(told).toEqual([]);
  await clock.pass(400);
  await written;
  expect(told).toEqual(['b']);
});

test('calls that begin and end within a moment are written together', async () => {
  const { clock, store, journal, scribe } = desk();
  for (const id of ['a', 'b', 'c']) scribe.opened(begun(id));
  const written = [scribe.closed(ended('a'), '1001'), scribe.closed(ended('d'), '1001')];
  await clock.pass(399);
  expect(store.saved).toEqual([]);
  expect([...journal.waiting.keys()]).toEqual(['a', 'd']);
  await clock.pass(1);
  await Promise.all(written);
  // The end of the first says all that its beginning would have said.
  expect(store.saved).toEqual([{ begun: 2, ended: 2 }]);
  expect(scribe.pending).toBe(0);
  expect([...journal.waiting.keys()]).toEqual([]);
});

test('a call that ends while its beginning is being written gets its end all the same', async () => {
  const { clock, store, scribe } = desk();
  let goOn: () => void = () => undefined;
  const save = store.save.bind(store);
  store.save = async (changes) => {
    await new Promise<void>((resolve) => (goOn = resolve));
    return save(changes);
  };
  scribe.opened(begun('a'));
  await clock.pass(400);
  const written = scribe.closed(ended('a'), '1001');
  goOn();
  await settled();
  await clock.pass(400);
  goOn();
  await written;
  expect(store.saved).toEqual([
    { begun: 1, ended: 0 },
    { begun: 0, ended: 1 },
  ]);
});

test('what the database does not take now is kept, and tried again after longer and longer pauses', async () => {
  const { clock, store, journal, scribe } = desk();
  store.failWith(new Error('down'));
  const written = scribe.closed(ended('a'), '1001');
  expect(scribe.overdue).toBe(0);
  await clock.pass(400);
  expect(scribe.overdue).toBe(1);
  void scribe.closed(ended('b'), '1001');
  await clock.pass(250 + 500 + 1_000);
  expect(store.records).toEqual([]);
  expect([...journal.waiting.keys()]).toEqual(['a', 'b']);
  store.failWith(null);
  await clock.pass(2_000);
  await written;
  expect(store.records.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(scribe.overdue).toBe(0);
});

test('a record that is refused for what it says is kept, told of, and holds up no other and no stop', async () => {
  const { clock, store, journal, log, scribe } = desk();
  store.refused.set('poison', 'ER_DATA_TOO_LONG');
  let written = false;
  void scribe.closed(ended('poison'), '1001').then(() => (written = true));
  for (const id of ['a', 'b']) void scribe.closed(ended(id), '1001');
  await clock.pass(400);
  expect(store.records.map(({ id }) => id)).toEqual(['a', 'b']);
  expect([...journal.waiting.keys()]).toEqual(['poison']);
  expect([...journal.setAside]).toEqual([['poison', 'ER_DATA_TOO_LONG']]);
  expect([scribe.pending, scribe.overdue, scribe.refused, written]).toEqual([0, 0, 1, false]);
  expect(log.lines).toMatchObject([
    { level: 'error', fields: { call: 'poison', reason: 'ER_DATA_TOO_LONG' } },
  ]);
  // Nothing is left that keeps the process from ending.
  expect(clock.waiting).toBe(0);
  void scribe.closed(ended('c'), '1001');
  expect(await scribe.flush(1_000)).toBe(true);
  expect(store.records.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('what an earlier process left is written at once', async () => {
  const { store, scribe } = desk();
  scribe.replay([ended('a'), ended('b')]);
  await settled();
  expect(store.saved).toEqual([{ begun: 0, ended: 2 }]);
  expect(scribe.pending).toBe(0);
});

test('at the end what waits is written at once', async () => {
  const { store, scribe } = desk();
  scribe.opened(begun('a'));
  void scribe.closed(ended('b'), '1001');
  expect(await scribe.flush(5_000)).toBe(true);
  expect(store.saved).toEqual([{ begun: 1, ended: 1 }]);
  // What comes after that does not wait either.
  void scribe.closed(ended('c'), '1001');
  await settled();
  expect(store.records.map(({ id }) => id)).toEqual(['b', 'c']);
});

test('at the end it does not wait for longer than it may, and leaves no timer behind', async () => {
  const { clock, store, scribe } = desk();
  store.failWith(new Error('down'));
  void scribe.closed(ended('a'), '1001');
  const flushed = scribe.flush(1_000);
  await clock.pass(1_000);
  expect(await flushed).toBe(false);
  expect(clock.waiting).toBe(0);
});

test('an attempt that fails after it was given up is not followed by another: the process could not end', async () => {
  const { clock, store, scribe } = desk();
  let fail: (error: Error) => void = () => undefined;
  store.save = () => new Promise((_resolve, reject) => (fail = reject));
  void scribe.closed(ended('a'), '1001');
  const flushed = scribe.flush(1_000);
  await clock.pass(1_000);
  expect(await flushed).toBe(false);
  fail(new Error('silent for too long'));
  await settled();
  expect(clock.waiting).toBe(0);
});
