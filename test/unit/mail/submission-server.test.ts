import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { HeldMails } from '#mail/held-mails';
import { aliasAddress } from '#mail/model/alias';
import { MailSubmission } from '#mail/programs/mail-submission';
import { programTokenHash } from '#mail/programs/program-token';
import { SubmissionServer } from '#mail/programs/submission-server';
import { readMime } from '#mail/read-mime';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import { eventually } from '../../lab/eventually';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryMailPrograms } from './memory-mail-programs';

const domain = 'mail.shop.example';
const token = 'star7mail_right';
const own = aliasAddress({ use: 'program', token: 'aaaabbbbccccdddd' }, domain);
const foreign = aliasAddress({ use: 'program', token: 'bbbbccccddddeeee' }, domain);
const fixture = (name: string): string =>
  readFileSync(path.join(__dirname, '../../fixtures/tls', name), 'utf8');
const certificate = {
  ...{ cert: fixture('localhost.crt'), key: fixture('localhost.key'), names: [], validTo: 0 },
};

const programs = new MemoryMailPrograms();
const clock = new FakeClock();
const log = new MemoryLog();
const owners: string[] = [];
const written: { by: Principal; orderNumber: string; text: string }[] = [];
let refusal: RefusedError | null = null;
const submission = new MailSubmission({
  ...{ programs, clock, domain, aliasFor: 0, feed: { publish: () => undefined } },
  trail: { beforeRepeated: () => Promise.resolve() },
  keptHosts: () => Promise.resolve([]),
  reader: {
    read: ({ raw, envelopeSender, rules }, owner) => {
      owners.push(owner);
      return readMime(raw, envelopeSender, rules, true);
    },
  },
  desk: {
    write: (by, orderNumber, { text }) => {
      if (refusal !== null) return Promise.reject(refusal);
      written.push({ by, orderNumber, text });
      return Promise.resolve(undefined as never);
    },
  },
});
const counted: string[] = [];
const held = new HeldMails();
const serverOf = (isImplicit: boolean): SubmissionServer =>
  new SubmissionServer({
    ...{ submission, certificate, isImplicit, held, clock, log },
    onSignIn: (result) => counted.push(result),
    onMail: (result) => counted.push(result),
  });
const [implicit, startTls] = [serverOf(true), serverOf(false)];

beforeAll(async () => {
  for (const each of [implicit, startTls]) await each.listen({ host: '127.0.0.1', port: 0 });
  for (const [extension, text] of [
    ['101', token],
    ['102', 'star7mail_other'],
  ] as const) {
    await programs.allow(extension);
    await programs.setToken(extension, programTokenHash(text));
  }
  programs.aliases.set('1001 101', 'aaaabbbbccccdddd').set('1002 102', 'bbbbccccddddeeee');
});
afterAll(() => Promise.all([implicit.close(), startTls.close()]));
beforeEach(() => {
  written.length = 0;
  counted.length = 0;
  refusal = null;
});

interface Given {
  to?: string | string[];
  head?: string[];
  server?: SubmissionServer;
  user?: string;
  pass?: string;
}

/** @returns what it was answered */
async function give({
  to = own,
  head = [`To: ${own}`],
  server = implicit,
  user = '101',
  pass = token,
}: Given = {}) {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: server.port, secure: server === implicit, requireTLS: true, logger: false },
    tls: { ca: certificate.cert, servername: 'localhost' },
    auth: { user, pass },
  });
  const raw = ['From: director@shop.example', ...head, 'Subject: x', '', 'Собран.'].join('\r\n');
  try {
    const { response } = await transport.sendMail({ envelope: { from: 'a@home.example', to }, raw });
    return response;
  } catch (error) {
    return (error as { response?: string }).response ?? String(error);
  } finally {
    transport.close();
  }
}

test.each([
  ['TLS from the beginning', implicit],
  ['STARTTLS', startTls],
])('takes a mail by %s, of whom the token says', async (_name, server) => {
  expect(await give({ server })).toMatch(/^250 /);
  expect(written).toMatchObject([
    { by: { role: 'manager', manager: { extension: '101' }, by: { program: 101 } }, orderNumber: '1001' },
  ]);
  expect(counted).toEqual(['good', 'sent']);
  // Its turn is the manager's, whatever the order.
  expect(owners.at(-1)).toBe('program:101');
});

test('takes no token before TLS, and nothing without one', async () => {
  const socket = connect(startTls.port, '127.0.0.1');
  const say = async (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString();
  };
  await once(socket, 'data');
  const offered = await say('EHLO client');
  expect([offered.includes('AUTH'), offered.includes('STARTTLS')]).toEqual([false, true]);
  const plain = Buffer.from(`\u0000101\u0000${token}`).toString('base64');
  expect(await say(`AUTH PLAIN ${plain}`)).toMatch(/^5/);
  expect(await say('MAIL FROM:<a@home.example>')).toMatch(/^5/);
  socket.destroy();
  expect(counted).toEqual([]);
});

test('of one network ten connections wait to sign in, and the eleventh is told to come later', async () => {
  const greeted = async () => {
    const socket = connect(startTls.port, '127.0.0.1');
    const [greeting] = (await once(socket, 'data')) as [Buffer];
    return { socket, greeting: greeting.toString() };
  };
  // Whoever has signed in is none of them.
  expect(await give({ server: startTls })).toMatch(/^250 /);
  const first = await Promise.all(Array.from({ length: 10 }, greeted));
  expect(first.map(({ greeting }) => greeting.slice(0, 3))).toEqual(Array.from({ length: 10 }, () => '220'));
  const eleventh = await greeted();
  expect(eleventh.greeting).toMatch(/^421 4\.7\.0 /);
  for (const { socket } of [...first, eleventh]) socket.destroy();
  await eventually(async () => (await give({ server: startTls })).startsWith('250 '), {
    ...{ within: 20_000, what: 'a place for a connection' },
  });
});

test('whoever has not signed in within a minute is let go, whatever they send; who has signed in stays', async () => {
  const socket = connect(startTls.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString()));
  await eventually(() => heard.startsWith('220 '), { within: 20_000, what: 'the greeting' });
  await clock.pass(59_000);
  socket.write('EHLO client\r\n');
  await eventually(() => heard.includes('250 '), { within: 20_000, what: 'an answer' });
  expect(await give({ server: startTls })).toMatch(/^250 /);
  const waiting = clock.waiting;
  await clock.pass(1_000);
  await once(socket, 'close');
  expect(heard).toMatch(/\r\n421 4\.4\.2 Not signed in within a minute\r\n$/);
  // The one that has signed in has no time left to lose.
  expect([waiting, clock.waiting]).toEqual([1, 0]);
});

test.each([
  ['unknown', `m.ccccddddeeeeffff@${domain}`],
  ["somebody else's", foreign],
  ['of a customer’s side', `r.aaaabbbbccccdddd@${domain}`],
  ['outside', 'ivan@customer.example'],
])('an address that is %s gets the one answer', async (_name, to) => {
  expect(await give({ to })).toBe(
    '550 5.1.1 Not the address of an order of yours. Copy it from the order in Star7',
  );
  expect(written).toEqual([]);
});

test('after a recipient was refused nobody gets the mail, and the next one is free of that', async () => {
  expect(await give({ to: [own, 'ivan@customer.example'] })).toMatch(/^554 5\.7\.1 A recipient was refused/);
  expect(await give({ to: ['ivan@customer.example', own] })).toMatch(/^554 5\.7\.1 A recipient was refused/);
  expect(await give({ head: [`To: ${own}`, 'Cc: ivan@customer.example'] })).toMatch(/^554 5\.7\.1 Nobody/);
  expect(written).toEqual([]);
  expect(await give()).toMatch(/^250/);
});

test('says what became of a mail that its order does not take', async () => {
  for (const [slug, code] of [
    ['order-refused', /^550 5\.1\.1 /],
    ['no-mail-address', /^550 5\.1\.2 /],
    ['too-many-mails', /^450 4\.7\.1 /],
    ['unavailable', /^451 4\.3\.0 /],
  ] as const) {
    refusal = new RefusedError(slug);
    expect(await give()).toMatch(code);
  }
});

test('wrong tokens have their network wait, but for a token that was good lately', async () => {
  expect(await give()).toMatch(/^250/);
  expect(await give({ pass: 'star7mail_other' })).toMatch(/^535 5\.7\.8 /);
  expect(await give({ user: '102' })).toMatch(/^535 5\.7\.8 /);
  const answers: string[] = [];
  for (let nth = 0; nth < 30; nth += 1) answers.push(await give({ pass: `star7mail_${String(nth)}` }));
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual([
    ...Array.from({ length: 28 }, () => '535'),
    ...['454', '454'],
  ]);
  // Right, and of a manager who was not there before.
  expect(await give({ user: '102', pass: 'star7mail_other', to: foreign, head: [] })).toMatch(/^454/);
  expect(await give()).toMatch(/^250/);
  await clock.pass(901_000);
  expect(await give({ user: '102', pass: 'star7mail_other', to: foreign, head: [] })).toMatch(/^250/);
  expect(JSON.stringify(log.lines)).not.toMatch(/star7mail|example/);
});

test('an answer names the copies that it answers, whatever else it names', async () => {
  programs.answeredCopies = [];
  const copy = `<ccccddddeeeeffff@${domain}>`;
  await give({
    head: [`To: ${own}`, `References: <x@home.example> ${copy}`, 'In-Reply-To: <y@home.example>'],
  });
  expect(programs.answeredCopies).toEqual(['ccccddddeeeeffff']);
});

test('of one manager no more mails are read in an hour, and the log says of whom', async () => {
  await clock.pass(3_601_000);
  log.lines.length = 0;
  owners.length = 0;
  refusal = new RefusedError('too-many-mails');
  const raw = Buffer.from(`To: ${own}\r\n\r\nСобран.`);
  const by = (await programs.authenticate('101', programTokenHash(token)))!;
  for (let nth = 0; nth < 120; nth += 1) {
    await submission.submit(by, { orderNumber: '1001', alias: own }, raw).catch(() => undefined);
  }
  expect(await give()).toBe('450 4.7.1 Too many mails within an hour. Send it later');
  expect(owners).toHaveLength(120);
  expect(log.lines).toContainEqual(expect.objectContaining({ fields: { manager: '101', status: 450 } }));
  refusal = null;
  // Others go on.
  expect(await give({ user: '102', pass: 'star7mail_other', to: foreign, head: [] })).toMatch(/^250/);
});
