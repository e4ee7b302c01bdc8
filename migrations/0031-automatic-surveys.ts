import type { Knex } from 'knex';

/**
 * Consent to automatic calls, and surveys by keys; interviews that a supervisor enters by hand. Only adds: the previous version goes on working
 * meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  // As somebody stated it, never guessed: without a row nobody is called automatically.
  await knex.raw(`
    CREATE TABLE call_consents (
      customer_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      -- The day on which the customer agreed, and by what: "tick box of the order form".
      agreed_on DATE NOT NULL,
      source VARCHAR(200) NOT NULL,
      -- Who entered it: an account, an import, a program.
      stated_by VARCHAR(100) NOT NULL,
      stated_at DATETIME(6) NOT NULL,
      -- A consent of an earlier day than this does not come back.
      withdrawn_at DATETIME(6) NULL,
      CONSTRAINT call_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
  // Each survey is asked in one way: answers to a machine are not compared with answers to a person.
  await knex.raw('ALTER TABLE leak_surveys ADD COLUMN by_keys BOOLEAN NOT NULL DEFAULT FALSE');
  // What a supervisor enters in an interviewer's place, and why.
  await knex.raw(`
    ALTER TABLE leak_survey_customers
      ADD COLUMN note VARCHAR(500) NULL,
      ADD COLUMN entered_by VARCHAR(100) NULL`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE leak_survey_customers DROP COLUMN note, DROP COLUMN entered_by');
  await knex.raw('ALTER TABLE leak_surveys DROP COLUMN by_keys');
  await knex.schema.dropTable('call_consents');
}
