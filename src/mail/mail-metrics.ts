import { deletedKinds } from './mail-retention';
import type { DeletedMails } from './mail-retention';
import { takenResults } from './lmtp-server';
import type { TakenResult } from './lmtp-server';
import { sentResults } from './mail-dispatcher';
import type { SentResult } from './mail-dispatcher';
import type { MailOutbox } from './mails';
import type { MetricRegistry } from '#metrics/metric-registry';

/** What came in, what goes out, and what waits. */
export function mailMetrics(
  registry: MetricRegistry,
  counts: MailOutbox['counts'],
): { taken: (result: TakenResult) => void; tried: (result: SentResult) => void } {
  const waiting = registry.gauge('mails', 'Mails to customers that wait or failed', ['state']);
  const taken = registry.counter('mails_taken_total', 'Mails from the mail server', ['result']);
  const tried = registry.counter('mail_tries_total', 'Tries to give a mail to the mail server', ['result']);
  for (const result of takenResults) taken.inc({ result }, 0);
  for (const result of sentResults) tried.inc({ result }, 0);
  registry.onRead(async () => {
    // Without the database the page has no such figure, rather than an old one.
    waiting.reset();
    const now = await counts().catch(() => null);
    if (now === null) return;
    waiting.set({ state: 'waiting' }, now.waiting);
    waiting.set({ state: 'failed' }, now.failed);
  });
  return { taken: (result) => taken.inc({ result }), tried: (result) => tried.inc({ result }) };
}

/** What was deleted because it had its time. */
export function retentionMetrics(registry: MetricRegistry): (deleted: DeletedMails) => void {
  const deleted = registry.counter('mails_deleted_total', 'Rows deleted because of their age', ['what']);
  for (const what of deletedKinds) deleted.inc({ what }, 0);
  return (counts) => {
    for (const what of deletedKinds) deleted.inc({ what }, counts[what]);
  };
}
