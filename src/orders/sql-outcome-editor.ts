import type { OutcomeEditor } from './outcome-editor';
import type { NamedOutcome } from './model/outcome';
import type { Micros } from '#kernel/micros';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import { overwriting } from '#database/queries';
import { SqlOutcomeList } from './sql-outcome-list';

/** Outcomes as administrators edit them: rows are disabled, never deleted, since orders refer to them. */
export class SqlOutcomeEditor extends SqlOutcomeList implements OutcomeEditor {
  constructor(
    database: Database,
    private readonly now: () => Micros,
  ) {
    super(database);
  }

  /** @throws StoreError */
  async replace(outcomes: readonly NamedOutcome[]): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const rows = outcomes.map((outcome, position) => ({
        slug: outcome.slug,
        label_ru: outcome.label.ru,
        label_en: outcome.label.en,
        moves_to: outcome.movesTo,
        asks_time: outcome.asksTime,
        delay_minutes: outcome.delayMinutes,
        do_not_call: outcome.doNotCall,
        position,
        disabled_at: null,
      }));
      await transaction.write('UPDATE outcomes SET disabled_at = ? WHERE disabled_at IS NULL', [
        toDateTime(this.now()),
      ]);
      await transaction.insertMany('outcomes', rows, overwriting(...Object.keys(rows[0] ?? {})));
    });
  }
}
