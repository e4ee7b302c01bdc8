import { classifyFailure, customerEndings } from '#calls/model/disposition';
import { isOrderNumber } from '#kernel/order-number';

test.each([
  [17, 486, true, 'busy'],
  [17, null, true, 'busy'],
  [17, 600, false, 'busy'],
  [19, 480, false, 'unreachable'],
  [1, 404, false, 'not-in-service'],
  [1, 410, false, 'not-in-service'],
  [28, 484, false, 'not-in-service'],
  [21, 603, true, 'rejected'],
  [21, 603, false, 'rejected'],
  // The network's word where nobody was called yet, the customer's after ringing.
  [21, 403, false, 'barred'],
  [21, 403, true, 'rejected'],
  [21, 402, false, 'barred'],
  [21, null, false, 'rejected'],
  [34, 503, false, 'congestion'],
  [38, 500, false, 'congestion'],
  [42, 504, false, 'congestion'],
  [58, 488, false, 'congestion'],
  [19, null, true, 'no-answer'],
  [20, null, false, 'unreachable'],
  [23, 302, false, 'unreachable'],
  [16, null, true, 'no-answer'],
  [16, null, false, 'unreachable'],
  [127, null, false, 'congestion'],
  [9999, null, false, 'congestion'],
] as const)('cause %i, SIP %s, rang %s: %s', (cause, sipCode, rang, failure) => {
  expect(classifyFailure(cause, sipCode, rang)).toBe(failure);
});

test.each([
  // The PBX's own after timer B: the trunk never said a word. A leg that rang had somebody to say it.
  ['own', false, 'congestion'],
  ['own', true, 'no-answer'],
  ['far', false, 'no-answer'],
  ['far', true, 'no-answer'],
] as const)('a 408 of %s, rang %s: %s', (saidBy, rang, failure) => {
  expect(classifyFailure(18, 408, rang, saidBy)).toBe(failure);
});

test('every failure has a disposition of its own', () => {
  const all = Object.values(customerEndings).map(({ disposition }) => disposition);
  expect(new Set(all).size).toBe(all.length);
});

test.each(['1', '1001', 'A-1001', 'RU.2026_1', '0'.repeat(32)])('%s can be an order number', (text) => {
  expect(isOrderNumber(text)).toBe(true);
});

test.each([
  '',
  ' ',
  '-1',
  '1-',
  '0'.repeat(33),
  '1/2',
  '1&2',
  '1@x',
  "1'2",
  '1 2',
  '1\n',
  'заказ',
  '*1',
  '#1',
  '%31',
])('%j cannot', (text) => {
  expect(isOrderNumber(text)).toBe(false);
});
