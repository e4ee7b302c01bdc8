/** The loudness of the last half second: the root mean square of 16-bit samples at 8000 per second. */
export function loudness(samples: Int16Array): number {
  const last = samples.subarray(-4000);
  const squares = last.reduce((sum, sample) => sum + sample * sample, 0);
  return last.length === 0 ? 0 : Math.sqrt(squares / last.length);
}
