import type { Spread } from './call-times';
import type { Variant } from './variant';

/** One variant at one rate, over all repetitions. */
export interface RateResult {
  variant: Variant;
  /** Calls a second. */
  rate: number;
  calls: number;
  /** Calls that did not complete. */
  lost: number;
  /** Answered calls without a record; null where the variant writes none. */
  recordsLost: number | null;
  /** Milliseconds. Null where no call reached this point. */
  inviteToInvite: Spread | null;
  inviteToAnswer: Spread | null;
  answerToAnswer: Spread | null;
  /** CPU of each process, milliseconds per call. */
  asteriskCpu: number;
  controllerCpu: number;
  databaseCpu: number;
  /** Share of the machine's CPU that other work used meanwhile. */
  noise: number;
}

export interface SimultaneousResult {
  variant: Variant;
  /**
   * The most simultaneous calls with audio both ways and without packet loss; 0 where the first step lost
   * packets.
   */
  calls: number;
  /** True where no step lost a packet: the real limit is higher. */
  unlimited: boolean;
}

export interface MemoryResult {
  calls: number;
  /** Resident bytes: the median over the first quarter of these calls and over the last quarter. */
  before: number;
  after: number;
  /** The maximum of any second. */
  most: number;
  /**
   * Bytes of the heap in use after a full collection, before and after these calls; null where not requested.
   */
  live: { before: number; after: number } | null;
}

export interface LookUpResult {
  orders: number;
  milliseconds: Spread;
}

/** What a conversation costs whose customer's leg speaks a codec, while the phone's speaks G.711. */
export interface CodecResult {
  codec: 'G.711' | 'Opus';
  /** At once. */
  calls: number;
  /** Asterisk's CPU, milliseconds for a second of one conversation. */
  asteriskCpu: number;
  lost: number;
  noise: number;
}

export interface BenchResults {
  startedAt: string;
  seconds: number;
  machine: { cores: number; model: string; loadBefore: number; loadAfter: number };
  node: string;
  asterisk: string;
  repeats: number;
  rates: RateResult[];
  simultaneous: SimultaneousResult[];
  lookUps: LookUpResult[];
  memory: MemoryResult | null;
  codecs: CodecResult[];
}
