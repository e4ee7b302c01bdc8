import type { Announcement } from './announcement';
import type { CallRecord } from './call-record';
import type { Ender } from './ender';
import type { Micros } from '#kernel/micros';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Manager } from '#people/model/manager';
import type { SipSpeaker } from './disposition';
import type { AuthorisedOrder } from './order-of-call';
import type { Refusal } from './refusal';

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
  /** The phone's devices, as `make` takes them; empty if they could not be listed. */
  | { type: 'devices-found'; devices: readonly string[] }
  | LegNews
  | { type: 'bridged' }
  | { type: 'bridge-failed' }
  /** Heard to its end. */
  | { type: 'announced'; playbackId: string }
  /** The PBX did not play it. */
  | { type: 'announce-failed'; playbackId: string }
  /** By REST or CLI, or by Star7 itself where it stops. */
  | { type: 'hang-up-requested'; by: Extract<Ender, 'manager' | 'request' | 'system'> }
  | { type: 'timeout'; step: number }
);

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

/**
 * What a call requests. The driver carries it out, and the result returns as an event. Effects name channels; only the
 * call knows which party a channel belongs to.
 */
export type CallEffect =
  | { type: 'authorise' }
  /** Lists the devices that are registered as this phone; answered by `devices-found`. */
  | { type: 'find-devices'; phone: string }
  /** Lets a waiting leg hear ringing: signalled before its answer, played after it. */
  | { type: 'ring'; channelId: string }
  | { type: 'make'; channelId: string; to: LegTarget; display: Display; ringSeconds: number }
  /** Joins these legs. The first one has been waiting; `answerFirst` if it has not been answered yet. */
  | { type: 'join'; bridgeId: string; channelIds: readonly string[]; answerFirst: boolean }
  /** Ends what `join` made. */
  | { type: 'part'; bridgeId: string }
  | {
      type: 'say';
      channelId: string;
      playbackId: string;
      announcement: Announcement;
      language: Language;
    }
  /** Stops the announcement. */
  | { type: 'hush'; playbackId: string }
  | { type: 'hang-up'; channelId: string; cause: number }
  /** Replaces the call's one timer. */
  | { type: 'set-timer'; step: number; seconds: number }
  /** The call has ended: its record. Exactly once, as the last effect. */
  | { type: 'record'; record: CallRecord };
