import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { migrations } from '../../../migrations/index';
import { BackupFile } from '#backup/backup-file';
import { backupsIn, newestBackup } from '#backup/backup-folder';
import { writeBackup } from '#backup/backup-writer';
import { restore } from '#backup/restore';
import { exitCodes } from '#cli/exit-codes';
import { reveal } from '#kernel/masked';
import { ContactVault } from '#vault/contact-vault';
import { Database } from '#database/database';
import { rotationOf } from '../orders/rotation-of';
import { SqlManagers } from '#people/sql-managers';
import { Snapshot } from '#database/snapshot';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlTokenBook } from '#people/sql-token-book';
import { systemClock } from '#kernel/system-clock';
import { BackupSeal } from '#vault/backup-seal';
import { LiveKeys } from '#vault/live-keys';
import { runCommand } from '../cli/command-runner';
import type { CommandAnswer } from '../cli/command-runner';
import { createTestDatabase, Seeder } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';
import { garbageCollector } from '../../lab/garbage-collector';

const number = '+79161234567';

let source: TestDatabase;
let folder: string;

beforeAll(async () => {
  source = await createTestDatabase();
  await furnish(source);
});
afterAll(async () => {
  await source.drop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'star7-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Something in every table, with every character that a statement or a file could stumble over. */
async function furnish(test: TestDatabase): Promise<void> {
  const managers = new SqlManagers(test.database, systemClock.now);
  const odd = `Анна "O'Brien" \\ \t\n\r\0 ; -- 😀 é`;
  const { id } = await managers.add({ extension: '101', name: odd });
  await managers.add({ extension: '102', name: '', did: '74957654321' });
  await managers.disable('102');
  const seeder = new Seeder(test);
  await seeder.order('1002', id, { main: '+79161234569' }, { status: 'closed' });
  // One order under each of two keys.
  await rotationOf(test.database, test.vault).begin(new Date());
  await seeder.order('1001', id, { main: number, second: '+79161234568' }, { customerName: odd });
  const calls = new SqlCallStore(test.database, 'main');
  await test.database.knex('orders').update({ amount: '98765432109876.5432', currency: 'RUB' });
  for (let index = 0; index < 1200; index += 1) {
    const callId = v7();
    await calls.open({
      id: callId,
      direction: 'outbound',
      startKind: 'click',
      managerExtension: '101',
      slot: 'main',
      requestedAt: 1_774_747_800_654_321 + index,
      idempotencyKey: index % 2 === 0 ? `key ${String(index)}` : null,
    });
    if (index > 20) continue;
    await test.database.knex('call_legs').insert({
      call_id: callId,
      nth: 1,
      party: 'manager',
      origin: 'made',
      attempt: 0,
      trunk: odd,
      started_at: '2026-03-29 01:30:00.654321',
      cause: index,
    });
    await test.database.knex('call_quality').insert({
      ...{ call_id: callId, nth: 1, source: 'page', seconds: index, from_loss: '1.25', to_jitter_ms: '20.5' },
      ...{ mos: '4.35', lowest_mos: '1.00', fault: index % 2 === 0 ? 'network' : null },
    });
    await test.database.knex('call_events').insert({
      call_id: callId,
      seq: 0,
      at: '2026-03-29 01:30:00.654321',
      kind: 'begin',
      detail: JSON.stringify({ odd, nested: [1, null, { a: true }] }),
    });
  }
  await calls.repeats('101', 'key of a double click', v7());
  await test.database.knex('order_misses').insert({ extension: odd, at: '2026-03-29 01:30:00.654321' });
  await new SqlTokenBook(test.database, systemClock.now).create({
    role: 'service',
    label: odd,
    expiresAt: null,
  });
  await new SqlAuditLog(test.database, systemClock.now).append({
    actor: 'cli:root',
    action: 'orders.import',
    subject: null,
  });
  await furnishWorkplace(test, id, odd);
}

/** Whoever signs in, what they wrote, and what administrators did. */
async function furnishWorkplace(test: TestDatabase, managerId: number, odd: string): Promise<void> {
  const { knex } = test.database;
  const at = '2026-03-29 01:30:00.654321';
  const [account] = await knex('accounts').insert({
    login: '101',
    name: odd,
    role: 'manager',
    manager_id: managerId,
    password_hash: 'of no password',
    password_changed_at: at,
    totp_ciphertext: Buffer.from([0, 39, 92, 255]),
    totp_nonce: Buffer.alloc(12, 39),
    totp_key_version: 1,
    created_at: at,
  });
  await knex('sessions').insert({
    id_hash: Buffer.alloc(32, 92),
    account_id: account,
    created_at: at,
    last_seen_at: at,
    expires_at: at,
  });
  const order = await knex('orders').where({ order_number: '1001' }).first<{ id: number }>('id');
  await knex('order_entries').insert({
    order_id: order.id,
    at,
    kind: 'note',
    account_id: account,
    actor: 'manager:101',
    text: odd,
    idempotency_hash: Buffer.alloc(32, 0),
  });
  await knex('settings').insert({
    name: 'terms',
    value: JSON.stringify({ version: 2, text: { ru: odd, en: odd } }),
    changed_at: at,
    changed_by: 'account:ivanova',
  });
  await knex('dids').insert({
    ...{ did: 'default', purpose: 'customers', label: odd, language: 'ru', greeting: 'custom/hello' },
    ...{ overflow: 'wait', unknown_caller: 'refuse', proof: 'none', fallback: 'announce', group_name: odd },
    ...{ ring_seconds: 20, wait_seconds: 180, opening_hours: null, time_zone: 'Asia/Omsk' },
    ...{ holidays: '["2027-01-01"]', changed_at: at, changed_by: 'cli:root' },
  });
  const [courier] = await knex('couriers').insert({
    ...{
      courier_number: '7',
      name: odd,
      company: odd,
      language: 'ru',
      active_days: 'mon,tue',
      created_at: at,
    },
    ...{ phone_ciphertext: Buffer.from([0, 39, 92, 255]), phone_nonce: Buffer.alloc(12, 39) },
    ...{ phone_key_version: 1, phone_index: Buffer.alloc(16, 92), phone_index_key_version: 1 },
  });
  await knex('deliveries').insert({
    ...{ order_id: order.id, courier_id: courier, handed_over_at: at, handed_over_by: 'account:ivanova' },
  });
  await knex('courier_secrets').insert({
    ...{
      id_hash: Buffer.alloc(32, 39),
      courier_id: courier,
      kind: 'session',
      created_at: at,
      expires_at: at,
    },
  });
  const [upload] = await knex('imports').insert({ account_id: account, state: 'done', started_at: at });
  await knex('import_rejects').insert({ import_id: upload, line: 2, reason: 'phone-empty' });
  await knex('import_reports').insert({
    ...{ import_id: upload, nth: 1, line: 2, rejected: true, reason: 'phone-empty', cell: 'ünbekannt' },
  });
  await knex('order_details').insert({ order_id: order.id, details: '{"items":[]}', search_text: 'Tűzőgép' });
  const sealed = {
    secret_ciphertext: Buffer.from([0, 39, 92, 255]),
    secret_nonce: Buffer.alloc(12, 39),
    secret_key_version: 1,
  };
  const [hook] = await knex('webhooks').insert({
    ...{
      url: 'https://shop.example/',
      topics: 'call.ended',
      enabled: true,
      changed_at: at,
      changed_by: 'cli:root',
    },
    ...sealed,
  });
  await knex('webhook_deliveries').insert({
    ...{ webhook_id: hook, message_id: 'call_1', topic: 'call.ended', order_number: '1001' },
    ...{ body: JSON.stringify({ odd }), created_at: at, due_at: at },
  });
  const [shop] = await knex('connectors').insert({
    ...{ kind: 'rest', name: 'Tűzőgép', address: 'https://shop.example', enabled: true, ...sealed },
    ...{ settings: JSON.stringify({ odd }), hook_hash: Buffer.alloc(32, 92), watermark: at },
    ...{ changed_at: at, changed_by: 'account:ivanova' },
  });
  const ofShop = { connector_id: shop, shop_order_id: "7'\\" };
  await knex('connector_orders').insert({ ...ofShop, order_number: '1001', changed_at: at });
  await knex('connector_hints').insert({ ...ofShop, received_at: at, due_at: at });
  await knex('connector_rejects').insert({ ...ofShop, reason: 'phone-empty', at });
  await knex('connector_outcomes').insert({ ...ofShop, entry_id: 1, due_at: at });
  await knex('order_rules').insert({
    ...{ name: 'assignment', body: '{"rules":[]}', changed_at: at, changed_by: 'account:ivanova' },
  });
  await furnishLeakWatch(test, { managerId, account: account!, orderId: order.id, odd });
  await furnishDecoys(test, order.id, odd);
  await furnishMail(test, order.id, odd);
  await knex('page_phones').insert({
    ...{ endpoint: 'star7-page-0', extension: '101', session_hash: Buffer.alloc(32, 39), node: 'star7' },
    created_at: at,
  });
  await knex('desk_phones').insert({
    ...{ node: 'main', manager_id: managerId, extension: '101', make: 'yealink', mac: '805ec0123456' },
    ...{ endpoint: 'desk-0', secret_ciphertext: Buffer.alloc(48, 40), secret_nonce: Buffer.alloc(12, 41) },
    ...{ secret_key_version: 1, created_at: at, fetched_at: at },
  });
}

async function furnishLeakWatch(
  { database: { knex } }: TestDatabase,
  { managerId, account, orderId, odd }: { managerId: number; account: number; orderId: number; odd: string },
): Promise<void> {
  const at = '2026-03-29 01:30:00.654321';
  const day = '2026-03-29';
  const group = { kind: 'team', group_key: odd };
  await knex('leak_runs').insert({
    ...{ started_at: at, ended_at: at, started_by: 'cli:root', week_end: day, orders: 2, customers: 2 },
    ...{ with_manager: 1, history_weeks: 0, compared: 0, per_year: '1.000', missing: 'too-short' },
  });
  await knex('leak_figures').insert({
    ...{ ...group, lamp: 'recent', week_end: day, z: 1 / 3, threshold: 3.1, unreliable: false, customers: 2 },
    ...{ observed: 0, expected: 1e-9, spread: 1, bought: 0, silent: -0.25, silent_spread: 1 },
  });
  await knex('leak_shop_weeks').insert({ week_end: day, orders: 2 });
  await knex('leak_hand_overs').insert({ group_key: odd, went: 3, came: 0, since: day });
  await knex('leak_drills').insert({ ...group, orders_a_week: 0.1, weeks_fifth: null, weeks_half: 7 });
  await knex('leak_cases').insert([
    { ...group, lamp: 'recent', opened_week: day, last_week: day, z: 4.5, threshold: 3.1, opened_at: at },
    {
      ...{
        ...group,
        lamp: 'recent',
        opened_week: day,
        last_week: day,
        z: 4.5,
        threshold: 3.1,
        opened_at: at,
      },
      ...{ closed_at: at, closed_by: 'account:ivanova', reason: 'explained', note: odd },
    },
  ]);
  const [survey] = await knex('leak_surveys').insert({
    ...{ case_id: 1, wanted: 12, controls: 3, started_by: 'cli:root', started_at: at, ended_at: at },
  });
  const customer = { customer_id: 1, order_id: orderId, is_control: true };
  await knex('leak_survey_customers').insert({
    ...{ ...customer, survey_id: survey, reason_first: true, state: 'answered', tries: 2, next_at: at },
    ...{ manager_id: managerId, given_at: at, offered: 'yes', known: 'unsure', reason: 'other-seller' },
    ...{ may_call_back: false, ended_at: at },
  });
  await knex('leak_survey_targets').insert({ ...customer, case_id: 1, posterior: 1 / 3 });
  const [someone] = await knex('customers').select<{ id: number }[]>('id').limit(1);
  await knex('call_consents').insert({
    ...{ customer_id: someone!.id, agreed_on: day, source: odd, stated_by: 'shop', stated_at: at },
  });
  await knex('leak_survey_asked').insert({ customer_id: 1, asked_at: at, never: true });
  await knex('leak_interviewers').insert({ manager_id: managerId, named_by: 'cli:root', named_at: at });
  await knex('leak_leave').insert({
    ...{ manager_id: managerId, first_day: day, last_day: day, entered_by: 'cli:root', entered_at: at },
  });
  await knex('leak_readers').insert({ account_id: account, named_by: 'cli:root', named_at: at });
}

async function furnishDecoys(
  { database: { knex } }: TestDatabase,
  orderId: number,
  odd: string,
): Promise<void> {
  const at = '2026-03-29 01:30:00.654321';
  const phone = {
    ...{ phone_ciphertext: Buffer.from([0, 39, 92, 255]), phone_nonce: Buffer.alloc(12, 39) },
    ...{ phone_key_version: 1, phone_index: Buffer.alloc(16, 92), phone_index_key_version: 1 },
  };
  const entered = { entered_by: 'cli:root', entered_at: at };
  await knex('decoy_notices').insert({
    ...{ text_hash: Buffer.alloc(32, 92), accepted_by: 'cli:root', accepted_at: at },
  });
  const [number] = await knex('decoy_numbers').insert({ purpose: 'decoy', label: odd, ...phone, ...entered });
  const [address] = await knex('decoy_addresses').insert({ town: odd, address: odd, ...entered });
  const text = {
    text_ciphertext: Buffer.from([0, 39, 92, 255]),
    text_nonce: Buffer.alloc(12, 39),
    text_key_version: 1,
  };
  const [mailbox] = await knex('decoy_mailboxes').insert({
    ...{ purpose: 'decoy', label: odd, token: 'aaaabbbbccccdddd', ...text, ...entered, heard_at: at },
  });
  const [decoy] = await knex('decoys').insert({
    ...{ channel: 'manager', channel_key: odd, number_id: number, name: odd, address_id: address },
    mailbox_id: mailbox,
    ...{ planted_by: 'cli:root', planted_at: at },
  });
  await knex('decoy_orders').insert({ order_id: orderId, decoy_id: decoy });
  await knex('decoy_hits').insert({ number_id: number, decoy_id: decoy, at, class: 'named', ...phone });
  await knex('decoy_mails').insert({
    ...{ mailbox_id: mailbox, decoy_id: decoy, at, class: 'named', once: Buffer.alloc(32, 39), ...text },
  });
  await knex('decoy_sms').insert({
    ...{ number_id: number, decoy_id: decoy, at, class: 'named', once_hash: Buffer.alloc(16, 39), ...text },
  });
}

async function furnishMail(
  { database: { knex } }: TestDatabase,
  orderId: number,
  odd: string,
): Promise<void> {
  const at = '2026-03-29 01:30:00.654321';
  const text = {
    ...{
      text_ciphertext: Buffer.from([0, 39, 92, 255]),
      text_nonce: Buffer.alloc(12, 39),
      text_key_version: 1,
    },
  };
  await knex('mail_threads').insert({ order_id: orderId, token: 'a'.repeat(16), seen_open_at: at });
  const [mail] = await knex('mails').insert({
    ...{ order_id: orderId, token: 'b'.repeat(16), direction: 'in', kind: 'person', state: 'received' },
    ...{ author: odd, at, once_hash: Buffer.alloc(32, 39), ...text },
  });
  await knex('mail_pictures').insert({ mail_id: mail, nth: 1, type: 'jpeg', ...text });
  await knex('mail_drafts').insert({ order_id: orderId, author: odd, changed_at: at, ...text });
  await knex('mail_originals').insert({ mail_id: mail, kept_at: at, ...text });
  await knex('sms_outbox').insert({ mail_id: mail, sender: 'Zvezda', due_at: at });
  await knex('sms_parts').insert({ mail_id: mail, nth: 1, message_id: '1f0a' });
  const hash = { message_hash: Buffer.alloc(16, 7), total: 2, nth: 1 };
  await knex('sms_inbox').insert({ at, due_at: at, ...hash, ...text });
  const stranger = { reason: 'nobody', hidden: 1, once_hash: Buffer.alloc(16, 9) };
  await knex('sms_strangers').insert({ at, ...stranger, ...text });
  await knex('sms_taken').insert({ at, message_hash: Buffer.alloc(16, 8), nth: 1 });
  await knex('mail_former_aliases').insert({ token: 'zzzzyyyyxxxxwwww', order_id: orderId });
  await knex('mail_confirmations').insert({
    ...{ order_id: orderId, point_id: 1, token_hash: Buffer.alloc(32, 39), asked_by: odd },
    ...{ asked_at: at, expires_at: at, confirmed_at: null },
  });
  const [manager] = await knex('managers').select<{ id: number }[]>('id').limit(1);
  const [program] = await knex('mail_programs').insert({
    ...{ manager_id: manager!.id, allowed_at: at, token_hash: Buffer.alloc(32, 92), token_made_at: at },
    ...{ token_used_at: at, copies_since: at, ...text },
  });
  await knex('mail_program_aliases').insert({
    ...{ token: 'd'.repeat(16), order_id: orderId, manager_id: manager!.id },
  });
  await knex('mail_copies').insert({
    ...{ mail_id: mail, program_id: program, token: 'e'.repeat(16), state: 'failed', fault: 'other', at },
  });
  const [account] = await knex('accounts').select<{ id: number }[]>('id').limit(1);
  await knex('reveal_persons').insert({ account_id: account!.id, named_by: odd, named_at: at });
  await knex('reveals').insert({
    ...{ order_id: orderId, what: 'mail', mail_id: mail, reason: 'other', note: odd },
    ...{ asked_by: account!.id, asked_at: at, approved: true, decided_by: odd, decided_at: at },
  });
  const template = { slug: 'payment', language: 'ru', subject: odd, text: odd };
  await knex('mail_tests').insert({ token: 'c'.repeat(16), sent_at: at });
  await knex('mail_templates').insert({ ...template, changed_at: at, changed_by: odd });
}

function star7(
  test: Pick<TestDatabase, 'url' | 'keyFile'>,
  words: string[],
  environment: Record<string, string> = {},
): Promise<CommandAnswer> {
  return runCommand(words, {
    STAR7_DATABASE_URL: test.url,
    STAR7_KEY_FILE: test.keyFile.path,
    STAR7_BACKUP_FOLDER: folder,
    ...environment,
  });
}

async function tablesOf(database: Database): Promise<string[]> {
  const rows = await database.execute<{ name: string }>(
    'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1',
    [],
  );
  return rows.map(({ name }) => name);
}

/** Every table with its definition and, by MD5 over HEX of all columns, every byte of every row. */
async function contentOf(
  database: Database,
): Promise<Record<string, { definition: string; rows: string[] }>> {
  const content: Record<string, { definition: string; rows: string[] }> = {};
  for (const name of await tablesOf(database)) {
    // The lock says who migrates now, which is no data.
    if (name === 'star7_migrations_lock') continue;
    const [created] = await database.execute<Record<string, string>>(`SHOW CREATE TABLE ${name}`, []);
    const columns = await database.execute<{ name: string }>(
      'SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION',
      [name],
    );
    const bytes = columns.map((column) => `IFNULL(HEX(\`${column.name}\`), 'null')`).join(', ');
    const rows = await database.execute<{ line: string }>(
      `SELECT CONCAT_WS(',', ${bytes}) AS line FROM ${name} ORDER BY 1`,
      [],
    );
    content[name] = { definition: created!['Create Table']!, rows: rows.map(({ line }) => line) };
  }
  return content;
}

/** An empty database for a restore, with the keys of the source unless others are given. */
async function empty(): Promise<TestDatabase> {
  return createTestDatabase({ migrate: false });
}

/** The backup's lines of audit: the source has one more after each. */
async function madeBackup(): Promise<string> {
  const path = join(folder, 'a.backup');
  await Snapshot.take(source.database, (snapshot) =>
    writeBackup(snapshot, {
      path,
      createdAt: new Date(),
      star7: '0.1.0',
      seal: new BackupSeal(source.keys.refresh(), source.keys.refresh().current),
    }),
  );
  return path;
}

describe('a backup', () => {
  it('restores every table, byte for byte, and a look-up opens the number', async () => {
    const path = await madeBackup();
    const before = await contentOf(source.database);
    expect(Object.values(before).every(({ rows }) => rows.length > 0)).toBe(true);
    const target = await empty();
    try {
      const answer = await star7({ url: target.url, keyFile: source.keyFile }, ['restore', path]);
      expect(answer).toMatchObject({ status: exitCodes.ok, json: { migrated: [], opened: 2 } });
      const after = await contentOf(target.database);
      // The restore itself is on record.
      const added = after['audit_log']!.rows.filter((row) => !before['audit_log']!.rows.includes(row));
      expect(added).toHaveLength(1);
      after['audit_log']!.rows = after['audit_log']!.rows.filter((row) => !added.includes(row));
      // ... and the chain's end with it; that it holds is asked below.
      expect(after['audit_chain']!.rows).toHaveLength(1);
      after['audit_chain']!.rows = before['audit_chain']!.rows;
      const counters = (definition: string): string => definition.replace(/ AUTO_INCREMENT=\d+/, '');
      for (const table of Object.keys(before)) {
        expect([table, after[table]!.rows]).toEqual([table, before[table]!.rows]);
        expect(counters(after[table]!.definition)).toBe(counters(before[table]!.definition));
      }
      expect(Object.keys(after)).toEqual(Object.keys(before));

      const chain = await star7({ url: target.url, keyFile: source.keyFile }, ['audit', 'verify']);
      expect(chain.status).toBe(exitCodes.ok);

      const vault = new ContactVault(new LiveKeys(source.keyFile));
      const book = new SqlOrderBook(target.database, vault);
      const { order } = await book.authorise({ extension: '101', orderNumber: '1001', slot: 'main' });
      expect(reveal(order!.number) === number).toBe(true);
    } finally {
      await target.drop();
    }
  });

  it('is one private file, holds no key and no number, and says that the keys are apart', async () => {
    const answer = await star7(source, ['backup']);
    expect(answer.status).toBe(exitCodes.ok);
    expect(answer.text).toContain('The keys are not included');
    const [path] = await backupsIn(folder);
    expect(answer.json).toMatchObject({ path });
    expect(statSync(path!).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toHaveLength(1);
    const file = await BackupFile.open(path!);
    const texts: string[] = [JSON.stringify(file.header)];
    for await (const entry of file.entries())
      texts.push(JSON.stringify(entry), JSON.stringify(decoded(entry)));
    await file.close();
    const everything = texts.join('\n');
    const keys = JSON.parse(readFileSync(source.keyFile.path, 'utf8')) as { keys: { encryption: string }[] };
    // The control: what is in it is found.
    expect(everything).toContain('1001');
    for (const { encryption } of keys.keys) expect(everything.includes(encryption)).toBe(false);
    for (const digits of ['1234567', '1234568', '1234569']) expect(everything.includes(digits)).toBe(false);
    expect(await newestBackup(folder)).toBeGreaterThan(Date.now() / 1000 - 60);
  });

  it('is of one moment, while others go on writing', async () => {
    const { knex } = source.database;
    const path = join(folder, 'moment.backup');
    let written = 0;
    await Snapshot.take(source.database, async (snapshot) => {
      // What comes after the snapshot's beginning: into a table that is read first, and into one that is read last.
      const callId = v7();
      await knex('audit_log').insert({
        at: '2026-01-01 00:00:00',
        actor: 'late',
        action: 'late',
        subject: callId,
      });
      await knex('calls').insert({
        ...{ id: callId, phase: 'ended', direction: 'outbound', start_kind: 'late', slot: 'main' },
        ...{ manager_extension: 'late', requested_at: '2026-01-01 00:00:00' },
      });
      const report = await writeBackup(snapshot, {
        path,
        createdAt: new Date(),
        star7: '0.1.0',
        seal: new BackupSeal(source.keys.keyring, 1),
      });
      written = report.rows;
    });
    const file = await BackupFile.open(path);
    const texts: string[] = [];
    for await (const entry of file.entries()) texts.push(JSON.stringify(entry));
    await file.close();
    expect(written).toBeGreaterThan(1000);
    expect(texts.filter((text) => text.includes('"late"'))).toEqual([]);
    // The control: they are there for everybody else.
    expect(await knex('calls').where({ start_kind: 'late' }).first('id')).toBeDefined();
    await knex('calls').where({ start_kind: 'late' }).delete();
  });

  it('is not written over a file, and leaves nothing where it cannot be written', async () => {
    const path = join(folder, 'there.backup');
    writeFileSync(path, 'mine');
    const answer = await star7(source, ['backup', path]);
    expect(answer).toMatchObject({ status: exitCodes.other });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    const nowhere = await star7(source, ['backup', join(folder, 'none', 'x.backup')]);
    expect(nowhere.text).toContain('ENOENT');
    expect(readdirSync(folder)).toEqual(['there.backup']);
  });

  it('leaves nothing behind where the database goes away amid it', async () => {
    const path = join(folder, 'cut.backup');
    const cut = Snapshot.take(source.database, (snapshot) => {
      return writeBackup(
        {
          ...through(snapshot),
          async *rows(table) {
            for await (const row of snapshot.rows(table)) {
              yield row;
              if (table.name === 'calls') throw new Error('away');
            }
          },
        },
        { path, createdAt: new Date(), star7: '0.1.0', seal: new BackupSeal(source.keys.keyring, 1) },
      );
    });
    await expect(cut).rejects.toThrow('away');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('--keep removes the oldest of its folder, and no other file', async () => {
    for (const day of ['01', '02', '03'])
      writeFileSync(join(folder, `star7-202001${day}T000000Z.backup`), '');
    writeFileSync(join(folder, 'notes.txt'), '');
    expect((await star7(source, ['backup', '--keep', '2'])).json).toMatchObject({ removed: 2 });
    const left = readdirSync(folder);
    expect(left).toContain('star7-20200103T000000Z.backup');
    expect(left).toContain('notes.txt');
    expect(left).toHaveLength(3);
    expect((await star7(source, ['backup', '--keep', '0'])).status).not.toBe(0);
  });
});

describe('a restore', () => {
  let target: TestDatabase;
  beforeEach(async () => {
    target = await empty();
  });
  afterEach(() => target.drop());

  it('refuses a database that has tables, and drops them only where its name is repeated', async () => {
    const path = await madeBackup();
    const into = { url: target.url, keyFile: source.keyFile };
    const name = new URL(target.url).pathname.slice(1);
    await target.database.knex.raw('CREATE TABLE precious (id INT PRIMARY KEY)');
    await target.database.close();
    expect(await star7(into, ['restore', path])).toMatchObject({ status: exitCodes.usage });
    expect(await star7(into, ['restore', path, '--replace', 'other'])).toMatchObject({
      status: exitCodes.usage,
    });
    const look = Database.connect(target.url);
    expect(await tablesOf(look)).toEqual(['precious']);
    // Somebody is connected: a Star7, as far as anybody can tell.
    const refused = await star7(into, ['restore', path, '--replace', name]);
    expect(refused.text).toContain('Stop Star7 first');
    expect(await tablesOf(look)).toEqual(['precious']);
    await look.close();
    expect(await star7(into, ['restore', path, '--replace', name])).toMatchObject({ status: exitCodes.ok });
    expect(await star7(into, ['restore', path, '--replace', name])).toMatchObject({ status: exitCodes.ok });
    const after = Database.connect(target.url);
    expect(await tablesOf(after)).toEqual(await tablesOf(source.database));
    await after.close();
  });

  it('says so where the keys are others, and changes nothing', async () => {
    const path = await madeBackup();
    // The target's own keys: version 1 alone, then a version 2 that is another one.
    const missing = await star7(target, ['restore', path]);
    expect(missing).toMatchObject({ status: exitCodes.other });
    expect(missing.text).toContain('lacks version 2');
    target.keys.addVersion(new Date());
    const wrong = await star7(target, ['restore', path]);
    expect(wrong).toMatchObject({ status: exitCodes.badInput });
    expect(wrong.text).toContain('the key file does not belong to this backup');
    expect(await tablesOf(target.database)).toEqual([]);
  });

  it('without keys gives all but the numbers, whose look-up then fails', async () => {
    const path = await madeBackup();
    const answer = await star7(target, ['restore', path, '--without-keys']);
    expect(answer).toMatchObject({ status: exitCodes.ok });
    const book = new SqlOrderBook(target.database, new ContactVault(target.keys));
    const look = () => book.authorise({ extension: '101', orderNumber: '1001', slot: 'main' });
    await expect(look()).rejects.toMatchObject({ slug: 'key-version-unknown' });
    target.keys.addVersion(new Date());
    await expect(look()).rejects.toMatchObject({ slug: 'sealed-text-damaged' });
    expect(await book.ownerOf('1001')).toBe('101');
  });

  it('notices any change and any cut, before anything is changed', async () => {
    const path = await madeBackup();
    const whole = readFileSync(path);
    const harmed = join(folder, 'harmed.backup');
    const lineEnd = whole.indexOf('\n');
    const flipped = (at: number): Buffer => {
      const copy = Buffer.from(whole);
      copy[at] = copy[at]! ^ 1;
      return copy;
    };
    const cases: Buffer[] = [
      ...[0, 30, lineEnd, lineEnd + 1, lineEnd + 20, Math.floor(whole.length / 2)].map(flipped),
      ...[1, 32, 33, 64, 65, 70].map((fromEnd) => flipped(whole.length - fromEnd)),
      ...[0, 10, lineEnd, lineEnd + 30, whole.length - 64, whole.length - 1].map((to) =>
        whole.subarray(0, to),
      ),
      Buffer.concat([whole, Buffer.from('x')]),
    ];
    for (const [index, bytes] of cases.entries()) {
      writeFileSync(harmed, bytes);
      const answer = await star7({ url: target.url, keyFile: source.keyFile }, ['restore', harmed]);
      expect([index, answer.status]).toEqual([index, exitCodes.badInput]);
    }
    expect(await tablesOf(target.database)).toEqual([]);
    // The control.
    writeFileSync(harmed, whole);
    const checked = await star7({ url: target.url, keyFile: source.keyFile }, ['restore', harmed, '--check']);
    expect(checked).toMatchObject({ status: exitCodes.ok, json: { whole: true, keyVersion: 2 } });
    expect(await tablesOf(target.database)).toEqual([]);
  });

  it('refuses a backup of a version that it does not know', async () => {
    const path = join(folder, 'newer.backup');
    await Snapshot.take(source.database, (snapshot) =>
      writeBackup(
        {
          ...through(snapshot),
          migrations: () => Promise.resolve([...migrations.map(({ name }) => name), '9999-from-the-future']),
        },
        { path, createdAt: new Date(), star7: '9.0.0', seal: new BackupSeal(source.keys.keyring, 2) },
      ),
    );
    const answer = await star7({ url: target.url, keyFile: source.keyFile }, ['restore', path]);
    expect(answer).toMatchObject({ status: exitCodes.badInput });
    expect(answer.text).toContain('9.0.0');
    expect(await tablesOf(target.database)).toEqual([]);
  });

  it('broken off, leaves what nobody takes for a whole database', async () => {
    const path = await madeBackup();
    const file = await BackupFile.open(path);
    const entries = file.entries.bind(file);
    file.entries = async function* () {
      for await (const entry of entries()) {
        if (entry.kind === 'table' && entry.table.name === 'orders') throw new Error('cut');
        yield entry;
      }
    };
    const patient = Database.connect(target.url, { silenceMs: null });
    await expect(restore(patient, file, null)).rejects.toThrow('cut');
    await patient.close();
    await file.close();
    const rows = await target.database.execute('SELECT name FROM star7_migrations', []);
    expect(rows).toEqual([]);
  });
});

test('a thousand times as many rows need no more memory', async () => {
  const big = await createTestDatabase();
  try {
    const row = {
      at: '2026-01-01 00:00:00',
      actor: 'x'.repeat(100),
      action: 'big',
      subject: 'y'.repeat(100),
    };
    for (let batch = 0; batch < 60; batch += 1) {
      await big.database.knex('audit_log').insert(Array.from({ length: 2000 }, () => row));
    }
    // 24 MB of rows pass; what is held at once is a few chunks of 64 KB.
    const bound = 12_000_000;
    // What is held, without what only waits to be collected: of this run, and of other suites in this process.
    const collect = garbageCollector();
    const held = (unless = Infinity): number => {
      const all = process.memoryUsage().arrayBuffers;
      if (all < unless) return all;
      // What the first collection frees is swept beside the program, and counted until the next has waited for it.
      collect();
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const heap = async (work: () => Promise<unknown>): Promise<number> => {
      const before = held(0);
      let most = before;
      const timer = setInterval(() => (most = Math.max(most, held(before + bound))), 5);
      await work();
      clearInterval(timer);
      return most - before;
    };
    const path = join(folder, 'big.backup');
    const most = await heap(() => star7(big, ['backup', path]));
    expect(most).toBeLessThan(bound);
    expect(existsSync(path)).toBe(true);
  } finally {
    await big.drop();
  }
});

/** The snapshot, to change a part of. */
function through(snapshot: Snapshot): Pick<Snapshot, 'migrations' | 'tables' | 'rows'> {
  return {
    migrations: () => snapshot.migrations(),
    tables: () => snapshot.tables(),
    rows: (table) => snapshot.rows(table),
  };
}

/** Base64 taken off, so that a key or a number cannot hide in it. */
function decoded(entry: unknown): unknown {
  return JSON.parse(
    JSON.stringify(entry, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
        ? Buffer.from((value as unknown as { data: number[] }).data).toString('latin1')
        : value,
    ),
  ) as unknown;
}
