import { mask } from '#kernel/masked';
import { MailIntake } from '#mail/mail-intake';
import { MimeError } from '#mail/mime-error';
import type { DecoyMailTaker } from '#mail/mail-intake';
import type { ReadMail } from '#mail/model/mail';
import { MemoryMails } from './memory-mails';
import { noDecoys } from './no-decoys';

const token = 'aaaabbbbccccdddd';

const domain = 'mail.shop.example';

const intakeOf = (
  store: MemoryMails,
  mail: ReadMail | Error | null,
  filter: string | null = null,
  decoys: () => DecoyMailTaker = noDecoys,
): MailIntake =>
  new MailIntake({
    ...{ store, domain, decoys },
    reader: {
      read: () =>
        mail === null || mail instanceof Error
          ? Promise.reject(mail ?? new Error('read'))
          : Promise.resolve(mail),
    },
    keptHosts: () => Promise.resolve([]),
    confirmUrl: null,
    feed: { publish: () => undefined },
    clock: { now: () => 1_790_000_000_000_000 },
    filter,
    onWritten: () => undefined,
    keepsOriginals: false,
  });

const mailOf = (changes: Partial<ReadMail> = {}): ReadMail => ({
  ...{ kind: 'person', subject: '', text: 'x', hidden: 0, pictures: [], refused: [], messageId: null },
  ...{
    references: [],
    report: null,
    isSpam: false,
    recipients: [],
    from: [],
    authentication: [],
    original: null,
  },
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

  async function given(mail: ReadMail | null | Error, to: string = token) {
    const taken: { token: string; text: string | null }[] = [];
    const passed: string[] = [];
    const decoys = (): DecoyMailTaker => ({
      isKnown: (one) => Promise.resolve(one === token),
      take: (one, mail) =>
        Promise.resolve(void taken.push({ token: one, text: mail?.original.text ?? null })),
      passed: (one) => Promise.resolve(void passed.push(one)),
    });
    const store = new MemoryMails();
    const order = await store.orderOfNumber('1001', 'eeeeffffgggghhhh');
    await store.write(order, {
      ...{ token: 'mmmmnnnnoooopppp', at: 1, kind: 'person', author: null, subject: '', text: '' },
      ...{ hidden: 0, once: null },
    });
    const intake = intakeOf(store, mail, null, decoys);
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
    const own = mailOf({ from: [`r.eeeeffffgggghhhh@${domain.toUpperCase()}`], original });
    expect(await given(own)).toMatchObject({ result: 'stored', taken: [], passed: [token] });
    // Of an account that sends from its one address.
    const ofAccount = mailOf({ from: ['shop@provider.example'], original });
    const known_ = { ...ofAccount, messageId: `mmmmnnnnooooPPPP@${domain}` };
    expect(await given(known_)).toMatchObject({ result: 'stored', taken: [], passed: [token] });
    // The domain alone can be written by anybody.
    const forged = mailOf({ from: [`r.${token}@${domain}`], original });
    const invented = { ...ofAccount, messageId: `aaaannnnoooopppp@${domain}` };
    for (const each of [forged, ofAccount, invented]) {
      expect(await given(each)).toMatchObject({ result: 'stored', taken: [{ token }], passed: [] });
    }
  });

  it('take also what nobody can read: a refusal would tell its sender where the mailbox forwards', async () => {
    expect(await given(new MimeError('too-many-parts'))).toMatchObject({
      ...{ result: 'stored', taken: [{ token, text: null }] },
    });
    await expect(given(new Error('the reader is away'))).rejects.toThrow('away');
  });

  it('are there for their own addresses alone', async () => {
    const mail = mailOf({ from: ['eve@elsewhere.example'], original });
    expect(await given(mail, 'ddddccccbbbbaaaa')).toMatchObject({
      ...{ result: 'no-mailbox', isKnown: false, taken: [] },
    });
    expect(await intakeOf(new MemoryMails(), mail).isKnown(known)).toBe(false);
  });
});

it('a former address is marked, also where the same was typed once more: a guess shows nothing', async () => {
  const former = 'ivan77@customer.example';
  const senderOf = async (typed: string, from: string, isConfirmed = false, filter: string | null = null) => {
    const store = new MemoryMails();
    store.address = typed;
    const own = { numbers: ['79005550009'], addresses: [former] };
    store.former = { addresses: [mask(former)], own, isConfirmed };
    await store.orderOfNumber('1001', token);
    await intakeOf(store, mailOf({ from: [from] }), filter).take(
      { use: 'reply', token },
      Buffer.from(''),
      from,
    );
    return [store.mails[0]?.senderKnown, store.mails[0]?.senderFormer];
  };
  const [right, wrong] = [await senderOf(former, former), await senderOf('guess@customer.example', former)];
  expect(right).toEqual(wrong);
  expect(right).toEqual([false, true]);
  expect(await senderOf('new@customer.example', 'new@customer.example')).toEqual([true, false]);
  expect(await senderOf('new@customer.example', 'eve@customer.example')).toEqual([false, false]);
  // The customer has said that it is theirs; and a filter must have found a former one genuine, too.
  expect(await senderOf(former, former, true)).toEqual([true, false]);
  expect(await senderOf('new@customer.example', former, false, 'mx.shop.example')).toEqual([false, false]);
});

describe('what a mail is compared with', () => {
  const former = { numbers: ['79005550009'], addresses: ['petr88@old.example'] };

  async function rulesOf(change: (store: MemoryMails) => void): Promise<unknown> {
    const store = new MemoryMails();
    store.former = { addresses: [], isConfirmed: false, own: former };
    change(store);
    await store.orderOfNumber('1001', token);
    const seen: unknown[] = [];
    const intake = new MailIntake({
      ...{ store, domain, decoys: noDecoys, filter: 'mx.shop.example', keepsOriginals: false },
      ...{ keptHosts: () => Promise.resolve([]), confirmUrl: null },
      ...{ feed: { publish: () => undefined }, clock: { now: () => 0 }, onWritten: () => undefined },
      reader: {
        read: ({ rules: { own, comparedSender } }) => {
          seen.push(comparedSender === undefined ? own : { own, comparedSender });
          return Promise.resolve(mailOf());
        },
      },
    });
    await intake.take({ use: 'reply', token }, Buffer.from(''), 'a@b.example');
    return seen[0];
  }

  it('the present and former contacts, where it is from the address that the shop stated', async () => {
    expect(await rulesOf(() => undefined)).toEqual({
      own: {
        numbers: ['79005550001', '79005550009'],
        addresses: ['ivan77@customer.example', 'petr88@old.example'],
      },
      comparedSender: { address: 'ivan77@customer.example', filter: 'mx.shop.example' },
    });
  });

  it('nothing, where a person typed the address, also where it was confirmed, and where the order has none', async () => {
    expect(await rulesOf((store) => (store.isTyped = true))).toBe('any-piece');
    const confirmed = { addresses: [], isConfirmed: true, own: former };
    expect(await rulesOf((store) => Object.assign(store, { isTyped: true, former: confirmed }))).toBe(
      'any-piece',
    );
    expect(await rulesOf((store) => (store.address = null))).toBe('any-piece');
  });

  it('nothing, at the address of the order that a former side knows', async () => {
    expect(await rulesOf((store) => (store.isAliasFormer = true))).toBe('any-piece');
  });
});

it('at the address of the order that a former side knows everybody is a stranger', async () => {
  const own = 'ivan77@customer.example';
  const senderOf = async (isAliasFormer: boolean): Promise<boolean | undefined> => {
    const store = new MemoryMails();
    store.isAliasFormer = isAliasFormer;
    await store.orderOfNumber('1001', token);
    await intakeOf(store, mailOf({ from: [own] })).take({ use: 'reply', token }, Buffer.from(''), own);
    return store.mails[0]?.senderKnown;
  };
  expect([await senderOf(true), await senderOf(false)]).toEqual([false, true]);
});

it('a mail that takes too long is read again for some hours, and then refused', async () => {
  const store = new MemoryMails();
  await store.orderOfNumber('1001', token);
  const now = 1_790_000_000_000;
  const taken = (slug: 'too-long' | 'too-deep', hours: number | null): Promise<string> => {
    const intake = new MailIntake({
      ...{ store, domain, decoys: noDecoys, filter: null, keepsOriginals: false, confirmUrl: null },
      ...{ keptHosts: () => Promise.resolve([]), feed: { publish: () => undefined } },
      ...{ clock: { now: () => now * 1000 }, onWritten: () => undefined },
      reader: { read: () => Promise.reject(new MimeError(slug)) },
    });
    const date = new Date(now - (hours ?? 0) * 3_600_000).toUTCString();
    const raw = `${hours === null ? '' : `Received: by mx; ${date}\r\n`}Subject: x\r\n\r\n`;
    const result = intake.take({ use: 'reply', token }, Buffer.from(raw), 'a@b.example');
    return result.then(String, (error: unknown) => (error as Error).name);
  };
  expect(await Promise.all([0, 3, 5, null].map((hours) => taken('too-long', hours)))).toEqual([
    ...['SlowError', 'SlowError', 'MimeError', 'SlowError'],
  ]);
  expect(await taken('too-deep', 0)).toBe('MimeError');
});

it('a person’s mail beyond the limits waits at the mail server for hours, and not for days', async () => {
  const store = new MemoryMails();
  await store.orderOfNumber('1001', token);
  store.countedOfStrangers = { lastHour: 10, automaticLastDay: 0 };
  const now = 1_790_000_000_000;
  const taken = (hours: number | null, more = ''): Promise<string> => {
    const date = new Date(now - (hours ?? 0) * 3_600_000).toUTCString();
    const received = `Received: from x (y [192.0.2.1])\r\n\tby mx.shop.example (Postfix) with ESMTPS id A1;\r\n\t${date} (UTC)\r\n`;
    const raw = `Authentication-Results: mx; spf=none\r\n${hours === null ? '' : received}${more}Subject: x\r\n\r\n`;
    return intakeOf(store, mailOf()).take({ use: 'reply', token }, Buffer.from(raw), 'eve@evil.example');
  };
  const old = 'Received: by home.evil.example; Thu, 1 Jan 1998 00:00:00 +0000\r\n';
  expect(await taken(0)).toBe('too-many');
  expect(await taken(3, old)).toBe('too-many');
  expect(await taken(5)).toBe('waited');
  expect(await taken(null)).toBe('too-many');
});
