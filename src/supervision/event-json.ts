import type { Change } from './event-feed';
import { callJson } from '#calls/call-json';
import { phoneJson } from './phone-json';
import { presenceJson } from '#people/presence-json';
import type { ListeningView } from '#calls/engine/listening-feed';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';

/** Who takes part in a call now. */
function listeningJson({ callId, listeners }: ListeningView): object {
  return {
    callId,
    listeners: listeners.map(({ actor, name, mode, announced, startedAt, answeredAt }) => ({
      ...{ actor, name, mode, announced },
      startedAt: isoTime(startedAt),
      answeredAt: isoTimeOrNull(answeredAt),
    })),
  };
}

/**
 * The content of a live event. Every field is listed explicitly, so that a new field of a change is not
 * published before it is added here.
 */
export function eventJson(change: Change): object {
  switch (change.kind) {
    case 'call':
      return callJson(change.call);
    case 'listening':
      return listeningJson(change.listening);
    case 'phone':
      return { extension: change.phone.extension, ...phoneJson(change.phone) };
    case 'presence':
      return presenceJson(change.presence);
    case 'order':
      return { orderNumber: change.order.orderNumber };
  }
}
