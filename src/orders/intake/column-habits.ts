import { currencyOfHeader, habitOf, noHabit } from './cells/amount';
import type { AmountHabit } from './cells/amount';
import { dateHabitOf, noDateHabit } from './cells/order-date';
import type { DateHabit } from './cells/order-date';
import type { Layout } from './table-layout';
import type { ImportField } from '../model/import-fields';

export const amountFields = [
  'amount',
  'subtotal',
  'shipping_total',
  'discount_total',
  'tax_total',
  'item_price',
  'item_total',
] as const satisfies ImportField[];

/**
 * What the first rows tell of how a file writes amounts and dates. `1.990` and `03/04/2026` mean what the other cells of
 * their column show; one cell never decides for itself.
 */
export class ColumnHabits {
  readonly #amounts = new Map<number, AmountHabit>();
  readonly #dates = new Map<number, DateHabit>();
  readonly #currencies = new Map<number, string | null>();
  #anyAmount = noHabit;

  constructor(
    { positions, headers, siteFields }: Pick<Layout, 'positions' | 'headers' | 'siteFields'>,
    rows: ReadonlyArray<readonly string[]>,
  ) {
    for (const at of amountFields.flatMap((field) => positions[field] ?? [])) {
      const habit = habitOfColumn(rows, at);
      this.#amounts.set(at, habit);
      this.#currencies.set(at, currencyOfHeader(headers[at] ?? ''));
      this.#anyAmount = {
        point: this.#anyAmount.point + habit.point,
        comma: this.#anyAmount.comma + habit.comma,
      };
    }
    // They tell of themselves alone: they need not be amounts.
    for (const at of siteFields.keys())
      if (!this.#amounts.has(at)) this.#amounts.set(at, habitOfColumn(rows, at));
    for (const at of positions.placed_at ?? []) {
      let habit = noDateHabit;
      for (const cells of rows) habit = dateHabitOf(cells[at] ?? '', habit);
      this.#dates.set(at, habit);
    }
  }

  /** A column that does not tell is written as the file's other amounts are. */
  amount(at: number): AmountHabit {
    const own = this.#amounts.get(at) ?? noHabit;
    return own.point + own.comma > 0 ? own : this.#anyAmount;
  }

  /** Of a column of amounts, as its name states it. */
  currency(at: number): string | null {
    return this.#currencies.get(at) ?? null;
  }

  date(at: number): DateHabit {
    return this.#dates.get(at) ?? noDateHabit;
  }
}

function habitOfColumn(rows: ReadonlyArray<readonly string[]>, at: number): AmountHabit {
  let habit = noHabit;
  for (const cells of rows) habit = habitOf(cells[at] ?? '', habit);
  return habit;
}
