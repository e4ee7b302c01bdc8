import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { mask } from '#kernel/masked';
import { systemClock } from '#kernel/system-clock';
import { AddressConfirmation } from '#mail/address-confirmation';
import { readDkimKey, writeDkimKey } from '#mail/dkim-key';
import type { DkimKey } from '#mail/dkim-key';
import { LmtpServer } from '#mail/lmtp-server';
import { MailDispatcher } from '#mail/mail-dispatcher';
import { MailIntake, newToken } from '#mail/mail-intake';
import { sealedMails } from '#mail/mail-rotation';
import { MailSender } from '#mail/mail-sender';
import { MailTest } from '#mail/mail-test';
import { MimeProcess } from '#mail/mime-process';
import { SqlMailTests } from '#mail/sql-mail-tests';
import { SqlConfirmations } from '#mail/sql-confirmations';
import { SqlMailOutbox } from '#mail/sql-mail-outbox';
import { SqlMails } from '#mail/sql-mails';
import { OrderFeed } from '#orders/order-feed';
import { eventually } from '../../lab/eventually';
import { giveMail } from '../../lab/lmtp-client';
import { projectFolder } from '../../lab/project-folder';
import { verifyDkim } from '../../fakes/dkim-verifier';
import { TakingMailServer } from '../../lab/taking-mail-server';
import type { TakenMail } from '../../lab/taking-mail-server';
import { MemoryLog } from '../../unit/log/memory-log';
import { order, WorkDatabase } from '../orders/work-database';

const domain = 'mail.shop.example';
const address = 'ivan77@customer.example';
const day = 86_400_000_000;

let work: WorkDatabase;
let mails: SqlMails;
let intake: MailIntake;
/** What came to the mailboxes of decoys. */
const toDecoys: string[] = [];
const decoyToken = 'ddddeeeeffffgggg';
const decoys = {
  isKnown: (token: string) => Promise.resolve(token === decoyToken),
  take: (_token: string, mail: { original: { text: string } } | null) =>
    Promise.resolve(void toDecoys.push(mail?.original.text ?? '')),
  passed: () => Promise.resolve(),
};
let lmtp: LmtpServer;
let dispatcher: MailDispatcher;
let sender: MailSender;
let dkim: DkimKey;
const folder = mkdtempSync(path.join(tmpdir(), 'star7-mail-'));
const keyFile = path.join(folder, 'dkim.pem');
let outbox: SqlMailOutbox;
const reader = new MimeProcess(path.join(projectFolder, 'dist/src/mail/mime-child.js'));
const log = new MemoryLog();
const mailServer = new TakingMailServer();
const got = mailServer.received;

beforeAll(async () => {
  const port = await mailServer.listen(0);
  work = await WorkDatabase.create();
  const { database, vault } = work.test;
  const clock = { ...systemClock, now: () => work.now };
  mails = new SqlMails(database, vault, clock.now, 14 * day);
  outbox = new SqlMailOutbox(database, vault, domain);
  writeDkimKey(keyFile);
  dkim = readDkimKey(keyFile, { domain, selector: 'star7' });
  sender = new MailSender({ host: '127.0.0.1', port }, domain, dkim);
  dispatcher = new MailDispatcher({
    ...{
      outbox,
      store: mails,
      sender,
      feed: new OrderFeed(),
      domain,
      fromName: 'Магазин «Звезда»',
      clock,
      log,
    },
    links: { url: 'https://mail.shop.example/confirm' },
    onTried: () => undefined,
  });
  intake = new MailIntake({
    ...{ store: mails, reader, clock, feed: new OrderFeed(), keepsOriginals: true, filter: null },
    ...{ domain, decoys: () => decoys },
    keptHosts: () => Promise.resolve(['shop.example']),
    confirmUrl: 'https://mail.shop.example/confirm',
    onWritten: () => dispatcher.wake(),
  });
  lmtp = new LmtpServer({ intake, domain, log, onTaken: () => undefined });
  await lmtp.listen({ host: '127.0.0.1', port: 0 });
  await work.intake.write([
    order('1001', 1, { email: mask(address) }),
    order('1002', 2, { email: mask('other@customer.example') }),
    order('1003', 3, { email: mask('closed@customer.example') }),
    order('1004', 4),
  ]);
  dispatcher.start();
});
afterAll(async () => {
  await lmtp.close();
  await dispatcher.stop();
  sender.close();
  reader.stop();
  await mailServer.close();
  await work.test.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  got.length = 0;
  mailServer.answers.length = 0;
});

/** As the mail server of the machine gives a mail to Star7. @returns the code of the answer */
const give = (to: string, raw: string, from = address): Promise<number> =>
  giveMail(lmtp.port, { from, to, raw });

let nextId = 0;
const mailOf = (text: string, headers: readonly string[] = [], subject = 'Заказ 1001'): string =>
  [
    `Message-ID: <m${String((nextId += 1))}@home.customer.example>`,
    `From: Ivan <${address}>`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Content-Type: text/plain; charset=utf-8',
    ...headers,
    '',
    text,
  ].join('\r\n');

const alias = async (orderNumber: string): Promise<string> =>
  `r.${(await mails.orderOfNumber(orderNumber, newToken(), work.now)).token}@${domain}`;

const write = async (orderNumber: string, text: string): Promise<string> => {
  const token = newToken();
  await mails.write(await mails.orderOfNumber(orderNumber, newToken(), work.now), {
    ...{ token, at: work.now, kind: 'person', author: 'manager:101', subject: 'Заказ 1001', text },
    ...{ hidden: 0, once: null },
  });
  dispatcher.wake();
  return token;
};

const arrived = (count: number): Promise<boolean> =>
  eventually(() => got.length >= count, { within: 15_000 });

it('a mail goes there and back, and neither side gets the other’s address', async () => {
  const token = await write('1001', 'Ваш заказ собран.');
  await arrived(1);
  const [out] = got as [TakenMail];
  expect([out.from, out.to]).toEqual([`b.${token}@${domain}`, address]);
  expect(out.raw).toContain(`From: =?UTF-8?`);
  expect(out.raw).toContain(`<${await alias('1001')}>`);
  expect(out.raw).toContain(`Message-ID: <${token}@${domain}>`);
  expect(out.raw).toMatch(/Date: .* \+0000/);
  expect(out.raw).not.toMatch(/manager|101@|x-mailer/i);

  const reply = mailOf(`Спасибо! Мой номер 8 900 555-00-01, ${address}`, [
    `In-Reply-To: <${token}@${domain}>`,
    'X-Originating-IP: [91.203.4.5]',
  ]);
  expect(await give(await alias('1001'), reply)).toBe(250);
  // The mail server did not hear the answer, and gives it once more.
  expect(await give(await alias('1001'), reply)).toBe(250);
  const thread = await mails.thread('1001');
  expect(thread).toMatchObject([
    { direction: 'out', state: 'sent' },
    { direction: 'in', senderKnown: true, text: 'Спасибо! Мой номер […], […]', hidden: 2 },
  ]);
  expect(JSON.stringify(thread)).not.toMatch(/ivan77|customer\.example|5550001|91\.203/);

  const second = await write('1001', 'Пожалуйста.');
  await arrived(2);
  const raw = got[1]!.raw.replace(/\r\n\s+/g, ' ');
  expect(raw).toContain(`References: <${token}@${domain}> <m${String(nextId)}@home.customer.example>`);
  expect(raw).toContain(`In-Reply-To: <m${String(nextId)}@home.customer.example>`);
  expect(second).not.toBe(token);
  expect(raw).toContain(`Subject: =?UTF-8?B?${Buffer.from('Re: Заказ 1001').toString('base64')}?=`);
});

it('every mail out is signed by the key of its own domain, which is that of From and of the envelope', async () => {
  got.length = 0;
  await write('1001', 'Первое письмо\n\n  с отступом  \n\n\n');
  await write('1001', 'x'.repeat(3000));
  await arrived(2);
  const keyOf = (name: string): string | undefined =>
    name === `star7._domainkey.${domain}` ? dkim.publicKey : undefined;
  for (const { bytes, from } of got) {
    const { domain: signer, signed } = verifyDkim(bytes, keyOf);
    // Strict alignment of DKIM and SPF (RFC 7489, section 3.1).
    const author = /^From: [^\r\n]*@([a-z0-9.-]+)>/m.exec(bytes.replace(/\r\n[ \t]+/g, ' '))?.[1];
    expect([signer, author, from.split('@')[1]]).toEqual([domain, domain, domain]);
    expect(signed).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id']));
    // The control: a mail that was changed on the way, and a key that is not published.
    expect(() => verifyDkim(bytes.replace('Subject: ', 'Subject: x'), keyOf)).toThrow('another signature');
    expect(() => verifyDkim(`Subject: x\r\n${bytes}`, keyOf)).toThrow('another signature');
    expect(() => verifyDkim(`${bytes}x`, keyOf)).toThrow('another body');
    expect(() => verifyDkim(bytes, () => undefined)).toThrow('no key');
  }
});

it('a test mail says whether mails come back; a server that takes nothing from Star7 ends no mail', async () => {
  const tests = new SqlMailTests(work.test.database);
  const test = new MailTest(tests, sender, systemClock);
  const token = newToken();
  const running = test.run({ token, domain, fromName: 'Звезда' }, 20);
  await arrived(1);
  const own = `t.${token}@${domain}`;
  expect(got[0]).toMatchObject({ to: own, from: own });
  const raw = `Authentication-Results: mx; dkim=pass header.d=${domain}\r\n${got[0]!.raw}`;
  expect(await give(own, raw, own)).toBe(250);
  expect(await running).toMatchObject({ state: 'arrived', authentication: 'dkim=pass', fault: null });
  // Once, and for nobody else.
  expect(await give(own, raw, own)).toBe(550);
  expect(await give(`t.${newToken()}@${domain}`, raw, own)).toBe(550);
  mailServer.answers.push({ code: 554, text: '5.7.1 Relay access denied' });
  expect(await test.run({ token: newToken(), domain, fromName: 'Звезда' }, 1)).toMatchObject({
    ...{ state: 'refused', fault: 'unreachable' },
  });
});

it('unknown, foreign and closed addresses get one answer', async () => {
  const known = await alias('1003');
  await work.test.database.write("UPDATE orders SET status = 'closed' WHERE order_number = '1003'");
  // For some days a customer may still write.
  expect(await give(known, mailOf('ещё вопрос'))).toBe(250);
  work.now += 15 * day;
  await mails.noteOpen(work.now);
  expect(await give(known, mailOf('ещё вопрос'))).toBe(550);
  expect(await give(await alias('1001'), mailOf('открыт'))).toBe(250);
  for (const other of [
    `r.aaaabbbbccccdddd@${domain}`,
    `b.aaaabbbbccccdddd@${domain}`,
    `postmaster@${domain}`,
    'r.aaaabbbbccccdddd@other.example',
    `r.${'a'.repeat(60)}@${domain}`,
  ]) {
    expect([other, await give(other, mailOf('x'))]).toEqual([other, 550]);
  }
});

it('a bounce says what became of a mail, and goes no further', async () => {
  const token = await write('1002', 'Здравствуйте.');
  await arrived(1);
  const before = (await mails.thread('1002')).length;
  const bounce = [
    'From: MAILER-DAEMON@mx.customer.example',
    'Message-ID: <bounce@mx.customer.example>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'other@customer.example does not exist',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.customer.example',
    '',
    'Final-Recipient: rfc822; other@customer.example',
    'Action: failed',
    'Status: 5.1.1',
    '--b--',
  ].join('\r\n');
  expect(await give(`b.${token}@${domain}`, bounce, '')).toBe(250);
  const thread = await mails.thread('1002');
  expect(thread).toHaveLength(before);
  expect(thread.at(-1)).toMatchObject({ state: 'failed', fault: 'mailbox-unknown' });
  // At the address for replies it is none of a person's: it is dropped, since a refusal would be reported to whoever the envelope
  // names. At this one a person's mail is none of a server's, and its sender is told.
  expect(await give(await alias('1002'), bounce, '')).toBe(250);
  expect(await give(await alias('1002'), bounce, 'mailer-daemon@mx.customer.example')).toBe(250);
  expect(await give(`b.${token}@${domain}`, mailOf('привет'))).toBe(550);
  expect(await mails.thread('1002')).toHaveLength(before);
});

it('three programs that answer each other end, and a person is limited too', async () => {
  work.now += 2 * day;
  await mails.noteOpen(work.now);
  const automatic = (): string => mailOf('Я в отпуске', ['Auto-Submitted: auto-replied']);
  const to = await alias('1002');
  const taken: number[] = [];
  for (let nth = 0; nth < 8; nth += 1) taken.push(await give(to, automatic()));
  // Those over the limit are dropped: a refusal comes back as a report, and programs answer that, too.
  expect(taken).toEqual([250, 250, 250, 250, 250, 250, 250, 250]);
  expect((await mails.thread('1002')).filter(({ kind }) => kind === 'automatic')).toHaveLength(5);
  // Nothing was answered to any of them.
  expect(
    (await mails.thread('1002')).filter(({ author, direction }) => direction === 'out' && author === null),
  ).toEqual([]);
  taken.length = 0;
  // Not from the order's address: of the ten that strangers have in an hour the programs took five.
  for (let nth = 0; nth < 7; nth += 1) taken.push(await give(to, mailOf('да')));
  expect([taken.filter((code) => code === 250).length, taken.at(-1)]).toEqual([5, 450]);
  // The customer has an allowance of their own.
  const customer = 'other@customer.example';
  expect(await give(to, mailOf('да').replaceAll(address, customer), customer)).toBe(250);
});

it('says to a customer that a file was not taken, once, as a program does', async () => {
  work.now += 2 * day;
  await mails.noteOpen(work.now);
  const file = [
    `From: ${address}`,
    'Message-ID: <file@customer.example>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: application/pdf; name="a.pdf"',
    'Content-Disposition: attachment',
    '',
    '%PDF',
    '--b--',
  ].join('\r\n');
  expect(await give(await alias('1001'), file)).toBe(250);
  await arrived(1);
  expect(got[0]!.raw).toContain('Auto-Submitted: auto-generated');
  const repeated = await give(await alias('1001'), file);
  expect([repeated, got.length]).toEqual([250, 1]);
  expect((await mails.thread('1001')).slice(-2)).toMatchObject([
    { direction: 'in', refused: ['file'] },
    { direction: 'out', kind: 'automatic', author: null },
  ]);
});

it('is tried again where the mail server is not ready, and given up where it says no', async () => {
  mailServer.answers.push({ code: 451, text: '4.3.0 later' });
  const late = await write('1001', 'позже');
  const stateOf = async (token: string): Promise<string | undefined> =>
    (
      await work.test.database.query<{ state: string }>(
        "SELECT CONCAT(state, ' ', COALESCE(fault, '-'), ' ', attempts) AS state FROM mails WHERE token = ?",
        [token],
      )
    )[0]?.state;
  await eventually(async () => (await stateOf(late)) === 'queued unreachable 1', { within: 15_000 });
  work.now += 6_000_000;
  dispatcher.wake();
  await arrived(1);
  await eventually(async () => (await stateOf(late)) === 'sent - 1', { within: 15_000 });
  expect(got[0]!.raw).toContain(`Message-ID: <${late}@${domain}>`);

  mailServer.answers.push({ code: 550, text: '5.1.1 <ivan77@customer.example> unknown' });
  const refused = await write('1001', 'нет');
  await eventually(async () => (await stateOf(refused)) === 'failed mailbox-unknown 1', { within: 15_000 });
  expect(JSON.stringify(log.lines)).not.toMatch(/ivan77|customer\.example/);
});

it('a changed address gets the thread from then on and nothing of the other side’s; answers of the old one are taken, and marked', async () => {
  const old = 'petr88@home.old.example';
  const fresh = 'petr.new@fresh.example';
  await work.intake.write([order('1005', 5, { email: mask(old) })]);
  const first = await write('1005', 'Первое');
  await arrived(1);
  const reply = (from: string, text: string, id: string): string =>
    [
      `Message-ID: <${id}>`,
      ...[`From: ${from}`, 'Subject: x', 'Content-Type: text/plain; charset=utf-8', '', text],
    ].join('\r\n');
  expect(await give(await alias('1005'), reply(old, 'Ответ', 'a1@home.old.example'), old)).toBe(250);
  const second = await write('1005', 'Второе');
  await arrived(2);
  // The control: to the address that it came from its own Message-ID goes.
  expect(got[1]!.raw).toContain('a1@home.old.example');

  // As an earlier release wrote them, which knew one address of an order.
  await work.test.database.write(
    "UPDATE mails SET point_id = NULL WHERE order_id = (SELECT id FROM orders WHERE order_number = '1005')",
    [],
  );
  const changed = await work.contacts.change({ ...work.by('1005'), slot: 'email', contact: mask(fresh) });
  expect(changed).toMatchObject({ result: 'written' });
  expect(JSON.stringify(changed)).not.toMatch(/fresh|old\.example/);
  await write('1005', 'Третье');
  await arrived(3);
  expect(got[2]!.to).toBe(fresh);
  expect(got[2]!.raw).not.toMatch(/old\.example|References|In-Reply-To/);
  for (const token of [first, second]) expect(got[2]!.raw).not.toContain(token);

  const taken = [
    await give(await alias('1005'), reply(old, 'Я petr88, пишите сюда', 'a2@home.old.example'), old),
    await give(await alias('1005'), reply(fresh, 'А это я', 'b1@fresh.example'), fresh),
  ];
  expect(taken).toEqual([250, 250]);
  expect((await mails.thread('1005')).slice(-2)).toMatchObject([
    // What of the old address gives it away is hidden as before.
    { senderKnown: false, senderFormer: true, text: 'Я […], пишите сюда' },
    { senderKnown: true, senderFormer: false },
  ]);
  await write('1005', 'Четвёртое');
  await arrived(4);
  expect(got[3]!.raw).toContain('b1@fresh.example');
  expect(got[3]!.raw).not.toContain('old.example');

  // Taken back: what was typed is nobody's any more.
  const { rows } = await work.timeLine.timeline('1005', { limit: 10 }, false);
  const entryId = rows.find(({ kind }) => kind === 'contact-changed')!.id;
  await work.contacts.restore({ ...work.by('1005', null), slot: 'email', entryId });
  await give(await alias('1005'), reply(fresh, 'Снова я', 'b2@fresh.example'), fresh);
  await give(await alias('1005'), reply(old, 'И я', 'a3@home.old.example'), old);
  expect((await mails.thread('1005')).slice(-2)).toMatchObject([
    { senderKnown: false, senderFormer: false },
    { senderKnown: true, senderFormer: false },
  ]);
  await write('1005', 'Пятое');
  await arrived(5);
  expect(got[4]!.to).toBe(old);
  for (const id of ['a1@home.old.example', 'a3@home.old.example', first]) expect(got[4]!.raw).toContain(id);
  expect(got[4]!.raw).not.toContain('fresh.example');
});

it('whoever types the own address reads nothing off what is hidden, also after it was taken back', async () => {
  const [customer, manager] = ['olga55@customer.example', 'manager@elsewhere.example'];
  await work.intake.write([order('1007', 43_217, { email: mask(customer) })]);
  const before = await alias('1007');
  await work.contacts.change({ ...work.by('1007'), slot: 'email', contact: mask(manager) });
  await write('1007', 'Добрый день');
  await arrived(1);
  expect(got[0]!.to).toBe(manager);
  const learned = /r\.[a-z2-7]{16}@mail\.shop\.example/.exec(got[0]!.raw)![0];
  expect(learned).not.toBe(before);
  const guesses = Array.from({ length: 20 }, (_each, nth) => `или ${String(43_210 + nth)} нет`);
  const texts = [...guesses, 'olga55', 'olga56'];
  const sent = async (to: string, from: string): Promise<{ senderKnown: boolean; lines: string[] }> => {
    const raw = mailOf(texts.join('\r\n')).replaceAll(address, from);
    expect(await give(to, raw, from)).toBe(250);
    const { id, senderKnown } = (await mails.thread('1007')).at(-1)!;
    return { senderKnown, lines: (await mails.find('1007', id))!.text.split('\n') };
  };
  const blanket = [...guesses.map(() => 'или […] нет'), '[…]', '[…]'];
  expect(await sent(learned, manager)).toEqual({ senderKnown: true, lines: blanket });

  const { rows } = await work.timeLine.timeline('1007', { limit: 10 }, false);
  const entryId = rows.find(({ kind }) => kind === 'contact-changed')!.id;
  await work.contacts.restore({ ...work.by('1007', null), slot: 'email', entryId });
  const present = await alias('1007');
  expect(new Set([before, learned, present]).size).toBe(3);
  // It leads to the order still, for everybody as a stranger; so does the customer's own of before.
  for (const [to, from] of [
    [learned, manager],
    [present, manager],
    [learned, customer],
    [before, customer],
  ] as const) {
    expect(await sent(to, from)).toEqual({ senderKnown: false, lines: blanket });
  }
  // The control: the customer, at the address of the order that they have now.
  const own = await sent(present, customer);
  expect(own.senderKnown).toBe(true);
  expect(own.lines.map((line, nth) => [line, texts[nth]]).filter(([line, text]) => line !== text)).toEqual([
    ['или […] нет', 'или 43217 нет'],
    ['[…]', 'olga55'],
  ]);
  expect(await give(`r.${newToken()}@${domain}`, mailOf('x'))).toBe(550);
});

it('a quoted link that confirms the address does not come back to the manager', async () => {
  const text = `Это вы?\r\n> https://mail.shop.example/confirm/${'abcdefgh'.repeat(4)}\r\n> https://shop.example/order`;
  expect(await give(await alias('1001'), mailOf(text))).toBe(250);
  expect((await mails.thread('1001')).at(-1)).toMatchObject({
    text: 'Это вы?\n> […]\n> https://shop.example/order',
  });
});

it('the link that confirms an address is in the mail alone, works once, and only for the address that it went to', async () => {
  const { database } = work.test;
  const confirmations = new SqlConfirmations(database);
  const confirmation = new AddressConfirmation({
    ...{ store: mails, confirmations, shop: 'Звезда', feed: new OrderFeed() },
    looks: { findOrRefuse: async (_principal, number) => (await work.list.find(number))! },
    trail: { before: () => Promise.resolve(), after: () => Promise.resolve() },
    clock: { now: () => work.now },
    links: { url: 'https://mail.shop.example/confirm', days: 7 },
    onWritten: () => dispatcher.wake(),
  });
  const manager = {
    role: 'manager',
    manager: { id: work.managers['101']!, extension: '101', since: 0 },
    by: { token: 1 },
  } as const;
  const ask = async (number: string): Promise<string> => {
    got.length = 0;
    await confirmation.ask(manager, number);
    await arrived(1);
    const { text = '' } = await PostalMime.parse(got[0]!.raw);
    return /https:\/\/mail\.shop\.example\/confirm\/([a-z2-7]{32})\b/.exec(text)![1]!;
  };
  work.now += 2 * day;
  await work.intake.write([order('1006', 6, { email: mask('anna@customer.example') })]);
  const [expired, token] = [await ask('1006'), await ask('1006')];
  expect(got[0]!.raw).toContain('Auto-Submitted: auto-generated');
  const kept = JSON.stringify([
    await mails.thread('1006'),
    await database.query('SELECT * FROM mail_confirmations'),
    log.lines,
  ]);
  expect(kept).not.toContain(token);
  expect(await confirmations.state('1006', work.now)).toMatchObject({ state: 'asked' });
  expect(await confirmation.confirm('a'.repeat(32))).toBe(false);
  expect([await confirmation.confirm(token), await confirmation.confirm(token)]).toEqual([true, false]);
  expect(await confirmations.state('1006', work.now)).toEqual({ state: 'confirmed', at: work.now });

  // Of another address nothing is known, and the other link leads nowhere any more.
  await work.contacts.change({ ...work.by('1006'), slot: 'email', contact: mask('b@fresh.example') });
  expect(await confirmations.state('1006', work.now)).toEqual({ state: 'unconfirmed', at: null });
  expect(await confirmation.confirm(expired)).toBe(false);
  const late = await ask('1006');
  work.now += 7 * day;
  expect(await confirmations.state('1006', work.now)).toMatchObject({ state: 'unconfirmed' });
  expect(await confirmation.confirm(late)).toBe(false);

  // Changed before it is sent: no link goes to an address that it was not asked for.
  await dispatcher.stop();
  await confirmation.ask(manager, '1006');
  await work.contacts.change({ ...work.by('1006'), slot: 'email', contact: mask('c@fresh.example') });
  // Nowhere where a version that knows of no link would send it.
  const waiting = await database.query(
    'SELECT due_at, confirm_due_at IS NULL AS sent FROM mails WHERE due_at IS NOT NULL OR confirm_due_at IS NOT NULL',
  );
  expect(waiting).toEqual([{ due_at: null, sent: 0 }]);
  const claimed = await outbox.claim(10, { until: work.now + day, now: work.now });
  expect(claimed.find(({ linkToken }) => linkToken !== null)).toMatchObject({ to: null });
});

it('a claim of a process that is gone is taken over, with the same id', async () => {
  await dispatcher.stop();
  const token = await write('1001', 'ещё раз');
  const now = work.now;
  const [lost] = await outbox.claim(5, { until: now + 1000, now });
  expect(lost?.token).toBe(token);
  expect(await outbox.claim(5, { until: now + 1000, now })).toEqual([]);
  const [taken] = await outbox.claim(5, { until: now + 2_000_000, now: now + 1000 });
  expect(taken?.token).toBe(token);
  // The one that was gone comes back too late.
  await outbox.failed(lost!, 'unreachable', null);
  expect((await mails.thread('1001')).at(-1)).toMatchObject({ state: 'queued' });
});

it('nothing of a mail is in the database in the clear, and keys can be changed', async () => {
  const { database, keys } = work.test;
  const dump = async (): Promise<string> =>
    JSON.stringify(
      [await database.query('SELECT * FROM mails'), await database.query('SELECT * FROM mail_drafts')],
      (_key, value: unknown) =>
        typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
          ? Buffer.from((value as unknown as { data: number[] }).data).toString('utf8')
          : value,
    );
  await mails.keepDraft('1001', 'manager:101', 'Здравствуйте, черновик', work.now);
  expect(await mails.draft('1001', 'manager:101', 0)).toBe('Здравствуйте, черновик');
  const clear = /Спасибо|черновик|customer\.example/;
  expect(JSON.stringify(await mails.thread('1001'))).toMatch(clear);
  expect(await dump()).not.toMatch(clear);
  const rotation = sealedMails(database, keys);
  keys.addVersion(new Date());
  expect(await rotation.reseal()).toBeGreaterThan(5);
  expect([...(await rotation.counts()).keys()]).toEqual([2]);
  expect(await mails.draft('1001', 'manager:101', 0)).toBe('Здравствуйте, черновик');
});

it('limits are counted with the writing: of many requests at once no more get through', async () => {
  work.now += 2 * day;
  await work.intake.write([order('1008', 8, { email: mask('many@customer.example') })]);
  const one = await mails.orderOfNumber('1008', newToken(), work.now);
  const common = {
    at: work.now,
    author: 'manager:101',
    subject: '',
    text: 'x',
    hidden: 0,
    once: null,
  } as const;
  const results = async (count: number, more: object): Promise<string[]> => {
    const written = await Promise.all(
      Array.from({ length: count }, () =>
        mails.write(one, { token: newToken(), kind: 'person', ...common, ...more }),
      ),
    );
    return written.map((each) => (typeof each === 'string' ? each : 'written'));
  };
  const countOf = (all: string[]): Record<string, number> =>
    Object.fromEntries(
      [...new Set(all)].sort().map((each) => [each, all.filter((one) => one === each).length]),
    );
  const since = work.now - day;
  const link = () => ({ token: 'x', hash: Buffer.from(newToken().repeat(2)), expiresAt: work.now + day });
  const asks = await Promise.all(
    Array.from({ length: 6 }, () =>
      results(1, { kind: 'automatic', limits: { links: { ofOrder: 3, ofAuthor: 30, since } }, link: link() }),
    ),
  );
  expect(countOf(asks.flat())).toEqual({ 'too-many': 3, written: 3 });
  const sms = { parts: 2, sender: '74951234567' };
  expect(countOf(await results(5, { sms, limits: { smsParts: { most: 7, since } } }))).toEqual({
    ...{ 'too-many-parts': 2, written: 3 },
  });
  expect(countOf(await results(20, { limits: {} }))).toEqual({ 'too-many': 6, written: 14 });
  // The control: without limits.
  expect(countOf(await results(3, {}))).toEqual({ written: 3 });
});

it('what comes to the mailbox of a decoy is taken as it came, and an address of nobody is refused', async () => {
  expect(await give(`d.${decoyToken}@${domain}`, mailOf('Dear Anna Orlova, call 8 916 000-00-01'))).toBe(250);
  expect(toDecoys).toEqual(['Dear Anna Orlova, call 8 916 000-00-01\n']);
  expect(await give(`d.aaaabbbbccccdddd@${domain}`, mailOf('x'))).toBe(550);
});
