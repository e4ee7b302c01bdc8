import { createHash } from 'node:crypto';
import type { CallId } from './model/call-record';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';
import type { CallChanges, CallStore, EndedCall, OpenedCall, RefusedRecord } from './engine/call-store';
import { columnsOf, fit } from './call-row';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import { portionsOf } from '#database/queries';
import type { Columns, Transaction } from '#database/queries';
import { isDuplicate, StoreError } from '#database/store-error';

const repeatedSql = `
  SELECT id FROM calls WHERE manager_extension = ? AND idempotency_hash = ?
  UNION ALL
  SELECT call_id FROM repeated_requests WHERE manager_extension = ? AND idempotency_hash = ?`;

/** Writes the records of calls: their beginning and their end; what lies between is only in the live feed. */
export class SqlCallStore implements CallStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async open(call: OpenedCall): Promise<CallId | null> {
    const key =
      call.idempotencyKey === null
        ? null
        : { manager_extension: fit(call.managerExtension), idempotency_hash: sha256(call.idempotencyKey) };
    try {
      await this.database.insert('calls', { ...beginningOf(call), ...key });
      return null;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // Either this call was opened before, or another one with its key.
      const [first] =
        key === null
          ? []
          : await this.database.query<{ id: CallId }>(
              'SELECT id FROM calls WHERE manager_extension = ? AND idempotency_hash = ?',
              [key.manager_extension, key.idempotency_hash],
            );
      return first && first.id !== call.id ? first.id : null;
    }
  }

  /** @throws StoreError */
  async repeated(extension: string, idempotencyKey: string): Promise<CallId | null> {
    const key = [fit(extension), sha256(idempotencyKey)];
    const [row] = await this.database.execute<{ id: CallId }>(repeatedSql, [...key, ...key]);
    return row?.id ?? null;
  }

  /** @throws StoreError */
  async repeats(extension: string, idempotencyKey: string, call: CallId): Promise<void> {
    await this.database.insertMany(
      'repeated_requests',
      [
        {
          manager_extension: fit(extension),
          idempotency_hash: sha256(idempotencyKey),
          call_id: call,
        },
      ],
      'call_id = repeated_requests.call_id',
    );
  }

  /** @throws StoreError; nothing is written then */
  async save(changes: CallChanges): Promise<readonly RefusedRecord[]> {
    try {
      await this.database.transaction((transaction) => saveAll(transaction, changes));
      return [];
    } catch (error) {
      if (refusalOf(error) === null) throw error;
    }
    // One of them is refused, and all with it: each by itself.
    const refused: RefusedRecord[] = [];
    for (const change of apart(changes)) {
      try {
        await this.database.transaction((transaction) => saveAll(transaction, change));
      } catch (error) {
        const code = refusalOf(error);
        if (code === null) throw error;
        refused.push(...change.ended.map(({ record: { id } }) => ({ id, code })));
      }
    }
    return refused;
  }

  /** @throws StoreError */
  async closeOrphans(at: Micros, except: readonly CallId[]): Promise<number> {
    return this.database.write(
      `UPDATE calls SET phase = 'ended', ended_at = ?, disposition = 'interrupted', hung_up_by = 'system'
        WHERE phase = 'authorising' AND id NOT IN (?)`,
      // Nothing is outside of an empty list in SQL; no call has an empty id.
      [toDateTime(at), ['', ...except]],
    );
  }
}

/** The columns of a call that begins. */
function beginningOf({ id, startKind, managerExtension, slot, requestedAt }: OpenedCall): Columns {
  return {
    id,
    phase: 'authorising',
    direction: 'outbound',
    start_kind: startKind,
    manager_extension: fit(managerExtension),
    slot,
    requested_at: toDateTime(requestedAt),
  };
}

async function saveAll(transaction: Transaction, { begun, ended }: CallChanges): Promise<void> {
  await insertAll(transaction, 'calls', begun.map(beginningOf), 'id = calls.id');
  if (ended.length === 0) return;
  const refusedOrders = await orderIdsOf(transaction, ended);
  const rows = ended.map((call) => ({
    id: call.record.id,
    ...columnsOf(call.record),
    refused_order_id: refusedOrders.get(call) ?? null,
  }));
  await insertAll(transaction, 'calls', rows, unlessEnded(Object.keys(rows[0] ?? {})));
  // The rows are locked now, so another writer of the same story waits for this one, or its lines are found here.
  const written = await transaction.query<{ call_id: CallId }>(
    'SELECT call_id FROM call_events WHERE seq = 0 AND call_id IN (?)',
    [ended.map(({ record }) => record.id)],
  );
  const known = new Set(written.map(({ call_id: id }) => id));
  const lines = ended.flatMap(({ record, story }) =>
    known.has(record.id)
      ? []
      : story.map((line, seq) => ({
          call_id: record.id,
          seq,
          at: toDateTime(line.at),
          kind: line.kind,
          detail: JSON.stringify(line.detail),
        })),
  );
  await insertAll(transaction, 'call_events', lines);
}

/** In several statements, so that calls which are being set up do not wait. */
async function insertAll(
  transaction: Transaction,
  table: string,
  rows: readonly Columns[],
  onDuplicate?: string,
): Promise<void> {
  for (const some of portionsOf(rows)) await transaction.insertMany(table, some, onDuplicate);
}

/** Of two ends the first stays. Assignments are made from left to right, so the phase comes last. */
function unlessEnded(names: readonly string[]): string {
  return names
    .filter((name) => name !== 'id' && name !== 'phase')
    .map((name) => `${name} = IF(calls.phase = 'ended', calls.${name}, VALUES(${name}))`)
    .concat('phase = VALUES(phase)')
    .join(', ');
}

/** The orders that refused calls asked for, if they exist. */
async function orderIdsOf(
  transaction: Transaction,
  ended: readonly EndedCall[],
): Promise<ReadonlyMap<EndedCall, number>> {
  const asking = ended.filter(
    ({ record, orderNumberAsAsked }) => record.orderId === null && isOrderNumber(orderNumberAsAsked),
  );
  if (asking.length === 0) return new Map();
  const orders = await transaction.query<{ id: number; order_number: string }>(
    'SELECT id, order_number FROM orders WHERE order_number IN (?)',
    [asking.map(({ orderNumberAsAsked }) => orderNumberAsAsked)],
  );
  const ids = new Map(orders.map(({ id, order_number: orderNumber }) => [orderNumber, id]));
  return new Map(
    asking.flatMap((call) => {
      const id = ids.get(call.orderNumberAsAsked);
      return id === undefined ? [] : [[call, id]];
    }),
  );
}

function apart({ begun, ended }: CallChanges): CallChanges[] {
  return [
    ...begun.map((call) => ({ begun: [call], ended: [] })),
    ...ended.map((call) => ({ begun: [], ended: [call] })),
  ];
}

/** @returns the database's code for why it refuses a record; null if it failed for another reason */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof StoreError) || error.slug !== 'data-refused') return null;
  return String(error.details['code'] ?? 'unknown');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
