import type { CallTimes } from './call-times';
import { indexInTarget } from './bench-shop';
import type { Packet } from '../lab/pcap';
import { headerOf, parseSipMessage } from '../lab/sip-message';

export interface InboundPorts {
  callers: number;
  pbx: number;
  phones: number;
}

/**
 * Follows each call from a customer to a manager's phone through a capture, as call-times.ts follows the others: here
 * `phone` of {@link CallTimes} is the caller, and `carrier` the manager's phone. Both legs have the order's index in the
 * user part of From: the caller's number, and at the phone that number or the order's.
 */
export function inboundTimes(packets: readonly Packet[], ports: InboundPorts): CallTimes[] {
  const byCaller = new Map<string, CallTimes>();
  const byPhoneCall = new Map<string, CallTimes>();
  const byIndex = new Map<number, CallTimes>();
  for (const { at, sourcePort, destinationPort, payload } of packets) {
    const message = parseSipMessage(payload.toString('latin1'), 'received');
    const { callId, method, status, inDialogue } = message;
    if (method === 'INVITE' && !inDialogue) {
      const user = /sips?:([^@;>]+)@/.exec(headerOf(message, 'From') ?? '')?.[1] ?? '';
      const index = indexInTarget(user);
      if (index === null) continue;
      if (sourcePort === ports.callers && destinationPort === ports.pbx && !byCaller.has(callId)) {
        const times: CallTimes = {
          ...{ phoneInvite: at, carrierInvite: null, carrierAnswer: null, phoneAnswer: null },
        };
        byCaller.set(callId, times);
        byIndex.set(index, times);
      } else if (sourcePort === ports.pbx && destinationPort === ports.phones) {
        const times = byIndex.get(index);
        if (times === undefined || byPhoneCall.has(callId)) continue;
        byPhoneCall.set(callId, times);
        times.carrierInvite ??= at;
      }
    } else if (status === 200 && /^CSeq:\s*\d+ INVITE/im.test(message.text)) {
      const caller = byCaller.get(callId);
      const phone = byPhoneCall.get(callId);
      if (caller !== undefined && destinationPort === ports.callers) caller.phoneAnswer ??= at;
      if (phone !== undefined && sourcePort === ports.phones) phone.carrierAnswer ??= at;
    }
  }
  return [...byCaller.values()];
}
