import type { Call } from '../../../../src/web/api/types';
import {
  callersFirst,
  callOfOrder,
  isOwn,
  isOwnOrder,
  isWithColleague,
  waitsFor,
} from '../../../../src/web/live/whose-call';

function call(phase: Call['phase'], changes: Partial<Call> = {}): Call {
  return {
    ...{ id: phase, phase, direction: 'outbound', extension: '101', orderNumber: '1001' },
    ...{
      ownerExtension: null,
      managers: [],
      colleague: null,
      disposition: null,
      requestedAt: '2026-07-01T09:00:00.000000Z',
    },
    ...changes,
  } as Call;
}

const caller = (phase: Call['phase'], changes: Partial<Call> = {}): Call =>
  call(phase, { direction: 'inbound', ownerExtension: '101', ...changes });

it.each([
  ['queueing', true, false],
  ['calling-manager', true, false],
  ['accepting', true, false],
  ['connecting', false, true],
  ['talking', false, true],
  // The caller hears the end: nobody of ours is on the phone.
  ['announcing', false, false],
  ['clearing', false, false],
] as const)('a caller in phase %s: waits %s, is the manager’s call %s', (phase, waits, own) => {
  expect([waitsFor(caller(phase), '101'), isOwn(caller(phase), '101')]).toEqual([waits, own]);
  // Neither is anybody else's.
  expect([waitsFor(caller(phase), '102'), isOwn(caller(phase), '102')]).toEqual([false, false]);
  expect([waitsFor(caller(phase), null), isOwn(caller(phase), null)]).toEqual([false, false]);
});

it('a call that the manager makes is their own in every phase', () => {
  for (const phase of ['authorising', 'calling-manager', 'accepting', 'talking', 'announcing'] as const)
    expect([isOwn(call(phase), '101'), waitsFor(call(phase), '101')]).toEqual([true, false]);
});

it('only the manager of its order is led to it: a colleague who is called for it is not', () => {
  const ringing = caller('calling-manager', { extension: '102' });
  expect([waitsFor(ringing, '102'), isOwnOrder(ringing, '102')]).toEqual([true, false]);
  expect(isOwnOrder(ringing, '101')).toBe(true);
  expect(isOwnOrder(caller('talking', { orderNumber: null, ownerExtension: null }), '101')).toBe(false);
  expect(isOwnOrder(call('talking'), '101')).toBe(true);
  expect(isOwnOrder(call('talking', { orderNumber: null }), '101')).toBe(false);
});

it('a caller is with a colleague once they talk, not while a phone rings', () => {
  expect(isWithColleague(caller('talking', { extension: '102' }), '101')).toBe(true);
  expect(isWithColleague(caller('calling-manager', { extension: '102' }), '101')).toBe(false);
  expect(isWithColleague(caller('talking'), '101')).toBe(false);
  expect(isWithColleague(call('talking', { extension: '102' }), '101')).toBe(false);
});

it('who rings comes first, then who waits longest', () => {
  const at = (minute: number): string => `2026-07-01T09:0${String(minute)}:00.000000Z`;
  const calls = [
    caller('queueing', { id: 'late', requestedAt: at(3) }),
    caller('queueing', { id: 'early', requestedAt: at(1) }),
    caller('calling-manager', { id: 'rings', requestedAt: at(2) }),
    caller('queueing', { id: 'colleague', extension: '102', requestedAt: at(0) }),
  ];
  expect(callersFirst(calls, '101').map(({ id }) => id)).toEqual(['rings', 'early', 'late']);
});

it('an order shows the call that is up, however many of it have ended, else the one that the draft is about', () => {
  const ended = [1, 2].map((nth) => call('ended', { id: `ended-${String(nth)}` }));
  const up = call('calling-manager', { id: 'up' });
  const idsOf = (calls: Call[], callId: string | null = 'ended-1') => {
    const found = callOfOrder(calls, { orderNumber: '1001', callId, extension: '101' });
    return [found.live?.id ?? null, found.call?.id ?? null];
  };
  expect(idsOf([...ended, up])).toEqual(['up', 'up']);
  expect(idsOf(ended)).toEqual([null, 'ended-1']);
  expect(idsOf(ended, null)).toEqual([null, null]);
  // Of another order, and of a colleague.
  expect(idsOf([...ended, call('talking', { id: 'other', orderNumber: '1002' })])).toEqual([null, 'ended-1']);
  expect(idsOf([...ended, call('talking', { id: 'other', extension: '102' })])).toEqual([null, 'ended-1']);
});
