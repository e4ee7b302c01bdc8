import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '#cli/exit-codes';
import { mask } from '#kernel/masked';
import type { Page } from '#kernel/page';
import { systemClock } from '#kernel/system-clock';
import type { ArrivedMail } from '#leaks/decoys/decoy-mailboxes';
import { SqlDecoyMailboxes } from '#leaks/decoys/sql-decoy-mailboxes';
import { SqlDecoySms } from '#leaks/decoys/sql-decoy-sms';
import { SqlDecoyStore } from '#leaks/decoys/sql-decoys';
import { SqlShopHistory } from '#leaks/sql-shop-history';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { SqlOrderList } from '#orders/sql-order-list';
import type { OrderView } from '#orders/order-view';
import { inventedShop } from '../../unit/leaks/decoys/invented-shop';
import { rotationOf } from '../orders/rotation-of';
import { runCommand } from '../cli/command-runner';
import type { CommandAnswer } from '../cli/command-runner';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;
let folder: string;
const orders = 600;

/** The company's own numbers of this test, and what must be in no answer. */
const lines = Array.from({ length: 13 }, (_, nth) => `+7495770${String(1000 + nth)}`);
const controls = ['+74957709001', '+74957709002'];
/** Customers see them. */
const shown = ['74957709901', '74957709902'] as const;
const stranger = '+79167770123';
const addresses = ['anna77@box.example', 'oleg-t@box.example', 'k.lena@box.example'];

beforeAll(async () => {
  test = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'star7-decoys-'));
  await fillShop();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await test.drop();
});

async function star7(...words: string[]): Promise<CommandAnswer> {
  const answer = await runCommand(['leaks', 'decoys', ...words], {
    ...{ STAR7_DATABASE_URL: test.url, STAR7_KEY_FILE: test.keyFile.path, STAR7_DEFAULT_REGION: 'RU' },
    STAR7_MAIL_DOMAIN: 'mail.shop.example',
    STAR7_MAIL_FROM_NAME: 'Shop',
    ...{ STAR7_DEFAULT_DID: shown[0], STAR7_SMS_SENDER: shown[1] },
  });
  const said = JSON.stringify(answer);
  for (const number of [...lines, ...controls, stranger]) expect(said).not.toContain(number.slice(-7));
  for (const address of addresses) expect(said).not.toContain(address);
  return answer;
}

const intake = (): SqlOrderIntake => new SqlOrderIntake(test.database, test.vault, systemClock.now);
const inbox = (): SqlDecoyMailboxes => new SqlDecoyMailboxes(test.database, test.keys, systemClock.now);
const store = (): SqlDecoyStore => new SqlDecoyStore(test.database, test.keys, intake(), systemClock.now);

/** A shop whose last order was placed an hour ago, written as its own program would. */
async function fillShop(): Promise<void> {
  for (const extension of ['101', '102', '103']) {
    await test.database.insert('managers', {
      ...{ extension, name: `Manager ${extension}`, created_at: '2026-01-01 00:00:00' },
    });
  }
  const shop = inventedShop(orders, 8).orders;
  const late = systemClock.now() - 3_600_000_000 - shop.at(-1)!.placedAt;
  const shift = late - (late % 1_000_000);
  await intake().write(
    shop.map(({ customer, extension, placedAt, addedAt: _addedAt, beside: _beside, ...order }) => ({
      ...order,
      ...{ managerExtension: extension!, placedAt: placedAt + shift },
      phones: { main: mask(`+79160${String(100_000 + customer)}`) },
      // Customers of one manager have an e-mail address, all of them.
      ...(extension === '103' && { email: mask(`customer${String(customer)}@home.example`) }),
      details: order.details!,
    })),
  );
  await test.database.write(
    'UPDATE orders SET added_at = placed_at + INTERVAL id % 60 SECOND, due_at = added_at',
  );
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** One after another: each builds on what the one before left. */
describe('decoys at the prompt', () => {
  it('the calculator asks nobody anything', async () => {
    expect((await star7('plan', '--sold', '20', '--contacted', '50', '--decoys', '12')).json).toMatchObject({
      ...{ chanceOfEach: 0.1, neededFor95: 29, decoys: 12 },
    });
    expect((await star7('plan', '--sold', '200')).status).not.toBe(exitCodes.ok);
  });

  it('numbers are entered from a file, sealed, and shown by name alone; a customer’s and a known one are refused', async () => {
    const customers = '+79160100001 Somebody';
    const text = [
      ...lines.map((number, nth) => `${number} line ${nth}`),
      lines[0],
      customers,
      'no number',
      ...shown.map((number) => `+${number} shown`),
    ].join('\n');
    const entered = await star7('numbers', '--add', file('lines', text));
    expect(entered.status).toBe(exitCodes.badInput);
    const { numbers, refused } = entered.json as { numbers: { label: string }[]; refused: string[] };
    expect(numbers.map(({ label }) => label)).toEqual(lines.map((_, nth) => `line ${nth}`));
    expect(refused).toHaveLength(5);
    expect(
      (await star7('numbers', '--add', file('controls', controls.join('\n')), '--purpose', 'control')).status,
    ).toBe(exitCodes.ok);
    const rows = await test.database.query<{ phone_ciphertext: Buffer }>('SELECT * FROM decoy_numbers');
    expect(rows).toHaveLength(15);
    for (const row of rows) expect(JSON.stringify(row)).not.toContain('495770');
  });

  it('nothing is planted before the staff was told; the text is there in both languages', async () => {
    const refused = await star7('plant', 'manager', '101');
    expect([refused.status, refused.text]).toEqual([
      exitCodes.other,
      expect.stringContaining('notice --accept'),
    ]);
    expect((await star7('notice', '--language', 'en')).text).toContain('control records');
    expect((await star7('notice')).text).toContain('контрольные записи');
    expect((await star7('notice', '--accept')).status).toBe(exitCodes.ok);
  });

  it('where orders have addresses, the company’s are asked for', async () => {
    expect((await star7('plant', 'manager', '101')).text).toContain('addresses');
    const added = await star7('addresses', '--add', file('addresses', 'Perm; Lenina 1\n\nKazan; Mira 5'));
    expect(added.json).toEqual({ added: 2 });
  });

  it('decoys are planted as the shop’s own orders are written, with a line each', async () => {
    const before = await countOf('orders');
    const planted = await star7('plant', 'manager', '101', '6');
    const decoys = planted.json as { name: string; orders: string[]; line: string }[];
    expect(decoys).toHaveLength(6);
    expect(new Set(decoys.map(({ line }) => line)).size).toBe(6);
    const numbers = decoys.flatMap((decoy) => decoy.orders);
    expect(await countOf('orders')).toBe(before + numbers.length);
    await star7('plant', 'manager', '102', '4');
    const outside = (await star7('plant', 'courier', 'Express', '1')).json as { orders: string[] }[];
    expect(outside).toMatchObject([{ orders: [] }]);
    expect((await star7('list')).text).toContain('courier Express');
  });

  it('the decoys of a list outside are written in its columns, with numbers from the owner’s file alone', async () => {
    const numbers = file('own-lines', lines.map((line) => `${line} line`).join('\n'));
    const like = file('shop.csv', 'Заказ;ФИО;Телефон\n1;Анна;1\n');
    const out = join(folder, 'sheet.csv');
    const sheet = (...words: string[]) => star7('sheet', ...words, '--numbers', numbers, '--out', out);
    expect((await sheet('courier', 'Another')).status).toBe(exitCodes.notFound);
    expect((await sheet('courier', 'Express', '--like', like)).json).toEqual({
      written: 1,
      withoutNumber: 0,
    });
    const [header, row] = readFileSync(out, 'utf8').trim().split('\n');
    expect(header).toBe('Заказ;ФИО;Телефон');
    const [order, name, phone] = row!.split(';');
    expect([order, lines.includes(phone!), name!.split(' ').length >= 2]).toEqual(['', true, true]);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    // Nothing is overwritten; a file without these numbers gives none.
    expect((await sheet('courier', 'Express')).status).toBe(exitCodes.usage);
    const others = file('other-lines', '+74957708888 x');
    const none = await star7(
      'sheet',
      'courier',
      'Express',
      '--numbers',
      others,
      '--out',
      join(folder, 'x.csv'),
    );
    expect(none.status).toBe(exitCodes.notFound);
  });

  it('the manager of a decoy may call it, and no other manager', async () => {
    const [row] = await test.database.query<{ manager: string; points: number }>(
      `SELECT m.extension AS manager, COUNT(p.id) AS points FROM decoy_orders AS x JOIN orders AS o ON o.id = x.order_id
         JOIN managers AS m ON m.id = o.manager_id JOIN contact_points AS p ON p.id = o.main_point_id
         JOIN decoys AS d ON d.id = x.decoy_id
        WHERE d.channel_key = '101' GROUP BY m.extension`,
    );
    expect(row).toMatchObject({ manager: '101' });
  });

  it('the statistics of the watch leave decoys out', async () => {
    const history = await new SqlShopHistory(test.database, 'UTC', systemClock).read(
      Math.floor(systemClock.now() / 86_400_000_000),
    );
    const [own] = await test.database.query<{ count: number }>(
      `SELECT COUNT(*) AS count FROM orders WHERE status <> 'cancelled' AND id NOT IN (SELECT order_id FROM decoy_orders)`,
    );
    expect(history.orders).toBe(own!.count);
  });

  it('a call to a line is written, the caller’s number sealed; a person says what it was, and it is attributed', async () => {
    const { lines: known } = await store().lines();
    const [decoy] = await test.database.query<{ id: number; number_id: number }>(
      `SELECT id, number_id FROM decoys WHERE channel_key = '102' ORDER BY id LIMIT 1`,
    );
    const line = known.find(({ numberId }) => numberId === decoy!.number_id)!;
    expect(line).toMatchObject({ decoyId: decoy!.id });
    expect(line.orderNumbers.length).toBeGreaterThan(0);
    for (let nth = 0; nth < 2; nth += 1) {
      const id = await store().beginHit({ line, caller: mask(stranger), at: systemClock.now() });
      await store().endHit(id, {
        ...{ class: 'answered', ringSeconds: 5, openSeconds: 12, spokenSeconds: 4, digits: 0 },
      });
    }
    const hits = (await star7('hits')).json as { id: number; class: string; decoy: { key: string } }[];
    expect(hits.map((hit) => [hit.class, hit.decoy.key])).toEqual([
      ['answered', '102'],
      ['answered', '102'],
    ]);
    for (const { id } of hits) await star7('hits', '--judge', String(id), '--as', 'named');
    expect((await star7('list')).json).toMatchObject({
      standing: { first: { kind: 'manager', key: '102' } },
    });
    expect((await star7('hits', '--judge', '999', '--as', 'named')).status).toBe(exitCodes.notFound);
    expect((await star7('hits', '--judge', '1')).status).toBe(exitCodes.usage);
    for (const row of await test.database.query('SELECT * FROM decoy_hits')) {
      expect(JSON.stringify(row)).not.toContain('9167770123');
    }
  });

  it('where customers have an e-mail address, decoys have one of the company’s: what comes to it is written, sealed', async () => {
    expect((await star7('plant', 'manager', '103')).text).toContain('mailboxes');
    const list = addresses.map((address, nth) => `${address}, box ${nth}`).join('\n');
    const added = await star7('mailboxes', '--add', file('mailboxes', `${list}\nnobody\n${addresses[0]}\n`));
    expect(added.text).not.toContain('STAR7');
    const { mailboxes, refused } = added.json as {
      mailboxes: { label: string; forwardTo: string; heardAt: string | null }[];
      refused: string[];
    };
    expect(refused).toEqual([expect.stringMatching(/^line 4: /), expect.stringMatching(/^line 5: /)]);
    expect(mailboxes.map(({ label }) => label)).toEqual(['box 0', 'box 1', 'box 2']);
    const known = await star7('mailboxes', '--add', file('customers', 'customer2@home.example x'));
    expect(known.json).toMatchObject({ refused: [expect.stringContaining('customer')] });

    const [planted] = (await star7('plant', 'manager', '103', '1')).json as {
      id: number;
      name: string;
      mailbox: string;
    }[];
    expect(planted!.mailbox).toBe('box 0');
    const [order] = await test.database.query<{ kinds: string }>(
      `SELECT GROUP_CONCAT(p.kind ORDER BY p.kind) AS kinds FROM decoys AS d JOIN decoy_orders AS x ON x.decoy_id = d.id
         JOIN orders AS o ON o.id = x.order_id JOIN contact_points AS p ON p.id IN (o.main_point_id, o.email_point_id)
        WHERE d.id = ? GROUP BY o.id ORDER BY o.id DESC LIMIT 1`,
      [planted!.id],
    );
    expect(order!.kinds).toBe('email,phone');

    const token = mailboxes[0]!.forwardTo.slice(2, 18);
    const arrived: ArrivedMail = {
      kind: 'person',
      ...{ isSpam: false, subject: 'Offer', from: ['eve@elsewhere.example'] },
      ...{ text: `Dear ${planted!.name}, call 8 916 777-01-99`, messageId: 'a@b' },
    };
    expect(await inbox().isToken(token)).toBe(true);
    expect(await inbox().keep(token, arrived, systemClock.now())).toBe('named');
    // Given again, it is the same mail.
    expect(await inbox().keep(token, arrived, systemClock.now())).toBeNull();
    expect(await inbox().keep('ddddccccbbbbaaaa', arrived, systemClock.now())).toBeNull();
    // One that nobody can read, and one to a mailbox that is not planted yet, are no hits; and there is an end to them.
    expect(await inbox().keep(token, null, systemClock.now())).toBe('silent');
    const unplanted = mailboxes[1]!.forwardTo.slice(2, 18);
    expect(await inbox().keep(unplanted, arrived, systemClock.now())).toBe('silent');
    for (let nth = 0; nth < 59; nth += 1) await inbox().keep(unplanted, null, systemClock.now());
    expect(await inbox().keep(unplanted, null, systemClock.now())).toBeNull();
    await test.database.query('DELETE FROM decoy_mails WHERE class = ?', ['silent']);
    const mails = (await star7('mails')).json as { id: number; class: string; decoy: { key: string } }[];
    expect(mails).toMatchObject([{ class: 'named', decoy: { key: '103', name: planted!.name } }]);
    expect((await star7('list')).json).toMatchObject({
      standing: {
        channels: expect.arrayContaining([expect.objectContaining({ key: '103', mailboxes: 1 })]) as object,
      },
    });
    const read = await star7('mails', '--read', String(mails[0]!.id));
    expect(read.text).toContain('call 8 916 777-01-99');
    const judged = await star7('mails', '--judge', String(mails[0]!.id), '--as', 'silent');
    expect(judged.json).toMatchObject([
      { class: 'silent', judgedBy: expect.stringContaining('cli:') as string },
    ]);
    const rows = [
      ...(await test.database.query('SELECT * FROM decoy_mails')),
      ...(await test.database.query('SELECT * FROM decoy_mailboxes')),
    ];
    for (const row of rows) expect(JSON.stringify(row)).not.toMatch(/777-01-99|box\.example|elsewhere/);
    expect((await star7('mailboxes')).json).toMatchObject({
      mailboxes: [
        { heardAt: expect.any(String) as string },
        { heardAt: expect.any(String) as string },
        { heardAt: null },
      ],
    });
  });

  it('an SMS to a number is written, sealed, once; read and judged at the prompt', async () => {
    const texts = new SqlDecoySms(test.database, test.keys, systemClock.now);
    const sms = {
      ...{ to: mask(controls[0]!), from: mask(stranger), number: mask(stranger), isCompany: false },
      ...{ text: 'Call 8 916 777-01-99', at: systemClock.now() },
      once: [Buffer.alloc(16, 1), Buffer.alloc(16, 2)] as const,
    };
    expect([await texts.isLine(mask(controls[0]!)), await texts.isLine(mask(stranger))]).toEqual([
      true,
      false,
    ]);
    // Killed before it was lasting: it is told again, and so is the alert.
    const told: string[] = [];
    const killed = texts.keep(sms, '74950000000', (hitClass) => {
      told.push(hitClass);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await texts.keep(sms, '74950000000', (hitClass) => void told.push(hitClass))).toBe('answered');
    expect(told).toEqual(['answered', 'answered']);
    expect(await texts.keep(sms, '74950000000')).toBeNull();
    // The number that customers are shown is no stranger's.
    const own = { ...sms, once: [Buffer.alloc(16, 3), Buffer.alloc(16, 4)] as const };
    expect(await texts.keep(own, stranger.slice(1))).toBe('silent');
    for (let nth = 0; nth < 58; nth += 1) {
      const once = [Buffer.alloc(16, 10 + nth), Buffer.alloc(16, 5)] as const;
      await texts.keep({ ...sms, number: null, once }, '74950000000');
    }
    const last = [Buffer.alloc(16, 99), Buffer.alloc(16, 5)] as const;
    expect(await texts.keep({ ...sms, once: last }, '74950000000')).toBeNull();
    await test.database.query('DELETE FROM decoy_sms WHERE class = ?', ['silent']);
    const all = (await star7('sms')).json as { id: number; class: string; purpose: string }[];
    expect(all).toMatchObject([{ class: 'answered', purpose: 'control', decoy: null }]);
    const id = String(all[0]!.id);
    expect(await readSms()).toContain('777-01-99');
    expect((await star7('sms', '--judge', id, '--as', 'offered')).json).toMatchObject([{ class: 'offered' }]);
    expect((await star7('sms', '--judge', id)).status).toBe(exitCodes.usage);
    expect((await star7('sms', '--read', '999')).status).toBe(exitCodes.notFound);
    const rows = await test.database.query('SELECT * FROM decoy_sms');
    for (const row of rows) expect(JSON.stringify(row)).not.toMatch(/777-01-99|7770123/);
    const { numbers } = (await star7('numbers')).json as { numbers: { smsSince: string | null }[] };
    expect(numbers.filter(({ smsSince }) => smsSince !== null)).toHaveLength(1);
  });

  it('a rotation of keys takes the numbers along, and lines are found during and after it', async () => {
    const before = (await store().lines()).lines.map(({ hashes }) => hashes[0]);
    const rotation = rotationOf(test.database, test.vault);
    await rotation.begin(new Date());
    await rotation.reseal();
    const after = (await store().lines()).lines.map(({ hashes }) => hashes[0]);
    expect(after).toHaveLength(before.length);
    expect(after.some((hash) => before.includes(hash))).toBe(false);
    expect((await rotation.status()).at(-1)).toMatchObject({ decoyNumbers: 17 });
    const [mail] = (await star7('mails')).json as { id: number }[];
    expect((await star7('mails', '--read', String(mail!.id))).text).toContain('eve@elsewhere.example');
    expect((await readSms()).includes('777-01-99')).toBe(true);
    // The next planting opens a number and an address that were sealed again.
    expect((await star7('plant', 'manager', '103', '1')).json).toHaveLength(1);
  });

  it('a retired decoy leaves its orders, and its number is free', async () => {
    const before = await countOf('orders');
    const { decoys } = (await star7('list')).json as { decoys: { id: number; line: string }[] };
    const [one] = decoys;
    expect((await star7('retire', String(one!.id))).status).toBe(exitCodes.ok);
    expect((await star7('retire', String(one!.id))).status).toBe(exitCodes.notFound);
    expect(await countOf('orders')).toBe(before);
    const { numbers } = (await star7('numbers')).json as {
      numbers: { label: string; purpose: string; planted: object | null; isWorn: boolean }[];
    };
    const free = numbers.filter(({ planted }) => planted === null);
    expect(free).toHaveLength(3);
    // It is in the list that was handed out: an SMS to it speaks for that; to a number that was in none it says nothing.
    const texts = new SqlDecoySms(test.database, test.keys, systemClock.now);
    const keptAt = (number: string, nth: number) =>
      texts.keep(
        {
          ...{ to: mask(number), from: mask(stranger), number: mask(stranger), isCompany: false },
          ...{ text: 'x', at: systemClock.now(), once: [Buffer.alloc(16, nth), Buffer.alloc(16, nth + 1)] },
        },
        '74950000000',
      );
    expect(await keptAt(lines[Number(one!.line.split(' ')[1])]!, 110)).toBe('answered');
    const [row] = await test.database.query<{ decoy_id: number }>(
      'SELECT decoy_id FROM decoy_sms ORDER BY id DESC LIMIT 1',
    );
    expect(row).toEqual({ decoy_id: one!.id });
    const unused = '+74957709003';
    const add = await star7('numbers', '--add', file('unused', `${unused} unused`));
    expect(add.status).toBe(exitCodes.ok);
    expect(await keptAt(unused, 120)).toBe('silent');
  });

  it('the audit log has each step, and names no channel, no order and no number', async () => {
    const rows = await test.database.query<{ action: string; subject: string | null; detail: string | null }>(
      `SELECT action, subject, CAST(detail AS CHAR) AS detail FROM audit_log WHERE action LIKE 'leak.decoy%' OR action = 'leak.view'`,
    );
    expect(new Set(rows.map(({ action }) => action)).size).toBe(12);
    expect(rows.every(({ subject, detail }) => subject === null && detail === null)).toBe(true);
  });
});

describe('a curious manager', () => {
  it('finds decoys in the list as other orders: the same fields, the same forms of values', async () => {
    const decoys = await test.database.query<{ order_number: string }>(
      'SELECT o.order_number FROM decoy_orders AS x JOIN orders AS o ON o.id = x.order_id',
    );
    const made = new Set(decoys.map(({ order_number: number }) => number));
    const list = new SqlOrderList(test.database, systemClock.now);
    const shown: OrderView[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page: Page<OrderView> = await list.list(
        { managerExtension: '102' },
        { limit: 100, ...(after !== undefined && { after }) },
      );
      shown.push(...page.rows);
      after = page.next;
    }
    const formOf = (order: OrderView): string =>
      Object.entries(order)
        .map(([name, value]) => `${name}:${value === null ? 'null' : typeof value}`)
        .join();
    const isDecoy = ({ orderNumber }: OrderView): boolean => made.has(orderNumber);
    expect(shown.filter(isDecoy).length).toBeGreaterThanOrEqual(4);
    const real = new Set(shown.filter((order) => !isDecoy(order)).map(formOf));
    for (const order of shown.filter(isDecoy)) expect(real).toContain(formOf(order));
  });

  it('finds them in the tables of orders and customers in the same form too, and in no column of them a flag', async () => {
    const rows = await test.database.query<Record<string, unknown> & { is_decoy: number }>(
      `SELECT o.*, c.do_not_call, c.time_zone, p.slot, p.kind, p.typed, p.active, p.key_version,
              LENGTH(p.ciphertext) AS sealed, x.order_id IS NOT NULL AS is_decoy
         FROM orders AS o JOIN customers AS c ON c.id = o.customer_id JOIN contact_points AS p ON p.id = o.main_point_id
         LEFT JOIN decoy_orders AS x ON x.order_id = o.id`,
    );
    const formOf = ({ is_decoy: _isDecoy, ...row }: (typeof rows)[number]): string =>
      Object.entries(row)
        .map(([name, value]) => `${name}:${value === null ? 'null' : typeof value}`)
        .join() + String(row['sealed']);
    const real = new Set(rows.filter((row) => row.is_decoy === 0).map(formOf));
    const made = rows.filter((row) => row.is_decoy === 1);
    expect(made.length).toBeGreaterThanOrEqual(11);
    for (const row of made) expect(real).toContain(formOf(row));
    // An order that has just been imported stands at the end; a decoy stands where its time is.
    const newest = await test.database.query<{ id: number }>(
      `SELECT o.id FROM orders AS o JOIN decoy_orders AS x ON x.order_id = o.id WHERE o.added_at > NOW() - INTERVAL 30 MINUTE`,
    );
    expect(newest).toEqual([]);
  });
});

/** The first SMS as it came: it has its sender's number, which no other command shows. */
async function readSms(): Promise<string> {
  const [first] = (await star7('sms')).json as { id: number }[];
  const answer = await runCommand(['leaks', 'decoys', 'sms', '--read', String(first!.id)], {
    ...{ STAR7_DATABASE_URL: test.url, STAR7_KEY_FILE: test.keyFile.path, STAR7_DEFAULT_REGION: 'RU' },
  });
  expect(answer.text).toContain(stranger);
  return answer.text;
}

async function countOf(table: string): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`);
  return row!.count;
}
