import { LeaseLostError } from './connector-store';
import type {
  BatchNotes,
  Hint,
  Lease,
  NotedOrder,
  RejectReason,
  SyncState,
  SyncStore,
  UntoldOutcome,
} from './connector-store';
import type { Cycle } from './model/poll-cycle';
import type { ShopFault } from './shop-error';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import { overwriting } from '#database/queries';
import type { Queries, Value } from '#database/queries';
import type { Language } from '#kernel/language';
import type { Micros } from '#kernel/micros';
import type { ReadOrder, FetchedBeside, FetchedResult } from '#orders/intake/fetched-orders';
import type { Besides } from '#orders/intake/order-intake';
import type { RowFault } from '#orders/intake/row-notice';

/** Entries that were begun earlier are all written or undone by now. */
const settledAfter: Micros = 600_000_000;

/** Where the work for a shop stands. */
export class SqlSyncStore implements SyncStore {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** By the database's clock, which all nodes share. @throws StoreError */
  async lease(connectorId: number, node: string, seconds: number): Promise<Lease | null> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ epoch: number; free: number }>(
        `SELECT epoch, lease_until IS NULL OR lease_until < NOW(6) OR lease_node = ? AS free
           FROM connectors WHERE id = ? AND enabled FOR UPDATE`,
        [node, connectorId],
      );
      if (row?.free !== 1) return null;
      const epoch = row.epoch + 1;
      await transaction.write(
        `UPDATE connectors SET lease_node = ?, lease_until = NOW(6) + INTERVAL ? SECOND, epoch = ? WHERE id = ?`,
        [node, seconds, epoch, connectorId],
      );
      return { connectorId, epoch };
    });
  }

  /** @throws LeaseLostError, StoreError */
  async renew(lease: Lease, seconds: number): Promise<void> {
    await this.#held(lease, 'lease_until = NOW(6) + INTERVAL ? SECOND', [seconds]);
  }

  /** @throws StoreError */
  async release({ connectorId, epoch }: Lease): Promise<void> {
    await this.database.update(
      'connectors',
      { id: connectorId, epoch },
      { lease_until: null, lease_node: null },
    );
  }

  /** @throws LeaseLostError, StoreError */
  async state({ connectorId, epoch }: Lease): Promise<SyncState> {
    const [row] = await this.database.query<{
      watermark: string;
      cycle: string | null;
      polled_at: string | null;
      synced_at: string | null;
      failures: number;
      failing_since: string | null;
      retry_at: string | null;
    }>(
      `SELECT watermark, cycle, polled_at, synced_at, failures, failing_since, retry_at
         FROM connectors WHERE id = ? AND epoch = ? AND enabled`,
      [connectorId, epoch],
    );
    if (row === undefined) throw new LeaseLostError();
    return {
      watermark: fromDateTime(row.watermark),
      cycle: row.cycle === null ? null : (JSON.parse(row.cycle) as Cycle),
      polledAt: fromDateTimeOrNull(row.polled_at),
      syncedAt: fromDateTimeOrNull(row.synced_at),
      failures: row.failures,
      failingSince: fromDateTimeOrNull(row.failing_since),
      retryAt: fromDateTimeOrNull(row.retry_at),
    };
  }

  /** @throws StoreError */
  async hints({ connectorId }: Lease, limit: number): Promise<Hint[]> {
    const rows = await this.database.query<{ shop_order_id: string; received_at: string; tries: number }>(
      `SELECT shop_order_id, received_at, tries FROM connector_hints
        WHERE connector_id = ? AND due_at <= ? ORDER BY due_at LIMIT ?`,
      [connectorId, toDateTime(this.now()), limit],
    );
    return rows.map((row) => ({
      shopOrderId: row.shop_order_id,
      receivedAt: fromDateTime(row.received_at),
      tries: row.tries,
    }));
  }

  /** @throws StoreError */
  async orderNumbers({ connectorId }: Lease, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ shop_order_id: string; order_number: string }>(
      `SELECT c.shop_order_id, COALESCE(o.stated_number, c.order_number) AS order_number
         FROM connector_orders AS c JOIN orders AS o ON o.order_number = c.order_number
        WHERE c.connector_id = ? AND c.shop_order_id IN (?)`,
      [connectorId, ids],
    );
    return new Map(rows.map((row) => [row.shop_order_id, row.order_number]));
  }

  beside(lease: Lease, notes: BatchNotes): FetchedBeside {
    const read = new Map<number, string>();
    const silent = new Set<number>();
    return {
      before: async (transaction, orders) => {
        await fence(transaction, lease);
        read.clear();
        silent.clear();
        for (const { position, orderNumber } of orders) read.set(position, orderNumber);
        const besides = await besidesOf(transaction, lease, notes.orders, orders);
        for (const [position, beside] of besides) if (beside === null) silent.add(position);
        return besides;
      },
      after: async (transaction, result) => {
        await this.#note(transaction, lease, notes, { result, read, silent });
      },
    };
  }

  /** @throws LeaseLostError, StoreError */
  async putOff(lease: Lease, hint: Hint, until: Micros | { reason: RejectReason }): Promise<void> {
    const { connectorId } = lease;
    const at = toDateTime(this.now());
    await this.database.transaction(async (transaction) => {
      await fence(transaction, lease);
      if (typeof until === 'number') {
        await transaction.update(
          'connector_hints',
          {
            connector_id: connectorId,
            shop_order_id: hint.shopOrderId,
            received_at: toDateTime(hint.receivedAt),
          },
          { due_at: toDateTime(until), tries: hint.tries + 1 },
        );
        return;
      }
      await removeHints(transaction, connectorId, [{ ...hint, changedAt: null, hintedAt: hint.receivedAt }]);
      await addRejects(
        transaction,
        connectorId,
        [{ shopOrderId: hint.shopOrderId, reason: until.reason }],
        at,
      );
    });
  }

  /** @throws LeaseLostError, StoreError */
  async failed(lease: Lease, fault: ShopFault | 'internal', retryAt: Micros): Promise<void> {
    await this.#held(
      lease,
      'fault = ?, failures = failures + 1, failing_since = COALESCE(failing_since, ?), retry_at = ?',
      [fault, toDateTime(this.now()), toDateTime(retryAt)],
    );
  }

  /** @throws LeaseLostError, StoreError */
  async untoldOutcomes(lease: Lease, language: Language, limit: number): Promise<UntoldOutcome[]> {
    const { connectorId } = lease;
    const now = this.now();
    await this.#findOutcomes(lease, now);
    const rows = await this.database.query<{
      entry_id: number;
      shop_order_id: string;
      kind: string;
      outcome: string;
      label: string | null;
      tries: number;
    }>(
      `SELECT t.entry_id, t.shop_order_id, t.tries, e.kind, COALESCE(e.outcome, u.outcome, '') AS outcome,
              COALESCE(o.label_${language}, e.outcome, u.outcome, '') AS label
         FROM connector_outcomes AS t JOIN order_entries AS e ON e.id = t.entry_id
              LEFT JOIN order_entries AS u ON u.id = e.restores
              LEFT JOIN outcomes AS o ON o.slug = COALESCE(e.outcome, u.outcome)
        WHERE t.connector_id = ? AND NOT t.done AND t.due_at <= ? ORDER BY t.entry_id LIMIT ?`,
      [connectorId, toDateTime(now), limit],
    );
    return rows.map((row) => ({
      entryId: row.entry_id,
      shopOrderId: row.shop_order_id,
      outcome: row.outcome,
      isUndone: row.kind === 'outcome-undone',
      label: row.label ?? row.outcome,
      tries: row.tries,
    }));
  }

  /** @throws LeaseLostError, StoreError */
  async told(lease: Lease, { entryId, tries }: UntoldOutcome, again: Micros | null): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await fence(transaction, lease);
      await transaction.update(
        'connector_outcomes',
        { connector_id: lease.connectorId, entry_id: entryId },
        again === null ? { done: true } : { due_at: toDateTime(again), tries: tries + 1 },
      );
    });
  }

  /**
   * Entries get their ids when they are begun, and are seen when they are written: those of the last minutes are looked
   * for again each time.
   */
  async #findOutcomes(lease: Lease, now: Micros): Promise<void> {
    const { connectorId } = lease;
    const [row] = await this.database.query<{ outcomes_after: number; newest: number | null }>(
      'SELECT outcomes_after, (SELECT MAX(id) FROM order_entries) AS newest FROM connectors WHERE id = ?',
      [connectorId],
    );
    const after = row?.outcomes_after ?? 0;
    if ((row?.newest ?? 0) <= after) return;
    await this.database.write(
      `INSERT IGNORE INTO connector_outcomes (connector_id, entry_id, shop_order_id, due_at)
       SELECT ?, e.id, c.shop_order_id, ? FROM order_entries AS e JOIN orders AS o ON o.id = e.order_id
              JOIN connector_orders AS c ON c.order_number = o.order_number AND c.connector_id = ?
        WHERE e.id > ? AND e.kind IN ('outcome', 'outcome-undone')`,
      [connectorId, toDateTime(now), connectorId, after],
    );
    const [settled] = await this.database.query<{ id: number | null }>(
      'SELECT MAX(id) AS id FROM order_entries WHERE id > ? AND at < ?',
      [after, toDateTime(now - settledAfter)],
    );
    if (settled?.id === null || settled === undefined) return;
    await this.#held(lease, 'outcomes_after = ?', [settled.id]);
    await this.database.write(
      'DELETE FROM connector_outcomes WHERE connector_id = ? AND done AND entry_id <= ?',
      [connectorId, settled.id],
    );
  }

  async #note(
    transaction: Queries,
    { connectorId }: Lease,
    { orders, rejects, progress }: BatchNotes,
    written: { result: FetchedResult; read: ReadonlyMap<number, string>; silent: ReadonlySet<number> },
  ): Promise<void> {
    const at = toDateTime(this.now());
    const { result, read, silent } = written;
    const faults = new Map(result.refused.map(({ position, fault }) => [position, fault]));
    const taken = orders.flatMap((order, position) => {
      const orderNumber = read.get(position);
      return orderNumber === undefined || faults.has(position) ? [] : [{ ...order, orderNumber, position }];
    });
    await transaction.insertMany(
      'connector_orders',
      taken
        .filter(({ position }) => !silent.has(position))
        .map(({ shopOrderId, orderNumber, changedAt }) => ({
          connector_id: connectorId,
          shop_order_id: shopOrderId,
          order_number: orderNumber,
          changed_at: toDateTimeOrNull(changedAt),
        })),
      `${overwriting('order_number')}, changed_at = COALESCE(VALUES(changed_at), changed_at)`,
    );
    await addRejects(
      transaction,
      connectorId,
      [
        ...rejects,
        ...orders.flatMap(({ shopOrderId }, position) => {
          const reason = faults.get(position);
          return reason === undefined ? [] : [{ shopOrderId, reason }];
        }),
      ],
      at,
    );
    await transaction.write('DELETE FROM connector_rejects WHERE connector_id = ? AND shop_order_id IN (?)', [
      connectorId,
      taken.map(({ shopOrderId }) => shopOrderId),
    ]);
    await removeHints(transaction, connectorId, [...orders, ...rejects]);
    await transaction.write(
      'UPDATE connectors SET reached_at = ?, failing_since = NULL, fault = NULL, failures = 0, retry_at = NULL WHERE id = ?',
      [at, connectorId],
    );
    if (progress === undefined) return;
    const isOver = progress.cycle === null;
    await transaction.write(
      `UPDATE connectors
          SET orders_read = orders_read + IF(synced_at IS NULL, ?, 0),
              orders_total = IF(synced_at IS NULL, COALESCE(orders_total, ?), orders_total),
              watermark = ?, cycle = ?, polled_at = ?, synced_at = ${progress.allKnown ? 'COALESCE(synced_at, ?)' : 'synced_at'}
        WHERE id = ?`,
      [
        orders.length + rejects.length,
        progress.total,
        toDateTime(progress.watermark),
        isOver ? null : JSON.stringify(progress.cycle),
        isOver ? at : null,
        ...(progress.allKnown ? [at] : []),
        connectorId,
      ],
    );
  }

  /** @throws LeaseLostError, StoreError */
  async #held({ connectorId, epoch }: Lease, assignments: string, values: readonly Value[]): Promise<void> {
    const rows = await this.database.write(
      `UPDATE connectors SET ${assignments} WHERE id = ? AND epoch = ?`,
      [...values, connectorId, epoch],
    );
    if (rows === 0) throw new LeaseLostError();
  }
}

/** To the end of the transaction no other Star7 can take the lease. @throws LeaseLostError */
async function fence(queries: Queries, { connectorId, epoch }: Lease): Promise<void> {
  const rows = await queries.query('SELECT id FROM connectors WHERE id = ? AND epoch = ? FOR UPDATE', [
    connectorId,
    epoch,
  ]);
  if (rows.length === 0) throw new LeaseLostError();
}

/**
 * Orders that are known as of later, silently; numbers that another order of a shop has; and orders that this shop states for
 * the first time, which may be there by a file of its own, and of another shop.
 */
async function besidesOf(
  queries: Queries,
  { connectorId }: Lease,
  notes: readonly NotedOrder[],
  orders: readonly ReadOrder[],
): Promise<Besides> {
  const known = await queries.query<{
    connector_id: number;
    shop_order_id: string;
    order_number: string;
    changed_at: string | null;
  }>(
    `SELECT connector_id, shop_order_id, order_number, changed_at FROM connector_orders
      WHERE (connector_id = ? AND shop_order_id IN (?)) OR order_number IN (?)`,
    [connectorId, notes.map(({ shopOrderId }) => shopOrderId), orders.map(({ orderNumber }) => orderNumber)],
  );
  const besides = new Map<number, RowFault | 'only-if-same' | null>();
  for (const { position, orderNumber } of orders) {
    const { shopOrderId, changedAt } = notes[position] ?? { shopOrderId: '', changedAt: null };
    const isSame = (row: (typeof known)[number]): boolean =>
      row.connector_id === connectorId && row.shop_order_id === shopOrderId;
    const own = known.find(isSame);
    const before = fromDateTimeOrNull(own?.changed_at ?? null);
    if (before !== null && changedAt !== null && changedAt < before) besides.set(position, null);
    else if (known.some((row) => row.order_number === orderNumber && !isSame(row)))
      besides.set(position, 'order-number-clash');
    else if (own?.order_number !== orderNumber) besides.set(position, 'only-if-same');
  }
  return besides;
}

const gone: RejectReason = 'shop-not-found';
/**
 * Of each shop. Whoever finds an unsigned address can name orders that the shop does not have, without end; rejects of orders
 * that it has are as many as those are.
 */
export const mostGone = 1000;

function isGone({ reason }: { reason: RejectReason }): boolean {
  return reason === gone;
}

async function addRejects(
  queries: Queries,
  connectorId: number,
  rejects: ReadonlyArray<{ shopOrderId: string; reason: RejectReason }>,
  at: string,
): Promise<void> {
  const [held] = rejects.some(isGone)
    ? await queries.query<{ gone: number }>(
        `SELECT COUNT(*) AS gone FROM connector_rejects WHERE connector_id = ? AND reason = ?`,
        [connectorId, gone],
      )
    : [];
  let room = mostGone - (held?.gone ?? 0);
  await queries.insertMany(
    'connector_rejects',
    rejects
      .filter((reject) => !isGone(reject) || room-- > 0)
      .map(({ shopOrderId, reason }) => ({
        connector_id: connectorId,
        shop_order_id: shopOrderId,
        reason,
        at,
      })),
    overwriting('reason', 'at'),
  );
}

/** A hint that was received again meanwhile stays. */
async function removeHints(
  queries: Queries,
  connectorId: number,
  orders: readonly NotedOrder[],
): Promise<void> {
  for (const { shopOrderId, hintedAt, hintId = shopOrderId } of orders) {
    if (hintedAt === undefined) continue;
    await queries.write(
      'DELETE FROM connector_hints WHERE connector_id = ? AND shop_order_id = ? AND received_at = ?',
      [connectorId, hintId, toDateTime(hintedAt)],
    );
  }
}
