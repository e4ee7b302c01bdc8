import { join } from 'node:path';
import type { AppConfig } from './app-config';
import { createAudit } from '#audit/create-audit';
import { newestBackup } from '#backup/backup-folder';
import { registerBackupMetrics } from '#backup/backup-metrics';
import { createCalls } from '#calls/create-calls';
import { answeredExtensions } from '#calls/model/call-view';
import { version } from '#config/version';
import { Database } from '#database/database';
import { hasSchema } from '#database/schema-check';
import { createConnectors } from '#connectors/create-connectors';
import { createCouriers } from '#couriers/create-couriers';
import { createDids } from '#dids/create-dids';
import { createDoctor } from '#doctor/create-doctor';
import { HealthCheck } from '#health/health';
import { registerHealthMetrics } from '#health/health-metrics';
import { healthApi } from '#health/health-routes';
import { buildHttpServer } from '#http/http-server';
import { listen } from '#http/listen';
import { trustedProxies } from '#http/trusted-proxies';
import type { Log } from '#kernel/log';
import { Precedence } from '#kernel/precedence';
import { systemClock } from '#kernel/system-clock';
import { LoggedAlerts } from '#log/alerts';
import { HttpMetrics } from '#metrics/http-metrics';
import { MetricRegistry } from '#metrics/metric-registry';
import { metricsApi } from '#metrics/metrics-routes';
import { createMail } from '#mail/create-mail';
import { createLeaks } from '#leaks/create-leaks';
import { createOrders } from '#orders/create-orders';
import { createAgi } from '#pbx/asterisk/agi/create-agi';
import { createAsterisk } from '#pbx/asterisk/create-asterisk';
import { createPeople } from '#people/create-people';
import type { DeviceKind } from '#people/model/reach';
import { RingingMobiles } from '#people/ringing-mobiles';
import { createPhone } from '#phone/create-phone';
import { createDeskPhones } from '#phone/desk/create-desk-phones';
import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { createReveal } from '#reveal/create-reveal';
import { removeNamed } from '#reveal/remove-named';
import { createSettings } from '#settings/create-settings';
import { createWebhooks } from '#webhooks/create-webhooks';
import { createSupervision } from '#supervision/create-supervision';
import { ContactVault } from '#vault/contact-vault';
import { KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';
import { numberRules } from '#vault/number-rules';
import { normaliseCaller } from '#vault/phone-number';

export interface App {
  /**
   * Takes no new call, waits for those that are being set up, writes pending records, and closes everything.
   * Conversations continue, and the next start takes them over.
   */
  stop(): Promise<void>;
}

const stopDeadlineMs = 10_000;

/**
 * The composition root: creates every capability and connects them.
 *
 *     Asterisk ◄── ARI, AMI ──► asterisk ◄──► calls ◄── orders ◄── http ◄── browsers, programs, star7 call
 *         └────── FastAGI ────► agi ────────────┘ │        │
 *                                                 ▼        ▼
 *                         people · phone · settings · audit · database        supervision, doctor: read only
 *
 * Resolves when it listens, and connects to the PBX for as long as that takes; until then a click-to-call gets
 * `call-unavailable`. Rejects if a port or the journal cannot be opened.
 *
 * Where another program takes the Stasis application, the calls are that program's: the process ends with status 1
 * and hangs up nothing.
 */
export async function startApp(config: AppConfig, log: Log): Promise<App> {
  const clock = systemClock;
  const database = Database.connect(config.STAR7_DATABASE_URL);
  const keys = new LiveKeys(KeyFile.locate(config.STAR7_KEY_FILE ?? null));
  const vault = new ContactVault(keys);
  const rules = numberRules(config);
  const metrics = new MetricRegistry(version);
  const alerts = new LoggedAlerts(log);
  const common = { config, clock, log, database, metrics, alerts };

  const audit = createAudit(common);
  const { trail } = audit;
  const settings = createSettings({ ...common, trail });
  const idleSeconds = async (): Promise<number> => (await settings.live.values()).sessionIdleMinutes * 60;
  const ringing = (extension: string): readonly DeviceKind[] => directory.kindsOf(extension);
  const people = createPeople({
    ...common,
    keys,
    trail,
    terms: settings.live.terms,
    idleSeconds,
    ringing,
    rules,
    codeCaller: () => calls.codeCaller,
    companyNumber: () => dids.live.ofPurpose('managers'),
    alsoReset: removeNamed,
  });
  const { access, agents } = people;
  const webhooks = createWebhooks({ ...common, keys, trail });
  const dids = createDids({ ...common, trail, agents });

  const directory = new EndpointDirectory((extension) => agents.reachOf(extension));
  agents.reachChanges.subscribe((extension) => directory.changes.publish(extension));
  const asterisk = createAsterisk({ ...common, directory, onReplaced: () => void end(giveUp) });
  const phone = createPhone({
    ...common,
    ...{ trail, directory, pbx: asterisk.phones, idleSeconds },
    inCall: () => answeredExtensions(calls.control.liveCalls()),
    heard: (extension, report) => calls.control.pageHeard(extension, report),
  });
  const timeZone = async (): Promise<string> => (await settings.live.values()).defaultTimeZone;
  const deskPhones = createDeskPhones({
    ...common,
    ...{ keys, trail, directory, timeZone, pbx: asterisk.deskPhones },
  });
  const { pbx, extensions, trunks } = asterisk;
  const { destinations } = rules;
  // Somebody waits at a telephone; a mail can wait some milliseconds.
  const precedence = new Precedence(clock);
  const calls = createCalls({
    ...common,
    precedence,
    ...{ vault, destinations, trail, access, settings: settings.live, pbx, extensions, trunks },
    routes: dids.live,
    agents,
    mobiles: people.mobiles,
    ownMobiles: new RingingMobiles({
      ...{ mobiles: people.mobiles, destinations, log },
      kindsOf: (extension, asking) => directory.kindsOf(extension, asking),
      ownNumbers: async () => [
        config.STAR7_DEFAULT_DID,
        ...(await agents.list()).flatMap(({ manager }) => manager.did ?? []),
        ...(await dids.live.numbers()),
      ],
    }),
    keyedNumbers: () => orders.keyedNumbers,
    orderHandOver: () => orders.handOver,
    lines: () => leaks.lines,
    automaticAsker: () => leaks.automaticAsker,
    normaliseCaller: (caller) => normaliseCaller(caller, rules.region),
  });
  asterisk.extensionChanges.subscribe(() => calls.phonesChanged());
  agents.feed.subscribe(() => calls.phonesChanged());
  const agi = createAgi({
    ...common,
    ...{ orders: calls.orders, guard: calls.guard, audit: audit.log, endpoints: directory },
  });
  const { guard, recorded, control } = calls;
  const couriers = createCouriers({ ...common, keys, rules, trail, guard, book: calls.couriers, control });
  const orders = createOrders({
    ...common,
    ...{ vault, rules, trail, access, guard, recorded, calls: control, agents, settings: settings.live },
  });
  const connectors = createConnectors({ ...common, keys, trail, orders: orders.fetched });
  const mail = createMail({
    ...common,
    database: database.inTurn(() => precedence.turn()),
    trail: trail.inTurn(() => precedence.turn()),
    proof: people.reauthentication,
    vault,
    looks: orders.looks,
    details: orders.details,
    rules: orders.rules,
    feed: orders.feed,
    ...{ settings: settings.live, destinations },
    normalise: (number) => normaliseCaller(number, rules.region),
    decoys: () => leaks.mailboxes,
    smsLines: () => leaks.smsLines,
  });
  const reveal = createReveal({
    ...common,
    ...{ vault, trail, originals: mail.originals, looks: orders.looks },
    proof: people.reauthentication,
  });
  const supervision = createSupervision({
    ...common,
    trail,
    access,
    people: people.names,
    agents,
    presence: people.presence,
    ringing,
    control,
    calls: calls.feed,
    listenings: calls.listeningFeed,
    orders: orders.feed,
    pbx: asterisk.view,
    extensions,
    extensionChanges: asterisk.extensionChanges,
    timeZone,
  });
  const doctor = createDoctor({ ...common, trail });
  const leaks = createLeaks({
    ...common,
    ...{
      keys,
      trail,
      pbx,
      intake: orders.intake,
      consents: orders.consents,
      control,
      settings: settings.live,
    },
    liveCalls: () => calls.control.liveCalls(),
    callOf: calls.callOf,
    normalise: (number) => normaliseCaller(number, rules.region),
  });

  const health = new HealthCheck(
    [
      { name: 'database', needed: true, isUp: () => database.ping().then(() => true) },
      { name: 'schema', needed: true, isUp: () => hasSchema(database) },
      ...asterisk.health,
      ...calls.health,
    ],
    clock,
  );
  registerHealthMetrics(metrics, () => health.ask());
  registerBackupMetrics(metrics, () => newestBackup(config.STAR7_BACKUP_FOLDER));

  const http = buildHttpServer(
    {
      routes: [
        healthApi(() => health.ask(), clock),
        metricsApi(metrics, config.STAR7_METRICS_TOKEN ?? null),
        audit.routes,
        people.routes,
        settings.routes,
        webhooks.routes,
        dids.routes,
        calls.routes,
        phone.routes,
        deskPhones.routes,
        couriers.routes,
        orders.routes,
        leaks.routes,
        connectors.routes,
        mail.routes,
        reveal.routes,
        supervision.routes,
        doctor.routes,
      ],
      requireCredential: people.requireCredential,
      meter: new HttpMetrics(metrics),
      log,
    },
    // The pages lie beside what the compiler wrote.
    { version, trustedProxies: trustedProxies(config), pagesFolder: join(__dirname, '../web') },
  );

  const close = async (): Promise<void> => {
    phone.stop();
    deskPhones.stop();
    await Promise.all([http.close(), agi.close(), asterisk.stopPhones()]);
    supervision.stop();
    await Promise.all([connectors.stop(), mail.stop()]);
    await Promise.all([people.settled(), audit.stop()]);
    await calls.stop(() => asterisk.stop());
    await Promise.all([orders.stop(), webhooks.stop(), leaks.stop()]);
    await database.close();
    await calls.closeJournal();
  };

  const stop = async (): Promise<void> => {
    log.info('stopping');
    health.stopping();
    await calls.drain(stopDeadlineMs);
    await close();
    log.info('stopped');
  };

  /** Calls that are up are the other program's; the journal has them for the next start. */
  const giveUp = async (): Promise<void> => {
    const exit = (): void => process.exit(1);
    // Not left to the event loop: calls that are up have timers, which would keep the process for an hour.
    const cancel = clock.after(stopDeadlineMs, exit);
    try {
      await calls.flush(stopDeadlineMs / 2);
      await close();
    } finally {
      cancel();
      exit();
    }
  };

  let ending: Promise<void> | null = null;
  const end = (how: () => Promise<void>): Promise<void> => (ending ??= how());

  const { STAR7_HTTP_HOST: host, STAR7_HTTP_PORT: port } = config;
  try {
    // First of all: while another Star7 has these ports, its calls and its application must not be touched.
    await listen('REST', 'STAR7_HTTP', { host, port }, (at) => http.listen(at));
    await listen('FastAGI', 'STAR7_AGI', { host: config.STAR7_AGI_HOST, port: config.STAR7_AGI_PORT }, (at) =>
      agi.listen(at),
    );
    await calls.start();
    await orders.start();
    await leaks.start();
    webhooks.start();
    connectors.start();
    await mail.start();
    supervision.start();
    await phone.start();
    await deskPhones.start();
  } catch (error) {
    await close();
    throw error;
  }
  void asterisk.start().then((up) => {
    if (up) log.info('ready', { host, port, application: config.STAR7_ARI_APPLICATION });
  });

  return { stop: () => end(stop) };
}
