import { MailRetention } from '#mail/mail-retention';
import type { DeletedMails, MailAges } from '#mail/mail-retention';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

const day = 86_400_000_000;
const none: DeletedMails = { mails: 0, drafts: 0, originals: 0, links: 0 };

function retentionOf(rounds: (DeletedMails | Error)[], keepDays = 30) {
  const clock = new FakeClock();
  const log = new MemoryLog();
  const asked: MailAges[] = [];
  const counted: DeletedMails[] = [];
  const retention = new MailRetention({
    store: {
      deleteOld: (ages) => {
        asked.push(ages);
        const next = rounds.shift() ?? none;
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
      },
    },
    ...{ clock, log, keepDays, originalDays: 7, onDeleted: (deleted) => counted.push(deleted) },
  });
  const said = () => log.lines.map(({ message, fields }) => `${message} ${String(fields['count'])}`);
  return { retention, asked, counted, said, now: clock.now() };
}

it('deletes in rounds until nothing is left, and says how much of each kind', async () => {
  const { retention, asked, counted, said, now } = retentionOf([
    { ...none, mails: 200, drafts: 3 },
    { ...none, mails: 5 },
  ]);
  await retention.run();
  expect(asked).toHaveLength(3);
  expect(asked[0]).toEqual({ mails: now - 30 * day, originals: now - 7 * day, links: now });
  expect(counted).toEqual([{ mails: 205, drafts: 3, originals: 0, links: 0 }]);
  expect(said()).toEqual([
    'old mails were deleted 205',
    'old drafts were deleted 3',
    'looked for old mails 208',
  ]);
});

it('says so where there was nothing, and where it broke off what it had deleted', async () => {
  const idle = retentionOf([], 0);
  await idle.retention.run();
  expect([idle.said(), idle.asked[0]?.mails]).toEqual([['looked for old mails 0'], null]);
  const broken = retentionOf([{ ...none, originals: 4 }, new Error('gone')]);
  await expect(broken.retention.run()).rejects.toThrow('gone');
  expect(broken.counted).toEqual([{ ...none, originals: 4 }]);
  expect(broken.said()).toEqual(['old originals were deleted 4', 'looked for old mails 4']);
});
