import { inspect } from 'node:util';
import { mask, reveal } from '#kernel/masked';
import { SqlManagers } from '#people/sql-managers';
import { SqlAccountBook } from '#people/sql-account-book';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { SqlSessionBook } from '#people/sql-session-book';
import { TotpVault } from '#people/totp-vault';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

const second = 1_000_000;
const minute = 60 * second;

let test: TestDatabase;
let managers: SqlManagers;
let directory: SqlAccountDirectory;
let book: SqlAccountBook;
let sessions: SqlSessionBook;
let now = 1_767_225_600_000_000;
const passwords = new Argon2Passwords();

beforeEach(async () => {
  test = await createTestDatabase();
  managers = new SqlManagers(test.database, () => now);
  directory = new SqlAccountDirectory(test.database, passwords, () => now);
  book = new SqlAccountBook(test.database, new TotpVault(test.keys), () => now);
  sessions = new SqlSessionBook(test.database, () => now);
  await managers.add({ extension: '101', name: 'Анна', language: 'en' });
});
afterEach(() => test.drop());

/** Signs in. */
async function begun(login: string): Promise<string> {
  const { account, passwordHash } = (await book.secretsOf(login))!;
  return (await sessions.begin(account.id, passwordHash))!;
}

const petrova = { role: 'administrator', login: 'petrova', name: 'Anna Petrova' } as const;
const orlov = { role: 'supervisor', login: 'orlov', name: 'Орлов', mayExport: true, language: 'en' } as const;

describe('accounts', () => {
  it('are made with a password that is shown once, and of which a slow hash is kept alone', async () => {
    const { account, password } = await directory.create(orlov);
    expect(account).toMatchObject({
      ...{ login: 'orlov', name: 'Орлов', role: 'supervisor', extension: null, language: 'en' },
      ...{ mayExport: true, mustChangePassword: true, totp: false, termsVersion: null, createdAt: now },
      ...{ lastSeenAt: null, disabledAt: null },
    });
    expect(/^[a-z]{4}(-[a-z]{4}){3}$/.test(password)).toBe(true);
    const known = await book.secretsOf('orlov');
    expect(known!.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,(p=1,t=2|t=2,p=1)\$/);
    expect(await passwords.matches(password, known!.passwordHash)).toBe(true);
    const rows: unknown = await test.database.knex('accounts').select('*');
    const stored = inspect(rows, { depth: 9 });
    expect(stored.includes(password)).toBe(false);
    expect(stored.includes('orlov')).toBe(true);
  });

  it('come with a manager, or neither does', async () => {
    const made = await directory.addManager({ extension: '102', name: 'Boris', maxCallsHour: 7 });
    expect(made).toMatchObject({
      manager: { extension: '102', name: 'Boris', maxCallsHour: 7 },
      account: { login: '102', role: 'manager', extension: '102', mustChangePassword: true },
    });
    expect(await passwords.matches(made.password, (await book.secretsOf('102'))!.passwordHash)).toBe(true);
    await expect(directory.addManager({ extension: '102', name: 'Boris' })).rejects.toMatchObject({
      slug: 'manager-exists',
    });

    await directory.create(orlov);
    const before = await managers.list({ disabledToo: true });
    await expect(directory.addManager({ extension: 'orlov', name: 'Boris' })).rejects.toMatchObject({
      slug: 'account-exists',
    });
    expect(await managers.list({ disabledToo: true })).toEqual(before);
  });

  it('never have the login of a manager, who could have none then', async () => {
    await managers.add({ extension: 'desk', name: 'Desk' });
    const desk = { role: 'supervisor', login: 'desk', name: 'Olga' } as const;
    await expect(directory.create(desk)).rejects.toMatchObject({ slug: 'account-exists' });
    await expect(directory.create({ ...desk, login: '105' })).rejects.toMatchObject({
      slug: 'login-invalid',
    });
    await managers.disable('desk');
    expect(await directory.create(desk)).toMatchObject({ account: { login: 'desk', role: 'supervisor' } });
  });

  it("of a manager go by the extension, and have the manager's name", async () => {
    const { account } = await directory.create({ role: 'manager', extension: '101' });
    expect(account).toMatchObject({ login: '101', name: 'Анна', extension: '101', language: 'en' });
    await managers.change('101', { name: 'Анна Иванова' });
    const anna = await managers.byExtension('101');
    expect((await book.secretsOf('101'))!.account).toMatchObject({
      name: 'Анна Иванова',
      manager: { id: anna!.id, extension: '101' },
    });
    await expect(directory.change('101', { name: 'x' })).rejects.toMatchObject({ slug: 'name-of-manager' });
    await expect(directory.create({ role: 'manager', extension: '999' })).rejects.toMatchObject({
      slug: 'manager-unknown',
    });
  });

  it('have a login each, which no number and no address can be', async () => {
    await directory.create(orlov);
    await expect(directory.create(orlov)).rejects.toMatchObject({ slug: 'account-exists' });
    for (const login of ['79005550001', 'a@b.example', 'Orlov', 'x', '', '101', 'a b']) {
      await expect(directory.create({ ...orlov, login })).rejects.toMatchObject({ slug: 'login-invalid' });
    }
  });

  it('are found in small letters too, and never by what can be no login', async () => {
    await directory.create(orlov);
    expect((await book.secretsOf('ORLOV'))?.account.login).toBe('orlov');
    for (const login of ['', 'nobody', 'орлов', 'orlov ', 'x'.repeat(500), "' OR 1=1 -- "])
      expect(await book.secretsOf(login)).toBeNull();
  });

  it('are nobody’s once disabled, or once the manager left; the login is free then', async () => {
    await directory.create(orlov);
    await directory.create({ role: 'manager', extension: '101' });
    const token = await begun('101');
    expect(await sessions.find(token, 60, false)).not.toBeNull();
    await directory.disable('orlov');
    await managers.disable('101');
    expect(await sessions.find(token, 60, false)).toBeNull();
    // Not only passed over: the account went with the manager, and so did its sessions.
    expect(await test.database.knex('accounts').whereNull('disabled_at').select('login')).toEqual([]);
    expect(await test.database.knex('sessions').select('account_id')).toEqual([]);
    for (const login of ['orlov', '101', 'Орлов']) {
      expect(await book.secretsOf(login)).toBeNull();
      expect(await directory.find(login)).toBeNull();
      await expect(directory.resetPassword(login)).rejects.toMatchObject({ slug: 'account-unknown' });
      await expect(directory.disable(login)).rejects.toMatchObject({ slug: 'account-unknown' });
    }
    await managers.add({ extension: '101', name: 'Boris' });
    await directory.create({ role: 'manager', extension: '101' });
    await directory.create(orlov);
    expect(await sessions.find(token, 60, false)).toBeNull();
    expect((await directory.list()).map(({ login, name }) => [login, name])).toEqual([
      ['101', 'Boris'],
      ['orlov', 'Орлов'],
    ]);
    expect((await directory.list({ disabledToo: true })).map(({ name }) => name)).toEqual([
      'Анна',
      'Boris',
      'Орлов',
      'Орлов',
    ]);
  });

  it('keep one administrator at least', async () => {
    await directory.create(petrova);
    await expect(directory.disable('petrova')).rejects.toMatchObject({ slug: 'last-administrator' });
    await directory.create({ ...petrova, login: 'sidorova' });
    await directory.disable('petrova');
    expect(await directory.find('petrova')).toBeNull();
  });

  it('change what is named', async () => {
    await directory.create(orlov);
    expect(await directory.change('orlov', { mayExport: false, name: 'O.' })).toMatchObject({
      ...{ mayExport: false, name: 'O.', language: 'en' },
    });
    const { id } = (await directory.find('orlov'))!;
    await book.changePreferences(id, { colorScheme: 'dark', language: 'ru' });
    await book.changePreferences(id, {});
    await book.acceptTerms(id, 3);
    expect((await book.secretsOf('orlov'))!.account).toMatchObject({
      ...{ colorScheme: 'dark', language: 'ru', termsVersion: 3, mustChangePassword: true },
    });
    const { passwordHash: first } = (await book.secretsOf('orlov'))!;
    const second = await passwords.hash('a new long password');
    expect(await book.changePassword(id, first, second)).toBe(true);
    const known = await book.secretsOf('orlov');
    expect(known!.account.mustChangePassword).toBe(false);
    expect(await passwords.matches('a new long password', known!.passwordHash)).toBe(true);
  });

  it('are reset: another password, no codes, no sessions', async () => {
    const first = await directory.create(orlov);
    const { id } = first.account;
    await book.beginTotp(id, mask('JBSWY3DPEHPK3PXP'));
    await book.confirmTotp(id);
    const token = await begun('orlov');
    const password = await directory.resetPassword('orlov');
    expect(password).not.toBe(first.password);
    const known = await book.secretsOf('orlov');
    expect(known).toMatchObject({ totpSecret: null, account: { mustChangePassword: true, totp: false } });
    expect(await passwords.matches(first.password, known!.passwordHash)).toBe(false);
    expect(await passwords.matches(password, known!.passwordHash)).toBe(true);
    expect(await sessions.find(token, 60, false)).toBeNull();
  });
});

describe('a password that was checked', () => {
  it('sets no other and begins no session once it was reset', async () => {
    const { id } = (await directory.create(orlov)).account;
    const { passwordHash: old } = (await book.secretsOf('orlov'))!;
    await directory.resetPassword('orlov');
    const { passwordHash: now } = (await book.secretsOf('orlov'))!;
    expect(await book.changePassword(id, old, await passwords.hash('a new long password'))).toBe(false);
    expect((await book.secretsOf('orlov'))!.passwordHash).toBe(now);
    expect(await sessions.begin(id, old)).toBeNull();
    expect(await sessions.begin(id, now)).not.toBeNull();
  });

  it.each([
    ['the account is disabled', () => directory.disable('101')],
    ['the manager left', () => managers.disable('101')],
  ])('sets no other and begins no session once %s', async (_what, leave) => {
    const { id } = (await directory.create({ role: 'manager', extension: '101' })).account;
    const { passwordHash } = (await book.secretsOf('101'))!;
    await leave();
    expect(await book.changePassword(id, passwordHash, 'another')).toBe(false);
    expect(await sessions.begin(id, passwordHash)).toBeNull();
  });
});

describe('secrets of authenticators', () => {
  it('are sealed, asked for once confirmed, and a code is taken once', async () => {
    const { id } = (await directory.create(orlov)).account;
    const secret = mask('JBSWY3DPEHPK3PXP');
    expect(await book.begunTotp(id)).toBeNull();
    await book.beginTotp(id, secret);
    expect(reveal((await book.begunTotp(id))!)).toBe('JBSWY3DPEHPK3PXP');
    expect((await book.secretsOf('orlov'))!.totpSecret).toBeNull();
    const stored = inspect((await test.database.knex('accounts').select('*')) as unknown, { depth: 9 });
    expect(stored.includes('JBSWY3DP')).toBe(false);

    expect(await book.takeTotpStep(id, 100)).toBe(true);
    await book.confirmTotp(id);
    expect(await book.begunTotp(id)).toBeNull();
    const known = await book.secretsOf('orlov');
    expect(known!.account.totp).toBe(true);
    expect(reveal(known!.totpSecret!)).toBe('JBSWY3DPEHPK3PXP');
    expect(await book.takeTotpStep(id, 100)).toBe(false);
    expect(await book.takeTotpStep(id, 99)).toBe(false);
    expect(await Promise.all([1, 2, 3].map(() => book.takeTotpStep(id, 101)))).toEqual(
      expect.arrayContaining([true, false, false]),
    );
    // Another secret is not begun while codes of this one are asked for.
    await book.beginTotp(id, mask('KRSXG5CTMVRXEZLU'));
    expect(reveal((await book.secretsOf('orlov'))!.totpSecret!)).toBe('JBSWY3DPEHPK3PXP');
    await book.removeTotp(id);
    expect((await book.secretsOf('orlov'))!.totpSecret).toBeNull();
  });

  it('open for their own account alone', async () => {
    const one = (await directory.create(orlov)).account;
    const other = (await directory.create(petrova)).account;
    for (const { id } of [one, other]) {
      await book.beginTotp(id, mask('JBSWY3DPEHPK3PXP'));
      await book.confirmTotp(id);
    }
    await test.database.knex.raw(
      `UPDATE accounts AS a JOIN accounts AS b ON b.id = ? SET a.totp_ciphertext = b.totp_ciphertext,
              a.totp_nonce = b.totp_nonce WHERE a.id = ?`,
      [one.id, other.id],
    );
    await expect(book.secretsOf('petrova')).rejects.toMatchObject({ slug: 'sealed-text-damaged' });
  });
});

describe('sessions', () => {
  let id: number;

  beforeEach(async () => {
    ({ id } = (await directory.create({ role: 'manager', extension: '101' })).account);
  });

  it('are 256 random bits, and stored as a hash alone', async () => {
    const token = await begun('101');
    expect(/^[\w-]{43}$/.test(token)).toBe(true);
    expect(await begun('101')).not.toBe(token);
    const stored = inspect((await test.database.knex('sessions').select('*')) as unknown, { depth: 9 });
    expect(stored.includes(token)).toBe(false);
    expect(await sessions.find(token, 60, true)).toMatchObject({
      account: { login: '101', role: 'manager', manager: { extension: '101' } },
    });
    for (const none of ['', token.slice(1), token.toUpperCase(), 'ы'.repeat(5000)])
      expect(await sessions.find(none, 60, true)).toBeNull();
  });

  it('end when they lie unused, within a minute', async () => {
    const token = await begun('101');
    const used = async (use: boolean): Promise<boolean> => {
      const found = await sessions.find(token, 600, use);
      await sessions.settled();
      return found !== null;
    };
    now += 9 * minute;
    expect(await used(true)).toBe(true);
    now += 9 * minute;
    // What asks by itself is no use.
    expect(await used(false)).toBe(true);
    now += 2 * minute;
    expect(await used(false)).toBe(false);
  });

  it('end after twelve hours however they are used, and are swept away', async () => {
    const token = await begun('101');
    for (let hour = 0; hour < 12; hour++) {
      expect(await sessions.find(token, 4000, true)).not.toBeNull();
      await sessions.settled();
      now += 60 * minute;
    }
    expect(await sessions.find(token, 4000, true)).toBeNull();
    await begun('101');
    const rows: unknown[] = await test.database.knex('sessions').select('account_id');
    expect(rows).toHaveLength(1);
  });

  it('note their last use a minute apart at most', async () => {
    const token = await begun('101');
    const lastSeen = async (): Promise<number | null> => {
      await sessions.find(token, 600, true);
      await sessions.settled();
      return (await directory.find('101'))!.lastSeenAt;
    };
    const begunAt = now;
    now += 59 * second;
    expect(await lastSeen()).toBe(begunAt);
    now += second;
    expect(await lastSeen()).toBe(now);
  });

  it('are twenty of an account at most: the oldest end', async () => {
    const tokens: string[] = [];
    for (let n = 0; n < 22; n++) {
      now += second;
      tokens.push(await begun('101'));
    }
    await directory.create(orlov);
    tokens.push(await begun('orlov'));
    const found = await Promise.all(tokens.map((token) => sessions.find(token, 600, false)));
    expect(found.map((session) => session !== null)).toEqual([
      ...[false, false],
      ...Array.from({ length: 21 }, () => true),
    ]);
  });

  it('end one by one, or all others at once', async () => {
    const [one, two, three] = [await begun('101'), await begun('101'), await begun('101')];
    await sessions.end(one);
    await sessions.end(one);
    expect(await sessions.find(one, 60, true)).toBeNull();
    await sessions.endOthers(id, three);
    expect(await sessions.find(two, 60, true)).toBeNull();
    expect(await sessions.find(three, 60, true)).not.toBeNull();
  });
});
