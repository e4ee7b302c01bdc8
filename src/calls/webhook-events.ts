import type { CallRecord } from './model/call-record';
import { interviewOf } from './model/interview-ticket';
import type { Disposition } from './model/disposition';
import { isoTime } from '#kernel/iso-time';
import type { WebhookEvent } from '#webhooks/model/webhook-event';

/** What keeps a called customer from talking to the shop. */
const notReached: ReadonlySet<Disposition> = new Set([
  'busy',
  'no-answer',
  'rejected',
  'unreachable',
  'not-in-service',
]);

/** What programs of the shop are told of a call that ended. Calls without an order, and interviews, are nobody's business there. */
export function webhookEventsOf(record: CallRecord): WebhookEvent[] {
  const { id, orderNumber, direction, disposition, endedAt: at, voicemail = false } = record;
  if (orderNumber === null || orderNumber === '' || interviewOf(orderNumber) !== null) return [];
  const call = { callId: id, direction, disposition, voicemail };
  const ended: WebhookEvent = {
    ...{ topic: 'call.ended', id: `call_${id}`, at, orderNumber },
    data: {
      ...call,
      manager: record.managerExtension === '' ? null : record.managerExtension,
      requestedAt: isoTime(record.requestedAt),
      endedAt: isoTime(at),
      talkSeconds: record.talkSeconds,
    },
  };
  if (direction === 'inbound' || (!notReached.has(disposition) && !voicemail)) return [ended];
  return [ended, { topic: 'customer.not-reached', id: `not-reached_${id}`, at, orderNumber, data: call }];
}
