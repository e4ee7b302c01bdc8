import type { NamedOutcome } from './model/outcome';
import type { OutcomeList } from './work-queue';
import type { PlacePart } from './model/outcome';
import type { Database } from '#database/database';
import type { Queries } from '#database/queries';

interface OutcomeRow {
  slug: string;
  label_ru: string;
  label_en: string;
  moves_to: PlacePart;
  asks_time: number;
  delay_minutes: number | null;
  do_not_call: number;
}

/** The shop's outcomes of a call. */
export class SqlOutcomeList implements OutcomeList {
  constructor(protected readonly database: Database) {}

  /** @throws StoreError */
  async list(): Promise<NamedOutcome[]> {
    const rows = await this.database.query<OutcomeRow>(`${outcomes} ORDER BY position, slug`);
    return rows.map(outcomeFrom);
  }
}

/** One outcome in use; null for any other text. */
export async function findOutcome(queries: Queries, slug: string): Promise<NamedOutcome | null> {
  // With letters that the column cannot hold, the server would fail instead of finding nothing.
  if (!/^[a-z0-9-]{1,32}$/.test(slug)) return null;
  const [row] = await queries.query<OutcomeRow>(`${outcomes} AND slug = ?`, [slug]);
  return row ? outcomeFrom(row) : null;
}

const outcomes = `
  SELECT slug, label_ru, label_en, moves_to, asks_time, delay_minutes, do_not_call
    FROM outcomes WHERE disabled_at IS NULL`;

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
