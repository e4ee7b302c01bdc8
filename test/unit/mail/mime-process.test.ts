import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MimeError } from '#mail/mime-error';
import { MimeProcess } from '#mail/mime-process';
import type { ReadingTimes } from '#mail/mime-process';

const folder = mkdtempSync(path.join(tmpdir(), 'star7-mime-'));
const readers: MimeProcess[] = [];
afterAll(() => {
  for (const reader of readers) reader.stop();
  rmSync(folder, { recursive: true });
});

const request = {
  ...{ raw: Buffer.from('x'), envelopeSender: '' },
  rules: { own: { numbers: [], addresses: [] }, keptHosts: [] },
};

const patient: ReadingTimes = { read: 60_000, wait: 60_000, start: 60_000 };
const silent = "process.send('ready'); process.on('message', () => undefined);";
/** All the time that has passed: it had a processor never. */
const always = (): number => performance.now();

/** A process that behaves as a script says. */
function readerOf(
  name: string,
  script: string,
  times: Partial<ReadingTimes> = {},
  waited: () => number = () => 0,
): MimeProcess {
  const entry = path.join(folder, `${name}.js`);
  writeFileSync(entry, script);
  const reader = new MimeProcess(entry, { ...patient, ...times }, waited);
  readers.push(reader);
  return reader;
}

it('a process that ends between two mails, or with the first, costs none', async () => {
  const reader = readerOf(
    'ends',
    `process.send('ready');
     process.on('message', () => process.send({ mail: { text: String(process.pid) } }, () => process.exit()));`,
  );
  const texts = [];
  for (let nth = 0; nth < 4; nth += 1) texts.push((await reader.read(request, 'a')).text);
  expect(new Set(texts).size).toBe(4);
});

it('a mail that ends two processes is refused', async () => {
  const reader = readerOf('dies', `process.send('ready'); process.on('message', () => process.exit(1));`);
  await expect(reader.read(request, 'a')).rejects.toMatchObject({ slug: 'malformed' });
});

it('a process that does not start refuses no mail for good', async () => {
  const reader = readerOf('never', 'process.exit(1);');
  const error: unknown = await reader.read(request, 'a').catch((each: unknown) => each);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(MimeError);
});

it('a mail that is being read when Star7 stops is sent again', async () => {
  const reader = readerOf('slow', silent);
  const reading = reader.read(request, 'a').catch((each: unknown) => each);
  // It has begun with the next turn.
  await Promise.resolve();
  reader.stop();
  const error = await reading;
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(MimeError);
});

it('a mail that takes longer than it may is refused', async () => {
  const reader = readerOf('hangs', silent, { read: 20 });
  await expect(reader.read(request, 'a')).rejects.toMatchObject({ slug: 'too-long' });
});

it.each([
  ['whose process got no processor', silent, { read: 20, wait: 60 }, always],
  ['whose process does not come up', 'setInterval(() => undefined, 1000);', { start: 20 }, always],
])('a mail %s is to be sent again', async (name, script, times, waited) => {
  const reader = readerOf(name, script, times, waited);
  const error: unknown = await reader.read(request, 'a').catch((each: unknown) => each);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(MimeError);
});

it('what a process needs to come up does not count as reading', async () => {
  const reader = readerOf(
    'comes up late',
    `setTimeout(() => process.send('ready'), 3000);
     process.on('message', () => process.send({ mail: { text: 'read' } }));`,
    { read: 2000 },
  );
  await expect(reader.read(request, 'a')).resolves.toMatchObject({ text: 'read' });
});
