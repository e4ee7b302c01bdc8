import type { Packet } from '../lab/pcap';
import { parseSipMessage } from '../lab/sip-message';
import { indexInTarget } from './bench-shop';

/** When the messages of one call passed on the wire, microseconds since 1970; null where not captured. */
export interface CallTimes {
  phoneInvite: number;
  carrierInvite: number | null;
  carrierAnswer: number | null;
  phoneAnswer: number | null;
}

export interface Ports {
  phones: number;
  pbx: number;
  carrier: number;
}

/**
 * Follows each call through a capture. The two legs have different Call-IDs, so a carrier's leg is found by
 * the order: it belongs to the last call of that order that began before it. Repeated messages count once.
 */
export function callTimes(packets: readonly Packet[], ports: Ports): CallTimes[] {
  const byPhoneCall = new Map<string, CallTimes>();
  const byCarrierCall = new Map<string, CallTimes>();
  const byIndex = new Map<number, CallTimes>();
  for (const { at, sourcePort, destinationPort, payload } of packets) {
    const message = parseSipMessage(payload.toString('latin1'), 'received');
    const { callId, method, status, inDialogue, startLine } = message;
    if (method === 'INVITE' && !inDialogue) {
      const index = indexInTarget(/^INVITE sips?:([^@;>]+)@/.exec(startLine)?.[1] ?? '');
      if (index === null) continue;
      if (sourcePort === ports.phones && destinationPort === ports.pbx && !byPhoneCall.has(callId)) {
        const times: CallTimes = {
          phoneInvite: at,
          carrierInvite: null,
          carrierAnswer: null,
          phoneAnswer: null,
        };
        byPhoneCall.set(callId, times);
        byIndex.set(index, times);
      } else if (sourcePort === ports.pbx && destinationPort === ports.carrier) {
        const times = byIndex.get(index);
        if (times === undefined || byCarrierCall.has(callId)) continue;
        byCarrierCall.set(callId, times);
        times.carrierInvite ??= at;
      }
    } else if (status === 200 && /^CSeq:\s*\d+ INVITE/im.test(message.text)) {
      if (destinationPort === ports.phones) setOnce(byPhoneCall.get(callId), 'phoneAnswer', at);
      else if (sourcePort === ports.carrier) setOnce(byCarrierCall.get(callId), 'carrierAnswer', at);
    }
  }
  return [...byPhoneCall.values()];
}

function setOnce(times: CallTimes | undefined, field: 'phoneAnswer' | 'carrierAnswer', at: number): void {
  if (times !== undefined) times[field] ??= at;
}

export interface Spread {
  p50: number;
  p95: number;
  p99: number;
  count: number;
}

/** Milliseconds between two points of each call that has both. @returns null where no call has both */
export function spread(
  calls: readonly CallTimes[],
  from: keyof CallTimes,
  to: keyof CallTimes,
): Spread | null {
  const milliseconds = calls
    .flatMap((call) => {
      const [start, end] = [call[from], call[to]];
      return start === null || end === null ? [] : [(end - start) / 1000];
    })
    .sort((one, other) => one - other);
  return spreadOf(milliseconds);
}

/** @param sorted ascending */
export function spreadOf(sorted: readonly number[]): Spread | null {
  if (sorted.length === 0) return null;
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    count: sorted.length,
  };
}

/** The median of each percentile over several spreads; null without spreads. */
export function medianSpread(spreads: readonly (Spread | null)[]): Spread | null {
  const there = spreads.filter((one) => one !== null);
  if (there.length === 0) return null;
  const middle = (read: (one: Spread) => number): number => median(there.map(read));
  return {
    p50: middle(({ p50 }) => p50),
    p95: middle(({ p95 }) => p95),
    p99: middle(({ p99 }) => p99),
    count: there.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The middle value; for an even count the mean of the two middle values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The smallest value that at least this share of all values does not exceed (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}
