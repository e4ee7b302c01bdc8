import type { MailboxEvents, OpenedMailbox } from '#mail/provider/mailbox';
import { MailboxLink } from '#mail/provider/mailbox-link';
import { FakeClock, settled } from '../../kernel/fake-clock';
import { MemoryLog } from '../../log/memory-log';
import { MemoryMailbox } from './memory-mailbox';

function linkOf(answers: OpenedMailbox[]) {
  const clock = new FakeClock();
  const seen: string[] = [];
  let events: MailboxEvents | null = null;
  const link = new MailboxLink({
    open: (own) => {
      events = own;
      seen.push('open');
      return Promise.resolve(answers.shift() ?? { mailbox: new MemoryMailbox(), fault: null });
    },
    reader: {
      round: async (mailbox) => {
        seen.push('round');
        await mailbox.uids();
      },
      stop: () => seen.push('stop'),
    },
    pollSeconds: 60,
    onUp: () => seen.push('up'),
    onDown: (fault) => seen.push(fault),
    ...{ clock, log: new MemoryLog() },
  });
  return { clock, link, seen, events: () => events! };
}

it('reads when it is open, when the server tells of mails, and every so often', async () => {
  const { link, clock, seen, events } = linkOf([]);
  link.start();
  await settled();
  expect(seen).toEqual(['open', 'round', 'up']);
  events().onNews();
  await settled();
  await clock.pass(60_000);
  expect(seen.slice(3)).toEqual(['round', 'round']);
  expect(link.isUp).toBe(true);
});

it('connects again after an end, in growing pauses, and says an outage once', async () => {
  const { link, clock, seen, events } = linkOf([
    ...[{ mailbox: new MemoryMailbox(), fault: null }],
    ...[1, 2, 3].map(() => ({ mailbox: null, fault: 'unreachable' as const })),
  ]);
  link.start();
  await settled();
  events().onEnd();
  expect(link.isUp).toBe(false);
  seen.length = 0;
  await clock.pass(1000 + 2000 + 5000);
  expect(seen).toEqual(['open', 'open', 'open']);
  await clock.pass(10_000);
  expect(seen.slice(3)).toEqual(['open', 'round', 'up']);
});

it('a refused password is tried again after minutes', async () => {
  const { link, clock, seen } = linkOf([{ mailbox: null, fault: 'credentials-refused' }]);
  link.start();
  await settled();
  await clock.pass(299_000);
  expect(seen).toEqual(['open', 'credentials-refused']);
  await clock.pass(1000);
  expect(seen.slice(2)).toEqual(['open', 'round', 'up']);
});

it('a folder that opens and cannot be read is an outage like others', async () => {
  const broken = (): OpenedMailbox => {
    const mailbox = new MemoryMailbox();
    mailbox.isBroken = true;
    return { mailbox, fault: null };
  };
  const { link, clock, seen } = linkOf([broken(), broken(), broken()]);
  link.start();
  await settled();
  expect(link.isUp).toBe(false);
  await clock.pass(1000);
  // The second pause is longer.
  await clock.pass(1000);
  expect(seen).toEqual(['open', 'round', 'unreachable', 'open', 'round']);
  await clock.pass(1000);
  await clock.pass(5000);
  expect(seen.slice(5)).toEqual(['open', 'round', 'open', 'round', 'up']);
  expect(link.isUp).toBe(true);
});

it('a connection that breaks while it reads is opened again; a stop ends it for good', async () => {
  const broken = new MemoryMailbox();
  broken.isBroken = true;
  const { link, clock, seen } = linkOf([{ mailbox: broken, fault: null }]);
  link.start();
  await settled();
  expect(seen).toEqual(['open', 'round', 'unreachable']);
  await clock.pass(1000);
  expect(link.isUp).toBe(true);
  await link.stop();
  seen.length = 0;
  await clock.pass(600_000);
  expect([seen, link.isUp]).toEqual([[], false]);
});
