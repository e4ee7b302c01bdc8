import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '#cli/exit-codes';
import type * as ReadInThread from '#orders/intake/reading-thread/read-in-thread';
import { runCommand } from './command-runner';
import type { CommandAnswer } from './command-runner';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

// The commands run from their sources here, and so must the thread that reads a file.
jest.mock('#orders/intake/reading-thread/read-in-thread', () => {
  const actual = jest.requireActual<typeof ReadInThread>('#orders/intake/reading-thread/read-in-thread');
  const entry = join(__dirname, '../../unit/orders/reading-worker-entry.js');
  return { readInThread: () => actual.readInThread(entry) };
});

let test: TestDatabase;
let directory: string;
let environment: Record<string, string>;

beforeAll(async () => {
  test = await createTestDatabase({ migrate: false });
  directory = mkdtempSync(join(tmpdir(), 'star7-cli-'));
  environment = { STAR7_DATABASE_URL: test.url, STAR7_KEY_FILE: join(directory, 'keys.json') };
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await test.drop();
});

function star7(...words: string[]): Promise<CommandAnswer> {
  return runCommand(words, environment);
}

/** One after another: each builds on what the one before left. */
describe('commands on the data', () => {
  it('make the tables', async () => {
    expect((await star7('migrate', '--status')).json).toMatchObject({ done: [] });
    expect((await star7('migrate')).status).toBe(exitCodes.ok);
    expect((await star7('migrate')).text).toBe('up to date');
    expect((await star7('migrate', '--status')).json).toMatchObject({ pending: [] });
  });

  it('make the keys once', async () => {
    expect((await star7('keys', 'status')).text).toContain('star7 keys init');
    expect((await star7('keys', 'init')).status).toBe(exitCodes.ok);
    expect(existsSync(environment.STAR7_KEY_FILE!)).toBe(true);
    expect((await star7('keys', 'init')).status).toBe(exitCodes.other);
  });

  it('keep managers', async () => {
    expect((await star7('manager', 'add', '101', 'Анна', '--press-to-accept')).status).toBe(exitCodes.ok);
    expect(
      (await star7('manager', 'add', '102', 'Boris', '--language', 'en', '--did', '74955550000')).json,
    ).toMatchObject({ extension: '102', language: 'en', did: '74955550000' });
    expect((await star7('manager', 'add', '101', 'Vera')).status).toBe(exitCodes.other);
    const list = await star7('manager', 'list');
    expect(list.json).toMatchObject([
      { extension: '101', pressToAccept: true, openOrders: 0 },
      { extension: '102' },
    ]);
    expect(list.text).toContain('Анна');
    expect((await star7('manager', 'disable', '999')).status).toBe(exitCodes.notFound);
  });

  it('have managers take a break, and put them into a group', async () => {
    expect((await star7('manager', 'set', '101', '--group', ' sales ')).json).toMatchObject({
      extension: '101',
    });
    expect((await star7('manager', 'away', '101')).json).toMatchObject({ extension: '101', away: true });
    const list = await star7('manager', 'list');
    expect(list.json).toMatchObject([
      { extension: '101', group: 'sales', awaySince: expect.any(String) as string },
      { extension: '102', group: null, awaySince: null },
    ]);
    expect((await star7('manager', 'back', '101')).json).toMatchObject({ away: false, awaySince: null });
    expect((await star7('manager', 'away', '999')).status).toBe(exitCodes.notFound);
    expect((await star7('manager', 'set', '101', '--group', 'x'.repeat(65))).status).not.toBe(exitCodes.ok);
  });

  it('keep what a call to a company number does', async () => {
    const set = await star7(
      ...['did', 'set', '74951234567', '--label', 'Shop', '--group', 'sales', '--hours', '09:00-21:00'],
      ...['--holidays', '2027-01-02,2027-01-01', '--ring-seconds', '15', '--proof', 'none'],
    );
    expect(set.status).toBe(exitCodes.ok);
    expect(set.json).toMatchObject({
      ...{ did: '74951234567', label: 'Shop', group: 'sales', openingHours: '09:00-21:00', ringSeconds: 15 },
      ...{ proof: 'none', holidays: ['2027-01-01', '2027-01-02'], overflow: 'everybody' },
    });
    // What is not given stays.
    const changed = await star7('did', 'set', '74951234567', '--no-hours', '--no-group', '--no-holidays');
    expect(changed.json).toMatchObject({
      ...{ label: 'Shop', openingHours: null, group: null, holidays: [], ringSeconds: 15 },
    });
    expect((await star7('did', 'set', 'default', '--overflow', 'wait')).json).toMatchObject({ did: null });
    const list = await star7('did', 'list');
    expect(list.json).toMatchObject([
      { did: null, overflow: 'wait' },
      { did: '74951234567', label: 'Shop' },
    ]);
    expect(list.text).toContain('Shop');
    const wrong = await star7('did', 'set', '74951234567', '--ring-seconds', '1', '--time-zone', 'Moon/Base');
    expect([wrong.status, /--ring-seconds must.*\n.*--time-zone/s.test(wrong.text)]).toEqual([
      exitCodes.usage,
      true,
    ]);
    expect((await star7('did', 'set', '+7495')).status).toBe(exitCodes.usage);
    expect((await star7('did', 'set', '74951234567', '--overflow', 'nobody')).status).not.toBe(exitCodes.ok);
    expect((await star7('did', 'delete', '74951234567')).json).toMatchObject({ deleted: true });
    expect((await star7('did', 'delete', '74951234567')).status).toBe(exitCodes.notFound);
    expect((await star7('did', 'delete', 'default')).status).toBe(exitCodes.ok);
  });

  it('import orders, and tell by the status that rows were rejected', async () => {
    const file = join(directory, 'orders.csv');
    writeFileSync(file, '№;ФИО;Телефон;Добавочный\n1001;Иван;8 900 555-00-01;101\n1002;Пётр;12;101\n');
    const first = await star7('import', file);
    expect(first.status).toBe(exitCodes.badInput);
    expect(first.json).toMatchObject({ added: 1, rejected: 1, rejectsPath: `${file}.rejects.csv` });
    writeFileSync(file, '№;ФИО;Телефон;Добавочный\n1001;Иван;8 900 555-00-01;101\n');
    const second = await star7('import', file);
    expect(second.status).toBe(exitCodes.ok);
    expect(second.json).toMatchObject({ added: 0, unchanged: 1, rejectsPath: null });
    expect((await star7('import', join(directory, 'none.csv'))).status).toBe(exitCodes.badInput);
    expect((await star7('import', file, '--region', 'XX')).status).toBe(exitCodes.usage);
  });

  it('show an order, without its number', async () => {
    const shown = await star7('order', 'show', '1001');
    expect(shown.json).toMatchObject({ customerName: 'Иван', slots: ['main'], calls: [] });
    expect(/555.?00.?01/.test(shown.text + JSON.stringify(shown.json))).toBe(false);
    const unknown = await star7('order', 'show', '79005550001');
    expect(unknown.status).toBe(exitCodes.notFound);
    expect(unknown.text.includes('5550001')).toBe(false);
  });

  it('say that a customer is not to be called, and take it back', async () => {
    expect((await star7('order', 'do-not-call', '1001', 'on')).json).toMatchObject({ doNotCall: true });
    expect((await star7('order', 'do-not-call', '1001', 'off')).json).toMatchObject({ doNotCall: false });
    expect((await star7('order', 'do-not-call', '79005550001', 'on')).status).toBe(exitCodes.notFound);
  });

  it('lift a lock-out', async () => {
    expect((await star7('manager', 'unlock', '101')).status).toBe(exitCodes.ok);
    expect((await star7('manager', 'unlock')).status).toBe(exitCodes.usage);
    expect((await star7('manager', 'unlock', '101', '--all')).status).toBe(exitCodes.usage);
  });

  it('rotate the keys, and go on where they stopped', async () => {
    expect((await star7('keys', 'rotate')).json).toEqual({ version: 2, added: true, moved: 1 });
    expect((await star7('keys', 'rotate', '--add-only')).json).toEqual({ version: 3, added: true, moved: 0 });
    expect((await star7('keys', 'rotate')).json).toEqual({ version: 3, added: false, moved: 1 });
    expect((await star7('keys', 'status')).json).toMatchObject([
      { version: 1, contactPoints: 0 },
      { version: 2, contactPoints: 0 },
      { version: 3, contactPoints: 1 },
    ]);
  });

  it('let people sign in, and say their password once', async () => {
    const administrator = ['account', 'add', 'petrova', 'Anna Petrova', '--role', 'administrator'];
    const made = await star7(...administrator, '--language', 'en');
    const { password } = made.json as { password: string };
    expect(made.json).toMatchObject({ login: 'petrova', role: 'administrator', mustChangePassword: true });
    expect(made.text.includes(password)).toBe(true);
    expect((await star7('account', 'add', '101')).json).toMatchObject({ login: '101', role: 'manager' });
    expect((await star7('account', 'add', '--manager', '102')).json).toMatchObject({ login: '102' });
    expect((await star7('account', 'add', '101')).status).toBe(exitCodes.other);
    expect((await star7('account', 'add', '999')).status).toBe(exitCodes.notFound);
    expect((await star7('account', 'add')).status).toBe(exitCodes.usage);
    expect((await star7('account', 'add', 'a@b.example', 'A', '--role', 'supervisor')).status).toBe(
      exitCodes.usage,
    );
    const list = await star7('account', 'list');
    expect(list.json).toMatchObject([{ login: '101' }, { login: '102' }, { login: 'petrova' }]);
    expect((list.text + JSON.stringify(list.json)).includes(password)).toBe(false);
    const reset = await star7('account', 'reset', '101');
    expect(reset.json).toMatchObject({ login: '101' });
    expect((await star7('account', 'disable', '102')).json).toEqual({ login: '102', disabled: true });
    expect((await star7('account', 'disable', '102')).status).toBe(exitCodes.notFound);
    expect((await star7('account', 'disable', 'petrova')).status).toBe(exitCodes.other);
  });

  it('make, list and revoke tokens', async () => {
    const made = await star7('token', 'create', '--extension', '101');
    expect(made.json).toMatchObject({ id: 1 });
    expect((await star7('token', 'create')).status).toBe(exitCodes.usage);
    expect((await star7('token', 'create', '--role', 'service', '--extension', '101')).status).toBe(
      exitCodes.usage,
    );
    const list = await star7('token', 'list');
    expect(list.json).toMatchObject([{ id: 1, role: 'manager', extension: '101', revokedAt: null }]);
    expect(JSON.stringify(list).includes((made.json as { token: string }).token)).toBe(false);
    expect((await star7('token', 'revoke', '1')).status).toBe(exitCodes.ok);
    expect((await star7('token', 'revoke', '99')).status).toBe(exitCodes.notFound);
  });

  it('keep shops, whose keys are never shown again', async () => {
    const file = join(directory, 'shop.json');
    const shop = { kind: 'woocommerce', name: 'Shop', address: 'https://shop.example.com' };
    writeFileSync(file, JSON.stringify({ ...shop, keys: { consumerKey: 'ck_cli' } }));
    expect((await star7('connectors', 'add', file)).text).toContain('keys/consumerSecret');
    writeFileSync(
      file,
      JSON.stringify({ ...shop, keys: { consumerKey: 'ck_cli', consumerSecret: 'cs_cli' } }),
    );
    const added = await star7('connectors', 'add', file);
    expect(added.text).toMatch(/^added shop 1\nwebhooks: \/api\/connector-hooks\/[\w-]{32}\nsecret: /);
    const list = await star7('connectors', 'list');
    expect(list.json).toMatchObject([{ id: 1, name: 'Shop', enabled: true }]);
    writeFileSync(file, JSON.stringify({ enabled: false }));
    expect((await star7('connectors', 'set', '1', file)).json).toMatchObject({
      enabled: false,
      name: 'Shop',
    });
    writeFileSync(file, 'ck_cli {');
    const broken = await star7('connectors', 'set', '1', file);
    expect((await star7('connectors', 'rejects', '1')).text).toBe('no rejected orders');
    expect((await star7('connectors', 'sync', '1', '--days', '5')).status).toBe(exitCodes.ok);
    expect((await star7('connectors', 'retry', '9')).status).toBe(exitCodes.notFound);
    expect((await star7('connectors', 'remove', '1')).status).toBe(exitCodes.ok);
    expect([broken.status, added.text + list.text + JSON.stringify(list.json) + broken.text]).toEqual([
      exitCodes.usage,
      expect.not.stringMatching(/ck_cli|cs_cli/) as string,
    ]);
  });

  it('are told to the audit log, each that changed something or showed an order', async () => {
    const rows = await test.database
      .knex('audit_log')
      .orderBy('id')
      .select<Array<{ action: string }>>('action');
    expect(rows.map((row) => row.action)).toEqual([
      'manager.add',
      'manager.add',
      'manager.set',
      'manager.away',
      'manager.back',
      'did.set',
      'did.set',
      'did.set',
      'did.delete',
      'did.delete',
      'orders.import',
      'orders.import',
      'order.view',
      'order.view',
      'customer.do-not-call',
      'customer.do-not-call',
      'manager.unlock',
      'keys.add',
      'keys.rotate',
      'keys.add',
      'keys.rotate',
      'account.add',
      'account.add',
      'account.add',
      'account.reset',
      'account.disable',
      'token.create',
      'token.revoke',
      ...['connector.add', 'connector.change', 'connector.sync', 'connector.delete'],
    ]);
  });

  it('say by the status that the database is not there', async () => {
    const url = environment.STAR7_DATABASE_URL!;
    environment.STAR7_DATABASE_URL = 'mysql://star7:topsecret@127.0.0.1:1/star7';
    const answer = await star7('manager', 'list');
    environment.STAR7_DATABASE_URL = url;
    expect(answer.status).toBe(exitCodes.unreachable);
    expect(answer.text).not.toContain('topsecret');
  });
});
