import { createHash } from 'node:crypto';
import type { CallId } from './model/call-record';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';
import type { CallChanges, CallStore, EndedCall, OpenedCall, RefusedRecord } from './engine/call-store';
import { qualityRowOf } from './call-quality-rows';
import { columnsOf, fit, legRowOf } from './call-row';
import type { CallMarks } from './call-log';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import { portionsOf } from '#database/queries';
import type { Columns, Transaction } from '#database/queries';
import { isDuplicate, StoreError } from '#database/store-error';
import { announce } from '#webhooks/outbox';
import { webhookEventsOf } from './webhook-events';

const repeatedSql = `
  SELECT id FROM calls WHERE manager_extension = ? AND idempotency_hash = ?
  UNION ALL
  SELECT call_id FROM repeated_requests WHERE manager_extension = ? AND idempotency_hash = ?`;

/** Why the record of a call is refused that another Star7 has begun. */
const otherNode = 'other-node';

/**
 * Writes the records of calls: their beginning and their end; what lies between is only in the live feed. Calls of another
 * node stay as they are.
 */
export class SqlCallStore implements CallStore, CallMarks {
  constructor(
    private readonly database: Database,
    /** Which Star7 this is; see kernel/node.ts. */
    private readonly node: string,
  ) {}

  /** @throws StoreError */
  async open(call: OpenedCall): Promise<CallId | null> {
    const key =
      call.idempotencyKey === null
        ? null
        : { manager_extension: fit(call.managerExtension), idempotency_hash: sha256(call.idempotencyKey) };
    try {
      await this.database.insert('calls', { ...beginningOf(call, this.node), ...key });
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
      return await this.#saveAll(changes);
    } catch (error) {
      if (refusalOf(error) === null) throw error;
    }
    // One of them is refused, and all with it: each by itself.
    const refused: RefusedRecord[] = [];
    for (const change of apart(changes)) {
      try {
        refused.push(...(await this.#saveAll(change)));
      } catch (error) {
        const code = refusalOf(error);
        if (code === null) throw error;
        refused.push(...change.ended.map(({ record: { id } }) => ({ id, code })));
      }
    }
    return refused;
  }

  /** @returns the calls of another node: nothing was written of them. @throws StoreError */
  async #saveAll(changes: CallChanges): Promise<RefusedRecord[]> {
    const ids = await this.database.transaction((transaction) => saveAll(transaction, changes, this.node));
    return ids.map((id) => ({ id, code: otherNode }));
  }

  /** @throws StoreError */
  async markVoicemail(id: CallId, voicemail: boolean): Promise<boolean> {
    const found = await this.database.write(
      "UPDATE calls SET voicemail = ? WHERE id = ? AND direction = 'outbound' AND phase = 'ended' AND talk_seconds > 0",
      [voicemail, id],
    );
    return found > 0;
  }

  /** @throws StoreError */
  async closeOrphans(at: Micros, except: readonly CallId[]): Promise<number> {
    return this.database.write(
      `UPDATE calls SET phase = 'ended', ended_at = ?, disposition = 'interrupted', hung_up_by = 'system'
        WHERE phase = 'authorising' AND node = ? AND id NOT IN (?)`,
      // Nothing is outside of an empty list in SQL; no call has an empty id.
      [toDateTime(at), this.node, ['', ...except]],
    );
  }
}

/** The columns of a call that begins. */
function beginningOf(call: OpenedCall, node: string): Columns {
  const { id, direction, startKind, managerExtension, slot, requestedAt } = call;
  return {
    id,
    node,
    phase: 'authorising',
    direction,
    start_kind: startKind,
    manager_extension: fit(managerExtension),
    slot,
    requested_at: toDateTime(requestedAt),
  };
}

/** @returns ids of ended calls of another node */
async function saveAll(
  transaction: Transaction,
  { begun, ended }: CallChanges,
  node: string,
): Promise<CallId[]> {
  await insertAll(
    transaction,
    'calls',
    begun.map((call) => beginningOf(call, node)),
    'id = calls.id',
  );
  if (ended.length === 0) return [];
  const refusedOrders = await orderIdsOf(transaction, ended);
  const rows = ended.map((call) => ({
    id: call.record.id,
    node,
    ...columnsOf(call.record),
    refused_order_id: refusedOrders.get(call) ?? null,
  }));
  await insertAll(transaction, 'calls', rows, unlessEnded(Object.keys(rows[0] ?? {})));
  // The rows are locked now, so another writer of the same story waits for this one, or its lines are found here.
  const found = await transaction.query<{ id: CallId; node: string; written: CallId | null }>(
    `SELECT calls.id, calls.node, call_events.call_id AS written
       FROM calls LEFT JOIN call_events ON call_events.call_id = calls.id AND call_events.seq = 0
      WHERE calls.id IN (?)`,
    [ended.map(({ record }) => record.id)],
  );
  const done = new Set<CallId>();
  const others = new Set<CallId>();
  for (const { id, node: owner, written } of found) {
    if (owner !== node) others.add(id);
    if (owner !== node || written !== null) done.add(id);
  }
  const fresh = ended.filter(({ record }) => !done.has(record.id));
  const legs = fresh.flatMap(({ record }) =>
    record.legs.map((leg, index) => legRowOf(record.id, leg, index + 1)),
  );
  // An end without a story may be written twice: of two ends the first stays.
  await insertAll(transaction, 'call_legs', legs, 'call_id = call_legs.call_id');
  const quality = fresh.flatMap(({ record }) =>
    (record.quality ?? []).map((each) => qualityRowOf(record.id, each)),
  );
  await insertAll(transaction, 'call_quality', quality, 'call_id = call_quality.call_id');
  const lines = fresh.flatMap(({ record, story }) =>
    story.map((line, seq) => ({
      call_id: record.id,
      seq,
      at: toDateTime(line.at),
      kind: line.kind,
      detail: JSON.stringify(line.detail),
    })),
  );
  await insertAll(transaction, 'call_events', lines);
  await announce(
    transaction,
    fresh.flatMap(({ record }) => webhookEventsOf(record)),
  );
  return [...others];
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

/**
 * Of two ends the first stays, and another node's call stays as it is. Assignments are made from left to right, so the
 * phase comes last.
 */
function unlessEnded(names: readonly string[]): string {
  return names
    .filter((name) => name !== 'id' && name !== 'node' && name !== 'phase')
    .concat('phase')
    .map(
      (name) =>
        `${name} = IF(calls.phase = 'ended' OR calls.node <> VALUES(node), calls.${name}, VALUES(${name}))`,
    )
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
