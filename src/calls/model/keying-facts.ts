import type { Slot } from '#kernel/slot';

/** Where the customer stands who keys in a new number. */
export interface Keying {
  /** Where the number goes. */
  readonly slot: Slot;
  /** `parting`: the two still hear each other; `leaving`: it is over, but the customer may still press keys. */
  readonly stage: 'parting' | 'entering' | 'checking' | 'confirming' | 'saving' | 'leaving';
  /** Keyed so far: never stored, never shown. */
  readonly digits: string;
  readonly misses: number;
  /** How many keys have come while leaving. */
  readonly lateKeys: number;
  /** The announcement that the manager hears before the music; null in a call of an earlier process. */
  readonly told: string | null;
  /** What came of it, while leaving; null before. */
  readonly result: KeyingResult | null;
}

/**
 * What became of it, as the manager learns it. `saved`: a valid number was keyed in and is the customer's now. The others
 * say nothing of what was keyed.
 */
export const keyingResults = [
  'saved',
  /** Nothing was keyed or confirmed in time, or what was keyed was no telephone number, three times. */
  'not-keyed',
  'invalid',
  /** Taken back by the manager. */
  'cancelled',
  /** Too many changes of contacts by this manager. */
  'too-many-changes',
  /** The order was closed or given away meanwhile. */
  'refused',
  /** The database did not answer. */
  'unavailable',
] as const;
export type KeyingResult = (typeof keyingResults)[number];

/** As it is stored: without what was keyed. */
export type KeyingNote = Pick<Keying, 'slot' | 'misses'>;
