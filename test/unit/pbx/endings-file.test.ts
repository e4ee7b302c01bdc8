import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EndingsFile, parseEnding } from '#pbx/asterisk/endings-file';
import { MemoryLog } from '../log/memory-log';

const leg = '01a20f7e-7a6a-76bf-8672-3f710d59e507-c0';
/** As Asterisk 22.10.1 wrote them. */
const written = `2026-11-24T21:38:03.233660Z 1795556276.4 16 Up\n2026-11-24T21:38:06.668968Z ${leg} 0 Ringing\n`;

let folder: string;
let file: string;
const log = new MemoryLog();
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'star7-endings-'));
  file = path.join(folder, 'endings');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a line says when, which channel, and why', () => {
  expect(parseEnding(written.split('\n')[0]!)).toEqual({
    channelId: '1795556276.4',
    at: Date.UTC(2026, 10, 24, 21, 38, 3) * 1000 + 233_660,
    cause: 16,
    answered: true,
  });
});

test.each([
  ['Up', true],
  ['Ringing', false],
  ['Down', false],
])('the state %s says whether it had answered', (state, answered) => {
  expect(parseEnding(`2026-11-24T21:38:03.233660Z 1795556276.4 16 ${state}`)).toMatchObject({ answered });
});

test('an older dialplan wrote no state: nothing is said of an answer', () => {
  expect(parseEnding('2026-11-24T21:38:03.233660Z 1795556276.4 16')).toMatchObject({
    cause: 16,
    answered: false,
  });
});

test.each([
  '',
  '2026-11-24T21:38',
  '2026-13-44T21:38:03.233660Z 1.1 16',
  'x',
  '2026-11-24T21:38:03.2Z 1.1 16',
  '2026-11-24T21:38:03.233660Z 1.1 16 Up +',
])('what is no such line is none: %p', (line) => expect(parseEnding(line)).toBeNull());

test('finds the ends of the channels that are asked for, also in what was set aside', async () => {
  writeFileSync(file, written);
  writeFileSync(`${file}.old`, '2026-11-23T01:02:03.000004Z old-leg 17\n');
  const found = await new EndingsFile(file, log).of([leg, 'old-leg', 'unknown']);
  expect([...found.keys()].sort()).toEqual([leg, 'old-leg']);
  // Asterisk had no cause to give: an end in good order.
  expect(found.get(leg)!.cause).toBe(16);
});

test('where there is no file nothing is known, and nobody is troubled', async () => {
  expect(await new EndingsFile(file, log).of([leg])).toEqual(new Map());
  await new EndingsFile(file, log).setAsideWhenLong();
  expect(log.lines).toEqual([]);
});

test('lines that the PBX has still to write count as well, and twice is once', async () => {
  const other = 'star7-other';
  const line = (id: string): string => `2026-11-24T21:38:03.233660Z ${id} 17 Ring`;
  writeFileSync(file, `${line(other)}\n`);
  const endings = await new EndingsFile(file, log).of([leg, other], [line(leg), line(other), '']);
  expect([...endings.keys()].sort()).toEqual([leg, other].sort());
  expect(endings.get(leg)).toMatchObject({ cause: 17, answered: false });
});

test('a long one is set aside, a short one is not', async () => {
  writeFileSync(file, written);
  const endings = new EndingsFile(file, log);
  await endings.setAsideWhenLong();
  expect(existsSync(`${file}.old`)).toBe(false);
  writeFileSync(file, written.repeat(60_000));
  await endings.setAsideWhenLong();
  expect([existsSync(file), existsSync(`${file}.old`)]).toEqual([false, true]);
  expect((await endings.of([leg])).size).toBe(1);
});
