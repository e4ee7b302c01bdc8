import { noLines } from '#calls/engine/own-lines';
import type { CallView } from '#calls/model/call-view';
import { mask, reveal } from '#kernel/masked';
import { Random } from '#kernel/random';
import { DecoyLines } from '#leaks/decoys/decoy-lines';
import type { LineResult } from '#leaks/model/decoys/line-plan';
import { FakePbx } from '../../calls/fake-pbx';
import { FakeClock, settled } from '../../kernel/fake-clock';
import { MemoryAlerts } from '../../log/memory-alerts';
import { MemoryLog } from '../../log/memory-log';
import { MemoryDecoys } from './memory-decoys';

const line = '74951230001';
const control = '74951230009';
const ownDid = '74950000000';
const stranger = '79165550123';

const hashOf = (digits: string): string => Buffer.from(`+${digits}`).toString('hex');

const answered = Array.from({ length: 20 }, (): LineResult => ({
  end: 'answered',
  ringMs: 6000,
  talkMs: 9000,
}));

async function shop({ results = answered, calls = [] as Partial<CallView>[] } = {}) {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const store = new MemoryDecoys();
  const log = new MemoryLog();
  const alerts = new MemoryAlerts();
  store.known = {
    lines: [
      { numberId: 1, decoyId: 5, hashes: [hashOf(line)], orderNumbers: ['20777'] },
      { numberId: 2, decoyId: null, hashes: [hashOf(control)], orderNumbers: [] },
    ],
    ...{ ownDids: ['74950000001'], results },
  };
  const lines = new DecoyLines({
    ...{ store, pbx, clock, log, alerts, random: new Random(3), newId: () => 'line-1' },
    vault: { hashes: (number) => [{ hash: Buffer.from(reveal(number)), keyVersion: 1 }] },
    liveCalls: () => calls as CallView[],
    normalise: (number) => {
      const digits = reveal(number).replace(/\D/g, '');
      return digits.length === 11 ? mask(`+${digits}`) : null;
    },
    ...{ defaultDid: ownDid, language: 'ru' as const },
  });
  const others: string[] = [];
  pbx.onEvent((event) => {
    if (lines.receive(event)) return;
    if (event.type === 'arrived' && lines.arrived(event)) return;
    if ('channelId' in event) others.push(`${event.type} ${event.channelId}`);
  });
  await lines.start();
  await settled();
  return { clock, pbx, store, log, alerts, lines, others, calls };
}

const said = ({ pbx }: { pbx: FakePbx }): unknown[] => pbx.did('say').map(({ saying }) => saying.what);

test('lines are known by their numbers', async () => {
  const { lines } = await shop();
  expect([line, control, stranger, ownDid].map((number) => lines.isLine(mask(`+${number}`)))).toEqual([
    ...[true, true, false, false],
  ]);
});

test('a stranger is answered, asked whom the call is for, and noted; nobody else sees the call', async () => {
  const at = await shop();
  at.pbx.calls(line, stranger, 'caller');
  await settled();
  expect(at.pbx.did('ring')).toHaveLength(1);
  // Before anything else can happen: that there was a call survives a kill.
  expect(at.store.begun).toMatchObject([{ line: { numberId: 1, decoyId: 5 }, withheld: false }]);
  await at.clock.pass(9_000);
  expect(at.pbx.did('answer')).toHaveLength(1);
  expect(said(at)).toEqual([['line-whom']]);
  expect(at.pbx.watched).toContain('caller');
  at.pbx.answers('caller');
  at.pbx.talks('caller');
  at.pbx.pauses('caller', 2_400_000);
  at.pbx.presses('caller', '5');
  at.pbx.ends('caller');
  await settled();
  expect(at.store.ended).toMatchObject([{ id: 1, class: 'answered', spokenSeconds: 2, digits: 1 }]);
  expect(at.alerts.raised).toEqual([{ event: 'decoy-called' }]);
  expect([at.others, at.lines.channels]).toEqual([[], []]);
  expect(JSON.stringify([at.log.lines, at.store.ended, at.alerts.raised])).not.toContain('5550123');
});

test('one ring raises no alert, and a caller who says nothing is let go after a while', async () => {
  const at = await shop();
  at.pbx.calls(control, null, 'short');
  await at.clock.pass(1_000);
  at.pbx.ends('short');
  await settled();
  expect(at.store.begun).toMatchObject([{ line: { numberId: 2 }, withheld: true }]);
  at.pbx.calls(line, stranger, 'silent');
  await at.clock.pass(45_000);
  expect(at.pbx.did('hang-up')).toMatchObject([{ channelId: 'silent', cause: 16 }]);
  expect(at.store.ended.map((hit) => hit.class)).toEqual(['silent', 'silent']);
  expect([at.alerts.raised, at.lines.channels]).toEqual([[], []]);
});

test('other numbers of the company are not touched', async () => {
  const at = await shop();
  at.pbx.calls(ownDid, stranger, 'customer');
  at.pbx.calls('not a number', stranger, 'odd');
  at.pbx.dials('101', line, 'phone');
  await settled();
  expect(at.others).toEqual(['arrived customer', 'arrived odd', 'arrived phone']);
  expect(at.store.begun).toEqual([]);
});

describe("the company's own call to a decoy", () => {
  const call = (changes: Partial<CallView> = {}): Partial<CallView> => ({
    ...{ id: 'call-1', direction: 'outbound', orderNumber: '20777', disposition: null },
    customer: { startedAt: 1, ringingAt: 2, answeredAt: null, endedAt: null },
    ...changes,
  });

  test('comes to what calls to customers come to, and is no hit', async () => {
    const at = await shop({ calls: [call()] });
    at.pbx.calls(line, null, 'own');
    await at.clock.pass(5_999);
    expect(at.pbx.did('answer')).toEqual([]);
    await at.clock.pass(1);
    expect(at.pbx.did('answer')).toHaveLength(1);
    await at.clock.pass(9_000);
    expect(said(at)).toEqual([['line-hello'], ['line-cannot-hear']]);
    expect(at.pbx.did('hang-up')).toMatchObject([{ channelId: 'own', cause: 16 }]);
    expect([at.store.begun, at.store.ended, at.alerts.raised]).toEqual([[], [], []]);
    expect(at.pbx.watched.size).toBe(0);
  });

  test('is one call: a second one that comes meanwhile is a stranger’s', async () => {
    const at = await shop({ calls: [call()] });
    at.pbx.calls(line, null, 'own');
    at.pbx.calls(line, stranger, 'other');
    await settled();
    expect(at.store.begun).toHaveLength(1);
  });

  test.each([
    ['to another order', call({ orderNumber: '20778' })],
    [
      'that has been answered',
      call({ customer: { startedAt: 1, ringingAt: 2, answeredAt: 3, endedAt: null } }),
    ],
    ['that is over', call({ disposition: 'busy' })],
    ['from outside', call({ direction: 'inbound' })],
  ])('a call %s does not make a stranger the company', async (_what, other) => {
    const at = await shop({ calls: [other] });
    at.pbx.calls(line, stranger, 'caller');
    await settled();
    expect(at.store.begun).toHaveLength(1);
  });

  test.each([ownDid, '74950000001'])(
    'is known by the number that it shows too: of another node (%s)',
    async (did) => {
      const at = await shop();
      at.pbx.calls(line, did, 'own');
      await settled();
      expect(at.store.begun).toEqual([]);
    },
  );

  test.each([
    ['busy', 17],
    ['rejected', 21],
  ] as const)('may be %s', async (end, cause) => {
    const at = await shop({ calls: [call()], results: answered.map(() => ({ end, ringMs: 0, talkMs: 0 })) });
    at.pbx.calls(line, null, 'own');
    await at.clock.pass(1);
    expect(at.pbx.did('hang-up')).toMatchObject([{ channelId: 'own', cause }]);
    expect(at.pbx.did('ring')).toEqual([]);
  });
});

test('a database that is away for a while loses no hit, and where it is away at the start the lines are known later', async () => {
  const at = await shop();
  at.store.failing = 3;
  at.pbx.calls(line, stranger, 'caller');
  at.pbx.ends('caller');
  await settled();
  await at.clock.pass(16_000);
  expect([at.store.begun.length, at.store.ended.length]).toEqual([1, 1]);
  at.store.failing = 1;
  await at.clock.pass(31_000);
  at.pbx.calls(line, stranger, 'next');
  await settled();
  expect(at.store.begun).toHaveLength(2);
});

test('a line that Star7 stops is ended, and its hit is written', async () => {
  const at = await shop();
  at.pbx.calls(line, stranger, 'caller');
  await at.clock.pass(10_000);
  at.lines.stop();
  await at.lines.settled();
  expect(at.pbx.did('hang-up')).toMatchObject([{ channelId: 'caller' }]);
  expect([at.store.ended.length, at.lines.channels, at.clock.waiting]).toEqual([1, [], 0]);
});

test('a PBX that does not do what it is asked leaves no line behind', async () => {
  const at = await shop();
  at.pbx.disconnects();
  at.pbx.calls(line, stranger, 'caller');
  await at.clock.pass(60_000);
  expect([at.lines.channels, at.store.ended.length]).toEqual([[], 1]);
});

test('a flood of calls finds the line busy', async () => {
  const at = await shop();
  for (let nth = 0; nth < 60; nth += 1) at.pbx.calls(line, stranger, `caller-${nth}`);
  await settled();
  expect(at.lines.channels).toHaveLength(50);
  expect(at.pbx.did('hang-up')).toHaveLength(10);
  expect(at.pbx.did('hang-up')[0]).toMatchObject({ cause: 17 });
});

test('without lines every call is a customer’s', () => {
  noLines.stop();
  const event = { type: 'ringing', channelId: 'x', at: 1 } as const;
  expect([noLines.receive(event), noLines.channels]).toEqual([false, []]);
});
