import { AddressConfirmation } from './address-confirmation';
import type { AddressConfirmationParts, ConfirmationLinks } from './address-confirmation';
import { confirmationPages, confirmationRoutes } from './confirmation-routes';
import { dkimKeyOf } from './dkim-key';
import { LmtpServer } from './lmtp-server';
import type { LmtpServerParts, TakenResult } from './lmtp-server';
import { MailDesk } from './mail-desk';
import type { MailDeskParts } from './mail-desk';
import { MailDispatcher } from './mail-dispatcher';
import { MailIntake } from './mail-intake';
import type { MailIntakeParts } from './mail-intake';
import { MailBoxDesk } from './mail-box';
import type { MailBoxStore } from './mail-box';
import { mailBoxRoutes, mailTemplateRoutes } from './mail-box-routes';
import { MailForgetting } from './mail-forgetting';
import type { MailForgettingParts } from './mail-forgetting';
import { mailSchema, mailThreadSchema } from './mail-json';
import { mailMetrics, retentionMetrics } from './mail-metrics';
import type { MailOriginals } from './mail-originals';
import { MailRetention } from './mail-retention';
import { mailForgetRoutes, mailRoutes } from './mail-routes';
import { mailSenderOf } from './mail-sender';
import { TemplateDesk } from './mail-templates';
import type { TemplateDeskParts } from './mail-templates';
import type { MailStore } from './mails';
import { MimeProcess } from './mime-process';
import { createProvider } from './provider/create-provider';
import { mailAccountOf } from './provider/mail-account';
import { SqlConfirmations } from './sql-confirmations';
import { SqlMailOutbox } from './sql-mail-outbox';
import { SqlMailTemplates } from './sql-mail-templates';
import { SqlMails } from './sql-mails';
import { createMailPrograms } from './programs/create-mail-programs';
import type { MailProgramsOfSite } from './programs/create-mail-programs';
import { mailProgramRoutes, ownMailProgramRoutes } from './programs/mail-program-routes';
import { createSms } from './sms/create-sms';
import type { Sms, SmsParts } from './sms/create-sms';
import { smsRoutes } from './sms/sms-routes';
import type { StrangersParts } from './sms/sms-routes';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { listen } from '#http/listen';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Masked } from '#kernel/masked';
import type { Alerts } from '#log/alerts';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { OrderRulesStore } from '#orders/intake/order-rules';
import type { OrderDetailsDesk } from '#orders/order-details-desk';
import type { OrderFeed } from '#orders/order-feed';
import type { OrderLooks } from '#orders/order-looks';
import type { LiveSettings } from '#settings/live-settings';
import type { Reauthentication } from '#people/reauthentication';
import type { ContactVault } from '#vault/contact-vault';
import type { Destinations } from '#vault/destinations';

export interface MailParts {
  config: Config<'mail' | 'reveal' | 'sms'>;
  database: Database;
  vault: ContactVault;
  clock: Clock;
  log: Log;
  metrics: MetricRegistry;
  trail: AuditTrail;
  looks: OrderLooks;
  details: Pick<OrderDetailsDesk, 'view' | 'tracking'>;
  rules: Pick<OrderRulesStore, 'read'>;
  feed: OrderFeed;
  alerts: Alerts;
  settings: Pick<LiveSettings, 'values'>;
  destinations: Destinations;
  /** Reads a sender's number as E.164. @returns null for what is none */
  normalise: (number: Masked) => Masked | null;
  decoys: MailIntakeParts['decoys'];
  /** Has whoever is signed in say once more who they are. */
  proof: Pick<Reauthentication, 'check'>;
  smsLines: SmsParts['smsLines'];
}

/** Mails and SMS between managers and customers. */
export interface Mail {
  routes: RouteSet;
  /** As they came or were typed, for whoever may be shown them. */
  originals: MailOriginals;
  /** @throws ListenError */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const dayMicros = 86_400_000_000;

export function createMail(parts: MailParts): Mail {
  const { config, database, vault, clock, log, metrics, trail, looks, details, rules, feed } = parts;
  const { STAR7_MAIL_DOMAIN: domain, STAR7_MAIL_FROM_NAME: fromName = '' } = config;
  const store = new SqlMails(database, vault, clock.now, config.STAR7_MAIL_ALIAS_DAYS * dayMicros);
  const retention = new MailRetention({
    ...{ store, clock, log },
    keepDays: config.STAR7_MAIL_KEEP_DAYS,
    originalDays: config.STAR7_REVEAL_ORIGINAL_DAYS,
    onDeleted: retentionMetrics(metrics),
  });
  const keepsOriginals = config.STAR7_REVEAL;
  const links = confirmationLinks(config);
  const common = {
    store,
    confirmUrl: links?.url ?? null,
    feed,
    clock,
    keepsOriginals,
    keptHosts: async () => (await rules.read()).page.shopHosts,
  };
  const sms = createSms({ ...parts, ...common, answeredFor: config.STAR7_MAIL_ALIAS_DAYS * dayMicros });
  const own = createMailPrograms({ ...parts, keptHosts: common.keptHosts });
  const pages = {
    ...{ own, programs: own.programs },
    ...{ ...common, looks, trail, details, shop: fromName, isOn: domain !== undefined },
    ...{ confirmations: new SqlConfirmations(database), links },
    ...{ templates: new SqlMailTemplates(database), sms: sms.transport, inbox: sms.inbox },
  };
  if (domain === undefined) {
    // What it had before ages all the same.
    return {
      routes: mailApi({ ...pages, onWritten: () => undefined }),
      originals: store,
      start() {
        retention.start();
        sms.start();
        return Promise.resolve();
      },
      stop: () => stopAll(retention, sms),
    };
  }
  const outbox = new SqlMailOutbox(database, vault, domain);
  const counted = mailMetrics(metrics, () => outbox.counts());
  const sender = mailSenderOf(config, domain, dkimKeyOf(config));
  const dispatcher = new MailDispatcher({
    ...{ outbox, store, sender, feed, domain, fromName, clock, log, links },
    onTried: counted.tried,
  });
  const reader = new MimeProcess();
  const onWritten = (): void => dispatcher.wake();
  const filter = config.STAR7_MAIL_AUTHSERV_ID ?? null;
  const intake = new MailIntake({
    ...common,
    copies: own.copies,
    decoys: parts.decoys,
    domain,
    reader,
    filter,
    onWritten,
  });
  const onTaken = (result: TakenResult): void => {
    counted.taken(result);
    if (result === 'stored') own.mailTaken();
  };
  const incoming = incomingMails(parts, { intake, domain, onTaken });
  return {
    routes: mailApi({ ...pages, onWritten }),
    originals: store,
    async start() {
      await incoming.start();
      await own.start({ desk: new MailDesk({ ...pages, onWritten }), reader, sender });
      dispatcher.start();
      retention.start();
      sms.start();
    },
    async stop() {
      await Promise.all([incoming.stop(), own.close()]);
      reader.stop();
      await stopAll(dispatcher, retention, sms, own);
      sender.close();
    },
  };
}

/** Where mails come from: the account at a provider, or a mail server of one's own. */
function incomingMails(
  { config, clock, log, alerts, metrics }: MailParts,
  parts: Pick<LmtpServerParts, 'domain' | 'onTaken'> & { intake: MailIntake },
): { start(): Promise<void>; stop(): Promise<void> } {
  const account = mailAccountOf(config);
  if (account !== null) {
    const provider = createProvider({ ...parts, account, clock, log, alerts, metrics });
    return {
      start() {
        provider.start();
        return Promise.resolve();
      },
      stop: () => provider.stop(),
    };
  }
  const server = new LmtpServer({ ...parts, log });
  const at = { host: config.STAR7_MAIL_LMTP_HOST, port: config.STAR7_MAIL_LMTP_PORT };
  return {
    start: () => listen('LMTP', 'STAR7_MAIL_LMTP', at, (address) => server.listen(address)),
    stop: () => server.close(),
  };
}

async function stopAll(...all: readonly Pick<Sms, 'stop'>[]): Promise<void> {
  await Promise.all(all.map((each) => each.stop()));
}

export function mailApi(
  parts: Omit<MailDeskParts, 'store'> &
    TemplateDeskParts &
    StrangersParts &
    AddressConfirmationParts & { store: MailStore & MailBoxStore; trail: MailForgettingParts['trail'] } & {
      own: Pick<MailProgramsOfSite, 'desk' | 'ownDesk'>;
    },
): RouteSet {
  const templates = new TemplateDesk(parts);
  const confirmation = new AddressConfirmation(parts);
  return {
    schemas: [mailSchema, mailThreadSchema],
    ...(parts.links !== null && { open: (app) => confirmationPages(app, confirmation, parts.shop) }),
    api: (app) => {
      // Without ports for them there is nothing to write to.
      mailRoutes(
        app,
        new MailDesk(parts.own.desk.server === null ? { ...parts, programs: undefined } : parts),
      );
      mailBoxRoutes(app, new MailBoxDesk(parts), templates);
      confirmationRoutes(app, confirmation);
      ownMailProgramRoutes(app, parts.own.ownDesk);
    },
    supervisors: (app) => {
      mailTemplateRoutes(app, templates);
      smsRoutes(app, parts);
    },
    administrators: (app) => {
      mailForgetRoutes(app, new MailForgetting(parts));
      mailProgramRoutes(app, parts.own.desk);
    },
  };
}

/** @returns null where customers reach no page of Star7 */
function confirmationLinks(config: Config<'mail'>): ConfirmationLinks | null {
  const { STAR7_MAIL_CONFIRM_URL: url, STAR7_MAIL_CONFIRM_DAYS: days } = config;
  return url === undefined ? null : { url: url.replace(/\/$/, ''), days };
}
