import type { Bilingual } from '#kernel/language';
import { languages } from '#kernel/language';
import {
  longestDelayMinutes,
  longestLabel,
  longestOutcomeSlug,
  mostOutcomes,
} from '#orders/model/outcome-rules';
import type { Outcome } from '../../api/types';

export const movesTo = ['done', 'later', 'to-call'] as const satisfies Outcome['movesTo'][];
export type MovesTo = Outcome['movesTo'];

/** Moves an item; returns the same order where it cannot move. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const copy = [...list];
  if (to < 0 || to >= list.length) return copy;
  copy.splice(to, 0, ...copy.splice(from, 1));
  return copy;
}

/** A slug for a new outcome: from its English name, else from the transliterated Russian one; unique in the list. */
export function slugFor(label: Bilingual, taken: readonly string[]): string {
  const stem = (ascii(label.en) || ascii(label.ru) || 'outcome')
    .slice(0, longestOutcomeSlug - 3)
    .replace(/-+$/, '');
  for (let count = 1; ; count += 1) {
    const slug = count === 1 ? stem : `${stem}-${String(count)}`;
    if (!taken.includes(slug)) return slug;
  }
}

/** Changes where an outcome moves the order: only `later` has a time, and only `done` may forbid further calls. */
export function withMovesTo(outcome: Outcome, target: MovesTo): Outcome {
  if (target !== 'later') {
    const doNotCall = target === 'done' && outcome.doNotCall;
    return { ...outcome, movesTo: target, asksTime: false, delayMinutes: null, doNotCall };
  }
  return {
    ...outcome,
    movesTo: target,
    delayMinutes: outcome.asksTime ? null : (outcome.delayMinutes ?? 120),
    doNotCall: false,
  };
}

export type OutcomeFault = 'label-missing' | 'label-too-long' | 'delay-missing';
export type ListFault = 'none' | 'none-done' | 'too-many';

/** Checks the list as a whole; null where it is valid. */
export function listFault(outcomes: readonly Outcome[]): ListFault | null {
  if (outcomes.length === 0) return 'none';
  if (outcomes.length > mostOutcomes) return 'too-many';
  return outcomes.some((outcome) => outcome.movesTo === 'done') ? null : 'none-done';
}

/** Faults by field, `label.ru`; empty where the outcome is valid. */
export function outcomeFaults(outcome: Outcome): Record<string, OutcomeFault> {
  const faults: Record<string, OutcomeFault> = {};
  for (const language of languages) {
    const label = outcome.label[language].trim();
    if (label === '') faults[`label.${language}`] = 'label-missing';
    else if (label.length > longestLabel) faults[`label.${language}`] = 'label-too-long';
  }
  const { delayMinutes } = outcome;
  const isDelay =
    delayMinutes !== null &&
    Number.isInteger(delayMinutes) &&
    delayMinutes >= 1 &&
    delayMinutes <= longestDelayMinutes;
  if (outcome.movesTo === 'later' && !outcome.asksTime && !isDelay) faults['delayMinutes'] = 'delay-missing';
  return faults;
}

const latin: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'i',
    к: 'k',
    л: 'l',
  },
  ...{ м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch' },
  ...{ ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia' },
};

function ascii(text: string): string {
  return text
    .toLowerCase()
    .replace(/[а-яё]/g, (letter) => latin[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
}
