import { createHash } from 'node:crypto';
import type { CallId } from './model/call-record';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';
import type { CallChanges, CallStore, EndedCall, OpenedCall, RefusedRecord } from './engine/call-store';
import { columnsOf, fit, legColumns, legRowOf } from './call-row';
import type { Database, Statements } from '#database/database';
import { toDateTime } from '#database/date-time';
import { isDuplicate, StoreError } from '#database/store-error';

/** The store is told of the beginning and of the end; what lies between is the live feed's. */
const beginning = 'id, phase, direction, start_kind, manager_extension, slot, requested_at, node';
const openSql = `INSERT INTO calls (${beginning}, idempotency_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const repeatedSql = `
  SELECT id FROM calls WHERE manager_extension = ? AND idempotency_hash = ?
  UNION ALL
  SELECT call_id FROM repeated_requests WHERE manager_extension = ? AND idempotency_hash = ?`;

/** Why a record is refused whose call another Star7 has begun. */
const otherNode = 'other-node';

/** The records of calls, written. Those of another node's calls are left as they are. */
export class SqlCallStore implements CallStore {
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
    return this.database.run(async () => {
      try {
        await this.database.write(openSql, [...beginningOf(call, this.node), key?.idempotency_hash ?? null]);
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
      return await this.#saveAll(changes);
    } catch (error) {
      if (refusalOf(error) === null) throw error;
    }
    // One of them is refused, and with it all: each by itself.
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

  /** @returns the calls that are another node's: nothing was written of them. @throws StoreError */
  async #saveAll(changes: CallChanges): Promise<RefusedRecord[]> {
    const ids = await this.database.atomically((statements) => saveAll(statements, changes, this.node));
    return ids.map((id) => ({ id, code: otherNode }));
  }

  /** @throws StoreError */
  async closeOrphans(at: Micros, except: readonly CallId[]): Promise<number> {
    return this.database.run(() =>
      this.database
        .knex('calls')
        .where({ phase: 'authorising', node: this.node })
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
function beginningOf(call: OpenedCall, node: string): string[] {
  const { id, direction, startKind, managerExtension, slot, requestedAt } = call;
  return [
    id,
    'authorising',
    direction,
    startKind,
    fit(managerExtension),
    slot,
    toDateTime(requestedAt),
    node,
  ];
}

/** @returns ids of ended calls that are another node's */
async function saveAll(
  statements: Statements,
  { begun, ended }: CallChanges,
  node: string,
): Promise<CallId[]> {
  if (begun.length > 0) {
    await statements.writeRows(
      `INSERT INTO calls (${beginning}) VALUES`,
      begun.map((call) => beginningOf(call, node)),
      'ON DUPLICATE KEY UPDATE id = calls.id',
    );
  }
  if (ended.length === 0) return [];
  const refusedOrders = await orderIdsOf(statements, ended);
  const rows = ended.map((call) => ({
    id: call.record.id,
    node,
    ...columnsOf(call.record),
    refused_order_id: refusedOrders.get(call) ?? null,
  }));
  const names = Object.keys(rows[0] ?? {});
  await statements.writeRows(
    `INSERT INTO calls (${names.join(', ')}) VALUES`,
    rows.map(Object.values),
    `ON DUPLICATE KEY UPDATE ${unlessEnded(names)}`,
  );
  // The rows are locked now, so another writer of the same story waits for this one or is seen here.
  const found = await statements.readAny<{ id: CallId; node: string; storied: CallId | null }>(
    `SELECT calls.id, calls.node, call_events.call_id AS storied
       FROM calls LEFT JOIN call_events ON call_events.call_id = calls.id AND call_events.seq = 0
      WHERE calls.id IN`,
    ended.map(({ record }) => record.id),
  );
  const done = new Set<CallId>();
  const others = new Set<CallId>();
  for (const { id, node: owner, storied } of found) {
    if (owner !== node) others.add(id);
    if (owner !== node || storied !== null) done.add(id);
  }
  const fresh = ended.filter(({ record }) => !done.has(record.id));
  const legs = fresh.flatMap(({ record }) =>
    record.legs.map((leg, index) => legRowOf(record.id, leg, index + 1)),
  );
  if (legs.length > 0) {
    await statements.writeRows(
      `INSERT INTO call_legs (${legColumns}) VALUES`,
      legs,
      // An end without a story, written twice: of two ends the first stays.
      'ON DUPLICATE KEY UPDATE call_id = call_legs.call_id',
    );
  }
  const lines = fresh.flatMap(({ record, story }) =>
    story.map((line, seq) => [
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
  return [...others];
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
