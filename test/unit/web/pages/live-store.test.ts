import type { Call } from '../../../../src/web/api/types';
import { LiveStore } from '../../../../src/web/live/live-store';

const closed = 2;

class FakeSource extends EventTarget {
  readyState = 0;
  close = jest.fn(() => (this.readyState = closed));

  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  says(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  /** @param forGood the browser does not come back by itself */
  breaks(forGood: boolean): void {
    this.readyState = forGood ? closed : 0;
    this.dispatchEvent(new Event('error'));
  }
}

function callOf(id: string, phase: Call['phase'], revision = 1): Call {
  return { id, phase, revision: phase === 'ended' ? null : revision } as Call;
}

class Rig {
  readonly sources: FakeSource[] = [];
  readonly orders: (string | null)[] = [];
  recent: Call[] = [];
  readonly byId = new Map<string, Call>();
  readonly checkSession = jest.fn(() => Promise.resolve());
  readonly store = new LiveStore({
    open: () => {
      const source = new FakeSource();
      this.sources.push(source);
      return source as unknown as EventSource;
    },
    recentCalls: () => Promise.resolve(this.recent),
    call: (id) => Promise.resolve(this.byId.get(id) ?? null),
    checkSession: this.checkSession,
    onOrder: (orderNumber) => this.orders.push(orderNumber),
  });

  get source(): FakeSource {
    return this.sources.at(-1)!;
  }

  phase(id: string): string | undefined {
    return this.store.state().calls.get(id)?.phase;
  }
}

describe('presence', () => {
  it('is the newest of events and of responses to one’s own changes', () => {
    const rig = new Rig();
    rig.store.start();
    const unsaid = { awayReason: null, awayUntil: null };
    const away = { extension: '101', away: true, awaySince: '2026-11-25T10:00:00.000000Z', ...unsaid };
    const here = { extension: '101', away: false, awaySince: null, ...unsaid };
    const known = () => [...rig.store.state().presences.values()];
    expect(known()).toEqual([]);
    rig.source.says('presence', away);
    expect(known()).toEqual([away]);
    rig.store.takePresence(here);
    expect(known()).toEqual([here]);
    rig.source.says('presence', { ...away, extension: '102' });
    expect(known()).toEqual([here, { ...away, extension: '102' }]);
    rig.store.stop();
  });
});

describe('live calls and phones', () => {
  let rig: Rig;

  beforeEach(() => {
    jest.useFakeTimers();
    Object.assign(globalThis, { EventSource: { OPEN: 1, CLOSED: closed } });
    rig = new Rig();
    rig.store.start();
    rig.source.opens();
  });

  afterEach(() => {
    rig.store.stop();
    jest.useRealTimers();
  });

  it('keep what events say', () => {
    const told = jest.fn();
    rig.store.subscribe(told);
    rig.source.says('call', callOf('a', 'talking'));
    rig.source.says('phone', { extension: '101', registered: true, inUse: false });
    rig.source.says('order', { orderNumber: '1001' });
    expect(rig.phase('a')).toBe('talking');
    expect(rig.store.state().phones.get('101')).toMatchObject({ registered: true });
    expect(rig.orders).toEqual(['1001']);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it('let no older view bring back a call that has ended', () => {
    rig.store.take(callOf('a', 'ended'));
    rig.source.says('call', callOf('a', 'talking', 6));
    expect(rig.phase('a')).toBe('ended');
  });

  it('let no answer that comes late take a call back to where it stood when it was written', () => {
    rig.source.says('call', callOf('a', 'calling-manager', 2));
    rig.source.says('call', callOf('a', 'calling-customer', 4));
    rig.store.take(callOf('a', 'calling-manager', 2));
    expect(rig.phase('a')).toBe('calling-customer');
    rig.store.take(callOf('a', 'talking', 5));
    expect(rig.phase('a')).toBe('talking');
  });

  it('forget those that ended first, however early the others began', () => {
    rig.store.take(callOf('long', 'talking'));
    for (let index = 0; index < 20; index += 1) rig.store.take(callOf(`short-${String(index)}`, 'ended'));
    rig.store.take(callOf('long', 'ended'));
    expect(rig.phase('long')).toBe('ended');
    expect(rig.phase('short-0')).toBeUndefined();
    expect(rig.phase('short-1')).toBe('ended');
  });

  it('ask again after a gap: calls that ended meanwhile end, those that began are there', async () => {
    rig.source.says('call', callOf('a', 'talking'));
    rig.recent = [callOf('b', 'calling-customer'), callOf('old', 'ended')];
    rig.byId.set('a', callOf('a', 'ended'));
    rig.source.says('gap', {});
    await jest.advanceTimersByTimeAsync(0);
    expect(rig.phase('a')).toBe('ended');
    expect(rig.phase('b')).toBe('calling-customer');
    expect(rig.phase('old')).toBeUndefined();
    expect(rig.orders).toEqual([null]);
  });

  it('forget after a gap a caller who is a colleague’s by now: nothing more is learnt of the call', async () => {
    rig.source.says('call', callOf('a', 'queueing'));
    rig.source.says('call', callOf('b', 'talking'));
    rig.byId.set('b', callOf('b', 'talking', 2));
    rig.source.says('gap', {});
    await jest.advanceTimersByTimeAsync(0);
    expect(rig.phase('a')).toBeUndefined();
    expect(rig.phase('b')).toBe('talking');
  });

  it('leave it to the browser to come back, and say that the connection is lost meanwhile', async () => {
    rig.source.breaks(false);
    expect(rig.store.state().connection).toBe('lost');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(rig.sources).toHaveLength(1);
    rig.source.opens();
    expect(rig.store.state().connection).toBe('open');
    // The browser says where it had left off only where it had read a change: what was missed is asked for anyway.
    expect(rig.orders).toEqual([null]);
  });

  it('try again where the browser gave up, later each time, and ask whether the session still is', async () => {
    rig.source.breaks(true);
    expect(rig.checkSession).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(999);
    expect(rig.sources).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(rig.sources).toHaveLength(2);
    rig.source.breaks(true);
    await jest.advanceTimersByTimeAsync(1999);
    expect(rig.sources).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1);
    expect(rig.sources).toHaveLength(3);
    rig.source.opens();
    await jest.advanceTimersByTimeAsync(0);
    // A new source does not say where the one before had left off.
    expect(rig.orders).toEqual([null]);
  });

  it('try at once when the network is back, and not where they are connected', () => {
    rig.store.wake();
    expect(rig.sources).toHaveLength(1);
    rig.source.breaks(true);
    rig.store.wake();
    expect(rig.sources).toHaveLength(2);
  });
});
