import type { Knex } from 'knex';

/**
 * The workplace in the browser: accounts, a manager's queue of orders, entries on orders, outcomes, live
 * settings, and imports from the browser. Only adds, so that the previous version keeps working; orders that
 * it imports get their place in the queue from the defaults.
 */
export async function up(knex: Knex): Promise<void> {
  // Whether an order is done, and when it is due. Before the first call an order is due from its placing.
  await knex.raw(`
    ALTER TABLE orders
      ADD COLUMN added_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      ADD COLUMN done BOOLEAN NOT NULL DEFAULT FALSE,
      ADD COLUMN due_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      ADD COLUMN last_outcome VARCHAR(32) COLLATE ascii_bin NULL,
      ADD COLUMN last_outcome_at DATETIME(6) NULL`);
  await knex.raw(`
    UPDATE orders
       SET done = (status <> 'open'),
           added_at = LEAST(COALESCE(placed_at, UTC_TIMESTAMP(6)), UTC_TIMESTAMP(6)),
           due_at = LEAST(COALESCE(placed_at, UTC_TIMESTAMP(6)), UTC_TIMESTAMP(6))`);
  // A manager's queue: to call (due), call later (not due yet), done; each list sorted.
  await knex.raw('ALTER TABLE orders ADD KEY orders_queue (manager_id, done, due_at, order_number)');

  // Orders by arrival: for the waiting time until the first call.
  await knex.raw('ALTER TABLE orders ADD KEY orders_by_arrival (added_at)');

  // A number that people typed, not one from the shop: imports do not find a customer by it.
  await knex.raw('ALTER TABLE contact_points ADD COLUMN typed BOOLEAN NOT NULL DEFAULT FALSE');

  // Call statistics from the index alone: by hour and day, by manager, by result.
  await knex.raw(
    'ALTER TABLE calls ADD KEY calls_in_numbers (requested_at, manager_id, manager_extension, disposition, talk_seconds)',
  );

  // An order's calls, as before; and the times of calls to its customer's phone, from the index alone.
  await knex.raw(
    'ALTER TABLE calls DROP KEY calls_of_order, ADD KEY calls_of_order (order_number, requested_at, id, customer_started_at)',
  );

  // The audit log for people, newest first: all entries, by actor, by subject, by kind of action.
  await knex.raw(`
    ALTER TABLE audit_log
      ADD KEY audit_log_by_time (at),
      ADD KEY audit_log_by_actor (actor, at),
      ADD KEY audit_log_by_subject (subject, at),
      ADD KEY audit_log_by_action (action, at)`);

  // A manager's own call limits; null for the site's.
  await knex.raw(`
    ALTER TABLE managers
      ADD COLUMN max_calls_hour INT UNSIGNED NULL,
      ADD COLUMN max_calls_day INT UNSIGNED NULL`);

  // Accounts with a password. A manager's login is the extension; a manager who leaves keeps the row.
  await knex.raw(`
    CREATE TABLE accounts (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      login VARCHAR(64) COLLATE ascii_bin NOT NULL,
      name VARCHAR(200) NOT NULL,
      role VARCHAR(16) COLLATE ascii_bin NOT NULL,
      manager_id INT UNSIGNED NULL,
      -- Argon2id (RFC 9106) in its encoded form.
      password_hash VARCHAR(200) COLLATE ascii_bin NOT NULL,
      password_changed_at DATETIME(6) NOT NULL,
      -- The password is one that an administrator was shown.
      must_change_password BOOLEAN NOT NULL DEFAULT TRUE,
      terms_version INT UNSIGNED NULL,
      terms_accepted_at DATETIME(6) NULL,
      -- The secret of RFC 6238, sealed as contact points are; without totp_confirmed_at not in use yet.
      totp_ciphertext VARBINARY(160) NULL,
      totp_nonce BINARY(12) NULL,
      totp_key_version SMALLINT UNSIGNED NULL,
      totp_confirmed_at DATETIME(6) NULL,
      -- The last time step that was accepted: a code is good once.
      totp_last_step BIGINT UNSIGNED NULL,
      language VARCHAR(8) COLLATE ascii_bin NOT NULL DEFAULT 'ru',
      color_scheme VARCHAR(8) COLLATE ascii_bin NOT NULL DEFAULT 'auto',
      may_export BOOLEAN NOT NULL DEFAULT FALSE,
      created_at DATETIME(6) NOT NULL,
      disabled_at DATETIME(6) NULL,
      active_login VARCHAR(64) COLLATE ascii_bin
        AS (CASE WHEN disabled_at IS NULL THEN login END) STORED,
      -- Signing in.
      UNIQUE KEY accounts_by_active_login (active_login),
      CONSTRAINT accounts_manager FOREIGN KEY (manager_id) REFERENCES managers (id),
      CONSTRAINT accounts_role CHECK ((role = 'manager') = (manager_id IS NOT NULL))
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE sessions (
      -- SHA-256 of what the cookie holds.
      id_hash BINARY(32) NOT NULL PRIMARY KEY,
      account_id INT UNSIGNED NOT NULL,
      created_at DATETIME(6) NOT NULL,
      last_seen_at DATETIME(6) NOT NULL,
      expires_at DATETIME(6) NOT NULL,
      -- What is over.
      KEY sessions_by_expiry (expires_at),
      CONSTRAINT sessions_account FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
    ) ${table}`);

  // Outcomes of calls, in the shop's own words.
  await knex.raw(`
    CREATE TABLE outcomes (
      slug VARCHAR(32) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      label_ru VARCHAR(100) NOT NULL,
      label_en VARCHAR(100) NOT NULL,
      -- Where the order goes: done, later, to-call.
      moves_to VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- The manager says when; else the order is due after so many minutes.
      asks_time BOOLEAN NOT NULL DEFAULT FALSE,
      delay_minutes INT UNSIGNED NULL,
      -- The customer is not to be called any more.
      do_not_call BOOLEAN NOT NULL DEFAULT FALSE,
      position SMALLINT UNSIGNED NOT NULL,
      disabled_at DATETIME(6) NULL
    ) ${table}`);
  await knex('outcomes').insert(
    [
      { slug: 'confirmed', label_ru: 'Подтверждён', label_en: 'Confirmed', moves_to: 'done' },
      { slug: 'cancelled', label_ru: 'Отменён', label_en: 'Cancelled', moves_to: 'done' },
      {
        slug: 'call-later',
        label_ru: 'Перезвонить',
        label_en: 'Call later',
        moves_to: 'later',
        asks_time: true,
      },
      {
        slug: 'no-answer',
        label_ru: 'Не отвечает',
        label_en: 'No answer',
        moves_to: 'later',
        delay_minutes: 120,
      },
      { slug: 'wrong-number', label_ru: 'Неверный номер', label_en: 'Wrong number', moves_to: 'done' },
      {
        slug: 'do-not-call',
        label_ru: 'Не звонить',
        label_en: 'Do not call',
        moves_to: 'done',
        do_not_call: true,
      },
    ].map((outcome, position) => ({ ...outcome, position })),
  );

  // Entries on an order, besides its calls. Append-only.
  await knex.raw(`
    CREATE TABLE order_entries (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      at DATETIME(6) NOT NULL,
      -- note, outcome, contact-changed, contact-restored.
      kind VARCHAR(24) COLLATE ascii_bin NOT NULL,
      account_id INT UNSIGNED NULL,
      -- As in the audit log.
      actor VARCHAR(100) NOT NULL,
      -- Without numbers and addresses.
      text TEXT NULL,
      -- How many numbers and addresses were taken out of the text.
      hidden SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      outcome VARCHAR(32) COLLATE ascii_bin NULL,
      call_later_at DATETIME(6) NULL,
      -- Without a foreign key: the call's own row may still be on its way.
      call_id CHAR(36) COLLATE ascii_bin NULL,
      slot VARCHAR(16) COLLATE ascii_bin NULL,
      old_point_id BIGINT UNSIGNED NULL,
      new_point_id BIGINT UNSIGNED NULL,
      -- The change that this one takes back.
      restores BIGINT UNSIGNED NULL,
      -- SHA-256 of what the page sent, so that a request sent twice is done once.
      idempotency_hash BINARY(32) NULL,
      UNIQUE KEY order_entries_by_idempotency (order_id, idempotency_hash),
      -- The time line of an order.
      KEY order_entries_of_order (order_id, at, id),
      -- Changed contact points; notes in which something was hidden.
      KEY order_entries_by_kind (kind, hidden, id),
      -- Outcomes in numbers.
      KEY order_entries_by_time (kind, at, outcome, actor),
      -- How many contacts somebody changed lately.
      KEY order_entries_by_actor (actor, kind, at),
      CONSTRAINT order_entries_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT order_entries_account FOREIGN KEY (account_id) REFERENCES accounts (id),
      CONSTRAINT order_entries_old_point FOREIGN KEY (old_point_id) REFERENCES contact_points (id),
      CONSTRAINT order_entries_new_point FOREIGN KEY (new_point_id) REFERENCES contact_points (id)
    ) ${table}`);

  // Settings that administrators changed while Star7 runs; all others come from the environment.
  await knex.raw(`
    CREATE TABLE settings (
      name VARCHAR(64) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      value JSON NOT NULL,
      changed_at DATETIME(6) NOT NULL,
      changed_by VARCHAR(100) NOT NULL
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE imports (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      account_id INT UNSIGNED NOT NULL,
      -- running, done, failed, interrupted.
      state VARCHAR(16) COLLATE ascii_bin NOT NULL,
      started_at DATETIME(6) NOT NULL,
      ended_at DATETIME(6) NULL,
      bytes BIGINT UNSIGNED NOT NULL DEFAULT 0,
      rows_read INT UNSIGNED NOT NULL DEFAULT 0,
      added INT UNSIGNED NOT NULL DEFAULT 0,
      changed INT UNSIGNED NOT NULL DEFAULT 0,
      unchanged INT UNSIGNED NOT NULL DEFAULT 0,
      rejected INT UNSIGNED NOT NULL DEFAULT 0,
      -- Why it failed.
      fault VARCHAR(64) COLLATE ascii_bin NULL,
      CONSTRAINT imports_account FOREIGN KEY (account_id) REFERENCES accounts (id)
    ) ${table}`);

  // Skipped rows: line numbers and reasons, never the content.
  await knex.raw(`
    CREATE TABLE import_rejects (
      import_id INT UNSIGNED NOT NULL,
      line INT UNSIGNED NOT NULL,
      reason VARCHAR(64) COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (import_id, line),
      CONSTRAINT import_rejects_import FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE CASCADE
    ) ${table}`);
}

/** Drops the entries on orders and the accounts. */
export async function down(knex: Knex): Promise<void> {
  for (const name of [
    'import_rejects',
    'imports',
    'settings',
    'order_entries',
    'outcomes',
    'sessions',
    'accounts',
  ]) {
    await knex.schema.dropTable(name);
  }
  await knex.raw(
    'ALTER TABLE audit_log DROP KEY audit_log_by_time, DROP KEY audit_log_by_actor, DROP KEY audit_log_by_subject, DROP KEY audit_log_by_action',
  );
  await knex.raw(
    'ALTER TABLE calls DROP KEY calls_in_numbers, DROP KEY calls_of_order, ADD KEY calls_of_order (order_number, requested_at, id)',
  );
  await knex.raw('ALTER TABLE managers DROP COLUMN max_calls_hour, DROP COLUMN max_calls_day');
  // orders_manager needs an index that begins with manager_id: orders_callable is one.
  await knex.raw(
    'ALTER TABLE orders DROP KEY orders_queue, DROP KEY orders_by_arrival, DROP COLUMN added_at, DROP COLUMN done, DROP COLUMN due_at, DROP COLUMN last_outcome, DROP COLUMN last_outcome_at',
  );
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';
