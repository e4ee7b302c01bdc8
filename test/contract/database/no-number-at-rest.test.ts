import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { v7 } from 'uuid';
import { mask } from '#kernel/masked';
import { cleanNote } from '#orders/model/note-text';
import { importOrders } from '#orders/intake/order-import';
import { rotationOf } from '../orders/rotation-of';
import { SqlManagers } from '#people/sql-managers';
import { SqlMobiles } from '#people/sql-mobiles';
import { ManagerVault } from '#vault/manager-vault';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { SqlCallStore } from '#calls/sql-call-store';
import { ContactWrites } from '#orders/contacts/contact-writes';
import { SqlContactStore } from '#orders/contacts/sql-contact-rows';
import { typedNumberReader } from '#vault/typed-number';
import { EntryWrites } from '#orders/entry-writes';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlOrderEntries } from '#orders/sql-order-entries';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { systemClock } from '#kernel/system-clock';
import { openEverywhere } from '#vault/destinations';
import { createTestDatabase } from './test-database';
import { saveEnd } from '../calls/save-end';
import type { TestDatabase } from './test-database';

let test: TestDatabase;
let directory: string;

beforeEach(async () => {
  test = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'star7-import-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await test.drop();
});

/** The last seven digits of every number: no form of a number lacks them. Odd enough to be no amount or time. */
const tails = Array.from({ length: 60 }, (_each, index) => String(7_310_961 + index * 7_919));
const mailbox = 'quite-unlikely-mailbox';

/** Each text as it could lie in a column: plain, in hex, in base64 at each of its three offsets. */
function forms(text: string): string[] {
  const inBase64 = [0, 1, 2].map((shift) =>
    // The first and last characters of a base64 run depend on what stands beside the text.
    Buffer.from(' '.repeat(shift) + text)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(shift === 0 ? 0 : shift + 1, -2),
  );
  return [text, Buffer.from(text).toString('hex'), ...inBase64];
}

/** Every byte of every table of this database. */
async function everything(): Promise<string> {
  const { knex } = test.database;
  const tables = await test.database.execute<{ name: string }>(
    'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
    [],
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    for (const row of (await knex(name).select('*')) as Array<Record<string, unknown>>) {
      for (const value of Object.values(row)) {
        texts.push(Buffer.isBuffer(value) ? value.toString('latin1') : String(value));
      }
    }
  }
  return texts.join('\n');
}

/** A manager types numbers into every field there is. */
async function writeOnOrders(): Promise<void> {
  const { database, vault } = test;
  const rules = { region: 'RU' as const, destinations: openEverywhere };
  // An order an hour: a manager may change ten numbers in one (src/orders/model/write-limit.ts).
  let moment = systemClock.now();
  const now = () => moment;
  const readNumber = typedNumberReader(rules);
  const contacts = new ContactWrites(new SqlContactStore(database, vault, now), now);
  const entries = new EntryWrites(new SqlOrderEntries(database, now), now, () => []);
  for (const [index, tail] of tails.entries()) {
    moment += 3_600_000_000;
    const write = {
      orderNumber: String(59 - index),
      managerId: 1,
      did: null,
      author: { accountId: null, actor: 'manager:101' },
    };
    const note = {
      note: cleanNote(`Сын: 8 (900) ${tail}, ${mailbox}@example.test\n+7900${tail}`),
      callId: null,
      idempotencyKey: `7900${tail}`,
    };
    const read = readNumber(mask(`8 900 ${tail}`));
    if ('fault' in read) throw new Error('A sample number is one.');
    expect(await contacts.change({ ...write, slot: 'second', contact: read.contact })).toMatchObject({
      result: 'written',
    });
    expect(await entries.addNote({ ...write, ...note })).toMatchObject({ entry: { hidden: 3 } });
    expect(
      await entries.wrapUp({
        ...write,
        ...note,
        outcome: `7900${tail}`,
        callLaterAt: null,
        checked: [`7900${tail}`],
      }),
    ).toMatchObject({ result: 'key-reused' });
  }
}

function found(text: string): number {
  return [...tails, mailbox].filter((secret) => forms(secret).some((form) => text.includes(form))).length;
}

describe('a number at rest', () => {
  it('is in no byte of any table, after imports, calls, notes, corrections and a rotation', async () => {
    await new SqlManagers(test.database, systemClock.now).add({ extension: '101', name: 'Anna' });
    const mobiles = new SqlMobiles(test.database, new ManagerVault(test.vault.keys), systemClock.now);
    await mobiles.set('101', mask(`+7900${tails[0]!}`), false);
    const path = join(directory, 'orders.csv');
    const rows = tails.map((tail, index) =>
      index % 3 === 0
        ? `${index},Customer +7900${tail},+7900${tail},101,${mailbox}@example.test,8 900 ${tail},`
        : `${index},Customer,8900${tail},101,,,900${tail}`,
    );
    writeFileSync(
      path,
      `order_number,customer_name,phone,manager_extension,email,phone2,phone3\n${rows.join('\n')}\n`,
    );
    const report = await importOrders(
      { path, region: 'RU' },
      new SqlOrderIntake(test.database, test.vault, systemClock.now),
    );
    expect(report).toMatchObject({ added: 60, rejected: 0, namesCleaned: 20 });

    const book = new SqlOrderBook(test.database, test.vault);
    const calls = new SqlCallStore(test.database, 'main');
    for (const [index, tail] of tails.entries()) {
      // Somebody dials a number where an order number belongs, and uses one for an idempotency key.
      await book.authorise({ extension: '101', orderNumber: `7900${tail}`, slot: 'main' });
      const { order } = await book.authorise({ extension: '101', orderNumber: String(index), slot: 'main' });
      const id = v7();
      const times = { startedAt: 1, ringingAt: null, answeredAt: null, endedAt: 2 };
      await calls.open({
        id,
        direction: 'outbound',
        startKind: 'click',
        managerExtension: '101',
        slot: 'main',
        requestedAt: 1,
        idempotencyKey: `7900${tail}`,
      });
      const record = {
        id,
        direction: 'outbound',
        startKind: 'click',
        managerExtension: '101',
        managerId: 1,
        did: null,
        orderId: order!.orderId,
        orderNumber: order!.orderNumber,
        contactPointId: order!.contactPointId,
        slot: 'main',
        trunk: 'carrier',
        requestedAt: 1,
        endedAt: 2,
        manager: times,
        customer: times,
        legs: [],
        talkSeconds: 0,
        disposition: 'busy',
        refusal: null,
        hangupCause: 17,
        sipCode: 486,
        hungUpBy: 'customer',
      } as const;
      await saveEnd(
        calls,
        index % 2 === 0 ? record : { ...record, orderId: null, orderNumber: null, disposition: 'refused' },
        [{ at: 1, kind: 'authorised', detail: { order: record.orderNumber } }],
        `7900${tail}`,
      );
    }
    await writeOnOrders();
    await new SqlAuditLog(test.database, systemClock.now).append({
      actor: 'cli:root',
      action: 'orders.import',
      subject: null,
    });
    expect(found(await everything())).toBe(0);

    const rotation = rotationOf(test.database, test.vault);
    await rotation.begin(new Date());
    await rotation.reseal();
    expect(found(await everything())).toBe(0);

    // The control: the same search over the same database finds each of them, in whichever column and form.
    await test.database.knex.raw('CREATE TABLE plain (a VARCHAR(100), b VARBINARY(100), c VARCHAR(100))');
    await test.database.knex('plain').insert(
      [...tails.map((tail) => `+7900${tail}`), `${mailbox}@example.test`].map((text, index) => ({
        a: index % 3 === 0 ? text : null,
        b: index % 3 === 1 ? Buffer.from(text) : null,
        c: index % 3 === 2 ? Buffer.from(text).toString(index % 2 === 0 ? 'base64' : 'hex') : null,
      })),
    );
    expect(found(await everything())).toBe(61);
  });

  it('is in no error of the database, whatever it refuses', async () => {
    await new SqlManagers(test.database, systemClock.now).add({ extension: '101', name: 'Anna' });
    const intake = new SqlOrderIntake(test.database, test.vault, systemClock.now);
    const tail = tails[0]!;
    const order = {
      orderNumber: '1',
      customerName: 'x'.repeat(201),
      managerExtension: '101',
      phones: { main: mask(`+7900${tail}`) },
      email: mask(`${mailbox}@example.test`),
    };
    const errors: unknown[] = [];
    await intake.write([order]).catch((error: unknown) => errors.push(error));
    await test.database
      .run(() => test.database.knex('managers').insert({ extension: '101', name: `+7900${tail}` }))
      .catch((error: unknown) => errors.push(error));
    await test.database
      .run(() => test.database.knex('nowhere').insert({ phone: `+7900${tail}` }))
      .catch((error: unknown) => errors.push(error));
    await test.database.knex.raw('DROP TABLE api_tokens');
    await test.database
      .execute('SELECT * FROM api_tokens WHERE token_hash = ?', [`+7900${tail}`])
      .catch((error: unknown) => errors.push(error));
    expect(errors).toHaveLength(4);
    const shown = errors.map(
      (error) => inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error),
    );
    expect(shown.filter((text) => found(text) > 0)).toHaveLength(0);
    expect(shown.filter((text) => /INSERT INTO|SELECT /i.test(text))).toHaveLength(0);

    // The control: the driver's own error, which is kept from getting out, does hold it.
    const driver: unknown = await test.database
      .knex('managers')
      .insert({ extension: '101', name: `+7900${tail}` })
      .catch((error: unknown) => error);
    expect(found(inspect(driver, { depth: 20, showHidden: true }))).toBe(1);
  });
});
