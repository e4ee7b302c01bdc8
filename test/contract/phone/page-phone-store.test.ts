import { SqlAccountBook } from '#people/sql-account-book';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { SqlManagers } from '#people/sql-managers';
import { SqlSessionBook } from '#people/sql-session-book';
import { SqlPagePhoneStore } from '#phone/sql-page-phone-store';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { TotpVault } from '#people/totp-vault';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

/* Whose phone a page is, and which sessions still let their manager in. */

const minute = 60 * 1_000_000;
const idleSeconds = 1800;

let test: TestDatabase;
let now: number;
let managers: SqlManagers;
let directory: SqlAccountDirectory;
let sessions: SqlSessionBook;
let store: SqlPagePhoneStore;
/** By extension. */
let signedIn: Record<string, string>;

beforeEach(async () => {
  test = await createTestDatabase();
  now = Date.UTC(2026, 10, 25, 12) * 1000;
  const clock = (): number => now;
  managers = new SqlManagers(test.database, clock);
  directory = new SqlAccountDirectory(test.database, new Argon2Passwords(), clock);
  sessions = new SqlSessionBook(test.database, clock);
  store = new SqlPagePhoneStore(test.database, 'main', clock);
  const book = new SqlAccountBook(test.database, new TotpVault(test.keys), clock);
  signedIn = {};
  for (const extension of ['101', '102']) {
    await managers.add({ extension, name: `Manager ${extension}` });
    await directory.create({ role: 'manager', extension });
    const { account, passwordHash } = (await book.secretsOf(extension))!;
    signedIn[extension] = (await sessions.begin(account.id, passwordHash))!;
    await store.add({ endpoint: `page-${extension}`, extension }, signedIn[extension]);
  }
});
afterEach(() => test.drop());

it('has one phone for a manager, and one for a session', async () => {
  expect(await store.ofSession(signedIn['101']!)).toEqual({ endpoint: 'page-101', extension: '101' });
  expect(await store.ofSession('another')).toBeNull();
  expect(await store.add({ endpoint: 'page-new', extension: '101' }, 'another')).toEqual(['page-101']);
  expect(await store.ofSession(signedIn['101']!)).toBeNull();
  expect(await store.ofSession('another')).toEqual({ endpoint: 'page-new', extension: '101' });
  expect((await store.all()).map(({ endpoint }) => endpoint).sort()).toEqual(['page-102', 'page-new']);
  await store.remove('page-new');
  await store.remove('page-new');
  expect(await store.all()).toHaveLength(1);
});

it('has one session for an endpoint: a row of the one before goes', async () => {
  expect(await store.add({ endpoint: 'page-101', extension: '103' }, 'another')).toEqual(['page-101']);
  expect(await store.ofSession(signedIn['101']!)).toBeNull();
  expect(await store.ofSession('another')).toEqual({ endpoint: 'page-101', extension: '103' });
});

it('knows only the phones of its own node', async () => {
  const north = new SqlPagePhoneStore(test.database, 'north', () => now);
  expect(await north.add({ endpoint: 'page.north-1', extension: '101' }, signedIn['101']!)).toEqual([]);
  expect(await store.all()).toHaveLength(2);
  expect(await north.all()).toEqual([{ endpoint: 'page.north-1', extension: '101' }]);
});

const both = ['page-101', 'page-102'];

it.each([
  ['signs out', () => sessions.end(signedIn['101']!)],
  ['is disabled', () => directory.disable('101')],
  ['leaves', () => managers.disable('101')],
  ['has a new password', () => directory.resetPassword('101')],
] as const)('a manager who %s has no living phone; colleagues do', async (_what, happens) => {
  expect([...(await store.living(idleSeconds))].sort()).toEqual(both);
  await happens();
  expect([...(await store.living(idleSeconds))]).toEqual(['page-102']);
});

it('a session that lies unused, or is twelve hours old, has none', async () => {
  now += 29 * minute;
  expect([...(await store.living(idleSeconds))].sort()).toEqual(both);
  await sessions.find(signedIn['102']!, idleSeconds, true);
  await sessions.settled();
  now += 3 * minute;
  expect([...(await store.living(idleSeconds))]).toEqual(['page-102']);
  now += 12 * 60 * minute;
  expect([...(await store.living(24 * 3600))]).toEqual([]);
});

it('notes a use of the session: it lasts longer, and one that has ended stays so', async () => {
  now += 29 * minute;
  await sessions.end(signedIn['102']!);
  await store.noteUse(['page-101', 'page-102']);
  now += 29 * minute;
  expect([...(await store.living(idleSeconds))]).toEqual(['page-101']);
  expect(await sessions.find(signedIn['101']!, idleSeconds, false)).not.toBeNull();
  expect(await sessions.find(signedIn['102']!, idleSeconds, false)).toBeNull();
  // Another node's phone of the same name is none of ours.
  await new SqlPagePhoneStore(test.database, 'north', () => now).noteUse(['page-101']);
  now += 3 * minute;
  expect([...(await store.living(idleSeconds))]).toEqual([]);
});
