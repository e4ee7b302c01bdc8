import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { headText } from '#audit/audit-hash';
import type { AuditHead } from '#audit/audit-hash';
import { auditTriggers } from '#audit/audit-protection';
import { AuditVerifier } from '#audit/audit-verifier';
import { Database } from '#database/database';
import { Migrator } from '#database/migrator';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { systemClock } from '#kernel/system-clock';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

const star7 = path.join(__dirname, '../../../dist/src/cli/main.js');
const begun = 1_767_225_600_123_456;

let test: TestDatabase;
let verifier: AuditVerifier;

/** Twelve rows of several shapes. */
async function fill(database: Database): Promise<void> {
  let at = begun;
  const log = new SqlAuditLog(database, () => (at += 1));
  for (let n = 1; n <= 12; n += 1) {
    await log.append({
      actor: n % 2 === 0 ? 'manager:101' : 'cli:Ольга',
      action: 'order.view',
      subject: n % 3 === 0 ? null : `order:${n}`,
      ...(n % 4 === 0 ? {} : { detail: { outcome: 'shown', rows: n, zebra: null, apple: true } }),
    });
  }
}

beforeEach(async () => {
  test = await createTestDatabase();
  verifier = new AuditVerifier(test.database);
  await fill(test.database);
});
afterEach(() => test.drop());

/** What somebody with all rights on the database can do. */
async function tamper(...statements: string[]): Promise<void> {
  for (const name of Object.keys(auditTriggers)) await test.database.knex.raw(`DROP TRIGGER ${name}`);
  for (const statement of statements) await test.database.knex.raw(statement);
}

async function faults(anchors: readonly AuditHead[] = []): Promise<unknown> {
  const report = await verifier.verify(anchors);
  expect(report.ok).toBe(report.faultCount === 0);
  return report.faults.map(({ slug, seq, to }) => [slug, seq, ...(to === undefined ? [] : [to])]);
}

describe('an audit log', () => {
  it('that nobody touched is whole, also by heads noted on the way: the control', async () => {
    const before = await verifier.head();
    await new SqlAuditLog(test.database, systemClock.now).append({
      actor: 'system',
      action: 'more',
      subject: null,
    });
    expect(await faults([before, await verifier.head()])).toEqual([]);
    expect(await verifier.verify()).toMatchObject({ rows: 13, ok: true, protected: true });
  });

  it.each([
    ['an actor', "actor = 'manager:102'"],
    ['an action', "action = 'order.list'"],
    ['a subject', "subject = 'order:9999'"],
    ['a subject taken away', 'subject = NULL'],
    ['a time, by a microsecond', 'at = at + INTERVAL 1 MICROSECOND'],
    ['a detail', `detail = '{"apple":true,"outcome":"refused","rows":5,"zebra":null}'`],
  ])('shows that %s was changed', async (_what, change) => {
    await tamper(`UPDATE audit_log SET ${change} WHERE seq = 5`);
    expect(await faults()).toEqual([['changed', 5]]);
  });

  it('does not mind the order of the keys in a detail, which MySQL changes', async () => {
    await tamper(
      `UPDATE audit_log SET detail = '{"zebra":null,"rows":5,"apple":true,"outcome":"shown"}' WHERE seq = 5`,
    );
    expect(await faults()).toEqual([]);
  });

  it('shows a row whose hash was made to fit', async () => {
    await tamper(
      // The hash of another row of the same shape stands for one that was computed.
      'CREATE TEMPORARY TABLE other AS SELECT * FROM audit_log WHERE seq = 7',
      `UPDATE audit_log AS a JOIN other AS o ON a.seq = 5
          SET a.at = o.at, a.subject = o.subject, a.detail = o.detail, a.previous_hash = o.previous_hash, a.hash = o.hash`,
    );
    expect(await faults()).toEqual([
      ['out-of-place', 5],
      ['out-of-place', 6],
    ]);
  });

  it('shows missing rows: the first, one between, several', async () => {
    await tamper('DELETE FROM audit_log WHERE seq IN (1, 5, 8, 9)');
    expect(await faults()).toEqual([
      ['missing', 1, 1],
      ['missing', 5, 5],
      ['missing', 8, 9],
    ]);
  });

  it('shows a missing row whose followers were numbered anew', async () => {
    await tamper(
      'DELETE FROM audit_log WHERE seq = 5',
      'UPDATE audit_log SET seq = seq - 1 WHERE seq > 5 ORDER BY seq',
      'UPDATE audit_chain SET seq = seq - 1',
    );
    expect(await faults()).toEqual([['out-of-place', 5]]);
  });

  it('shows rows that changed places', async () => {
    await tamper(
      'UPDATE audit_log SET seq = 100 WHERE seq = 5',
      'UPDATE audit_log SET seq = 5 WHERE seq = 6',
      'UPDATE audit_log SET seq = 6 WHERE seq = 100',
    );
    expect(await faults()).toEqual([
      ['out-of-place', 5],
      ['out-of-place', 6],
      ['out-of-place', 7],
    ]);
  });

  it('shows rows that were put there outside the chain', async () => {
    await tamper("INSERT INTO audit_log (at, actor, action) VALUES (NOW(6), 'manager:101', 'order.view')");
    expect(await faults()).toEqual([['unchained', null]]);
  });

  it('shows an end that was cut off, by what the chain says of its own end', async () => {
    await tamper('DELETE FROM audit_log WHERE seq > 9');
    expect(await faults()).toEqual([['missing', 10, 12]]);
  });

  it('shows an emptied table', async () => {
    await tamper('TRUNCATE TABLE audit_log');
    expect(await faults()).toEqual([['missing', 1, 12]]);
  });

  it('shows an end that was cut off together with what the chain says of it, by a head from elsewhere alone', async () => {
    const noted = await verifier.head();
    await tamper(
      'DELETE FROM audit_log WHERE seq > 9',
      'UPDATE audit_chain SET seq = 9, hash = (SELECT hash FROM audit_log WHERE seq = 9)',
    );
    expect(await faults()).toEqual([]);
    expect(await faults([noted])).toEqual([['anchor-mismatch', 12]]);
    // Grown again past that place, it is still another chain.
    await fill(test.database);
    expect(await faults()).toEqual([]);
    expect(await faults([noted])).toEqual([['anchor-mismatch', 12]]);
  });

  it('shows a chain without its end', async () => {
    await tamper('DELETE FROM audit_chain');
    expect(await faults()).toEqual([['head-mismatch', 12]]);
    // And nothing more is written: what could not be proved is not begun.
    await expect(fill(test.database)).rejects.toThrow();
  });
});

describe('the database itself', () => {
  it('refuses to change or remove a row', async () => {
    const { knex } = test.database;
    for (const statement of [
      "UPDATE audit_log SET actor = 'manager:102' WHERE seq = 5",
      'UPDATE audit_log SET hash = REPEAT("x", 32) WHERE seq = 5',
      'UPDATE audit_log SET seq = NULL WHERE seq = 5',
      'DELETE FROM audit_log WHERE seq = 5',
      "REPLACE INTO audit_log (id, at, actor, action) SELECT id, at, 'x', action FROM audit_log WHERE seq = 5",
    ]) {
      await expect(knex.raw(statement)).rejects.toThrow('append-only');
    }
    expect(await faults()).toEqual([]);
  });

  it('is told again to refuse it, where its triggers were lost', async () => {
    await tamper();
    expect((await verifier.verify()).protected).toBe(false);
    expect(await verifier.protect()).toBe(true);
    expect((await verifier.verify()).protected).toBe(true);
  });
});

describe('writers at the same time', () => {
  it('continue one chain: many of this process, and the command in others', async () => {
    const run = promisify(execFile);
    const env = { PATH: process.env['PATH'], STAR7_DATABASE_URL: test.url };
    const others = Array.from({ length: 6 }, () => Database.connect(test.url, { connections: 2 }));
    try {
      const written = others.flatMap((database, writer) => {
        const log = new SqlAuditLog(database, systemClock.now);
        return Array.from({ length: 50 }, (_, n) =>
          log.append({ actor: `token:${writer}`, action: 'call.start', subject: `call:${n}` }),
        );
      });
      const commands = [1, 2, 3].map((n) =>
        run(process.execPath, [star7, 'manager', 'add', String(200 + n), 'Anna'], { env }),
      );
      await Promise.all([...written, ...commands]);
    } finally {
      await Promise.all(others.map((database) => database.close()));
    }
    expect(await verifier.verify()).toMatchObject({ rows: 12 + 300 + 3, ok: true });
  });

  it('of the version before are taken into the chain by the next of this one', async () => {
    const { knex } = test.database;
    await knex('audit_log').insert({ at: '2026-01-01 00:00:00', actor: 'token:1', action: 'order.view' });
    expect(await faults()).toEqual([['unchained', null]]);
    await new SqlAuditLog(test.database, systemClock.now).append({
      actor: 'system',
      action: 'more',
      subject: null,
    });
    expect(await verifier.verify()).toMatchObject({ rows: 14, ok: true });
  });

  it('of the version before are looked for once a minute', async () => {
    let now = begun;
    const log = new SqlAuditLog(test.database, () => now);
    const more = () => log.append({ actor: 'system', action: 'more', subject: null });
    await more();
    await test.database
      .knex('audit_log')
      .insert({ at: '2026-01-01 00:00:00', actor: 'token:1', action: 'order.view' });
    await more();
    expect(await faults()).toEqual([['unchained', null]]);
    now += 60_000_000;
    await more();
    expect(await verifier.verify()).toMatchObject({ rows: 12 + 4, ok: true });
  });
});

it('of before the chain is chained by the migration, each row as it was', async () => {
  const { knex } = test.database;
  const migrator = new Migrator(test.database);
  await knex('star7_migrations').where({ name: '0002-limits-and-audit-chain' }).update({ batch: 2 });
  const rows = await knex('audit_log').orderBy('id').select('id', 'at', 'actor', 'action', 'subject');
  expect(await migrator.down()).toEqual(['0002-limits-and-audit-chain']);
  expect(await migrator.up()).toEqual(['0002-limits-and-audit-chain']);
  expect(await verifier.verify()).toMatchObject({ rows: 12, ok: true, protected: true });
  expect(await knex('audit_log').orderBy('id').select('id', 'at', 'actor', 'action', 'subject')).toEqual(
    rows,
  );
});

describe('star7 audit', () => {
  const run = async (...words: string[]): Promise<{ status: number; out: string }> => {
    const env = { PATH: process.env['PATH'], STAR7_DATABASE_URL: test.url };
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [star7, ...words], { env });
      return { status: 0, out: stdout };
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return { status: code, out: stdout };
    }
  };

  it('says by its exit status whether the log is whole, and where it is not', async () => {
    const noted = (await run('audit', 'head')).out.trim();
    expect(noted).toBe(headText(await verifier.head()));
    expect(await run('audit', 'verify', '--head', noted)).toMatchObject({ status: 0 });
    await tamper(
      "UPDATE audit_log SET actor = 'manager:102' WHERE seq = 5",
      'DELETE FROM audit_log WHERE seq = 12',
    );
    const told = await run('audit', 'verify', '--head', noted);
    expect(told.status).toBe(7);
    expect(told.out).toContain('5: was changed');
    const json = await run('--json', 'audit', 'verify', '--head', noted);
    expect(json.status).toBe(7);
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      rows: 11,
      faultCount: 3,
      protected: false,
      faults: [
        { slug: 'changed', seq: 5 },
        { slug: 'missing', seq: 12, to: 12 },
        { slug: 'anchor-mismatch', seq: 12 },
      ],
    });
    expect((await run('audit', 'verify', '--head', 'nonsense')).status).toBe(2);
  });
});
