import { alawOf } from './alaw';

/** Samples a second of everything that is said in the lab. */
export const sampleRate = 8000;

/** A sine of a quarter of the full scale, A-law. */
export function toneOf(hertz: number, seconds: number): Buffer {
  return Buffer.from(
    Uint8Array.from({ length: seconds * sampleRate }, (_, index) =>
      alawOf(8_000 * Math.sin((2 * Math.PI * hertz * index) / sampleRate)),
    ),
  );
}

/** The amplitude of a tone in the last `milliseconds` (the Goertzel algorithm). @param samples 16 bit */
export function amplitudeOf(samples: Int16Array, hertz: number, milliseconds = 400): number {
  const last = samples.subarray(-Math.round((milliseconds * sampleRate) / 1000));
  if (last.length === 0) return 0;
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let one = 0;
  let two = 0;
  for (const sample of last) [two, one] = [one, sample + factor * one - two];
  const power = one * one + two * two - factor * one * two;
  return (2 * Math.sqrt(Math.max(0, power))) / last.length;
}
