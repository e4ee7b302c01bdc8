import { callView, endedCallView } from '../../calls/memory-call-log';
import type { CallView } from '#calls/model/call-view';
import { faultOfEnd, mayCallAgain } from '#leaks/model/surveys/reached';

const at = 1_000_000;
const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };
const rang = { ...never, startedAt: at, ringingAt: at };
const talked = { ...rang, answeredAt: at + 1 };

const calls: Record<string, CallView> = {
  'goes on, and rings': callView(1, { customer: rang }),
  'goes on, and was answered': callView(1, { customer: talked }),
  'never rang': endedCallView(1, { customer: never, hungUpBy: 'system' }),
  'was not answered': endedCallView(1, { customer: rang, hungUpBy: 'network' }),
  'was a voicemail': endedCallView(1, { customer: talked, voicemail: true, hungUpBy: 'manager' }),
  'was answered': endedCallView(1, { customer: talked, hungUpBy: 'customer' }),
  'was cut': endedCallView(1, { customer: talked, hungUpBy: 'network' }),
};

test.each<[keyof typeof calls, 'not-answered' | 'was-answered', boolean]>([
  ['goes on, and rings', 'not-answered', false],
  ['goes on, and was answered', 'was-answered', false],
  ['never rang', 'not-answered', true],
  ['was not answered', 'not-answered', false],
  ['was a voicemail', 'not-answered', false],
  ['was answered', 'was-answered', false],
  ['was cut', 'was-answered', true],
])('a call that %s: %s', (name, fault, again) => {
  const call = calls[name]!;
  // A call either goes with answers or with nobody reached, never with both.
  const isAnswered = fault === 'was-answered';
  expect(faultOfEnd('not-reached', call)).toBe(isAnswered ? 'was-answered' : null);
  for (const end of ['answered', 'refused', 'never'] as const) {
    expect(faultOfEnd(end, call)).toBe(isAnswered ? null : 'not-answered');
  }
  expect(mayCallAgain(call)).toBe(again);
});

test('without a call there is nothing to say', () => {
  for (const end of ['answered', 'refused', 'never', 'not-reached'] as const) {
    expect(faultOfEnd(end, null)).toBe('call-first');
  }
});
