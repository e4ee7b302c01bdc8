import { LeakDesk, LeakRequestError } from '#leaks/leak-desk';
import type { LeakStore } from '#leaks/leak-store';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

const operator: Actor = { role: 'operator', user: 'root' };
const account = (role: 'supervisor' | 'administrator', id: number): Actor => ({
  role,
  by: { account: id, login: `a${id}`, mayExport: true },
});

function deskOf({ auditFails = false } = {}) {
  const audited: object[] = [];
  const asked: string[] = [];
  const note = <Result>(name: string, result: Result) => {
    asked.push(name);
    return Promise.resolve(result);
  };
  const store: LeakStore = {
    lastRun: () => note('lastRun', null),
    lastRunWithin: () => note('lastRunWithin', null),
    save: () => note('save', undefined),
    cases: () => note('cases', []),
    close: (id) => note('close', id === 7),
    agreeToName: (id) => note('agreeToName', id === 7 ? 'noted' : 'unknown'),
    figuresOf: () => note('figuresOf', []),
    recentWeeks: () => note('recentWeeks', []),
    drills: () => note('drills', []),
    shopWeeks: () => note('shopWeeks', []),
    handOvers: () => note('handOvers', []),
    leave: () => note('leave', []),
    addLeave: (entry) => note('addLeave', entry.extension === '101' ? { id: 1, ...entry } : null),
    removeLeave: () => note('removeLeave', false),
    readers: () => note('readers', ['a3']),
    isReader: (id) => Promise.resolve(id === 3),
    addReader: (login) => note('addReader', login === 'a3'),
    removeReader: () => note('removeReader', false),
  };
  const desk = new LeakDesk({
    store,
    surveys: { endOfCase: () => note('endOfCase', undefined) },
    decoys: {
      decoys: () => note('decoys', []),
      numbers: () => note('numbers', []),
      hitCounts: () => note('hits', []),
      mailboxes: () => note('mailboxes', []),
    },
    trail: {
      before: (entry) => {
        if (auditFails) throw new RefusedError('unavailable');
        audited.push(entry);
        return Promise.resolve();
      },
    },
  });
  return { desk, audited, asked };
}

test.each<[string, Actor]>([
  ['an administrator who was not named', account('administrator', 4)],
  ['a supervisor who was not named', account('supervisor', 5)],
  ['a program', { role: 'supervisor', by: { token: 3 } }],
  [
    'a manager',
    {
      role: 'manager',
      manager: { id: 3, extension: '101', since: 0 },
      by: { account: 3, login: '101', mayExport: false },
    },
  ],
])('%s sees nothing', async (_who, actor) => {
  const { desk, asked, audited } = deskOf();
  const attempts = [
    desk.show(actor),
    desk.cases(actor),
    desk.close(actor, 7, 'explained', null),
    desk.leave(actor),
    desk.addLeave(actor, '101', '2026-07-01', '2026-07-14'),
    desk.readers(actor),
    desk.nameReader(actor, 'a3', true),
    desk.run(actor, { run: () => Promise.reject(new Error('not here')) }, 1),
  ];
  for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ slug: 'role-forbidden' });
  expect(asked).toEqual([]);
  expect(audited).toEqual([]);
});

test.each<[string, Actor]>([
  ['the operator', operator],
  ['an account that was named', account('supervisor', 3)],
])('%s sees the watch, and the look is audited before, without a name', async (_who, actor) => {
  const { desk, asked, audited } = deskOf();
  expect(await desk.show(actor)).toEqual({
    ...{ run: null, shop: null, figures: [], weeks: [], drills: [], handOvers: [] },
    ...{ cases: [], closed: [], leave: [] },
  });
  expect(audited).toMatchObject([{ action: 'leak.view', subject: null }]);
  expect(asked[0]).toBe('lastRun');
});

test('what cannot be audited is not shown', async () => {
  const { desk, asked } = deskOf({ auditFails: true });
  await expect(desk.show(operator)).rejects.toMatchObject({ slug: 'unavailable' });
  await expect(desk.close(operator, 7, 'explained', null)).rejects.toMatchObject({ slug: 'unavailable' });
  expect(asked).toEqual([]);
});

test('only the operator names readers', async () => {
  const { desk } = deskOf();
  await expect(desk.nameReader(account('supervisor', 3), 'a3', true)).rejects.toMatchObject({
    slug: 'role-forbidden',
  });
  await desk.nameReader(operator, 'a3', true);
  await expect(desk.nameReader(operator, 'nobody', true)).rejects.toMatchObject({ slug: 'account-unknown' });
});

test('requests that name nothing, or no leave, say what to do', async () => {
  const { desk } = deskOf();
  await expect(desk.close(operator, 8, 'explained', null)).rejects.toMatchObject({ slug: 'case-unknown' });
  await expect(desk.addLeave(operator, '999', '2026-07-01', '2026-07-14')).rejects.toMatchObject({
    slug: 'manager-unknown',
  });
  for (const [first, last] of [
    ['2026-07-14', '2026-07-01'],
    ['soon', 'later'],
    ['2026-01-01', '2026-12-31'],
  ] as const) {
    await expect(desk.addLeave(operator, '101', first, last)).rejects.toThrow(LeakRequestError);
  }
});
