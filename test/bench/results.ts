import type { Spread } from './call-times';
import type { Variant } from './variant';

/** One variant at one rate, over all repetitions. */
export interface RateResult {
  variant: Variant;
  /** Calls a second. */
  rate: number;
  calls: number;
  /** Calls that did not go through to their end. */
  lost: number;
  /** Answered calls without a record; null where nobody writes one. */
  recordsLost: number | null;
  /** Milliseconds. Null where no call got so far. */
  inviteToInvite: Spread | null;
  inviteToAnswer: Spread | null;
  answerToAnswer: Spread | null;
  /** CPU of each process, milliseconds a call. */
  asteriskCpu: number;
  controllerCpu: number;
  databaseCpu: number;
  /** Share of the machine's CPU that went to other work meanwhile. */
  noise: number;
}

export interface SimultaneousResult {
  variant: Variant;
  /** Most calls up at once, with sound both ways and no packet lost; 0 where the first step lost some. */
  calls: number;
  /** True where no step lost a packet: the real limit lies higher. */
  unlimited: boolean;
}

export interface MemoryResult {
  calls: number;
  /** Resident bytes, the median over the first quarter of these calls and over their last. */
  before: number;
  after: number;
  /** The most at any second. */
  most: number;
  /** Bytes of the heap in use after a full collection, before these calls and after; null where it was not asked for. */
  live: { before: number; after: number } | null;
}

export interface LookUpResult {
  orders: number;
  milliseconds: Spread;
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
}
