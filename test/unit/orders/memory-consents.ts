import type { CallConsents, ConsentOnRecord } from '#orders/call-consents';
import type { CallConsent } from '#orders/model/call-consent';

/** Consents to automatic calls in memory: each order is of a customer of its own, unless no order has the number. */
export class MemoryConsents implements CallConsents {
  readonly all = new Map<number, ConsentOnRecord>();
  at = 1_000_000;

  of(orderNumber: string): Promise<{ customerId: number; consent: ConsentOnRecord | null } | null> {
    const customerId = Number(orderNumber);
    if (!Number.isInteger(customerId)) return Promise.resolve(null);
    return Promise.resolve({ customerId, consent: this.all.get(customerId) ?? null });
  }

  state(customerId: number, consent: CallConsent | null, by: string): Promise<void> {
    const before = this.all.get(customerId);
    if (consent !== null)
      this.all.set(customerId, { ...consent, statedBy: by, statedAt: this.at, withdrawnAt: null });
    else if (before !== undefined) this.all.set(customerId, { ...before, withdrawnAt: this.at });
    return Promise.resolve();
  }
}
