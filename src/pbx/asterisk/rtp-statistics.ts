import type { LineTotals } from '#calls/model/line-quality';

/** More than a channel can count in a year: what is above is no count. */
const mostPackets = 2 ** 32;
/**
 * RTCP counts what is lost in 24 bits with a sign, below zero where packets came twice (RFC 3550, section 6.4.1), and
 * Asterisk takes them for a number without one.
 */
const mostReportedLost = 2 ** 23;
/** Seconds. */
const longest = 60;

/**
 * Reads Asterisk's RTPstat of a channel (GET /channels/{id}/rtp_statistics). Packets are counted since the stream began,
 * times are in seconds. Of `rx…` and `tx…`, the counts say what their names say: received, and sent with what the far
 * side reports to have lost (RTCP). **The two jitters are the other way round**: `txjitter` is what Asterisk measures of
 * what it receives, and `rxjitter` what the far side reports.
 *
 * Source: `ast_rtp_get_stat` in res/res_rtp_asterisk.c, 22.10.1, in which `txjitter` is `rtp->rxjitter`, and `rxjitter`
 * is `rtp->rtcp->reported_jitter`; the same in branches 20 to 23 of August 2026.
 *
 * A far side that sends no RTCP leaves all that it would report at zero; a path without any delay and jitter in either direction
 * does not exist, so that this says that nothing is known.
 * @returns null for what is no such object
 */
export function lineTotalsIn(answer: unknown): LineTotals | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const stat = answer as Record<string, unknown>;
  const [received, missed] = [countIn(stat['rxcount']), countIn(stat['rxploss']) ?? 0];
  const [sent, reported] = [countIn(stat['txcount']), countIn(stat['txploss']) ?? 0];
  if (received === null || sent === null) return null;
  const [ownJitter, reportedJitter] = [secondsIn(stat['txjitter']), secondsIn(stat['rxjitter'])];
  const roundTrip = secondsIn(stat['rtt']);
  const isReported = roundTrip > 0 || reportedJitter > 0 || reported > 0;
  const lost = reported < mostReportedLost ? reported : 0;
  return {
    from: { sent: received + missed, lost: missed, jitterMs: ownJitter * 1000 },
    to: isReported ? { sent, lost, jitterMs: reportedJitter * 1000 } : null,
    roundTripMs: roundTrip > 0 ? roundTrip * 1000 : null,
  };
}

function countIn(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value < mostPackets ? value : null;
}

function secondsIn(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, longest) : 0;
}
