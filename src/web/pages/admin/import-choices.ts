import type { Body } from '../../api/types';
import type { Import } from './imports-data';
import type { OrderRules } from './order-rules-data';

export type Findings = NonNullable<Import['findings']>;

/** What an administrator has chosen beside the findings of an import, and not kept yet. */
export interface Chosen {
  /** Meanings by {@link wordKey}. */
  words: Readonly<Record<string, string>>;
  /** Fields by the column's name (`plainName`). */
  columns: Readonly<Record<string, string>>;
}

export const nothingChosen: Chosen = { words: {}, columns: {} };

export function wordKey({ code, word }: Pick<Findings['words'][number], 'code' | 'word'>): string {
  return `${code} ${word}`;
}

/**
 * Whether the whole file can be imported again under a prefix: what went in without one would be there twice. An import that was only
 * tried has written nothing.
 */
export function takesPrefix({
  dryRun,
  added,
  changed,
  unchanged,
}: Pick<Import, 'dryRun' | 'added' | 'changed' | 'unchanged'>): boolean {
  return dryRun || added + changed + unchanged === 0;
}

const phoneFields: ReadonlySet<string | null> = new Set(['phone', 'phone2', 'phone3']);

/** Whether new orders have no number because no column was read as one: more often another export is needed than another order. */
export function lacksPhones({ columns, noticed }: Pick<Findings, 'columns' | 'noticed'>): boolean {
  return (noticed['phone-missing'] ?? 0) > 0 && !columns.some(({ field }) => phoneFields.has(field));
}

/** What is offered to stand before the numbers of another shop: the first that is not in use. */
export function freePrefix(used: Iterable<string | undefined>): string {
  const taken = new Set(used);
  const letters = Array.from('BCDEFGHJKLMPQRSTUVWXYZ');
  const all = [...letters, ...letters.flatMap((one) => letters.map((other) => one + other))];
  return `${all.find((each) => !taken.has(`${each}-`)) ?? 'ZZZ'}-`;
}

/** The rules that change if what is chosen is kept; null if nothing is chosen. */
export function rulesWith(
  rules: OrderRules,
  { words, profile }: Pick<Findings, 'words' | 'profile'>,
  chosen: Chosen,
): Body<'/api/settings/orders', 'patch'> | null {
  const of = (code: string): Record<string, string> =>
    Object.fromEntries(
      words.flatMap((each) => {
        const meaning = chosen.words[wordKey(each)] ?? '';
        return each.code === code && meaning !== '' ? [[each.word.toLowerCase(), meaning]] : [];
      }),
    );
  const [statuses, aliases] = [of('status-unknown'), of('manager-unknown')];
  const change: Body<'/api/settings/orders', 'patch'> = {};
  if (Object.keys(statuses).length > 0) {
    change.statuses = { ...rules.statuses, ...(statuses as OrderRules['statuses']) };
  }
  if (Object.keys(aliases).length > 0) {
    const { assignment } = rules;
    change.assignment = { ...assignment, aliases: { ...assignment.aliases, ...aliases } };
  }
  if (Object.keys(chosen.columns).length > 0) {
    change.columns = { ...rules.columns, [profile]: { ...rules.columns[profile], ...chosen.columns } };
  }
  return Object.keys(change).length === 0 ? null : change;
}
