import type { CallId } from '../model/call-record';
import type { Ender } from '../model/ender';
import type { Slot } from '#kernel/slot';
import type { Limit, Refusal } from '../model/refusal';
import type { PhoneState } from '../model/call-state';
import type { CallView } from '../model/call-view';

export interface ClickRequest {
  extension: string;
  orderNumber: string;
  slot: Slot;
  /** Repeating a request with the same key gives the first call, for as long as its record is kept. */
  idempotencyKey: string | null;
  /** By whom: a person or program (the default), or Star7 itself for a customer who asked to be called back. */
  startKind?: 'click' | 'call-back-wish';
}

/** The result of a click-to-call, as soon as it is decided whether the manager's phone is called. */
export type ClickResult =
  | { outcome: 'started'; call: CallView }
  /** The same idempotency key, or the same order while its call is still being connected (a double click). */
  | { outcome: 'existing'; call: CallView }
  /** Unknown, closed or someone else's: not distinguished. */
  | { outcome: 'refused' }
  /** A limit forbids the call: any call, or one for this order of the manager's own. */
  | {
      outcome: 'limited';
      limit: Limit;
      /** Until the limit ends; null if it does not end by itself, or is not disclosed. */
      retryAfterSeconds: number | null;
    }
  /** The manager is in another call. */
  | { outcome: 'manager-busy' }
  /** The manager's phone is not registered. */
  | { outcome: 'manager-unreachable' }
  /** The database or the PBX does not answer: try later. */
  | { outcome: 'unavailable' };

/** Who asks for a hang-up: the call's own manager on the page, or a supervisor or a program. */
export type HangUpBy = Extract<Ender, 'manager' | 'request'>;

/** Requests that programs and people may make. */
export interface CallControl {
  click(request: ClickRequest): Promise<ClickResult>;
  /** @returns false where no such call is live */
  hangUp(id: CallId, by: HangUpBy): boolean;
  /** Parts the two, and has the customer key in a new number. @returns false if the two do not talk now, or of no order */
  askForNumber(id: CallId, slot: Slot): boolean;
  /** Joins them again before the customer is done. @returns false if the customer is not keying */
  cancelKeying(id: CallId): boolean;
  /** Whether a manager's phone can be called now. */
  phoneState(extension: string): PhoneState;
  live(id: CallId): CallView | null;
  liveCalls(): CallView[];
}

/** How a refused call is reported to its requester. @param refusal null in records older than this field */
export function refusedResult(refusal: Refusal | null, retryAfterSeconds: number | null): ClickResult {
  return refusal === null || refusal === 'order'
    ? { outcome: 'refused' }
    : { outcome: 'limited', limit: refusal, retryAfterSeconds };
}
