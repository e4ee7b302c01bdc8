import type { CallView } from './model/call-view';
import type { CallAudit } from './engine/call-auditor';
import type { Micros } from '#kernel/micros';
import { appendToChain, rowsAtOnce } from '#audit/audit-chain';
import type { TimedEntry } from '#audit/audit-chain';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';

interface EndedCall {
  id: string;
  direction: CallView['direction'];
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
 * Copies ended calls from their table to the audit log. A call is marked in the transaction that writes its entry, so it
 * gets there exactly once, also if Star7 or the database dies in between.
 */
export class SqlCallAudit implements CallAudit {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** Copies as many as fit into one statement. @throws StoreError; nothing is written then */
  async carry(): Promise<number> {
    if (!(await this.#due())) return 0;
    return this.database.transaction((transaction) =>
      appendToChain(transaction, (within) => this.#take(within)),
    );
  }

  /** Checked without the lock that every writer of the audit log waits for. */
  async #due(): Promise<boolean> {
    const due = await this.database.query(
      "SELECT id FROM calls WHERE audited = 0 AND phase = 'ended' LIMIT 1",
    );
    return due.length > 0;
  }

  async #take(transaction: Transaction): Promise<TimedEntry[]> {
    const calls = await transaction.query<EndedCall>(
      `SELECT id, direction, manager_extension, manager_id, start_kind, slot, order_number, refused_order_id, disposition, refusal,
              talk_seconds, requested_at
         FROM calls WHERE audited = 0 AND phase = 'ended' ORDER BY id LIMIT ?`,
      [rowsAtOnce],
    );
    const ids = calls.map(({ id }) => id);
    if (ids.length > 0) await transaction.write('UPDATE calls SET audited = 1 WHERE id IN (?)', [ids]);
    const at = this.now();
    return calls.map((call) => ({ at, ...entryOf(call) }));
  }
}

function entryOf(call: EndedCall): Omit<TimedEntry, 'at'> {
  const subject = `call:${call.id}`;
  const detail = {
    requestedAt: toDateTime(fromDateTime(call.requested_at)),
    startKind: call.start_kind,
    slot: call.slot,
    // The order's own number if it was allowed; otherwise what was dialled is stored nowhere.
    order: call.order_number,
  };
  const { disposition, talk_seconds: talkSeconds } = call;
  // The customer called: nobody here attempted anything. Nothing says who called from where.
  if (call.direction === 'inbound') {
    const extension = call.manager_extension === '' ? null : call.manager_extension;
    return {
      ...{ actor: 'customer', action: 'call.inbound', subject },
      detail: { ...detail, extension, disposition, talkSeconds },
    };
  }
  return {
    // An extension that is no manager's is still a phone's.
    actor: `${call.manager_id === null ? 'phone' : 'manager'}:${call.manager_extension}`,
    action: 'call.attempt',
    subject,
    detail: {
      ...detail,
      refusedOrderId: call.refused_order_id,
      disposition,
      refusal: call.refusal,
      talkSeconds,
    },
  };
}
