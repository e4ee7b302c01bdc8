import { registerBackupMetrics } from '#backup/backup-metrics';
import { lookUpMetrics, registerCallMetrics } from '#calls/call-metrics';
import type { CallMetricsSources } from '#calls/call-metrics';
import { CallFeed } from '#calls/engine/call-feed';
import { registerConnectorMetrics } from '#connectors/connector-metrics';
import type { Health } from '#health/health';
import { registerHealthMetrics } from '#health/health-metrics';
import { registerLeakMetrics } from '#leaks/leak-metrics';
import type { LeakStatus } from '#leaks/leak-metrics';
import { mailMetrics, retentionMetrics } from '#mail/mail-metrics';
import { programMetrics } from '#mail/programs/program-metrics';
import { mailboxMetrics } from '#mail/provider/mailbox-metrics';
import { smsMetrics } from '#mail/sms/sms-metrics';
import { HttpMetrics } from '#metrics/http-metrics';
import { MetricRegistry } from '#metrics/metric-registry';
import { PbxMetrics } from '#pbx/asterisk/pbx-metrics';
import { revealMetrics } from '#reveal/reveal-metrics';
import { webhookMetrics } from '#webhooks/webhook-metrics';

export interface MetricsSources extends CallMetricsSources {
  version: string;
  health: () => Promise<Health>;
  lastBackup: () => Promise<number | null>;
  leaks: () => Promise<LeakStatus>;
}

/** The metrics of every capability on one page, as app.ts joins them. */
export function allMetrics(changes: Partial<MetricsSources> = {}) {
  const sources: MetricsSources = {
    version: '1.2.3',
    feed: new CallFeed(),
    liveCalls: () => [],
    recordsWaiting: () => 0,
    recordsRefused: () => 0,
    journal: () => ({ bytes: 0, limitBytes: 1, failing: false }),
    health: () => Promise.resolve({ ready: true, stopping: false, parts: { database: 'up', pbx: 'down' } }),
    lastBackup: () => Promise.resolve(null),
    leaks: () => Promise.resolve({ lastRunAt: null }),
    ...changes,
  };
  const page = new MetricRegistry(sources.version);
  const lookedUp = lookUpMetrics(page);
  registerCallMetrics(page, sources);
  registerHealthMetrics(page, sources.health);
  registerBackupMetrics(page, sources.lastBackup);
  webhookMetrics(page, () => Promise.resolve({ pending: 1, dead: 0, oldestPendingAt: null }));
  mailMetrics(page, () => Promise.resolve({ waiting: 1, failed: 0 }));
  programMetrics(page, () => Promise.resolve(1));
  smsMetrics(page, {
    isUp: () => true,
    counts: () => Promise.resolve({ waiting: 1, failed: 0, oldestSeconds: 1 }),
    inbox: () => Promise.resolve({ waiting: 1, setAside: 0 }),
  });
  retentionMetrics(page);
  revealMetrics(page);
  mailboxMetrics(page, { isUp: () => true, waiting: () => 0 });
  registerLeakMetrics(page, sources.leaks);
  registerConnectorMetrics(page, () => Promise.resolve([]));
  return { page, feed: sources.feed, lookedUp, pbx: new PbxMetrics(page), http: new HttpMetrics(page) };
}
