import { LmtpServer } from './lmtp-server';
import { MailDesk } from './mail-desk';
import type { MailDeskParts } from './mail-desk';
import { MailDispatcher } from './mail-dispatcher';
import { MailIntake } from './mail-intake';
import { mailSchema, mailThreadSchema } from './mail-json';
import { mailMetrics } from './mail-metrics';
import { mailRoutes } from './mail-routes';
import { MailSender } from './mail-sender';
import { MimeProcess } from './mime-process';
import { SqlMailOutbox } from './sql-mail-outbox';
import { SqlMails } from './sql-mails';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { listen } from '#http/listen';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { OrderRulesStore } from '#orders/intake/order-rules';
import type { OrderFeed } from '#orders/order-feed';
import type { OrderLooks } from '#orders/order-looks';
import type { ContactVault } from '#vault/contact-vault';

export interface MailParts {
  config: Config<'mail'>;
  database: Database;
  vault: ContactVault;
  clock: Clock;
  log: Log;
  metrics: MetricRegistry;
  trail: AuditTrail;
  looks: OrderLooks;
  rules: Pick<OrderRulesStore, 'read'>;
  feed: OrderFeed;
}

/** Mails between managers and customers. */
export interface Mail {
  /** None where there is no mail. */
  routes: RouteSet[];
  /** @throws ListenError */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const dayMicros = 86_400_000_000;

export function createMail(parts: MailParts): Mail {
  const { config, database, vault, clock, log, metrics, trail, looks, rules, feed } = parts;
  const { STAR7_MAIL_DOMAIN: domain, STAR7_MAIL_FROM_NAME: fromName = '' } = config;
  if (domain === undefined) return { routes: [], start: nothing, stop: nothing };

  const store = new SqlMails(database, vault, clock.now, config.STAR7_MAIL_ALIAS_DAYS * dayMicros);
  const outbox = new SqlMailOutbox(database, vault, domain);
  const counted = mailMetrics(metrics, () => outbox.counts());
  const sender = new MailSender(
    { host: config.STAR7_MAIL_SMTP_HOST, port: config.STAR7_MAIL_SMTP_PORT },
    domain,
  );
  const dispatcher = new MailDispatcher({
    ...{ outbox, store, sender, domain, fromName, clock, log },
    onTried: counted.tried,
  });
  const reader = new MimeProcess();
  const common = {
    ...{ store, feed, clock },
    keptHosts: async () => (await rules.read()).page.shopHosts,
    onWritten: () => dispatcher.wake(),
  };
  const intake = new MailIntake({ ...common, reader });
  const server = new LmtpServer({ intake, domain, log, onTaken: counted.taken });
  return {
    routes: [mailApi({ ...common, looks, trail })],
    async start() {
      const at = { host: config.STAR7_MAIL_LMTP_HOST, port: config.STAR7_MAIL_LMTP_PORT };
      await listen('LMTP', 'STAR7_MAIL_LMTP', at, (address) => server.listen(address));
      dispatcher.start();
    },
    async stop() {
      await server.close();
      reader.stop();
      await dispatcher.stop();
      sender.close();
    },
  };
}

export function mailApi(parts: MailDeskParts): RouteSet {
  return {
    schemas: [mailSchema, mailThreadSchema],
    api: (app) => mailRoutes(app, new MailDesk(parts)),
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
