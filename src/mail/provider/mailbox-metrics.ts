import { mailboxRefusals } from './mailbox-reader';
import type { MailboxRefusal } from './mailbox-reader';
import type { MetricRegistry } from '#metrics/metric-registry';

/** The connection to the account's folder, what lies there, and what is not taken. */
export function mailboxMetrics(
  registry: MetricRegistry,
  parts: { isUp: () => boolean; waiting: () => number },
): { refused: (reason: MailboxRefusal) => void } {
  const up = registry.gauge(
    'mailbox_up',
    'Whether the folder of the account at the mail provider is open',
    [],
  );
  const waiting = registry.gauge('mailbox_waiting', 'Mails that lie in that folder', []);
  const refused = registry.counter('mailbox_refused_total', 'Mails of the account that are not taken', [
    'reason',
  ]);
  for (const reason of mailboxRefusals) refused.inc({ reason }, 0);
  registry.onRead(() => {
    up.set(parts.isUp() ? 1 : 0);
    waiting.set(parts.waiting());
  });
  return { refused: (reason) => refused.inc({ reason }) };
}
