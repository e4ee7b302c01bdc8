import { SqlDeskPhoneStore } from '#phone/desk/sql-desk-phone-store';
import { deskPhoneSecrets } from '#phone/desk/desk-phone-rotation';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { SqlManagers } from '#people/sql-managers';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { DeskPhoneVault } from '#vault/desk-phone-vault';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

/* Links to desk phones' files, what phones register with, sealed, and whose they are. */

const minute = 60 * 1_000_000;

let test: TestDatabase;
let now: number;
let managers: SqlManagers;
let accounts: SqlAccountDirectory;
let store: SqlDeskPhoneStore;

beforeEach(async () => {
  test = await createTestDatabase();
  now = Date.UTC(2026, 10, 25, 12) * 1000;
  const clock = (): number => now;
  managers = new SqlManagers(test.database, clock);
  accounts = new SqlAccountDirectory(test.database, new Argon2Passwords(), clock);
  store = new SqlDeskPhoneStore(test.database, new DeskPhoneVault(test.keys), 'main', clock);
  await managers.add({ extension: '101', name: 'Anna', language: 'en' });
  await managers.add({ extension: '102', name: 'Boris' });
});
afterEach(() => test.drop());

const link = (token: string, extension = '101') =>
  store.addLink({ extension, make: 'yealink', mac: '805ec0123456', token, expiresAt: now + 60 * minute });

it('a link is used once, and has what the phone registers with sealed', async () => {
  await link('one');
  expect(await store.ofLink('one')).toMatchObject({
    extension: '101',
    name: 'Anna',
    language: 'en',
    mac: '805ec0123456',
  });
  expect(await store.living()).toEqual([]);
  const taken = await Promise.all(['desk-a', 'desk-b'].map((endpoint) => store.take('one', endpoint)));
  const [phone] = taken.filter((each) => each !== null);
  expect(taken.filter((each) => each !== null)).toHaveLength(1);
  expect(phone).toMatchObject({ extension: '101', name: 'Anna', language: 'en' });
  expect(phone!.password).toMatch(/^[0-9a-f]{32}$/);
  expect(await store.ofLink('one')).toBeNull();
  expect(await store.living()).toEqual([
    { endpoint: phone!.endpoint, extension: '101', name: 'Anna', language: 'en' },
  ]);
  expect(await store.passwordOf(phone!.endpoint)).toBe(phone!.password);
  const stored = JSON.stringify(await test.database.query('SELECT * FROM desk_phones'));
  expect(stored).not.toContain(phone!.password);
  expect(stored).not.toContain('"one"');
});

it('a second link ends the first, and a second phone the first phone', async () => {
  await link('one');
  await link('two');
  expect(await store.ofLink('one')).toBeNull();
  await store.take('two', 'desk-a');
  await link('three');
  expect((await store.list()).map(({ fetchedAt }) => fetchedAt)).toEqual([now, null]);
  await store.take('three', 'desk-b');
  expect((await store.all()).map(({ endpoint }) => endpoint)).toEqual(['desk-b']);
});

it('time, a withdrawal and an unknown manager', async () => {
  await link('one');
  await link('two', '102');
  now += 60 * minute - 1;
  expect(await store.ofLink('one')).not.toBeNull();
  expect(await store.withdraw('102')).toBe(true);
  expect(await store.withdraw('102')).toBe(false);
  now += 1;
  expect(await store.ofLink('one')).toBeNull();
  expect(await store.take('one', 'desk-a')).toBeNull();
  expect(await store.list()).toEqual([]);
  expect(await store.expire()).toEqual([{ extension: '101', make: 'yealink' }]);
  expect(await store.expire()).toEqual([]);
  await expect(link('three', '999')).rejects.toMatchObject({ slug: 'manager-unknown' });
  await expect(store.withdraw('999')).rejects.toMatchObject({ slug: 'manager-unknown' });
  await link('four');
  expect(await store.endLink('four')).toBe(true);
  expect(await store.endLink('four')).toBe(false);
});

it.each([
  ['leaves', () => managers.disable('101')],
  ['has a disabled account', () => accounts.disable('101')],
] as const)('a manager who %s has no living phone, and no link', async (_what, happens) => {
  await accounts.create({ role: 'manager', extension: '101' });
  await link('one');
  await store.take('one', 'desk-a');
  await link('two');
  await happens();
  expect(await store.living()).toEqual([]);
  expect(await store.ofLink('two')).toBeNull();
  expect(await store.list()).toEqual([]);
  // Still known, so that it is taken from the PBX and from here.
  expect(await store.all()).toEqual([{ endpoint: 'desk-a', extension: '101' }]);
  await store.remove('desk-a');
  expect(await store.all()).toEqual([]);
});

it('another node’s phones are its own', async () => {
  const north = new SqlDeskPhoneStore(test.database, new DeskPhoneVault(test.keys), 'north', () => now);
  await link('one');
  expect(await north.ofLink('one')).toBeNull();
  await store.take('one', 'desk-a');
  expect(await north.living()).toEqual([]);
  expect(await north.passwordOf('desk-a')).toBeNull();
});

it('passwords move to the newest key', async () => {
  await link('one');
  const { password } = (await store.take('one', 'desk-a'))!;
  const texts = deskPhoneSecrets(test.database, test.keys);
  test.keys.addVersion(new Date(now / 1000));
  expect(await texts.isOutdated(test.database, 2)).toBe(true);
  expect(await texts.reseal()).toBe(1);
  expect(await texts.counts()).toEqual(new Map([[2, 1]]));
  expect(await store.passwordOf('desk-a')).toBe(password);
});
