import type { CallConsents, ConsentOnRecord } from './call-consents';
import type { CallConsent } from './model/call-consent';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import type { Micros } from '#kernel/micros';

/** What is stated of a customer; null: the consent is withdrawn. */
export interface StatedConsent {
  customerId: number;
  consent: CallConsent | null;
}

/** Consents of customers to automatic calls. */
export class SqlCallConsents implements CallConsents {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async of(orderNumber: string): Promise<{ customerId: number; consent: ConsentOnRecord | null } | null> {
    const [row] = await this.database.query<{
      customer: number;
      agreed_on: string | null;
      source: string | null;
      stated_by: string | null;
      stated_at: string | null;
      withdrawn_at: string | null;
    }>(
      `SELECT o.customer_id AS customer, DATE_FORMAT(k.agreed_on, '%Y-%m-%d') AS agreed_on, k.source, k.stated_by, k.stated_at,
              k.withdrawn_at
         FROM orders AS o LEFT JOIN call_consents AS k ON k.customer_id = o.customer_id WHERE o.order_number = ?`,
      [orderNumber],
    );
    if (row === undefined) return null;
    const { agreed_on: agreedOn, source, stated_by: statedBy, stated_at: statedAt } = row;
    // Without a source: a withdrawal before any consent.
    const isThere =
      agreedOn !== null && source !== null && source !== '' && statedBy !== null && statedAt !== null;
    const withdrawnAt = fromDateTimeOrNull(row.withdrawn_at);
    return {
      customerId: row.customer,
      consent: isThere ? { agreedOn, source, statedBy, statedAt: fromDateTime(statedAt), withdrawnAt } : null,
    };
  }

  /** @throws StoreError */
  async state(customerId: number, consent: CallConsent | null, by: string): Promise<void> {
    await this.database.transaction((transaction) =>
      writeConsents(transaction, [{ customerId, consent }], by, toDateTime(this.now())),
    );
  }
}

/** Of a row that is there: what is stated takes its place. */
const isLater = '(VALUES(agreed_on) > agreed_on OR agreed_on > UTC_DATE() + INTERVAL 1 DAY)';

/** A day before all others: of a customer who withdraws what was never on record. */
const neverAgreed = '1000-01-01';

/** Of a day that has not been, in any time zone, nobody can have agreed. */
function lastDay(now: string): string {
  return new Date(Date.parse(`${now.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/**
 * The last word of a customer counts; of consents that are stated at once, the one of the latest day. What was
 * withdrawn stays so, until an agreement of a later day is stated: a file that is loaded again does not bring a consent
 * back, nor does one that was not on record when the customer withdrew it. A consent of a day to come is none, and one that was kept makes room.
 * @param now as the database has it
 */
export async function writeConsents(
  transaction: Transaction,
  stated: readonly StatedConsent[],
  by: string,
  now: string,
): Promise<void> {
  const latest = lastDay(now);
  const given = new Map<number, CallConsent>();
  const withdrawn = new Set<number>();
  for (const { customerId, consent } of stated) {
    if (consent === null) withdrawn.add(customerId);
    else if (consent.agreedOn <= latest && consent.agreedOn >= (given.get(customerId)?.agreedOn ?? ''))
      given.set(customerId, consent);
  }
  await transaction.insertMany(
    'call_consents',
    [...given].map(([customer, { agreedOn, source }]) => ({
      ...{ customer_id: customer, agreed_on: agreedOn, source, stated_by: by, stated_at: now },
    })),
    `source = IF(${isLater}, VALUES(source), source),
     stated_by = IF(${isLater}, VALUES(stated_by), stated_by),
     stated_at = IF(${isLater}, VALUES(stated_at), stated_at),
     withdrawn_at = IF(VALUES(agreed_on) > DATE(withdrawn_at), NULL, withdrawn_at),
     agreed_on = IF(${isLater}, VALUES(agreed_on), agreed_on)`,
  );
  await transaction.insertMany(
    'call_consents',
    [...withdrawn].map((customer) => ({
      ...{ customer_id: customer, agreed_on: neverAgreed, source: '', stated_by: by, stated_at: now },
      withdrawn_at: now,
    })),
    'withdrawn_at = COALESCE(withdrawn_at, VALUES(withdrawn_at))',
  );
}
