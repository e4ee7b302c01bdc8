import type { CallView } from '#calls/model/call-view';
import { answeredExtensions } from '#calls/model/call-view';

const answered = { answeredAt: 5, endedAt: null };
const ringing = { answeredAt: null, endedAt: null };
const gone = { answeredAt: 5, endedAt: 9 };

test.each([
  ['who talks', { manager: answered }, ['101']],
  ['not whose phone rings', { manager: ringing }, []],
  ['not who has passed the customer on', { manager: gone }, []],
  ['the colleague as well', { manager: answered, colleague: { isTalking: true } }, ['101', '102']],
  ['not a colleague who is called', { manager: answered, colleague: { isTalking: false } }, ['101']],
  ['not the manager of a courier’s call', { manager: answered, courierName: 'Courier' }, []],
])('in a call: %s', (_what, facts, expected) => {
  const colleague = 'colleague' in facts ? { extension: '102', name: 'B', ...facts.colleague } : null;
  const call = { managerExtension: '101', courierName: null, ...facts, colleague } as unknown as CallView;
  expect([...answeredExtensions([call])]).toEqual(expected);
});
