import { mosOf, ratingOf } from './speech-quality';
import type { LineMeasure } from './speech-quality';

/** Who has measured: the PBX, or the manager's page, whose figures are its user's to write. */
export const qualitySources = ['pbx', 'page'] as const;
export type QualitySource = (typeof qualitySources)[number];

/** What spoils a talk, as far as a page can tell. */
export const qualityFaults = ['network', 'microphone', 'computer'] as const;
export type QualityFault = (typeof qualityFaults)[number];

/** What goes one way over a line. */
export interface OneWay {
  /** 0 to 100. */
  lossPercent: number;
  jitterMs: number;
}

/** How a leg sounded: means over all of what was measured. */
export interface LineQuality {
  source: QualitySource;
  /** For how long it was measured, seconds. */
  seconds: number;
  /** From the leg's device to the PBX; null if that is not known. */
  from: OneWay | null;
  /** From the PBX to the leg's device, as that reports it (RTCP); null if it does not. */
  to: OneWay | null;
  /** Null if it is not known. */
  roundTripMs: number | null;
  /** Of the worse direction, by the E-model (speech-quality.ts). */
  mos: number;
  /** The lowest of some five seconds. */
  lowestMos: number;
  /** What the page named last; null of others. */
  fault: QualityFault | null;
}

/** Of one direction since it began. */
interface WayTotals {
  /** Packets that set out, also those that were lost. */
  sent: number;
  lost: number;
  /** At present. */
  jitterMs: number;
}

/** What the PBX has counted of a leg since it began. */
export interface LineTotals {
  from: WayTotals;
  /** Null while the far side has reported nothing. */
  to: WayTotals | null;
  roundTripMs: number | null;
}

/** What a page has measured of its talk over some seconds. */
export interface PageReport {
  /** Of the manager's sound, as the PBX reports it to the page; null before the first report. */
  from: OneWay | null;
  /** Of the sound that comes to the page, and how long its buffer holds it back; null if nothing came. */
  to: (OneWay & { bufferMs: number | null }) | null;
  roundTripMs: number | null;
  codec: string;
  fault: QualityFault | null;
}

/** One stretch of a line. Without anything that arrived there is nothing to judge. */
interface Stretch {
  seconds: number;
  from: (OneWay & { packets: number }) | null;
  to: (OneWay & { packets: number; bufferMs: number | null }) | null;
  roundTripMs: number | null;
  codec: string;
}

/** Adds up how one leg sounds, stretch by stretch, in constant memory. */
export class LineMeter {
  #seconds = 0;
  readonly #from = new WayMean();
  readonly #to = new WayMean();
  #roundTrip = 0;
  #roundTrips = 0;
  #buffer = 0;
  #buffers = 0;
  #lowest = Infinity;
  #latest: number | null = null;
  #fault: QualityFault | null = null;
  #codec = '';
  #last: LineTotals | null = null;

  constructor(private readonly source: QualitySource) {}

  /** @param seconds since the look before, or since the leg was answered */
  takeTotals(totals: LineTotals, seconds: number): void {
    const last = this.#last;
    this.#last = totals;
    this.#take({
      seconds,
      from: wayBetween(last?.from ?? null, totals.from),
      to: totals.to === null ? null : withBuffer(wayBetween(last?.to ?? null, totals.to)),
      roundTripMs: totals.roundTripMs,
      codec: '',
    });
  }

  takeReport({ from, to, roundTripMs, codec, fault }: PageReport, seconds: number): void {
    this.#fault = fault ?? this.#fault;
    // A page tells means: each of its stretches counts alike.
    const packets = 1;
    this.#take({
      ...{ seconds, roundTripMs, codec },
      from: from === null ? null : { ...from, packets },
      to: to === null ? null : { ...to, packets },
    });
  }

  /** Null while nothing has been measured. */
  get quality(): LineQuality | null {
    const { mean: from } = this.#from;
    const { mean: to } = this.#to;
    const roundTripMs = this.#roundTrips === 0 ? null : this.#roundTrip / this.#roundTrips;
    const bufferMs = this.#buffers === 0 ? null : this.#buffer / this.#buffers;
    const mos = mosOfBoth({
      from,
      to: to === null ? null : { ...to, bufferMs },
      roundTripMs,
      codec: this.#codec,
    });
    if (mos === null) return null;
    return {
      source: this.source,
      seconds: Math.round(this.#seconds),
      from,
      to,
      roundTripMs,
      mos,
      lowestMos: Math.min(mos, this.#lowest),
      fault: this.#fault,
    };
  }

  /** Score of the last stretch alone; null before the first. */
  get latestMos(): number | null {
    return this.#latest;
  }

  #take(stretch: Stretch): void {
    const mos = mosOfBoth(stretch);
    if (mos === null) return;
    const { seconds, from, to, roundTripMs, codec } = stretch;
    this.#seconds += seconds;
    this.#codec = codec;
    this.#latest = mos;
    this.#lowest = Math.min(this.#lowest, mos);
    this.#from.add(from);
    this.#to.add(to);
    if (roundTripMs !== null) {
      this.#roundTrip += roundTripMs;
      this.#roundTrips += 1;
    }
    if (to !== null && to.bufferMs !== null) {
      this.#buffer += to.bufferMs;
      this.#buffers += 1;
    }
  }
}

/** The mean of a direction, by packets. */
class WayMean {
  #packets = 0;
  #loss = 0;
  #jitter = 0;

  add(way: (OneWay & { packets: number }) | null): void {
    if (way === null) return;
    this.#packets += way.packets;
    this.#loss += way.lossPercent * way.packets;
    this.#jitter += way.jitterMs * way.packets;
  }

  get mean(): OneWay | null {
    return this.#packets === 0
      ? null
      : { lossPercent: this.#loss / this.#packets, jitterMs: this.#jitter / this.#packets };
  }
}

/** @returns null where nothing was sent meanwhile */
function wayBetween(before: WayTotals | null, now: WayTotals): (OneWay & { packets: number }) | null {
  // Counters begin again where the stream does: after a re-INVITE, say.
  const base = before === null || now.sent < before.sent ? { sent: 0, lost: 0 } : before;
  const packets = now.sent - base.sent;
  if (packets <= 0) return null;
  const lost = Math.max(0, now.lost - base.lost);
  return { packets, lossPercent: Math.min(100, (lost / packets) * 100), jitterMs: now.jitterMs };
}

function withBuffer<Way extends object>(way: Way | null): (Way & { bufferMs: null }) | null {
  return way === null ? null : { ...way, bufferMs: null };
}

function mosOfBoth({
  from,
  to,
  roundTripMs,
  codec,
}: {
  from: OneWay | null;
  to: (OneWay & { bufferMs: number | null }) | null;
  roundTripMs: number | null;
  codec: string;
}): number | null {
  const measures: LineMeasure[] = [
    ...(from === null ? [] : [{ ...from, bufferMs: null, roundTripMs, codec }]),
    ...(to === null ? [] : [{ ...to, roundTripMs, codec }]),
  ];
  return measures.length === 0 ? null : Math.min(...measures.map((measure) => mosOf(ratingOf(measure))));
}
