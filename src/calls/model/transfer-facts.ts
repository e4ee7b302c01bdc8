import type { Micros } from '#kernel/micros';
import type { Manager } from '#people/model/manager';

/** How a customer is passed on: `attended`, after the manager has talked to the colleague, or `blind`, at once. */
export const transferKinds = ['attended', 'blind'] as const;
export type TransferKind = (typeof transferKinds)[number];

/** Who is asked for: a colleague by extension, or whoever is free in a group; null for the manager's own group. */
export type ColleagueTarget = { extension: string } | { group: string | null };

/** Why a colleague cannot be called. Stable slugs: problems of REST have the same ones. */
export const colleagueRefusals = [
  'colleague-unknown',
  'colleague-self',
  /** The colleague may not be shown the order: another group. */
  'colleague-other-group',
  'colleague-away',
  'colleague-busy',
  'colleague-unreachable',
  /** Nobody in the group is free. */
  'nobody-free',
  /** Only the manager of an order can give it away. */
  'order-not-yours',
  /** Who is free could not be found out. */
  'colleagues-unavailable',
] as const;
export type ColleagueRefusal = (typeof colleagueRefusals)[number];

/** Whom a customer is passed to, and how: decided before anybody is called. */
export interface TransferPlan {
  readonly kind: TransferKind;
  /** Who are called, one after another until one answers; at least one. */
  readonly colleagues: readonly Manager[];
  /** The order becomes the colleague's, once the customer is. */
  readonly withOrder: boolean;
}

/** The customer waits with music, and the manager is alone. */
export interface Hold {
  /**
   * `parting`: the two still hear each other. `dialling`: the manager keys the extension of a colleague. `finding`: it is
   * looked up. `returning`: the manager hears why the customer comes back; then the two are joined.
   */
  readonly stage: 'parting' | 'held' | 'dialling' | 'finding' | 'returning';
  /** What the extension that is keyed is for; null if none is. */
  readonly dialling: TransferKind | null;
  /** Keyed so far. May be anything, a telephone number too: never stored, never shown. */
  readonly digits: string;
  /** Begins once the two are parted. */
  readonly then: TransferPlan | null;
}

/** A colleague is called, or talks to the manager or with both. */
export interface Transfer {
  readonly kind: TransferKind;
  /** `joining`: the colleague has answered and is being joined; `together`: that is done. */
  readonly stage: 'calling' | 'accepting' | 'joining' | 'together';
  /** Whose phone is called, or who is talked with. */
  readonly colleague: Manager;
  /** Who are called next if this one does not answer. */
  readonly others: readonly Manager[];
  readonly withOrder: boolean;
  /** Nobody took the customer: the manager's own phone is called again. */
  readonly isRecall: boolean;
  /** The phone was stopped while it rang, and was called once more; not a third time. Absent in notes of earlier releases. */
  readonly isSecondCall?: boolean;
}

/** A period of a conversation: who had the customer, and from when. It ends with the next one, or with the conversation. */
export interface Talk {
  readonly at: Micros;
  /** The leg of the manager. */
  readonly leg: number;
  readonly extension: string;
  /** Whether the order went along: `going` until that is stored. */
  readonly order: 'stayed' | 'going' | 'went';
}

/** As it is stored: without what was keyed. */
export type HoldNote = Omit<Hold, 'digits'>;
