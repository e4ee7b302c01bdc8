import type { CallAudit } from './engine/call-auditor';
import type { Direction } from './model/call-record';
import type { Micros } from '#kernel/micros';
import { Adoption, appendToChain, rowsAtOnce } from '#audit/audit-chain';
import type { TimedEntry } from '#audit/audit-chain';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';

interface EndedCall {
  id: string;
  manager_extension: string;
  manager_id: number | null;
  courier_number: string | null;
  direction: Direction;
  did: string | null;
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
  readonly #adoption: Adoption;

  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {
    this.#adoption = new Adoption(now);
  }

  /** Copies as many as fit into one statement. @throws StoreError; nothing is written then */
  async carry(): Promise<number> {
    if (!(await this.#due())) return 0;
    return this.database.transaction((transaction) =>
      appendToChain(transaction, this.#adoption, (within) => this.#take(within)),
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
      `SELECT id, manager_extension, manager_id,
              (SELECT courier_number FROM couriers WHERE couriers.id = calls.courier_id) AS courier_number, direction, did, start_kind, slot, order_number, refused_order_id, disposition, refusal,
              talk_seconds, requested_at
         FROM calls WHERE audited = 0 AND phase = 'ended' ORDER BY id LIMIT ?`,
      [rowsAtOnce],
    );
    const ids = calls.map(({ id }) => id);
    if (ids.length > 0) await transaction.write('UPDATE calls SET audited = 1 WHERE id IN (?)', [ids]);
    const at = this.now();
    return calls.map((call) => ({
      at,
      ...whose(call),
      subject: `call:${call.id}`,
      // The order's own number if it was allowed; otherwise what was dialled is stored nowhere.
      detail: {
        requestedAt: toDateTime(fromDateTime(call.requested_at)),
        startKind: call.start_kind,
        slot: call.slot,
        order: call.order_number,
        refusedOrderId: call.refused_order_id,
        disposition: call.disposition,
        refusal: call.refusal,
        talkSeconds: call.talk_seconds,
        // Who was called last, or whose order it is.
        ...(call.direction === 'inbound' && { did: call.did }),
        ...((call.direction === 'inbound' || call.start_kind === 'call-back-wish') && {
          extension: call.manager_extension,
        }),
        // Who carries the order had the shop's side.
        ...(call.direction === 'inbound' && call.courier_number !== null && { courier: call.courier_number }),
      },
    }));
  }
}

function whose({
  direction,
  manager_id: manager,
  manager_extension: extension,
  courier_number: courier,
  start_kind: startKind,
}: EndedCall): Pick<TimedEntry, 'actor' | 'action'> {
  if (direction === 'inbound') return { actor: 'caller', action: 'call.received' };
  if (direction === 'courier') return { actor: `courier:${courier ?? '?'}`, action: 'call.attempt' };
  if (startKind === 'call-back-wish' || startKind === 'survey')
    return { actor: 'star7', action: 'call.attempt' };
  // An extension that is no manager's is still a phone's.
  return { actor: `${manager === null ? 'phone' : 'manager'}:${extension}`, action: 'call.attempt' };
}
