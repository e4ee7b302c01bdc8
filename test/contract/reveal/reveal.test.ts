import { gunzipSync } from 'node:zlib';
import path from 'node:path';
import { mask } from '#kernel/masked';
import { MailIntake, newToken } from '#mail/mail-intake';
import { MailRetention } from '#mail/mail-retention';
import { sealedMails } from '#mail/mail-rotation';
import { MimeProcess } from '#mail/mime-process';
import type { MailOrder } from '#mail/mails';
import { SqlMails } from '#mail/sql-mails';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { plainContact } from '#reveal/plain-contact';
import { removeNamed } from '#reveal/remove-named';
import { SqlReveals, SqlSealedContacts } from '#reveal/sql-reveals';
import { systemClock } from '#kernel/system-clock';
import { exitCodes } from '#cli/exit-codes';
import { runCommand } from '../cli/command-runner';
import { projectFolder } from '../../lab/project-folder';
import { noDecoys } from '../../unit/mail/no-decoys';
import { FakeClock } from '../../unit/kernel/fake-clock';
import { MemoryLog } from '../../unit/log/memory-log';
import { order, phone, WorkDatabase } from '../orders/work-database';

const address = 'ivan77@customer.example';
const day = 86_400_000_000;

let work: WorkDatabase;
let mails: SqlMails;
let reveals: SqlReveals;
let contacts: SqlSealedContacts;
const accounts: Record<string, number> = {};
const reader = new MimeProcess(path.join(projectFolder, 'dist/src/mail/mime-child.js'));

beforeAll(async () => {
  work = await WorkDatabase.create();
  // Commands use the machine's clock.
  work.now = systemClock.now();
  const { database, vault } = work.test;
  const now = () => work.now;
  mails = new SqlMails(database, vault, now, 14 * day);
  reveals = new SqlReveals(database, now);
  contacts = new SqlSealedContacts(database, vault);
  await work.intake.write([
    order('1001', 1, { email: mask(address), second: 2 }),
    order('1002', 3, { email: mask('other@customer.example') }),
    // The same customer, by the number.
    order('1003', 1, { email: mask(address), managerExtension: '102' }),
  ]);
  for (const [login, role] of [
    ['ivanova', 'administrator'],
    ['petrov', 'supervisor'],
    ['101', 'manager'],
  ] as const) {
    accounts[login] = await database.insert('accounts', {
      ...{ login, name: login, role, manager_id: role === 'manager' ? work.managers['101']! : null },
      ...{
        password_hash: 'x',
        password_changed_at: '2026-01-01 00:00:00',
        created_at: '2026-01-01 00:00:00',
      },
    });
  }
});
afterAll(async () => {
  reader.stop();
  await work.test.drop();
});

const orderOf = (orderNumber: string): Promise<MailOrder> =>
  mails.orderOfNumber(orderNumber, newToken(), work.now);

async function write(orderNumber: string, text: string): Promise<number> {
  const original = { from: [], subject: '', text: `${text} 8 916 123-45-67`, packed: null };
  const { id } = (await mails.write(await orderOf(orderNumber), {
    ...{ token: newToken(), at: work.now, kind: 'person', author: 'manager:101', subject: 'Заказ', text },
    ...{ hidden: 1, once: null, original },
  })) as { id: number };
  return id;
}

const star7 = (...words: string[]) =>
  runCommand(words, { STAR7_DATABASE_URL: work.test.url, STAR7_KEY_FILE: work.test.keyFile.path });

it('persons are named at the prompt: supervisors and administrators alone', async () => {
  expect(await star7('reveal', 'persons')).toMatchObject({ json: [], text: 'nobody is named' });
  expect((await star7('reveal', 'persons', '--add', 'ivanova')).text).toBe('ivanova');
  expect((await star7('reveal', 'persons', '--add', '101')).status).toBe(exitCodes.notFound);
  await reveals.addPerson('petrov', 'cli:root');
  expect(await reveals.addPerson('petrov', 'cli:root')).toBe(true);
  expect(await reveals.persons()).toEqual(['ivanova', 'petrov']);
  expect(await reveals.isPerson(accounts['101']!)).toBe(false);
  expect(await reveals.removePerson('petrov')).toBe(true);
  expect(await reveals.isPerson(accounts.petrov!)).toBe(false);
  await reveals.addPerson('petrov', 'cli:root');
});

it('whose password somebody else has set is named no longer: whoever did could be both persons', async () => {
  const hash = () => Promise.resolve('x');
  const directory = new SqlAccountDirectory(work.test.database, { hash }, () => work.now, removeNamed);
  await directory.resetPassword('petrov');
  expect(await reveals.persons()).toEqual(['ivanova']);
  expect(await reveals.isPerson(accounts.petrov!)).toBe(false);
  await reveals.addPerson('petrov', 'cli:root');
});

it('requests are counted one after the other, decided once and shown once', async () => {
  const asked = (account: number) =>
    reveals.ask(
      {
        ...{ orderNumber: '1001', what: 'main', mailId: null, reason: 'authority', note: 'Запрос полиции' },
        ...{ account, at: work.now },
      },
      { perPerson: 2, perSite: 3 },
    );
  // Ten at once: no two of them count the same rows.
  const made = await Promise.all(Array.from({ length: 10 }, () => asked(accounts.ivanova!)));
  expect(made.filter((id) => id !== null)).toHaveLength(2);
  expect(await asked(accounts.petrov!)).not.toBeNull();
  expect(await asked(accounts.petrov!)).toBeNull();

  const [id = 0, other = 0] = made.filter((each) => each !== null);
  expect(await reveals.show(id, work.now)).toBe(false);
  expect(await reveals.decide(id, true, 'account:petrov', work.now)).toBe(true);
  expect(await reveals.decide(id, true, 'account:petrov', work.now)).toBe(false);
  const shown = await Promise.all([1, 2, 3].map(() => reveals.show(id, work.now)));
  expect(shown.filter(Boolean)).toHaveLength(1);
  expect(await reveals.decide(id, false, 'account:petrov', work.now)).toBe(false);
  expect(await reveals.find(id)).toMatchObject({ login: 'ivanova', shownAt: work.now, approved: true });
  expect((await star7('reveal', 'refuse', String(other))).text).toContain('is refused');
  expect(await reveals.find(other)).toMatchObject({ approved: false });
  const { text } = await star7('reveal', 'list');
  expect(text).toMatch(/ivanova +1001 +main +authority +shown/);
  expect(text).not.toMatch(/7900555/);
});

it('contacts are those that the order has now', async () => {
  const plain = async (slot: 'main' | 'second' | 'recipient' | 'email') => {
    const contact = await contacts.contact('1001', slot);
    return contact === null ? null : plainContact(contact);
  };
  expect(await plain('main')).toBe(phone(1));
  expect(await plain('second')).toBe(phone(2));
  expect(await plain('recipient')).toBeNull();
  expect(await plain('email')).toBe(address);
  expect(await contacts.contact('9999', 'main')).toBeNull();
});

it('the original of a mail is what was read before anything was hidden, sealed apart; keys can be changed', async () => {
  const intake = new MailIntake({
    ...{ store: mails, reader, keepsOriginals: true, filter: null, clock: { now: () => work.now } },
    ...{ domain: 'mail.shop.example', decoys: noDecoys },
    ...{ keptHosts: () => Promise.resolve([]), confirmUrl: null, feed: { publish: () => undefined } },
    onWritten: () => undefined,
  });
  const { token } = await orderOf('1001');
  const raw = Buffer.from(
    `Message-ID: <a@home.example>\r\nFrom: Ivan <${address}>\r\nSubject: hello\r\n\r\ncall +7 916 123-45-67 please`,
  );
  expect(await intake.take({ use: 'reply', token }, raw, address)).toBe('stored');
  const [mail] = await mails.thread('1001');
  expect(mail).toMatchObject({ hidden: 1, text: 'call […] please' });
  const id = mail!.id;
  expect([await mails.has('1001', id), await mails.has('1002', id)]).toEqual([true, false]);
  const original = await mails.read('1001', id);
  expect(original).toMatchObject({
    from: [address],
    subject: 'hello',
    text: 'call +7 916 123-45-67 please\n',
  });
  expect(gunzipSync(Buffer.from(original!.packed ?? '', 'base64'))).toEqual(raw);
  expect(await mails.read('1002', id)).toBeNull();
  const rows = await work.test.database.query('SELECT * FROM mail_originals');
  expect(JSON.stringify(rows)).not.toMatch(/123-45-67|customer\.example/);

  work.test.keys.addVersion(new Date());
  expect(await sealedMails(work.test.database, work.test.keys).reseal()).toBeGreaterThan(1);
  expect(await mails.read('1001', id)).toEqual(original);

  // A site that reveals nothing keeps nothing.
  const off = new MailIntake({
    ...{ store: mails, reader, keepsOriginals: false, filter: null, clock: { now: () => work.now } },
    ...{ domain: 'mail.shop.example', decoys: noDecoys },
    ...{ keptHosts: () => Promise.resolve([]), confirmUrl: null, feed: { publish: () => undefined } },
    onWritten: () => undefined,
  });
  const again = Buffer.from(raw.toString().replace('<a@', '<b@'));
  expect(await off.take({ use: 'reply', token }, again, address)).toBe('stored');
  expect(await mails.has('1001', (await mails.thread('1001')).at(-1)!.id)).toBe(false);
});

it('what is sent is no draft any more, in one step', async () => {
  await mails.keepDraft('1002', 'manager:101', 'черновик', work.now);
  await mails.keepDraft('1002', 'account:petrov', 'свой', work.now);
  await write('1002', 'готово');
  expect(await mails.draft('1002', 'manager:101', 0)).toBeNull();
  expect(await mails.draft('1002', 'account:petrov', 0)).toBe('свой');
});

it('strangers and the customer are counted apart', async () => {
  const stored = await orderOf('1002');
  const mail = {
    ...{ subject: '', text: 'x', hidden: 0, pictures: [], refused: [], messageId: null },
    kind: 'person' as const,
  };
  const arrive = (senderKnown: boolean, isSpam = false) =>
    mails.receive(stored, { token: newToken(), at: work.now, mail: { ...mail, isSpam }, senderKnown });
  const before = await mails.counts(stored.id, work.now);
  for (let nth = 0; nth < 3; nth += 1) await arrive(false);
  await arrive(true, true);
  await arrive(true);
  const after = await mails.counts(stored.id, work.now);
  expect(after.strangers.lastHour - before.strangers.lastHour).toBe(4);
  expect(after.known.lastHour - before.known.lastHour).toBe(1);
});

it('old mails, drafts and originals go by themselves', async () => {
  const clock = new FakeClock(work.now);
  const retentionOf = (keepDays: number) =>
    new MailRetention({
      store: mails,
      clock,
      log: new MemoryLog(),
      keepDays,
      originalDays: 30,
      onDeleted: () => undefined,
    });
  const before = (await mails.thread('1001')).length;
  const old = await write('1001', 'старое');
  await mails.keepDraft('1001', 'manager:101', 'старый черновик', work.now);
  work.now += 31 * day;
  clock.set(31 * day);
  const young = await write('1001', 'новое');
  await retentionOf(0).run();
  expect([await mails.has('1001', old), await mails.has('1001', young)]).toEqual([false, true]);
  expect((await mails.thread('1001')).length).toBe(before + 2);
  await retentionOf(31).run();
  expect((await mails.thread('1001')).length).toBe(before + 2);
  work.now += 1;
  clock.set(1);
  await retentionOf(31).run();
  expect((await mails.thread('1001')).map(({ id }) => id)).toEqual([young]);
  expect(await mails.draft('1001', 'manager:101', 0)).toBeNull();
});

it('a customer’s mails are deleted on request, of all their orders; nobody else’s, and no call', async () => {
  await write('1003', 'другой заказ того же клиента');
  await mails.keepDraft('1001', 'manager:101', 'черновик', work.now);
  const others = (await mails.thread('1002')).length;
  const calls = await work.count('calls');
  const { json, status } = await star7('mail', 'forget', '--order', '1001');
  expect([status, json]).toEqual([0, { orders: ['1001', '1003'] }]);
  expect([await mails.thread('1001'), await mails.thread('1003')]).toEqual([[], []]);
  expect(await mails.draft('1001', 'manager:101', 0)).toBeNull();
  expect((await mails.threadState('1003')).forgottenAt).toBeCloseTo(systemClock.now(), -9);
  expect([(await mails.thread('1002')).length, await work.count('calls')]).toEqual([others, calls]);
  expect((await mails.threadState('1002')).forgottenAt).toBeNull();
  const audited = await work.test.database.query<{ subject: string }>(
    "SELECT subject FROM audit_log WHERE action = 'mail.forget' ORDER BY id",
  );
  expect(audited.map(({ subject }) => subject)).toEqual(['order:1001', 'order:1003']);
  // Whoever writes again is read again.
  await write('1001', 'снова');
  expect(await mails.thread('1001')).toHaveLength(1);
  expect((await star7('mail', 'forget', '--order', '9999')).status).toBe(exitCodes.notFound);
});
