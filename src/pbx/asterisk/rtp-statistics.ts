import type { LineTotals } from '#calls/model/line-quality';

/** More than a channel can count in a year: what is above is no count. */
const mostPackets = 2 ** 32;
/** Seconds. */
const longest = 60;

/**
 * Reads Asterisk's RTPstat of a channel (GET /channels/{id}/rtp_statistics): what it has received (`rx…`), and what the far side
 * reports of what it was sent (`tx…`, from RTCP receiver reports). Times are in seconds.
 *
 * A far side that sends no RTCP leaves all that it would report at zero; a path without any delay and jitter in either direction
 * does not exist, so that this says that nothing is known.
 * @returns null for what is no such object
 */
export function lineTotalsIn(answer: unknown): LineTotals | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const stat = answer as Record<string, unknown>;
  const [rxCount, rxLost] = [countIn(stat['rxcount']), countIn(stat['rxploss'])];
  const [txCount, txLost] = [countIn(stat['txcount']), countIn(stat['txploss'])];
  if (rxCount === null || txCount === null) return null;
  const [rtt, txJitter] = [secondsIn(stat['rtt']), secondsIn(stat['txjitter'])];
  const isReported = rtt > 0 || txJitter > 0 || (txLost ?? 0) > 0;
  return {
    from: { packets: rxCount, lost: rxLost ?? 0, jitterMs: secondsIn(stat['rxjitter']) * 1000 },
    to: isReported ? { packets: txCount, lost: txLost ?? 0, jitterMs: txJitter * 1000 } : null,
    roundTripMs: rtt > 0 ? rtt * 1000 : null,
  };
}

function countIn(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value < mostPackets ? value : null;
}

function secondsIn(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, longest) : 0;
}
