import type { Knex } from 'knex';
import type { NamedOutcome } from './model/outcome';
import type { OutcomeList } from './work-queue';
import type { QueuePart } from './model/outcome';
import type { Database } from '#database/database';

interface OutcomeRow {
  slug: string;
  label_ru: string;
  label_en: string;
  moves_to: QueuePart;
  asks_time: number;
  delay_minutes: number | null;
  do_not_call: number;
}

/** What a call may come to, as the shop has it. */
export class SqlOutcomeList implements OutcomeList {
  constructor(protected readonly database: Database) {}

  /** @throws StoreError */
  async list(): Promise<NamedOutcome[]> {
    const rows = await this.database.run(() =>
      outcomes(this.database.knex)
        .orderBy([{ column: 'position' }, { column: 'slug' }])
        .select<OutcomeRow[]>(...columns),
    );
    return rows.map(outcomeFrom);
  }
}

/** One outcome in use; null for any other text. */
export async function findOutcome(knex: Knex, slug: string): Promise<NamedOutcome | null> {
  // With letters that the column cannot hold, the server would fail instead of finding nothing.
  if (!/^[a-z0-9-]{1,32}$/.test(slug)) return null;
  const row = await outcomes(knex)
    .where({ slug })
    .first<OutcomeRow | undefined>(...columns);
  return row ? outcomeFrom(row) : null;
}

const columns = [
  'slug',
  'label_ru',
  'label_en',
  'moves_to',
  'asks_time',
  'delay_minutes',
  'do_not_call',
] as const;

function outcomes(knex: Knex): Knex.QueryBuilder {
  return knex('outcomes').whereNull('disabled_at');
}

function outcomeFrom(row: OutcomeRow): NamedOutcome {
  return {
    slug: row.slug,
    label: { ru: row.label_ru, en: row.label_en },
    movesTo: row.moves_to,
    asksTime: row.asks_time === 1,
    delayMinutes: row.delay_minutes,
    doNotCall: row.do_not_call === 1,
  };
}
