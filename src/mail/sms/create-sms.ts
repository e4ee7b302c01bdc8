import type { MailStore, MessageTransport } from '../mails';
import { statuses } from '../smpp/pdu';
import type { ShortMessage } from '../smpp/pdu';
import { SmppLink } from '../smpp/smpp-link';
import type { OwnSmsLines } from './own-lines';
import { OwnReceipts } from './own-receipts';
import { smsAccountOf } from './sms-account';
import { SmsDispatcher } from './sms-dispatcher';
import { SmsIntake } from './sms-intake';
import type { SmsIntakeParts } from './sms-intake';
import { smsMetrics } from './sms-metrics';
import type { SmsInbox } from './sms-store';
import { smsTransport } from './sms-transport';
import { SqlSmsInbox } from './sql-sms-inbox';
import { SqlSmsOutbox } from './sql-sms-outbox';
import { siteLimits } from '#calls/engine/site-limits';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { Micros } from '#kernel/micros';
import type { Alerts } from '#log/alerts';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { LiveSettings } from '#settings/live-settings';
import type { ContactVault } from '#vault/contact-vault';
import type { Destinations } from '#vault/destinations';

export interface SmsParts extends Pick<
  SmsIntakeParts,
  'keptHosts' | 'confirmUrl' | 'keepsOriginals' | 'feed' | 'clock' | 'log' | 'normalise'
> {
  config: Config<'sms'>;
  database: Database;
  vault: ContactVault;
  store: MailStore;
  metrics: MetricRegistry;
  alerts: Alerts;
  settings: Pick<LiveSettings, 'values'>;
  destinations: Destinations;
  /** How long an order can be answered after it was closed. */
  answeredFor: Micros;
  /** Asked with each SMS: it is created after what takes them. */
  smsLines: () => OwnSmsLines;
}

/** SMS between managers and customers. */
export interface Sms {
  /** Null where the site has none. */
  transport: MessageTransport | null;
  inbox: SmsInbox;
  start(): void;
  stop(): Promise<void>;
}

/** So long an outage may be before somebody is told. */
const alertAfterMs = 300_000;

export function createSms(parts: SmsParts): Sms {
  const { config, database, vault, store, metrics, alerts, clock, log, feed } = parts;
  const account = smsAccountOf(config);
  const inbox = new SqlSmsInbox(database, vault, clock.now, parts.answeredFor);
  // What it had before can still be read, and ages with the mails.
  if (account === null) {
    return { transport: null, inbox, start: () => undefined, stop: () => Promise.resolve() };
  }
  const outbox = new SqlSmsOutbox(database, vault, parts.destinations);
  const limits = siteLimits(() => parts.settings.values());
  let cancelAlert = (): void => undefined;
  let take = (_message: ShortMessage): Promise<number> => Promise.resolve(statuses.temporaryReceiverError);
  const link = new SmppLink({
    ...{ server: account.server, credentials: account.credentials, clock, log },
    ...{ window: config.STAR7_SMS_WINDOW, perSecond: config.STAR7_SMS_PER_SECOND },
    onMessage: (message) => take(message),
    onUp: () => {
      cancelAlert();
      dispatcher.wake();
    },
    onDown: (reason) => {
      cancelAlert();
      cancelAlert = clock.after(alertAfterMs, () => alerts.raise({ event: 'sms-down', reason }));
    },
  });
  const counted = smsMetrics(metrics, {
    isUp: () => link.isUp,
    counts: () => outbox.counts(clock.now()),
    inbox: () => inbox.counts(),
  });
  const receipts = new OwnReceipts({
    ...{ outbox, feed, clock, log },
    mayGive: async () => link.isUp && !(await parts.smsLines().areReceiptsLate()),
  });
  const dispatcher = new SmsDispatcher({
    ...{ outbox, provider: link, limits, feed, clock, log, onTried: counted.tried },
    lines: parts.smsLines,
    onPromised: (dueAt) => receipts.promised(dueAt),
    isWhole: config.STAR7_SMS_LONG === 'payload',
  });
  const intake = new SmsIntake({
    ...{ inbox, outbox, store, sender: account.sender, feed, clock, log, onTaken: counted.taken },
    ...{ normalise: parts.normalise, keptHosts: parts.keptHosts, keepsOriginals: parts.keepsOriginals },
    ...{ confirmUrl: parts.confirmUrl, lines: parts.smsLines },
  });
  take = (message) => intake.take(message);
  return {
    transport: smsTransport({
      ...{ outbox, limits, sender: account.sender, onWritten: () => dispatcher.wake() },
      ...{ mostParts: config.STAR7_SMS_MOST_PARTS, partsDay: config.STAR7_SMS_PARTS_DAY },
    }),
    inbox,
    start() {
      link.start();
      dispatcher.start();
      receipts.start();
      intake.start();
    },
    async stop() {
      cancelAlert();
      // First what writes to the provider, then the connection: an answer that is underway is heard.
      await Promise.all([dispatcher.stop(), receipts.stop()]);
      await link.stop();
      await intake.stop();
    },
  };
}
