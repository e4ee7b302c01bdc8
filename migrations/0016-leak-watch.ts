import type { Knex } from 'knex';

/**
 * The leak watch: what each weekly run found, cases, leave, and who may see them. Groups are texts (`101`, `Sales`,
 * `Europe/Moscow`), for a group may be anything that customers are grouped by. Only adds: the version before goes on
 * working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE leak_runs (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      started_at DATETIME(6) NOT NULL,
      ended_at DATETIME(6) NOT NULL,
      started_by VARCHAR(100) NOT NULL,
      -- The last day of the last complete week, in the shop's time zone.
      week_end DATE NOT NULL,
      orders INT UNSIGNED NOT NULL,
      customers INT UNSIGNED NOT NULL,
      history_weeks SMALLINT UNSIGNED NOT NULL,
      -- How many groups were compared.
      compared SMALLINT UNSIGNED NOT NULL,
      -- Accepted false alarms of the whole shop in a year.
      per_year DECIMAL(6,3) NOT NULL,
      -- Why there is no verdict: too-short, one-group; null if there is.
      missing VARCHAR(16) COLLATE ascii_bin NULL
    ) ${table}`);

  // Of each group, lamp and week what was observed and expected. Kept for a year.
  await knex.raw(`
    CREATE TABLE leak_figures (
      kind VARCHAR(16) COLLATE ascii_bin NOT NULL,
      group_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      lamp VARCHAR(16) COLLATE ascii_bin NOT NULL,
      week_end DATE NOT NULL,
      z DOUBLE NOT NULL,
      threshold DOUBLE NOT NULL,
      -- Groups differ for good: less reliable.
      unreliable BOOLEAN NOT NULL,
      customers INT UNSIGNED NOT NULL,
      observed DOUBLE NOT NULL,
      expected DOUBLE NOT NULL,
      spread DOUBLE NOT NULL,
      -- Silent customers beyond those expected, and the standard deviation.
      silent DOUBLE NOT NULL,
      silent_spread DOUBLE NOT NULL,
      -- A picture: a group's lamps, week by week.
      PRIMARY KEY (kind, group_key, lamp, week_end),
      -- What is too old.
      KEY leak_figures_by_week (week_end)
    ) ${table}`);

  // What a loss would take to show in a group's own orders, of the last run.
  await knex.raw(`
    CREATE TABLE leak_drills (
      kind VARCHAR(16) COLLATE ascii_bin NOT NULL,
      group_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      orders_a_week DOUBLE NOT NULL,
      -- Weeks after which the loss of a fifth, or half, of the customers shows; null if not within a year.
      weeks_fifth SMALLINT UNSIGNED NULL,
      weeks_half SMALLINT UNSIGNED NULL,
      PRIMARY KEY (kind, group_key)
    ) ${table}`);

  // A case stays open until a person closes it: its evidence fades by itself within weeks.
  await knex.raw(`
    CREATE TABLE leak_cases (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      kind VARCHAR(16) COLLATE ascii_bin NOT NULL,
      group_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      lamp VARCHAR(16) COLLATE ascii_bin NOT NULL,
      opened_week DATE NOT NULL,
      last_week DATE NOT NULL,
      -- The largest Z above its threshold, with both.
      z DOUBLE NOT NULL,
      threshold DOUBLE NOT NULL,
      opened_at DATETIME(6) NOT NULL,
      closed_at DATETIME(6) NULL,
      closed_by VARCHAR(100) NULL,
      -- explained, no-finding, confirmed.
      reason VARCHAR(16) COLLATE ascii_bin NULL,
      note VARCHAR(1000) NULL,
      open_group VARCHAR(81) COLLATE utf8mb4_bin
        AS (CASE WHEN closed_at IS NULL THEN CONCAT(kind, ':', group_key) END) STORED,
      -- One open case for a group.
      UNIQUE KEY leak_cases_by_open_group (open_group),
      KEY leak_cases_by_closing (closed_at)
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE leak_leave (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      manager_id INT UNSIGNED NOT NULL,
      first_day DATE NOT NULL,
      last_day DATE NOT NULL,
      entered_by VARCHAR(100) NOT NULL,
      entered_at DATETIME(6) NOT NULL,
      KEY leak_leave_of_manager (manager_id, first_day),
      CONSTRAINT leak_leave_manager FOREIGN KEY (manager_id) REFERENCES managers (id)
    ) ${table}`);

  // Accounts that may see the leak watch, besides the operators of the machine. No role includes it.
  await knex.raw(`
    CREATE TABLE leak_readers (
      account_id INT UNSIGNED NOT NULL PRIMARY KEY,
      named_by VARCHAR(100) NOT NULL,
      named_at DATETIME(6) NOT NULL,
      CONSTRAINT leak_readers_account FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of [
    'leak_readers',
    'leak_leave',
    'leak_cases',
    'leak_drills',
    'leak_figures',
    'leak_runs',
  ]) {
    await knex.schema.dropTable(name);
  }
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';
