import type { NamedOutcome } from './outcome';

/** Characters. */
export const longestOutcomeSlug = 32;
export const outcomeSlugPattern = `^[a-z][a-z0-9-]{0,${String(longestOutcomeSlug - 1)}}$`;
/** Characters, in each language. */
export const longestLabel = 100;
export const mostOutcomes = 50;
export const longestDelayMinutes = 30 * 24 * 60;

/** Stable: pages translate them. */
export const outcomeFaultCodes = [
  'slug-repeated',
  'time-or-delay',
  'only-later',
  'only-done',
  'none-done',
] as const;
export type OutcomeFaultCode = (typeof outcomeFaultCodes)[number];

export interface OutcomeFault {
  /** Position in the list; null for the list as a whole. */
  position: number | null;
  field: 'slug' | 'delayMinutes' | 'asksTime' | 'doNotCall' | null;
  code: OutcomeFaultCode;
  detail: string;
}

/** What is wrong with a list whose fields are of the right form. */
export function outcomeFaults(outcomes: readonly NamedOutcome[]): OutcomeFault[] {
  const faults: OutcomeFault[] = [];
  const slugs = new Set<string>();
  outcomes.forEach((outcome, position) => {
    const say = (field: OutcomeFault['field'], code: OutcomeFaultCode, detail: string): void => {
      faults.push({ position, field, code, detail });
    };
    if (slugs.has(outcome.slug)) say('slug', 'slug-repeated', 'is the slug of another outcome of this list');
    slugs.add(outcome.slug);
    const isDelayed = outcome.delayMinutes !== null;
    if (outcome.movesTo === 'later') {
      if (outcome.asksTime === isDelayed) {
        say(
          'delayMinutes',
          'time-or-delay',
          'must be given where the manager is not asked for a time, and only then',
        );
      }
    } else {
      if (outcome.asksTime) say('asksTime', 'only-later', 'is for outcomes that move to later');
      if (isDelayed) say('delayMinutes', 'only-later', 'is for outcomes that move to later');
    }
    if (outcome.doNotCall && outcome.movesTo !== 'done') {
      say('doNotCall', 'only-done', 'is for outcomes that move to done');
    }
  });
  if (!outcomes.some(({ movesTo }) => movesTo === 'done')) {
    faults.push({
      position: null,
      field: null,
      code: 'none-done',
      detail: 'must include an outcome that moves the order to done',
    });
  }
  return faults;
}
