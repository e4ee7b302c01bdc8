import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { LmtpServer } from '#mail/lmtp-server';
import type { IntakeResult } from '#mail/mail-intake';
import { MemoryLog } from '../log/memory-log';

const taken: number[] = [];
let release: () => void = () => undefined;
let held: Promise<IntakeResult> = Promise.resolve('stored');
const counted: string[] = [];
const server = new LmtpServer({
  intake: {
    isKnown: () => Promise.resolve(true),
    take: (_alias, raw) => {
      taken.push(raw.length);
      return held;
    },
  },
  domain: 'mail.shop.example',
  log: new MemoryLog(),
  onTaken: (result) => counted.push(result),
  mostHeld: 1000,
});
beforeAll(() => server.listen({ host: '127.0.0.1', port: 0 }));
afterAll(() => server.close());

/** A connection that has said DATA. */
async function begun(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  const commands = ['LHLO mx', 'MAIL FROM:<>', 'RCPT TO:<r.aaaabbbbccccdddd@mail.shop.example>', 'DATA'];
  await once(socket, 'data');
  for (const command of commands) {
    socket.write(`${command}\r\n`);
    await once(socket, 'data');
  }
  return socket;
}

const given = (bytes: number): Promise<string> => givenText('x'.repeat(bytes));

async function givenText(text: string): Promise<string> {
  const socket = await begun();
  socket.write(`${text}\r\n.\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString().slice(0, 3);
}

it('holds so many bytes at once, and has room again once they are stored or their connection has ended', async () => {
  held = new Promise((resolve) => (release = () => resolve('stored')));
  const first = given(800);
  while (taken.length === 0) await new Promise(setImmediate);
  expect(await given(500)).toBe('452');
  release();
  expect(await first).toBe('250');
  for (let broken = 0; broken < 3; broken += 1) {
    const socket = await begun();
    socket.write('x'.repeat(700));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await given(900)).toBe('250');
  expect(taken).toEqual([802, 902]);
});

it('a mail that is dropped is taken, and counted', async () => {
  held = Promise.resolve('dropped');
  counted.length = 0;
  expect(await given(10)).toBe('250');
  expect(counted).toEqual(['dropped']);
});

it('a mail of nothing but lines with a dot is refused for good, unread', async () => {
  held = Promise.resolve('stored');
  taken.length = 0;
  // Control: some are nothing special.
  expect(await givenText('..\r\n'.repeat(100))).toBe('250');
  expect(await givenText('..\r\n'.repeat(210_000))).toBe('554');
  expect(taken).toHaveLength(1);
});
