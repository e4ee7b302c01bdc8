import { CallFeed } from '#calls/engine/call-feed';
import type { CallJournal } from '#calls/engine/call-journal';
import type { Clock } from '#kernel/clock';
import { CallScribe } from '#calls/engine/call-scribe';
import { Switchboard } from '#calls/engine/switchboard';
import { plan } from './call-samples';
import { FakeClock, settled } from '../kernel/fake-clock';
import { FakePbx } from './fake-pbx';
import { MemoryCallers } from './memory-callers';
import { MemoryCouriers } from './memory-couriers';
import { MemoryCallStore } from './memory-call-store';
import { MemoryJournal } from './memory-journal';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from './memory-order-book';

/*
 * What becomes of calls when Star7 has missed events: in the gap of a lost connection, or because it was dead. A process
 * dies by being forgotten: the next one has the same PBX, store and journal, and nothing else.
 */

const number = '+79005551234';

function world() {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const orders = new MemoryOrderBook();
  const store = new MemoryCallStore();
  const journal = new MemoryJournal();
  const log = new MemoryLog();
  orders.addManager('101');
  orders.addManager('102');
  orders.addOrder('1001', '101', number);
  orders.addOrder('2001', '102', number);
  let ids = 0;
  let generation = 0;
  /** Starts a process; the one before it is dead, and neither its timers nor its journal do anything any more. */
  const start = (): Switchboard => {
    const mine = ++generation;
    const lives = (): boolean => mine === generation;
    const ownClock: Clock = {
      now: () => clock.now(),
      steps: () => clock.steps(),
      after: (milliseconds, callback) => clock.after(milliseconds, () => lives() && callback()),
    };
    const ownJournal: CallJournal = {
      full: false,
      note: (call) => lives() && journal.note(call),
      finished: (call) => lives() && journal.finished(call),
      refused: (call, code) => lives() && journal.refused(call, code),
      stored: (id) => lives() && journal.stored(id),
    };
    return new Switchboard({
      pbx,
      orders,
      callers: new MemoryCallers(),
      agents: new MemoryCallers(),
      keyedNumbers: new MemoryCallers(),
      couriers: new MemoryCouriers(),
      transfers: new MemoryCallers(),
      store,
      scribe: new CallScribe(store, ownJournal, ownClock, log, 0),
      journal: ownJournal,
      clock: ownClock,
      log,
      feed: new CallFeed(),
      plan,
      callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
      extensions: { stateOf: () => ({ registered: true, inUse: false }) },
      newCallId: () => `call-${String(++ids)}`,
    });
  };
  /** The power goes: nothing runs until the next start. */
  const die = (): void => {
    generation += 1;
  };
  return { clock, pbx, orders, store, journal, log, start, die };
}
type World = ReturnType<typeof world>;

const second = 1_000_000;

/** A call of 101's in this phase, with the process that made it. */
async function callIn(phase: string, { pbx, orders, start }: World): Promise<Switchboard> {
  const switchboard = start();
  if (phase === 'calling-manager' || phase === 'accepting') {
    if (phase === 'accepting') orders.addManager('101', { pressToAccept: true });
    await switchboard.click({ extension: '101', orderNumber: '1001', slot: 'main', idempotencyKey: null });
    if (phase === 'accepting') pbx.answers('call-1-m');
  } else {
    if (phase === 'authorising') orders.authorise = () => new Promise(() => undefined);
    if (phase === 'connecting') pbx.join = () => new Promise(() => undefined);
    pbx.dials('101', '1001', 'phone');
    await settled();
    if (phase === 'announcing') pbx.ends('call-1-c0', 17, 486);
    if (phase === 'connecting' || phase === 'talking') pbx.answers('call-1-c0');
  }
  await settled();
  expect(switchboard.live('call-1')!.phase).toBe(phase);
  return switchboard;
}

/** The process dies; another takes over and has looked twice. */
async function restart({ pbx, journal, clock, start }: World): Promise<Switchboard> {
  const next = start();
  next.restore([...journal.open.values()]);
  pbx.connects();
  await settled();
  await clock.pass(3_000);
  return next;
}

describe('the next process', () => {
  test('counts the revisions of a call on, so that no page takes its views for old ones', async () => {
    const at = world();
    const before = (await callIn('talking', at)).live('call-1')!.revision!;
    const after = (await restart(at)).live('call-1')!.revision!;
    expect(after).toBeGreaterThan(before);
  });

  test.each([
    ['authorising', 'announcing'],
    ['calling-manager', 'calling-manager'],
    ['accepting', 'accepting'],
    ['calling-customer', 'calling-customer'],
    ['talking', 'talking'],
    ['announcing', 'ended'],
  ])('takes a call over that was %s: it is %s then', async (before, after) => {
    const all = world();
    await callIn(before, all);
    const next = await restart(all);
    expect((next.live('call-1') ?? all.store.calls.get('call-1')?.record)!).toMatchObject(
      after === 'ended' ? { disposition: 'busy' } : { phase: after },
    );
    // Whatever it was, it ends with one record, and nothing is left on the PBX.
    next.hangUp('call-1', 'request');
    await all.clock.pass(60_000);
    expect(all.pbx.channels).toEqual([]);
    expect(all.store.records).toHaveLength(1);
    expect(all.journal.open.size + all.journal.waiting.size).toBe(0);
  });

  test('joins the two whom the earlier one had not joined', async () => {
    const all = world();
    await callIn('connecting', all);
    const { join } = FakePbx.prototype;
    all.pbx.join = join.bind(all.pbx);
    const next = await restart(all);
    expect(all.pbx.did('join')).toHaveLength(1);
    expect(next.live('call-1')!.phase).toBe('talking');
  });

  test('finds that the customer answered meanwhile, and joins them', async () => {
    const all = world();
    await callIn('calling-customer', all);
    all.pbx.unseen({ there: { 'call-1-c0': 'answered' } });
    const next = await restart(all);
    expect(next.live('call-1')!.phase).toBe('talking');
  });

  test('calls nobody whose number it does not have', async () => {
    const all = world();
    await callIn('calling-customer', all);
    const next = await restart(all);
    const before = all.pbx.customersCalled.length;
    all.pbx.ends('call-1-c0', 34, 503);
    await settled();
    expect(all.pbx.customersCalled).toHaveLength(before);
    expect(next.live('call-1')).toMatchObject({ disposition: 'interrupted' });
  });

  test('writes a true record of a call that ended while there was no Star7', async () => {
    const all = world();
    await callIn('talking', all);
    const bridged = all.clock.now();
    all.pbx.unseen({
      gone: ['phone', 'call-1-c0'],
      endings: {
        phone: { at: bridged + 90 * second, cause: 16, answered: true },
        'call-1-c0': { at: bridged + 93 * second, cause: 16, answered: true },
      },
    });
    all.die();
    await all.clock.pass(3_600_000);
    await restart(all);
    expect(all.store.records).toEqual([
      expect.objectContaining({
        disposition: 'answered',
        hungUpBy: 'manager',
        hangupCause: 16,
        talkSeconds: 90,
        manager: expect.objectContaining({ endedAt: bridged + 90 * second }) as object,
        customer: expect.objectContaining({ endedAt: bridged + 93 * second }) as object,
      }),
    ]);
  });

  test('sees within seconds the end of a leg that the dialplan took back meanwhile, of which no event tells', async () => {
    const all = world();
    await callIn('calling-customer', all);
    all.die();
    all.pbx.left.add('phone');
    const next = await restart(all);
    // Long after the comparisons that follow a connection: the next one would come in half a minute.
    await all.clock.pass(5_000);
    next.hangUp('call-1', 'request');
    await all.clock.pass(3_000);
    expect(all.store.records).toEqual([expect.objectContaining({ disposition: 'cancelled' })]);
  });

  test('does not guess where nothing is known of the end', async () => {
    const all = world();
    await callIn('talking', all);
    all.pbx.unseen({ gone: ['phone', 'call-1-c0'] });
    all.die();
    await all.clock.pass(3_600_000);
    await restart(all);
    expect(all.store.records).toEqual([
      expect.objectContaining({ disposition: 'interrupted', hungUpBy: 'system', talkSeconds: 0 }),
    ]);
  });

  test('keeps the longest conversation as long as it was to be', async () => {
    const all = world();
    await callIn('talking', all);
    all.die();
    await all.clock.pass(3_000_000);
    await restart(all);
    await all.clock.pass(590_000);
    expect(all.store.records).toEqual([]);
    await all.clock.pass(20_000);
    expect(all.store.records).toEqual([expect.objectContaining({ hungUpBy: 'system', talkSeconds: 3600 })]);
  });

  test('knows that the manager is in a call', async () => {
    const all = world();
    await callIn('talking', all);
    const next = await restart(all);
    expect(
      await next.click({ extension: '101', orderNumber: '1001', slot: 'second', idempotencyKey: null }),
    ).toEqual({ outcome: 'manager-busy' });
  });

  test('finds no number in what the earlier one left', async () => {
    const all = world();
    await callIn('calling-customer', all);
    all.pbx.dials('102', '79005551234', 'mistaken');
    await settled();
    const left = JSON.stringify([[...all.journal.open.values()], [...all.journal.waiting.values()]]);
    expect(left).toContain('call-2');
    expect(left).not.toContain(number.slice(-7));
  });
});

describe('a phone that is called back', () => {
  async function releasing(all: World): Promise<void> {
    const { pbx, orders, start } = all;
    orders.addManager('101', { shortCodeMode: 'call-back' });
    pbx.refuse('hang-up');
    start();
    pbx.dials('101', '1001', 'phone');
    await settled();
    pbx.allow('hang-up');
  }

  test('is heard of by the next process, though it is not yet called', async () => {
    const all = world();
    await releasing(all);
    const next = await restart(all);
    expect(all.pbx.adopted).toEqual(['phone']);
    all.pbx.ends('phone');
    await settled();
    expect(all.pbx.phonesCalled).toEqual(['call-1-m']);
    expect(next.live('call-1')).toMatchObject({ phase: 'calling-manager', startKind: 'call-back' });
  });

  test('that went unseen is called back all the same', async () => {
    const all = world();
    await releasing(all);
    all.pbx.unseen({ gone: ['phone'] });
    await restart(all);
    expect(all.pbx.phonesCalled).toEqual(['call-1-m']);
  });

  test('whose own new leg is no channel that arrived', async () => {
    const all = world();
    await releasing(all);
    all.pbx.ends('phone');
    await settled();
    await restart(all);
    expect(all.pbx.adopted).toEqual([]);
  });
});

describe('after a gap in the events', () => {
  async function gap(all: World): Promise<void> {
    all.pbx.connects();
    await settled();
    await all.clock.pass(1_000);
  }

  test('one list without a call that began after the connection says nothing: it may be older', async () => {
    const all = world();
    const older = await all.pbx.survey();
    const survey = all.pbx.survey.bind(all.pbx);
    let reply: () => void = () => undefined;
    all.pbx.survey = () => new Promise((resolve) => (reply = () => resolve(older)));
    const switchboard = all.start();
    all.pbx.connects();
    all.pbx.dials('101', '1001', 'phone');
    await settled();
    all.pbx.answers('call-1-c0');
    await settled();
    reply();
    await settled();
    expect(switchboard.live('call-1')!.phase).toBe('talking');
    all.pbx.survey = survey;
    await all.clock.pass(2_000);
    expect(switchboard.live('call-1')!.phase).toBe('talking');
  });

  test('nor does it end a leg that was only requested: the PBX may still create it', async () => {
    const all = world();
    all.pbx.make = () => new Promise(() => undefined);
    const switchboard = all.start();
    all.pbx.dials('101', '1001', 'phone');
    await settled();
    all.pbx.connects();
    await settled();
    expect(switchboard.live('call-1')!.phase).toBe('calling-customer');
  });

  test('a leg that is gone ends the call', async () => {
    const all = world();
    await callIn('talking', all);
    all.pbx.unseen({
      gone: ['call-1-c0'],
      endings: { 'call-1-c0': { at: all.clock.now(), cause: 16, answered: true } },
    });
    await gap(all);
    expect(all.store.records).toEqual([
      expect.objectContaining({ disposition: 'answered', hungUpBy: 'customer' }),
    ]);
    expect(all.pbx.channels).toEqual([]);
  });

  test('legs and bridges that no call has are ended; other programs’ are not', async () => {
    const all = world();
    const switchboard = await callIn('talking', all);
    all.pbx.unseen({
      there: { 'call-0-c0': 'answered', 'other-1': 'answered' },
      bridge: { id: 'call-0-b', channels: ['call-0-c0'] },
    });
    await gap(all);
    expect(all.pbx.channels).toEqual(['phone', 'call-1-c0', 'other-1']);
    expect(all.pbx.did('part')).toEqual([{ deed: 'part', bridgeId: 'call-0-b' }]);
    expect(switchboard.live('call-1')!.phase).toBe('talking');
  });

  test('legs that could not be hung up while the PBX was away are hung up when it is back', async () => {
    const all = world();
    const switchboard = await callIn('talking', all);
    all.pbx.refuse('hang-up');
    switchboard.hangUp('call-1', 'request');
    await all.clock.pass(2 * plan.clearSeconds * 1000);
    expect(all.store.records).toHaveLength(1);
    expect([...all.pbx.channels].sort()).toEqual(['call-1-c0', 'phone']);
    all.pbx.allow('hang-up');
    await gap(all);
    expect(all.pbx.channels).toEqual([]);
    expect(all.store.records).toHaveLength(1);
  });

  test('of a PBX that died the two are known to have talked until the connection was lost, not until it was back', async () => {
    const all = world();
    await callIn('talking', all);
    all.pbx.connects();
    await all.clock.pass(10_000);
    all.pbx.disconnects();
    const lost = all.clock.now();
    await all.clock.pass(60_000);
    all.pbx.unseen({ gone: ['phone', 'call-1-c0'] });
    await gap(all);
    await all.clock.pass(1_000);
    expect(all.store.records).toEqual([
      expect.objectContaining({
        disposition: 'answered',
        hungUpBy: 'system',
        talkSeconds: 10,
        endedAt: lost,
      }),
    ]);
  });

  test('a PBX that is being stopped ends the call, and neither of the two does', async () => {
    const all = world();
    await callIn('talking', all);
    await all.clock.pass(7_000);
    all.pbx.shutsDown('call-1-c0', 'phone');
    await settled();
    expect(all.store.records).toEqual([
      expect.objectContaining({ disposition: 'answered', hungUpBy: 'system', talkSeconds: 7 }),
    ]);
  });

  test('the end of a leg that the dialplan took back meanwhile, of which no event tells, is seen within seconds', async () => {
    const all = world();
    const switchboard = await callIn('calling-customer', all);
    await gap(all);
    all.pbx.left.add('phone');
    await all.clock.pass(5_000);
    switchboard.hangUp('call-1', 'request');
    await all.clock.pass(3_000);
    expect(all.store.records).toEqual([expect.objectContaining({ disposition: 'cancelled' })]);
  });

  test('it is looked again every half minute', async () => {
    const all = world();
    await callIn('talking', all);
    await gap(all);
    all.pbx.unseen({ gone: ['phone', 'call-1-c0'] });
    await all.clock.pass(32_000);
    expect(all.store.records).toHaveLength(1);
  });
});

describe('while there is no connection', () => {
  test('who hung up and when is known from what the PBX writes down, and the record does not wait', async () => {
    const all = world();
    await callIn('talking', all);
    const bridged = all.clock.now();
    all.pbx.connects();
    await all.clock.pass(30_000);
    all.pbx.disconnects();
    await all.clock.pass(10_000);
    expect(all.store.records).toEqual([]);
    all.pbx.unseen({
      gone: ['phone', 'call-1-c0'],
      endings: {
        'call-1-c0': { at: bridged + 36 * second, cause: 16, answered: true },
        phone: { at: bridged + 39 * second, cause: 16, answered: true },
      },
    });
    await all.clock.pass(3_000);
    expect(all.store.records).toEqual([
      expect.objectContaining({
        disposition: 'answered',
        hungUpBy: 'customer',
        talkSeconds: 36,
        endedAt: bridged + 39 * second,
        manager: expect.objectContaining({ endedAt: bridged + 39 * second }) as object,
        customer: expect.objectContaining({ endedAt: bridged + 36 * second }) as object,
      }),
    ]);
  });

  test.each([
    [true, { disposition: 'answered', hungUpBy: 'system', talkSeconds: 0 }],
    [false, { disposition: 'no-answer', hungUpBy: 'network', talkSeconds: 0 }],
  ])('a customer who was let go meanwhile, and had answered unseen: %p', async (answered, facts) => {
    const all = world();
    await callIn('calling-customer', all);
    all.pbx.rings('call-1-c0');
    await settled();
    all.pbx.connects();
    await all.clock.pass(5_000);
    all.pbx.disconnects();
    const at = all.clock.now() + 4 * second;
    all.pbx.unseen({
      gone: ['phone', 'call-1-c0'],
      endings: {
        'call-1-c0': { at, cause: 16, answered },
        phone: { at: at + second, cause: 16, answered: false },
      },
    });
    await all.clock.pass(10_000);
    expect(all.store.records).toEqual([
      expect.objectContaining({
        ...facts,
        customer: expect.objectContaining({ answeredAt: answered ? at : null, endedAt: at }) as object,
        manager: expect.objectContaining({ answeredAt: null }) as object,
      }),
    ]);
  });

  test.each([
    [true, 'failed'],
    [false, 'manager-no-answer'],
  ])(
    'a manager whose phone was let go meanwhile, and had been picked up unseen: %p',
    async (answered, disposition) => {
      const all = world();
      await callIn('calling-manager', all);
      all.pbx.rings('call-1-m');
      all.pbx.connects();
      await all.clock.pass(5_000);
      all.pbx.disconnects();
      const at = all.clock.now() + second;
      all.pbx.unseen({ gone: ['call-1-m'], endings: { 'call-1-m': { at, cause: 16, answered } } });
      await all.clock.pass(5_000);
      expect(all.store.records).toEqual([
        expect.objectContaining({
          disposition,
          hungUpBy: 'system',
          manager: expect.objectContaining({ answeredAt: answered ? at : null, endedAt: at }) as object,
        }),
      ]);
      expect(all.pbx.customersCalled).toEqual([]);
    },
  );

  test('one that has stopped looks at nothing any more: its calls are the next one’s', async () => {
    const all = world();
    const switchboard = await callIn('talking', all);
    all.pbx.connects();
    await all.clock.pass(5_000);
    await switchboard.stop(1_000);
    all.pbx.disconnects();
    all.pbx.unseen({
      gone: ['phone', 'call-1-c0'],
      endings: {
        phone: { at: all.clock.now(), cause: 16, answered: true },
        'call-1-c0': { at: all.clock.now(), cause: 16, answered: true },
      },
    });
    await all.clock.pass(60_000);
    expect(all.store.records).toEqual([]);
    expect(all.clock.waiting).toBe(0);
    expect([...all.journal.open.keys()]).toEqual(['call-1']);
  });

  test('a record ends with the last of its legs, in whichever order that is told', async () => {
    const all = world();
    await callIn('calling-customer', all);
    const began = all.clock.now();
    await all.clock.pass(5_000);
    all.pbx.ends('call-1-c0', 17, 486);
    await settled();
    all.pbx.disconnects();
    all.pbx.unseen({
      gone: ['phone'],
      endings: { phone: { at: began + 2 * second, cause: 16, answered: true } },
    });
    await all.clock.pass(30_000);
    expect(all.store.records).toEqual([
      expect.objectContaining({
        disposition: 'busy',
        endedAt: began + 5 * second,
        manager: expect.objectContaining({ endedAt: began + 2 * second }) as object,
      }),
    ]);
  });
});

describe('the connection is lost as the customer answers', () => {
  async function lostAtTheAnswer() {
    const all = world();
    await callIn('calling-customer', all);
    all.pbx.refuse('join');
    all.pbx.up = false;
    all.pbx.answers('call-1-c0');
    await settled();
    return all;
  }

  test('and back within the time to join them: they talk', async () => {
    const all = await lostAtTheAnswer();
    await all.clock.pass(2_000);
    all.pbx.allow('join');
    all.pbx.up = true;
    all.pbx.connects();
    await settled();
    all.pbx.ends('phone');
    await all.clock.pass(1_000);
    expect(all.store.records).toEqual([
      expect.objectContaining({ disposition: 'answered', hungUpBy: 'manager' }),
    ]);
  });

  test('and back too late: the call has failed, and nobody is joined any more', async () => {
    const all = await lostAtTheAnswer();
    await all.clock.pass(60_000);
    const before = all.pbx.did('join').length;
    all.pbx.allow('join');
    all.pbx.up = true;
    all.pbx.connects();
    await all.clock.pass(60_000);
    expect(all.pbx.did('join')).toHaveLength(before);
    expect(all.store.records).toEqual([expect.objectContaining({ disposition: 'failed' })]);
  });
});

describe('the PBX did not carry out a request, while the connection lived', () => {
  test('a bridge that could not be destroyed is destroyed as soon as it can be', async () => {
    const all = world();
    await callIn('talking', all);
    all.pbx.connects();
    // All was found to agree: the next look is half a minute away.
    await all.clock.pass(5_000);
    all.pbx.refuse('part');
    all.pbx.ends('phone');
    await all.clock.pass(2_000);
    expect((await all.pbx.survey()).bridges.size).toBe(1);
    all.pbx.allow('part');
    await all.clock.pass(4_000);
    expect((await all.pbx.survey()).bridges.size).toBe(0);
  });

  test('nor a leg hung up, nor its end told: the bridge of the call that this ends is destroyed as soon', async () => {
    const all = world();
    await callIn('talking', all);
    all.pbx.connects();
    await all.clock.pass(5_000);
    all.pbx.refuse('part');
    all.pbx.refuse('hang-up');
    all.pbx.ends('phone');
    all.pbx.allow('part');
    await all.clock.pass(200);
    all.pbx.unseen({ gone: ['call-1-c0'] });
    // A second before each look, also after one that has settled something.
    await all.clock.pass(5_000);
    expect(all.store.records).toHaveLength(1);
    expect((await all.pbx.survey()).bridges.size).toBe(0);
  });

  test('the leg is let go at the second try, and gone after the first look: the bridge is destroyed as soon', async () => {
    const all = world();
    const start = (): Switchboard => {
      const switchboard = all.start();
      all.pbx.connects();
      return switchboard;
    };
    // Not a call that was there before the connection, whose ends are looked for anyway.
    await callIn('talking', { ...all, start });
    await all.clock.pass(5_000);
    all.pbx.refuse('part');
    all.pbx.refuse('hang-up');
    all.pbx.ends('phone');
    await settled();
    await all.clock.pass(500);
    all.pbx.allow('part');
    all.pbx.putOff('hang-up');
    // The look finds the leg up, as the call has it.
    await all.clock.pass(501);
    all.pbx.ends('call-1-c0');
    await settled();
    expect(all.store.records).toHaveLength(1);
    expect((await all.pbx.survey()).bridges.size).toBe(1);
    await all.clock.pass(2_000);
    expect((await all.pbx.survey()).bridges.size).toBe(0);
  });

  test('whom it did not let go is let go within seconds of its being able to', async () => {
    const all = world();
    await callIn('talking', all);
    all.pbx.refuse('hang-up');
    all.pbx.ends('phone');
    await all.clock.pass(3_000);
    expect(all.pbx.channels).toEqual(['call-1-c0']);
    all.pbx.allow('hang-up');
    await all.clock.pass(1_500);
    expect(all.pbx.channels).toEqual([]);
    expect(all.store.records).toEqual([
      expect.objectContaining({ disposition: 'answered', hungUpBy: 'manager' }),
    ]);
  });

  test('what cannot be settled is looked at ever more seldom', async () => {
    const all = world();
    await callIn('talking', all);
    all.pbx.connects();
    all.pbx.part = () => Promise.resolve();
    all.pbx.ends('phone');
    await all.clock.pass(600_000);
    const warnings = all.log.lines.filter(({ message }) => message.startsWith('the PBX still has'));
    expect(warnings.length).toBeGreaterThan(3);
    expect(warnings.length).toBeLessThan(30);
  });
});

describe('somebody sets the machine’s clock in mid-call', () => {
  test.each([3600, -3600, 90])(
    'by %s s: how long they talked, and what came after what, stays true',
    async (by) => {
      const all = world();
      await callIn('talking', all);
      const bridged = all.clock.now();
      await all.clock.pass(20_000);
      all.clock.set(by * second);
      await all.clock.pass(25_500);
      all.pbx.ends('phone');
      await settled();
      await all.clock.pass(1_000);
      // By the clock as it stood when the call began.
      const ended = bridged + 45.5 * second;
      expect(all.store.records).toEqual([
        expect.objectContaining({
          disposition: 'answered',
          talkSeconds: 45,
          endedAt: ended,
          manager: expect.objectContaining({ endedAt: ended }) as object,
          customer: expect.objectContaining({ endedAt: ended }) as object,
        }),
      ]);
    },
  );

  test('the longest conversation is as long as it was to be, and the next call has the new time', async () => {
    const all = world();
    await callIn('talking', all);
    all.clock.set(-7_200 * second);
    await all.clock.pass(3_599_000);
    expect(all.store.records).toEqual([]);
    await all.clock.pass(2_000);
    expect(all.store.records).toEqual([expect.objectContaining({ hungUpBy: 'system', talkSeconds: 3600 })]);
    const before = all.clock.now();
    all.pbx.dials('102', '2001', 'another');
    await settled();
    all.pbx.ends('another');
    await all.clock.pass(1_000);
    expect(all.store.records.at(-1)).toMatchObject({ requestedAt: before, disposition: 'cancelled' });
  });
});
