import { longestSource, readConsentDay } from './model/call-consent';
import type { CallConsent } from './model/call-consent';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { isoDay } from '#kernel/local-day';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { redact } from '#kernel/redaction/redaction';
import { refuseFaults, RefusedError } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';

/** A consent as it is kept. */
export interface ConsentOnRecord extends CallConsent {
  statedBy: string;
  statedAt: Micros;
  /** Null: it holds. */
  withdrawnAt: Micros | null;
}

export interface CallConsents {
  /** Of an order's customer. @returns null where there is no such order */
  of(orderNumber: string): Promise<{ customerId: number; consent: ConsentOnRecord | null } | null>;
  /** @param consent null: the customer withdraws it */
  state(customerId: number, consent: CallConsent | null, by: string): Promise<void>;
}

export interface ConsentDeskParts {
  consents: CallConsents;
  trail: Pick<AuditTrail, 'before'>;
  clock: Pick<Clock, 'now'>;
}

const dayFault: FieldFault = {
  ...{ field: 'agreedOn', code: 'day-invalid', detail: 'must be a day that has been: 2026-03-01' },
};
const sourceFault: FieldFault = {
  ...{ field: 'source', code: 'empty', detail: 'must say by what the customer agreed' },
};

const hiddenMark = '[…]';

/** Whether a customer has agreed to automatic calls, as a supervisor states it. Audited first. */
export class ConsentDesk {
  constructor(private readonly parts: ConsentDeskParts) {}

  /** @throws RefusedError `order-refused`, `unavailable` */
  async of(orderNumber: string): Promise<ConsentOnRecord | null> {
    return (await this.#find(orderNumber)).consent;
  }

  /**
   * @param stated null: withdrawn. `agreedOn` and `source` as somebody typed them
   * @throws RefusedError `order-refused`, `invalid-input`, `unavailable`
   */
  async state(
    actor: Actor,
    orderNumber: string,
    stated: { agreedOn: string; source: string } | null,
  ): Promise<ConsentOnRecord | null> {
    const consent = stated === null ? null : this.#read(stated);
    const { customerId } = await this.#find(orderNumber);
    const { consents, trail } = this.parts;
    await trail.before({
      ...{ actor: actorOf(actor), action: 'customer.call-consent', subject: `order:${orderNumber}` },
      detail: { agreedOn: consent?.agreedOn ?? null },
    });
    await consents.state(customerId, consent, actorOf(actor));
    return this.of(orderNumber);
  }

  async #find(orderNumber: string) {
    const found = await this.parts.consents.of(orderNumber);
    if (found === null) throw new RefusedError('order-refused');
    return found;
  }

  #read({ agreedOn, source }: { agreedOn: string; source: string }): CallConsent {
    const day = readConsentDay(agreedOn);
    const today = isoDay(Math.floor(this.parts.clock.now() / 86_400_000_000) + 1);
    const text = redact(source.trim(), hiddenMark).text.slice(0, longestSource);
    const faults: FieldFault[] = [];
    if (day === null || day > today) faults.push(dayFault);
    if (text === '') faults.push(sourceFault);
    refuseFaults(faults);
    return { agreedOn: day ?? '', source: text };
  }
}
