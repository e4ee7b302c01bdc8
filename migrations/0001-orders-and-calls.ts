import type { Knex } from 'knex';

/**
 * Managers, customers, contact points, orders, calls, call events, audit log, API tokens.
 *
 * For MySQL 8 and MariaDB 10.6 and later. Each index names the look-up that it serves; InnoDB adds an index
 * for each foreign key that no other index begins with, and these are not listed.
 *
 * All times are UTC; the connection sets its time zone, so the server's own does not matter. Values of closed
 * lists (status, slot, disposition) are text, so that a new value needs no migration. Names, numbers and
 * slugs that are compared are `ascii_bin`, so that comparison and order are the same on every server.
 */
export async function up(knex: Knex): Promise<void> {
  // An extension belongs to one active manager at a time; a manager who left keeps the row, orders and calls.
  await knex.raw(`
    CREATE TABLE managers (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      extension VARCHAR(32) COLLATE ascii_bin NOT NULL,
      name VARCHAR(200) NOT NULL,
      language VARCHAR(8) COLLATE ascii_bin NOT NULL DEFAULT 'ru',
      did VARCHAR(20) COLLATE ascii_bin NULL,
      short_code_mode VARCHAR(16) COLLATE ascii_bin NOT NULL DEFAULT 'keep',
      auto_answer BOOLEAN NOT NULL DEFAULT FALSE,
      press_to_accept BOOLEAN NOT NULL DEFAULT FALSE,
      created_at DATETIME(6) NOT NULL,
      disabled_at DATETIME(6) NULL,
      active_extension VARCHAR(32) COLLATE ascii_bin
        AS (CASE WHEN disabled_at IS NULL THEN extension END) STORED,
      -- The manager behind a phone, a token, an imported row.
      UNIQUE KEY managers_by_active_extension (active_extension)
    ) ${table}`);

  // Ids that must be known before their rows are written, since they are sealed into the ciphertext. A writer
  // of contact points locks the row of that name first, so that imports and rotations take turns.
  await knex.raw(`
    CREATE TABLE id_ranges (
      name VARCHAR(32) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      next_id BIGINT UNSIGNED NOT NULL
    ) ${table}`);
  await knex('id_ranges').insert([
    { name: 'customers', next_id: 1 },
    { name: 'contact_points', next_id: 1 },
  ]);

  // A customer is the household behind one main phone. The name is the order's: husband and wife share a
  // phone.
  await knex.raw(`
    CREATE TABLE customers (
      id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      created_at DATETIME(6) NOT NULL
    ) ${table}`);

  // The customer owns the number, in the slot it was given for; the order says which number is in which of
  // its slots. The recipient differs from order to order, but a corrected number is corrected for all of
  // them.
  await knex.raw(`
    CREATE TABLE contact_points (
      id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      customer_id BIGINT UNSIGNED NOT NULL,
      slot VARCHAR(16) COLLATE ascii_bin NOT NULL,
      kind VARCHAR(8) COLLATE ascii_bin NOT NULL,
      ciphertext VARBINARY(320) NOT NULL,
      nonce BINARY(12) NOT NULL,
      key_version SMALLINT UNSIGNED NOT NULL,
      blind_index BINARY(16) NOT NULL,
      index_key_version SMALLINT UNSIGNED NOT NULL,
      active BOOLEAN NOT NULL DEFAULT TRUE,
      -- The customer behind a number: import today, callers later.
      KEY contact_points_by_blind_index (blind_index),
      -- One row for one number of a customer in one slot.
      UNIQUE KEY contact_points_of_customer (customer_id, slot, kind, blind_index),
      CONSTRAINT contact_points_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE orders (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_number VARCHAR(32) COLLATE ascii_bin NOT NULL,
      customer_id BIGINT UNSIGNED NOT NULL,
      customer_name VARCHAR(200) NOT NULL,
      manager_id INT UNSIGNED NOT NULL,
      status VARCHAR(16) COLLATE ascii_bin NOT NULL DEFAULT 'open',
      amount DECIMAL(19,4) NULL,
      currency CHAR(3) COLLATE ascii_bin NULL,
      placed_at DATETIME(6) NULL,
      main_point_id BIGINT UNSIGNED NULL,
      second_point_id BIGINT UNSIGNED NULL,
      recipient_point_id BIGINT UNSIGNED NULL,
      email_point_id BIGINT UNSIGNED NULL,
      -- Import; an order by its number; the list of all orders.
      UNIQUE KEY orders_by_number (order_number),
      -- "May this manager call this order": unknown, closed and someone else's are all a key that is not there,
      -- and take the same time. Also a manager's list of orders, by number.
      KEY orders_callable (manager_id, status, order_number),
      CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
      CONSTRAINT orders_manager FOREIGN KEY (manager_id) REFERENCES managers (id),
      CONSTRAINT orders_main_point FOREIGN KEY (main_point_id) REFERENCES contact_points (id),
      CONSTRAINT orders_second_point FOREIGN KEY (second_point_id) REFERENCES contact_points (id),
      CONSTRAINT orders_recipient_point FOREIGN KEY (recipient_point_id) REFERENCES contact_points (id),
      CONSTRAINT orders_email_point FOREIGN KEY (email_point_id) REFERENCES contact_points (id)
    ) ${table}`);

  // The id is a UUIDv7 as text: its byte order is its time order, so the clustered index grows at its end,
  // and people can read it in SQL, in logs and in channel names. A shop makes thousands of calls a day:
  // saving 20 bytes on each would not matter.
  await knex.raw(`
    CREATE TABLE calls (
      id CHAR(36) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      phase VARCHAR(24) COLLATE ascii_bin NOT NULL,
      direction VARCHAR(16) COLLATE ascii_bin NOT NULL,
      start_kind VARCHAR(16) COLLATE ascii_bin NOT NULL,
      manager_extension VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      manager_id INT UNSIGNED NULL,
      order_id BIGINT UNSIGNED NULL,
      order_number VARCHAR(32) COLLATE ascii_bin NULL,
      -- The order that was refused, where there is one: for supervisors. What was dialled is not kept; it may
      -- have been a telephone number.
      refused_order_id BIGINT UNSIGNED NULL,
      contact_point_id BIGINT UNSIGNED NULL,
      slot VARCHAR(16) COLLATE ascii_bin NOT NULL,
      trunk VARCHAR(64) COLLATE utf8mb4_bin NULL,
      requested_at DATETIME(6) NOT NULL,
      ended_at DATETIME(6) NULL,
      manager_started_at DATETIME(6) NULL,
      manager_ringing_at DATETIME(6) NULL,
      manager_answered_at DATETIME(6) NULL,
      manager_ended_at DATETIME(6) NULL,
      customer_started_at DATETIME(6) NULL,
      customer_ringing_at DATETIME(6) NULL,
      customer_answered_at DATETIME(6) NULL,
      customer_ended_at DATETIME(6) NULL,
      talk_seconds INT UNSIGNED NOT NULL DEFAULT 0,
      disposition VARCHAR(32) COLLATE ascii_bin NULL,
      hangup_cause SMALLINT UNSIGNED NULL,
      sip_code SMALLINT UNSIGNED NULL,
      hung_up_by VARCHAR(16) COLLATE ascii_bin NULL,
      -- SHA-256 of what the program sent, which may be any text.
      idempotency_hash BINARY(32) NULL,
      -- A repeated request.
      UNIQUE KEY calls_by_idempotency (manager_extension, idempotency_hash),
      -- Calls that an earlier process left open.
      KEY calls_by_phase (phase),
      -- The list of calls: all, a manager's, an order's; newest first.
      KEY calls_by_time (requested_at, id),
      KEY calls_of_manager (manager_extension, requested_at, id),
      KEY calls_of_order (order_number, requested_at, id),
      CONSTRAINT calls_manager FOREIGN KEY (manager_id) REFERENCES managers (id),
      CONSTRAINT calls_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE SET NULL,
      CONSTRAINT calls_refused_order FOREIGN KEY (refused_order_id) REFERENCES orders (id) ON DELETE SET NULL,
      CONSTRAINT calls_contact_point FOREIGN KEY (contact_point_id) REFERENCES contact_points (id)
        ON DELETE SET NULL
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE call_events (
      call_id CHAR(36) COLLATE ascii_bin NOT NULL,
      seq SMALLINT UNSIGNED NOT NULL,
      at DATETIME(6) NOT NULL,
      kind VARCHAR(64) COLLATE ascii_bin NOT NULL,
      detail JSON NOT NULL,
      -- A call's story, in order.
      PRIMARY KEY (call_id, seq),
      CONSTRAINT call_events_call FOREIGN KEY (call_id) REFERENCES calls (id) ON DELETE CASCADE
    ) ${table}`);

  // Append-only: Star7 has no statement that changes or removes a line. People read it in order of id.
  await knex.raw(`
    CREATE TABLE audit_log (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      at DATETIME(6) NOT NULL,
      actor VARCHAR(100) NOT NULL,
      action VARCHAR(64) COLLATE ascii_bin NOT NULL,
      subject VARCHAR(100) NULL,
      detail JSON NULL
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE api_tokens (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      token_hash BINARY(32) NOT NULL,
      role VARCHAR(16) COLLATE ascii_bin NOT NULL,
      manager_id INT UNSIGNED NULL,
      label VARCHAR(100) NOT NULL,
      created_at DATETIME(6) NOT NULL,
      last_used_at DATETIME(6) NULL,
      expires_at DATETIME(6) NULL,
      revoked_at DATETIME(6) NULL,
      -- Whose token this is.
      UNIQUE KEY api_tokens_by_hash (token_hash),
      CONSTRAINT api_tokens_manager FOREIGN KEY (manager_id) REFERENCES managers (id),
      CONSTRAINT api_tokens_role CHECK ((role = 'manager') = (manager_id IS NOT NULL))
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of [
    'api_tokens',
    'audit_log',
    'call_events',
    'calls',
    'orders',
    'contact_points',
    'customers',
    'id_ranges',
    'managers',
  ]) {
    await knex.schema.dropTable(name);
  }
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';
