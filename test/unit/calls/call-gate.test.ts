import { CallGate } from '#calls/engine/call-gate';
import { CallTally } from '#calls/engine/call-tally';
import { GuessGuard } from '#calls/engine/guess-guard';
import type { CallRequest } from '#calls/engine/call-authority';
import type { CallLimits } from '#calls/model/call-limits';
import { parseCallingHours } from '#kernel/calling-hours';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryLimitStore } from './memory-limit-store';
import { capsOf, noLimits } from './no-limits';
import { MemoryOrderBook } from './memory-order-book';

const minute = 60_000;

class Rig {
  readonly clock = new FakeClock(Date.UTC(2026, 10, 24, 9) * 1000);
  readonly alerts = new MemoryAlerts();
  readonly asked: CallRequest[] = [];
  readonly orders = new MemoryOrderBook();
  gate: CallGate;
  limits: CallLimits = {
    ...noLimits,
    callsPerHour: 4,
    callsPerDay: 6,
    hours: parseCallingHours('09:00-21:00')!,
    defaultTimeZone: 'Europe/Moscow',
  };

  constructor(readonly store = new MemoryLimitStore()) {
    for (const extension of ['101', '102', '103']) this.orders.addManager(extension);
    this.orders.addOrder('1001', '101', '+79005550001');
    this.orders.addOrder('1002', '102', '+79005550002');
    this.orders.addOrder('1003', '101', '+79005550001', { status: 'closed' });
    this.orders.addOrder('1004', '103', '+79005550001');
    this.gate = this.restarted();
  }

  /** A gate that knows nothing but what the store keeps. */
  restarted(): CallGate {
    const { clock, store, alerts } = this;
    const guard = new GuessGuard({
      store,
      alerts,
      clock,
      rules: {
        perManager: { limit: 3, windowSeconds: 600, lockSeconds: 1200 },
        overall: { limit: 5, windowSeconds: 600, lockSeconds: 1200 },
      },
    });
    const orders = {
      authorise: (request: CallRequest) => {
        this.asked.push(request);
        return this.orders.authorise(request);
      },
    };
    return new CallGate({
      orders,
      guard,
      caps: capsOf(clock, store, alerts),
      alerts,
      clock,
      limits: () => Promise.resolve(this.limits),
    });
  }

  async refusal(orderNumber: string, extension = '101'): Promise<string | null> {
    const { refusal, order } = await this.gate.authorise({ extension, orderNumber, slot: 'main' });
    expect(order === null).toBe(
      refusal !== null && !['do-not-call', 'destination', 'calling-hours'].includes(refusal ?? ''),
    );
    return refusal ?? null;
  }

  async guess(times: number, extension = '101'): Promise<void> {
    for (let n = 0; n < times; n += 1) expect(await this.refusal('9999', extension)).toBe('order');
  }
}

describe('guessing', () => {
  test('locks out after the limit: for every order, one’s own, somebody else’s, closed and none alike', async () => {
    const rig = new Rig();
    expect(await rig.refusal('1001')).toBeNull();
    for (const wrong of ['9999', '1002', '1003']) expect(await rig.refusal(wrong)).toBe('order');
    rig.asked.length = 0;
    const answers = [];
    for (const any of ['1001', '1002', '1003', '9999', '']) {
      answers.push(await rig.gate.authorise({ extension: '101', orderNumber: any, slot: 'main' }));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ refusal: 'locked-out', order: null, retryAfterSeconds: 1200 });
    // The prompt's language is the manager's, and no order was asked for.
    expect(answers[0]!.manager?.extension).toBe('101');
    expect(new Set(rig.asked.map(({ orderNumber }) => orderNumber))).toEqual(new Set(['']));
    expect(rig.alerts.raised).toEqual([{ event: 'manager-locked-out', manager: '101' }]);
    expect(await rig.refusal('1002', '102')).toBeNull();
    await rig.clock.pass(20 * minute);
    expect(await rig.refusal('1001')).toBeNull();
  });

  test('a hundred at once are no way round it', async () => {
    const rig = new Rig();
    const all = await Promise.all(Array.from({ length: 100 }, () => rig.refusal('9999')));
    expect(all.filter((each) => each === 'order')).toHaveLength(3);
    expect(all.filter((each) => each === 'locked-out')).toHaveLength(97);
  });

  test('by several managers locks out all of them', async () => {
    const rig = new Rig();
    await rig.guess(2, '101');
    await rig.guess(2, '102');
    expect(await rig.refusal('1004', '103')).toBeNull();
    await rig.guess(1, '103');
    for (const extension of ['101', '102', '103'])
      expect(await rig.refusal('1001', extension)).toBe('locked-out');
    expect(rig.alerts.raised).toEqual([{ event: 'everybody-locked-out' }]);
  });

  test('by a phone of no manager locks out nobody', async () => {
    const rig = new Rig();
    for (let n = 0; n < 20; n += 1) expect(await rig.refusal('9999', '999')).toBe('order');
    expect(await rig.refusal('1001')).toBeNull();
  });

  test('survives a restart, also half-way; and can be lifted', async () => {
    const rig = new Rig();
    await rig.guess(2);
    rig.gate = rig.restarted();
    await rig.guess(1);
    rig.gate = rig.restarted();
    expect(await rig.refusal('1001')).toBe('locked-out');
    rig.store.kept = [];
    expect(await rig.refusal('1001')).toBeNull();
  });

  test('a wrong number that cannot be counted is not answered', async () => {
    const rig = new Rig();
    await rig.guess(1);
    rig.store.failWith(new Error('down'));
    await expect(rig.refusal('9999')).rejects.toThrow('down');
    expect(await rig.refusal('1001')).toBeNull();
  });

  test('without what was counted before nobody is called; once it is known, they are', async () => {
    const rig = new Rig();
    rig.store.failWith(new Error('down'));
    await expect(rig.refusal('1001')).rejects.toThrow('down');
    rig.store.failWith(null);
    expect(await rig.refusal('1001')).toBeNull();
  });
});

describe('caps', () => {
  test('of an hour and of a day, the same for every order', async () => {
    const rig = new Rig();
    for (let n = 0; n < 4; n += 1) expect(await rig.refusal('1001')).toBeNull();
    rig.asked.length = 0;
    for (const any of ['1001', '1002', '9999']) expect(await rig.refusal(any)).toBe('hourly-cap');
    expect(new Set(rig.asked.map(({ orderNumber }) => orderNumber))).toEqual(new Set(['']));
    expect(rig.alerts.raised).toEqual([{ event: 'call-cap-reached', manager: '101', reason: 'hourly-cap' }]);
    const { retryAfterSeconds } = await rig.gate.authorise({
      extension: '101',
      orderNumber: '1001',
      slot: 'main',
    });
    await rig.clock.pass((retryAfterSeconds ?? 0) * 1000 - 1000);
    expect(await rig.refusal('1001')).toBe('hourly-cap');
    await rig.clock.pass(1000);
    for (let n = 0; n < 2; n += 1) expect(await rig.refusal('1001')).toBeNull();
    expect(await rig.refusal('1001')).toBe('daily-cap');
    // Somebody else's calls are another matter.
    expect(await rig.refusal('1002', '102')).toBeNull();
  });

  test('count what the records know after a restart', async () => {
    const rig = new Rig();
    rig.store.calls = [{ name: '101', minute: rig.clock.now() - 5 * minute * 1000, count: 4 }];
    rig.gate = rig.restarted();
    expect(await rig.refusal('1001')).toBe('hourly-cap');
  });

  test('do not count refusals, nor a phone that is in another call', async () => {
    const rig = new Rig();
    rig.orders.restrain('1001', { doNotCall: true });
    for (let n = 0; n < 9; n += 1) expect(await rig.refusal('1001')).toBe('do-not-call');
    for (let n = 0; n < 9; n += 1) {
      await rig.gate.authorise({ extension: '101', orderNumber: '9999', slot: 'main', occupied: true });
    }
    rig.orders.restrain('1001', {});
    expect(await rig.refusal('1001')).toBeNull();
  });
});

describe('a manager’s own caps', () => {
  test('stand before the site’s: fewer calls, more, or as many as one likes', async () => {
    const rig = new Rig();
    rig.orders.addManager('101', { maxCallsHour: 1 });
    rig.orders.addManager('102', { maxCallsHour: 0, maxCallsDay: 5 });
    expect(await rig.refusal('1001')).toBeNull();
    for (const any of ['1001', '1002', '9999']) expect(await rig.refusal(any)).toBe('hourly-cap');
    for (let n = 0; n < 5; n += 1) expect(await rig.refusal('1002', '102')).toBeNull();
    expect(await rig.refusal('1002', '102')).toBe('daily-cap');
    expect(await rig.refusal('1004', '103')).toBeNull();
  });

  test('are gone by at the next call, lowered or raised', async () => {
    const rig = new Rig();
    expect(await rig.refusal('1001')).toBeNull();
    rig.orders.addManager('101', { maxCallsHour: 1 });
    expect(await rig.refusal('1001')).toBe('hourly-cap');
    rig.orders.addManager('101', { maxCallsHour: 2 });
    expect(await rig.refusal('1001')).toBeNull();
    expect(await rig.refusal('1001')).toBe('hourly-cap');
    rig.orders.addManager('101');
    expect(await rig.refusal('1001')).toBeNull();
  });

  test('once known, decide before any order is looked up; a wrong number is then no guess', async () => {
    const rig = new Rig();
    rig.orders.addManager('101', { maxCallsHour: 1 });
    expect(await rig.refusal('1001')).toBeNull();
    rig.asked.length = 0;
    for (let n = 0; n < 9; n += 1) expect(await rig.refusal(n % 2 ? '1001' : '9999')).toBe('hourly-cap');
    expect(new Set(rig.asked.map(({ orderNumber }) => orderNumber))).toEqual(new Set(['']));
    expect(rig.alerts.raised).toEqual([{ event: 'call-cap-reached', manager: '101', reason: 'hourly-cap' }]);
  });

  test('cost a call that is let through no question more', async () => {
    const rig = new Rig();
    rig.orders.addManager('101', { maxCallsHour: 3 });
    for (let n = 0; n < 3; n += 1) expect(await rig.refusal('1001')).toBeNull();
    expect(rig.asked).toHaveLength(3);
  });
});

test('limits of the site that change are gone by at the next call', async () => {
  const rig = new Rig();
  expect(await rig.refusal('1001')).toBeNull();
  rig.limits = { ...rig.limits, callsPerHour: 1 };
  expect(await rig.refusal('1001')).toBe('hourly-cap');
  rig.limits = { ...rig.limits, callsPerHour: 0, hours: parseCallingHours('20:00-21:00')! };
  expect(await rig.refusal('1001')).toBe('calling-hours');
});

test('limits of a customer are told of one’s own open order alone', async () => {
  for (const restraints of [
    { doNotCall: true },
    { destination: 'abroad' as const },
    { timeZone: 'America/Los_Angeles' },
  ]) {
    const rig = new Rig();
    for (const number of ['1001', '1002', '1003']) rig.orders.restrain(number, restraints);
    expect(await rig.refusal('1001')).not.toBe('order');
    expect(await rig.refusal('1002')).toBe('order');
    expect(await rig.refusal('1003')).toBe('order');
  }
});

test('no hour anywhere has more calls than the cap', () => {
  // Calls at random moments, each let through where the tally says that the cap leaves room.
  const tally = new CallTally();
  const allowed: number[] = [];
  let state = 7;
  let at = 1_700_000_000_000_000;
  for (let n = 0; n < 3000; n += 1) {
    state = (state * 48_271) % 2_147_483_647;
    at += (state % 240) * 1_000_000;
    if (tally.within('101', at, 3600) >= 10) continue;
    tally.add('101', at);
    allowed.push(at);
  }
  expect(allowed.length).toBeGreaterThan(500);
  for (const [index, begin] of allowed.entries()) {
    expect((allowed[index + 10] ?? Infinity) - begin).toBeGreaterThanOrEqual(3_600_000_000);
  }
});
