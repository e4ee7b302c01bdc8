import { Readable } from 'node:stream';
import type { ImportLedger } from '#orders/intake/order-imports';
import type { SettingStore } from '#settings/live-settings';
import { readOrders } from '#orders/intake/order-reader';
import { UploadedImports } from '#orders/intake/uploaded-imports';
import { SqlManagers } from '#people/sql-managers';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { SqlImportLedger } from '#orders/intake/sql-import-ledger';
import { SqlOrderRules } from '#orders/intake/sql-order-rules';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { SqlOutcomeEditor } from '#orders/sql-outcome-editor';
import { SqlOutcomeList } from '#orders/sql-outcome-list';
import { SqlSettingStore } from '#settings/sql-setting-store';
import { systemClock } from '#kernel/system-clock';
import { MemoryImportLedger } from '../../unit/orders/memory-import-ledger';
import { MemoryLog } from '../../unit/log/memory-log';
import { MemorySettingStore } from '../../unit/settings/memory-setting-store';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

const now = 1_767_225_600_123_456;
const passwords = { hash: () => Promise.resolve('$argon2id$of-nothing') };

async function administrator(test: TestDatabase): Promise<number> {
  const directory = new SqlAccountDirectory(test.database, passwords, () => now);
  const made = await directory.create({ role: 'administrator', login: 'admin', name: 'Admin' });
  return made.account.id;
}

describe.each<[string, () => Promise<{ store: SettingStore; close: () => Promise<void> }>]>([
  ['memory', () => Promise.resolve({ store: new MemorySettingStore(), close: () => Promise.resolve() })],
  [
    'the database',
    async () => {
      const test = await createTestDatabase();
      return { store: new SqlSettingStore(test.database), close: () => test.drop() };
    },
  ],
])('settings in %s', (_name, create) => {
  it('are written, changed and forgotten, whatever their values are', async () => {
    const { store, close } = await create();
    try {
      expect(await store.read()).toEqual([]);
      const terms = { version: 2, text: { ru: 'Условия — "да"', en: "it's\n\\ 🙂" } };
      await store.write(
        [
          { name: 'callsPerHour', value: 5 },
          { name: 'callingHours', value: '09:00-21:00' },
          { name: 'terms', value: terms },
        ],
        now,
        'account:admin',
      );
      await store.write(
        [
          { name: 'callsPerHour', value: 0 },
          { name: 'callingHours', value: null },
          { name: 'callsPerDay', value: null },
        ],
        now + 1,
        'account:other',
      );
      const rows = await store.read();
      expect(rows).toHaveLength(2);
      expect(rows).toEqual(
        expect.arrayContaining([
          { name: 'callsPerHour', value: 0, changedAt: now + 1, changedBy: 'account:other' },
          { name: 'terms', value: terms, changedAt: now, changedBy: 'account:admin' },
        ]),
      );
    } finally {
      await close();
    }
  });
});

describe.each<[string, () => Promise<{ ledger: ImportLedger; by: number; close: () => Promise<void> }>]>([
  [
    'memory',
    () => Promise.resolve({ ledger: new MemoryImportLedger(), by: 1, close: () => Promise.resolve() }),
  ],
  [
    'the database',
    async () => {
      const test = await createTestDatabase();
      const by = await administrator(test);
      return { ledger: new SqlImportLedger(test.database, 'main'), by, close: () => test.drop() };
    },
  ],
])('imports in %s', (_name, create) => {
  const counts = {
    ...{ bytes: 3_000_000_000, rowsRead: 20, added: 5, changed: 4, unchanged: 3, rejected: 2 },
  };

  it('are begun, told of and ended; those of a dead process are interrupted', async () => {
    const { ledger, by, close } = await create();
    try {
      const first = await ledger.begin(by, now, false);
      await ledger.progress(first, counts);
      expect(await ledger.find(first)).toEqual({
        ...{ id: first, state: 'running', startedAt: now, endedAt: null, fault: null, by: 'admin' },
        ...{ ...counts, dryRun: false, findings: null },
      });
      const findings = {
        profile: 'shopify',
        columns: [],
        words: [],
        noticed: {},
        repeated: 1,
        skipped: 2,
        pooled: 3,
      };
      await ledger.end(first, { state: 'failed', fault: 'header-incomplete', counts, findings }, now + 1);
      const second = await ledger.begin(by, now + 2, true);
      expect(await ledger.interruptRunning(now + 3)).toBe(1);
      expect(await ledger.interruptRunning(now + 4)).toBe(0);
      expect(await ledger.find(first)).toMatchObject({
        state: 'failed',
        fault: 'header-incomplete',
        findings,
      });
      expect(await ledger.find(second)).toMatchObject({
        ...{ state: 'interrupted', fault: 'process-ended', endedAt: now + 3, dryRun: true },
      });
      expect(await ledger.find(999)).toBeNull();
      const page = await ledger.list({ limit: 1 });
      expect(page.rows.map(({ id }) => id)).toEqual([second]);
      const rest = await ledger.list({ limit: 1, after: page.next ?? '' });
      expect(rest.rows.map(({ id }) => id)).toEqual([first]);
      expect(rest.next).toBeNull();
    } finally {
      await close();
    }
  });

  it('keep the lines of their rejects, to be read piece by piece', async () => {
    const { ledger, by, close } = await create();
    try {
      const [one, other] = [await ledger.begin(by, now, false), await ledger.begin(by, now, false)];
      const rejected = { nth: 1, line: 2, rejected: true, reason: 'column-count', column: null, cell: null };
      const noticed = {
        nth: 2,
        line: 4_000_000,
        rejected: false,
        reason: 'status-unknown',
        column: 'Этап',
        cell: '?',
      };
      await ledger.report(one, [rejected, noticed]);
      await ledger.report(other, [rejected]);
      expect(await ledger.reported(one, 0, 1)).toEqual([rejected]);
      expect(await ledger.reported(one, 1, 9)).toEqual([noticed]);
      expect(await ledger.reported(other, 0, 9)).toEqual([rejected]);
    } finally {
      await close();
    }
  });
});

describe('in the database, beyond the ports', () => {
  let test: TestDatabase;
  beforeEach(async () => (test = await createTestDatabase()));
  afterEach(() => test.drop());

  it('a manager’s own caps come with the question whether a call is allowed', async () => {
    const managers = new SqlManagers(test.database, () => now);
    const book = new SqlOrderBook(test.database, test.vault);
    const ask = async () =>
      (await book.authorise({ extension: '101', orderNumber: '', slot: 'main' })).manager;
    await managers.add({ extension: '101', name: 'Anna', maxCallsHour: 0 });
    expect(await ask()).toMatchObject({ maxCallsHour: 0, maxCallsDay: null });
    await managers.change('101', { maxCallsHour: null, maxCallsDay: 7 });
    expect(await ask()).toMatchObject({ maxCallsHour: null, maxCallsDay: 7 });
  });

  it('an import that runs on one node is not interrupted by the start of another', async () => {
    const by = await administrator(test);
    const mine = new SqlImportLedger(test.database, 'main');
    const theirs = new SqlImportLedger(test.database, 'b');
    const running = await mine.begin(by, now, false);
    const left = await theirs.begin(by, now, false);
    expect(await theirs.interruptRunning(now + 1)).toBe(1);
    expect(await mine.find(running)).toMatchObject({ state: 'running' });
    expect(await mine.find(left)).toMatchObject({ state: 'interrupted' });
    expect(await mine.interruptRunning(now + 2)).toBe(1);
  });

  it('an upload becomes orders, and sent again changes nothing', async () => {
    const by = await administrator(test);
    await new SqlManagers(test.database, () => now).add({ extension: '101', name: 'Anna' });
    const imports = new UploadedImports({
      read: readOrders,
      intake: new SqlOrderIntake(test.database, test.vault, systemClock.now),
      ledger: new SqlImportLedger(test.database, 'main'),
      rules: new SqlOrderRules(test.database, systemClock.now, 'Europe/Moscow'),
      region: 'RU',
      clock: systemClock,
      log: new MemoryLog(),
    });
    const csv = [
      'order_number,customer_name,phone,manager_extension',
      ...Array.from({ length: 2500 }, (_, n) => `${n},Customer ${n},+7900555${1000 + n},101`),
      'x,Nobody,12,999',
      '',
    ].join('\n');
    const send = (dryRun = false) =>
      imports.take(
        {
          ...{ chunks: Readable.from([Buffer.from(csv)]), dryRun },
          ...{ begun: () => Promise.resolve(), mayGoOn: new AbortController().signal },
        },
        by,
      );
    const tried = await send(true);
    expect(tried).toMatchObject({ state: 'done', rowsRead: 2501, added: 2500, rejected: 1, dryRun: true });
    expect(await test.database.query('SELECT id FROM orders')).toEqual([]);
    const first = await send();
    expect(first).toMatchObject({ state: 'done', rowsRead: 2501, added: 2500, rejected: 1, by: 'admin' });
    expect(await send()).toMatchObject({ state: 'done', added: 0, unchanged: 2500, rejected: 1 });
    const rejects = [];
    for await (const row of imports.rejects(first.id)) rejects.push(row);
    expect(rejects).toEqual([expect.objectContaining({ line: 2502, rejected: true })]);
  });

  it('outcomes are replaced; one that is no longer in use stays known', async () => {
    const editor = new SqlOutcomeEditor(test.database, () => now);
    const before = await editor.list();
    expect(before.map(({ slug }) => slug)).toEqual([
      ...['confirmed', 'cancelled', 'call-later', 'no-answer', 'wrong-number', 'do-not-call', 'voicemail'],
    ]);
    const [confirmed, ...others] = before;
    const ours = { ...confirmed!, label: { ru: 'Да', en: 'Yes' } };
    await editor.replace([others[1]!, ours]);
    expect(await editor.list()).toEqual([others[1], ours]);
    expect((await new SqlOutcomeList(test.database).list()).map(({ slug }) => slug)).toEqual([
      ...['call-later', 'confirmed'],
    ]);
    expect(await test.database.knex('outcomes').select('slug')).toHaveLength(7);
    await editor.replace(before);
    expect(await editor.list()).toEqual(before);
  });

  it('one administrator stays one', async () => {
    await administrator(test);
    const directory = new SqlAccountDirectory(test.database, passwords, () => now);
    const last = { slug: 'last-administrator' };
    await expect(directory.change('admin', { role: 'supervisor' })).rejects.toMatchObject(last);
    await directory.create({ role: 'supervisor', login: 'orlov', name: 'Orlov' });
    expect(await directory.change('orlov', { role: 'administrator', name: 'Orlov II' })).toMatchObject({
      ...{ role: 'administrator', name: 'Orlov II' },
    });
    expect(await directory.change('admin', { role: 'supervisor' })).toMatchObject({ role: 'supervisor' });
    await expect(directory.disable('orlov')).rejects.toMatchObject(last);
  });
});
