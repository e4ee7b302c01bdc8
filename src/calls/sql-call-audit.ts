import type { Knex } from 'knex';
import type { CallAudit } from './engine/call-auditor';
import type { Micros } from '#kernel/micros';
import { appendToChain, rowsAtOnce } from '#audit/audit-chain';
import type { TimedEntry } from '#audit/audit-chain';
import type { Database } from '#database/database';
import { listValues } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';

interface EndedCall {
  id: string;
  manager_extension: string;
  manager_id: number | null;
  start_kind: string;
  slot: string;
  order_number: string | null;
  refused_order_id: number | null;
  disposition: string | null;
  refusal: string | null;
  talk_seconds: number;
  requested_at: string;
}

/**
 * Takes ended calls from their table into the audit log. A call is marked in the transaction that writes its row, so it
 * comes there exactly once, however often Star7 or the database dies in between.
 */
export class SqlCallAudit implements CallAudit {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** What is more than goes into one statement is left to the next time. @throws StoreError; nothing is written then */
  async carry(): Promise<number> {
    if (!(await this.#due())) return 0;
    return this.database.transaction((transaction) =>
      appendToChain(transaction, (within) => this.#take(within)),
    );
  }

  /** Asked without the lock that every writer of the audit log waits for. */
  async #due(): Promise<boolean> {
    const due = await this.database.run(() =>
      this.database.knex('calls').where({ audited: 0, phase: 'ended' }).first<object | undefined>('id'),
    );
    return due !== undefined;
  }

  async #take(transaction: Knex.Transaction): Promise<TimedEntry[]> {
    const calls = await transaction('calls')
      .where({ audited: 0, phase: 'ended' })
      .orderBy('id')
      .limit(rowsAtOnce)
      .select<EndedCall[]>(
        'id',
        'manager_extension',
        'manager_id',
        'start_kind',
        'slot',
        'order_number',
        'refused_order_id',
        'disposition',
        'refusal',
        'talk_seconds',
        'requested_at',
      );
    if (calls.length > 0) {
      await transaction.raw(
        'UPDATE calls SET audited = 1 WHERE id IN (?)',
        listValues(calls.map(({ id }) => id)),
      );
    }
    const at = this.now();
    return calls.map((call) => ({
      at,
      // An extension that is no manager's is a phone all the same.
      actor: `${call.manager_id === null ? 'phone' : 'manager'}:${call.manager_extension}`,
      action: 'call.attempt',
      subject: `call:${call.id}`,
      // The order's own number where it was allowed; what was dialled otherwise is kept nowhere.
      detail: {
        requestedAt: toDateTime(fromDateTime(call.requested_at)),
        startKind: call.start_kind,
        slot: call.slot,
        order: call.order_number,
        refusedOrderId: call.refused_order_id,
        disposition: call.disposition,
        refusal: call.refusal,
        talkSeconds: call.talk_seconds,
      },
    }));
  }
}
