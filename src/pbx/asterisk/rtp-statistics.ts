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
 * What a channel is asked for. The function looks in the thread that has the channel's session, as everything that changes its
 * media does; ARI's own rtp_statistics reads it from beside, while a re-INVITE or a transfer may be putting other media in its
 * place.
 */
export const statisticsOfChannel = 'CHANNEL(rtcp,all)';

/**
 * Reads the text of {@link statisticsOfChannel}: `ssrc=1;themssrc=2;lp=0;rxjitter=0.0;rxcount=1;…`. Packets are counted since the
 * stream began, times are in seconds. Counted are packets received (`rxcount`), those that were missed of them (`lp`), packets
 * sent with what the far side reports to have lost (`txcount`), and that (`rlp`, by RTCP). **The two jitters are the other way
 * round**: `txjitter` is what Asterisk measures of what it receives, and `rxjitter` what the far side reports.
 *
 * Source: `ast_rtp_instance_get_quality` in main/rtp_engine.c, and `ast_rtp_get_stat` in res/res_rtp_asterisk.c, 22.10.1, in which
 * `txjitter` is `rtp->rxjitter`, and `rxjitter` is `rtp->rtcp->reported_jitter`; the same in branches 20 to 23 of August 2026.
 *
 * A far side that sends no RTCP leaves all that it would report at zero; a path without any delay and jitter in either direction
 * does not exist, so that this says that nothing is known.
 * @returns null for what is no such text
 */
export function lineTotalsIn(text: string): LineTotals | null {
  const stat = new Map(text.split(';').map((part) => [part.split('=', 1)[0] ?? '', part] as const));
  const number = (name: string): number => Number(stat.get(name)?.slice(name.length + 1) || Number.NaN);
  const [received, missed] = [countIn(number('rxcount')), countIn(number('lp')) ?? 0];
  const [sent, reported] = [countIn(number('txcount')), countIn(number('rlp')) ?? 0];
  if (received === null || sent === null) return null;
  const [ownJitter, reportedJitter] = [secondsIn(number('txjitter')), secondsIn(number('rxjitter'))];
  const roundTrip = secondsIn(number('rtt'));
  const isReported = roundTrip > 0 || reportedJitter > 0 || reported > 0;
  const lost = reported < mostReportedLost ? reported : 0;
  return {
    from: { sent: received + missed, lost: missed, jitterMs: ownJitter * 1000 },
    to: isReported ? { sent, lost, jitterMs: reportedJitter * 1000 } : null,
    roundTripMs: roundTrip > 0 ? roundTrip * 1000 : null,
  };
}

function countIn(value: number): number | null {
  return value >= 0 && value < mostPackets ? value : null;
}

function secondsIn(value: number): number {
  return value > 0 ? Math.min(value, longest) : 0;
}
