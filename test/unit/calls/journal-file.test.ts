import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { CallNote } from '#calls/model/call-note';
import { noteOf } from '#calls/model/call-note';
import type { CallRecord } from '#calls/model/call-record';
import { JournalContents } from '#calls/engine/journal/journal-contents';
import { JournalError } from '#calls/engine/journal/journal-error';
import { JournalFile } from '#calls/engine/journal/journal-file';
import { systemClock } from '#kernel/system-clock';
import { callId, into } from './call-samples';
import { MemoryLog } from '../log/memory-log';
import { eventually } from '../../lab/eventually';

let folder: string;
let file: string;
let log: MemoryLog;
const open: JournalFile[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'star7-journal-'));
  file = path.join(folder, 'journal');
  log = new MemoryLog();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((journal) => journal.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function opened(limitBytes = 1_000_000): Promise<{ journal: JournalFile; left: JournalContents }> {
  const journal = new JournalFile(file, { limitBytes }, systemClock, log);
  open.push(journal);
  return { journal, left: await journal.open() };
}

const record: CallRecord = into.ended().record!;
const finished = { record, story: [{ at: 1, kind: 'begin', detail: { from: 'a', to: 'b' } }] };
const talking: CallNote = noteOf(into.talking().call);
const another = (id: string): CallNote => ({ ...talking, id });

const onDisk = (): Promise<JournalContents> => JournalContents.of(file);

test('what is noted is on disk at once, without a wait, for whoever comes next', async () => {
  const { journal } = await opened();
  journal.note(talking);
  expect((await onDisk()).open).toEqual([JSON.parse(JSON.stringify(talking))]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the last word on a call counts, and none remains once it is stored', async () => {
  const { journal } = await opened();
  journal.note(noteOf(into['calling-customer']().call));
  journal.note(talking);
  expect((await onDisk()).open.map(({ phase }) => phase)).toEqual(['talking']);
  journal.finished(finished);
  const waiting = await onDisk();
  expect([waiting.open, waiting.finished]).toEqual([[], [finished]]);
  journal.stored([callId]);
  expect((await onDisk()).entries).toEqual([]);
  expect(journal.size).toBe(0);
});

test('the next process finds what is not done with, and nothing else', async () => {
  const first = await opened();
  first.journal.note(another('a'));
  first.journal.note(another('b'));
  first.journal.finished(finished);
  first.journal.note(another('c'));
  first.journal.finished({ ...finished, record: { ...record, id: 'c' } });
  first.journal.stored(['c']);
  await first.journal.close();
  const { left } = await opened();
  expect(left.open.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(left.finished.map(({ record: { id } }) => id)).toEqual([callId]);
});

test('a record that is refused stays, with the database’s word for it, until it is stored', async () => {
  const first = await opened();
  first.journal.finished(finished);
  expect((await onDisk()).refused).toEqual([]);
  first.journal.refused(finished, 'ER_DATA_TOO_LONG');
  await first.journal.close();
  const { journal, left } = await opened();
  expect(left.refused).toEqual([{ id: callId, code: 'ER_DATA_TOO_LONG' }]);
  // The next process tries it again.
  expect(left.finished).toEqual([finished]);
  journal.finished(finished);
  expect((await onDisk()).refused).toEqual([]);
  journal.stored([callId]);
  expect((await onDisk()).entries).toEqual([]);
});

test('a line that was being written when the power went is left out, and does not spoil the next', async () => {
  const first = await opened();
  first.journal.note(another('a'));
  first.journal.note(another('b'));
  await first.journal.close();
  const text = readFileSync(file, 'utf8');
  for (const cut of [1, 10, 200]) {
    writeFileSync(file, text.slice(0, -cut));
    const { journal, left } = await opened();
    expect(left.open.map(({ id }) => id)).toEqual(['a']);
    expect([left.torn, left.damaged]).toEqual([true, 0]);
    journal.note(another('d'));
    expect((await onDisk()).open.map(({ id }) => id)).toEqual(['a', 'd']);
    await journal.close();
  }
});

test('a damaged line is left out, told, and the file as it was is kept', async () => {
  const first = await opened();
  for (const id of ['a', 'b', 'c']) first.journal.note(another(id));
  await first.journal.close();
  const lines = readFileSync(file, 'utf8').split('\n');
  lines[1] = lines[1]!.replace('talking', 'taIking');
  writeFileSync(file, lines.join('\n'));
  const { left } = await opened();
  expect(left.open.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('journal.damaged-'))).toHaveLength(1);
});

test('it does not grow with calls that are done with', async () => {
  const { journal } = await opened();
  journal.note(another('up'));
  for (let id = 0; id < 2_000; id += 1) {
    journal.note(another(`call-${String(id)}`));
    journal.stored([`call-${String(id)}`]);
  }
  expect(statSync(file).size).toBeGreaterThan(1 << 20);
  journal.note(another('last'));
  await eventually(() => statSync(file).size < 10_000, {
    within: 5_000,
    what: 'the file to be written anew',
  });
  expect((await onDisk()).open.map(({ id }) => id)).toEqual(['up', 'last']);
});

test('a disk that takes nothing costs nothing: all is written as soon as it does', async () => {
  const { journal } = await opened();
  journal.note(another('before'));
  // The kernel's own device for a full disk, full(4): it opens, and takes nothing. It stands where the new file would.
  symlinkSync('/dev/full', `${file}.next`);
  for (let id = 0; id < 2_000; id += 1) {
    journal.note(another(`call-${String(id)}`));
    journal.stored([`call-${String(id)}`]);
  }
  await eventually(() => journal.failing, { within: 5_000, what: 'the fault to be noticed' });
  journal.note(another('meanwhile'));
  journal.finished(finished);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  rmSync(`${file}.next`);
  await eventually(() => !journal.failing, { within: 5_000, what: 'the disk to be tried again' });
  const left = await onDisk();
  expect(left.open.map(({ id }) => id)).toEqual(['before', 'meanwhile']);
  expect(left.finished).toHaveLength(1);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('above its limit it is full; the alarm comes before', async () => {
  const { journal } = await opened(10_000);
  const size = (count: number): void => {
    for (let id = 0; id < count; id += 1) journal.note(another(`call-${String(id)}`));
  };
  size(2);
  expect([journal.full, log.lines.length]).toEqual([false, 0]);
  size(20);
  expect(journal.full).toBe(true);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  for (let id = 0; id < 20; id += 1) journal.stored([`call-${String(id)}`]);
  expect(journal.full).toBe(false);
});

test('it says how many bytes of it are needed, and of how many', async () => {
  const { journal } = await opened(10_000);
  expect([journal.bytes, journal.limitBytes]).toEqual([0, 10_000]);
  journal.note(talking);
  const one = journal.bytes;
  expect(one).toBe(statSync(file).size);
  journal.note(talking);
  expect(journal.bytes).toBe(one);
  journal.stored([callId]);
  expect(journal.bytes).toBe(0);
});

test('where its directory is missing, it says what to do', async () => {
  file = path.join(folder, 'missing', 'journal');
  await expect(opened()).rejects.toThrow(JournalError);
  await expect(opened()).rejects.toThrow(/STAR7_JOURNAL_FILE/);
});

test.each([
  '',
  'null',
  '7',
  '[]',
  '{}',
  '{"kind":"open"}',
  '{"kind":"open","call":{"id":"a"}}',
  '{"kind":"stored","id":7}',
])('a line whose checksum is right and which says nothing, %j, is a damaged one', (json) => {
  const line = `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
  const contents = new JournalContents(line);
  expect([contents.entries, contents.damaged]).toEqual([[], 1]);
});
