import { MemoryMobiles } from '../../unit/people/memory-manager-roster';
import { openEverywhere } from '#vault/destinations';
import { typedNumberReader } from '#vault/typed-number';
import { AuditTrail } from '#audit/audit-trail';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { noMeter } from '#http/http-meter';
import { buildHttpServer } from '#http/http-server';
import { systemClock } from '#kernel/system-clock';
import { peopleApi } from '#people/people-api';
import { SignIn } from '#people/sign-in';
import { SignInLimiter } from '#people/sign-in-limiter';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { LiveAgents } from '#people/agents';
import { SqlAgents } from '#people/sql-agents';
import { SqlManagers } from '#people/sql-managers';
import { TotpCodes } from '#vault/totp-codes';
import { MemoryLog } from '../../unit/log/memory-log';
import {
  MemoryAccountBook,
  MemorySessionBook,
  MemoryTerms,
  PlainPasswords,
} from '../../unit/people/memory-people';
import { MemoryTokenBook } from '../../unit/people/memory-token-book';
import { runCommand } from '../cli/command-runner';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

/** The API of people over the database, for an administrator. */
function api() {
  const log = new MemoryLog();
  const accounts = new MemoryAccountBook();
  const passwords = new PlainPasswords();
  const books = {
    ...{ tokens: new MemoryTokenBook(), sessions: new MemorySessionBook(accounts, systemClock) },
    ...{ accounts, passwords, codes: new TotpCodes(), terms: new MemoryTerms() },
    idleSeconds: () => Promise.resolve(60),
  };
  return buildHttpServer(
    {
      routes: [
        peopleApi({
          books,
          signIn: new SignIn({ ...books, limiter: new SignInLimiter(systemClock), clock: systemClock }),
          managers: new SqlManagers(test.database, systemClock.now),
          accounts: new SqlAccountDirectory(test.database, passwords, systemClock.now),
          agents: new LiveAgents({ store: new SqlAgents(test.database), clock: systemClock, log }),
          ringing: () => ['desk'],
          mobiles: new MemoryMobiles(),
          companyNumber: () => Promise.resolve(null),
          codeCaller: { call: () => Promise.resolve() },
          readNumber: typedNumberReader({ region: 'RU', destinations: openEverywhere }),
          trail: new AuditTrail(new SqlAuditLog(test.database, systemClock.now), systemClock, log),
          clock: systemClock,
          log,
          settings: { version: '0' },
        }),
      ],
      requireCredential: (app) => {
        app.addHook('onRequest', (request, _reply, done) => {
          request.principal = {
            role: 'administrator',
            by: { account: 1, login: 'admin', mayExport: false },
          };
          done();
        });
      },
      meter: noMeter,
      log,
    },
    {},
  );
}

interface Row {
  actor: string;
  action: string;
  subject: string;
  detail: string | null;
}

/** Without what tells one from another by intention: the actor, and whom it was about. */
async function auditedOf(actor: RegExp): Promise<object[]> {
  const rows = await test.database
    .knex('audit_log')
    .orderBy('id')
    .select<Row[]>('actor', 'action', 'subject', 'detail');
  return rows
    .filter((row) => actor.test(row.actor))
    .map(({ action, subject, detail }) => ({ action, subject: subject.replace(/10[12]/, '…'), detail }));
}

it('leaves the same rows in the audit log, from the pages and from the prompt', async () => {
  const app = api();
  const rest = async (method: 'POST' | 'PATCH', url: string, payload?: object) => {
    const reply = await app.inject({ method, url, ...(payload !== undefined && { payload }) });
    expect(reply.statusCode).toBeLessThan(300);
  };
  await rest('POST', '/api/managers', { extension: '101', name: 'Анна' });
  await rest('PATCH', '/api/managers/101', { did: '74951234567', name: 'Вера' });
  await rest('POST', '/api/managers/101/disable');
  await app.close();

  const prompt = async (...words: string[]) => {
    const answer = await runCommand(words, { STAR7_DATABASE_URL: test.url });
    expect(answer.status).toBe(0);
  };
  await prompt('manager', 'add', '102', 'Анна');
  await prompt('manager', 'set', '102', '--did', '74951234567', '--name', 'Вера');
  await prompt('manager', 'disable', '102');

  const byPrompt = await auditedOf(/^cli:/);
  expect(byPrompt).toMatchObject([
    { action: 'manager.add' },
    { action: 'manager.set' },
    { action: 'manager.disable' },
  ]);
  expect(await auditedOf(/^account:admin$/)).toEqual(byPrompt);
});
