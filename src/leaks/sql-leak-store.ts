import type { LeakRun, LeakStore, LeaveEntry, RunResult } from './leak-store';
import type { GroupKind } from './model/groups';
import type { Lamp } from './model/lamps';
import type { ClosingReason } from './model/leak-case';
import type { HandOver } from './model/hand-overs';
import type { ShopWeek } from './model/shop-line';
import type { Figure, GroupDrill, LeakCase, Missing } from './model/shop-figures';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import { overwriting } from '#database/queries';
import type { Queries } from '#database/queries';
import type { Micros } from '#kernel/micros';
import { slicesOf } from '#kernel/slices';

/** Weekly figures and runs are kept for a year. */
const keptWeeks = 53;

/** Closed cases without a finding are kept for a quarter, so that they are not opened again by the same orders. */
const keptClosedWeeks = 13;

/** The number of somebody who called a decoy is kept for a year. */
const keptCallerWeeks = 53;

/** Rows of one insert. */
const rowsAtOnce = 500;

interface FigureRow {
  kind: GroupKind;
  group_key: string;
  lamp: Lamp;
  week_end: string;
  z: number;
  threshold: number;
  unreliable: number;
  customers: number;
  observed: number;
  expected: number;
  spread: number;
  bought: number | null;
  silent: number;
  silent_spread: number;
}

interface CaseRow {
  id: number;
  kind: GroupKind;
  group_key: string;
  lamp: Lamp;
  opened_week: string;
  last_week: string;
  z: number;
  threshold: number;
  opened_at: string;
  closed_at: string | null;
  closed_by: string | null;
  reason: ClosingReason | null;
  note: string | null;
  named_by: string | null;
  named_also_by: string | null;
}

interface RunRow {
  started_at: string;
  ended_at: string;
  started_by: string;
  week_end: string;
  orders: number;
  customers: number;
  with_manager: number | null;
  history_weeks: number;
  compared: number;
  per_year: string;
  missing: Missing | null;
}

/** Runs, weekly figures, cases, leave and readers of the leak watch. */
export class SqlLeakStore implements LeakStore {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  async lastRun(): Promise<LeakRun | null> {
    const [row] = await this.database.query<RunRow>('SELECT * FROM leak_runs ORDER BY id DESC LIMIT 1');
    return row === undefined ? null : runOf(row);
  }

  async lastRunWithin(first: string, last: string): Promise<LeakRun | null> {
    const [row] = await this.database.query<RunRow>(
      'SELECT * FROM leak_runs WHERE week_end BETWEEN ? AND ? ORDER BY week_end DESC, id DESC LIMIT 1',
      [first, last],
    );
    return row === undefined ? null : runOf(row);
  }

  async save({ run, figures, drills, opened, raised, shopWeeks, handOvers }: RunResult): Promise<void> {
    const now = toDateTime(this.now());
    await this.database.transaction(async (transaction) => {
      await transaction.insert('leak_runs', {
        started_at: toDateTime(run.startedAt),
        ended_at: toDateTime(run.endedAt),
        started_by: run.startedBy,
        week_end: run.weekEnd,
        orders: run.orders,
        customers: run.customers,
        with_manager: run.withManager,
        history_weeks: run.historyWeeks,
        compared: run.compared,
        per_year: run.perYear,
        missing: run.missing,
      });
      for (const rows of slicesOf(figures.map(rowOfFigure), rowsAtOnce)) {
        await transaction.insertMany('leak_figures', rows, overwriting(...Object.keys(rows[0] ?? {})));
      }
      await transaction.write('DELETE FROM leak_drills');
      for (const rows of slicesOf(drills.map(rowOfDrill), rowsAtOnce)) {
        await transaction.insertMany('leak_drills', rows);
      }
      await transaction.write('DELETE FROM leak_shop_weeks');
      for (const rows of slicesOf(shopWeeks.map(rowOfShopWeek), rowsAtOnce)) {
        await transaction.insertMany('leak_shop_weeks', rows);
      }
      await transaction.write('DELETE FROM leak_hand_overs');
      for (const rows of slicesOf(handOvers.map(rowOfHandOver), rowsAtOnce)) {
        await transaction.insertMany('leak_hand_overs', rows);
      }
      for (const { kind, group, lamp, openedWeek, z, threshold } of opened) {
        await transaction.insert('leak_cases', {
          ...{ kind, group_key: group, lamp, z, threshold },
          ...{ opened_week: openedWeek, last_week: openedWeek, opened_at: now },
        });
      }
      for (const { id, lastWeek, z, threshold } of raised) {
        await transaction.update(
          'leak_cases',
          { id, closed_at: null },
          { last_week: lastWeek, z, threshold },
        );
      }
      await removeOld(transaction, run.weekEnd);
    });
  }

  async cases(): Promise<LeakCase[]> {
    const rows = await this.database.query<CaseRow>('SELECT * FROM leak_cases ORDER BY id');
    return rows.map((row) => ({
      ...{ id: row.id, kind: row.kind, group: row.group_key, lamp: row.lamp },
      ...{ openedWeek: row.opened_week, lastWeek: row.last_week, z: row.z, threshold: row.threshold },
      ...{ openedAt: fromDateTime(row.opened_at), closedAt: fromDateTimeOrNull(row.closed_at) },
      ...{ closedBy: row.closed_by, reason: row.reason, note: row.note },
      namedBy: [row.named_by, row.named_also_by].filter((by) => by !== null),
    }));
  }

  async agreeToName(id: number, by: string): Promise<'unknown' | 'again' | 'noted'> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<CaseRow>('SELECT * FROM leak_cases WHERE id = ? FOR UPDATE', [
        id,
      ]);
      if (row === undefined) return 'unknown';
      if (row.named_by === by || row.named_also_by !== null) return 'again';
      const column = row.named_by === null ? 'named_by' : 'named_also_by';
      await transaction.update('leak_cases', { id }, { [column]: by });
      return 'noted';
    });
  }

  async close(
    id: number,
    { reason, note, by }: { reason: ClosingReason; note: string | null; by: string },
  ): Promise<boolean> {
    const closed_at = toDateTime(this.now());
    return (
      (await this.database.update(
        'leak_cases',
        { id, closed_at: null },
        { closed_at, closed_by: by, reason, note },
      )) > 0
    );
  }

  async figuresOf(weekEnd: string): Promise<Figure[]> {
    const rows = await this.database.query<FigureRow>(
      'SELECT * FROM leak_figures WHERE week_end = ? ORDER BY kind, group_key, lamp',
      [weekEnd],
    );
    return rows.map(figureOf);
  }

  async recentWeeks(weekEnd: string, weeks: number): Promise<Figure[]> {
    const lamp: Lamp = 'recent';
    const rows = await this.database.query<FigureRow>(
      `SELECT * FROM leak_figures
        WHERE week_end > ? - INTERVAL ? WEEK AND week_end <= ? AND lamp = ? ORDER BY week_end, kind, group_key`,
      [weekEnd, weeks, weekEnd, lamp],
    );
    return rows.map(figureOf);
  }

  async drills(): Promise<GroupDrill[]> {
    const rows = await this.database.query<{
      kind: GroupKind;
      group_key: string;
      orders_a_week: number;
      weeks_fifth: number | null;
      weeks_half: number | null;
    }>('SELECT * FROM leak_drills ORDER BY kind, group_key');
    return rows.map((row) => ({
      ...{ kind: row.kind, group: row.group_key, ordersAWeek: row.orders_a_week },
      ...{ weeksFifth: row.weeks_fifth, weeksHalf: row.weeks_half },
    }));
  }

  async shopWeeks(): Promise<ShopWeek[]> {
    const rows = await this.database.query<{ week_end: string; orders: number }>(
      'SELECT week_end, orders FROM leak_shop_weeks ORDER BY week_end',
    );
    return rows.map((row) => ({ weekEnd: row.week_end, orders: row.orders }));
  }

  async handOvers(): Promise<HandOver[]> {
    const rows = await this.database.query<{ group_key: string; went: number; came: number; since: string }>(
      'SELECT group_key, went, came, since FROM leak_hand_overs ORDER BY group_key',
    );
    return rows.map(({ group_key: group, went, came, since }) => ({ group, went, came, since }));
  }

  async leave(): Promise<LeaveEntry[]> {
    const rows = await this.database.query<{
      id: number;
      extension: string;
      first_day: string;
      last_day: string;
      entered_by: string;
    }>(
      `SELECT l.id, m.extension, l.first_day, l.last_day, l.entered_by FROM leak_leave AS l
         JOIN managers AS m ON m.id = l.manager_id ORDER BY l.first_day, l.id`,
    );
    return rows.map((row) => ({
      ...{ id: row.id, extension: row.extension, firstDay: row.first_day, lastDay: row.last_day },
      enteredBy: row.entered_by,
    }));
  }

  async addLeave(entry: Omit<LeaveEntry, 'id'>): Promise<LeaveEntry | null> {
    const [manager] = await this.database.query<{ id: number }>(
      'SELECT id FROM managers WHERE active_extension = ?',
      [entry.extension],
    );
    if (manager === undefined) return null;
    const id = await this.database.insert('leak_leave', {
      ...{ manager_id: manager.id, first_day: entry.firstDay, last_day: entry.lastDay },
      ...{ entered_by: entry.enteredBy, entered_at: toDateTime(this.now()) },
    });
    return { id, ...entry };
  }

  async removeLeave(id: number): Promise<boolean> {
    return (await this.database.write('DELETE FROM leak_leave WHERE id = ?', [id])) > 0;
  }

  async readers(): Promise<string[]> {
    const rows = await this.database.query<{ login: string }>(
      `SELECT a.login FROM leak_readers AS r JOIN accounts AS a ON a.id = r.account_id
        WHERE a.disabled_at IS NULL ORDER BY a.login`,
    );
    return rows.map(({ login }) => login);
  }

  async isReader(account: number): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 FROM leak_readers WHERE account_id = ?', [account]);
    return rows.length > 0;
  }

  async addReader(login: string, by: string): Promise<boolean> {
    const [account] = await this.database.query<{ id: number }>(
      `SELECT id FROM accounts WHERE active_login = ? AND role IN ('supervisor', 'administrator')`,
      [login],
    );
    if (account === undefined) return false;
    const row = { account_id: account.id, named_by: by, named_at: toDateTime(this.now()) };
    await this.database.insertMany('leak_readers', [row], 'account_id = account_id');
    return true;
  }

  async removeReader(login: string): Promise<boolean> {
    const removed = await this.database.write(
      'DELETE FROM leak_readers WHERE account_id IN (SELECT id FROM accounts WHERE login = ?)',
      [login],
    );
    return removed > 0;
  }
}

async function removeOld(queries: Queries, weekEnd: string): Promise<void> {
  await queries.write('DELETE FROM leak_figures WHERE week_end < ? - INTERVAL ? WEEK', [weekEnd, keptWeeks]);
  await queries.write('DELETE FROM leak_runs WHERE week_end < ? - INTERVAL ? WEEK', [weekEnd, keptWeeks]);
  await queries.write(
    `DELETE FROM leak_cases WHERE reason IN ('explained', 'no-finding') AND closed_at < ? - INTERVAL ? WEEK`,
    [weekEnd, keptClosedWeeks],
  );
  // The call stays: fewer calls in as many weeks would make the present ones look like evidence.
  await queries.write(
    `UPDATE decoy_hits SET phone_ciphertext = NULL, phone_nonce = NULL, phone_key_version = NULL, phone_index = NULL,
            phone_index_key_version = NULL
      WHERE at < ? - INTERVAL ? WEEK AND phone_index IS NOT NULL`,
    [weekEnd, keptCallerWeeks],
  );
  for (const table of ['decoy_mails', 'decoy_sms']) {
    await queries.write(
      `UPDATE ${table} SET text_ciphertext = NULL, text_nonce = NULL, text_key_version = NULL
        WHERE at < ? - INTERVAL ? WEEK AND text_ciphertext IS NOT NULL`,
      [weekEnd, keptCallerWeeks],
    );
  }
}

function runOf(row: RunRow): LeakRun {
  return {
    ...{ startedAt: fromDateTime(row.started_at), endedAt: fromDateTime(row.ended_at) },
    ...{ startedBy: row.started_by, weekEnd: row.week_end, orders: row.orders, customers: row.customers },
    ...{ withManager: row.with_manager, historyWeeks: row.history_weeks, compared: row.compared },
    ...{ perYear: Number(row.per_year), missing: row.missing },
  };
}

function figureOf(row: FigureRow): Figure {
  return {
    ...{ kind: row.kind, group: row.group_key, lamp: row.lamp, weekEnd: row.week_end },
    ...{ z: row.z, threshold: row.threshold, unreliable: row.unreliable === 1, customers: row.customers },
    ...{ observed: row.observed, expected: row.expected, spread: row.spread },
    ...{ bought: row.bought, silent: row.silent, silentSpread: row.silent_spread },
  };
}

function rowOfFigure(figure: Figure) {
  const { kind, group, lamp, z, threshold, unreliable, customers, observed, expected, spread } = figure;
  return {
    ...{ kind, group_key: group, lamp, week_end: figure.weekEnd, z, threshold, unreliable, customers },
    ...{ observed, expected, spread, bought: figure.bought },
    ...{ silent: figure.silent, silent_spread: figure.silentSpread },
  };
}

function rowOfShopWeek({ weekEnd, orders }: ShopWeek) {
  return { week_end: weekEnd, orders };
}

function rowOfHandOver({ group, went, came, since }: HandOver) {
  return { group_key: group, went, came, since };
}

function rowOfDrill({ kind, group, ordersAWeek, weeksFifth, weeksHalf }: GroupDrill) {
  return {
    kind,
    group_key: group,
    orders_a_week: ordersAWeek,
    weeks_fifth: weeksFifth,
    weeks_half: weeksHalf,
  };
}
