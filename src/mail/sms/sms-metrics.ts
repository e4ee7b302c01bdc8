import { submitResults } from './sms-dispatcher';
import type { SubmitResult } from './sms-dispatcher';
import { takenResults } from './sms-intake';
import type { TakenResult } from './sms-intake';
import type { SmsInbox, SmsOutbox } from './sms-store';
import type { MetricRegistry } from '#metrics/metric-registry';

/** The connection to the provider, what goes out, what came in, and what waits. */
export function smsMetrics(
  registry: MetricRegistry,
  parts: {
    isUp: () => boolean;
    counts: () => ReturnType<SmsOutbox['counts']>;
    inbox: () => ReturnType<SmsInbox['counts']>;
  },
): { taken: (result: TakenResult) => void; tried: (result: SubmitResult) => void } {
  const up = registry.gauge('sms_link_up', 'Whether the connection to the SMS provider is bound', []);
  const waiting = registry.gauge('sms', 'SMS to customers that wait or failed', ['state']);
  const oldest = registry.gauge('sms_waiting_seconds', 'How long the oldest SMS waits to be sent', []);
  const inbox = registry.gauge('sms_inbox', 'SMS and parts that came in and are in no thread', ['state']);
  const taken = registry.counter('sms_taken_total', 'SMS and receipts from the provider', ['result']);
  const tried = registry.counter('sms_tries_total', 'Parts of SMS given to the provider', ['result']);
  for (const result of takenResults) taken.inc({ result }, 0);
  for (const result of submitResults) tried.inc({ result }, 0);
  registry.onRead(async () => {
    up.set(parts.isUp() ? 1 : 0);
    // Without the database the page has no such figure, rather than an old one.
    waiting.reset();
    oldest.reset();
    inbox.reset();
    const came = await parts.inbox().catch(() => null);
    if (came !== null) {
      inbox.set({ state: 'waiting' }, came.waiting);
      inbox.set({ state: 'set-aside' }, came.setAside);
    }
    const now = await parts.counts().catch(() => null);
    if (now === null) return;
    waiting.set({ state: 'waiting' }, now.waiting);
    waiting.set({ state: 'failed' }, now.failed);
    oldest.set(now.oldestSeconds);
  });
  return { taken: (result) => taken.inc({ result }), tried: (result) => tried.inc({ result }) };
}
