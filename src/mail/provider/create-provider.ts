import type { TakenResult } from '../lmtp-server';
import type { MailIntake } from '../mail-intake';
import { openImapMailbox } from './imap-mailbox';
import type { MailAccount } from './mail-account';
import { MailboxLink } from './mailbox-link';
import { mailboxMetrics } from './mailbox-metrics';
import type { MailboxRefusal } from './mailbox-reader';
import { MailboxReader } from './mailbox-reader';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Alerts } from '#log/alerts';
import type { MetricRegistry } from '#metrics/metric-registry';

export interface ProviderParts {
  account: MailAccount;
  intake: Pick<MailIntake, 'isKnown' | 'take'>;
  domain: string;
  onTaken: (result: TakenResult) => void;
  clock: Clock;
  log: Log;
  alerts: Alerts;
  metrics: MetricRegistry;
}

/** So long an outage may be before somebody is told. */
const alertAfterMs = 300_000;

/** Mails from an account at a provider, in the place of a mail server's LMTP. */
export function createProvider(parts: ProviderParts): { start(): void; stop(): Promise<void> } {
  const { account, intake, domain, onTaken, clock, log, alerts, metrics } = parts;
  let cancelAlert = (): void => undefined;
  let onRefused = (_reason: MailboxRefusal): void => undefined;
  const reader = new MailboxReader({
    ...{ intake, domain, clock, log, onTaken },
    ...{ taken: account.taken, refused: account.refused },
    onRefused: (reason) => onRefused(reason),
  });
  const link = new MailboxLink({
    ...{ reader, clock, log, pollSeconds: account.pollSeconds },
    open: (events) => openImapMailbox(account, events),
    onUp: () => cancelAlert(),
    onDown: (reason) => {
      cancelAlert();
      cancelAlert = clock.after(alertAfterMs, () => alerts.raise({ event: 'mailbox-down', reason }));
    },
  });
  const counted = mailboxMetrics(metrics, { isUp: () => link.isUp, waiting: () => reader.waiting });
  onRefused = counted.refused;
  return {
    start: () => link.start(),
    async stop() {
      cancelAlert();
      await link.stop();
    },
  };
}
