import type { Knex } from 'knex';

const voicemail = {
  slug: 'voicemail',
  label_ru: 'Автоответчик',
  label_en: 'Voicemail',
  moves_to: 'later',
  delay_minutes: 120,
};

/**
 * Calls that a voicemail answered, which statistics leave out, and the outcome for them; phones of supervisors. Only adds: the previous version goes
 * on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE calls
      -- A voicemail seems to have answered, or has.
      ADD COLUMN voicemail BOOLEAN NOT NULL DEFAULT FALSE,
      -- Reports read all figures of managers' calls from this index.
      DROP KEY calls_in_numbers,
      ADD KEY calls_in_numbers
        (requested_at, direction, manager_id, manager_extension, disposition, talk_seconds, voicemail)`);
  await knex.raw(`
    ALTER TABLE accounts
      -- The extension of the own phone, of whoever is no manager: there supervisors listen to calls.
      ADD COLUMN phone_extension VARCHAR(64) COLLATE utf8mb4_bin NULL`);
  // At the end: the keys of the others stay as they are. A site's own outcome of this name stays, too.
  const [{ last } = { last: 0 }] = await knex('outcomes').max<{ last: number }[]>('position AS last');
  await knex('outcomes')
    .insert({ ...voicemail, position: last + 1 })
    .onConflict('slug')
    .ignore();
}

export async function down(knex: Knex): Promise<void> {
  // Entries may name the outcome: it stays, disabled, as one that an administrator removed.
  await knex('outcomes')
    .where('slug', voicemail.slug)
    .update({ disabled_at: knex.fn.now(6) });
  await knex.raw('ALTER TABLE accounts DROP COLUMN phone_extension');
  await knex.raw(`
    ALTER TABLE calls
      DROP KEY calls_in_numbers,
      ADD KEY calls_in_numbers
        (requested_at, direction, manager_id, manager_extension, disposition, talk_seconds),
      DROP COLUMN voicemail`);
}
