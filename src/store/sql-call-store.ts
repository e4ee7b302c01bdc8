import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { CallId, CallRecord, Micros } from '../core/call-record';
import { isOrderNumber } from '../core/order';
import type { CallLogLine, CallStore, OpenedCall } from '../calls/ports';
import { columnsOf, fit } from './call-row';
import type { Database } from './database';
import { toDateTime } from './date-time';
import { isDuplicate } from './store-error';

/** The records of calls, written. */
export class SqlCallStore implements CallStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async open(call: OpenedCall): Promise<CallId | null> {
    const key =
      call.idempotencyKey === null
        ? null
        : { manager_extension: fit(call.managerExtension), idempotency_hash: sha256(call.idempotencyKey) };
    return this.database.run(async () => {
      try {
        await this.database.knex('calls').insert({
          id: call.id,
          // The store is told of the beginning and of the end; what lies between is the live feed's.
          phase: 'authorising',
          direction: 'outbound',
          start_kind: call.startKind,
          manager_extension: fit(call.managerExtension),
          slot: call.slot,
          requested_at: toDateTime(call.requestedAt),
          idempotency_hash: key?.idempotency_hash ?? null,
        });
        return null;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // Either this very call was opened before, or another with its key.
        const first = key
          ? await this.database.knex('calls').where(key).first<{ id: CallId } | undefined>('id')
          : undefined;
        return first && first.id !== call.id ? first.id : null;
      }
    });
  }

  /** @throws StoreError; nothing of the call is written then, and the same call can be closed again */
  async close(record: CallRecord, story: readonly CallLogLine[], orderNumberAsAsked: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const before = await transaction('calls')
        .where({ id: record.id })
        .forUpdate()
        .first<{ phase: string } | undefined>('phase');
      if (before?.phase === 'ended') return;
      const columns = {
        ...columnsOf(record),
        refused_order_id: record.orderId === null ? await orderIdOf(transaction, orderNumberAsAsked) : null,
      };
      if (before) await transaction('calls').where({ id: record.id }).update(columns);
      // Opening it failed, or the database came up in between.
      else await transaction('calls').insert({ id: record.id, ...columns });
      if (story.length > 0) {
        await transaction('call_events').insert(
          story.map((line, seq) => ({
            call_id: record.id,
            seq,
            at: toDateTime(line.at),
            kind: line.kind,
            detail: JSON.stringify(line.detail),
          })),
        );
      }
    });
  }

  /** @throws StoreError */
  async closeOrphans(at: Micros, except: readonly CallId[]): Promise<number> {
    return this.database.run(() =>
      this.database
        .knex('calls')
        .where({ phase: 'authorising' })
        .whereNotIn('id', except)
        .update({
          phase: 'ended',
          ended_at: toDateTime(at),
          disposition: 'interrupted',
          hung_up_by: 'system',
        }),
    );
  }
}

async function orderIdOf(transaction: Knex.Transaction, orderNumber: string): Promise<number | null> {
  if (!isOrderNumber(orderNumber)) return null;
  const order = await transaction('orders')
    .where({ order_number: orderNumber })
    .first<{ id: number } | undefined>('id');
  return order?.id ?? null;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
