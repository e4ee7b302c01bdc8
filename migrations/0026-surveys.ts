import type { Knex } from 'knex';

/**
 * Surveys of the leak watch: whom the last run holds to be gone and their controls, surveys with the customers that were drawn for
 * them, who interviews, and who was asked lately. Only adds: the previous version goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  // Of each open case, as the last run left it.
  await knex.raw(`
    CREATE TABLE leak_survey_targets (
      case_id INT UNSIGNED NOT NULL,
      customer_id BIGINT UNSIGNED NOT NULL,
      -- The customer's latest order with a main number: by it they are called.
      order_id BIGINT UNSIGNED NOT NULL,
      is_control BOOLEAN NOT NULL,
      -- The chance that the customer has left, 0 to 1; of a control that of the one whom it is drawn for.
      posterior DOUBLE NOT NULL,
      PRIMARY KEY (case_id, customer_id),
      CONSTRAINT leak_survey_targets_case FOREIGN KEY (case_id) REFERENCES leak_cases (id) ON DELETE CASCADE,
      CONSTRAINT leak_survey_targets_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE leak_surveys (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      case_id INT UNSIGNED NOT NULL,
      -- Answers of the group's customers that end it, and controls for each customer.
      wanted SMALLINT UNSIGNED NOT NULL,
      controls TINYINT UNSIGNED NOT NULL,
      started_by VARCHAR(100) NOT NULL,
      started_at DATETIME(6) NOT NULL,
      -- Null while customers are asked. What was said is shown to nobody before.
      ended_at DATETIME(6) NULL,
      -- Null if all answers were there.
      ended_by VARCHAR(100) NULL,
      open_case INT UNSIGNED AS (CASE WHEN ended_at IS NULL THEN case_id END) STORED,
      -- One at a time about a case.
      UNIQUE KEY leak_surveys_by_open_case (open_case),
      KEY leak_surveys_of_case (case_id),
      CONSTRAINT leak_surveys_case FOREIGN KEY (case_id) REFERENCES leak_cases (id) ON DELETE CASCADE
    ) ${table}`);

  // Ids are in an order that chance has given, so that they tell no interviewer who is a control.
  await knex.raw(`
    CREATE TABLE leak_survey_customers (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      survey_id INT UNSIGNED NOT NULL,
      customer_id BIGINT UNSIGNED NOT NULL,
      order_id BIGINT UNSIGNED NOT NULL,
      is_control BOOLEAN NOT NULL,
      -- Why they order less is asked before whether somebody offered something.
      reason_first BOOLEAN NOT NULL,
      -- waiting, given, answered, refused, not-reached.
      state VARCHAR(16) COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
      tries TINYINT UNSIGNED NOT NULL DEFAULT 0,
      next_at DATETIME(6) NULL,
      -- The interviewer who has the customer, or had at last; and the call of this try.
      manager_id INT UNSIGNED NULL,
      given_at DATETIME(6) NULL,
      call_id CHAR(36) COLLATE ascii_bin NULL,
      -- yes, no, unsure; known is null where nothing was offered.
      offered VARCHAR(8) COLLATE ascii_bin NULL,
      known VARCHAR(8) COLLATE ascii_bin NULL,
      reason VARCHAR(16) COLLATE ascii_bin NULL,
      may_call_back BOOLEAN NULL,
      ended_at DATETIME(6) NULL,
      UNIQUE KEY leak_survey_customers_once (survey_id, customer_id),
      -- The next one to be called.
      KEY leak_survey_customers_by_state (state, id),
      -- Whom an interviewer has.
      KEY leak_survey_customers_of_manager (manager_id, state),
      CONSTRAINT leak_survey_customers_survey FOREIGN KEY (survey_id) REFERENCES leak_surveys (id) ON DELETE CASCADE,
      CONSTRAINT leak_survey_customers_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
      CONSTRAINT leak_survey_customers_manager FOREIGN KEY (manager_id) REFERENCES managers (id)
    ) ${table}`);

  // Outlives surveys: nobody is asked twice within half a year.
  await knex.raw(`
    CREATE TABLE leak_survey_asked (
      customer_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      asked_at DATETIME(6) NOT NULL,
      -- Does not want to be asked again.
      never BOOLEAN NOT NULL DEFAULT FALSE
    ) ${table}`);

  await knex.raw(`
    CREATE TABLE leak_interviewers (
      manager_id INT UNSIGNED NOT NULL PRIMARY KEY,
      named_by VARCHAR(100) NOT NULL,
      named_at DATETIME(6) NOT NULL,
      CONSTRAINT leak_interviewers_manager FOREIGN KEY (manager_id) REFERENCES managers (id)
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['interviewers', 'survey_asked', 'survey_customers', 'surveys', 'survey_targets']) {
    await knex.schema.dropTable(`leak_${name}`);
  }
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';
