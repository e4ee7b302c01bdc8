import type { Announcement } from '../model/announcement';
import type { Display, LegTarget } from '../model/call-event';
import type { SipSpeaker } from '../model/disposition';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/**
 * The PBX as the calls see it: channels, bridges and playbacks, all by ids that Star7 chooses. It knows nothing of
 * managers and customers. Every promise settles by a deadline, never hangs.
 *
 * Written for Asterisk's ARI, and meant to fit FreeSWITCH's event socket (ESL) too; what that would do stands at each
 * method where it is not obvious.
 */
export interface Pbx {
  /** Whether there is a connection: without it nothing can be asked. */
  readonly up: boolean;
  /**
   * What `work` asks for before it returns goes out together, and is done in the order in which it was asked for. An
   * optimisation for what belongs to one call: a PBX that keeps that order anyway may just run `work`, as over ESL.
   */
  together(work: () => void): void;
  /**
   * Lets a channel hear ringing: signals it (180) before the answer, plays it after.
   * ESL: `uuid_ring_ready` before the answer, `uuid_displace` or `gentones` after.
   */
  ring(channelId: string): Promise<void>;
  /**
   * Makes a channel, which answers with an `answered` event. ESL: `originate` with `origination_uuid`, `&park`.
   * @throws when the PBX made no channel: then no event will come for it. With the slug `deadline` or `disconnected`
   * where it did not answer: then it may yet make one
   */
  make(leg: LegRequest, to: LegTarget): Promise<void>;
  /**
   * Joins channels: all of them then hear each other and nothing else. Asked again for a bridge that is there, it joins
   * those that are missing.
   * ESL: FreeSWITCH has no bridge without channels, so the id is ours alone, kept as a variable of the channels. Two are
   * joined by `uuid_bridge`, more by a conference of that name.
   */
  join(joining: Joining): Promise<void>;
  /** Ends a bridge. One that is gone already is no error. ESL: nothing to do once a channel of it has hung up. */
  part(bridgeId: string): Promise<void>;
  /** Speaks to one channel, as early media where it has not answered; ends with a `played` event. ESL: `uuid_broadcast`. */
  say(announcement: Saying): Promise<void>;
  /** Breaks an announcement off: the channel does nothing else that it is asked until it ends. ESL: `uuid_break`. */
  hush(playbackId: string): Promise<void>;
  /**
   * A channel that is gone already is no error. ESL: `uuid_kill` with a cause.
   * @param cause ITU-T Q.850; before the answer it decides the SIP status that the phone receives
   */
  hangUp(channelId: string, cause: number): Promise<void>;
  /** What there is now, for those who may have missed events. ESL: `show channels as json` with our variables. */
  survey(): Promise<Survey>;
  /**
   * How legs ended whose end nobody reported; those of which nothing is known are left out. Never throws. ESL: from the
   * CDRs that FreeSWITCH writes.
   */
  endings(channelIds: readonly string[]): Promise<ReadonlyMap<string, LegEnding>>;
  /**
   * From now on events of this channel are reported again: one that arrived for an earlier process. ESL: `filter` by its
   * unique id.
   */
  adopt(channelId: string): void;
  /** Events of all channels, in the order in which the PBX sent them. One listener. */
  onEvent(listener: (event: PbxEvent) => void): void;
}

/** A look at the whole PBX. */
export interface Survey {
  /** All channels by id, other programs' too. */
  channels: ReadonlyMap<string, { answered: boolean }>;
  /** Ids of the channels in each of Star7's bridges. */
  bridges: ReadonlyMap<string, ReadonlySet<string>>;
  /** Which of the channels are Star7's: legs that it made, and phones that were given to it. */
  own: ReadonlySet<string>;
}

/** What the PBX wrote down about a leg's end. */
export interface LegEnding {
  at: Micros;
  /** ITU-T Q.850. */
  cause: number;
  /** Whether it had answered; false where the PBX did not write that. */
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
  /** The first has waited for the others, and hears ringing until now. */
  channelIds: readonly string[];
  /** The first one still rings back: answer it first. */
  answerFirst: boolean;
}

export interface Saying {
  channelId: string;
  playbackId: string;
  announcement: Announcement;
  language: Language;
}

/** By which door a channel came to Star7: the dialplan says. Each kind of call that begins so has its own. */
export type Entry = 'short-code';

export type PbxEvent =
  /** A channel that Star7 did not make was handed to it, and waits for what becomes of it. */
  | {
      type: 'arrived';
      channelId: string;
      entry: Entry;
      /** What the phone authenticated as; null where no phone of the shop did. */
      endpoint: string | null;
      /** Who calls, E.164 with the plus, masked before anything else sees it; null where nobody needs to know. */
      caller: Masked | null;
      /** After the entry's own code, decoded. */
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
  /** The PBX is being stopped, and lets go of this channel first. */
  | { type: 'shut-down'; channelId: string; at: Micros }
  | { type: 'digit'; channelId: string; digit: string; at: Micros }
  | { type: 'played'; playbackId: string; at: Micros }
  | { type: 'connected'; at: Micros }
  | { type: 'disconnected'; at: Micros };
