import type { Announcement } from './announcement';
import type { CallRecord, Ender, Role } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Language } from '#kernel/language';
import type { Manager } from '#people/model/manager';
import type { AuthorisedOrder } from './order-of-call';
import type { Refusal } from './refusal';

/** What can happen to a call: at the phones, in the database, by the clock, or by request. */
export type CallEvent = { at: Micros } & (
  | {
      type: 'authorised';
      manager: Manager | null;
      order: AuthorisedOrder | null;
      /** A limit that forbids the call, whatever the order; absent or null where none does. */
      refusal?: Refusal | null;
    }
  | { type: 'authorise-failed' }
  | { type: 'leg-ringing'; role: Role; channelId: string }
  | { type: 'leg-answered'; role: Role; channelId: string }
  | {
      type: 'leg-ended';
      role: Role;
      channelId: string;
      cause: number;
      sipCode: number | null;
      /** It is known to have answered, where no event may have told of that. */
      answered?: boolean;
    }
  /** The PBX has lost its memory of this leg, and how it ended: it was restarted, or its events were missed. */
  | { type: 'leg-lost'; role: Role; channelId: string }
  /**
   * The PBX refused to make the channel: no other event will come for it. Where it is `uncertain` it did not answer, and
   * may yet make it.
   */
  | { type: 'leg-failed'; role: Role; channelId: string; uncertain?: boolean }
  | { type: 'bridged' }
  | { type: 'bridge-failed' }
  /** Heard to its end. */
  | { type: 'announced'; playbackId: string }
  /** The PBX did not play it. */
  | { type: 'announce-failed'; playbackId: string }
  | { type: 'digit'; role: Role; channelId: string; digit: string }
  /** By REST or CLI, or by Star7 itself where it stops. */
  | { type: 'hang-up-requested'; by: Extract<Ender, 'manager' | 'request' | 'system'> }
  | { type: 'timeout'; step: number }
);

/** What a call wants done. The driver does it; what comes of it returns as an event. */
export type CallEffect =
  | { type: 'authorise' }
  | { type: 'ring-manager'; channelId: string }
  | {
      type: 'originate-manager';
      channelId: string;
      extension: string;
      display: { name: string; number: string };
      ringSeconds: number;
      autoAnswer: boolean;
    }
  | {
      type: 'originate-customer';
      channelId: string;
      order: AuthorisedOrder;
      trunk: string;
      callerId: string;
      ringSeconds: number;
    }
  /** Answers the manager's phone where it has not answered yet, then joins the two legs. */
  | { type: 'connect'; bridgeId: string; manager: string; customer: string; answerManager: boolean }
  | {
      type: 'announce';
      channelId: string;
      playbackId: string;
      announcement: Announcement;
      language: Language;
    }
  /** Breaks off what the manager is being told. */
  | { type: 'hush'; playbackId: string }
  | { type: 'hang-up'; channelId: string; cause: number }
  | { type: 'destroy-bridge'; bridgeId: string }
  /** Replaces the call's one timer. */
  | { type: 'set-timer'; step: number; seconds: number }
  /** The call is over: this is its record. Comes exactly once, last. */
  | { type: 'record'; record: CallRecord };
