import type { EditedOutcome, OutcomeEditor, OutcomeMove } from '../calls/outcome-editor';
import type { Micros } from '../core/call-record';
import type { Database } from './database';
import { toDateTime } from './date-time';

interface OutcomeRow {
  slug: string;
  label_ru: string;
  label_en: string;
  moves_to: OutcomeMove;
  asks_time: number;
  delay_minutes: number | null;
  do_not_call: number;
}

/** Outcomes as administrators edit them: rows are disabled, never deleted, since orders refer to them. */
export class SqlOutcomeEditor implements OutcomeEditor {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async outcomes(): Promise<EditedOutcome[]> {
    const rows = await this.database.run(
      () =>
        this.database
          .knex('outcomes')
          .whereNull('disabled_at')
          .orderBy(['position', 'slug'])
          .select(
            'slug',
            'label_ru',
            'label_en',
            'moves_to',
            'asks_time',
            'delay_minutes',
            'do_not_call',
          ) as PromiseLike<OutcomeRow[]>,
    );
    return rows.map((row) => ({
      slug: row.slug,
      label: { ru: row.label_ru, en: row.label_en },
      movesTo: row.moves_to,
      asksTime: row.asks_time === 1,
      delayMinutes: row.delay_minutes,
      doNotCall: row.do_not_call === 1,
    }));
  }

  /** @throws StoreError */
  async replace(outcomes: readonly EditedOutcome[]): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction('outcomes')
        .whereNull('disabled_at')
        .whereNotIn(
          'slug',
          outcomes.map(({ slug }) => slug),
        )
        .update({ disabled_at: toDateTime(this.now()) });
      for (const [position, outcome] of outcomes.entries()) {
        await transaction('outcomes')
          .insert({
            slug: outcome.slug,
            label_ru: outcome.label.ru,
            label_en: outcome.label.en,
            moves_to: outcome.movesTo,
            asks_time: outcome.asksTime,
            delay_minutes: outcome.delayMinutes,
            do_not_call: outcome.doNotCall,
            position,
            disabled_at: null,
          })
          .onConflict('slug')
          .merge();
      }
    });
  }
}
