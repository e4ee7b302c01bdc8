import { MailIntake } from '#mail/mail-intake';
import type { DecoyMailTaker } from '#mail/mail-intake';
import type { ReadMail } from '#mail/model/mail';
import { MemoryMails } from './memory-mails';
import { noDecoys } from './no-decoys';

const token = 'aaaabbbbccccdddd';

const domain = 'mail.shop.example';

const intakeOf = (
  store: MemoryMails,
  mail: ReadMail | null,
  filter: string | null = null,
  decoys: () => DecoyMailTaker = noDecoys,
): MailIntake =>
  new MailIntake({
    ...{ store, domain, decoys },
    reader: { read: () => (mail === null ? Promise.reject(new Error('read')) : Promise.resolve(mail)) },
    keptHosts: () => Promise.resolve([]),
    feed: { publish: () => undefined },
    clock: { now: () => 1_790_000_000_000_000 },
    filter,
    onWritten: () => undefined,
    keepsOriginals: false,
  });

const mailOf = (changes: Partial<ReadMail> = {}): ReadMail => ({
  ...{ kind: 'person', subject: '', text: 'x', hidden: 0, pictures: [], refused: [], messageId: null },
  ...{ references: [], report: null, isSpam: false, from: [], authentication: [], original: null },
  ...changes,
});

async function senderKnown(
  from: readonly string[],
  { filter = null, authentication = [] }: { filter?: string | null; authentication?: string[] } = {},
): Promise<boolean | undefined> {
  const store = new MemoryMails();
  await store.orderOfNumber('1001', token);
  const intake = intakeOf(store, mailOf({ from: [...from], authentication }), filter);
  await intake.take({ use: 'reply', token }, Buffer.from(''), 'a@b.example');
  return store.mails[0]?.senderKnown;
}

it('a sender is known by the one address that the mail is from', async () => {
  const own = 'ivan77@customer.example';
  expect(await senderKnown([own])).toBe(true);
  expect(await senderKnown(['ivan78@customer.example'])).toBe(false);
  expect(await senderKnown([])).toBe(false);
  // Many guesses in one mail would be told by one answer.
  expect(await senderKnown(['ivan78@customer.example', own])).toBe(false);
});

it('where a filter judges senders, it must have found this one genuine', async () => {
  const own = ['ivan77@customer.example'];
  const filter = 'mx.shop.example';
  const authentication = ['mx.shop.example; dmarc=pass header.from=customer.example'];
  expect(await senderKnown(own, { filter, authentication })).toBe(true);
  expect(await senderKnown(own, { filter })).toBe(false);
  expect(await senderKnown(['eve@customer.example'], { filter, authentication })).toBe(false);
});

it('a report that a test mail was not delivered is no arrival', async () => {
  const store = new MemoryMails();
  store.tests.set(token, null);
  const intake = intakeOf(store, null);
  const raw = Buffer.from('Subject: Undelivered\r\n\r\n');
  expect(await intake.take({ use: 'test', token }, raw, '')).toBe('not-taken');
  expect(store.tests.get(token)).toBeNull();
  expect(await intake.take({ use: 'test', token }, raw, `t.${token}@mail.shop.example`)).toBe('stored');
  expect(store.tests.get(token)).toBe('');
});

it('what a program sends is never refused once it is here: the refusal would go to whoever the envelope names', async () => {
  const store = new MemoryMails();
  await store.orderOfNumber('1001', token);
  const taken = async (use: 'reply' | 'bounce', kind: ReadMail['kind']): Promise<string> =>
    intakeOf(store, mailOf({ kind })).take({ use, token }, Buffer.from(''), 'eve@evil.example');
  expect(await taken('reply', 'bounce')).toBe('dropped');
  expect(await taken('bounce', 'automatic')).toBe('dropped');
  expect(await taken('bounce', 'person')).toBe('not-taken');
  store.countedOfStrangers = { lastHour: 5, automaticLastDay: 5 };
  expect(await taken('reply', 'automatic')).toBe('dropped');
  expect(await taken('reply', 'read-receipt')).toBe('dropped');
  expect(await taken('reply', 'person')).toBe('stored');
  store.countedOfStrangers = { lastHour: 10, automaticLastDay: 0 };
  expect(await taken('reply', 'person')).toBe('too-many');
  expect(store.mails).toHaveLength(1);
});

describe('mailboxes of decoys', () => {
  const known = { use: 'decoy', token } as const;

  async function given(mail: ReadMail, to: string = token) {
    const taken: { token: string; text: string }[] = [];
    const passed: string[] = [];
    const decoys = (): DecoyMailTaker => ({
      isKnown: (one) => Promise.resolve(one === token),
      take: (one, { original }) => Promise.resolve(void taken.push({ token: one, text: original.text })),
      passed: (one) => Promise.resolve(void passed.push(one)),
    });
    const intake = intakeOf(new MemoryMails(), mail, null, decoys);
    const result = await intake.take({ use: 'decoy', token: to }, Buffer.from(''), 'a@b.example');
    return { result, taken, passed, isKnown: await intake.isKnown({ use: 'decoy', token: to }) };
  }

  const original = { subject: 'Offer', text: 'call 8 916 000-00-01', packed: null };

  it('take whatever comes, as it came, and answer as a mailbox does', async () => {
    const stranger = mailOf({ from: ['eve@elsewhere.example'], text: 'call […]', original });
    expect(await given(stranger)).toEqual({
      ...{ result: 'stored', isKnown: true, passed: [] },
      taken: [{ token, text: original.text }],
    });
    expect(await given({ ...stranger, kind: 'bounce' })).toMatchObject({ result: 'stored' });
  });

  it('count nothing that the company itself wrote, which shows that they forward', async () => {
    const own = mailOf({ from: [`r.${token}@${domain.toUpperCase()}`], original });
    expect(await given(own)).toMatchObject({ result: 'stored', taken: [], passed: [token] });
  });

  it('are there for their own addresses alone', async () => {
    const mail = mailOf({ from: ['eve@elsewhere.example'], original });
    expect(await given(mail, 'ddddccccbbbbaaaa')).toMatchObject({
      ...{ result: 'no-mailbox', isKnown: false, taken: [] },
    });
    expect(await intakeOf(new MemoryMails(), mail).isKnown(known)).toBe(false);
  });
});
