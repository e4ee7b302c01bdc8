import { mask, reveal } from '#kernel/masked';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { ContactVault } from '#vault/contact-vault';
import { Database } from '#database/database';
import type { KeyRotation } from '#orders/contacts/key-rotation';
import { rotationOf } from './rotation-of';
import { SqlManagers } from '#people/sql-managers';
import { SqlAccountBook } from '#people/sql-account-book';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { systemClock } from '#kernel/system-clock';
import { SqlMobiles } from '#people/sql-mobiles';
import { ManagerVault } from '#vault/manager-vault';
import { TotpVault } from '#people/totp-vault';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { LiveKeys } from '#vault/live-keys';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;
let rotation: KeyRotation;

beforeEach(async () => {
  test = await createTestDatabase();
  await new SqlManagers(test.database, systemClock.now).add({ extension: '101', name: 'Anna' });
  rotation = rotationOf(test.database, ownVault());
});
afterEach(() => test.drop());

/** A vault as another process has it: with the keys that it read at its own beginning. */
function ownVault(): ContactVault {
  return new ContactVault(new LiveKeys(test.keyFile));
}

const phone = (index: number): string => `+7900555${String(index).padStart(4, '0')}`;

function orders(from: number, to: number): IncomingOrder[] {
  return Array.from({ length: to - from }, (_each, offset) => ({
    orderNumber: String(from + offset),
    customerName: 'Customer',
    managerExtension: '101',
    phones: { main: mask(phone(from + offset)) },
    email: mask(`u${from + offset}@example.test`),
  }));
}

async function unreachable(book: SqlOrderBook, from: number, to: number): Promise<number> {
  let wrong = 0;
  for (let index = from; index < to; index += 1) {
    const { order } = await book.authorise({ extension: '101', orderNumber: String(index), slot: 'main' });
    if (!order || reveal(order.number) !== phone(index)) wrong += 1;
  }
  return wrong;
}

async function count(table: string): Promise<number> {
  const [row] = await test.database.execute<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`, []);
  return row!.count;
}

describe('rotation of keys', () => {
  it('moves every contact point to the new key, numbers and addresses alike', async () => {
    await new SqlOrderIntake(test.database, ownVault(), systemClock.now).write(orders(0, 700));
    expect(await rotation.begin(new Date(0))).toBe(true);
    const seen: number[] = [];
    expect(await rotation.reseal(({ done, total }) => seen.push(done / total))).toBe(1400);
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(1);
    expect((await rotation.status()).map(({ version, contactPoints }) => [version, contactPoints])).toEqual([
      [1, 0],
      [2, 1400],
    ]);
    const [row] = await test.database.execute<{ count: number }>(
      'SELECT COUNT(*) AS count FROM contact_points WHERE index_key_version <> 2 OR key_version <> 2',
      [],
    );
    expect(row!.count).toBe(0);
    expect(await unreachable(new SqlOrderBook(test.database, ownVault()), 0, 700)).toBe(0);
    // The hash was made anew too: the same customers are found again, none is made twice.
    expect(
      await new SqlOrderIntake(test.database, ownVault(), systemClock.now).write(orders(0, 700)),
    ).toMatchObject({
      unchanged: 700,
    });
    expect([await count('customers'), await count('contact_points')]).toEqual([700, 1400]);
  });

  it('moves the secrets of authenticators too', async () => {
    const directory = new SqlAccountDirectory(test.database, new Argon2Passwords(), systemClock.now);
    // As the running Star7 has the keys: read before the rotation.
    const book = new SqlAccountBook(
      test.database,
      new TotpVault(new LiveKeys(test.keyFile)),
      systemClock.now,
    );
    const ids: number[] = [];
    for (const login of ['orlov', 'petrova', 'sidorova'])
      ids.push((await directory.create({ role: 'supervisor', login, name: login })).account.id);
    const [orlov, petrova, sidorova] = ids;
    await book.beginTotp(orlov!, mask('JBSWY3DPEHPK3PXP'));
    await book.confirmTotp(orlov!);
    expect(await rotation.begin(new Date())).toBe(true);
    // What is left to do is seen in the secrets as well: no second key is added.
    expect(await rotation.begin(new Date())).toBe(false);
    expect(await rotation.reseal()).toBe(1);
    // Begun afterwards by a process that has not noticed yet.
    await book.beginTotp(petrova!, mask('KRSXG5CTMVRXEZLU'));
    expect((await rotation.status()).map(({ version, totpSecrets }) => [version, totpSecrets])).toEqual([
      [1, 0],
      [2, 2],
    ]);
    expect(reveal((await book.secretsOf('orlov'))!.totpSecret!)).toBe('JBSWY3DPEHPK3PXP');
    expect(reveal((await book.begunTotp(petrova!))!)).toBe('KRSXG5CTMVRXEZLU');
    expect(await book.begunTotp(sidorova!)).toBeNull();
    expect(await rotation.reseal()).toBe(0);
  });

  it('moves the mobiles of managers too', async () => {
    const managers = new SqlManagers(test.database, systemClock.now);
    await managers.add({ extension: '104', name: 'Vera' });
    const mobiles = new SqlMobiles(
      test.database,
      new ManagerVault(new LiveKeys(test.keyFile)),
      systemClock.now,
    );
    await mobiles.set('104', mask('+79161110000'), true);
    await rotation.begin(new Date());
    expect(await rotation.begin(new Date())).toBe(false);
    await rotation.reseal();
    expect((await rotation.status()).map(({ managerPhones }) => managerPhones)).toEqual([0, 1]);
    expect(reveal((await mobiles.numberOf('104'))!)).toBe('+79161110000');
    await mobiles.set('104', null, false);
    expect(await mobiles.numberOf('104')).toBeNull();
    expect((await managers.find('104'))?.hasMobile).toBe(false);
    await expect(mobiles.set('999', null, false)).rejects.toMatchObject({ slug: 'manager-unknown' });
  });

  it('finds customers while half of them are moved', async () => {
    const intake = new SqlOrderIntake(test.database, ownVault(), systemClock.now);
    await intake.write(orders(0, 700));
    await rotation.begin(new Date());
    // The first batch of 500 is moved, then the process is killed.
    await expect(
      rotation.reseal(({ done }) => {
        if (done > 0) throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect((await rotation.status()).map(({ contactPoints }) => contactPoints)).toEqual([900, 500]);

    // A process with the old keys in memory, and one with the new: both find and make the same.
    expect(await intake.write(orders(0, 700))).toMatchObject({ unchanged: 700 });
    const again = orders(0, 700).map((order) => ({ ...order, orderNumber: `again-${order.orderNumber}` }));
    expect(await intake.write(again)).toMatchObject({ added: 700 });
    expect([await count('customers'), await count('contact_points')]).toEqual([700, 1400]);

    // The next run adds no key of its own, and ends what was begun.
    const second = rotationOf(test.database, ownVault());
    expect(await second.begin(new Date())).toBe(false);
    expect(await second.reseal()).toBe(900);
    expect(await second.reseal()).toBe(0);
    expect(await second.begin(new Date())).toBe(true);
  });

  it('lets calls and imports of other processes go on meanwhile', async () => {
    const elsewhere = Database.connect(test.url);
    try {
      const vault = ownVault();
      const book = new SqlOrderBook(elsewhere, vault);
      const intake = new SqlOrderIntake(elsewhere, vault, systemClock.now);
      await intake.write(orders(0, 1200));
      await rotation.begin(new Date());
      let rotating = true;
      const moving = rotation.reseal().finally(() => (rotating = false));
      let wrong = 0;
      let written = 1200;
      const going = (): boolean => rotating;
      while (going()) {
        wrong += await unreachable(book, 0, 40);
        await intake.write(orders(written - 100, written + 100));
        written += 100;
      }
      await moving;
      expect(wrong).toBe(0);
      expect(await unreachable(book, 0, written)).toBe(0);
      expect([await count('customers'), await count('contact_points')]).toEqual([written, 2 * written]);
      expect((await rotation.status())[0]).toMatchObject({ version: 1, contactPoints: 0 });
    } finally {
      await elsewhere.close();
    }
  });

  it('adds one key where two begin at once', async () => {
    await new SqlOrderIntake(test.database, ownVault(), systemClock.now).write(orders(0, 3));
    const others = [1, 2, 3].map(() => rotationOf(test.database, ownVault()));
    const added = await Promise.all(others.map((other) => other.begin(new Date())));
    expect(added.filter((each) => each)).toHaveLength(1);
    expect((await rotation.status()).map(({ version }) => version)).toEqual([1, 2]);
    await Promise.all(others.map((other) => other.reseal()));
    expect(await unreachable(new SqlOrderBook(test.database, ownVault()), 0, 3)).toBe(0);
  });

  it('refuses a number moved to another row, and leaves it as it is', async () => {
    await new SqlOrderIntake(test.database, ownVault(), systemClock.now).write(orders(0, 2));
    await test.database.knex.raw(
      `UPDATE contact_points AS a JOIN contact_points AS b ON b.id = a.id + 2
          SET a.ciphertext = b.ciphertext, a.nonce = b.nonce WHERE a.kind = 'phone' AND b.kind = 'phone'`,
    );
    const book = new SqlOrderBook(test.database, ownVault());
    await expect(book.authorise({ extension: '101', orderNumber: '0', slot: 'main' })).rejects.toMatchObject({
      slug: 'sealed-text-damaged',
    });
    await rotation.begin(new Date());
    await expect(rotation.reseal()).rejects.toMatchObject({ slug: 'sealed-text-damaged' });
    expect(await unreachable(book, 1, 2)).toBe(0);
  });
});
