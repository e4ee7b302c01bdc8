import { createHash } from 'node:crypto';
import type { CallId } from './model/call-record';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';
import type { CallChanges, CallStore, EndedCall, OpenedCall, RefusedRecord } from './engine/call-store';
import { columnsOf, fit } from './call-row';
import type { Database, Statements } from '#database/database';
import { toDateTime } from '#database/date-time';
import { isDuplicate, StoreError } from '#database/store-error';

/** The store is told of the beginning and of the end; what lies between is the live feed's. */
const beginning = 'id, phase, direction, start_kind, manager_extension, slot, requested_at';
const openSql = `INSERT INTO calls (${beginning}, idempotency_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

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
        await this.database.write(openSql, [...beginningOf(call), key?.idempotency_hash ?? null]);
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

  /** @throws StoreError; nothing is written then */
  async save(changes: CallChanges): Promise<readonly RefusedRecord[]> {
    try {
      await this.database.atomically((statements) => saveAll(statements, changes));
      return [];
    } catch (error) {
      if (refusalOf(error) === null) throw error;
    }
    // One of them is refused, and with it all: each by itself.
    const refused: RefusedRecord[] = [];
    for (const change of apart(changes)) {
      try {
        await this.database.atomically((statements) => saveAll(statements, change));
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

/** The columns of `beginning`. */
function beginningOf({ id, startKind, managerExtension, slot, requestedAt }: OpenedCall): string[] {
  return [
    ...[id, 'authorising', 'outbound', startKind, fit(managerExtension), slot],
    toDateTime(requestedAt),
  ];
}

async function saveAll(statements: Statements, { begun, ended }: CallChanges): Promise<void> {
  if (begun.length > 0) {
    await statements.writeRows(
      `INSERT INTO calls (${beginning}) VALUES`,
      begun.map(beginningOf),
      'ON DUPLICATE KEY UPDATE id = calls.id',
    );
  }
  if (ended.length === 0) return;
  const refusedOrders = await orderIdsOf(statements, ended);
  const rows = ended.map((call) => ({
    id: call.record.id,
    ...columnsOf(call.record),
    refused_order_id: refusedOrders.get(call) ?? null,
  }));
  const names = Object.keys(rows[0] ?? {});
  await statements.writeRows(
    `INSERT INTO calls (${names.join(', ')}) VALUES`,
    rows.map(Object.values),
    `ON DUPLICATE KEY UPDATE ${unlessEnded(names)}`,
  );
  // The rows are locked now, so whoever else writes the same story waits for this or is seen here.
  const told = await statements.readAny<{ call_id: CallId }>(
    'SELECT call_id FROM call_events WHERE seq = 0 AND call_id IN',
    ended.map(({ record }) => record.id),
  );
  const known = new Set(told.map(({ call_id: id }) => id));
  const lines = ended.flatMap(({ record, story }) =>
    known.has(record.id)
      ? []
      : story.map((line, seq) => [
          record.id,
          String(seq),
          toDateTime(line.at),
          line.kind,
          JSON.stringify(line.detail),
        ]),
  );
  if (lines.length > 0) {
    await statements.writeRows('INSERT INTO call_events (call_id, seq, at, kind, detail) VALUES', lines);
  }
}

/** Of two ends the first stays. Assignments are made from left to right, so the phase is told last. */
function unlessEnded(names: readonly string[]): string {
  return names
    .filter((name) => name !== 'id' && name !== 'phase')
    .map((name) => `${name} = IF(calls.phase = 'ended', calls.${name}, VALUES(${name}))`)
    .concat('phase = VALUES(phase)')
    .join(', ');
}

/** The orders that refused calls asked for, where they exist. */
async function orderIdsOf(
  statements: Statements,
  ended: readonly EndedCall[],
): Promise<ReadonlyMap<EndedCall, number>> {
  const asking = ended.filter(
    ({ record, orderNumberAsAsked }) => record.orderId === null && isOrderNumber(orderNumberAsAsked),
  );
  if (asking.length === 0) return new Map();
  const orders = await statements.readAny<{ id: number; order_number: string }>(
    'SELECT id, order_number FROM orders WHERE order_number IN',
    asking.map(({ orderNumberAsAsked }) => orderNumberAsAsked),
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

/** @returns the database's word for what it refuses in a record; null where it failed for another reason */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof StoreError) || error.slug !== 'data-refused') return null;
  return String(error.details['code'] ?? 'unknown');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
