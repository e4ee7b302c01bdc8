import { queueSteps } from '#calls/model/caller-queue';
import type { QueueAgent } from '#calls/model/caller-queue';
import type { Call, PhoneState } from '#calls/model/call-state';
import { startInbound } from '#calls/model/establish/inbound';
import type { CallerRoute } from '#calls/model/inbound-facts';
import type { Manager } from '#people/model/manager';
import { manager as anna, plan } from './call-samples';
import { callerRoute } from './memory-callers';

const now = 1_000_000_000;

function managerNo(id: number): Manager {
  return { ...anna, id, extension: String(100 + id) };
}

/** A manager with what is known of the phone. */
interface Agent extends QueueAgent {
  phone: PhoneState;
  freeSince: number;
}

function agent(id: number, changes: Partial<Omit<Agent, 'manager'>> = {}): Agent {
  return { manager: managerNo(id), group: null, away: false, phone: 'ready', freeSince: 0, ...changes };
}

/** A caller who waits since `since`. */
function waiting(
  id: string,
  {
    owner = null,
    since = 0,
    declined = [],
    ...route
  }: Partial<CallerRoute> & { owner?: number | null; since?: number; declined?: string[] } = {},
): Call {
  const { call } = startInbound({
    ...{ id, did: '74950000000', caller: null, trunk: 'carrier', channelId: `${id}-channel`, at: 0, plan },
  });
  return {
    ...call,
    phase: 'queueing',
    inbound: {
      ...call.inbound!,
      route: { ...callerRoute, ...route },
      owner: owner === null ? null : managerNo(owner),
      waitingSince: since,
      declined,
    },
  };
}

/** What becomes of each call: the extension that it is offered to, the place in the queue, or nobody. */
function fates(calls: readonly Call[], agents: readonly Agent[]): Record<string, string | number> {
  const phoneOf = (extension: string) => agents.find(({ manager }) => manager.extension === extension)!;
  const phones = {
    stateOf: (extension: string) => phoneOf(extension).phone,
    freeSince: (extension: string) => phoneOf(extension).freeSince,
  };
  return Object.fromEntries(
    queueSteps(calls, agents, phones, now).map(({ call, event }) => [
      call,
      event.type === 'offered' ? event.manager.extension : event.type === 'queued' ? event.ahead : 'nobody',
    ]),
  );
}

describe('the manager of the order', () => {
  test('is called first, even if others have been free longer', () => {
    const agents = [agent(1, { freeSince: 9 }), agent(2, { freeSince: 1 })];
    expect(fates([waiting('a', { owner: 1, overflow: 'everybody' })], agents)).toEqual({ a: '101' });
  });

  test.each<[string, Partial<Agent>, Record<CallerRoute['overflow'], string | number>]>([
    ['is busy', { phone: 'busy' }, { wait: 0, group: '102', everybody: '103' }],
    ['is not registered', { phone: 'unreachable' }, { wait: 'nobody', group: '102', everybody: '103' }],
    ['is away', { away: true }, { wait: 'nobody', group: '102', everybody: '103' }],
  ])('%s: the route says who else', (_what, changes, expected) => {
    const agents = [
      agent(1, { group: 'north', ...changes }),
      agent(2, { group: 'north', freeSince: 5 }),
      agent(3, { group: 'south', freeSince: 2 }),
    ];
    for (const overflow of ['wait', 'group', 'everybody'] as const)
      expect(fates([waiting('a', { owner: 1, overflow })], agents)).toEqual({ a: expected[overflow] });
  });

  test('without a group has no group to fall back on', () => {
    const agents = [agent(1, { away: true }), agent(2)];
    expect(fates([waiting('a', { owner: 1, overflow: 'group' })], agents)).toEqual({ a: 'nobody' });
  });

  test('who has left is nobody’s manager: only everybody can take the caller', () => {
    const agents = [agent(2, { group: 'north' })];
    const of = (overflow: CallerRoute['overflow']) => fates([waiting('a', { owner: 1, overflow })], agents);
    expect([of('wait'), of('group'), of('everybody')]).toEqual([
      { a: 'nobody' },
      { a: 'nobody' },
      { a: '102' },
    ]);
  });
});

test('callers are taken in the order in which they began to wait, each by one manager', () => {
  const calls = [
    waiting('late', { owner: 1, since: 30, overflow: 'everybody' }),
    waiting('first', { owner: 1, since: 10, overflow: 'everybody' }),
    waiting('second', { owner: 1, since: 20, overflow: 'everybody' }),
  ];
  const agents = [agent(1), agent(2, { freeSince: 7 }), agent(3, { phone: 'busy' })];
  expect(fates(calls, agents)).toEqual({ first: '101', second: '102', late: 0 });
});

test('the one who has been free longest takes a caller of nobody', () => {
  const agents = [agent(1, { freeSince: 9 }), agent(2, { freeSince: 3 }), agent(3, { freeSince: 5 })];
  expect(fates([waiting('a')], agents)).toEqual({ a: '102' });
});

test('callers of nobody are the route’s group’s, if it names one', () => {
  const agents = [agent(1, { group: 'north' }), agent(2, { group: 'south' }), agent(3)];
  expect(fates([waiting('a', { group: 'south' })], agents)).toEqual({ a: '102' });
});

test('who did not take a caller is not called for the same one again', () => {
  const agents = [agent(1), agent(2)];
  expect(fates([waiting('a', { owner: 1, overflow: 'everybody', declined: ['101'] })], agents)).toEqual({
    a: '102',
  });
  expect(fates([waiting('a', { owner: 1, overflow: 'wait', declined: ['101'] })], agents)).toEqual({
    a: 'nobody',
  });
});

test('a caller’s place counts those who wait for the same managers', () => {
  const busy = { phone: 'busy' } as const;
  const calls = [
    waiting('a1', { owner: 1, since: 1 }),
    waiting('b1', { owner: 2, since: 2 }),
    waiting('a2', { owner: 1, since: 3 }),
    waiting('all', { owner: 3, since: 4, overflow: 'everybody' }),
  ];
  expect(fates(calls, [agent(1, busy), agent(2, busy), agent(3, busy)])).toEqual({
    a1: 0,
    b1: 0,
    a2: 1,
    all: 3,
  });
});

test('only calls that wait are looked at', () => {
  const { call } = startInbound({
    ...{ id: 'new', did: '1', caller: null, trunk: null, channelId: 'c', at: 0, plan },
  });
  expect(fates([call], [agent(1)])).toEqual({});
});
