import type { CallId } from '../model/call-record';
import type { CourierOfCall } from '../model/courier-facts';
import type { ColleagueQuestion, ColleagueView } from '../model/colleague-choice';
import type { Ender } from '../model/ender';
import type { Slot } from '#kernel/slot';
import type { KeyedQuestion } from '../model/questionnaire';
import type { Limit, Refusal } from '../model/refusal';
import type { PhoneState } from '../model/call-state';
import type { CallView } from '../model/call-view';
import type { ColleagueRefusal } from '../model/transfer-facts';
import type { PageReport } from '../model/line-quality';
import type { LiveQuality } from './line-watch';
import type { ListeningView } from './listening-feed';
import type { ListeningRequest } from './listenings';

export interface ClickRequest {
  extension: string;
  orderNumber: string;
  slot: Slot;
  /** Repeating a request with the same key gives the first call, for as long as its record is kept. */
  idempotencyKey: string | null;
  /** By whom: a person or program (the default), or Star7 itself for a customer who asked to be called back. */
  startKind?: 'click' | 'call-back-wish';
  /** The manager clicked in the own page: where that is the phone, it rings alone. */
  isInPage?: boolean;
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

/** A courier clicks: the own mobile rings first. */
export interface CourierClickRequest {
  courier: CourierOfCall;
  orderNumber: string;
}

/** Star7 itself calls a customer who has agreed to automatic calls, with questions that are answered by keys. */
export interface AutomaticRequest {
  /** Names whom to call, in the place of an order number. */
  ticket: string;
  questions: readonly KeyedQuestion[];
}

/** Who asks for a hang-up: the call's own manager or courier on the page, or a supervisor or a program. */
export type HangUpBy = Extract<Ender, 'manager' | 'courier' | 'request'>;

/** `begun`: the phone is being called. Otherwise why not. */
export type TransferResult = 'begun' | 'not-talking' | 'transfer-running' | ColleagueRefusal;

/**
 * What became of a supervisor's wish to take part in a call. `changed`: takes part already, from now on in another way.
 * `call-listened`: another one does. The last three are about the supervisor's phone.
 */
export type ListenResult =
  | 'started'
  | 'changed'
  | 'not-talking'
  | 'call-listened'
  | 'own-call'
  | 'phone-busy'
  | 'phone-unreachable';

/** Requests that programs and people may make. */
export interface CallControl {
  click(request: ClickRequest): Promise<ClickResult>;
  /** While a call of the courier's is being set up or goes on, that call is the answer for its order, and `manager-busy` for others. */
  courierClick(request: CourierClickRequest): Promise<ClickResult>;
  /** While a call with this ticket is live, that call is the answer. Nobody is called without consent on record. */
  callAutomatically(request: AutomaticRequest): Promise<ClickResult>;
  /** Ends what a courier has begun. @returns false if the courier has no such live call */
  hangUpOfCourier(id: CallId, courierId: number): boolean;
  /** The courier's live call; null for none. */
  liveOfCourier(courierId: number): CallView | null;
  /** @returns false where no such call is live */
  hangUp(id: CallId, by: HangUpBy): boolean;
  /** Parts the two, and has the customer key in a new number. @returns false if the two do not talk now, or of no order */
  askForNumber(id: CallId, slot: Slot): boolean;
  /** Joins them again before the customer is done. @returns false if the customer is not keying */
  cancelKeying(id: CallId): boolean;
  /** The customer is on hold. @returns false if the two do not talk now */
  hold(id: CallId): boolean;
  /** Manager and customer alone again. @returns false if the customer is neither on hold nor being passed on */
  resume(id: CallId): boolean;
  /** Passes the customer to a colleague, or asks the colleague first. */
  transfer(id: CallId, question: ColleagueQuestion): Promise<TransferResult>;
  /** The manager leaves the customer to the colleague. @returns false if none is called */
  completeTransfer(id: CallId): boolean;
  /** The customer comes to manager and colleague. @returns false if the two do not talk now */
  joinThree(id: CallId): boolean;
  /** To whom a manager can pass customers. @throws where it cannot be known */
  colleagues(extension: string): Promise<ColleagueView[]>;
  /** Whether a manager's phone can be called now. */
  phoneState(extension: string): PhoneState;
  /** Whether a voicemail answered, as a person says. @returns false if the call is not live, or nobody has answered */
  markVoicemail(id: CallId, voicemail: boolean): boolean;
  /** Resolves once the record of an ended call is stored, or after some seconds. */
  recorded(id: CallId): Promise<void>;
  /** Has a supervisor take part in a conversation, or in another way than before. */
  listen(request: ListeningRequest): ListenResult;
  /** @returns false if this supervisor does not take part in the call */
  endListening(id: CallId, actor: string): boolean;
  /** Whether this supervisor takes part in the call, or is being called for it. */
  isListening(id: CallId, actor: string): boolean;
  /** Who takes part in which calls. */
  listeningTo(): ListeningView[];
  /** How live calls sound, as far as it has been measured. */
  liveQuality(): LiveQuality[];
  /** What a manager's page has measured of its talk. @returns false if the extension does not talk now */
  pageHeard(extension: string, report: PageReport): boolean;
  live(id: CallId): CallView | null;
  liveCalls(): CallView[];
}

/** How a refused call is reported to its requester. @param refusal null in records older than this field */
export function refusedResult(refusal: Refusal | null, retryAfterSeconds: number | null): ClickResult {
  return refusal === null || refusal === 'order'
    ? { outcome: 'refused' }
    : { outcome: 'limited', limit: refusal, retryAfterSeconds };
}
