import type { Knex } from 'knex';
import type { Micros } from '#kernel/micros';
import { isExtension } from './model/manager';
import type { Manager } from './model/manager';
import type { ManagerChanges, ManagerEntry, ManagerRoster, NewManager } from './manager-roster';
import type { Database } from '#database/database';
import { fromDateTimeOrNull, toDateTime } from '#database/date-time';
import { managerColumns, managerFrom } from './manager-row';
import type { ManagerRow } from './manager-row';
import { isDuplicate, StoreError } from '#database/store-error';

/** The employees who call customers. Whoever leaves is disabled and kept: orders and calls refer to them. */
export class ManagerStore implements ManagerRoster {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError `manager-exists` where an active manager has the extension */
  add(manager: NewManager): Promise<Manager> {
    return this.database.run(() => insertManager(this.database.knex, manager, this.now()));
  }

  /**
   * Changes what is given and leaves the rest; the next call goes by it.
   * @throws StoreError `manager-unknown`
   */
  async change(extension: string, changes: ManagerChanges): Promise<Manager> {
    const columns = Object.entries({
      name: changes.name,
      language: changes.language,
      did: changes.did,
      short_code_mode: changes.shortCodeMode,
      auto_answer: changes.autoAnswer,
      press_to_accept: changes.pressToAccept,
      max_calls_hour: changes.maxCallsHour,
      max_calls_day: changes.maxCallsDay,
    }).filter(([, value]) => value !== undefined);
    if (columns.length > 0) {
      await this.database.run(() =>
        this.database
          .knex('managers')
          .where({ active_extension: isExtension(extension) ? extension : '' })
          .update(Object.fromEntries(columns)),
      );
    }
    const changed = await this.byExtension(extension);
    if (changed === null) throw unknownManager(extension);
    return changed;
  }

  /** By extension. @throws StoreError */
  async list({ disabledToo = false }: { disabledToo?: boolean } = {}): Promise<ManagerEntry[]> {
    return this.database.run(async () => {
      const { knex } = this.database;
      const query = knex('managers')
        .select(knex.raw(managerColumns('managers')), 'disabled_at')
        .orderBy(['extension', 'id']);
      if (!disabledToo) void query.whereNull('disabled_at');
      const rows = (await query) as Array<ManagerRow & { disabled_at: string | null }>;
      const open = await this.#openOrders();
      return rows.map((row) => ({
        ...managerFrom(row),
        disabledAt: fromDateTimeOrNull(row.disabled_at),
        openOrders: open.get(row.manager_id) ?? 0,
      }));
    });
  }

  /** The active manager of an extension, as the list shows one. @throws StoreError */
  async find(extension: string): Promise<ManagerEntry | null> {
    const manager = await this.byExtension(extension);
    if (manager === null) return null;
    const open = await this.database.run(() => this.#openOrders(manager.id));
    return { ...manager, disabledAt: null, openOrders: open.get(manager.id) ?? 0 };
  }

  /** The active manager of an extension. @throws StoreError */
  async byExtension(extension: string): Promise<Manager | null> {
    if (!isExtension(extension)) return null;
    const [row] = await this.database.execute<ManagerRow>(
      `SELECT ${managerColumns('m')} FROM managers AS m WHERE m.active_extension = ?`,
      [extension],
    );
    return row ? managerFrom(row) : null;
  }

  /**
   * From now on the extension calls nobody and its tokens open nothing. Orders stay with the manager until an
   * import gives them to another. The extension is free for a new employee. The account goes with the manager, and
   * its sessions end.
   * @throws StoreError `manager-unknown`
   */
  async disable(extension: string): Promise<void> {
    const at = { disabled_at: toDateTime(this.now()) };
    await this.database.transaction(async (transaction) => {
      const manager = await transaction('managers')
        .where({ active_extension: isExtension(extension) ? extension : '' })
        .forUpdate()
        .first<{ id: number } | undefined>('id');
      if (!manager) throw unknownManager(extension);
      const accounts = transaction('accounts').where({ manager_id: manager.id });
      await accounts.clone().whereNull('disabled_at').update(at);
      await transaction('sessions').whereIn('account_id', accounts.clone().select('id')).delete();
      await transaction('managers').where({ id: manager.id }).update(at);
    });
  }

  /** @param managerId of this one alone */
  async #openOrders(managerId?: number): Promise<Map<number, number>> {
    const rows = await this.database
      .knex('orders')
      .where({ status: 'open', ...(managerId !== undefined && { manager_id: managerId }) })
      .groupBy('manager_id')
      .select<Array<{ manager_id: number; open: number }>>(
        'manager_id',
        this.database.knex.raw('COUNT(*) AS open') as unknown as Knex.Raw<{ open: number }>,
      );
    return new Map(rows.map((row) => [row.manager_id, row.open]));
  }
}

/** @throws StoreError `manager-exists` where an active manager has the extension */
export async function insertManager(knex: Knex, manager: NewManager, at: Micros): Promise<Manager> {
  const { extension, name } = manager;
  const settings = {
    language: manager.language ?? 'ru',
    did: manager.did ?? null,
    shortCodeMode: manager.shortCodeMode ?? 'keep',
    autoAnswer: manager.autoAnswer ?? false,
    pressToAccept: manager.pressToAccept ?? false,
    maxCallsHour: manager.maxCallsHour ?? null,
    maxCallsDay: manager.maxCallsDay ?? null,
  } as const;
  try {
    const [id] = await knex('managers').insert({
      extension,
      name,
      language: settings.language,
      did: settings.did,
      short_code_mode: settings.shortCodeMode,
      auto_answer: settings.autoAnswer,
      press_to_accept: settings.pressToAccept,
      max_calls_hour: settings.maxCallsHour,
      max_calls_day: settings.maxCallsDay,
      created_at: toDateTime(at),
    });
    return { id: Number(id), extension, name, ...settings };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new StoreError(
      'manager-exists',
      `Extension ${extension} already belongs to a manager. Disable that manager first, or choose another extension.`,
      { extension },
    );
  }
}

export function unknownManager(extension: string): StoreError {
  return new StoreError(
    'manager-unknown',
    `No active manager has the extension ${extension}. See: star7 manager list.`,
    { extension },
  );
}
