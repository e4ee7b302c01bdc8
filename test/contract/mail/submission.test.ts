import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { mask } from '#kernel/masked';
import { systemClock } from '#kernel/system-clock';
import { HeldMails } from '#mail/held-mails';
import { LmtpServer } from '#mail/lmtp-server';
import { MailDesk } from '#mail/mail-desk';
import { MailDispatcher } from '#mail/mail-dispatcher';
import { MailIntake, newToken } from '#mail/mail-intake';
import { MailSender } from '#mail/mail-sender';
import { MimeProcess } from '#mail/mime-process';
import { aliasAddress } from '#mail/model/alias';
import { CopyDispatcher } from '#mail/programs/copy-dispatcher';
import { MailProgramDesk } from '#mail/programs/mail-program-desk';
import { MailSubmission } from '#mail/programs/mail-submission';
import { readServerCertificate } from '#mail/programs/server-certificate';
import { SqlMailCopies } from '#mail/programs/sql-mail-copies';
import { SqlMailPrograms } from '#mail/programs/sql-mail-programs';
import { SubmissionServer } from '#mail/programs/submission-server';
import { SqlConfirmations } from '#mail/sql-confirmations';
import { SqlMailOutbox } from '#mail/sql-mail-outbox';
import { SqlMails } from '#mail/sql-mails';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { noGuard, OrderLooks } from '#orders/order-looks';
import { OrderFeed } from '#orders/order-feed';
import { typedAddressReader } from '#vault/typed-address';
import { eventually } from '../../lab/eventually';
import { giveMail } from '../../lab/lmtp-client';
import { projectFolder } from '../../lab/project-folder';
import { TakingMailServer } from '../../lab/taking-mail-server';
import type { TakenMail } from '../../lab/taking-mail-server';
import { MemoryLog } from '../../unit/log/memory-log';
import { order, WorkDatabase } from '../orders/work-database';

const domain = 'mail.shop.example';
const customer = 'ivan77@customer.example';
const mailbox = 'anna@works.example';
const day = 86_400_000_000;
const operator = { role: 'operator', user: 'root' } as const;
const tls = (name: string): string => path.join(__dirname, '../../fixtures/tls', name);
const certificate = {
  ...{ cert: readFileSync(tls('localhost.crt'), 'utf8'), key: readFileSync(tls('localhost.key'), 'utf8') },
  ...{ names: ['localhost'], validTo: Number.MAX_SAFE_INTEGER },
};

let work: WorkDatabase;
let mails: SqlMails;
let programs: SqlMailPrograms;
let desk: MailProgramDesk;
let dispatcher: MailDispatcher;
let copier: CopyDispatcher;
let sender: MailSender;
let lmtp: LmtpServer;
let implicit: SubmissionServer;
let startTls: SubmissionServer;
const tokens: Record<string, string> = {};
const audited: { action: string; detail?: object | null }[] = [];
const signIns: string[] = [];
const log = new MemoryLog();
const reader = new MimeProcess(path.join(projectFolder, 'dist/src/mail/mime-child.js'));
const mailServer = new TakingMailServer();
const got = mailServer.received;

beforeAll(async () => {
  const port = await mailServer.listen(0);
  work = await WorkDatabase.create();
  const { database, vault } = work.test;
  const clock = { ...systemClock, now: () => work.now };
  const feed = new OrderFeed();
  const keptHosts = () => Promise.resolve(['shop.example']);
  const trail = {
    before: (entry: { action: string }) => Promise.resolve(void audited.push(entry)),
    beforeLook: () => Promise.resolve(),
    beforeRepeated: (entry: { action: string }) => Promise.resolve(void audited.push(entry)),
    after: (entry: { action: string }) => Promise.resolve(void audited.push(entry)),
  };
  mails = new SqlMails(database, vault, clock.now, 14 * day);
  programs = new SqlMailPrograms(database, vault.keys, clock.now);
  const copies = new SqlMailCopies(database, vault.keys, domain);
  sender = new MailSender({ host: '127.0.0.1', port }, domain, null);
  dispatcher = new MailDispatcher({
    ...{ outbox: new SqlMailOutbox(database, vault, domain), store: mails, sender, feed, domain, clock, log },
    ...{ fromName: 'Звезда', links: null, onTried: () => undefined },
  });
  copier = new CopyDispatcher({ copies, sender, domain, trail, clock, log, onTried: () => undefined });
  feed.subscribe(() => copier.wake());
  const intake = new MailIntake({
    ...{ store: mails, reader, clock, feed, keepsOriginals: false, filter: null, domain, copies },
    ...{ keptHosts, confirmUrl: null, onWritten: () => dispatcher.wake() },
    decoys: () => ({
      isKnown: () => Promise.resolve(false),
      take: () => Promise.resolve(),
      passed: () => Promise.resolve(),
    }),
  });
  lmtp = new LmtpServer({ intake, domain, log, onTaken: () => undefined });
  await lmtp.listen({ host: '127.0.0.1', port: 0 });
  const mailDesk = new MailDesk({
    ...{ store: mails, confirmations: new SqlConfirmations(database), trail, feed, clock, keptHosts },
    looks: new OrderLooks(work.list, noGuard, trail),
    details: { tracking: () => Promise.resolve(null) },
    ...{ isOn: true, sms: null, keepsOriginals: false, links: null, onWritten: () => dispatcher.wake() },
  });
  const submission = new MailSubmission({
    ...{ programs, desk: mailDesk, reader, trail, feed, clock, domain, keptHosts, aliasFor: 14 * day },
  });
  const held = new HeldMails();
  const serverOf = (isImplicit: boolean): SubmissionServer =>
    new SubmissionServer({
      ...{ submission, certificate, isImplicit, held, clock, log, onMail: () => undefined },
      onSignIn: (result) => signIns.push(result),
    });
  [implicit, startTls] = [serverOf(true), serverOf(false)];
  for (const each of [implicit, startTls]) await each.listen({ host: '127.0.0.1', port: 0 });
  desk = new MailProgramDesk({ programs, server: null, readAddress: typedAddressReader(domain), trail });
  for (const extension of ['101', '102']) {
    await desk.change(operator, extension, { allowed: true });
    tokens[extension] = await desk.newToken(operator, extension);
  }
  await desk.change(operator, '101', { mailbox: mask(mailbox) });
  await work.intake.write([
    order('1001', 1, { email: mask(customer) }),
    order('1002', 2, { email: mask('other@customer.example') }),
    order('1003', 3, { email: mask('closed@customer.example') }),
    order('1004', 4, { email: mask('quiet@customer.example') }),
    order('1005', 5, { email: mask('foreign@customer.example'), managerExtension: '102' }),
  ]);
  dispatcher.start();
  copier.wake();
});
afterAll(async () => {
  await Promise.all([lmtp.close(), implicit.close(), startTls.close()]);
  await Promise.all([dispatcher.stop(), copier.stop()]);
  sender.close();
  reader.stop();
  await mailServer.close();
  await work.test.drop();
});
beforeEach(() => {
  got.length = 0;
  audited.length = 0;
});

const aliasOf = async (orderNumber: string, extension = '101'): Promise<string> => {
  const token = await programs.aliasOf(orderNumber, extension, newToken());
  return aliasAddress({ use: 'program', token: token ?? 'none' }, domain);
};

let lastId = 0;
/** As a mail program writes it. */
function mailOf(to: string, text = 'Ваш заказ собран.', headers: readonly string[] = []): string {
  return [
    ...[
      'Received: from annas-laptop.local ([91.203.4.5]) by mx.works.example; Mon, 30 Nov 2026 10:00:00 +0700',
    ],
    `Message-ID: <p${String((lastId += 1))}@annas-laptop.local>`,
    `From: Anna <${mailbox}>`,
    `To: ${to}`,
    'Subject: Order',
    'Content-Type: text/plain; charset=utf-8',
    ...headers,
    '',
    text,
  ].join('\r\n');
}

interface Sent {
  raw: string;
  to: string | readonly string[];
  user?: string;
  token?: string;
  server?: SubmissionServer;
}

/** @returns the codes and words of all refusals; of a mail that was taken none */
async function submit({
  raw,
  to,
  user = '101',
  token = tokens['101'],
  server = implicit,
}: Sent): Promise<string[]> {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: server.port, secure: server === implicit, requireTLS: true, logger: false },
    tls: { ca: certificate.cert, servername: 'localhost' },
    auth: { user, pass: token ?? '' },
  });
  try {
    const sent = (await transport.sendMail({ envelope: { from: mailbox, to: [to].flat() }, raw })) as {
      rejectedErrors?: { response?: string }[];
    };
    return (sent.rejectedErrors ?? []).map(({ response = '' }) => response);
  } catch (error) {
    return [(error as { response?: string }).response ?? String(error)];
  } finally {
    transport.close();
  }
}

const arrived = (count: number): Promise<boolean> =>
  eventually(() => got.length >= count, { within: 30_000, what: `${String(count)} mails` });

/** What a program shows of a mail. */
async function read({ raw }: TakenMail): Promise<string> {
  const { subject = '', text = '', from } = await PostalMime.parse(raw);
  return [subject, from?.name ?? '', text].join('\n');
}

const givesAway = /works\.example|annas-laptop|91\.203|\+0700|Thunderbird|Анна|anna@|765-43-21|Мира/i;

test('a mail goes from the manager’s program to the customer, and the answer to the manager’s mailbox, both masked', async () => {
  const to = await aliasOf('1001');
  const raw = mailOf(to, 'Ваш заказ собран. 8 916 765-43-21\r\n-- \r\nАнна, ул. Мира 5', [
    'User-Agent: Mozilla Thunderbird',
    `Reply-To: ${mailbox}`,
    `Disposition-Notification-To: ${mailbox}`,
    'Organization: Anna at home',
    `Sender: ${mailbox}`,
  ]);
  // The control: all of it is in what was submitted.
  expect(raw).toMatch(givesAway);
  expect(await submit({ raw, to })).toEqual([]);
  // The answer was lost, and the program sends it once more.
  expect(await submit({ raw, to, server: startTls })).toEqual([]);
  await arrived(1);
  const out = got[0]!;
  expect(out.to).toBe(customer);
  expect(out.raw + (await read(out))).not.toMatch(givesAway);
  expect(out.raw).toMatch(/<r\.[a-z2-7]{16}@mail\.shop\.example>/);
  const [own, ...others] = await mails.thread('1001');
  expect(others).toEqual([]);
  expect(own).toMatchObject({ direction: 'out', author: 'manager:101', submitted: true, hidden: 1 });
  expect(own!.text).toBe('Ваш заказ собран. […]');
  expect(audited).toContainEqual(
    expect.objectContaining({ action: 'mail.write', detail: { hidden: 1, submitted: true } }),
  );

  got.length = 0;
  const reply = /<(r\.[a-z2-7]{16}@mail\.shop\.example)>/.exec(out.raw)?.[1] ?? '';
  const answer = [
    'Message-ID: <a1@home.customer.example>',
    `From: Ivan <${customer}>`,
    'Subject: Re: Order',
    'Content-Type: text/plain; charset=utf-8',
    ...['', `Спасибо, звоните 8 900 555-00-01 или ${customer}`],
  ].join('\r\n');
  expect(await giveMail(lmtp.port, { from: customer, to: reply, raw: answer })).toBe(250);
  await arrived(1);
  const copy = got[0]!;
  expect(copy.to).toBe(mailbox);
  expect(copy.raw).toContain(`<${to}>`);
  const shown = await read(copy);
  expect(shown).toContain('Спасибо, звоните […]');
  expect(copy.raw + shown).not.toMatch(/555-00-01|customer\.example|ivan77/i);
  // The program keeps the thread together by the Message-ID of its own.
  expect(copy.raw).toMatch(/References: <p\d+@annas-laptop\.local>/);
  await eventually(
    async () =>
      (await work.test.database.query("SELECT 1 FROM mail_copies WHERE state = 'sent'")).length === 1,
    { within: 20_000, what: 'the copy' },
  );

  expect(audited).toContainEqual(
    expect.objectContaining({
      ...{ actor: 'star7', action: 'mail.copy', subject: 'order:1001' },
      detail: { mail: expect.any(Number) as number, manager: '101' },
    }),
  );

  // What servers and programs say of the copy is not the customer's thread.
  const before = await mails.thread('1001');
  const away = mailOf(to, 'Я в отпуске', ['Auto-Submitted: auto-replied']);
  expect(await giveMail(lmtp.port, { from: '', to: copy.from, raw: away })).toBe(250);
  const bounce = [
    ...[
      'From: MAILER-DAEMON@mx.works.example',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    ],
    ...['', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.works.example', ''],
    ...['Final-Recipient: rfc822; anna@works.example', 'Action: failed', 'Status: 5.1.1', '--b--'],
  ].join('\r\n');
  expect(await giveMail(lmtp.port, { from: '', to: copy.from, raw: bounce })).toBe(250);
  expect(await mails.thread('1001')).toEqual(before);
  expect(await programs.find('101')).toMatchObject({ copyFailedAt: expect.any(Number) as number });
  // Nobody writes to the manager's address but by submission.
  expect(await giveMail(lmtp.port, { from: mailbox, to, raw: away })).toBe(550);
  await work.test.database.write("UPDATE mail_copies SET state = 'sent'");

  // An answer says that the mail was read whose copy it answers, and no later one.
  const copyId = /^Message-ID: <([a-z2-7]{16}@mail\.shop\.example)>/im.exec(copy.raw)?.[1] ?? '';
  const later = answer.replace('<a1@', '<a2@');
  expect(await giveMail(lmtp.port, { from: customer, to: reply, raw: later })).toBe(250);
  await eventually(
    async () =>
      (await work.test.database.query("SELECT 1 FROM mail_copies WHERE state = 'sent'")).length === 2,
    { within: 20_000, what: 'the second copy' },
  );
  const readBy = async () =>
    (await mails.thread('1001')).filter(({ direction }) => direction === 'in').map((each) => each.readBy);
  expect(await submit({ raw: mailOf(to, 'Хорошо.'), to })).toEqual([]);
  expect(await readBy()).toEqual([null, null]);
  expect(await submit({ raw: mailOf(to, 'Да.', [`In-Reply-To: <${copyId}>`]), to })).toEqual([]);
  expect(await readBy()).toEqual(['manager:101', null]);
  await arrived(4);
});

test('unknown, foreign and closed addresses get one answer, after the same statements', async () => {
  const closed = await aliasOf('1003');
  await work.test.database.write("UPDATE orders SET status = 'closed' WHERE order_number = '1003'");
  const foreign = await aliasOf('1005', '102');
  const addresses = [
    ...[`m.aaaabbbbccccdddd@${domain}`, closed, foreign, `r.aaaabbbbccccdddd@${domain}`],
    ...[
      customer,
      `postmaster@${domain}`,
      `m.${'a'.repeat(60)}@${domain}`,
      'm.aaaabbbbccccdddd@other.example',
    ],
  ];
  const statements = jest.spyOn(work.test.database, 'execute');
  const answers = new Map<string, number>();
  for (const to of addresses) {
    statements.mockClear();
    const [answer = 'taken'] = await submit({ raw: mailOf(to), to });
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    // To sign in, and to look for the order.
    expect([to, statements.mock.calls.length]).toEqual([to, 2]);
  }
  statements.mockRestore();
  expect([...answers]).toEqual([[expect.stringMatching(/^550 5\.1\.1 /), addresses.length]]);
  expect(await mails.thread('1005')).toEqual([]);
  // Control: whose order it is may write there.
  expect(await submit({ raw: mailOf(foreign), to: foreign, user: '102', token: tokens['102']! })).toEqual([]);
  await arrived(1);
});

test('a mail with any other recipient is refused whole', async () => {
  const to = await aliasOf('1002');
  const other = await aliasOf('1004');
  const stranger = 'eve@bare.example';
  expect(await submit({ raw: mailOf(`${to}, ${stranger}`), to })).toEqual([
    expect.stringMatching(/^554 5\.7\.1 Nobody/),
  ]);
  expect(await submit({ raw: mailOf(to, 'x', [`Cc: ${stranger}`]), to })).toEqual([
    expect.stringMatching(/^554/),
  ]);
  expect(await submit({ raw: mailOf(to, 'x', [`Bcc: ${other}`]), to })).toEqual([
    expect.stringMatching(/^554/),
  ]);
  // In the envelope alone; a program that goes on with those that were taken gets nowhere.
  expect(await submit({ raw: mailOf(to), to: [to, stranger] })).toEqual([
    expect.stringMatching(/^554 5\.7\.1 A recipient/),
  ]);
  expect(await submit({ raw: mailOf(to), to: [to, other] })).toEqual([
    expect.stringMatching(/^554 5\.7\.1 A recipient/),
  ]);
  const eight = [to, ...Array.from({ length: 7 }, (_, nth) => `e${String(nth)}@bare.example`)];
  expect(await submit({ raw: mailOf(to), to: eight })).toEqual([
    expect.stringMatching(/^554 5\.7\.1 A recipient/),
  ]);
  const picture = ['--b', 'Content-Type: application/pdf', '', '%PDF', '--b--'].join('\r\n');
  const withFile = mailOf(to, picture, ['Content-Type: multipart/mixed; boundary=b']).replace(
    'Content-Type: text/plain; charset=utf-8\r\n',
    '',
  );
  expect(await submit({ raw: withFile, to })).toEqual([expect.stringMatching(/^554 5\.6\.1 /)]);
  expect(await mails.thread('1002')).toEqual([]);
});

test('From, and lines that a subject breaks into, are nothing that the customer gets', async () => {
  const to = await aliasOf('1004');
  const subject = Buffer.from('Заказ\r\nBcc: eve@bare.example').toString('base64');
  const raw = mailOf(to, 'Собран.', [`From: director@shop.example`, 'From: eve@bare.example']).replace(
    'Subject: Order',
    `Subject: =?utf-8?B?${subject}?=`,
  );
  expect(await submit({ raw, to })).toEqual([]);
  await arrived(1);
  expect(got[0]!.to).toBe('quiet@customer.example');
  expect(got[0]!.raw.split('\r\n\r\n')[0]).not.toMatch(/director|eve@|^bcc/im);
});

test('without the manager’s own token nobody gets anywhere', async () => {
  const to = await aliasOf('1002');
  const raw = mailOf(to);
  const wrong = expect.stringMatching(/^535 5\.7\.8 /) as string;
  // Somebody else's token is not the one of this user, and reaches none of these orders.
  expect(await submit({ raw, to, token: tokens['102']! })).toEqual([wrong]);
  expect(await submit({ raw, to, user: '102', token: tokens['102']! })).toEqual([
    expect.stringMatching(/^550/),
  ]);
  expect(await submit({ raw, to, user: '999' })).toEqual([wrong]);
  // Nor after the account was disabled; an account that is not is no hindrance.
  const hash = { hash: () => Promise.resolve('hash') };
  const accounts = new SqlAccountDirectory(work.test.database, hash, () => work.now);
  await accounts.create({ role: 'manager', extension: '102' });
  const of102 = { raw, to, user: '102', token: tokens['102']! };
  expect(await submit(of102)).toEqual([expect.stringMatching(/^550/)]);
  await accounts.disable('102');
  expect(await submit(of102)).toEqual([wrong]);
  await desk.withdraw(operator, '101');
  expect(await submit({ raw, to })).toEqual([wrong]);
  expect(audited.at(-1)).toMatchObject({ action: 'mail.program-token', detail: { made: false } });
  tokens['101'] = await desk.newToken(operator, '101');
  // Whoever goes on trying waits, with whatever token; what was good lately is let in.
  expect(await submit({ raw: mailOf(to), to })).toEqual([]);
  const answers: string[] = [];
  for (let nth = 0; nth < 32; nth += 1) {
    answers.push(...(await submit({ raw, to, token: `star7mail_${String(nth)}` })));
  }
  expect(answers[0]).toMatch(/^535/);
  expect(answers.at(-1)).toMatch(/^454/);
  expect(await submit({ raw: mailOf(to), to })).toEqual([]);
  expect(new Set(signIns)).toEqual(new Set(['good', 'wrong', 'wait']));
  // No longer allowed: token and mailbox are gone.
  await desk.change(operator, '101', { allowed: false });
  expect(await submit({ raw, to })).toEqual([expect.stringMatching(/^(?:535|454)/)]);
  const words = JSON.stringify([...log.lines, ...audited]);
  expect(words).not.toMatch(/works\.example|customer\.example|star7mail_/);
});

test('a certificate is read with its names, and a key that everybody may read is refused', () => {
  const file = (name: string): string => tls(name);
  expect(() => readServerCertificate(file('localhost.crt'), file('none.key'))).toThrow('cannot be read');
  expect(() => readServerCertificate(file('localhost.key'), file('localhost.key'))).toThrow();
});
