import type { Micros } from '#kernel/micros';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Manager } from '#people/model/manager';

/** What a call keeps of the route of the number that was called (dids/model/did-route.ts). */
export interface CallerRoute {
  language: Language;
  /** A sound on the PBX that says who was reached; null for none. */
  greeting: string | null;
  /** Who takes a call whose manager is busy or away: nobody else, another manager of the group, or anybody. */
  overflow: 'wait' | 'group' | 'everybody';
  /** What happens to callers whose number no order has. */
  unknownCaller: 'order-number' | 'everybody' | 'refuse';
  /** What must be keyed after the order's number. */
  proof: 'amount' | 'none';
  /** If nobody takes the call: a manager is asked to call back, or the caller is only told. */
  fallback: 'call-back' | 'announce';
  /** The group that takes callers of no manager; null for everybody. */
  group: string | null;
  /** How long one manager's phone rings. */
  ringSeconds: number;
  /** How long a caller waits in all. */
  waitSeconds: number;
}

/** What a caller is asked to key in. */
export type Question = 'order-number' | 'amount';

/** What only an inbound call knows. */
export interface InboundFacts {
  /** The company's number that was called, digits. */
  readonly did: string;
  /** The caller's number as the carrier gave it; null if it was withheld, and in a call of an earlier process. */
  readonly caller: Masked | null;
  /** Null until the caller is identified. */
  readonly route: CallerRoute | null;
  /** The manager of the order, who is called first; null for callers of no manager. */
  readonly owner: Manager | null;
  /** Extensions of managers who were called and did not take it. */
  readonly declined: readonly string[];
  /** Extensions of managers who have been shown the call: the owner, and everybody who was called. */
  readonly shownTo: readonly string[];
  /** When the caller began to wait for a manager; null before. */
  readonly waitingSince: Micros | null;
  /** How many callers wait for the same managers before this one; null until the caller has to wait. */
  readonly ahead: number | null;
  /** The announcement that the caller is hearing; null for none. */
  readonly hearing: string | null;
  /** What the caller is asked for; null while what was keyed is being checked. */
  readonly question: Question | null;
  /** Keyed so far: the order's number, then the proof. May be anything, a telephone number too. */
  readonly keyed: Readonly<Record<Question, string>>;
  /** Wrong answers so far. */
  readonly misses: number;
}

/** An inbound call's facts as they are stored: without what may be a number. */
export type InboundNote = Omit<InboundFacts, 'caller' | 'keyed' | 'question'>;

export function newInboundFacts(did: string, caller: Masked | null): InboundFacts {
  return {
    did,
    caller,
    route: null,
    owner: null,
    declined: [],
    shownTo: [],
    waitingSince: null,
    ahead: null,
    hearing: null,
    question: 'order-number',
    keyed: nothingKeyed,
    misses: 0,
  };
}

export const nothingKeyed: InboundFacts['keyed'] = { 'order-number': '', amount: '' };

/** Listed one by one: a new field is not stored automatically. */
export function inboundNoteOf(facts: InboundFacts): InboundNote {
  const { did, route, owner, declined, shownTo, waitingSince, ahead, hearing, misses } = facts;
  return { did, route, owner, declined, shownTo, waitingSince, ahead, hearing, misses };
}

export function inboundFrom(note: InboundNote): InboundFacts {
  return { ...newInboundFacts(note.did, null), ...note };
}
