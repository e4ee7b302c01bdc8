import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Alerts } from '#log/alerts';
import type { CallControl } from '#calls/engine/call-control';
import type { CallFeed } from '#calls/engine/call-feed';
import { ChainCheck } from '#audit/chain-check';
import { DoctorRuns } from '#doctor/doctor-runs';
import type { Examination } from '#doctor/doctor-runs';
import { EventFeed } from '#supervision/event-feed';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { HealthCheck } from '#health/health';
import type { LiveSettings } from '#settings/live-settings';
import type { OrderFeed } from '#orders/order-feed';
import type { People } from '#people/manager-names';
import type { Phones } from '#supervision/phones';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { OrderBook } from '#calls/engine/call-authority';
import type { AuditLog } from '#audit/audit-log';
import type { CallLog } from '#calls/call-log';
import { StatisticsReporter } from '#supervision/statistics-report';
import type { Config } from '#config/config';
import { buildHttpServer } from '#http/http-server';
import type { AdministrationParts } from '#http/administration';
import { UploadedImports } from '#orders/intake/uploaded-imports';
import type { PrometheusMetrics } from '#metrics/prometheus-metrics';
import { trustedProxies } from './settings';
import { AuditVerifier } from '#audit/audit-verifier';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';
import { ManagerStore } from '#people/sql-managers';
import { SqlAccountBook } from '#people/sql-account-book';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { SqlAuditReader } from '#audit/sql-audit-reader';
import { SqlBoard } from '#supervision/sql-board';
import { SqlContactChanges } from '#orders/contacts/sql-contact-changes';
import type { NumberRules } from '#orders/contacts/sql-contact-changes';
import { SqlEntryLists } from '#supervision/sql-entry-lists';
import { SqlImportLedger } from '#orders/intake/sql-import-ledger';
import { SqlOrderEntries } from '#orders/sql-order-entries';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { SqlOrderList } from '#orders/sql-order-list';
import { SqlOutcomeEditor } from '#orders/sql-outcome-editor';
import { SqlOutcomeList } from '#orders/sql-outcome-list';
import { SqlSessionBook } from '#people/sql-session-book';
import { SqlStatistics } from '#supervision/sql-statistics';
import { SqlTokenBook } from '#people/sql-token-book';
import { SqlWorkQueue } from '#orders/sql-work-queue';
import { TotpVault } from '#people/totp-vault';
import { Argon2Passwords } from '#vault/argon2-passwords';
import type { LiveKeys } from '#vault/live-keys';
import { TotpCodes } from '#vault/totp-codes';
import { version } from '#config/version';

/** What the workplace is joined to: what calls go by, and is there without it. */
export interface WorkplaceParts {
  config: Config<'http' | 'journal'>;
  clock: Clock;
  log: Log;
  database: Database;
  keys: LiveKeys;
  vault: ContactVault;
  /** How numbers that are typed in or imported are read. */
  rules: NumberRules;
  control: CallControl;
  callLog: CallLog;
  /** Changes of calls, of orders, of phones: what live readers are told. */
  feeds: { calls: CallFeed; orders: OrderFeed };
  phones: Phones;
  people: People;
  orders: OrderBook;
  guard: GuessGuard;
  settings: LiveSettings;
  audit: AuditLog;
  alerts: Alerts;
  health: HealthCheck;
  metrics: PrometheusMetrics;
  pbx: AdministrationParts['pbx'];
  examination: Examination;
}

export interface Workplace {
  http: FastifyInstance;
  /** Before anything is asked of it: imports that a process left running are not. */
  begin(): Promise<void>;
  /** Once {@link http} is closed, and before the database is. */
  settled(): Promise<void>;
}

/** Rows of the audit log that are checked in one go: calls wait for so long, a few milliseconds. */
const auditRowsAtOnce = 200;

/** What people see in the browser, and programs by REST: who is joined to whom. */
export function createWorkplace(parts: WorkplaceParts): Workplace {
  const { config, clock, log, database, keys, vault, rules, settings, phones, people, feeds } = parts;

  // Who asks: by a token, or signed in.
  const tokens = new SqlTokenBook(database, clock.now);
  const sessions = new SqlSessionBook(database, clock.now);
  const passwords = new Argon2Passwords();

  // What supervisors see, and what everybody is told as it happens.
  const events = new EventFeed({ calls: feeds.calls, phones: phones.feed, orders: feeds.orders });
  const verifier = new AuditVerifier(database, auditRowsAtOnce);
  const chain = new ChainCheck({ verify: (stop) => verifier.verify([], stop) }, clock, log);

  // Orders from the browser.
  const ledger = new SqlImportLedger(database, config.STAR7_NODE);
  const imports = new UploadedImports({
    intake: new SqlOrderIntake(database, vault, clock.now),
    ledger,
    region: rules.region,
    clock,
    log,
  });

  const http = buildHttpServer(
    {
      control: parts.control,
      events,
      calls: parts.callLog,
      orders: new SqlOrderList(database, clock.now),
      owners: parts.orders,
      guard: parts.guard,
      tokens,
      signingIn: {
        accounts: new SqlAccountBook(database, new TotpVault(keys), clock.now),
        sessions,
        passwords,
        codes: new TotpCodes(),
        terms: settings.terms,
        idleSeconds: async () => (await settings.values()).sessionIdleMinutes * 60,
      },
      audit: parts.audit,
      clock,
      log,
      health: () => parts.health.ask(),
      metrics: parts.metrics,
      metricsPage: parts.metrics,
      work: {
        queue: new SqlWorkQueue(database, clock.now),
        outcomes: new SqlOutcomeList(database),
        entries: new SqlOrderEntries(database, clock.now),
        contacts: new SqlContactChanges(database, vault, rules, clock.now),
        feed: feeds.orders,
        alerts: parts.alerts,
      },
      administration: {
        managers: new ManagerStore(database, clock.now),
        accounts: new SqlAccountDirectory(database, passwords, clock.now),
        settings,
        outcomes: new SqlOutcomeEditor(database, clock.now),
        imports,
        pbx: parts.pbx,
        people,
        phones,
        doctor: new DoctorRuns(parts.examination, clock, log),
      },
      supervision: {
        people,
        phones,
        board: new SqlBoard(database),
        statistics: new StatisticsReporter(new SqlStatistics(database)),
        auditReader: new SqlAuditReader(database),
        chain,
        entryLists: new SqlEntryLists(database),
        timeZone: async () => (await settings.limits()).defaultTimeZone,
      },
    },
    {
      version,
      metricsToken: config.STAR7_METRICS_TOKEN ?? null,
      trustedProxies: trustedProxies(config),
      // Beside what the compiler wrote.
      pagesFolder: join(__dirname, '../web'),
    },
  );

  return {
    http,
    begin: async () => {
      await ledger.interruptRunning(clock.now());
    },
    settled: async () => {
      await Promise.all([tokens.settled(), sessions.settled(), chain.stop()]);
    },
  };
}
