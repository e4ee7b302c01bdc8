import type { Knex } from 'knex';

/**
 * SMS to the numbers of decoys, and how soon providers answer for customers' numbers, so that SMS to decoys are answered alike. Only
 * adds: the previous version goes on working meanwhile, takes no SMS for decoys, and gives the provider what is written to them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE decoy_numbers
      -- When an SMS came by it first: SMS to this number reach Star7.
      ADD COLUMN sms_since DATETIME(6) NULL`);
  await knex.raw(`
    CREATE TABLE decoy_sms (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      number_id INT UNSIGNED NOT NULL,
      -- Null for a control number, and for one that is not planted.
      decoy_id INT UNSIGNED NULL,
      at DATETIME(6) NOT NULL,
      -- As of calls: silent (advertising to whoever has a number), answered (somebody wrote), offered, named.
      class VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- Tells a repetition.
      once_hash BINARY(16) NOT NULL,
      -- Text and sender, as they came: sealed, and removed after a year.
      text_ciphertext MEDIUMBLOB NULL,
      text_nonce BINARY(12) NULL,
      text_key_version INT UNSIGNED NULL,
      -- The person who said what it was.
      judged_by VARCHAR(100) NULL,
      judged_at DATETIME(6) NULL,
      UNIQUE KEY decoy_sms_once (number_id, once_hash),
      KEY decoy_sms_of_decoy (decoy_id),
      CONSTRAINT decoy_sms_number FOREIGN KEY (number_id) REFERENCES decoy_numbers (id),
      CONSTRAINT decoy_sms_decoy FOREIGN KEY (decoy_id) REFERENCES decoys (id)
    ) ${table}`);
  await knex.raw(`
    ALTER TABLE sms_outbox
      -- Milliseconds from giving the last part, or the one that was refused, to the provider's answer.
      ADD COLUMN answer_ms INT UNSIGNED NULL,
      -- When the provider had all parts, and when its receipts said what became of them.
      ADD COLUMN given_at DATETIME(6) NULL,
      ADD COLUMN settled_at DATETIME(6) NULL,
      ADD KEY sms_outbox_by_given (given_at)`);
  await knex.raw(`
    ALTER TABLE sms_parts
      -- Of a part that Star7 has kept inside: when its receipt is due, and what it says.
      ADD COLUMN receipt_due_at DATETIME(6) NULL,
      ADD COLUMN receipt_outcome VARCHAR(16) COLLATE ascii_bin NULL,
      ADD COLUMN receipt_fault VARCHAR(32) COLLATE ascii_bin NULL,
      ADD KEY sms_parts_by_receipt (receipt_due_at)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    `ALTER TABLE sms_parts DROP KEY sms_parts_by_receipt, DROP COLUMN receipt_due_at, DROP COLUMN receipt_outcome,
       DROP COLUMN receipt_fault`,
  );
  await knex.raw(
    'ALTER TABLE sms_outbox DROP KEY sms_outbox_by_given, DROP COLUMN answer_ms, DROP COLUMN given_at, DROP COLUMN settled_at',
  );
  await knex.schema.dropTable('decoy_sms');
  await knex.raw('ALTER TABLE decoy_numbers DROP COLUMN sms_since');
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';
