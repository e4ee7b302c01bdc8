import path from 'node:path';
import { MimeProcess } from '#mail/mime-process';
import { projectFolder } from '../../lab/project-folder';
import { printBars, timeBar } from '../../run/bars';
import type { Bar } from '../../run/bars';

/** As it is built: the process is what compiled code starts. */
const entry = path.join(projectFolder, 'dist/src/mail/mime-child.js');
const rules = { own: { numbers: [], addresses: [] }, keptHosts: [] };
const headers = 'From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n';
let reader: MimeProcess;
const bars: Bar[] = [];

beforeAll(() => {
  reader = new MimeProcess(entry);
});
afterAll(() => {
  reader.stop();
  printBars('Mails that cost too much', bars);
});

const read = (raw: string | Buffer) =>
  reader.read({ raw: Buffer.from(raw), envelopeSender: 'a@b.example', rules }, 'a');
const plain = `${headers}Content-Type: text/plain\r\n\r\nhello\r\n`;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

it('reads a mail', async () => {
  await expect(read(plain)).resolves.toMatchObject({ text: 'hello', subject: 'x', kind: 'person' });
});

const bombs: readonly [name: string, slug: string, raw: () => string | Buffer][] = [
  ['50 MB', 'too-large', () => Buffer.alloc(50 * 1024 * 1024, 'a')],
  [
    '10,000 parts',
    'too-many-parts',
    () =>
      `${headers}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(10_000)}--b--`,
  ],
  [
    'parts in parts, 100 deep',
    'too-deep',
    () =>
      Array.from(
        { length: 100 },
        (_each, nth) =>
          `${nth === 0 ? headers : ''}Content-Type: multipart/mixed; boundary=b${String(nth)}\r\n\r\n--b${String(nth)}\r\n`,
      ).join(''),
  ],
];
it.each(bombs)('refuses %s, and reads the next mail', async (name, slug, raw) => {
  const bomb = raw();
  const took = await seconds(() => expect(read(bomb)).rejects.toMatchObject({ slug }));
  bars.push(timeBar(`a mail of ${name} is refused`, 5, took));
  await expect(read(plain)).resolves.toMatchObject({ text: 'hello' });
});

it('is ended where a mail costs too much, and starts again', async () => {
  // As deep as HTML can be, over and over: it may be read in time or not, and nothing else comes of it.
  const html = '<div>'.repeat(300_000);
  await read(`${headers}Content-Type: text/html\r\n\r\n${html}`).catch((error: unknown) =>
    expect(error).toMatchObject({ name: 'MimeError' }),
  );
  await expect(read(plain)).resolves.toMatchObject({ text: 'hello' });
});

it('reads what waits, one after another, after it has ended', async () => {
  const first = read(plain);
  const second = read(plain);
  await expect(Promise.all([first, second])).resolves.toHaveLength(2);
  reader.stop();
  await expect(read(plain)).resolves.toMatchObject({ text: 'hello' });
});
