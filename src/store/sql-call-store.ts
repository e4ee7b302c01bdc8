import { createHash } from 'node:crypto';
import type { CallId, CallRecord, Micros } from '../core/call-record';
import { isOrderNumber } from '../core/order';
import type { CallLogLine, CallStore, OpenedCall } from '../calls/ports';
import { columnsOf, fit } from './call-row';
import type { Database, Statements, Value } from './database';
import { toDateTime } from './date-time';
import { isDuplicate } from './store-error';

/** The store is told of the beginning and of the end; what lies between is the live feed's. */
const openSql = `
  INSERT INTO calls (id, phase, direction, start_kind, manager_extension, slot, requested_at, idempotency_hash)
  VALUES (?, 'authorising', 'outbound', ?, ?, ?, ?, ?)`;

const repeatedSql = `
  SELECT id FROM calls WHERE manager_extension = ? AND idempotency_hash = ?
  UNION ALL
  SELECT call_id FROM repeated_requests WHERE manager_extension = ? AND idempotency_hash = ?`;

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
        await this.database.write(openSql, [
          call.id,
          call.startKind,
          fit(call.managerExtension),
          call.slot,
          toDateTime(call.requestedAt),
          key?.idempotency_hash ?? null,
        ]);
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

  /** @throws StoreError */
  async repeated(extension: string, idempotencyKey: string): Promise<CallId | null> {
    const key = [fit(extension), sha256(idempotencyKey)];
    const [row] = await this.database.execute<{ id: CallId }>(repeatedSql, [...key, ...key]);
    return row?.id ?? null;
  }

  /** @throws StoreError */
  async repeats(extension: string, idempotencyKey: string, call: CallId): Promise<void> {
    await this.database.run(() =>
      this.database
        .knex('repeated_requests')
        .insert({
          manager_extension: fit(extension),
          idempotency_hash: sha256(idempotencyKey),
          call_id: call,
        })
        .onConflict()
        .ignore(),
    );
  }

  /** @throws StoreError; nothing of the call is written then, and the same call can be closed again */
  async close(record: CallRecord, story: readonly CallLogLine[], orderNumberAsAsked: string): Promise<void> {
    await this.database.atomically(async (statements) => {
      const refusedOrder = record.orderId === null ? await orderIdOf(statements, orderNumberAsAsked) : null;
      const columns = { ...columnsOf(record), refused_order_id: refusedOrder };
      const names = Object.keys(columns);
      const values = Object.values(columns).map(textOrNull);
      // Not looked at before it is changed: one way to the server less, and no lock on the gap where it is missing.
      const changed = await statements.write(
        `UPDATE calls SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ? AND phase <> 'ended'`,
        [...values, record.id],
      );
      if (changed === 0 && !(await added(statements, ['id', ...names], [record.id, ...values]))) return;
      if (story.length === 0) return;
      await statements.write(
        `INSERT INTO call_events (call_id, seq, at, kind, detail) VALUES ${story.map(() => '(?, ?, ?, ?, ?)').join(', ')}`,
        story.flatMap((line, seq) => [
          record.id,
          String(seq),
          toDateTime(line.at),
          line.kind,
          JSON.stringify(line.detail),
        ]),
      );
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

/** Opening it failed, or the database came up in between. @returns false where the call is there: it has ended */
async function added(
  statements: Statements,
  names: readonly string[],
  values: readonly Value[],
): Promise<boolean> {
  try {
    await statements.write(
      `INSERT INTO calls (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      values,
    );
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function orderIdOf(statements: Statements, orderNumber: string): Promise<number | null> {
  if (!isOrderNumber(orderNumber)) return null;
  const [order] = await statements.read<{ id: number }>('SELECT id FROM orders WHERE order_number = ?', [
    orderNumber,
  ]);
  return order?.id ?? null;
}

function textOrNull(value: string | number | null): string | null {
  return value === null ? null : String(value);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
