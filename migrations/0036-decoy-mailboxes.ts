import type { Knex } from 'knex';

/**
 * Mailboxes of decoys: addresses of the company's own at any provider, which forward to Star7, and what came to them. Only adds: the
 * previous version goes on working meanwhile, and takes no mail for them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE decoy_mailboxes (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      -- decoy; control: given to nobody, to measure who writes anyway.
      purpose VARCHAR(16) COLLATE ascii_bin NOT NULL,
      label VARCHAR(100) NOT NULL,
      -- Of the address of Star7 that the mailbox forwards to.
      token CHAR(16) COLLATE ascii_bin NOT NULL,
      -- The mailbox's own address.
      text_ciphertext VARBINARY(600) NOT NULL,
      text_nonce BINARY(12) NOT NULL,
      text_key_version SMALLINT UNSIGNED NOT NULL,
      entered_by VARCHAR(100) NOT NULL,
      entered_at DATETIME(6) NOT NULL,
      -- When a mail of any kind came by it last, one of the company too: it forwards.
      heard_at DATETIME(6) NULL,
      UNIQUE KEY decoy_mailboxes_by_token (token)
    ) ${table}`);
  await knex.raw(`
    ALTER TABLE decoys
      ADD COLUMN mailbox_id BIGINT UNSIGNED NULL,
      ADD COLUMN live_mailbox BIGINT UNSIGNED AS (CASE WHEN retired_at IS NULL THEN mailbox_id END) STORED,
      -- An address is planted in one place at a time, so that a mail to it speaks for one channel.
      ADD UNIQUE KEY decoys_by_live_mailbox (live_mailbox),
      ADD CONSTRAINT decoys_mailbox FOREIGN KEY (mailbox_id) REFERENCES decoy_mailboxes (id)`);
  await knex.raw(`
    CREATE TABLE decoy_mails (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      mailbox_id BIGINT UNSIGNED NOT NULL,
      -- Null for a control mailbox, and for one that is not planted.
      decoy_id INT UNSIGNED NULL,
      at DATETIME(6) NOT NULL,
      -- As of calls: silent (a program, or spam), answered (somebody wrote), offered, named.
      class VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- SHA-256 of the message's id: a mail that is given twice is one.
      once BINARY(32) NULL,
      -- Subject, text and sender, as they came: sealed, and removed after a year.
      text_ciphertext MEDIUMBLOB NULL,
      text_nonce BINARY(12) NULL,
      text_key_version SMALLINT UNSIGNED NULL,
      -- The person who said what it was.
      judged_by VARCHAR(100) NULL,
      judged_at DATETIME(6) NULL,
      UNIQUE KEY decoy_mails_once (mailbox_id, once),
      KEY decoy_mails_of_decoy (decoy_id),
      CONSTRAINT decoy_mails_mailbox FOREIGN KEY (mailbox_id) REFERENCES decoy_mailboxes (id),
      CONSTRAINT decoy_mails_decoy FOREIGN KEY (decoy_id) REFERENCES decoys (id)
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('decoy_mails');
  await knex.raw(
    `ALTER TABLE decoys DROP FOREIGN KEY decoys_mailbox, DROP KEY decoys_by_live_mailbox,
       DROP COLUMN live_mailbox, DROP COLUMN mailbox_id`,
  );
  await knex.schema.dropTable('decoy_mailboxes');
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';
