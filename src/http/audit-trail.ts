import type { AuditEntry, AuditLog } from '../calls/queries';
import type { Log } from '../calls/ports';
import { fromPort } from './problem';

/** Writes down who did what: before an order is shown, after a call is started or hung up. */
export class AuditTrail {
  constructor(
    private readonly audit: AuditLog,
    private readonly log: Log,
  ) {}

  /** @throws Problem `unavailable`: what cannot be written down is not shown */
  async before(entry: AuditEntry): Promise<void> {
    await fromPort(this.audit.append(entry));
  }

  /** It is done already, so the answer must say so whether this can be written or not. */
  async after(entry: AuditEntry): Promise<void> {
    try {
      await this.audit.append(entry);
    } catch (error) {
      this.log.error('the audit log could not be written', {
        action: entry.action,
        error,
      });
    }
  }
}
