import type { DidRoute } from '#dids/model/did-route';
import type { Micros } from '#kernel/micros';
import type { Masked } from '#kernel/masked';
import type { Manager } from '#people/model/manager';

/** What a call keeps of the route of the number that was called. */
export type CallerRoute = Pick<
  DidRoute,
  | 'purpose'
  | 'language'
  | 'greeting'
  | 'overflow'
  | 'unknownCaller'
  | 'proof'
  | 'fallback'
  | 'changesNumber'
  | 'group'
  | 'ringSeconds'
  | 'waitSeconds'
>;

/** What a caller is asked to key in. */
export type Question = 'order-number' | 'amount';

/** Who calls the number for couriers, and is not known: asked for the courier number. */
export const whoDelivers = 'who-delivers';

/** What only an inbound call knows. */
export interface InboundFacts {
  /** The company's number that was called, digits. */
  readonly did: string;
  /** The caller's number as the carrier gave it; null if it was withheld, and in a call of an earlier process. */
  readonly caller: Masked | null;
  /** Null until the caller is identified. */
  readonly route: CallerRoute | null;
  /** Whether managers take calls at this hour, as it was when the call came in; before, and in calls of an earlier version: true. */
  readonly isOpen: boolean;
  /** The manager of the order, who is called first; null for callers of no manager. */
  readonly owner: Manager | null;
  /** Whether the owner may call the order's customer: it is open, and the customer wants to be called. */
  readonly callable: boolean;
  /** Extensions of managers who were called and did not take it. */
  readonly declined: readonly string[];
  /** Extensions whose phone was stopped once while it rang, by the PBX or so it seems: they are called once more. */
  readonly stopped: readonly string[];
  /** Extensions of managers who have been shown the call: the owner, and everybody who was called. */
  readonly shownTo: readonly string[];
  /** When the caller began to wait for a manager; null before. */
  readonly waitingSince: Micros | null;
  /** How many callers wait for the same managers before this one; null until the caller has to wait. */
  readonly ahead: number | null;
  /** What the caller is asked for; null while what was keyed is being checked. */
  readonly question: Question | typeof whoDelivers | null;
  /** The caller answers in order to change their number, and goes on waiting afterwards. */
  readonly isChanging: boolean;
  /** The caller has named the order and proved it: more than calling from its number, which can be forged. */
  readonly isProved: boolean;
  /** Keyed so far: the order's number, then the proof. May be anything, a telephone number too. */
  readonly keyed: Readonly<Record<Question, string>>;
  /** Wrong answers so far. */
  readonly misses: number;
}

/** An inbound call's facts as they are stored: without what may be a number. */
export type InboundNote = Omit<InboundFacts, 'caller' | 'keyed' | 'question' | 'isChanging'>;

export function newInboundFacts(did: string, caller: Masked | null): InboundFacts {
  return {
    did,
    caller,
    route: null,
    isOpen: true,
    owner: null,
    callable: false,
    declined: [],
    stopped: [],
    shownTo: [],
    waitingSince: null,
    ahead: null,
    question: 'order-number',
    isChanging: false,
    isProved: false,
    keyed: nothingKeyed,
    misses: 0,
  };
}

export const nothingKeyed: InboundFacts['keyed'] = { 'order-number': '', amount: '' };

/** Listed one by one: a new field is not stored automatically. */
export function inboundNoteOf(facts: InboundFacts): InboundNote {
  const { did, route, isOpen, owner, callable, declined, stopped } = facts;
  const { shownTo, waitingSince, ahead, isProved, misses } = facts;
  return {
    ...{ did, route, isOpen, owner, callable, declined, stopped },
    ...{ shownTo, waitingSince, ahead, isProved, misses },
  };
}

export function inboundFrom(note: InboundNote): InboundFacts {
  return { ...newInboundFacts(note.did, null), ...note };
}

/** Named one by one: what else a route has is not stored with every call. */
export function callerRoute(route: DidRoute): CallerRoute {
  const { purpose, language, greeting, overflow, unknownCaller, proof, fallback, changesNumber, group } =
    route;
  const { ringSeconds, waitSeconds } = route;
  return {
    ...{ purpose, language, greeting, overflow, unknownCaller, proof, fallback, changesNumber, group },
    ...{ ringSeconds, waitSeconds },
  };
}
