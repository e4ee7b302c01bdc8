import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { eventually } from '../lab/eventually';
import { orderThat } from '../lab/sample-shop';
import { TestLab } from './test-lab';

let at: TestLab;
let database: Connection;
beforeAll(async () => {
  at = TestLab.attach();
  database = await createConnection(at.lab.database.url);
});
afterEach(async () => {
  await at.onHook(101);
});
afterAll(async () => {
  await database.end();
  await at.release();
});

const order = orderThat('answers');

async function talking(): Promise<string> {
  const phone = at.phone(101);
  const id = await phone.dial(`*7${order.orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
  await eventually(async () => (await at.calls(101))[0]?.phase === 'talking', {
    within: 5_000,
    what: 'the conversation',
  });
  return id;
}

/** Ends the call that is up, and sees that it was as every other. */
async function endsWell(after: string | null): Promise<void> {
  expect((await at.calls(101))[0]).toMatchObject({ phase: 'talking' });
  await at.phone(101).hangUp();
  expect(await at.lastRecord(101, { after })).toMatchObject({
    disposition: 'answered',
    hungUpBy: 'manager',
  });
}

const ready = async (): Promise<number> => (await fetch(new URL('/readyz', at.lab.star7.httpUrl))).status;

test('star7 migrate during a call changes nothing where all is done, and the call goes on', async () => {
  const after = await at.newest(101);
  await talking();
  const answer = JSON.parse((await at.lab.star7.mustRun(['migrate', '--json'])).stdout) as object;
  expect(answer).toEqual({ migrated: [] });
  await endsWell(after);
});

test('tables are expanded during calls: those that are up end well, new ones begin', async () => {
  // What an expanding migration of a later release does, on the busiest tables.
  const expanded = [
    'ALTER TABLE calls ADD COLUMN later_note VARCHAR(100) NULL, ADD KEY later_by_trunk (trunk)',
    'ALTER TABLE orders ADD COLUMN later_flag BOOLEAN NOT NULL DEFAULT FALSE',
    'CREATE TABLE later_things (id INT PRIMARY KEY, call_id CHAR(36) COLLATE ascii_bin NULL)',
    "INSERT INTO star7_migrations (name, batch, migration_time) VALUES ('9999-later', 99, UTC_TIMESTAMP())",
  ];
  const contracted = [
    'ALTER TABLE calls DROP KEY later_by_trunk, DROP COLUMN later_note',
    'ALTER TABLE orders DROP COLUMN later_flag',
    'DROP TABLE later_things',
    "DELETE FROM star7_migrations WHERE name = '9999-later'",
  ];
  const after = await at.newest(101);
  await talking();
  try {
    for (const statement of expanded) await database.query(statement);
    expect(await ready()).toBe(200);
    await endsWell(after);
    const next = await at.newest(101);
    await talking();
    await endsWell(next);
  } finally {
    for (const statement of contracted) await database.query(statement);
  }
});

test('where a migration is missing, Star7 is not ready', async () => {
  const [rows] = await database.query<RowDataPacket[]>(
    'SELECT * FROM star7_migrations ORDER BY id DESC LIMIT 1',
  );
  const { id, name } = rows[0] as { id: number; name: string };
  await database.query('UPDATE star7_migrations SET name = ? WHERE id = ?', ['0000-other', id]);
  try {
    expect(await ready()).toBe(503);
  } finally {
    await database.query('UPDATE star7_migrations SET name = ? WHERE id = ?', [name, id]);
  }
  expect(await ready()).toBe(200);
});

test('a backup during a call holds no one up', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'star7-backup-'));
  const after = await at.newest(101);
  try {
    await talking();
    await at.lab.star7.mustRun(['backup', path.join(folder, 'a.backup')]);
    await endsWell(after);
    await at.lab.star7.mustRun(['restore', '--check', path.join(folder, 'a.backup')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('SIGHUP during a call opens the log anew, and the call goes on', async () => {
  const file = at.lab.star7.env['STAR7_LOG_FILE']!;
  const after = await at.newest(101);
  await talking();
  renameSync(file, `${file}.1`);
  try {
    at.lab.star7.daemon.signal('SIGHUP');
    await endsWell(after);
    const lines = (name: string) => readFileSync(name, 'utf8').trim().split('\n');
    expect(lines(`${file}.1`).some((line) => line.includes('calling-customer -> connecting'))).toBe(true);
    await eventually(() => lines(file).some((line) => line.includes('"message":"call ends"')), {
      within: 5_000,
      what: 'the end of the call in the new file',
    });
  } finally {
    rmSync(`${file}.1`);
  }
});
