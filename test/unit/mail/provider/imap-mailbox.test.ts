import { largestMail } from '#mail/model/mail';
import { openImapMailbox, tryMailbox } from '#mail/provider/imap-mailbox';
import type { AccountServer } from '#mail/provider/mail-account';
import type { Mailbox } from '#mail/provider/mailbox';
import { FakeImap } from '../../../fakes/fake-imap';

let fake: FakeImap;
let mailbox: Mailbox | null = null;
let news = 0;
let ends = 0;
beforeEach(async () => {
  fake = await FakeImap.listen();
  [news, ends] = [0, 0];
});
afterEach(async () => {
  await mailbox?.close();
  mailbox = null;
  await fake.close();
});

const server = (change: Partial<AccountServer> = {}): AccountServer => ({
  ...{ host: 'localhost', port: fake.port, isImplicit: true, user: 'shop', password: 'right' },
  ca: fake.certificate,
  ...change,
});

async function opened(change: Partial<AccountServer> = {}): Promise<Mailbox> {
  const result = await openImapMailbox(
    {
      ...{ imap: server(change), folder: 'INBOX', taken: null, refused: 'Refused' },
      ...{ pollSeconds: 60, address: null },
    },
    { onNews: () => (news += 1), onEnd: () => (ends += 1) },
  );
  if (result.mailbox === null) throw new Error(result.fault);
  mailbox = result.mailbox;
  return result.mailbox;
}

const until = async (isSo: () => boolean): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!isSo() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).toBe(true);
};

it('reads sizes before mails, no more of a mail than it is told to, and deletes that one alone', async () => {
  fake.put('Subject: one\r\n\r\nx');
  fake.put('Subject: two\r\n\r\ny', 5);
  const box = await opened();
  expect([box.uidValidity, await box.uids()]).toEqual(['7', [1, 2]]);
  expect(await box.sizes([1, 2])).toEqual(
    new Map([
      [1, 17],
      [2, 5],
    ]),
  );
  expect((await box.read(2, 12))?.toString()).toBe('Subject: two');
  expect(await box.read(9, 12)).toBeNull();
  expect(await box.remove(1, null)).toBe(true);
  expect(fake.mails.map(({ uid }) => uid)).toEqual([2]);
  expect(fake.commands).toEqual(expect.arrayContaining(['UID STORE 1 +FLAGS (\\Deleted)', 'UID EXPUNGE 1']));
  expect(fake.commands.join('\n')).not.toMatch(/right|BODY\[\]/);
});

it('moves to a folder that it has made', async () => {
  fake.put('x');
  const box = await opened();
  expect(await box.remove(1, 'Refused')).toBe(true);
  expect(fake.commands).toEqual(expect.arrayContaining(['CREATE Refused', 'UID MOVE 1 Refused']));
});

it('says when a server does not remove or give a mail, and when a connection ends in the middle', async () => {
  fake.put('x');
  const box = await opened();
  fake.refusesRemoval = true;
  expect(await box.remove(1, null)).toBe(false);
  fake.refusesFetch = true;
  expect(await box.read(1, 10)).toBe('refused');
  fake.refusesFetch = false;
  fake.breaksAt = 'UID FETCH';
  await expect(box.read(1, 10)).rejects.toThrow();
  await until(() => ends === 1);
});

it('is told of mails that come, and of an end', async () => {
  await opened();
  fake.put('x');
  await until(() => news > 0);
  fake.breakOff();
  await until(() => ends === 1);
});

it('a close of its own is no end', async () => {
  const box = await opened();
  await box.close();
  expect(ends).toBe(0);
});

it('a server that sends more than it was asked for is left', async () => {
  fake.put('x'.repeat(largestMail + 2 * 1024 * 1024));
  const box = await opened();
  // The control: what is asked for comes.
  expect((await box.read(1, 100))?.length).toBe(100);
  await expect(box.read(1, largestMail + 2 * 1024 * 1024)).rejects.toThrow();
});

it('names what is wrong with an account, and nothing of it', async () => {
  expect(await tryMailbox({ imap: server(), folder: 'INBOX' })).toEqual({
    ...{ fault: null, waiting: 0, hasIdle: true, hasUidPlus: true },
  });
  fake.extensions = '';
  expect(await tryMailbox({ imap: server(), folder: 'INBOX' })).toMatchObject({
    ...{ fault: null, hasIdle: false, hasUidPlus: false },
  });
  await expect(opened({ password: 'wrong' })).rejects.toThrow('credentials-refused');
  await expect(opened({ ca: null })).rejects.toThrow('certificate');
  await expect(opened({ port: 1 })).rejects.toThrow('unreachable');
});
