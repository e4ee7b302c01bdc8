import { isOpen, parseCallingHours } from '#kernel/calling-hours';
import type { Language } from '#kernel/language';
import { isoDay, LocalCalendar } from '#kernel/local-day';
import { localTimeOf } from '#kernel/local-time';
import type { Micros } from '#kernel/micros';

/** The manager of the order is busy or away: wait for that manager, another one of the same group, anybody. */
export const overflows = ['wait', 'group', 'everybody'] as const;
export type Overflow = (typeof overflows)[number];

/**
 * A caller whose number no order has, or who withholds it: asked for the order number by keys, put through to any manager,
 * or refused politely.
 */
export const unknownCallers = ['order-number', 'everybody', 'refuse'] as const;
export type UnknownCaller = (typeof unknownCallers)[number];

/** What must be keyed after the order number. `amount`: the whole units of the order's total. */
export const proofs = ['amount', 'none'] as const;
export type Proof = (typeof proofs)[number];

/**
 * Nobody takes the call, or it comes outside the opening hours: an entry on the manager's list and "we call you back", or
 * an announcement only.
 */
export const fallbacks = ['call-back', 'announce'] as const;
export type Fallback = (typeof fallbacks)[number];

/**
 * Who calls the number. Couriers and customers may call any number; one that is for couriers is what customers see when a courier
 * calls, and asks unknown callers who they are. One that is for managers asks everybody for a PIN. Other purposes, such as a survey, are added here.
 */
export const purposes = ['customers', 'couriers', 'managers'] as const;
export type Purpose = (typeof purposes)[number];

/** What a call to one of the company's numbers does. */
export interface DidRoute {
  /** E.164 without the plus; null: the route of all numbers that have none of their own. */
  did: string | null;
  purpose: Purpose;
  /** For lists: which shop or advertisement the number belongs to. May be empty. */
  label: string;
  /** Of everything that callers hear. */
  language: Language;
  /** A sound on the PBX that says who was reached, as Asterisk names it (`custom/shop-hello`); null for none. */
  greeting: string | null;
  overflow: Overflow;
  unknownCaller: UnknownCaller;
  proof: Proof;
  fallback: Fallback;
  /** Whether callers who wait may key in a new number of theirs, once they have proved the order. */
  changesNumber: boolean;
  /** The group that takes callers of no manager; null: everybody. */
  group: string | null;
  /** How long one manager's phone rings. */
  ringSeconds: number;
  /** How long a caller waits at most. */
  waitSeconds: number;
  /** As {@link parseCallingHours} takes it; null: always open. */
  openingHours: string | null;
  /** IANA. */
  timeZone: string;
  /** Days on which it is closed, as local ISO dates, sorted. */
  holidays: readonly string[];
}

/** Used while no row says otherwise. */
export const defaultRoute: DidRoute = {
  did: null,
  purpose: 'customers',
  label: '',
  language: 'ru',
  greeting: null,
  overflow: 'everybody',
  unknownCaller: 'order-number',
  proof: 'amount',
  fallback: 'call-back',
  changesNumber: false,
  group: null,
  ringSeconds: 20,
  waitSeconds: 180,
  openingHours: null,
  timeZone: 'Europe/Moscow',
  holidays: [],
};

/**
 * Whether a call is taken now, in the route's time zone. A route whose zone or hours cannot be read, which no stored one is
 * (did-rules.ts), counts as open: a caller is heard rather than refused by mistake.
 */
export function isOpenAt(route: DidRoute, at: Micros): boolean {
  return !isHoliday(route, at) && isWithinHours(route, at);
}

function isHoliday({ holidays, timeZone }: DidRoute, at: Micros): boolean {
  if (holidays.length === 0) return false;
  const calendar = LocalCalendar.of(timeZone);
  return calendar !== null && holidays.includes(isoDay(calendar.dayOf(at)));
}

function isWithinHours({ openingHours, timeZone }: DidRoute, at: Micros): boolean {
  const hours = openingHours === null ? null : parseCallingHours(openingHours);
  const time = localTimeOf(at, timeZone);
  return hours === null || time === null || isOpen(hours, time);
}
