import { SlowError } from '#mail/mail-intake';
import type { IntakeResult } from '#mail/mail-intake';
import { MimeError } from '#mail/mime-error';
import { largestMail } from '#mail/model/mail';
import { aliasAddress } from '#mail/model/alias';
import type { Alias } from '#mail/model/alias';
import { StoreError } from '#database/store-error';
import { MailboxReader } from '#mail/provider/mailbox-reader';
import { MemoryLog } from '../../log/memory-log';
import { MemoryMailbox } from './memory-mailbox';

const domain = 'mail.shop.example';
const address = `r.aaaabbbbccccdddd@${domain}`;
const mailTo = (to: string, id = '<m1@home.example>'): string =>
  `Return-Path: <ivan@customer.example>\r\nTo: ${to}\r\n${id === '' ? '' : `Message-ID: ${id}\r\n`}\r\nx\r\n`;

let now = 0;
let isKnown: (address: string) => boolean;
let answer: (address: string) => IntakeResult | Error;
let given: { to: string; raw: string; sender: string }[];
let counted: string[];
let refused: string[];
let mailbox: MemoryMailbox;
let reader: MailboxReader;
const log = new MemoryLog();

const readerOf = (): MailboxReader =>
  new MailboxReader({
    intake: {
      isKnown: (alias: Alias) => Promise.resolve(isKnown(aliasAddress(alias, domain))),
      take: (alias: Alias, raw: Buffer, sender: string) => {
        const to = aliasAddress(alias, domain);
        given.push({ to, raw: raw.toString(), sender });
        const result = answer(to);
        return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
      },
    },
    ...{ domain, taken: null, refused: 'Refused', log },
    clock: { now: () => now },
    onTaken: (result) => counted.push(result),
    onRefused: (reason) => refused.push(reason),
  });

beforeEach(() => {
  now = 1_790_000_000_000_000;
  answer = () => 'stored';
  isKnown = () => true;
  [given, counted, refused] = [[], [], []];
  mailbox = new MemoryMailbox();
  reader = readerOf();
});

it('takes what lies there, the oldest first, and deletes it', async () => {
  mailbox.put(mailTo(address, '<m1@x.example>'));
  mailbox.put(mailTo(address, '<m2@x.example>'));
  await reader.round(mailbox);
  expect(given.map(({ raw }) => /<m\d/.exec(raw)?.[0])).toEqual(['<m1', '<m2']);
  expect(given[0]).toMatchObject({ to: address, sender: 'ivan@customer.example' });
  expect([mailbox.mails.size, mailbox.moved, counted]).toEqual([
    0,
    ['deleted', 'deleted'],
    ['stored', 'stored'],
  ]);
  expect(reader.waiting).toBe(0);
});

it.each([
  ['no-mailbox', 'no-mailbox'],
  ['waited', 'waited'],
  ['not-taken', 'not-taken'],
  [new MimeError('too-deep'), 'unreadable'],
  [new MimeError('too-large'), 'too-large'],
] as const)(
  'what is refused (%s) goes to its folder, counted, and nobody is answered',
  async (result, reason) => {
    answer = () => result;
    mailbox.put(mailTo(address));
    await reader.round(mailbox);
    expect([mailbox.moved, refused, counted]).toEqual([['Refused'], [reason], ['refused']]);
  },
);

it('a mail for nobody is refused, and nobody is asked', async () => {
  mailbox.put(mailTo('boss@mail.shop.example'));
  await reader.round(mailbox);
  expect([given, refused, mailbox.moved]).toEqual([[], ['no-mailbox'], ['Refused']]);
});

it('a large mail is refused before it is fetched; one that is larger than stated, before it is whole', async () => {
  mailbox.put(mailTo(address), largestMail + 1);
  const lying = mailbox.put(mailTo(address) + 'x'.repeat(largestMail), 100);
  await reader.round(mailbox);
  expect(mailbox.read_).toEqual([lying]);
  expect([given, refused]).toEqual([[], ['too-large', 'too-large']]);
});

it('what is to be given later stays, and is taken later', async () => {
  answer = () => 'too-many';
  mailbox.put(mailTo(address));
  await reader.round(mailbox);
  await reader.round(mailbox);
  expect([mailbox.mails.size, given.length, counted, reader.waiting]).toEqual([1, 1, ['failed'], 1]);
  answer = () => 'stored';
  now += 5_000_000;
  await reader.round(mailbox);
  expect([mailbox.mails.size, given.length, counted]).toEqual([0, 2, ['failed', 'stored']]);
});

it('without a database it tries some mails and waits; one that is never taken holds up no other', async () => {
  answer = () => new StoreError('database-unavailable', 'away');
  for (let nth = 0; nth < 10; nth += 1) mailbox.put(mailTo(address, `<m${String(nth)}@x.example>`));
  await reader.round(mailbox);
  expect(given).toHaveLength(3);
  given.length = 0;
  let asked = 0;
  answer = () => ((asked += 1) === 1 ? new StoreError('database-failed', 'this mail') : 'stored');
  now += 5_000_000;
  await reader.round(mailbox);
  expect([mailbox.mails.size, given.length]).toEqual([1, 10]);
});

it('mails that their senders have put off stop no round, however many they are', async () => {
  const limited = `r.bbbbccccddddeeee@${domain}`;
  const slow = `r.ccccddddeeeeffff@${domain}`;
  answer = (to) => (to === limited ? 'too-many' : to === slow ? new SlowError('slow') : 'stored');
  for (let nth = 0; nth < 40; nth += 1) mailbox.put(mailTo(nth % 2 === 0 ? limited : slow));
  const good = mailbox.put(mailTo(address));
  await reader.round(mailbox);
  expect([mailbox.mails.has(good), mailbox.mails.size, counted.at(-1)]).toEqual([false, 40, 'stored']);
});

it('a mail to invented addresses is not read', async () => {
  isKnown = (to) => to === address;
  mailbox.put(mailTo(`b.bbbbccccddddeeee@${domain}, c.bbbbccccddddeeee@${domain}`));
  mailbox.put(mailTo(address));
  await reader.round(mailbox);
  expect([given.map(({ to }) => to), refused, mailbox.moved]).toEqual([
    ...[[address], ['no-mailbox']],
    ['Refused', 'deleted'],
  ]);
});

it('a mail that the server does not give is left for later, and holds up no other', async () => {
  const broken = mailbox.put(mailTo(address));
  for (let nth = 0; nth < 3; nth += 1) mailbox.broken.add(mailbox.put(mailTo(address)));
  mailbox.broken.add(broken);
  mailbox.put(mailTo(address));
  await reader.round(mailbox);
  expect([given.length, mailbox.mails.size, reader.waiting]).toEqual([1, 4, 4]);
});

it('a mail for two orders that one could not take is given again whole', async () => {
  const second = `r.bbbbccccddddeeee@${domain}`;
  answer = (to) => (to === second ? 'too-many' : 'stored');
  mailbox.put(mailTo(`${address}, ${second}`));
  await reader.round(mailbox);
  expect(mailbox.mails.size).toBe(1);
  answer = (to) => (to === second ? 'stored' : 'repeated');
  now += 5_000_000;
  await reader.round(mailbox);
  expect([mailbox.mails.size, counted]).toEqual([0, ['stored', 'failed', 'repeated', 'stored']]);
});

it('a mail without an id has the same one whenever it is read, another mail another', async () => {
  mailbox.cannotRemove = true;
  mailbox.put(mailTo(address, ''));
  await reader.round(mailbox);
  // As after the process was killed before it was removed.
  await readerOf().round(mailbox);
  mailbox.put(`${mailTo(address, '')}y`);
  await readerOf().round(mailbox);
  const ids = given.map(({ raw }) => /^Message-ID: <([0-9a-f]{40})@without-id\.invalid>/.exec(raw)?.[1]);
  expect(ids).toEqual([ids[0], ids[0], ids[0], expect.not.stringMatching(String(ids[0]))]);
});

it('what was taken and cannot be removed is removed later, and not taken again', async () => {
  mailbox.cannotRemove = true;
  mailbox.put(mailTo(address));
  await reader.round(mailbox);
  now += 5_000_000;
  mailbox.cannotRemove = false;
  await reader.round(mailbox);
  expect([given.length, mailbox.mails.size]).toEqual([1, 0]);
});

it('where the server counts anew, nothing is known of what lies there', async () => {
  mailbox.cannotRemove = true;
  mailbox.put(mailTo(address));
  await reader.round(mailbox);
  mailbox.uidValidity = '2';
  mailbox.cannotRemove = false;
  answer = () => 'repeated';
  await reader.round(mailbox);
  expect([counted, mailbox.mails.size]).toEqual([['stored', 'repeated'], 0]);
});

it('a connection that ends is the caller’s, a stop waits for the mail that is read', async () => {
  mailbox.put(mailTo(address));
  mailbox.isBroken = true;
  await expect(reader.round(mailbox)).rejects.toThrow('closed');
  mailbox.isBroken = false;
  mailbox.put(mailTo(address));
  answer = () => {
    reader.stop();
    return 'stored';
  };
  await reader.round(mailbox);
  expect(mailbox.mails.size).toBe(1);
});

it('a report to the account itself reaches its mail', async () => {
  mailbox.put(
    `Return-Path: <>\r\nTo: shop@provider.example\r\n\r\nMessage-ID: <ccccddddeeeeffff@${domain}>\r\n`,
  );
  isKnown = (to) => to.startsWith('b.');
  await reader.round(mailbox);
  expect(given).toMatchObject([{ to: `b.ccccddddeeeeffff@${domain}`, sender: '' }]);
});

it('and a report of a copy, which has an id of the same form, its copy', async () => {
  mailbox.put(
    `Return-Path: <>\r\nTo: shop@provider.example\r\n\r\nMessage-ID: <ccccddddeeeeffff@${domain}>\r\n`,
  );
  isKnown = (to) => to.startsWith('c.');
  await reader.round(mailbox);
  expect(given).toMatchObject([{ to: `c.ccccddddeeeeffff@${domain}`, sender: '' }]);
  expect([mailbox.moved, refused]).toEqual([['deleted'], []]);
});
