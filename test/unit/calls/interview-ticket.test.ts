import type { CallRecord } from '#calls/model/call-record';
import { interviewOf, interviewTicket } from '#calls/model/interview-ticket';
import { webhookEventsOf } from '#calls/webhook-events';
import { isOrderNumber } from '#kernel/order-number';

test('a ticket is no order number, and nothing else is a ticket', () => {
  expect(interviewOf(interviewTicket(17))).toBe(17);
  expect(isOrderNumber(interviewTicket(17))).toBe(false);
  for (const text of [
    '17',
    'interview:',
    'interview:x',
    ' interview:1',
    'interview:1 ',
    'interview:1234567890',
  ]) {
    expect(interviewOf(text)).toBeNull();
  }
});

test('programs of the shop are told of calls to orders, and not of interviews', () => {
  const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };
  const record: CallRecord = {
    ...{ id: 'call', direction: 'outbound', startKind: 'click', managerExtension: '101', managerId: 1 },
    ...{ did: null, orderId: 1, orderNumber: '1001', contactPointId: 1, slot: 'main', trunk: 'first' },
    ...{ requestedAt: 1, endedAt: 2, manager: never, customer: never, legs: [], talkSeconds: 0 },
    ...{ disposition: 'busy', refusal: null, hangupCause: 17, sipCode: 486, hungUpBy: 'customer' },
  };
  expect(webhookEventsOf(record).map(({ topic }) => topic)).toEqual(['call.ended', 'customer.not-reached']);
  expect(webhookEventsOf({ ...record, orderNumber: interviewTicket(17) })).toEqual([]);
});
