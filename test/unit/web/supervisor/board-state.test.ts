import { phases } from '#calls/model/call-state';
import type { BoardCall, Known } from '../../../../src/web/pages/supervisor/board-state';
import {
  activeSince,
  activityOf,
  byExtension,
  canHangUp,
  sectionOf,
} from '../../../../src/web/pages/supervisor/board-state';

function call(phase: string, times: Partial<Record<'started' | 'answered', string>> = {}): BoardCall {
  return {
    id: '6d1f0c4e-0000-4000-8000-000000000001',
    phase,
    direction: 'outbound',
    extension: '101',
    orderNumber: '1001',
    customerName: 'Anna',
    requestedAt: '2026-11-25T10:00:00.000000Z',
    manager: { startedAt: '2026-11-25T10:00:01.000000Z', ringingAt: null, answeredAt: null },
    customer: { startedAt: times.started ?? null, ringingAt: null, answeredAt: times.answered ?? null },
  };
}

const ready = { registered: true, inUse: false } as const;

test.each([
  ['authorising', 'starting', 'in-call'],
  ['calling-manager', 'phone-rings', 'in-call'],
  ['accepting', 'phone-rings', 'in-call'],
  ['calling-customer', 'customer-rings', 'in-call'],
  ['connecting', 'talking', 'in-call'],
  ['talking', 'talking', 'in-call'],
  ['keying', 'talking', 'in-call'],
  ['announcing', 'ending', 'in-call'],
  ['clearing', 'ending', 'in-call'],
  ['ended', 'ready', 'ready'],
])('a call in phase %s is %s', (phase, activity, section) => {
  const seen = activityOf(call(phase), ready);
  expect(seen).toBe(activity);
  expect(sectionOf({ activity: seen, awaySince: null })).toBe(section);
});

test('every phase of the server is known here', () => {
  expect(phases.filter((phase) => activityOf(call(phase), ready) === 'ready')).toEqual([
    // A caller who waits, and a courier's mobile, is at nobody's phone.
    ...['identifying', 'asking', 'queueing', 'calling-courier', 'ended'],
  ]);
});

test.each<[Known, Known, string, string]>([
  [true, false, 'ready', 'ready'],
  [true, true, 'other-call', 'in-call'],
  [true, 'unknown', 'ready', 'ready'],
  [false, false, 'away', 'away'],
  ['unknown', 'unknown', 'unknown', 'away'],
])('without a call, registered %s and in use %s is %s', (registered, inUse, activity, section) => {
  const seen = activityOf(null, { registered, inUse });
  expect(seen).toBe(activity);
  expect(sectionOf({ activity: seen, awaySince: null })).toBe(section);
});

test('a manager on a break is away, but not while in a call', () => {
  const awaySince = '2026-11-25T10:00:00.000000Z';
  expect(sectionOf({ activity: 'ready', awaySince })).toBe('away');
  expect(sectionOf({ activity: 'away', awaySince })).toBe('away');
  expect(sectionOf({ activity: 'talking', awaySince })).toBe('in-call');
  expect(sectionOf({ activity: 'other-call', awaySince })).toBe('in-call');
});

test('a phone that lost its registration in a call still talks', () => {
  expect(activityOf(call('talking'), { registered: false, inUse: true })).toBe('talking');
});

test('the timer counts from what the state began with', () => {
  const at = (seconds: number): number => Date.UTC(2026, 10, 25, 10, 0, seconds);
  expect(activeSince(call('calling-manager'))).toBe(at(1));
  expect(activeSince(call('calling-customer', { started: '2026-11-25T10:00:05Z' }))).toBe(at(5));
  expect(activeSince(call('talking', { answered: '2026-11-25T10:00:09Z' }))).toBe(at(9));
  expect(activeSince(call('talking'))).toBe(at(0));
  // Music answered the caller's leg long before.
  const caller = { ...call('talking', { answered: '2026-11-25T10:00:02Z' }), direction: 'inbound' };
  const manager = { ...caller.manager, answeredAt: '2026-11-25T10:00:30Z' };
  expect(activeSince({ ...caller, manager })).toBe(at(30));
  expect(activeSince(call('clearing'))).toBeNull();
  expect(activeSince(null)).toBeNull();
});

test('what Star7 does not hold it cannot hang up', () => {
  expect(canHangUp('talking', call('talking'))).toBe(true);
  expect(canHangUp('phone-rings', call('calling-manager'))).toBe(true);
  expect(canHangUp('other-call', null)).toBe(false);
  expect(canHangUp('ending', call('clearing'))).toBe(false);
});

test('nobody hangs up on a caller who has not been answered', () => {
  const caller = { ...call('calling-manager'), direction: 'inbound' };
  expect(canHangUp('phone-rings', caller)).toBe(false);
  expect(canHangUp('talking', caller)).toBe(true);
});

test('extensions in the order of numbers', () => {
  const people = ['101', '99', '1000', '102'].map((extension) => ({ extension, name: 'x' }));
  expect(people.sort(byExtension).map(({ extension }) => extension)).toEqual(['99', '101', '102', '1000']);
});
