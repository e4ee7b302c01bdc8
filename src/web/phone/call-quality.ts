import { qualityFaults } from '#calls/model/line-quality';
import type { OneWay, PageReport, QualityFault } from '#calls/model/line-quality';
import { mosOf, ratingOf } from '#calls/model/speech-quality';
import type { LineMeasure } from '#calls/model/speech-quality';

export interface CallQuality {
  /** Of the worse direction over the last seconds; null in the first ones. */
  mos: number | null;
  /** The first that holds, in the order of {@link qualityFaults}. */
  fault: QualityFault | null;
}

/** Totals since the call began, as RTCPeerConnection.getStats gives them (W3C webrtc-stats). */
export interface CallTotals {
  /** In lower case, as in {@link LineMeasure}. */
  codec: string;
  /** What comes to this page; null before the first packet. */
  heard: {
    packets: number;
    lost: number;
    /** Came too late. */
    discarded: number;
    jitterMs: number;
    /** Seconds that sound waited in the buffer, summed over so many samples. */
    bufferSeconds: number;
    bufferSamples: number;
    /** Seconds that the buffer would hold, so as to play nearly every packet, summed as these; 0 where the browser does not say. */
    targetSeconds: number;
    samples: number;
    /** Made up, without those that were silence anyway. */
    concealed: number;
  } | null;
  /** What the PBX's last report says of this page's sound since the one before (RFC 3550, section 6.4); null before it. */
  said: {
    lossPercent: number;
    jitterMs: number;
    roundTripMs: number | null;
    /** Since that report came. */
    ageMs: number;
    /** When it came, milliseconds: one report may be looked at several times. */
    reportedAt: number;
  } | null;
  /** Of the microphone, 0 to 1. */
  level: number;
  /** Here, by the manager. */
  muted: boolean;
  /** The machine gives silence in the place of the microphone. */
  cut: boolean;
}

/** One second of a call. */
interface Second {
  heard: LineMeasure | null;
  said: LineMeasure | null;
  /** Whether `said` is of a report that was not looked at before. */
  isReported: boolean;
  /** Per cent of what is played that is made up. */
  concealedPercent: number;
  /** Of what the customer's side sent. */
  packets: number;
  /** Of these, what never came, and what came too late. */
  lost: number;
  late: number;
  /** What the browser's buffer makes ready for; null where it does not say. */
  targetMs: number | null;
}

/** Seconds that the score is of: one lost packet of fifty is 2 % of a second. */
const scoredSeconds = 10;
/** Three bad ones of the last five are a fault; at most one of them ends it. */
const judgedSeconds = 5;
const badSeconds = 3;
/**
 * Two that lose packets are one where none of so many before did: a line that loses a packet now and then has a history of it, and two
 * are chance; on a clean line they are a change.
 */
const cleanSeconds = 20;
const lossyAfterClean = 2;
const limits = { roundTripMs: 400, jitterMs: 30, mos: 3, lossPercent: 1, concealedPercent: 8 };
/**
 * Chromium's jitter leaves out packets that come out of sequence, and in a queue that keeps the sequence packets of 20 ms can have 40 ms
 * at most (RFC 3550, section 6.4.1: what they fall behind they catch up by 20 ms a packet). So it is also too much where it is at
 * least this, and the buffer makes ready for peaks. The buffer alone would not do: it remembers for minutes.
 */
const peaks = { targetMs: 100, jitterMs: 20 };
/**
 * Asterisk reports the jitter of successive packets that come in sequence (res_rtp_asterisk): of 50 ms on several paths 36, of 50 ms in a
 * queue 24, and 15 of 20 ms. It needs two to four seconds to get there, more than a warning may take. So where it was `calm` before, two
 * reports that `rise` are a fault if one of them is half way; 20 ms alone do not get there.
 */
const saidJitter = { limitMs: 22, calmMs: 10, riseMs: 12, halfWayMs: 20 };
/** Reports without it that make a line calm; a new call has few, and where they come every five seconds there are never as many. */
const leastCalm = 5;
/** A voice is far above it, and a microphone that is switched off at its cable below. */
const leastLevel = 0.003;
/** Seconds, not muted, after which a microphone that was never heard is taken to be dead. */
const silentSeconds = 10;

/** Between two looks. */
const lookMs = 1000;
/** A report that is younger than this when looked at waits for nothing. */
const freshMs = 100;
/** The most that a look comes sooner than a second after the one before. */
const mostSoonerMs = 250;

/**
 * Milliseconds until the next look. The PBX's reports come once a second, too: looks move to just after them, so that what they say does
 * not wait for most of a second.
 */
export function nextLookMs(said: CallTotals['said']): number {
  const { ageMs } = said ?? { ageMs: 0 };
  if (ageMs >= lookMs) return lookMs;
  return lookMs - Math.min(mostSoonerMs, Math.max(0, ageMs - freshMs));
}

/** Judges a call by what its connection counts, once a second. */
export class QualityWatch {
  readonly #seconds: Second[] = [];
  /** Of the last seconds, whether packets were lost. What only came late may be a busy computer's doing. */
  readonly #losses: boolean[] = [];
  /** Of the same seconds, jitter that the PBX reported, milliseconds; null where no report came. */
  readonly #saidJitters: (number | null)[] = [];
  readonly #holds = new Set<QualityFault>();
  #last: CallTotals | null = null;
  #wasHeard = false;
  #silent = 0;

  take(totals: CallTotals): CallQuality {
    const last = this.#last;
    this.#last = totals;
    if (last !== null) this.#note(secondBetween(last, totals));
    this.#listen(totals);
    const mos = this.#score();
    return { mos, fault: qualityFaults.find((fault) => this.#holds.has(fault)) ?? null };
  }

  /** Of the last seconds, for the call's record. @returns null before the first */
  get report(): Omit<PageReport, 'fault'> | null {
    const seconds = this.#seconds.slice(-judgedSeconds);
    const heard = meanOf(seconds.flatMap((second) => second.heard ?? []));
    const said = meanOf(seconds.flatMap((second) => second.said ?? []));
    const either = heard ?? said;
    if (either === null) return null;
    return {
      from: said === null ? null : wayOf(said),
      to: heard === null ? null : { ...wayOf(heard), bufferMs: heard.bufferMs },
      roundTripMs: said?.roundTripMs ?? null,
      codec: either.codec,
    };
  }

  #note(second: Second): void {
    this.#seconds.push(second);
    if (this.#seconds.length > scoredSeconds) this.#seconds.shift();
    this.#losses.push(second.lost > 0 || isLossy(second.said));
    this.#saidJitters.push(second.isReported ? (second.said?.jitterMs ?? null) : null);
    for (const kept of [this.#losses, this.#saidJitters])
      if (kept.length > cleanSeconds + judgedSeconds) kept.shift();
    this.#judge('network', isBadNetwork, () => this.#isNetworkBad());
    const isBadComputer = (each: Second): boolean =>
      !isBadNetwork(each) && each.concealedPercent > limits.concealedPercent;
    this.#judge('computer', isBadComputer, (bad) => bad >= badSeconds);
  }

  #judge(fault: QualityFault, isBad: (second: Second) => boolean, isFault: (bad: number) => boolean): void {
    const bad = this.#seconds.slice(-judgedSeconds).filter(isBad).length;
    if (isFault(bad)) this.#holds.add(fault);
    else if (bad <= 1) this.#holds.delete(fault);
  }

  #isNetworkBad(): boolean {
    const before = this.#losses.slice(0, -judgedSeconds);
    const lossy = this.#losses.slice(-judgedSeconds).filter(Boolean);
    if (before.length === cleanSeconds && !before.includes(true) && lossy.length >= lossyAfterClean)
      return true;
    if (this.#rises) return true;
    const judged = this.#seconds.slice(-judgedSeconds).filter(isBadNetwork);
    // One packet is 2 % of a second: single ones are a fault where they are as much of the ten seconds that the score is of.
    return judged.length >= badSeconds && (this.#lossPercent >= limits.lossPercent || judged.some(isDelayed));
  }

  /** Whether jitter of what is said begins on a line that was calm. */
  get #rises(): boolean {
    const reported = (jitters: readonly (number | null)[]): number[] =>
      jitters.filter((jitterMs) => jitterMs !== null);
    const before = reported(this.#saidJitters.slice(0, -judgedSeconds));
    const judged = reported(this.#saidJitters.slice(-judgedSeconds));
    return (
      before.length >= leastCalm &&
      Math.max(...before) <= saidJitter.calmMs &&
      Math.max(...judged) >= saidJitter.halfWayMs &&
      judged.filter((jitterMs) => jitterMs >= saidJitter.riseMs).length >= 2
    );
  }

  /** Of all seconds that are scored, of the worse direction. */
  get #lossPercent(): number {
    const sum = (of: (second: Second) => number): number =>
      this.#seconds.reduce((total, second) => total + of(second), 0);
    const said = meanOf(this.#seconds.flatMap((second) => second.said ?? []));
    return Math.max(
      percent(
        sum(({ lost, late }) => lost + late),
        sum(({ packets }) => packets),
      ),
      said?.lossPercent ?? 0,
    );
  }

  #listen({ level, muted, cut }: CallTotals): void {
    this.#wasHeard ||= level >= leastLevel;
    if (!muted) this.#silent += 1;
    const isDead = cut || (!this.#wasHeard && this.#silent >= silentSeconds);
    if (isDead && !muted) this.#holds.add('microphone');
    else this.#holds.delete('microphone');
  }

  #score(): number | null {
    const scores = (['heard', 'said'] as const).flatMap((side) => {
      const measure = meanOf(this.#seconds.flatMap((second) => second[side] ?? []));
      return measure === null ? [] : [mosOf(ratingOf(measure))];
    });
    return scores.length === 0 ? null : Math.min(...scores);
  }
}

function secondBetween(last: CallTotals, now: CallTotals): Second {
  const { heard, said, codec } = now;
  const before = last.heard;
  const second: Second = {
    heard: null,
    said: said === null ? null : measureOf(said, codec),
    isReported: said !== null && said.reportedAt !== last.said?.reportedAt,
    concealedPercent: 0,
    packets: 0,
    lost: 0,
    late: 0,
    targetMs: null,
  };
  if (heard === null || before === null) return second;
  const lost = Math.max(0, heard.lost - before.lost);
  const packets = heard.packets - before.packets;
  // Nothing was sent, or nothing arrives, which the path says: it tells of neither the line nor the computer.
  if (packets <= 0) return second;
  const late = heard.discarded - before.discarded;
  const waited = heard.bufferSamples - before.bufferSamples;
  second.heard = {
    codec,
    lossPercent: percent(lost + late, packets + lost),
    jitterMs: heard.jitterMs,
    roundTripMs: said?.roundTripMs ?? null,
    bufferMs: waited > 0 ? ((heard.bufferSeconds - before.bufferSeconds) / waited) * 1000 : null,
  };
  Object.assign(second, { packets: packets + lost, lost, late });
  const target = heard.targetSeconds - before.targetSeconds;
  if (waited > 0 && target > 0) second.targetMs = (target / waited) * 1000;
  second.concealedPercent = percent(heard.concealed - before.concealed, heard.samples - before.samples);
  return second;
}

function measureOf(
  { lossPercent, jitterMs, roundTripMs }: NonNullable<CallTotals['said']>,
  codec: string,
): LineMeasure {
  return { codec, lossPercent, jitterMs, roundTripMs, bufferMs: null };
}

function isBadNetwork(second: Second): boolean {
  const { heard, said } = second;
  return isDelayed(second) || isLossy(heard) || isLossy(said);
}

function isLossy(measure: LineMeasure | null): boolean {
  return (measure?.lossPercent ?? 0) > limits.lossPercent;
}

function isDelayed({ heard, said, isReported, targetMs }: Second): boolean {
  if (heard !== null && (targetMs ?? 0) > peaks.targetMs && heard.jitterMs >= peaks.jitterMs) return true;
  if (isReported && (said?.jitterMs ?? 0) > saidJitter.limitMs) return true;
  return [heard, said].some(
    (measure) =>
      measure !== null &&
      (measure.jitterMs > limits.jitterMs ||
        (measure.roundTripMs ?? 0) > limits.roundTripMs ||
        mosOf(ratingOf(measure)) < limits.mos),
  );
}

function meanOf(measures: readonly LineMeasure[]): LineMeasure | null {
  const last = measures.at(-1);
  if (last === undefined) return null;
  const mean = (of: (measure: LineMeasure) => number): number =>
    measures.reduce((sum, measure) => sum + of(measure), 0) / measures.length;
  return {
    codec: last.codec,
    lossPercent: mean(({ lossPercent }) => lossPercent),
    jitterMs: mean(({ jitterMs }) => jitterMs),
    roundTripMs: last.roundTripMs,
    bufferMs: last.bufferMs === null ? null : mean(({ bufferMs }) => bufferMs ?? 0),
  };
}

function wayOf({ lossPercent, jitterMs }: LineMeasure): OneWay {
  return { lossPercent, jitterMs };
}

function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, Math.max(0, (part / whole) * 100));
}
