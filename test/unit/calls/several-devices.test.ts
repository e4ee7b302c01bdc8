import { resumeCall } from '#calls/model/call-engine';
import { callFrom, noteOf } from '#calls/model/call-note';
import type { CallEffect } from '#calls/model/call-event';
import type { Call } from '#calls/model/call-state';
import { viewOf } from '#calls/model/call-view';
import { callId, clickStart, Driven, events, phoneChannel, plan, shortCodeStart } from './call-samples';

/*
 * A manager with several devices under one extension: a click, or a call back, rings all of them. The first one to answer
 * has the call, the others stop, and one customer is called once.
 */

const devices = ['PJSIP/101/sip:desk', 'PJSIP/101/sip:soft', 'PJSIP/101/sip:mobile'];
const [desk, soft, mobile] = [`${callId}-m`, `${callId}-m1`, `${callId}-m2`] as const;

/** All three ring. */
function ringing(changes: Parameters<typeof events.authorised>[0] = {}): Driven {
  const driven = new Driven(clickStart).feed(events.authorised(changes)).feed(events.devices(...devices));
  for (const channelId of [desk, soft, mobile]) driven.feed({ type: 'leg-ringing', channelId });
  return driven;
}

const ended = (channelId: string, cause = 16, sipCode: number | null = null) =>
  ({ type: 'leg-ended', channelId, cause, sipCode }) as const;
const hangUps = (effects: readonly CallEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'hang-up' ? [[effect.channelId, effect.cause]] : []));
const upIn = ({ legs }: Call) =>
  legs.filter(({ state }) => state !== 'ended').map(({ channelId }) => channelId);

test('all of them are called at once, each under its own channel, with the same display', () => {
  const driven = new Driven(clickStart).feed(events.authorised()).feed(events.devices(...devices));
  const made = driven.wants.flatMap((effect) => (effect.type === 'make' ? [effect] : []));
  expect(made.map(({ channelId, to }) => [channelId, 'device' in to && to.device])).toEqual([
    [desk, devices[0]],
    [soft, devices[1]],
    [mobile, devices[2]],
  ]);
  expect(new Set(made.map(({ display }) => JSON.stringify(display)))).toEqual(
    new Set([JSON.stringify({ name: 'Ivan', number: '*71001' })]),
  );
});

test.each([
  [[], null],
  [['PJSIP/101'], 'PJSIP/101'],
])('of the devices %j, %j is called', (one, device) => {
  const driven = new Driven(clickStart).feed(events.authorised()).feed(events.devices(...one));
  expect(driven.wants).toMatchObject([{ type: 'make', channelId: desk, to: { phone: '101', device } }]);
});

test('a PBX that lists hundreds makes ten legs', () => {
  const many = Array.from({ length: 300 }, (_, nth) => `PJSIP/101/sip:${String(nth)}`);
  expect(new Driven(clickStart).feed(events.authorised()).feed(events.devices(...many)).made).toHaveLength(
    10,
  );
});

test('a list that comes twice, or too late, calls nobody', () => {
  const driven = ringing();
  expect(driven.feed(events.devices(...devices)).last.ignored).toBe(true);
  driven.feed({ type: 'leg-answered', channelId: soft });
  expect(driven.feed(events.devices(...devices)).last.ignored).toBe(true);
  expect(driven.made).toEqual([desk, soft, mobile, `${callId}-c0`]);
});

test.each([desk, soft, mobile])(
  '%s answers first: the others stop, and the customer is called once',
  (first) => {
    const driven = ringing().feed({ type: 'leg-answered', channelId: first });
    const others = [desk, soft, mobile].filter((one) => one !== first);
    // By this cause they show no missed call: RFC 3326.
    expect(hangUps(driven.wants)).toEqual(others.map((channelId) => [channelId, 26]));
    expect(driven.phase).toBe('calling-customer');
    // One of them answers all the same, before it has heard that it is late.
    driven.feed({ type: 'leg-answered', channelId: others[0]! });
    expect(driven.last.ignored).toBe(true);
    for (const channelId of others) driven.feed(ended(channelId, 26));
    driven.answered('customer');
    expect(driven.wants).toEqual([
      {
        type: 'join',
        bridgeId: `${callId}-b`,
        legs: [
          { channelId: first, is: 'ringing' },
          { channelId: `${callId}-c0`, is: 'ready' },
        ],
      },
    ]);
    driven.feed({ type: 'bridged' }).feed(ended(first));
    expect(hangUps(driven.wants)).toEqual([[`${callId}-c0`, 16]]);
    driven.ended('customer');
    expect(driven.record).toMatchObject({ disposition: 'answered', hungUpBy: 'manager', startKind: 'click' });
    expect(driven.record!.legs).toHaveLength(4);
    expect(driven.record!.manager.answeredAt).not.toBeNull();
    expect(driven.made.filter((channelId) => channelId.includes('-c'))).toHaveLength(1);
  },
);

test('with 1 to be pressed, only the device that answered is asked, and hears no other', () => {
  const driven = ringing({ pressToAccept: true }).feed({ type: 'leg-answered', channelId: soft });
  expect(driven.phase).toBe('accepting');
  expect(driven.wants).toMatchObject([
    { type: 'hang-up', channelId: desk },
    { type: 'hang-up', channelId: mobile },
    { type: 'say', channelId: soft },
  ]);
  driven.feed({ type: 'digit', channelId: desk, digit: '1' });
  expect(driven.phase).toBe('accepting');
  driven.feed({ type: 'digit', channelId: soft, digit: '1' });
  expect(driven.phase).toBe('calling-customer');
});

describe('a device that is not answered', () => {
  test('does not stop the others', () => {
    const driven = ringing()
      .feed(ended(mobile, 21, 603))
      .feed(ended(soft, 17, 486));
    expect(driven.phase).toBe('calling-manager');
    expect(hangUps(driven.effects)).toEqual([]);
    driven.feed({ type: 'leg-answered', channelId: desk });
    expect(driven.phase).toBe('calling-customer');
    // The side of the call is the one that answered, not the last one called.
    expect(viewOf(driven.call).manager.answeredAt).not.toBeNull();
  });

  test.each([
    // What a person did counts most, wherever in the order it came.
    [[ended(desk, 21, 603), ended(soft, 17, 486), ended(mobile, 20, 480)], 'manager-declined', 603],
    [[ended(desk, 17, 486), ended(soft, 20, 480), ended(mobile, 19)], 'manager-busy', 486],
    [[ended(desk, 20, 480), ended(mobile, 34, 503), ended(soft, 19)], 'manager-no-answer', null],
  ] as const)('after the last one the call ends: %j', (endings, disposition, sipCode) => {
    const driven = ringing();
    for (const ending of endings) driven.feed(ending);
    expect(driven.record).toMatchObject({ disposition, sipCode });
    expect(driven.made).toEqual([desk, soft, mobile]);
  });

  test('that the PBX could not call does not stop the others either', () => {
    const driven = new Driven(clickStart).feed(events.authorised()).feed(events.devices(...devices));
    driven.feed({ type: 'leg-failed', channelId: desk }).feed({ type: 'leg-failed', channelId: mobile });
    expect(driven.phase).toBe('calling-manager');
    driven.feed({ type: 'leg-failed', channelId: soft });
    expect(driven.record).toMatchObject({ disposition: 'manager-unreachable' });
  });

  test('that the PBX lost counts for nothing while others ring; the last one ends the call', () => {
    const driven = ringing().feed({ type: 'leg-lost', channelId: mobile });
    expect(driven.phase).toBe('calling-manager');
    expect(driven.last.ignored).toBeUndefined();
    driven.feed({ type: 'leg-lost', channelId: desk }).feed({ type: 'leg-lost', channelId: soft });
    expect(driven.record).toMatchObject({ disposition: 'failed' });
  });
});

describe('nobody is left up', () => {
  test.each([
    ['time', (driven: Driven) => driven.timeout(), 'manager-no-answer'],
    [
      'the manager on the page',
      (driven: Driven) => driven.feed({ type: 'hang-up-requested', by: 'manager' }),
      'cancelled',
    ],
    [
      'an answer whose event was lost, and that was given up',
      (driven: Driven) => driven.feed({ ...ended(soft), answered: true }),
      'failed',
    ],
  ])('after %s', (_, end, disposition) => {
    const driven = end(ringing());
    const asked = hangUps(driven.wants).map(([channelId]) => channelId);
    expect([...asked].sort()).toEqual(upIn(driven.call).sort());
    expect(driven.wants.filter(({ type }) => type === 'say')).toEqual([]);
    for (const channelId of [desk, soft, mobile]) driven.feed(ended(channelId));
    expect(driven.record).toMatchObject({ disposition });
  });

  test('a device that does not stop keeps the call from ending, and is told again', () => {
    const driven = ringing().feed({ type: 'leg-answered', channelId: soft });
    driven
      .feed(ended(desk, 26))
      .feed(ended(soft))
      .feed(ended(`${callId}-c0`));
    expect(driven.phase).toBe('clearing');
    driven.timeout();
    expect(hangUps(driven.wants)).toEqual([[mobile, 16]]);
    driven.feed(ended(mobile));
    expect(driven.record).toMatchObject({ disposition: 'cancelled' });
  });
});

test('a call back rings all of them too, once the phone that dialled is free', () => {
  const driven = new Driven(shortCodeStart).feed(events.authorised({ shortCodeMode: 'call-back' }));
  driven.feed(ended(phoneChannel)).feed(events.devices(...devices));
  expect(driven.made).toEqual([desk, soft, mobile]);
  driven.feed({ type: 'leg-answered', channelId: mobile });
  for (const channelId of [desk, soft]) driven.feed(ended(channelId, 26));
  // The end of a device that lost is no reason to call again.
  expect(driven.made).toEqual([desk, soft, mobile, `${callId}-c0`]);
  expect(viewOf(driven.call).startKind).toBe('call-back');
});

describe('the next process', () => {
  const reborn = ({ call }: Driven): ReturnType<typeof resumeCall> =>
    resumeCall(callFrom(JSON.parse(JSON.stringify(noteOf(call))) as ReturnType<typeof noteOf>, plan), 99);

  test('lets all devices ring on', () => {
    const { call, effects } = reborn(ringing());
    expect(upIn(call)).toEqual([desk, soft, mobile]);
    expect(effects).toEqual([expect.objectContaining({ type: 'set-timer' })]);
  });

  test('hangs up the devices that lost, where the process before did not get to it', () => {
    const driven = ringing().feed({ type: 'leg-answered', channelId: desk });
    for (const next of [driven, driven.feed({ type: 'leg-answered', channelId: `${callId}-c0` })]) {
      const { call, effects } = reborn(next);
      expect(upIn(call)).toContain(desk);
      for (const channelId of [soft, mobile]) {
        expect(effects).toContainEqual({ type: 'hang-up', channelId, cause: 26 });
      }
      expect(effects).not.toContainEqual(expect.objectContaining({ type: 'hang-up', channelId: desk }));
    }
  });

  test('calls nobody where the devices were still being asked for', () => {
    const { call, effects } = reborn(new Driven(clickStart).feed(events.authorised()));
    expect(call.phase).toBe('ended');
    expect(effects).toEqual([
      expect.objectContaining({ record: expect.objectContaining({ disposition: 'interrupted' }) as object }),
    ]);
  });
});
