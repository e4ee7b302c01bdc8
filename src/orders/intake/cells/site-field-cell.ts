import { cleanValue } from '../../model/site-fields';
import type { SiteField, SiteFieldKind } from '../../model/site-fields';
import { markOf, noHabit } from './amount';
import type { AmountHabit } from './amount';
import { readYesNo } from './cell-text';
import { dayAt, readOrderDate } from './order-date';
import type { ShopClock } from './order-date';

/** By what a stated value is read. */
export interface SiteFieldRules {
  /** Of days on which moments are: those that state an offset. */
  clock?: ShopClock;
  /** What the column's cells tell: it decides `1.990` and `1,990`. */
  habit?: AmountHabit;
}

type Form = (stated: string, field: SiteField, rules: Required<SiteFieldRules>) => string;

/** How shops and spreadsheets write a value, in the form in which people fill the field in; empty for what is none. */
const forms: Readonly<Record<SiteFieldKind, Form>> = {
  text: (stated) => stated,
  number: (stated, _field, { habit }) =>
    (withPoint(stated.replace(/[\s'’]/gu, ''), markOf(habit)) ?? '')
      // Programs write decimals that say nothing: 12.5000.
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, ''),
  date: (stated, _field, { clock }) => {
    const day = stated.replace(/^(\d\d)\.(\d\d)\.(\d{4})(?!\d)/, '$3-$2-$1');
    if (!moment.test(day)) return day.replace(/^(\d{4}-\d\d-\d\d)[T ].*$/u, '$1');
    const at = readOrderDate(day, clock);
    return at === null ? '' : (dayAt(at, clock) ?? '');
  },
  choice: (stated, { choices }) =>
    choices.find((choice) => choice.toLowerCase() === stated.toLowerCase()) ?? stated,
  'yes-no': (stated) => {
    const said = readYesNo(stated);
    return said === null ? '' : said ? 'yes' : 'no';
  },
};

/** With an offset: it may be another day where the shop is. */
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:z|[+-]\d\d(?::?\d\d)?)$/iu;
/** Three digits behind one mark: thousands or decimals. */
const eitherWay = /^(-?[1-9]\d{0,2})([.,])(\d{3})$/;

/**
 * @param mark before the decimals, where the column tells
 * @returns null where the number could be read in two ways: no value is better than a thousandth of it
 */
function withPoint(number: string, mark: '.' | ',' | null): string | null {
  const [, whole, found, rest] = eitherWay.exec(number) ?? [];
  if (whole === undefined || rest === undefined) return number.replace(',', '.');
  if (mark === null) return null;
  return found === mark ? `${whole}.${rest}` : `${whole}${rest}`;
}

/**
 * What a file, a program or a shop states of a field of the site: by the rule of what people fill in, whatever way it is written.
 * @param stated not blank
 * @returns null for what is none of the field's kind; a text as it is, with whatever it holds
 */
export function readSiteField(
  field: SiteField,
  stated: string,
  { clock = 0, habit = noHabit }: SiteFieldRules = {},
): string | null {
  const value = forms[field.kind](stated.trim(), field, { clock, habit });
  if (field.kind === 'text') return value;
  return cleanValue(field, value)?.text || null;
}
