import type { Alert, Alerts } from '../../src/calls/alerts';

export class MemoryAlerts implements Alerts {
  readonly raised: Alert[] = [];

  raise(alert: Alert): void {
    this.raised.push(alert);
  }
}
