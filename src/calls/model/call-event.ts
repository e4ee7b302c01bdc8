import type { Spoken } from './announcement';
import type { CallRecord } from './call-record';
import type { Ender } from './ender';
import type { Micros } from '#kernel/micros';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Manager } from '#people/model/manager';
import type { SipSpeaker } from './disposition';
import type { CourierAnswer, ReachableCourier } from './courier-facts';
import type { CallerRoute } from './inbound-facts';
import type { KeyingResult } from './keying-facts';
import type { Listener } from './listening-facts';
import type { AuthorisedOrder, OrderFacts } from './order-of-call';
import type { Refusal } from './refusal';
import type { ColleagueRefusal, ColleagueTarget, TransferKind, TransferPlan } from './transfer-facts';
import type { Slot } from '#kernel/slot';

/** What can happen to a call: at the phones, in the database, by the clock, or by request. */
export type CallEvent = { at: Micros } & (
  | {
      type: 'authorised';
      manager: Manager | null;
      order: AuthorisedOrder | null;
      /** The limit that forbids the call; absent or null if none does. */
      refusal?: Refusal | null;
    }
  | { type: 'authorise-failed' }
  | ({ type: 'identified' } & CallerIdentity)
  /** The database did not answer. */
  | ({ type: 'identify-failed' } & Answer)
  /** What a courier who calls, or has clicked, may do. */
  | { type: 'courier-answer'; answer: CourierAnswer }
  /** Whose PIN it was that somebody keyed who calls from the own mobile; null for nobody's. `isBusy`: that manager is in another call. */
  | ({ type: 'manager-answer'; manager: Manager | null; isBusy: boolean } & Answer)
  /** A manager's call to this very customer is being set up: the caller's leg becomes a leg of that call. */
  | { type: 'taken-over' }
  /** The customer, who is being called, has called: this is their leg, which waits for an answer. */
  | ({ type: 'customer-arrived' } & ArrivedCaller)
  /** The manager whose phone is free and who is to take this caller. */
  | { type: 'offered'; manager: Manager }
  /** Nobody is free yet. */
  | { type: 'queued'; ahead: number }
  /** Nobody who may take the caller is there. */
  | { type: 'no-manager' }
  /** The order that the caller keyed in, with the proof. */
  | ({ type: 'proved' } & Answer & Pick<CallerIdentity, 'manager' | 'order' | 'callable'>)
  /** There is no such order, the proof is wrong, or too many were tried: not distinguished. */
  | ({ type: 'not-proved' } & Answer)
  /** The phone's devices, as `make` takes them; empty if they are not known. `isBusy`: it was to be free, and is not. */
  | ({
      type: 'devices-found';
      devices: readonly string[];
      /** Of the own mobile, E.164, if it rings as well; absent or null if not. */
      mobile?: Masked | null;
      isBusy?: boolean;
    } & Answer)
  | LegNews
  /** By the manager, in a conversation; the request has been checked and is in the audit log. */
  | ({ type: 'keying-requested'; slot: Slot } & Answer)
  | { type: 'keying-cancelled' }
  /** By the manager, in a conversation: the customer is to be on hold. */
  | { type: 'hold-requested' }
  /** The manager wants to be with the customer alone again: off hold, without a colleague, or called back. */
  | { type: 'resume-requested' }
  /** Whom the customer is to be passed to; all of them may be shown the order, and were free a moment ago. */
  | ({ type: 'colleague-found'; plan: TransferPlan; asker?: string; second?: string } & Answer)
  | ({ type: 'colleague-refused'; refusal: ColleagueRefusal; asker?: string } & Answer)
  /** The manager leaves the customer to the colleague. */
  | { type: 'complete-requested' }
  /** The customer is to be with manager and colleague. */
  | { type: 'three-requested' }
  /** Whether the order is the colleague's now. */
  | { type: 'order-handed'; isHanded: boolean }
  /** The two do not hear each other any more; or they may still do. */
  | ({ type: 'parted' } & Answer)
  | ({ type: 'part-failed' } & Answer)
  /** Whether what the customer keyed is a telephone number that may be called. */
  /** The PBX dials what `send-digits` gave it, which takes so long; 0 if it could not. */
  | ({ type: 'dialling'; seconds: number } & Answer)
  | ({ type: 'number-checked'; isValid: boolean } & Answer)
  | ({ type: 'number-saved'; result: KeyingResult } & Answer)
  /** Of an automatic call; or somebody else has them, who goes on trying. */
  | ({ type: 'answers-kept' } & Answer)
  | { type: 'bridged' }
  /** A supervisor takes part in the call, or in another way than before; and does no longer. */
  | { type: 'listener-changed'; listener: Listener }
  | { type: 'listener-left'; id: string }
  /** A voicemail has answered, by how it talks or as a person says; or a person has, whatever was said before. */
  | { type: 'voicemail-marked'; voicemail: boolean }
  | { type: 'bridge-failed' }
  /** Heard to its end. */
  | { type: 'announced'; playbackId: string }
  /** The PBX did not play it. */
  | { type: 'announce-failed'; playbackId: string }
  /** By REST or CLI, or by Star7 itself where it stops. */
  | { type: 'hang-up-requested'; by: Extract<Ender, 'manager' | 'courier' | 'request' | 'system'> }
  | { type: 'timeout'; step: number }
);

/** A caller whose leg waits for the manager that is calling them. */
export interface ArrivedCaller {
  arrivedChannelId: string;
  /** When they called. */
  since: Micros;
  trunk: string | null;
  /** The company's number that was called, digits. */
  did: string;
  /** The caller's number as the carrier gave it; null if it was withheld, and in a call of an earlier process. */
  caller: Masked | null;
}

/** An answer to an effect. One to an earlier request of the call is stale, as a time-out is. */
interface Answer {
  /** {@link Call.step} when it was asked; absent for what no effect asked for. */
  step?: number;
}

/** Who calls, by the caller's number alone. */
export interface CallerIdentity {
  route: CallerRoute;
  /** Whether calls to the number are taken now. */
  isOpen: boolean;
  /** The order's manager, if active; for callers without an order the owner of the number that was called, if any. */
  manager: Manager | null;
  /** The caller's order: the newest open one, or the last one closed. Null if no order has the number, or it is unknown. */
  order: OrderFacts | null;
  /** Whether that manager may call the order's customer now. */
  callable: boolean;
  /** Who brings the order and has called the customer: is called first. Absent or null for nobody. */
  courier?: ReachableCourier | null;
}

/** What can happen to one leg, which its channel names. */
export type LegNews = { channelId: string } & (
  | { type: 'leg-ringing' }
  | { type: 'leg-answered' }
  | {
      type: 'leg-ended';
      /** ITU-T Q.850. */
      cause: number;
      sipCode: number | null;
      /** Absent where there is no SIP code, or the far side gave it. */
      saidBy?: SipSpeaker;
      /** The leg is known to have answered, although perhaps no event reported it. */
      answered?: boolean;
    }
  /** The PBX no longer knows this leg, and how it ended is unknown: the PBX restarted, or events were missed. */
  | { type: 'leg-lost' }
  /**
   * The PBX refused to make the channel: no other event of it follows. If `uncertain`, the PBX did not reply, and may
   * still make the channel.
   */
  | { type: 'leg-failed'; uncertain?: boolean }
  | { type: 'digit'; digit: string }
  /**
   * The phone's own Transfer key (REFER, RFC 3515), to be answered by `answer-transfer`.
   * `second`: the channel of a second call of the phone's own that is to take this one's place (Replaces, RFC 3891); absent for none.
   * `to`: what was dialled, or the extension that the second call is with; null if that is no phone of the shop.
   */
  | { type: 'transfer-asked'; to: string | null; second?: string }
);

/**
 * Where a leg leads: to a phone of the shop, or over a trunk to anybody's. Several devices can be registered as one phone;
 * `device` is one of them, as the PBX listed it, or null for the one that the PBX chooses.
 */
export type LegTarget =
  | { phone: string; device: string | null; autoAnswer: boolean }
  | { number: Masked; trunk: string };

/** What the called phone shows of who calls. To a number: the company's DID, E.164 without the plus, and no name. */
export interface Display {
  name: string;
  number: string;
}

/** A leg to be joined, and what it must be freed from before. */
export interface JoiningLeg {
  channelId: string;
  /** It arrived and has not been answered yet; it hears ringing; it hears music; or nothing is to be done. */
  is: 'unanswered' | 'ringing' | 'holding' | 'ready';
}

/**
 * What a call requests. The driver carries it out, and the result returns as an event. Effects name channels; only the
 * call knows which party a channel belongs to.
 */
export type CallEffect =
  | { type: 'authorise' }
  /** Answered by `identified`, `courier-answer`, `identify-failed` or `taken-over`. */
  | { type: 'identify' }
  /** Looks up what the caller has keyed in; answered by `proved`, `not-proved` or `identify-failed`. */
  | { type: 'prove' }
  /** Looks up what a courier has keyed in; answered by `courier-answer` or `identify-failed`. */
  | { type: 'prove-courier' }
  /** Looks up whose PIN was keyed in; answered by `manager-answer` or `identify-failed`. */
  | { type: 'prove-manager' }
  /** Asks whether the order is on its way with the courier; answered by `courier-answer` or `authorise-failed`. */
  | { type: 'admit-courier' }
  /** The call ends without a record: its leg belongs to another call. The last effect. */
  | { type: 'hand-over' }
  /** The leg of a customer who had called becomes a call of its own again. */
  | ({ type: 'readmit' } & ArrivedCaller)
  /**
   * Lists the devices that are registered as this phone; answered by `devices-found`.
   * `toBeFree`: and says whether another call uses it, or may soon
   */
  | { type: 'find-devices'; phone: string; toBeFree?: boolean }
  /** Lets a waiting leg hear ringing: signalled before its answer, played after it. */
  | { type: 'ring'; channelId: string }
  | { type: 'make'; channelId: string; to: LegTarget; display: Display; ringSeconds: number }
  /** Dials to a leg that has answered, which nobody else hears; answered by `dialling`. */
  | { type: 'send-digits'; channelId: string; digits: Masked }
  /** Accepts the call of a channel that arrived. */
  | { type: 'answer'; channelId: string }
  /** Plays music to a waiting leg, after what is being said to it, until it is joined. */
  | { type: 'play-music'; channelId: string }
  | { type: 'join'; bridgeId: string; legs: readonly JoiningLeg[] }
  /** Ends what `join` made. Channels that `stay` wait, each for itself; the others are about to be hung up. */
  | { type: 'part'; bridgeId: string; stay?: readonly string[] }
  /** Whether the manager may have the customer key in a number, who has keyed the code for it; answered by `keying-requested`. */
  | { type: 'permit-keying'; slot: Slot }
  /** Listens to the customer's leg for some seconds; answered by `voicemail-marked` if a voicemail talks. */
  | { type: 'watch-for-voicemail'; channelId: string }
  /** Whether what the customer has keyed is a number; answered by `number-checked`. */
  | { type: 'check-number' }
  /**
   * Who of the shop can be called; answered by `colleague-found` or `colleague-refused`.
   * `asker`: the channel of the phone whose Transfer key asks; absent if keys of the conversation do
   * `second`: the channel of that phone's second call, with the colleague; absent for none
   */
  | { type: 'find-colleague'; kind: TransferKind; to: ColleagueTarget; asker?: string; second?: string }
  /** Whether the phone's Transfer key succeeds. */
  | { type: 'answer-transfer'; channelId: string; accepted: boolean }
  /** Makes the call's order this manager's; answered by `order-handed`. */
  | { type: 'hand-order'; to: Manager }
  /** Stores what the customer of an automatic call has answered; answered by `answers-kept`. */
  | { type: 'keep-answers' }
  /** Makes it the customer's; answered by `number-saved`. */
  | { type: 'save-number' }
  | {
      type: 'say';
      channelId: string;
      playbackId: string;
      what: readonly Spoken[];
      language: Language;
    }
  /** Stops the announcement. */
  | { type: 'hush'; playbackId: string }
  | { type: 'hang-up'; channelId: string; cause: number }
  /** Replaces the call's one timer. */
  | { type: 'set-timer'; step: number; seconds: number }
  /** The call has ended: its record. Exactly once, as the last effect. */
  | { type: 'record'; record: CallRecord };
