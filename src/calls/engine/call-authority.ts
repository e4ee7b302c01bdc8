import type { Restraints } from '../model/call-limits';
import type { AuthorisedOrder } from '../model/order-of-call';
import type { Refusal } from '../model/refusal';
import type { Slot } from '#kernel/slot';
import type { Manager } from '#people/model/manager';

/** The requester is a phone, by its authenticated endpoint, or a program, by the extension of its token. */
export interface CallRequest {
  extension: string;
  /** Any text, as requested. An impossible number gets the answer of an unknown order, in the same time. */
  orderNumber: string;
  slot: Slot;
}

/** The answer to "may this manager call this order now?": one query, one shape, whatever the reason for a refusal. */
export interface Authorisation {
  /** Null where no active manager has the extension. */
  manager: Manager | null;
  /** Null where the order is unknown, closed, someone else's, or lacks the slot: these are not distinguished. */
  order: AuthorisedOrder | null;
  /** Null if the order is null. */
  restraints: Restraints | null;
}

/** The same question within a site's limits: see CallGate. */
export interface CallAuthority {
  authorise(request: AdmissionRequest): Promise<Admission>;
}

export interface AdmissionRequest extends CallRequest {
  /** The phone is in another call: nobody is called, for any order. */
  occupied?: boolean;
}

export interface Admission extends Pick<Authorisation, 'manager' | 'order'> {
  /** The limit that refuses the call; absent or null if only the order decides. */
  refusal?: Refusal | null;
  /** Seconds until the limit ends; absent or null if it does not end by itself, or is not disclosed. */
  retryAfterSeconds?: number | null;
}

export interface OrderBook {
  /** @throws when the database cannot answer; the caller then refuses the call (fail closed). */
  authorise(request: CallRequest): Promise<Authorisation>;
  /** The extension of the active manager of an open order; null where there is none. */
  ownerOf(orderNumber: string): Promise<string | null>;
  /** Whether an active manager has this extension. */
  isManager(extension: string): Promise<boolean>;
}
