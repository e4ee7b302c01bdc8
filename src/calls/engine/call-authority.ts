import type { Restraints } from '../model/call-limits';
import type { AuthorisedOrder } from '../model/order-of-call';
import type { Refusal } from '../model/refusal';
import type { Slot } from '#kernel/slot';
import type { Manager } from '#people/model/manager';

/** Who asks is a phone, by its authenticated endpoint, or a program, by the extension its token is bound to. */
export interface CallRequest {
  extension: string;
  /** As it was asked for: any text. What can be no order number is answered as an order that is not there, in time too. */
  orderNumber: string;
  slot: Slot;
}

/** The answer to "may this manager call this order now?": one query, one shape, whatever the reason for a no. */
export interface Authorisation {
  /** Null where no active manager has the extension. */
  manager: Manager | null;
  /** Null where the order is unknown, closed, someone else's, or lacks the slot: nobody can tell which. */
  order: AuthorisedOrder | null;
  /** Null where the order is. */
  restraints: Restraints | null;
}

/** The same question within a site's limits: see CallGate. */
export interface CallAuthority {
  authorise(request: AdmissionRequest): Promise<Admission>;
}

export interface AdmissionRequest extends CallRequest {
  /** The phone is in another call: nobody will be called, whatever the order. */
  occupied?: boolean;
}

export interface Admission extends Pick<Authorisation, 'manager' | 'order'> {
  /** Why nobody may be called; absent or null where nothing but the order decides. */
  refusal?: Refusal | null;
  /** When a limit that passes by itself is over, seconds from now; absent or null where it does not, or is not told. */
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
