import type { Alert, Alerts } from '#log/alerts';

export class MemoryAlerts implements Alerts {
  readonly raised: Alert[] = [];

  raise(alert: Alert): void {
    this.raised.push(alert);
  }
}
