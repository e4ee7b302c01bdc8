import type { Knex } from 'knex';

/** How the legs of calls sounded. Only adds: the version before goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE call_quality (
      call_id CHAR(36) COLLATE ascii_bin NOT NULL,
      -- The leg's place in its call, as in call_legs.
      nth SMALLINT UNSIGNED NOT NULL,
      -- pbx; page: the figures of the manager's browser, which are its user's to write.
      source VARCHAR(8) COLLATE ascii_bin NOT NULL,
      -- For how long it was measured.
      seconds INT UNSIGNED NOT NULL,
      -- From the leg's device to the PBX; null: not known.
      from_loss DECIMAL(5, 2) NULL,
      from_jitter_ms DECIMAL(7, 1) NULL,
      -- From the PBX to the device, as that reports it; null: it does not.
      to_loss DECIMAL(5, 2) NULL,
      to_jitter_ms DECIMAL(7, 1) NULL,
      round_trip_ms DECIMAL(7, 1) NULL,
      -- E-model (ITU-T G.107), of the worse direction: of the whole talk, and of its worst five seconds.
      mos DECIMAL(3, 2) NOT NULL,
      lowest_mos DECIMAL(3, 2) NOT NULL,
      -- network, microphone, computer: what the page named last.
      fault VARCHAR(16) COLLATE ascii_bin NULL,
      PRIMARY KEY (call_id, nth, source),
      CONSTRAINT call_quality_call FOREIGN KEY (call_id) REFERENCES calls (id) ON DELETE CASCADE
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('call_quality');
}
