import { managers } from '../http/http-rig';
import { MailBoxDesk } from '#mail/mail-box';
import type { BoxFilter } from '#mail/mail-box';
import type { Principal } from '#kernel/principal';

const anna: Principal = { role: 'manager', manager: managers['101'], by: { token: 1 } };
const boris: Principal = { role: 'manager', manager: managers['102'], by: { token: 2 } };

it('a search that is followed by another ends early, and nobody waits for somebody else’s many', async () => {
  const asked: (number | undefined)[] = [];
  const desk = new MailBoxDesk({
    store: {
      box: async ({ managerId }: BoxFilter) => {
        asked.push(managerId);
        await new Promise(setImmediate);
        return { rows: [], next: 'more' };
      },
    },
    trail: { beforeLook: () => Promise.resolve() },
  });
  const search = (who: Principal, words: string) =>
    desk.list(who, { unread: false, search: words }, { limit: 50 });
  const all = ['д', 'ди', 'див', 'дива', 'диван'].map((words) => search(anna, words));
  const other = search(boris, 'стол');
  expect(await other).toMatchObject({ isCut: true });
  // 2,000 mails, a hundred at a time, before those of whoever asks again and again.
  expect(asked.filter((managerId) => managerId === 2)).toHaveLength(20);
  expect(asked.length).toBeLessThanOrEqual(21);
  expect((await Promise.all(all)).map(({ isCut }) => isCut)).toEqual([true, true, true, true, true]);
  expect(asked.filter((managerId) => managerId === 1).length).toBeLessThanOrEqual(21);
  // Nothing is left of them.
  asked.length = 0;
  await search(anna, 'стол');
  expect(asked).toHaveLength(20);
});
