import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { AuthorisedOrder, OrderFacts } from './order-of-call';
import type { Limit } from './refusal';

/** A courier as a call knows them: no number of theirs. */
export interface CourierOfCall {
  id: number;
  /** The courier number, which is keyed in on other phones than the own; not a telephone number. */
  number: string;
  name: string;
  language: Language;
  /** The company's number that customers see and couriers are called from, digits; null for the default. */
  did: string | null;
}

/** A courier whose own mobile can be called. */
export interface ReachableCourier {
  who: CourierOfCall;
  /** E.164 with the plus, masked. */
  phone: Masked;
}

/** What a courier is asked to key in. `order-digits`: the last digits of the order's number. */
export type CourierQuestion = 'courier-number' | 'courier-pin' | 'order-digits';

/** What is known of the courier of a call. */
export interface CourierFacts {
  /** Null until it is known who calls. */
  readonly who: CourierOfCall | null;
  /** The own mobile, if it is to be called; null if not, and in a call of an earlier process. */
  readonly phone: Masked | null;
  /** Of announcements until it is known who calls. */
  readonly language: Language;
  /** Who calls is known by the PIN, not by a caller number, which can be forged. */
  readonly isProved: boolean;
  /** What is asked for; null for nothing. */
  readonly question: CourierQuestion | null;
  /** What was keyed in is being looked up. */
  readonly isChecking: boolean;
  /** Keyed so far. May be anything, a telephone number too. */
  readonly keyed: Readonly<Record<CourierQuestion, string>>;
  /** Wrong answers so far. */
  readonly misses: number;
}

/** A courier's facts as they are stored: without what may be a number. */
export type CourierNote = Pick<CourierFacts, 'who' | 'language' | 'isProved' | 'misses'>;

/** What a courier who calls in may do, by what is known of them so far. */
export type CourierAnswer =
  | { is: 'admitted'; courier: CourierOfCall; phone: Masked | null; order: AuthorisedOrder }
  /** The order is theirs, but a limit forbids to call its customer now: the customer's, or the courier's own. */
  | {
      is: 'limited';
      courier: CourierOfCall;
      order: OrderFacts;
      refusal: Limit;
      /** Where that is known. */
      retryAfterSeconds?: number;
    }
  /** One more thing must be keyed in. */
  | {
      is: 'asked';
      courier: CourierOfCall;
      question: Exclude<CourierQuestion, 'courier-number'>;
      isProved: boolean;
    }
  /** No order of theirs is on its way. */
  | { is: 'nothing'; courier: CourierOfCall }
  /** No such courier or PIN, no such order of theirs, or too many wrong answers: not distinguished. */
  | { is: 'wrong' };

export const nothingKeyedByCourier: CourierFacts['keyed'] = {
  'courier-number': '',
  'courier-pin': '',
  'order-digits': '',
};

export function newCourierFacts(language: Language, changes: Partial<CourierFacts> = {}): CourierFacts {
  return {
    who: null,
    phone: null,
    language,
    isProved: false,
    question: null,
    isChecking: false,
    keyed: nothingKeyedByCourier,
    misses: 0,
    ...changes,
  };
}

/** Listed one by one: a new field is not stored automatically. */
export function courierNoteOf({ who, language, isProved, misses }: CourierFacts): CourierNote {
  return { who, language, isProved, misses };
}

export function courierFrom({ language, ...note }: CourierNote): CourierFacts {
  return newCourierFacts(language, note);
}
