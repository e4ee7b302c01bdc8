import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Micros } from '#kernel/micros';
import { mask } from '#kernel/masked';
import { Random } from '#kernel/random';
import { systemClock } from '#kernel/system-clock';
import { smsLines } from '#leaks/decoys/sms-lines';
import { SqlDecoySms } from '#leaks/decoys/sql-decoy-sms';
import { SqlDecoyStore } from '#leaks/decoys/sql-decoys';
import { loadConfig } from '#config/load-config';
import { newToken } from '#mail/mail-intake';
import { bindOnce } from '#mail/smpp/bind-once';
import type { SmppServer } from '#mail/smpp/smpp-link';
import { createSms } from '#mail/sms/create-sms';
import type { Sms } from '#mail/sms/create-sms';
import type { OwnSmsLines, SmsFate } from '#mail/sms/own-lines';
import { SqlSmsOutbox } from '#mail/sms/sql-sms-outbox';
import { SqlMails } from '#mail/sql-mails';
import { MetricRegistry } from '#metrics/metric-registry';
import { OrderFeed } from '#orders/order-feed';
import { openEverywhere } from '#vault/destinations';
import { normaliseCaller } from '#vault/phone-number';
import { FakeSmsc } from '../../fakes/fake-smsc';
import { eventually } from '../../lab/eventually';
import { runCommand } from '../cli/command-runner';
import { MemoryLog } from '../../unit/log/memory-log';
import { settingDefaults } from '../../unit/settings/memory-administration';
import { order, phone, WorkDatabase } from '../orders/work-database';

/* SMS by a centre that speaks SMPP, and the database. */

const sender = '74951234567';
const account = { systemId: 'star7', password: 'secret08', systemType: '' };
const day = 86_400_000_000;

let work: WorkDatabase;
let mails: SqlMails;
let smsc: FakeSmsc;
let port: number;
let sms: Sms;
let outbox: SqlSmsOutbox;
let decoySms: SqlDecoySms;
let lines: OwnSmsLines;
/** What becomes of an SMS to a decoy; null: as of the shop's own, where these are enough. */
let fate: SmsFate | null = null;
const raised: string[] = [];
let metrics: MetricRegistry;
const log = new MemoryLog();
/** How far the suite has moved the clock: commands have the machine's. */
let moved: Micros = 0;
const now = (): Micros => systemClock.now() + moved;
let callingHours = '00:00-24:00';
/** Timers that would keep the process. */
const timers = new Set<object>();
const clock = {
  ...{ ...systemClock, now },
  after(milliseconds: number, callback: () => void): () => void {
    const timer = {};
    timers.add(timer);
    const cancel = systemClock.after(milliseconds, () => {
      timers.delete(timer);
      callback();
    });
    return () => {
      timers.delete(timer);
      cancel();
    };
  },
};

const environmentOf = (): Record<string, string> => ({
  ...{ STAR7_SMS_SMPP_HOST: '127.0.0.1', STAR7_SMS_SMPP_PORT: String(port), STAR7_SMS_SMPP_TLS: 'false' },
  ...{ STAR7_SMS_SMPP_SYSTEM_ID: account.systemId, STAR7_SMS_SMPP_PASSWORD: account.password },
  ...{ STAR7_SMS_SENDER: sender, STAR7_SMS_PER_SECOND: '100', STAR7_SMS_PARTS_DAY: '60' },
});

/** A process with SMS: as the app makes it. */
function newSms(change: Record<string, string> = {}): Sms {
  const { database, vault } = work.test;
  const config = loadConfig({ ...environmentOf(), ...change }, ['sms']);
  metrics = new MetricRegistry('0.0.0');
  return createSms({
    ...{ config, database, vault, store: mails, metrics, clock, log, feed: new OrderFeed() },
    ...{
      alerts: { raise: () => undefined },
      settings: { values: () => Promise.resolve({ ...settingDefaults, callingHours }) },
    },
    ...{ destinations: openEverywhere, answeredFor: 14 * day, keepsOriginals: true },
    normalise: (number) => normaliseCaller(number, 'RU'),
    keptHosts: () => Promise.resolve(['shop.example']),
    confirmUrl: null,
    smsLines: () => ({
      ...lines,
      fateOf: async (orderNumber, point) =>
        fate === null || !(await decoySms.isOwn(orderNumber, point.number))
          ? lines.fateOf(orderNumber, point)
          : fate,
    }),
  });
}

beforeAll(async () => {
  work = await WorkDatabase.create();
  const { database, vault } = work.test;
  mails = new SqlMails(database, vault, now, 14 * day);
  outbox = new SqlSmsOutbox(database, vault, openEverywhere);
  smsc = new FakeSmsc({ ...account, senders: [sender] });
  port = await smsc.listen();
  decoySms = new SqlDecoySms(database, work.test.keys, now);
  const alerts = { raise: ({ event }: { event: string }) => void raised.push(event) };
  lines = smsLines({ store: decoySms, defaultDid: '74951230000', alerts, random: new Random(1), now });
  await plantDecoy();
  await work.intake.write([
    order('2001', 1, { email: mask('ivan77@customer.example') }),
    order('2002', 2),
    order('2003', 3),
    // Two orders of one customer, and two customers with a number in common.
    order('2004', 4, { second: 14 }),
    order('2005', 4),
    order('2007', 7, { second: 14 }),
    order('2006', 6),
  ]);
  sms = newSms();
  sms.start();
  await bound();
});
afterAll(async () => {
  await sms.stop();
  await smsc.close();
  await work.test.drop();
});
afterEach(() => {
  expect(smsc.faults).toEqual([]);
  smsc.taken.length = 0;
  smsc.receipts = 'DELIVRD';
});

const bound = (): Promise<unknown> => eventually(() => smsc.isBound, { within: 15_000, what: 'a bind' });

const control = '+79165550199';

/** The number of order 2008 is a decoy's, one of manager 101, and there is a control number. */
async function plantDecoy(): Promise<void> {
  const { database, keys } = work.test;
  const store = new SqlDecoyStore(database, keys, work.intake, now);
  const add = (number: string, purpose: 'decoy' | 'control') =>
    store.addNumber({ phone: mask(number), purpose, label: purpose, by: 'cli:root' });
  const id = await add(phone(8), 'decoy');
  await add(control, 'control');
  await work.intake.write([order('2008', 8)]);
  const decoy = await database.insert('decoys', {
    ...{ channel: 'manager', channel_key: '101', number_id: id, name: 'Анна Орлова' },
    ...{ planted_by: 'cli:root', planted_at: '2026-11-01 00:00:00' },
  });
  await database.write(
    'INSERT INTO decoy_orders (order_id, decoy_id) SELECT id, ? FROM orders WHERE order_number = ?',
    [...[decoy, '2008']],
  );
}

/** As the desk writes: permitted, cut to size, and to be sent. */
async function write(orderNumber: string, text: string): Promise<number> {
  await sms.transport!.permit(orderNumber, now());
  const fitted = sms.transport!.fit(text);
  const written = await mails.write(await mails.orderOfNumber(orderNumber, newToken(), now()), {
    ...{ token: newToken(), at: now(), kind: 'person', author: 'manager:101', subject: '', hidden: 0 },
    ...{ once: null, text: fitted.text, sms: fitted },
  });
  sms.transport!.onWritten();
  return (written as { id: number }).id;
}

const state = async (orderNumber: string, id: number) => {
  const { state: now, fault, repeated } = (await mails.find(orderNumber, id))!;
  return { state: now, fault, repeated };
};
const reaches = (orderNumber: string, id: number, wanted: object): Promise<unknown> =>
  eventually(
    async () => {
      expect(await state(orderNumber, id)).toMatchObject(wanted);
      return true;
    },
    { within: 20_000, what: JSON.stringify(wanted) },
  );
const from = (last: number): string => phone(last).slice(1);
const cameIn = async (orderNumber: string) =>
  (await mails.thread(orderNumber)).filter(({ direction }) => direction === 'in');

it('goes there and back: the customer gets exactly the text, the manager no number', async () => {
  const text =
    'Ваш заказ 2001 собран и ждёт вас в магазине на Лесной. Забрать его можно сегодня до 21:00 или завтра весь день.';
  const id = await write('2001', text);
  await reaches('2001', id, { state: 'delivered', fault: null, repeated: false });
  expect(smsc.taken).toEqual([{ from: sender, to: from(1), text, parts: 2 }]);
  expect(smsc.heard).not.toMatch(/ivan77|customer\.example|manager|5550002/);

  const answer = `Спасибо, приеду в субботу! Если что, звоните на 8 916 123-45-67 или мой второй ${from(1)}, почта ivan77@customer.example`;
  // Parts in any order, one of them twice.
  expect(
    await smsc.deliver({ from: from(1), to: sender, text: answer, cutAt: 60, sent: [2, 1, 1, 3] }),
  ).toEqual([0, 0, 0, 0]);
  await eventually(async () => (await cameIn('2001')).length === 1, { within: 15_000 });
  const [came] = await cameIn('2001');
  expect(came).toMatchObject({
    transport: 'sms',
    kind: 'person',
    state: 'received',
    senderKnown: true,
    readAt: null,
  });
  expect(came!.text).toBe(
    'Спасибо, приеду в субботу! Если что, звоните на […] или мой второй […], почта […]',
  );
  // The control: what it came with.
  const pattern = /123-45-67|5550001|ivan77/;
  expect(answer).toMatch(pattern);
  expect(JSON.stringify(await mails.thread('2001')) + JSON.stringify(log.lines)).not.toMatch(pattern);
  // For who may be shown it, sealed.
  expect((await mails.read('2001', came!.id))?.text).toBe(answer);
  expect(await work.count('sms_inbox')).toBe(0);
});

it('`sms test` sends one to the customer of an order, and waits for its receipt', async () => {
  const environment = {
    ...environmentOf(),
    ...{ STAR7_DATABASE_URL: work.test.url, STAR7_KEY_FILE: work.test.keyFile.path },
  };
  const sent = await runCommand(['sms', 'test', '--order', '2006'], environment);
  expect(sent).toMatchObject({ status: 0, json: { state: 'delivered' } });
  expect(smsc.taken).toMatchObject([{ to: from(6), text: 'Star7' }]);
  expect(await runCommand(['sms', 'test', '--order', '9999'], environment)).toMatchObject({ status: 4 });
});

it('what came in is sealed, and survives the process before it is joined', async () => {
  const text = 'Перезвоните, пожалуйста, завтра утром';
  expect(
    await smsc.deliver({ from: from(2), to: sender, text, cutAt: 20, marked: 'header-16', sent: [1] }),
  ).toEqual([0]);
  const rows = await work.test.database.query<Record<string, unknown>>('SELECT * FROM sms_inbox');
  expect(rows).toHaveLength(1);
  const stored = Object.values(rows[0]!)
    .map((value) =>
      Buffer.isBuffer(value) ? value.toString('latin1') + value.swap16().toString('utf16le') : String(value),
    )
    .join();
  expect(stored).not.toMatch(/5550002|Перезвоните/);
  await sms.stop();
  sms = newSms();
  sms.start();
  await bound();
  // Nothing more comes.
  moved += 700_000_000;
  await eventually(async () => (await cameIn('2002')).length === 1, { within: 15_000 });
  expect((await cameIn('2002'))[0]!.text).toBe('Перезвоните, пожалуй[…]');
});

it('a message that the centre gives twice is there once; parts are joined by optional parameters, too', async () => {
  const before = (await cameIn('2003')).length;
  for (let times = 0; times < 2; times += 1) {
    await smsc.deliver({
      from: from(3),
      to: sender,
      text: 'Да, подтверждаю заказ',
      cutAt: 12,
      marked: 'sar',
    });
  }
  await eventually(async () => (await work.count('sms_inbox')) === 0, { within: 15_000 });
  const came = await cameIn('2003');
  expect(came.slice(before).map(({ text }) => text)).toEqual(['Да, подтверждаю заказ']);
});

it('a part that comes once more after its message was joined is no message of its own', async () => {
  const keep = (nth: number, text: string): Promise<void> =>
    sms.inbox.keep(
      {
        ...{ from: mask(from(6)), to: mask(sender), coding: 8, mark: { reference: 77, total: 2, nth } },
        bytes: Uint8Array.from(Buffer.from(text, 'utf16le').swap16()),
      },
      now(),
    );
  await keep(1, 'Вот ');
  await keep(1, 'Вот ');
  expect(await work.count('sms_inbox')).toBe(1);
  await keep(2, 'так');
  await eventually(async () => (await work.count('sms_inbox')) === 0, { within: 15_000 });
  await keep(2, 'так');
  expect(await work.count('sms_inbox')).toBe(0);
  expect((await cameIn('2006')).map(({ text, parts }) => [text, parts])).toEqual([['Вот так', 2]]);
  // The control: much later it is another message.
  moved += 700_000_000;
  await keep(2, 'так');
  expect(await work.count('sms_inbox')).toBe(1);
  moved += 700_000_000;
  await eventually(async () => (await cameIn('2006')).length === 2, { within: 15_000 });
});

it('one that cannot be opened keeps no other back, and is tried again; the largest is kept', async () => {
  const { database } = work.test;
  await sms.stop();
  const large = 'ж'.repeat(32_000);
  for (const text of ['отравлено', large, 'за ней']) {
    const bytes = Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
    await sms.inbox.keep({ from: mask(from(6)), to: mask(sender), coding: 8, mark: null, bytes }, now());
  }
  await database.write(
    'UPDATE sms_inbox SET text_ciphertext = REVERSE(text_ciphertext) ORDER BY id LIMIT 1',
    [],
  );
  const before = (await cameIn('2006')).length;
  sms = newSms();
  sms.start();
  await bound();
  await eventually(async () => (await cameIn('2006')).length === before + 2, { within: 15_000 });
  expect((await cameIn('2006')).slice(before).map(({ text }) => text)).toEqual([large, 'за ней']);
  const [row] = await database.query<{ tries: number }>('SELECT tries FROM sms_inbox');
  expect(row).toEqual({ tries: 1 });
  await sms.inbox.later([(await sms.inbox.due(now() + day, 1))[0]!.ids[0]!], null, 7);
  expect(await metrics.read()).toMatch(/star7_sms_inbox\{state="set-aside"\} 1/);
  await database.write('DELETE FROM sms_inbox', []);
});

it('an answer is at the order that was written to last; a stranger’s and an ambiguous one are at none', async () => {
  const strangers = async () => (await sms.inbox.strangers({ limit: 50 })).rows;
  await smsc.deliver({ from: from(14), to: sender, text: 'Кто это?' });
  await smsc.deliver({ from: '79161234567', to: sender, text: 'Мой номер 8 916 123-45-67' });
  await smsc.deliver({ from: from(1), to: '74957654321', text: 'Не туда' });
  await smsc.deliver({ from: '12', to: sender, text: 'Реклама' });
  await eventually(async () => (await strangers()).length === 4, { within: 15_000 });
  expect((await strangers()).map(({ reason, text }) => [reason, text]).sort()).toEqual(
    [
      ['several', 'Кто это?'],
      ['nobody', 'Мой номер […]'],
      ['other-number', 'Не туда'],
      ['no-number', 'Реклама'],
    ].sort(),
  );
  const came = async (...orders: string[]) =>
    (await Promise.all(orders.map(cameIn))).map(({ length }) => length);
  expect(await came('2004', '2005', '2007')).toEqual([0, 0, 0]);
  // Without a conversation it is the order to which a call would go, the newest; then the one that was written to last.
  await smsc.deliver({ from: from(4), to: sender, text: 'Где заказ?' });
  await eventually(async () => (await cameIn('2005')).length === 1, { within: 15_000 });
  await reaches('2004', await write('2004', 'Заказ собран'), { state: 'delivered' });
  await smsc.deliver({ from: from(4), to: sender, text: 'Спасибо' });
  await eventually(async () => (await cameIn('2004')).length === 1, { within: 15_000 });
  // Closed orders can be answered for some days, and not be written to.
  await work.intake.write([order('2004', 4, { status: 'closed' }), order('2005', 4, { status: 'closed' })]);
  await smsc.deliver({ from: from(4), to: sender, text: 'Всё получил' });
  await eventually(async () => (await cameIn('2004')).length === 2, { within: 15_000 });
  await expect(write('2004', 'x')).rejects.toMatchObject({ slug: 'no-phone-number' });
  expect(await came('2004', '2005', '2007')).toEqual([2, 1, 0]);
});

it('what comes to the number of a decoy is evidence: sealed, at no order, no stranger, and the provider is told the same', async () => {
  const store = new SqlDecoyStore(work.test.database, work.test.keys, work.intake, now);
  const came = async () =>
    (await store.sms()).map(({ class: as, decoy, purpose }) => [as, decoy?.key ?? purpose]);
  const strangersBefore = await work.count('sms_strangers');
  const eve = '79167770123';
  const text = 'Анна Орлова, добрый день! У нас дешевле, звоните 8 916 777-01-23';
  for (let times = 0; times < 2; times += 1) {
    expect(await smsc.deliver({ from: eve, to: from(8), text, cutAt: 40 })).toEqual([0, 0]);
    await eventually(async () => (await work.count('sms_inbox')) === 0, { within: 15_000 });
  }
  // Given twice it is one.
  expect(await came()).toEqual([['named', '101']]);
  expect(raised).toEqual(['decoy-texted']);
  // Of the company's own number it is none, and neither is advertising; a control number has both kinds.
  for (const [sender_, to, words] of [
    [sender, from(8), 'Ваш заказ готов, Анна Орлова'],
    ['Sale', from(8), 'Скидки'],
    ['Sale', control.slice(1), 'Скидки'],
    [eve, control.slice(1), 'Добрый день'],
  ] as const) {
    expect(await smsc.deliver({ from: sender_, to, text: words })).toEqual([0]);
  }
  await eventually(async () => (await store.sms()).length === 5, { within: 15_000 });
  expect((await came()).sort()).toEqual([
    ['answered', 'control'],
    ['named', '101'],
    ['silent', '101'],
    ['silent', '101'],
    ['silent', 'control'],
  ]);
  expect(raised).toEqual(['decoy-texted', 'decoy-texted']);
  // Nobody but the readers of the watch sees any of it: neither the order's manager nor supervisors.
  expect(await mails.thread('2008')).toEqual([]);
  expect(await work.count('sms_strangers')).toBe(strangersBefore);
  expect((await store.numbers()).map(({ smsSince }) => smsSince !== null)).toEqual([true, true]);
  const rows = await work.test.database.query<Record<string, unknown>>('SELECT * FROM decoy_sms');
  const stored = rows
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
  expect(stored.join() + JSON.stringify(log.lines)).not.toMatch(/777-?01-?23|7770123|Орлова/);
  const { id } = (await store.sms()).find(({ class: as }) => as === 'named')!;
  expect(await decoySms.smsContent(id)).toEqual({ from: `+${eve}`, text });
  expect(await decoySms.judgeSms(id, 'silent', 'account:x')).toBe(true);
  expect((await came()).map(([as]) => as)).not.toContain('named');
});

it('an attack: a manager who writes to a decoy sees what happens with people, and the provider hears nothing', async () => {
  const heard = smsc.heard.length;
  fate = { answerMs: 20, refusal: null, receipt: { outcome: 'delivered', fault: null, afterMs: 300 } };
  const id = await write('2008', 'Ваш заказ собран. '.repeat(6));
  await reaches('2008', id, { state: 'delivered', fault: null, repeated: false });
  fate = {
    answerMs: 5,
    refusal: null,
    receipt: { outcome: 'failed', fault: 'number-unreachable', afterMs: 10 },
  };
  await reaches('2008', await write('2008', 'x'), { state: 'failed', fault: 'number-unreachable' });
  fate = { answerMs: 5, refusal: 'number-unknown', receipt: null };
  await reaches('2008', await write('2008', 'x'), { state: 'failed', fault: 'number-unknown' });
  // A receipt that is due later survives the process.
  fate = { answerMs: 5, refusal: null, receipt: { outcome: 'delivered', fault: null, afterMs: 500_000 } };
  const later = await write('2008', 'y');
  await reaches('2008', later, { state: 'sent' });
  expect(timers.size).toBeGreaterThan(0);
  await sms.stop();
  expect(timers.size).toBe(0);
  moved += 3_700_000_000;
  sms = newSms();
  sms.start();
  await bound();
  await reaches('2008', later, { state: 'delivered' });
  expect(smsc.taken).toEqual([]);
  // A copy of the table tells them no more than their names do.
  const [left] = await work.test.database.query<{ count: number }>(
    `SELECT COUNT(*) AS count FROM sms_parts
      WHERE receipt_due_at IS NOT NULL OR receipt_outcome IS NOT NULL OR receipt_fault IS NOT NULL`,
  );
  expect(left).toEqual({ count: 0 });
  expect(smsc.heard.slice(heard)).not.toContain(from(8));
  // The control: a customer's number goes out, and the thread of both has the same fields.
  const person = await write('2006', 'y');
  await reaches('2006', person, { state: 'delivered' });
  expect(smsc.taken).toHaveLength(1);
  const formOf = async (orderNumber: string, mail: number) =>
    Object.entries((await mails.find(orderNumber, mail))!).map(
      ([name, value]) => `${name}:${value === null ? 'null' : typeof value}`,
    );
  expect(await formOf('2008', later)).toEqual(await formOf('2006', person));
  // An account that may not send sends nothing to decoys either, and is asked for them; another's order with that number is a customer's.
  smsc.whims.push({ status: 0x0a }, { status: 0x0a });
  const refused = { state: 'failed', fault: 'sender-refused' };
  await reaches('2006', await write('2006', 'z'), refused);
  await reaches('2008', await write('2008', 'z'), refused);
  expect(smsc.heard.slice(heard)).toContain(from(8));
  expect([
    await decoySms.isOwn('2008', mask(phone(8))),
    await decoySms.isOwn('2006', mask(phone(8))),
    await decoySms.isOwn('2008', mask(phone(6))),
  ]).toEqual([true, false, false]);
  fate = null;
  // What became of people's SMS is what decoys' are drawn from, once it is settled; never of decoys' own.
  expect(await decoySms.results()).toEqual([]);
  moved += 4 * day;
  const results = await decoySms.results();
  expect(results.filter(({ end }) => end === 'delivered').length).toBeGreaterThanOrEqual(3);
  expect(results.every(({ answerMs, settleMs }) => answerMs >= 0 && settleMs < 60_000)).toBe(true);
  expect(results.map(({ settleMs }) => settleMs)).not.toContain(500_000);
  const [row] = await work.test.database.query<{ count: number }>(
    `SELECT COUNT(*) AS count FROM sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id JOIN orders AS o ON o.id = e.order_id
      WHERE o.order_number <> '2008' AND s.given_at IS NOT NULL`,
  );
  expect(results).toHaveLength(row!.count);
});

it('refusals: throttled is sent again, an impossible recipient and a sender that is not allowed are said', async () => {
  smsc.whims.push('throttle', 'throttle');
  await reaches('2001', await write('2001', 'throttled'), { state: 'delivered' });
  expect(smsc.taken).toHaveLength(1);
  smsc.whims.push({ status: 0x0b });
  await reaches('2001', await write('2001', 'x'), { state: 'failed', fault: 'number-unknown' });
  smsc.whims.push({ status: 0x0a });
  await reaches('2001', await write('2001', 'x'), { state: 'failed', fault: 'sender-refused' });
  smsc.receipts = 'UNDELIV';
  await reaches('2001', await write('2001', 'x'), { state: 'failed', fault: 'number-unreachable' });
  // A receipt of a message that nobody knows is asked for once more, and then let go.
  expect(await smsc.receipt('id:99999999 stat:DELIVRD err:000')).toBe(0x64);
  expect(await smsc.receipt('id:99999999 stat:DELIVRD err:000')).toBe(0);
  expect(await metrics.read()).toMatch(
    /star7_sms_link_up 1\n[^]*star7_sms_tries_total\{result="throttled"\} 2/,
  );
});

it('an answer that was lost: sent once more and marked; after the second time given up', async () => {
  smsc.whims.push('lose');
  const once = await write('2002', 'один');
  await reaches('2002', once, { state: 'delivered', repeated: true });
  expect(smsc.taken.map(({ text }) => text)).toEqual(['один', 'один']);
  smsc.whims.push('lose', 'lose');
  const twice = await write('2002', 'два');
  await reaches('2002', twice, { state: 'failed', fault: 'unanswered' });
  expect(smsc.taken.filter(({ text }) => text === 'два')).toHaveLength(2);
});

it('killed before a part is given, while it is, and after it was taken: nothing is lost, and nothing known is given again', async () => {
  await sms.stop();
  const ids: number[] = [];
  const lease = () => ({ until: now() + 120_000_000, now: now() });
  const claimOf = async (id: number) =>
    (await outbox.claim(10, lease())).find((claimed) => claimed.id === id)!;
  // Three processes that end: one has claimed, one is asking, one has heard of the first part.
  for (const step of ['claimed', 'asking', 'taken'] as const) {
    const id = await write('2006', `${step} `.padEnd(200, 'x'));
    ids.push(id);
    const claimed = await claimOf(id);
    if (step !== 'claimed') await outbox.asking(claimed, lease().until);
    const taken = { messageId: 'ffff01', answerMs: 5, receipt: null };
    if (step === 'taken') await outbox.partTaken(claimed, 1, taken, lease().until);
  }
  moved += 130_000_000;
  smsc.receipts = null;
  sms = newSms();
  sms.start();
  await bound();
  for (const id of ids) await reaches('2006', id, { state: 'sent' });
  expect((await Promise.all(ids.map((id) => state('2006', id)))).map(({ repeated }) => repeated)).toEqual([
    false,
    true,
    false,
  ]);
  // Of the last only the second part was given: the centre waits for the first, which another process gave it.
  expect(smsc.taken.map(({ text }) => text.split(' ')[0]).sort()).toEqual(['asking', 'claimed']);
});

it('is not written out of hours, to who does not want it, beyond the parts of a message and of a day', async () => {
  const permit = () => sms.transport!.permit('2003', now());
  await permit();
  // None: nobody is written to.
  callingHours = '';
  await expect(permit()).rejects.toMatchObject({ slug: 'sms-hours' });
  callingHours = '00:00-24:00';
  await expect(write('2003', 'ж'.repeat(269))).rejects.toMatchObject({ slug: 'invalid-input' });
  expect(sms.transport!.fit('ж'.repeat(268)).parts).toBe(4);
  // What was written before the customer said so is not sent either.
  await sms.stop();
  const id = await write('2003', 'x');
  const closed = await write('2002', 'x');
  await work.intake.write([order('2002', 2, { status: 'closed' })]);
  await work.test.database.write(
    'UPDATE customers SET do_not_call = TRUE WHERE id = (SELECT customer_id FROM orders WHERE order_number = ?)',
    ['2003'],
  );
  await expect(permit()).rejects.toMatchObject({ slug: 'sms-do-not-contact' });
  sms = newSms({ STAR7_SMS_LONG: 'payload' });
  sms.start();
  await reaches('2003', id, { state: 'failed', fault: 'do-not-contact' });
  await reaches('2002', closed, { state: 'failed', fault: 'order-closed' });
  expect(smsc.taken).toEqual([]);
  await bound();
  let refused: unknown = null;
  const ids: number[] = [];
  while (ids.length < 60 && refused === null) {
    refused = await write('2001', 'y'.repeat(600)).then(
      (each) => {
        ids.push(each);
        return null;
      },
      (error: unknown) => error,
    );
  }
  expect(refused).toMatchObject({ slug: 'sms-day-limit' });
  // This process gives long messages whole.
  for (const each of ids) await reaches('2001', each, { state: 'delivered' });
  expect(smsc.taken[0]).toMatchObject({ text: 'y'.repeat(600), parts: 1 });

  // The customer's right: nothing of them is left, neither what was written nor what the provider called it.
  const left = async (orderNumber: string) => {
    const [row] = await work.test.database.query<{ outbox: number; parts: number }>(
      `SELECT COUNT(DISTINCT s.mail_id) AS outbox, COUNT(p.nth) AS parts FROM sms_outbox AS s
         LEFT JOIN sms_parts AS p ON p.mail_id = s.mail_id
        WHERE s.mail_id IN (?)`,
      [ids],
    );
    return { ...row, thread: (await mails.thread(orderNumber)).length };
  };
  expect(await left('2001')).toMatchObject({ outbox: ids.length, parts: ids.length });
  await mails.forget('2001', now());
  expect(await left('2001')).toEqual({ outbox: 0, parts: 0, thread: 0 });

  // A day later there is room again; what waited for hours is sent no more.
  moved += day;
  await sms.stop();
  const old = await write('2006', 'x');
  moved += 5 * 3_600_000_000;
  sms = newSms();
  sms.start();
  await reaches('2006', old, { state: 'failed', fault: 'too-old' });
});

it('an account is tried with TLS: a wrong password, an unknown certificate and a second connection are told apart', async () => {
  const tls = (name: string): Buffer => readFileSync(path.join(__dirname, '../../fixtures/tls', name));
  const secured = new FakeSmsc(
    { ...account, senders: [] },
    { cert: tls('localhost.crt'), key: tls('localhost.key') },
  );
  const securedPort = await secured.listen();
  const caFile = path.join(__dirname, '../../fixtures/tls/localhost.crt');
  const at = (change: Partial<SmppServer> = {}): SmppServer => ({
    ...{ host: 'localhost', port: securedPort, tls: { caFile }, ...change },
  });
  try {
    expect(await bindOnce(at(), account, systemClock)).toMatchObject({ fault: null, isBound: true });
    const wrong = { ...account, password: 'wrong' };
    expect(await bindOnce(at(), wrong, systemClock)).toMatchObject({ fault: 'credentials-refused' });
    expect(await bindOnce(at({ tls: { caFile: null } }), account, systemClock)).toMatchObject({
      fault: 'certificate',
    });
    expect(await bindOnce(at({ port: 1 }), account, systemClock)).toMatchObject({ fault: 'unreachable' });
    const plain = { host: '127.0.0.1', port, tls: null };
    expect(await bindOnce(plain, account, systemClock)).toMatchObject({ fault: null, isBound: false });
  } finally {
    await secured.close();
  }
});
