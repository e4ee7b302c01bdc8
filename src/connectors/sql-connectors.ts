import { createHash } from 'node:crypto';
import type {
  ConnectorEntry,
  ConnectorSettings,
  ConnectorState,
  ConnectorStore,
  HookStore,
  OrderLinks,
  Reject,
  RejectReason,
} from './connector-store';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import type { Columns, Queries } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import type { Micros } from '#kernel/micros';
import type { ShopKeyColumns, ShopKeys, ShopVault } from '#vault/shop-vault';

interface Row extends ShopKeyColumns {
  id: number;
  kind: string;
  name: string;
  address: string;
  enabled: number;
  settings: string;
  changed_at: string;
  changed_by: string;
  polled_at: string | null;
  synced_at: string | null;
  orders_read: number;
  orders_total: number | null;
  reached_at: string | null;
  failing_since: string | null;
  fault: string | null;
  rejects: number;
  hints: number;
}

const entries = `
  SELECT c.*,
         (SELECT COUNT(*) FROM connector_rejects AS r WHERE r.connector_id = c.id) AS rejects,
         (SELECT COUNT(*) FROM connector_hints AS h WHERE h.connector_id = c.id) AS hints
    FROM connectors AS c`;

/** Shops whose orders Star7 fetches, with the sealed keys to them. */
export class SqlConnectors implements ConnectorStore, HookStore {
  constructor(
    private readonly database: Database,
    private readonly vault: ShopVault,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async list(): Promise<ConnectorEntry[]> {
    return (await this.database.query<Row>(`${entries} ORDER BY c.name, c.id`)).map(entryFrom);
  }

  /** @throws StoreError */
  async links(orderNumbers: readonly string[], id: number | null): Promise<OrderLinks> {
    const own = new Set<string>();
    const others = new Set<string>();
    if (orderNumbers.length === 0) return { own, others };
    const rows = await this.database.query<{ order_number: string; connector_id: number }>(
      'SELECT order_number, connector_id FROM connector_orders WHERE order_number IN (?)',
      [orderNumbers],
    );
    for (const row of rows) (row.connector_id === id ? own : others).add(row.order_number);
    return { own, others };
  }

  /** @throws StoreError */
  async find(id: number): Promise<ConnectorEntry | null> {
    const [row] = await this.database.query<Row>(`${entries} WHERE c.id = ?`, [id]);
    return row ? entryFrom(row) : null;
  }

  /** @throws StoreError, VaultError */
  async keys(id: number): Promise<ShopKeys | null> {
    const [row] = await this.database.query<ShopKeyColumns>(
      'SELECT secret_ciphertext, secret_nonce, secret_key_version FROM connectors WHERE id = ?',
      [id],
    );
    return row ? this.vault.open(id, row) : null;
  }

  /** @throws StoreError, VaultError */
  async open(id: number): Promise<{ settings: ConnectorSettings; keys: ShopKeys } | null> {
    const [row] = await this.database.query<Row>('SELECT * FROM connectors WHERE id = ?', [id]);
    return row === undefined ? null : { settings: settingsFrom(row), keys: this.vault.open(id, row) };
  }

  /** @throws StoreError, VaultError */
  async add(
    settings: ConnectorSettings,
    keys: ShopKeys,
    hookName: string,
    since: Micros,
    by: string,
  ): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.vault.keys.refresh();
      const id = await transaction.insert('connectors', {
        ...this.#columns(settings, by),
        hook_hash: hashOf(hookName),
        watermark: toDateTime(since),
        outcomes_after: await newestEntry(transaction),
      });
      // The id is sealed with the keys.
      await transaction.update('connectors', { id }, { ...this.vault.seal(id, keys) });
      return id;
    });
  }

  /** What was told to other shops or addresses is not said again. @throws StoreError, VaultError */
  async change(
    id: number,
    settings: ConnectorSettings,
    by: string,
    secrets?: { keys: ShopKeys; hookName?: string },
  ): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.vault.keys.refresh();
      const before = await this.#settingsOf(transaction, id);
      if (before === null) return false;
      const beginsTelling = settings.tellsOutcomes && !before.tellsOutcomes;
      await transaction.update(
        'connectors',
        { id },
        {
          ...this.#columns(settings, by),
          ...(secrets && this.vault.seal(id, secrets.keys)),
          ...(secrets?.hookName !== undefined && { hook_hash: hashOf(secrets.hookName) }),
          ...(beginsTelling && { outcomes_after: await newestEntry(transaction) }),
          // Changed settings are tried at once.
          retry_at: null,
        },
      );
      await cutOff(transaction, id);
      return true;
    });
  }

  /** @throws StoreError */
  async remove(id: number): Promise<boolean> {
    return (await this.database.write('DELETE FROM connectors WHERE id = ?', [id])) > 0;
  }

  /** @throws StoreError */
  async askForSync(id: number, since: Micros | null): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const due = { polled_at: null, retry_at: null };
      if (since === null) return (await transaction.update('connectors', { id }, due)) > 0;
      await cutOff(transaction, id);
      const first = { cycle: null, synced_at: null, orders_read: 0, orders_total: null };
      return (
        (await transaction.update('connectors', { id }, { ...due, ...first, watermark: toDateTime(since) })) >
        0
      );
    });
  }

  /** @throws StoreError */
  async rejects(id: number, after: string, limit: number): Promise<Reject[]> {
    const rows = await this.database.query<{ shop_order_id: string; reason: string; at: string }>(
      `SELECT shop_order_id, reason, at FROM connector_rejects
        WHERE connector_id = ? AND shop_order_id > ? ORDER BY shop_order_id LIMIT ?`,
      [id, after, limit],
    );
    return rows.map((row) => ({
      shopOrderId: row.shop_order_id,
      reason: row.reason as RejectReason,
      at: fromDateTime(row.at),
    }));
  }

  /** @throws StoreError */
  async retry(id: number, shopOrderId: string | null): Promise<number> {
    const at = toDateTime(this.now());
    return this.database.write(
      `INSERT INTO connector_hints (connector_id, shop_order_id, received_at, due_at)
       SELECT connector_id, shop_order_id, ?, ? FROM connector_rejects
        WHERE connector_id = ? AND shop_order_id NOT LIKE '#%' AND shop_order_id <> '?'
              ${shopOrderId === null ? '' : 'AND shop_order_id = ?'}
       ON DUPLICATE KEY UPDATE received_at = VALUES(received_at), due_at = VALUES(due_at), tries = 0`,
      shopOrderId === null ? [at, at, id] : [at, at, id, shopOrderId],
    );
  }

  /** @throws StoreError, VaultError */
  async findByHook(
    name: string,
  ): Promise<{ id: number; settings: ConnectorSettings; keys: ShopKeys } | null> {
    const [row] = await this.database.query<Row>('SELECT * FROM connectors WHERE hook_hash = ?', [
      hashOf(name),
    ]);
    return row === undefined
      ? null
      : { id: row.id, settings: settingsFrom(row), keys: this.vault.open(row.id, row) };
  }

  /** @throws StoreError */
  async addHints(id: number, orders: ReadonlyArray<{ id: string; changedAt: Micros | null }>): Promise<void> {
    const at = toDateTime(this.now());
    for (const { id: shopOrderId, changedAt } of orders) {
      await this.database.write(
        `INSERT INTO connector_hints (connector_id, shop_order_id, received_at, due_at)
         SELECT ?, ?, ?, ? FROM DUAL
          WHERE NOT EXISTS (SELECT 1 FROM connector_orders
                             WHERE connector_id = ? AND shop_order_id = ? AND changed_at > ?)
         ON DUPLICATE KEY UPDATE received_at = VALUES(received_at), due_at = VALUES(due_at), tries = 0`,
        [id, shopOrderId, at, at, id, shopOrderId, toDateTimeOrNull(changedAt)],
      );
    }
  }

  #columns(settings: ConnectorSettings, by: string): Columns {
    const { kind, name, address, enabled, ...others } = settings;
    return {
      ...{ kind, name, address, enabled },
      settings: JSON.stringify(others),
      changed_at: toDateTime(this.now()),
      changed_by: by,
    };
  }

  async #settingsOf(queries: Queries, id: number): Promise<ConnectorSettings | null> {
    const [row] = await queries.query<Row>('SELECT * FROM connectors WHERE id = ? FOR UPDATE', [id]);
    return row ? settingsFrom(row) : null;
  }
}

/** Whoever works for the shop begins again, with what is written now. */
async function cutOff(queries: Queries, id: number): Promise<void> {
  await queries.write(
    'UPDATE connectors SET lease_until = NULL, lease_node = NULL, epoch = epoch + 1 WHERE id = ?',
    [id],
  );
}

async function newestEntry(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ id: number | null }>('SELECT MAX(id) AS id FROM order_entries');
  return row?.id ?? 0;
}

function hashOf(name: string): Buffer {
  return createHash('sha256').update(name).digest();
}

function settingsFrom(
  row: Pick<Row, 'kind' | 'name' | 'address' | 'enabled' | 'settings'>,
): ConnectorSettings {
  return {
    // Shops of earlier releases have none.
    ...{ ownFields: {} },
    ...(JSON.parse(row.settings) as Omit<ConnectorSettings, 'kind' | 'name' | 'address' | 'enabled'>),
    kind: row.kind as ConnectorSettings['kind'],
    name: row.name,
    address: row.address,
    enabled: row.enabled === 1,
  };
}

function entryFrom(row: Row): ConnectorEntry {
  return {
    id: row.id,
    settings: settingsFrom(row),
    state: {
      reachedAt: fromDateTimeOrNull(row.reached_at),
      failingSince: fromDateTimeOrNull(row.failing_since),
      fault: row.fault as ConnectorState['fault'],
      syncedAt: fromDateTimeOrNull(row.synced_at),
      polledAt: fromDateTimeOrNull(row.polled_at),
      ordersRead: row.orders_read,
      ordersTotal: row.orders_total,
      rejects: row.rejects,
      hints: row.hints,
    },
    changedAt: fromDateTime(row.changed_at),
    changedBy: row.changed_by,
  };
}
