import { CallScribe } from '../../../src/calls/call-scribe';
import type { CallRecord } from '../../../src/core/call-record';
import { StoreError } from '../../../src/store/store-error';
import { into } from '../../fakes/call-samples';
import { FakeClock, settled } from '../../fakes/fake-clock';
import { MemoryCallStore } from '../../fakes/memory-call-store';
import { MemoryJournal } from '../../fakes/memory-journal';
import { MemoryLog } from '../../fakes/memory-log';

const sample: CallRecord = into.ended().record!;
const finished = (id: string) => ({ record: { ...sample, id }, story: [] });
const refusal = new StoreError('data-refused', 'x', { code: 'ER_DATA_TOO_LONG' });

/** A scribe whose store refuses these calls, each with its own error. */
function rig() {
  const clock = new FakeClock();
  const store = new MemoryCallStore();
  const journal = new MemoryJournal();
  const log = new MemoryLog();
  const faults = new Map<string, Error>();
  const tries: string[] = [];
  const close = store.close.bind(store);
  store.close = async (record, ...rest) => {
    tries.push(record.id);
    const fault = faults.get(record.id);
    if (fault !== undefined) throw fault;
    await close(record, ...rest);
  };
  const scribe = new CallScribe(store, journal, clock, log);
  return { clock, store, journal, log, faults, tries, scribe };
}

test('a record that the database refuses for what it says is tried three times, kept, and told of', async () => {
  const { clock, store, journal, log, faults, tries, scribe } = rig();
  faults.set('poison', refusal);
  let written = false;
  void scribe.closed(finished('poison'), '').then(() => (written = true));
  await settled();
  await clock.pass(3_600_000);
  expect(tries).toHaveLength(3);
  expect([scribe.pending, scribe.refused, written, store.records]).toEqual([0, 1, false, []]);
  expect([...journal.setAside]).toEqual([['poison', 'ER_DATA_TOO_LONG']]);
  expect(journal.waiting.has('poison')).toBe(true);
  expect(log.lines.at(-1)).toMatchObject({
    level: 'error',
    fields: { call: 'poison', reason: 'ER_DATA_TOO_LONG' },
  });
  // Nothing is left that keeps the process from ending.
  expect(clock.waiting).toBe(0);
});

test('it holds up no other record, and no stop', async () => {
  const { clock, store, journal, faults, scribe } = rig();
  faults.set('poison', refusal);
  void scribe.closed(finished('poison'), '');
  for (const id of ['a', 'b', 'c']) void scribe.closed(finished(id), '');
  await settled();
  expect(store.records.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect([...journal.waiting.keys()]).toEqual(['poison']);
  await clock.pass(60_000);
  expect(await scribe.flush(10_000)).toBe(true);
  void scribe.closed(finished('d'), '');
  expect(await scribe.flush(10_000)).toBe(true);
  expect(store.records.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});

test.each([
  ['that is away', new StoreError('database-unavailable', 'x', { code: 'ECONNREFUSED' })],
  ['that is full', new StoreError('database-failed', 'x', { code: 'ER_RECORD_FILE_FULL' })],
  ['of which nobody knows why', new Error('x')],
])('for a database %s a record waits for ever, and is written when it can be', async (_what, fault) => {
  const { clock, store, journal, faults, tries, scribe } = rig();
  faults.set('waits', fault);
  void scribe.closed(finished('waits'), '');
  await settled();
  await clock.pass(3_600_000);
  expect(tries.length).toBeGreaterThan(100);
  expect([scribe.pending, scribe.refused, journal.setAside.size]).toEqual([1, 0, 0]);
  faults.clear();
  await clock.pass(30_000);
  expect(store.records.map(({ id }) => id)).toEqual(['waits']);
  expect([scribe.pending, journal.waiting.size]).toEqual([0, 0]);
});

test('taken for refused by mistake, it is written at the next try', async () => {
  const { clock, store, faults, scribe } = rig();
  faults.set('once', refusal);
  void scribe.closed(finished('once'), '');
  await settled();
  faults.clear();
  await clock.pass(1_000);
  expect(store.records).toHaveLength(1);
  expect(scribe.refused).toBe(0);
});
