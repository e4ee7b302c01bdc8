import type { Announcement } from '../model/announcement';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/** The PBX as the calls see it. Every promise settles by a deadline, never hangs. */
export interface Pbx {
  /** Whether there is a connection: without it nothing can be asked. */
  readonly up: boolean;
  /**
   * What `work` asks for before it returns goes out together, and is done in the order in which it was asked for:
   * cheaper, and for what belongs to one call.
   */
  together(work: () => void): void;
  /** Tells the caller's phone that it rings (180), or plays ringing to a phone that has answered. */
  ring(channelId: string): Promise<void>;
  /** @throws when the PBX made no channel: then no event will come for it */
  originateManager(leg: ManagerLeg): Promise<void>;
  /**
   * @throws when the PBX made no channel: then no event will come for it. With the slug `deadline` or `disconnected`
   * where it did not answer: then it may yet make one
   */
  originateCustomer(leg: CustomerLeg): Promise<void>;
  /** Joins two channels: both then hear each other and nothing else. */
  connect(legs: Connection): Promise<void>;
  /** A bridge that is gone already is no error. */
  destroyBridge(bridgeId: string): Promise<void>;
  /** Speaks to one channel, as early media where it has not answered; ends with a `played` event. */
  play(announcement: Playback): Promise<void>;
  /** Breaks an announcement off: whatever else the channel is asked for waits for its end. */
  hush(playbackId: string): Promise<void>;
  /**
   * A channel that is gone already is no error.
   * @param cause ITU-T Q.850; before the answer it decides the SIP status that the phone receives
   */
  hangUp(channelId: string, cause: number): Promise<void>;
  /** What there is now, for those who may have missed events. */
  survey(): Promise<Survey>;
  /** How legs ended that nobody told of; those of which nothing is known are left out. Never throws. */
  endings(channelIds: readonly string[]): Promise<ReadonlyMap<string, LegEnding>>;
  /** A phone's own channel that an earlier process was given: its events are wanted again. */
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

export interface Connection {
  bridgeId: string;
  /** Channel ids. */
  manager: string;
  customer: string;
  /** The manager's phone is still ringing back: answer it first. */
  answerManager: boolean;
}

export interface Playback {
  channelId: string;
  playbackId: string;
  announcement: Announcement;
  language: Language;
}

export interface ManagerLeg {
  channelId: string;
  extension: string;
  /** What the phone shows: the customer's name, and what its redial key dials. */
  display: { name: string; number: string };
  ringSeconds: number;
  autoAnswer: boolean;
}

export interface CustomerLeg {
  channelId: string;
  number: Masked;
  trunk: string;
  /** The company's DID, E.164 without the plus. */
  callerId: string;
  ringSeconds: number;
}

export type PbxEvent =
  | { type: 'short-code'; channelId: string; extension: string; dialled: string; at: Micros }
  | { type: 'ringing'; channelId: string; at: Micros }
  | { type: 'answered'; channelId: string; at: Micros }
  | { type: 'ended'; channelId: string; cause: number; sipCode: number | null; at: Micros }
  /** The PBX is being stopped, and lets go of this channel first. */
  | { type: 'shut-down'; channelId: string; at: Micros }
  | { type: 'digit'; channelId: string; digit: string; at: Micros }
  | { type: 'played'; playbackId: string; at: Micros }
  | { type: 'connected'; at: Micros }
  | { type: 'disconnected'; at: Micros };
