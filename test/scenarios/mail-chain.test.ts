import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';

import { Database } from '#database/database';
import { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { importMailOrders, mailOrders } from '../lab/mail-orders';
import type { MailOrder } from '../lab/mail-orders';
import { customerDomains, MailServers, shopServer, strangerAddress } from '../lab/mail-servers';
import { accountSettings, mailAccount, mailDomain, mailSettings } from '../lab/mail-settings';
import { projectFolder } from '../lab/project-folder';
import { WordGate } from '../lab/word-gate';
import type { Speaker } from '../lab/word-gate';
import sharp from 'sharp';
import { tryMailbox } from '#mail/provider/imap-mailbox';
import type { AccountServer } from '#mail/provider/mail-account';
import { trySubmission } from '#mail/provider/submission';
import { printBars } from '../run/bars';
import type { Bar } from '../run/bars';
import { deliveryReports } from './delivery-reports';
import { TestLab } from './test-lab';

/*
 * Mails through real mail servers, set up as docs/mail.md tells an administrator: Postfix with rspamd before Star7, the mail service of its
 * customers (Postfix, IMAP by Dovecot), customers and strangers with swaks.
 */

const certFile = path.join(__dirname, '../fixtures/tls/localhost.crt');
const bars: Bar[] = [];
const { customer, lax, bare } = customerDomains;
let at: TestLab;
let servers: MailServers;
let session: ApiSession;
let database: Database;
let lmtpGate: WordGate;
let mailGate: WordGate;
/** What has been begun, to be ended in reverse. */
const ends: Array<() => Promise<unknown>> = [];

beforeAll(async () => {
  at = TestLab.attach();
  const { lab } = at;
  const { ports, star7 } = lab;
  ends.push(() => at.release());
  const keyFile = lab.place.file('star7', 'dkim.pem');
  if (!existsSync(keyFile)) await star7.mustRun(['mail', 'dkim-key', keyFile]);
  const certKey = lab.place.file('star7', 'submission.key');
  copyFileSync(path.join(path.dirname(certFile), 'localhost.key'), certKey);
  chmodSync(certKey, 0o600);
  // Star7 and its mail server speak to each other through gates.
  mailGate = await WordGate.listen(ports.mailGate, ports.shopMail);
  ends.push(() => mailGate.close());
  lmtpGate = await WordGate.listen(ports.lmtpGate, ports.lmtp);
  ends.push(() => lmtpGate.close());
  const starting = MailServers.start(lab, { lmtp: ports.lmtpGate });
  starting.catch(() => undefined);
  ends.push(async () => (await starting.catch(() => null))?.stop());
  ends.push(() => star7.restartWith({}));
  await star7.restartWith({
    ...mailSettings({ lmtp: ports.lmtp, mailServer: ports.mailGate }),
    ...{ STAR7_MAIL_DKIM_KEY_FILE: keyFile, STAR7_MAIL_DKIM_SELECTOR: 'star7' },
    STAR7_MAIL_AUTHSERV_ID: shopServer,
    ...{
      STAR7_MAIL_SUBMISSION_TLS_PORT: String(ports.submission),
      STAR7_MAIL_SUBMISSION_CERT_FILE: certFile,
    },
    STAR7_MAIL_SUBMISSION_KEY_FILE: certKey,
  });
  await lab.openAccounts();
  session = await ApiSession.signIn(star7.httpUrl, '101', lab.secrets.accounts['101'] ?? '');
  database = Database.connect(star7.env['STAR7_DATABASE_URL'] ?? '', { silenceMs: null });
  ends.push(() => database.close());
  servers = await starting;
});
afterAll(async () => {
  printBars('Mails through Postfix, rspamd and a customer’s mail service', bars);
  for (const end of ends.reverse()) await end();
});

interface SeenMail {
  id: number;
  direction: 'in' | 'out';
  kind: string;
  state: string;
  fault: string | null;
  author: string | null;
  senderKnown: boolean;
  spam: boolean;
  subject: string;
}

const orders = (count: number, domain: string = customer): Promise<MailOrder[]> =>
  mailOrders(at.lab.star7, { extension: '101', count, domain });

const thread = async ({ orderNumber }: MailOrder): Promise<SeenMail[]> =>
  (await session.must<{ items: SeenMail[] }>('GET', `/api/orders/${orderNumber}/mails`)).items;

const textOf = async ({ orderNumber }: MailOrder, { id }: SeenMail): Promise<string> =>
  (await session.must<{ text: string }>('GET', `/api/orders/${orderNumber}/mails/${String(id)}`)).text;

const write = async ({ orderNumber }: MailOrder, text: string): Promise<void> => {
  await session.must('POST', `/api/orders/${orderNumber}/mails`, { text });
};

/** Of the mail that a customer got last: the address to answer, and the one that reports go to. */
async function lastOf({ email }: MailOrder, count = 1) {
  const mails = await servers.mailsTo(email, count);
  const { raw, messageId } = mails.at(-1) ?? { raw: '', messageId: '' };
  const find = (pattern: RegExp): string => pattern.exec(raw)?.[1] ?? '';
  return {
    ...{ raw, messageId },
    from: find(/^From:(?:[^\r\n]|\r?\n[ \t])*<(r\.[a-z2-7]{16}@[a-z.]+)>/m),
    bounceTo: find(/^Return-Path:\s*<([^>]*)>/im),
  };
}

/** An order to whose customer a mail was written, and the address that the customer answers. */
async function begun(order: MailOrder): Promise<string> {
  await write(order, 'Ваш заказ собран.');
  const { from, raw } = await lastOf(order);
  if (from === '') throw new Error(`no address to answer in a mail of ${String(raw.length)} bytes`);
  return from;
}

let lastId = 0;
/** As a mail program writes it. @param to an address of Star7's, or whatever pretends to be one */
const mailOf = (from: string, to: string, text: string, headers: readonly string[] = []): string =>
  [
    ...headers,
    `From: ${from}`,
    `To: ${to}`,
    'Subject: Order',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <m${String((lastId += 1))}.${Date.now().toString(36)}@home.customer.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  ].join('\n');

/** Waits until nothing is on its way any more, in either direction. Looking at the queues costs processes: once for all orders. */
async function settled(...all: MailOrder[]): Promise<void> {
  await eventually(
    async () =>
      (await servers.waiting()) === 0 &&
      (await Promise.all(all.map(thread))).flat().every(({ state }) => state !== 'queued'),
    { within: 20_000, every: 200, what: 'the end of what is on its way' },
  );
}

test('a mail goes to the customer’s mailbox and back by swaks, signed and without anybody’s address', async () => {
  const [order] = await orders(1);
  const { email } = order!;
  await write(order!, 'Ваш заказ собран. 8 916 123-45-67');
  const { raw, from, messageId, bounceTo } = await lastOf(order!);
  expect(bounceTo).toMatch(/^b\.[a-z2-7]{16}@mail\.shop\.example$/);
  // The customers' own filter would say so of the signature.
  expect(raw).toContain(`d=${mailDomain}; s=star7`);
  expect(raw).not.toMatch(/manager|123-45-67|Смирнова/i);
  const answer = mailOf(
    `Ivan <${email}>`,
    from,
    `Спасибо! Звоните 8 916 765-43-21, ${email}\n\n> Ваш заказ собран.`,
    [`In-Reply-To: <${messageId}>`],
  );
  expect(await servers.swaks({ from: email, to: from, data: answer })).toMatchObject({ code: 0 });
  const got = await eventually(
    async () => (await thread(order!)).find(({ direction }) => direction === 'in'),
    {
      ...{ within: 15_000, every: 100, what: 'the answer' },
    },
  );
  expect(got).toMatchObject({ senderKnown: true, spam: false, kind: 'person' });
  const text = await textOf(order!, got);
  expect(text).toContain('Спасибо! Звоните […]');
  const told = JSON.stringify(await thread(order!)) + text;
  expect(told).not.toContain(email.split('@')[0]);
  expect(told).not.toMatch(/765-43-21|customer\.example/);
  // The controls: what the customer wrote, and what the mail server has seen.
  expect(answer).toMatch(/765-43-21/);
  expect(servers.shopLog()).toContain(email);
});

test('a manager’s own mail program: the mail goes to the customer and the answer to the manager’s mailbox, both masked', async () => {
  const { lab } = at;
  const [order] = await orders(1);
  const { email, orderNumber } = order!;
  const mailbox = `anna${Date.now().toString(36)}@${lax}`;
  const file = lab.place.file('star7', 'mailbox');
  writeFileSync(file, mailbox, { mode: 0o600 });
  await lab.star7.mustRun(['mail', 'program', 'allow', '101']);
  // The doctor's suite would find it in the same lab.
  ends.push(async () => void (await lab.star7.mustRun(['mail', 'program', 'forbid', '101'])));
  await lab.star7.mustRun(['mail', 'program', 'mailbox', '101', '--address-file', file]);
  const { stdout } = await lab.star7.mustRun(['mail', 'program', 'token', '101', '--json']);
  const { token } = JSON.parse(stdout) as { token: string };
  const { address: alias } = await session.must<{ address: string }>(
    'POST',
    `/api/orders/${orderNumber}/mail-program-address`,
    {},
  );
  const card = [
    '--b',
    'Content-Type: text/vcard; name=anna.vcf',
    '',
    'BEGIN:VCARD',
    `EMAIL:${mailbox}`,
    'END:VCARD',
    '--b--',
  ];
  const raw = mailOf(
    `Anna <${mailbox}>`,
    alias,
    [
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Ваш заказ собран. 8 916 765-43-21',
      '-- ',
      'Anna, annas-laptop',
      ...card,
    ].join('\n'),
    [
      'Received: from annas-laptop.local (unknown [91.203.4.5]) by mx.works.example',
      ...[
        'X-Originating-IP: [91.203.4.5]',
        'User-Agent: Thunderbird',
        `Reply-To: ${mailbox}`,
        `Autocrypt: addr=${mailbox}`,
      ],
    ],
  ).replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b');
  const planted = [
    '91.203.4.5',
    'annas-laptop',
    mailbox.split('@')[0]!,
    lax,
    '765-43-21',
    'Thunderbird',
    'home.customer',
  ];
  const found = (text: string): string[] => planted.filter((each) => text.includes(each));
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: lab.ports.submission, secure: true, logger: false },
    tls: { ca: readFileSync(certFile), servername: 'localhost' },
    auth: { user: '101', pass: token },
  });
  try {
    await transport.sendMail({ envelope: { from: mailbox, to: [alias] }, raw });
    // Another recipient beside it: nobody gets the mail.
    const both = raw
      .replace(`To: ${alias}`, `To: ${alias}, ${email}`)
      .replace('Message-ID: <m', 'Message-ID: <x');
    await expect(
      transport.sendMail({ envelope: { from: mailbox, to: [alias] }, raw: both }),
    ).rejects.toMatchObject({ responseCode: 554 });
  } finally {
    transport.close();
  }
  const { raw: got, from } = await lastOf(order!);
  expect(found(got)).toEqual([]);
  // The control: all of it was submitted.
  expect(found(raw)).toEqual(planted);
  const answer = mailOf(`Ivan <${email}>`, from, `Звоните 8 916 555-66-77 или ${email}`);
  expect(await servers.swaks({ from: email, to: from, data: answer })).toMatchObject({ code: 0 });
  const [copy] = await servers.mailsTo(mailbox, 1);
  expect(copy!.raw).toContain(`<${alias}>`);
  const told = copy!.raw.replaceAll(mailbox, '');
  expect(told.includes(email.split('@')[0]!) || /555-66-77/.test(told)).toBe(false);
  expect(await thread(order!)).toMatchObject([
    { direction: 'out', submitted: true },
    { direction: 'in', senderKnown: true },
  ]);
  expect(await servers.mailbox(email)).toHaveLength(1);
  bars.push({
    promised: `planted in a mail of a manager’s own program, of ${String(planted.length)}, that the customer gets: 0`,
    ...{ found: String(found(got).length), isHeld: found(got).length === 0 },
  });
});

test('unknown, closed and foreign addresses get one answer', async () => {
  const [closed, other] = await orders(2);
  const closedAlias = await begun(closed!);
  const { bounceTo } = await lastOf(closed!);
  await begun(other!);
  await importMailOrders(at.lab.star7, '101', [closed!], 'closed');
  // Its days are over.
  await database.write(
    `UPDATE mail_threads AS t JOIN orders AS o ON o.id = t.order_id
        SET t.seen_open_at = '2020-01-01' WHERE o.order_number = ?`,
    [closed!.orderNumber],
  );
  const addresses = {
    unknown: `r.aaaabbbbccccdddd@${mailDomain}`,
    closed: closedAlias,
    'of another use': bounceTo.replace(/^b/, 'r'),
    'of no use': `postmaster@${mailDomain}`,
    'of a report that nobody waits for': `b.aaaabbbbccccdddd@${mailDomain}`,
  };
  const refusals = await Promise.all(
    Object.values(addresses).map(async (to) => {
      const { code, refusal } = await servers.swaks({
        ...{ from: `eve@${bare}`, to, interface: strangerAddress, port: at.lab.ports.shopMail },
        options: ['--quit-after', 'RCPT'],
      });
      expect(code).not.toBe(0);
      return refusal.replace(to, 'ADDRESS');
    }),
  );
  expect(new Set(refusals).size).toBe(1);
  expect(refusals[0]).toMatch(/^550 5\.1\.1 <ADDRESS>: .*No such mailbox/);
  bars.push({
    promised: 'answers to unknown, closed and foreign addresses: 1',
    found: String(new Set(refusals).size),
    isHeld: new Set(refusals).size === 1,
  });
});

/** Ways to pretend to be the customer at this address. */
const forgeries: ReadonlyArray<(own: string, to: string) => { from: string; data: string }> = [
  (own, to) => ({ from: own, data: mailOf(own, to, 'x') }),
  (own, to) => ({ from: `eve@${bare}`, data: mailOf(own, to, 'x') }),
  (own, to) => ({ from: '<>', data: mailOf(own, to, 'x') }),
  (own, to) => ({ from: `eve@${bare}`, data: mailOf(`"${own}" <eve@${bare}>`, to, 'x') }),
  (own, to) => ({ from: `eve@${bare}`, data: mailOf(`eve@${bare}, ${own}`, to, 'x') }),
  (own, to) => ({ from: `eve@${bare}`, data: mailOf(own, to, 'x', [`From: eve@${bare}`]) }),
  (own, to) => ({ from: `eve@${bare}`, data: mailOf(`eve@${bare}`, to, 'x', [`From: ${own}`]) }),
  (own, to) => ({
    from: own,
    data: mailOf(own, to, 'x', [
      `Authentication-Results: ${shopServer}; dmarc=pass header.from=${own.split('@')[1] ?? ''}; spf=pass smtp.mailfrom=${own}`,
    ]),
  }),
  (own, to) => ({
    // What the filter repeats in a comment ends it.
    from: `"a); dkim=pass header.d=${own.split('@')[1] ?? ''}; x=(b"@${bare}`,
    data: mailOf(own, to, 'x', [`Sender: ${own}`, `Reply-To: ${own}`]),
  }),
  (own, to) => ({
    from: `eve@${bare}`,
    data: mailOf(own, to, 'x', [
      `DKIM-Signature: v=1; a=rsa-sha256; d=${own.split('@')[1] ?? ''}; s=k; h=from; bh=AAAA; b=AAAA`,
      `Received: from mx.customer.example (127.0.0.2) by ${shopServer}; ${new Date().toUTCString()}`,
    ]),
  }),
];

test('100 forged senders: none gets to the manager as the customer', async () => {
  const all = [...(await orders(5)), ...(await orders(5, lax))];
  const aliases = await Promise.all(all.map((order) => begun(order)));
  const taken: (number | null)[] = [];
  // Several strangers at once, each with all forgeries for one order.
  await Promise.all(
    all.map(async ({ email }, nth) => {
      for (const forgery of forgeries) {
        const { code } = await servers.swaks({
          ...{ ...forgery(email, aliases[nth] ?? ''), to: aliases[nth] ?? '' },
          ...{ interface: strangerAddress, port: at.lab.ports.shopMail },
        });
        taken.push(code);
      }
    }),
  );
  expect(taken).toHaveLength(100);
  await settled(...all);
  const got = (await Promise.all(all.map((order) => thread(order))))
    .flat()
    .filter(({ direction }) => direction === 'in');
  const known = got.filter(({ senderKnown }) => senderKnown);
  bars.push({
    promised: 'forged senders that get to a manager as the customer, of 100: 0',
    found: `${String(known.length)} (${String(taken.length - got.length)} refused, ${String(got.length)} shown as an unknown sender's)`,
    isHeld: known.length === 0,
  });
  expect(known).toEqual([]);
  // Strangers did get through where a domain asks nobody to refuse them: else nothing would have been tried.
  expect(got.length).toBeGreaterThan(0);
  // The control: customers themselves, by their mail service.
  await Promise.all(
    all.map(async ({ email }, nth) => {
      const to = aliases[nth] ?? '';
      expect(await servers.swaks({ from: email, to, data: mailOf(email, to, 'это я') })).toMatchObject({
        code: 0,
      });
    }),
  );
  await Promise.all(
    all.map((order) =>
      eventually(async () => (await thread(order)).some(({ senderKnown }) => senderKnown), {
        ...{ within: 20_000, every: 200, what: 'the customer’s own mail' },
      }),
    ),
  );
});

test('three programs that answer each other send at most five mails', async () => {
  const [order] = await orders(1);
  const { email } = order!;
  const alias = await begun(order!);
  const boundary = 'b1';
  // A program that marks nothing, and sends a file that Star7 answers; and one that says what it is.
  const responders = [
    () =>
      mailOf(email, alias, `--${boundary}\nContent-Type: application/pdf\n\n%PDF\n--${boundary}--`).replace(
        'text/plain; charset=utf-8',
        `multipart/mixed; boundary=${boundary}`,
      ),
    () => mailOf(email, alias, 'Я в отпуске', ['Auto-Submitted: auto-replied']),
  ];
  let answered = 0;
  for (;;) {
    const mails = await servers.mailsTo(email, 1);
    // Bad programs: they would answer a report of a server, too.
    const fresh = mails.slice(answered);
    answered = mails.length;
    if (fresh.length === 0) break;
    for (const data of fresh.flatMap(() => responders.map((responder) => responder()))) {
      await servers.swaks({ from: email, to: alias, data });
    }
    await settled(order!);
  }
  const automatic = (await thread(order!)).filter(({ kind }) => kind === 'automatic');
  bars.push({
    promised: 'mails of programs that answer each other: at most 5',
    found: String(automatic.length),
    isHeld: automatic.length <= 5,
  });
  expect(automatic.length).toBeGreaterThan(1);
  expect(automatic.length).toBeLessThanOrEqual(5);
  // Nobody got a report of what Star7 did not keep.
  expect((await servers.mailbox(email)).filter(({ raw }) => /^Return-Path:\s*<>/im.test(raw))).toEqual([]);
});

test('reports of servers go to nobody, and say in words what became of a mail', async () => {
  const all = await orders(deliveryReports.length);
  await Promise.all(all.map((order) => write(order, 'Ваш заказ собран.')));
  const before = await Promise.all(all.map((order) => lastOf(order)));
  // At once: Postfix asks Star7 for each address first, and looks for its answer after a second.
  const codes = await Promise.all(
    deliveryReports.map(async ({ name, raw, from = '' }, nth) => {
      const to = before[nth]!.bounceTo;
      const { code } = await servers.swaks({
        ...{ from: from === '' ? '<>' : from, to, data: raw(all[nth]!.email, to) },
        // From the customers' own mail service.
        ...{ interface: '127.0.0.2', port: at.lab.ports.shopMail, helo: `mx.${customer}` },
      });
      return [name, code];
    }),
  );
  expect(codes).toEqual(deliveryReports.map(({ name }) => [name, 0]));
  await settled(...all);
  const relayed: string[] = [];
  for (const [nth, { name, state, fault }] of deliveryReports.entries()) {
    const mails = await thread(all[nth]!);
    expect([name, ...mails]).toMatchObject([name, { direction: 'out', state, fault }]);
    if (mails.length > 1 || (await servers.mailbox(all[nth]!.email)).length > 1) relayed.push(name);
  }
  bars.push({
    promised: `reports of servers that go on, of ${String(all.length)} kinds: 0`,
    found: String(relayed.length),
    isHeld: relayed.length === 0,
  });
  expect(relayed).toEqual([]);
});

/** A mail to a mailbox that does not exist, of which the report has come. */
async function writtenToNobody({ within }: { within: number }): Promise<MailOrder> {
  const [plain] = await orders(1);
  const order = { ...plain!, email: plain!.email.replace(/^c/, 'nobody') };
  await importMailOrders(at.lab.star7, '101', [order], 'open');
  await write(order, 'Ваш заказ собран.');
  await eventually(
    async () => {
      const [mail] = await thread(order);
      return mail?.state === 'failed' && mail.fault === 'mailbox-unknown';
    },
    { within, every: 200, what: 'the report' },
  );
  return order;
}

test('a mailbox that does not exist: the report of a real mail server', async () => {
  const order = await writtenToNobody({ within: 20_000 });
  expect(await thread(order)).toHaveLength(1);
});

test('spam is marked, and what rspamd is sure of is refused', async () => {
  const [order] = await orders(1);
  const { email } = order!;
  const to = await begun(order!);
  const gtube = (first: string): string =>
    mailOf(email, to, `${first}JS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X`);
  expect(await servers.swaks({ from: email, to, data: gtube('Y') })).toMatchObject({ code: 0 });
  const got = await eventually(
    async () => (await thread(order!)).find(({ direction }) => direction === 'in'),
    {
      ...{ within: 15_000, every: 100, what: 'the marked mail' },
    },
  );
  expect(got.spam).toBe(true);
  const sure = { from: email, to, data: gtube('X'), port: at.lab.ports.shopMail, interface: '127.0.0.2' };
  const { code, refusal } = await servers.swaks(sure);
  expect(code).not.toBe(0);
  expect(refusal).toMatch(/^5/);
  expect((await thread(order!)).filter(({ direction }) => direction === 'in')).toHaveLength(1);
});

test('star7 mail test says that mails come back through the chain', async () => {
  const { stdout } = await at.lab.star7.mustRun(['mail', 'test', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ state: 'arrived' });
});

test('the mailbox of a decoy forwards what a domain wants refused: it is taken, and a customer’s is not', async () => {
  const { star7, place } = at.lab;
  const file = place.file('mailboxes');
  writeFileSync(file, `anna${String(Date.now())}@box.example chain`, { mode: 0o600 });
  const { stdout } = await star7.mustRun(['leaks', 'decoys', 'mailboxes', '--add', file, '--json']);
  rmSync(file);
  const { mailboxes } = JSON.parse(stdout) as { mailboxes: { forwardTo: string; planted: null }[] };
  const forwardTo = mailboxes.at(-1)!.forwardTo;
  const [order] = await orders(1);
  const alias = await begun(order!);
  // As after a provider forwarded it: from its own machine, which the sender's domain does not name.
  const from = `anna@${customer}`;
  const given = (to: string) =>
    servers.swaks({
      ...{ from, to, data: mailOf(from, to, 'x'), interface: strangerAddress, port: at.lab.ports.shopMail },
    });
  expect(await given(forwardTo)).toMatchObject({ code: 0 });
  expect((await given(alias)).code).not.toBe(0);
});

/** Star7 is killed as by a power cut at the moment in which somebody says this; `pass`: just after it was heard. */
const moments: readonly {
  name: string;
  gate: 'lmtp' | 'mail';
  speaker: Speaker;
  word: RegExp;
  then: 'pass' | 'drop';
}[] = [
  { name: 'mail has come in, not read', gate: 'lmtp', speaker: 'client', word: /\r\n\.\r\n/, then: 'pass' },
  {
    name: 'stored, the 250 is lost',
    gate: 'lmtp',
    speaker: 'server',
    word: /250 2\.0\.0 Stored/,
    then: 'drop',
  },
  { name: 'the 250 was heard', gate: 'lmtp', speaker: 'server', word: /250 2\.0\.0 Stored/, then: 'pass' },
  {
    name: 'written, not given to Postfix',
    gate: 'mail',
    speaker: 'client',
    word: /^MAIL FROM/m,
    then: 'drop',
  },
  {
    name: 'Postfix has it, Star7 did not hear',
    gate: 'mail',
    speaker: 'server',
    word: /queued as/,
    then: 'drop',
  },
];

test('killed at every step, Star7 loses no mail, and repeats none but with the same Message-ID', async () => {
  const { star7 } = at.lab;
  const all = await orders(moments.length);
  const aliases = await Promise.all(all.map((order) => begun(order)));
  let lost = 0;
  let repeated = 0;
  for (const [nth, { gate, speaker, word, then }] of moments.entries()) {
    const order = all[nth]!;
    const killed = (gate === 'lmtp' ? lmtpGate : mailGate).at(speaker, word, async () => {
      if (then === 'pass') setImmediate(() => star7.daemon.signal('SIGKILL'));
      else star7.daemon.signal('SIGKILL');
      await eventually(() => then === 'pass' || !star7.daemon.running(), { within: 5_000, what: 'the kill' });
      return then;
    });
    if (gate === 'lmtp') {
      const to = aliases[nth] ?? '';
      await servers.swaks({ from: order.email, to, data: mailOf(order.email, to, `письмо ${String(nth)}`) });
    } else {
      await write(order, `письмо ${String(nth)}`);
    }
    await killed;
    await star7.kill();
    // Whoever was about to send is taken for gone after two minutes; here at once.
    await database.write('UPDATE mails SET due_at = UTC_TIMESTAMP(6) WHERE lease IS NOT NULL');
    await star7.start();
    if (gate === 'lmtp') {
      const got = async (): Promise<number> =>
        (await thread(order)).filter(({ direction }) => direction === 'in').length;
      await eventually(async () => (await got()) > 0, { within: 20_000, every: 200, what: 'the mail' }).catch(
        () => (lost += 1),
      );
      await settled(order);
      repeated += Math.max(0, (await got()) - 1);
    } else {
      const box = await servers.mailsTo(order.email, 2).catch(() => []);
      await settled(order);
      const mails = await servers.mailbox(order.email);
      if (box.length < 2) lost += 1;
      repeated += mails.length - 2;
      // The one that came twice, mail programs show once.
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
    }
  }
  bars.push({
    promised: `mails lost when Star7 is killed at each of ${String(moments.length)} steps: 0; repeated: only with the same Message-ID`,
    found: `${String(lost)} lost, ${String(repeated)} repeated`,
    isHeld: lost === 0,
  });
  expect(lost).toBe(0);
  expect(repeated).toBeLessThanOrEqual(1);
});

/*
 * The same without a mail server of the shop's own: an account at a provider, IMAP in and submission out. The provider in front is the shop's
 * Postfix with its filter, the mailboxes are Dovecot's.
 */
describe('an account at a provider', () => {
  /** What Star7 offers to Prometheus. */
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${at.lab.star7.httpUrl}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  };
  const isUp = (wanted: 0 | 1) =>
    eventually(async () => (await metric('star7_mailbox_up')) === wanted, {
      ...{ within: 150_000, every: 200, what: `the account’s folder ${wanted === 1 ? 'open' : 'lost'}` },
    });
  const isEmpty = () =>
    eventually(() => servers.accountMails('') === 0, {
      ...{ within: 150_000, every: 100, what: 'the account’s folder empty' },
    });
  /** By the customers' mail service, through the provider's filter. */
  const sent = (from: string, to: string, data: string, own = '127.0.0.2') =>
    servers.swaks({ from, to, data, interface: own, port: at.lab.ports.shopMail, helo: `mx.${customer}` });
  const answersOf = async (order: MailOrder): Promise<SeenMail[]> =>
    (await thread(order)).filter(({ direction }) => direction === 'in');
  const answered = (order: MailOrder, count: number) =>
    eventually(async () => (await answersOf(order)).length >= count, {
      ...{ within: 150_000, every: 200, what: `${String(count)} answers` },
    });

  async function aliasOf(order: MailOrder) {
    await write(order, 'Ваш заказ собран.');
    const mails = await servers.mailsTo(order.email, 1);
    const { raw, messageId } = mails.at(-1) ?? { raw: '', messageId: '' };
    return { raw, messageId, alias: /^Reply-To:\s*<?(r\.[a-z2-7]{16}@[a-z.]+)/m.exec(raw)?.[1] ?? '' };
  }

  beforeAll(async () => {
    const { ports, star7 } = at.lab;
    await star7.restartWith({
      ...accountSettings({ ...ports, password: servers.password }),
      STAR7_MAIL_AUTHSERV_ID: shopServer,
    });
    await isUp(1);
  });

  test('a mail there and back with a picture; nothing of it stays in the folder', async () => {
    const [order] = await orders(1);
    const { raw, alias } = await aliasOf(order!);
    expect(alias).toMatch(/@orders\.provider\.example$/);
    expect(raw).toMatch(/^From:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)?<shop@provider\.example>/m);
    expect(raw).toMatch(/^Return-Path:\s*<shop@provider\.example>/im);
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const data = mailOf(
      order!.email,
      alias,
      `--b1\nContent-Type: text/plain; charset=utf-8\n\nСпасибо, ${order!.email}\n--b1\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n${picture.toString('base64')}\n--b1--`,
    ).replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b1');
    expect(await sent(order!.email, alias, data)).toMatchObject({ code: 0 });
    await answered(order!, 1);
    const [got] = await answersOf(order!);
    expect(got).toMatchObject({ senderKnown: true, kind: 'person', pictures: 1 });
    expect(await textOf(order!, got!)).toBe('Спасибо, […]');
    await isEmpty();
    expect(servers.accountMails('Taken')).toBeGreaterThan(0);
  });

  test('a report to the account becomes the state of its mail, mails for nobody are deleted and counted', async () => {
    const order = await writtenToNobody({ within: 150_000 });
    const before = await metric('star7_mailbox_refused_total{reason="no-mailbox"}');
    const taken = servers.accountMails('Taken');
    for (const to of [`r.aaaabbbbccccdddd@${mailAccount.domain}`, mailAccount.address]) {
      expect(await servers.swaks({ from: `eve@${bare}`, to })).toMatchObject({ code: 0 });
    }
    await eventually(
      async () => (await metric('star7_mailbox_refused_total{reason="no-mailbox"}')) === before + 2,
      { within: 150_000, every: 200, what: 'two refusals' },
    );
    await isEmpty();
    expect([await thread(order), servers.accountMails('Taken')]).toMatchObject([{ length: 1 }, taken]);
  });

  test('forged senders: none gets to the manager as the customer', async () => {
    const all = [...(await orders(1)), ...(await orders(1, lax))];
    let shown = 0;
    for (const order of all) {
      const { alias } = await aliasOf(order);
      for (const forgery of forgeries) {
        const { from, data } = forgery(order.email, alias);
        const { code } = await sent(from, alias, data, strangerAddress);
        if (code === 0) shown += 1;
      }
    }
    expect(shown).toBeGreaterThan(0);
    await settled(...all);
    await isEmpty();
    const got = (await Promise.all(all.map(answersOf))).flat();
    const known = got.filter(({ senderKnown }) => senderKnown);
    bars.push({
      promised: `by a provider: forged senders that get to a manager as the customer, of ${String(2 * forgeries.length)}: 0`,
      found: `${String(known.length)} (${String(got.length)} shown as an unknown sender’s)`,
      isHeld: known.length === 0,
    });
    expect(known).toEqual([]);
    expect(got.length).toBeGreaterThan(0);
  });

  test('killed between storing and removing, with IMAP away and mails counted anew: none is lost, none comes twice', async () => {
    const { star7 } = at.lab;
    const [order] = await orders(1);
    const { alias } = await aliasOf(order!);
    const mail = (nth: number): string => mailOf(order!.email, alias, `письмо ${String(nth)}`);
    // What is stored cannot be moved: Star7 is killed in that moment, as often as not by a power cut.
    servers.allowMoves('Taken', false);
    await sent(order!.email, alias, mail(0));
    await answered(order!, 1);
    await star7.kill();
    expect(servers.accountMails('')).toBe(1);
    servers.allowMoves('Taken', true);
    await servers.stopMailboxes();
    // It comes while nobody reads, and has no id of its own.
    await sent(order!.email, alias, mail(1).replace(/^Message-ID:.*\n/m, ''));
    await star7.start();
    await isUp(0);
    await eventually(() => servers.accountMails('') === 2, { within: 150_000, every: 100, what: 'both' });
    await servers.startMailboxes({ anew: true });
    await answered(order!, 2);
    await isEmpty();
    // Gone once more, with one that comes meanwhile.
    await servers.stopMailboxes();
    await isUp(0);
    await sent(order!.email, alias, mail(2));
    await servers.startMailboxes({ anew: false });
    await answered(order!, 3);
    await isEmpty();
    const texts = await Promise.all((await answersOf(order!)).map((one) => textOf(order!, one)));
    bars.push({
      promised: 'by a provider: mails lost, or twice, of 3 with Star7 killed and IMAP away: 0',
      found: `${String(3 - new Set(texts).size)} lost, ${String(texts.length - new Set(texts).size)} twice`,
      isHeld: texts.length === 3 && new Set(texts).size === 3,
    });
    expect(texts.toSorted()).toEqual(['письмо 0', 'письмо 1', 'письмо 2']);
  });

  test('star7 mail test comes back, and a try of the account says what is wrong with it', async () => {
    const { ports, star7 } = at.lab;
    const { stdout } = await star7.mustRun(['mail', 'test', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'arrived' });
    const ca = readFileSync(path.join(projectFolder, 'test/fixtures/tls/localhost.crt'), 'utf8');
    const { user } = mailAccount;
    const imap: AccountServer = {
      ...{
        host: 'localhost',
        port: ports.providerImap,
        isImplicit: true,
        user,
        password: servers.password,
        ca,
      },
    };
    const submission = { ...imap, port: ports.providerSubmission };
    const wrong = { password: 'wrong' };
    expect(await tryMailbox({ imap, folder: 'INBOX' })).toEqual({
      ...{ fault: null, waiting: 0, hasIdle: true, hasUidPlus: true },
    });
    const faults = await Promise.all([
      tryMailbox({ imap: { ...imap, ...wrong }, folder: 'INBOX' }),
      tryMailbox({ imap: { ...imap, ca: null }, folder: 'INBOX' }),
      tryMailbox({ imap, folder: 'Nowhere' }),
      tryMailbox({ imap: { ...imap, port: ports.marker }, folder: 'INBOX' }),
      // A port that offers no TLS.
      tryMailbox({ imap: { ...imap, port: ports.customersMail, isImplicit: true }, folder: 'INBOX' }),
    ]);
    expect(faults.map(({ fault }) => fault)).toEqual([
      ...['credentials-refused', 'certificate', 'folder-refused', 'unreachable', 'certificate'],
    ]);
    expect(
      await Promise.all([
        trySubmission(submission, 'x.example'),
        trySubmission({ ...submission, ...wrong }, 'x.example'),
        trySubmission({ ...submission, ca: null }, 'x.example'),
        trySubmission({ ...submission, port: ports.marker }, 'x.example'),
      ]),
    ).toEqual([null, 'credentials-refused', 'certificate', 'unreachable']);
  });
});
