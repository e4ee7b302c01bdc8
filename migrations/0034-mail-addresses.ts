import type { Knex } from 'knex';

/**
 * Which address a mail was exchanged with, and confirmation of addresses by a link.
 * Only adds: the previous version goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE mails
      -- The order's address then: no other one is told of Message-IDs of its side.
      ADD point_id BIGINT UNSIGNED NULL,
      -- From an address that the order had before.
      ADD sender_former BOOLEAN NOT NULL DEFAULT FALSE`);
  await knex.raw(
    'UPDATE mails AS e JOIN orders AS o ON o.id = e.order_id SET e.point_id = o.email_point_id WHERE e.point_id IS NULL',
  );
  await knex.raw(`
    CREATE TABLE mail_confirmations (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      -- The address that was asked about.
      point_id BIGINT UNSIGNED NOT NULL,
      -- SHA-256 of what is in the link.
      token_hash BINARY(32) NOT NULL,
      -- As in the audit log.
      asked_by VARCHAR(100) NOT NULL,
      asked_at DATETIME(6) NOT NULL,
      expires_at DATETIME(6) NOT NULL,
      confirmed_at DATETIME(6) NULL,
      UNIQUE KEY mail_confirmations_by_token (token_hash),
      KEY mail_confirmations_of_point (point_id, confirmed_at),
      -- Those of a day.
      KEY mail_confirmations_of_order (order_id, asked_at),
      KEY mail_confirmations_of_author (asked_by, asked_at),
      -- Old ones go.
      KEY mail_confirmations_by_time (confirmed_at, expires_at),
      CONSTRAINT mail_confirmations_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mail_confirmations');
  await knex.raw('ALTER TABLE mails DROP COLUMN point_id, DROP COLUMN sender_former');
}
