import type { Spoken } from '../model/announcement';
import type { Display, JoiningLeg, LegTarget } from '../model/call-event';
import type { SipSpeaker } from '../model/disposition';
import type { LineTotals } from '../model/line-quality';
import type { Language } from '#kernel/language';
import type { AskingDevice } from '#people/model/reach';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/**
 * The PBX as the calls see it: channels, bridges and playbacks, all by ids that Star7 chooses. It knows nothing of
 * managers and customers. Every promise settles within a deadline.
 *
 * Written for Asterisk's ARI, and meant to fit FreeSWITCH's event socket (ESL) too; where the ESL equivalent is not
 * obvious, it is named at the method.
 */
export interface Pbx {
  /** Whether there is a connection: without one no request succeeds. */
  readonly up: boolean;
  /**
   * Sends the requests that `work` makes before it returns together; they are carried out in that order. An optimisation
   * for the requests of one call: where the order is kept anyway, as over ESL, it is enough to run `work`.
   */
  together(work: () => void): void;
  /**
   * Plays ringing to a channel: signals it (180) before the answer, plays it after.
   * ESL: `uuid_ring_ready` before the answer, `uuid_displace` or `gentones` after.
   */
  ring(channelId: string): Promise<void>;
  /**
   * The devices that ring for a phone of the shop and can be reached, each as {@link LegTarget} takes it. Empty if
   * there are none. Never throws. ESL: `sofia_contact`, which returns the dial strings of all registrations.
   * @param asking rings alone, if it is there
   */
  devices(phone: string, asking?: AskingDevice): Promise<readonly string[]>;
  /**
   * Makes a channel; its answer is reported as an `answered` event. ESL: `originate` with `origination_uuid`, `&park`.
   * @throws if the PBX made no channel: no event of it follows. With the slug `deadline` or `disconnected` if the PBX did
   * not reply: it may still make one
   */
  make(leg: LegRequest, to: LegTarget): Promise<void>;
  /**
   * Dials digits to a channel that has answered (RFC 4733, or as its endpoint has it): the other side hears them, nobody else.
   * ESL: `uuid_send_dtmf`.
   * @param digits digits, `*`, `#`, and `p` for a pause of two seconds
   * @returns in how many seconds it is done
   */
  sendDigits(channelId: string, digits: Masked): Promise<number>;
  /** Accepts the call of a channel that arrived. ESL: `uuid_answer`. */
  answer(channelId: string): Promise<void>;
  /**
   * Plays music on hold to a channel once what is being said to it has ended, until it is joined.
   * ESL: `uuid_broadcast` of `local_stream://moh`.
   */
  playMusic(channelId: string): Promise<void>;
  /**
   * Joins channels: they then hear each other and nothing else. If the bridge already exists, adds the missing ones.
   * ESL: FreeSWITCH has no bridge without channels, so the id is ours alone, kept as a variable of the channels. Two are
   * joined by `uuid_bridge`, more by a conference of that name.
   */
  join(joining: Joining): Promise<void>;
  /**
   * Removes a bridge. A bridge that no longer exists is no error. ESL: nothing to do once a channel of it has hung up, and
   * `uuid_park` for each that stays.
   * @param stay channels that are not about to be hung up, and count as alone from now on
   */
  part(bridgeId: string, stay?: readonly string[]): Promise<void>;
  /**
   * Answers a `transfer-asked`: the phone is notified whether its call goes where it asked for. What then happens to the
   * channel is asked for separately. ESL: `uuid_phone_event` has no such answer; the REFER is accepted by `sofia` itself.
   */
  answerTransfer(channelId: string, accepted: boolean): Promise<void>;
  /**
   * Makes a channel that hears what a channel says and hears; reported as `answered` once it can be joined. It ends with that
   * channel. ESL: `eavesdrop`.
   * @param whispers whether the channel, and nobody else, hears what is said to the new one
   */
  snoop(snooping: { channelId: string; snoopId: string; whispers: boolean }): Promise<void>;
  /** Plays an announcement to all channels of a bridge. ESL: `conference play`. */
  sayToAll(saying: Omit<Saying, 'channelId'> & { bridgeId: string }): Promise<void>;
  /** Plays an announcement, as early media before the answer; ends with a `played` event. ESL: `uuid_broadcast`. */
  say(announcement: Saying): Promise<void>;
  /** Stops an announcement: while it plays, other requests for the channel have to wait. ESL: `uuid_break`. */
  hush(playbackId: string): Promise<void>;
  /**
   * Reports from now on when somebody at the channel talks, and listens for a beep. What the channel hears is not changed or
   * delayed. ESL: `vad` and `spandsp_start_tone_detect`.
   */
  watchTalk(channelId: string): Promise<void>;
  /** Ends {@link watchTalk}. ESL: likewise, with `stop`. */
  unwatchTalk(channelId: string): Promise<void>;
  /** Whether a beep came from the channel since {@link watchTalk}; false if that is not known. Never throws. */
  hasBeeped(channelId: string): Promise<boolean>;
  /**
   * What was counted of a channel's packets since it began; null where nothing was, or it cannot be asked. Never throws.
   * ESL: `uuid_dump`, whose variables `rtp_audio_in_*` and `rtp_audio_rtcp_*` have it.
   */
  lineOf(channelId: string): Promise<LineTotals | null>;
  /**
   * A channel that no longer exists is no error. ESL: `uuid_kill` with a cause.
   * @param cause ITU-T Q.850; before the answer it decides the SIP status that the phone receives
   */
  hangUp(channelId: string, cause: number): Promise<void>;
  /** The present state, for use after events may have been missed. ESL: `show channels as json` with our variables. */
  survey(): Promise<Survey>;
  /**
   * How legs ended whose end was not reported; unknown ones are left out. Never throws. ESL: from the CDRs that FreeSWITCH
   * writes.
   */
  endings(channelIds: readonly string[]): Promise<ReadonlyMap<string, LegEnding>>;
  /**
   * Reports the events of a channel again that arrived for an earlier process. ESL: `filter` by its unique id.
   */
  adopt(channelId: string): void;
  /** Events of all channels, in the order in which the PBX sent them. One listener. */
  onEvent(listener: (event: PbxEvent) => void): void;
}

/** A snapshot of the whole PBX. */
export interface Survey {
  /** All channels by id, including those of other programs. */
  channels: ReadonlyMap<string, { answered: boolean }>;
  /** Ids of the channels in each of Star7's bridges. */
  bridges: ReadonlyMap<string, ReadonlySet<string>>;
  /** Which of the channels are Star7's: legs that it made, and phones that were handed to it. */
  own: ReadonlySet<string>;
}

/** The PBX's own record of a leg's end. */
export interface LegEnding {
  at: Micros;
  /** ITU-T Q.850. */
  cause: number;
  /** Whether it had answered; false if that was not recorded. */
  answered: boolean;
}

export interface LegRequest {
  channelId: string;
  /** What the called phone shows: to a phone of the shop customer and order, to a number the company's DID. */
  display: Display;
  ringSeconds: number;
}

export interface Joining {
  bridgeId: string;
  legs: readonly JoiningLeg[];
}

export interface Saying {
  channelId: string;
  playbackId: string;
  /** One after another. */
  what: readonly Spoken[];
  language: Language;
}

/** The dialplan's entry through which a channel came to Star7: each kind of call that starts this way has its own. */
export type Entry = 'short-code' | 'inbound';

/** Of a channel that is watched: see {@link Pbx.watchTalk}. */
export type TalkEvent =
  | { type: 'talk-began'; channelId: string; at: Micros }
  /** Reported once the channel was silent for `silence`; `talk` is how long it had talked, without it. */
  | { type: 'talk-ended'; channelId: string; talk: Micros; silence: Micros; at: Micros };

export type PbxEvent =
  | TalkEvent
  /** The dialplan handed over a channel that Star7 did not make; the channel waits. */
  | {
      type: 'arrived';
      channelId: string;
      entry: Entry;
      /** The extension of the phone that authenticated, or the trunk. Null if there is none. */
      endpoint: string | null;
      /** The phone is one in a page. Absent: it is not. */
      inPage?: boolean;
      /** The caller's number as the carrier gave it, masked at the source; null if withheld, and for phones of the shop. */
      caller: Masked | null;
      /** What was dialled, decoded: after the short code, or the company's number. */
      dialled: string;
      at: Micros;
    }
  | { type: 'ringing'; channelId: string; at: Micros }
  | { type: 'answered'; channelId: string; at: Micros }
  | {
      type: 'ended';
      channelId: string;
      /** ITU-T Q.850. */
      cause: number;
      sipCode: number | null;
      /** Who gave the SIP code. */
      saidBy: SipSpeaker;
      at: Micros;
    }
  /** The PBX is shutting down and ends this channel first. */
  | { type: 'shut-down'; channelId: string; at: Micros }
  | { type: 'digit'; channelId: string; digit: string; at: Micros }
  /**
   * A phone asks by REFER for its call to go to `to`: what was dialled, or whom its own call `second` is with, which is to take
   * the place of this one. Null if that is no phone of the shop. Unanswered so far.
   */
  | { type: 'transfer-asked'; channelId: string; to: string | null; second?: string; at: Micros }
  | { type: 'played'; playbackId: string; at: Micros }
  | { type: 'connected'; at: Micros }
  | { type: 'disconnected'; at: Micros };
