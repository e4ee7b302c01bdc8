import { v7 as uuidv7 } from 'uuid';
import { AgiServer } from '#pbx/asterisk/agi/agi-server';
import { createAmiMonitor } from '#pbx/asterisk/ami/create-ami-monitor';
import { newestBackup } from '#backup/backup-folder';
import { LoggedAlerts } from '#log/alerts';
import { CallAuditor } from '#calls/engine/call-auditor';
import { CallFeed } from '#calls/engine/call-feed';
import { CallGate } from '#calls/engine/call-gate';
import { CallScribe } from '#calls/engine/call-scribe';
import type { Examination } from '#doctor/doctor-runs';
import { GuessGuard } from '#calls/engine/guess-guard';
import { HealthCheck } from '#health/health';
import { LiveSettings } from '#settings/live-settings';
import { OrderFeed } from '#orders/order-feed';
import { Phones } from '#supervision/phones';
import type { Log } from '#kernel/log';
import { Switchboard } from '#calls/engine/switchboard';
import { TimedOrderBook } from '#calls/engine/timed-order-book';
import { unknownExtensions } from '#calls/engine/unknown-extensions';

import type { Config } from '#config/config';
import { collect } from '#doctor/collect/collect';
import { examine } from '#doctor/examine';
import { JournalFile } from '#calls/engine/journal/journal-file';
import { callIdOf } from '#calls/engine/journal/journal-line';
import { PrometheusMetrics } from '#metrics/prometheus-metrics';
import { AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriPbx, ariEventTypes } from '#pbx/asterisk/ari-pbx';
import { DeadMansSwitch } from '#pbx/asterisk/dead-mans-switch';
import { AriPbxView } from '#pbx/asterisk/ari-pbx-view';
import { EndingsFile } from '#pbx/asterisk/endings-file';
import { MeteredAri } from '#pbx/asterisk/ari/metered-ari';
import { parseTrunks } from '#pbx/asterisk/parse-trunks';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import {
  autoAnswerHeader,
  callPlan,
  guessRules,
  longestLegSeconds,
  settingDefaults,
  numberRules,
} from './settings';
import { ContactVault } from '#vault/contact-vault';
import { Database } from '#database/database';
import { hasSchema } from '#database/schema-check';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { SqlCallAudit } from '#calls/sql-call-audit';
import { SqlCallLog } from '#calls/sql-call-log';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlLimitStore } from '#calls/sql-limit-store';
import { SqlOrderBook } from '#calls/sql-order-book';
import { SqlSettingStore } from '#settings/sql-setting-store';
import { SqlPeople } from '#people/sql-manager-names';
import { systemClock } from '#kernel/system-clock';
import { KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';
import { version } from '#config/version';
import { createWorkplace } from './workplace';

/** The settings that `star7 serve` needs. */
export const appSections = [
  'database',
  'keys',
  'numbers',
  'ari',
  'calls',
  'limits',
  'journal',
  'ami',
  'http',
  'agi',
  'backup',
  'log',
  'doctor',
] as const;
export type AppConfig = Config<(typeof appSections)[number]>;

export interface App {
  /**
   * Takes no new call, waits for those that are being set up, writes what is to be written, and lets go of everything.
   * Those who talk go on talking, and the next start takes them over.
   */
  stop(): Promise<void>;
}

const stopDeadlineMs = 10_000;

/**
 * The composition root: who is joined to whom.
 *
 *     Asterisk ◄─► ari ◄─► pbx ◄─► switchboard ◄── workplace ◄── browser, programs, cli
 *                                   │   │   │        └─► store (people, queue, notes)
 *        agi ──► orders (look-up) ◄─┘   │   └─► scribe ──► store (records), journal (what is not stored yet)
 *                                       └ ami (phones' states)
 *
 * Resolves when it listens, and connects to the PBX for as long as that takes; until then calls are answered with
 * `unavailable`. Rejects where something it cannot do without is missing.
 *
 * Where another program takes the Stasis application, the calls are that program's: the process ends with status 1
 * and hangs up nothing.
 */
export async function startApp(config: AppConfig, log: Log): Promise<App> {
  const clock = systemClock;

  // What is stored: orders and records, and the keys that open a number.
  const database = Database.connect(config.STAR7_DATABASE_URL);
  const keys = new LiveKeys(KeyFile.locate(config.STAR7_KEY_FILE ?? null));
  const vault = new ContactVault(keys);
  const feed = new CallFeed();
  const metrics: PrometheusMetrics = new PrometheusMetrics({
    version,
    feed,
    liveCalls: () => switchboard.liveCalls(),
    recordsWaiting: () => scribe.overdue,
    recordsRefused: () => scribe.refused,
    journal: () => journal,
    health: () => health.ask(),
    lastBackup: () => newestBackup(config.STAR7_BACKUP_FOLDER),
  });
  const rules = numberRules(config);
  const orders = new TimedOrderBook(new SqlOrderBook(database, vault, rules.destinations), clock, metrics);
  const store = new SqlCallStore(database, config.STAR7_NODE);
  const callLog = new SqlCallLog(database);
  const audit = new SqlAuditLog(database, clock.now);

  // Who may call whom, how often and when; and that all of it is seen.
  const alerts = new LoggedAlerts(log);
  const limitStore = new SqlLimitStore(database);
  const guard = new GuessGuard({ store: limitStore, alerts, clock, rules: guessRules(config) });
  const settings = new LiveSettings({
    store: new SqlSettingStore(database),
    defaults: settingDefaults(config),
    clock,
    log,
  });
  const gate = new CallGate({ orders, guard, store: limitStore, alerts, clock, limits: settings.limits });
  const auditor = new CallAuditor(new SqlCallAudit(database, clock.now), clock, alerts, log);

  // The PBX, and what is known of the phones.
  const trunks = parseTrunks(config.STAR7_TRUNKS);
  const application = config.STAR7_ARI_APPLICATION;
  const ari = new AriConnection(
    {
      url: config.STAR7_ARI_URL,
      username: config.STAR7_ARI_USERNAME,
      password: config.STAR7_ARI_PASSWORD,
      application,
    },
    ariEventTypes,
    (event) => {
      deadMansSwitch.receive(event);
      pbx.receive(event);
    },
    (up) => {
      metrics.connectionChanged('pbx', up);
      deadMansSwitch.connectionChanged(up);
      pbx.connectionChanged(up, clock.now());
    },
    clock,
    log,
    () => void end(giveUp),
  );
  const endingsFile = config.STAR7_ENDINGS_FILE ?? null;
  const pbx = new AriPbx(
    new MeteredAri(ari, clock, metrics),
    {
      application,
      node: config.STAR7_NODE,
      trunks,
      autoAnswerHeader: autoAnswerHeader(config),
      longestLegSeconds: longestLegSeconds(config),
    },
    endingsFile === null ? null : new EndingsFile(endingsFile, log),
    new PbxTime(clock),
  );
  const deadMansSwitch = new DeadMansSwitch(
    ari,
    { application, endingsFile: config.STAR7_ENDINGS_FILE_PBX ?? endingsFile },
    clock,
    log,
  );

  const ami = createAmiMonitor(
    config,
    clock,
    log,
    (up) => {
      metrics.connectionChanged('ami', up);
      phones.allChanged();
    },
    (extension) => phones.changed(extension),
  );
  const people = new SqlPeople(database);
  const phones: Phones = new Phones(ami ?? unknownExtensions, people, clock, log);

  const health = new HealthCheck(
    [
      { name: 'database', needed: true, isUp: () => database.ping().then(() => true) },
      { name: 'schema', needed: true, isUp: () => hasSchema(database) },
      { name: 'pbx', needed: true, isUp: () => ari.up },
      { name: 'journal', needed: true, isUp: () => !journal.full },
      ...(ami === null ? [] : [{ name: 'ami', needed: false, isUp: () => ami.up }]),
    ],
    clock,
  );

  // The calls themselves.
  const journal = new JournalFile(
    config.STAR7_JOURNAL_FILE,
    { limitBytes: config.STAR7_JOURNAL_LIMIT_MB * 1_000_000 },
    clock,
    log,
  );
  const orderFeed = new OrderFeed();
  const scribe = new CallScribe(
    store,
    journal,
    clock,
    log,
    undefined,
    ({ orderNumber, managerExtension }) => {
      // From now on the call is in the order's history.
      if (orderNumber !== null) orderFeed.publish({ orderNumber, managerExtension });
    },
  );
  const switchboard = new Switchboard({
    pbx,
    orders: gate,
    store,
    callLog,
    scribe,
    journal,
    extensions: ami ?? unknownExtensions,
    feed,
    clock,
    log,
    plan: callPlan(config, trunks),
    newCallId: uuidv7,
  });

  // The ways in for people and programs.
  const workplace = createWorkplace({
    ...{ config, clock, log, database, keys, vault, rules, callLog, phones, people },
    ...{ orders, guard, settings, audit, alerts, health, metrics },
    control: switchboard,
    feeds: { calls: feed, orders: orderFeed },
    pbx: new AriPbxView(ari, trunks),
    examination: doctorExamination(config),
  });
  const { http } = workplace;
  const agi = new AgiServer(
    { orders, guard, audit, clock, log },
    {
      trustExtensionArgument: config.STAR7_AGI_TRUST_EXTENSION,
      allowedPeers: config.STAR7_AGI_PEERS.split(/\s+/),
    },
  );

  const letGo = async (): Promise<void> => {
    await Promise.all([http.close(), agi.close(), ami?.stop()]);
    phones.stop();
    await workplace.settled();
    // Where it was not stopped before, nobody waits for its calls: it only looks no more.
    await switchboard.stop(0);
    ari.stop();
    await auditor.stop();
    await database.close();
    await journal.close();
  };

  const stop = async (): Promise<void> => {
    log.info('stopping');
    health.stopping();
    const settled = await switchboard.stop(stopDeadlineMs);
    const written = await scribe.flush(stopDeadlineMs);
    if (!settled || !written) {
      log.warn('stopped before every call was set up or ended, and written; the journal has them', {
        waiting: scribe.pending,
      });
    }
    await letGo();
    log.info('stopped');
  };

  /** Calls that are up are the other program's; the journal has them for the next start. */
  const giveUp = async (): Promise<void> => {
    const exit = (): void => process.exit(1);
    // Not left to the event loop: calls that are up have timers, which would keep the process for an hour.
    const cancel = clock.after(stopDeadlineMs, exit);
    try {
      await scribe.flush(stopDeadlineMs / 2);
      await letGo();
    } finally {
      cancel();
      exit();
    }
  };

  let ending: Promise<void> | null = null;
  const end = (how: () => Promise<void>): Promise<void> => (ending ??= how());

  try {
    // First of all: while another Star7 has these ports, its calls and its application are not to be touched.
    await listen('REST', 'STAR7_HTTP', config.STAR7_HTTP_HOST, config.STAR7_HTTP_PORT, (at) =>
      http.listen(at),
    );
    await listen('FastAGI', 'STAR7_AGI', config.STAR7_AGI_HOST, config.STAR7_AGI_PORT, (at) =>
      agi.listen(at),
    );
    const left = await journal.open();
    scribe.replay(left.finished);
    switchboard.restore(left.open);
    const orphans = await store.closeOrphans(clock.now(), left.entries.map(callIdOf));
    if (orphans > 0)
      log.warn('closed the records of calls of which the journal knows nothing', { count: orphans });
    await workplace.begin();
    auditor.start(feed);
    // So that the first call need not wait for it; where it fails now, that call tries again.
    void gate.ready().catch(() => undefined);
    phones.start();
    ami?.start();
  } catch (error) {
    await letGo();
    throw error;
  }
  void ari.start().then(() => {
    if (ari.up)
      log.info('ready', { host: config.STAR7_HTTP_HOST, port: config.STAR7_HTTP_PORT, application });
  });

  return { stop: () => end(stop) };
}

/**
 * The doctor's look at everything, where the site gave it a way to look that goes beyond what Star7 itself may ask.
 * @param environment where systemd's credentials and programs are named
 */
function doctorExamination(config: AppConfig, environment = process.env): Examination {
  if (config.STAR7_DOCTOR_AMI_USERNAME === undefined && config.STAR7_ASTERISK_COMMAND === 'asterisk') {
    return {
      why: 'Give Star7 a way to look: STAR7_DOCTOR_AMI_USERNAME and STAR7_DOCTOR_AMI_PASSWORD, or STAR7_ASTERISK_COMMAND where it may run that.',
    };
  }
  // What cannot be seen is told as a finding.
  const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return {
    examine: async () => examine(await collect(config, { environment, live: null }, systemClock, quiet)),
  };
}

function ignore(): void {
  // Deliberately nothing.
}

/** @throws {ListenError} where the address is taken or not this machine's */
async function listen(
  what: string,
  settings: string,
  host: string,
  port: number,
  start: (at: { host: string; port: number }) => Promise<unknown>,
): Promise<void> {
  try {
    await start({ host, port });
  } catch (error) {
    throw new ListenError(what, host, port, settings, error);
  }
}

/** A server could not listen where it was told to. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly slug = 'cannot-listen';

  constructor(what: string, host: string, port: number, settings: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    super(
      `${what} cannot listen on ${host}:${String(port)} (${code}): is another Star7 running, or ${settings}_HOST or ${settings}_PORT wrong?`,
      { cause },
    );
  }
}
