/**
 * How speech over a line sounds, by the E-model (ITU-T G.107, 06/2015), in its usual form for networks whose echo is cancelled
 * and whose other parameters have their default values: R = 93.2 − Idd − Ie,eff.
 */

/** What a codec loses by itself, and how it bears lost packets (ITU-T G.113, appendix I). */
interface Codec {
  /** Equipment impairment without loss. */
  ie: number;
  /** Packet-loss robustness. */
  bpl: number;
}

/** G.711 with concealment of lost packets, as browsers have it. */
const concealed: Codec = { ie: 0, bpl: 25.1 };
/**
 * The ITU has published no values for Opus on the narrow-band scale: it is taken to be at least as good as G.711 with
 * concealment. What its forward error correction mends, the browser counts as received.
 */
const codecs: Readonly<Record<string, Codec>> = { pcma: concealed, pcmu: concealed, opus: concealed };

/** One direction of a line. */
export interface LineMeasure {
  /** Of the packets that were sent, in per cent, those that came too late to be played with them. */
  lossPercent: number;
  jitterMs: number;
  /** There and back; null while nobody has said. */
  roundTripMs: number | null;
  /** For how long the receiver's buffer holds sound back; null if unknown: it is taken to be twice the jitter. */
  bufferMs: number | null;
  /** As RTP names it, in lower case: `pcma`, `opus`. */
  codec: string;
}

/** Default of G.107 without delay and loss. */
const best = 93.2;
/** A packet's sound has to be spoken before the packet can be sent. */
const packetMs = 20;

/** R, from 0 to 100. */
export function ratingOf({ lossPercent, jitterMs, roundTripMs, bufferMs, codec }: LineMeasure): number {
  const { ie, bpl } = codecs[codec] ?? concealed;
  // Formula 7-29, with losses at random (BurstR = 1).
  const equipment = ie + (95 - ie) * (lossPercent / (lossPercent + bpl));
  const delay = packetMs + (roundTripMs ?? 0) / 2 + (bufferMs ?? 2 * jitterMs);
  return Math.min(100, Math.max(0, best - delayImpairment(delay) - equipment));
}

/** Idd: what a delay alone spoils (formulas 7-27 and 7-28). @param delay one way, milliseconds */
function delayImpairment(delay: number): number {
  if (delay <= 100) return 0;
  const x = Math.log2(delay / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

/** Mean opinion score, from 1 to 4.5 (G.107, annex B). @param rating R */
export function mosOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  // Below 6.5 the formula falls under 1.
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

export const speechGrades = ['good', 'fair', 'poor'] as const;
export type SpeechGrade = (typeof speechGrades)[number];

/** G.107, annex B: from R 80 on users are satisfied; below 70 many are not; below 50 nearly all are not. */
export const goodMos = 4.03;
export const poorMos = 3.6;
export const badStretchMos = 2.58;

export function gradeOf(mos: number): SpeechGrade {
  return mos >= goodMos ? 'good' : mos >= poorMos ? 'fair' : 'poor';
}

/** Of a whole talk: a few seconds that nobody understands spoil it as well. */
export function gradeOfTalk({ mos, lowestMos }: { mos: number; lowestMos: number }): SpeechGrade {
  return lowestMos < badStretchMos ? 'poor' : gradeOf(mos);
}
