import type { Micros } from '#kernel/micros';
import { isExtension } from './model/manager';
import type { Manager } from './model/manager';
import type { ManagerChanges, ManagerEntry, ManagerRoster, NewManager } from './manager-roster';
import type { Database } from '#database/database';
import { fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import {
  availabilityColumns,
  availabilityFrom,
  awayFrom,
  managerColumns,
  managerFrom,
  noMobile,
} from './manager-row';
import type { AvailabilityRow, ManagerRow } from './manager-row';
import { isSamePresence, notAway, presenceAfter } from './model/presence';
import type { AwayFacts, Break } from './model/presence';
import { reachText } from './model/reach';
import type { Reach } from './model/reach';
import type { Queries } from '#database/queries';
import { isDuplicate, StoreError } from '#database/store-error';

interface EntryRow extends ManagerRow, AvailabilityRow {
  group_name: string | null;
  disabled_at: string | null;
}

const entries = `SELECT ${managerColumns('m')}, ${availabilityColumns('m')}, m.group_name, m.disabled_at
  FROM managers AS m`;

function entryFrom(row: EntryRow, openOrders: ReadonlyMap<number, number>): ManagerEntry {
  return {
    ...managerFrom(row),
    group: row.group_name,
    ...availabilityFrom(row),
    disabledAt: fromDateTimeOrNull(row.disabled_at),
    openOrders: openOrders.get(row.manager_id) ?? 0,
  };
}

/** The managers. One who leaves is disabled and kept: orders and calls refer to the row. */
export class SqlManagers implements ManagerRoster {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError `manager-exists` if an active manager has the extension */
  add(manager: NewManager): Promise<Manager> {
    return insertManager(this.database, manager, this.now());
  }

  /**
   * Changes what is given and leaves the rest, from the next call on.
   * @throws StoreError `manager-unknown`
   */
  async change(extension: string, changes: ManagerChanges): Promise<Manager> {
    await this.database.update(
      'managers',
      { active_extension: isExtension(extension) ? extension : '' },
      {
        name: changes.name,
        language: changes.language,
        did: changes.did,
        short_code_mode: changes.shortCodeMode,
        auto_answer: changes.autoAnswer,
        press_to_accept: changes.pressToAccept,
        max_calls_hour: changes.maxCallsHour,
        max_calls_day: changes.maxCallsDay,
        group_name: changes.group,
      },
    );
    const changed = await this.byExtension(extension);
    if (changed === null) throw unknownManager(extension);
    return changed;
  }

  /** By extension. @throws StoreError */
  async list({ disabledToo = false }: { disabledToo?: boolean } = {}): Promise<ManagerEntry[]> {
    const rows = await this.database.query<EntryRow>(
      `${entries}
        ${disabledToo ? '' : 'WHERE m.disabled_at IS NULL'} ORDER BY m.extension, m.id`,
    );
    const open = await this.#openOrders();
    return rows.map((row) => entryFrom(row, open));
  }

  /** The active manager of an extension, as the list shows one. @throws StoreError */
  async find(extension: string): Promise<ManagerEntry | null> {
    if (!isExtension(extension)) return null;
    const [row] = await this.database.query<EntryRow>(`${entries} WHERE m.active_extension = ?`, [extension]);
    if (row === undefined) return null;
    return entryFrom(row, await this.#openOrders(row.manager_id));
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
   * From now on the extension calls nobody and its tokens are refused. Orders stay with the manager until an import
   * gives them to another. The extension is free for a new employee. The account is disabled too, and its sessions end. The number
   * of the own mobile is removed: nothing could remove it later, and nobody is called at it.
   * @throws StoreError `manager-unknown`
   */
  async disable(extension: string): Promise<void> {
    const leaves = { disabled_at: toDateTime(this.now()) };
    await this.database.transaction(async (transaction) => {
      const [manager] = await transaction.query<{ id: number }>(
        'SELECT id FROM managers WHERE active_extension = ? FOR UPDATE',
        [isExtension(extension) ? extension : ''],
      );
      if (!manager) throw unknownManager(extension);
      await transaction.update('accounts', { manager_id: manager.id, disabled_at: null }, leaves);
      await transaction.write(
        'DELETE FROM sessions WHERE account_id IN (SELECT id FROM accounts WHERE manager_id = ?)',
        [manager.id],
      );
      await transaction.update('managers', { id: manager.id }, { ...leaves, ...noMobile });
    });
  }

  /** @throws StoreError `manager-unknown` */
  async setAway(extension: string, away: Break | null): Promise<{ changed: boolean } & AwayFacts> {
    return this.database.transaction(async (transaction) => {
      const row = await lockedRow(transaction, extension);
      const before = awayFrom(row);
      const after = presenceAfter(before, away, this.now());
      const changed = !isSamePresence(before, after);
      if (changed) await transaction.update('managers', { id: row.id }, awayColumns(after));
      return { changed, ...after };
    });
  }

  /** @throws StoreError */
  async endBreaks(): Promise<string[]> {
    const now = toDateTime(this.now());
    const due = 'SELECT extension FROM managers WHERE away_until <= ? AND disabled_at IS NULL';
    // Asked every few seconds, and nearly always in vain: without a lock.
    if ((await this.database.execute<{ extension: string }>(due, [now])).length === 0) return [];
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query<{ extension: string }>(`${due} FOR UPDATE`, [now]);
      const extensions = rows.map(({ extension }) => extension);
      for (const extension of extensions)
        await transaction.update('managers', { active_extension: extension }, awayColumns(notAway));
      return extensions;
    });
  }

  /** @throws StoreError `manager-unknown` */
  async setReach(extension: string, reach: Reach): Promise<{ changed: boolean }> {
    return this.database.transaction(async (transaction) => {
      const row = await lockedRow(transaction, extension);
      const text = reachText(reach);
      if (row.reach === text) return { changed: false };
      await transaction.update('managers', { id: row.id }, { reach: text });
      return { changed: true };
    });
  }

  /** @param managerId for this one only */
  async #openOrders(managerId?: number): Promise<Map<number, number>> {
    const rows = await this.database.query<{ manager_id: number; open: number }>(
      `SELECT manager_id, COUNT(*) AS open FROM orders
        WHERE status = 'open' ${managerId === undefined ? '' : 'AND manager_id = ?'} GROUP BY manager_id`,
      managerId === undefined ? [] : [managerId],
    );
    return new Map(rows.map((row) => [row.manager_id, row.open]));
  }
}

/** @throws StoreError `manager-unknown` */
async function lockedRow(transaction: Queries, extension: string): Promise<AvailabilityRow & { id: number }> {
  const [row] = await transaction.query<AvailabilityRow & { id: number }>(
    `SELECT m.id, ${availabilityColumns('m')} FROM managers AS m WHERE m.active_extension = ? FOR UPDATE`,
    [isExtension(extension) ? extension : ''],
  );
  if (!row) throw unknownManager(extension);
  return row;
}

function awayColumns({ awaySince, awayReason, awayUntil }: AwayFacts) {
  return {
    away_since: toDateTimeOrNull(awaySince),
    away_reason: awayReason,
    away_until: toDateTimeOrNull(awayUntil),
  };
}

/** @throws StoreError `manager-exists` if an active manager has the extension */
export async function insertManager(queries: Queries, manager: NewManager, at: Micros): Promise<Manager> {
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
    const id = await queries.insert('managers', {
      extension,
      name,
      language: settings.language,
      did: settings.did,
      short_code_mode: settings.shortCodeMode,
      auto_answer: settings.autoAnswer,
      press_to_accept: settings.pressToAccept,
      max_calls_hour: settings.maxCallsHour,
      max_calls_day: settings.maxCallsDay,
      group_name: manager.group ?? null,
      created_at: toDateTime(at),
    });
    return { id, extension, name, ...settings };
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
