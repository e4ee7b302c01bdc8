import fc from 'fast-check';
import type { CallEffect } from '#calls/model/call-event';
import { transition } from '#calls/model/call-engine';
import type { LegTimes } from '#calls/model/call-record';
import { currentLegOf } from '#calls/model/legs';
import type { Phase } from '#calls/model/call-state';

import {
  callId,
  clickStart,
  Driven,
  events,
  into,
  manager,
  order,
  outboundPhases,
  phoneChannel,
  plan,
  shortCodeStart,
} from './call-samples';
import type { OutboundPhase } from './call-samples';

/** Each event, fed to a call in some phase; by name, for the table below. */
const feeds = {
  authorised: (driven: Driven) => driven.feed(events.authorised()),
  'authorise-failed': (driven: Driven) => driven.feed({ type: 'authorise-failed' }),
  'devices-found': (driven: Driven) => driven.feed(events.devices('PJSIP/101/sip:a', 'PJSIP/101/sip:b')),
  'manager-ringing': (driven: Driven) => driven.ringing('manager'),
  'manager-answered': (driven: Driven) => driven.answered('manager'),
  'manager-ended': (driven: Driven) => driven.ended('manager'),
  'manager-failed': (driven: Driven) => driven.failed('manager'),
  'customer-ringing': (driven: Driven) => driven.ringing('customer'),
  'customer-answered': (driven: Driven) => driven.answered('customer'),
  'customer-busy': (driven: Driven) => driven.ended('customer', 17, 486),
  'customer-503': (driven: Driven) => driven.ended('customer', 34, 503),
  'customer-failed': (driven: Driven) => driven.failed('customer'),
  'customer-lost': (driven: Driven) => driven.lost('customer'),
  'manager-lost': (driven: Driven) => driven.lost('manager'),
  'announce-failed': (driven: Driven) => driven.announceFailed(),
  bridged: (driven: Driven) => driven.feed({ type: 'bridged' }),
  'bridge-failed': (driven: Driven) => driven.feed({ type: 'bridge-failed' }),
  announced: (driven: Driven) => driven.announced(),
  'digit-1': (driven: Driven) => driven.digit('1'),
  'hang-up-requested': (driven: Driven) => driven.feed({ type: 'hang-up-requested', by: 'request' }),
  timeout: (driven: Driven) => driven.timeout(),
  'stale-timeout': (driven: Driven) => driven.feed({ type: 'timeout', step: driven.call.step - 1 }),
} satisfies Record<string, (driven: Driven) => Driven>;
type Feed = keyof typeof feeds;

/** The whole machine: phase × event. A dash is an event that is ignored, and says so. */
const table: Record<OutboundPhase, Record<Feed, Phase | '-'>> = {
  authorising: {
    authorised: 'calling-customer',
    'authorise-failed': 'announcing',
    'devices-found': '-',
    'manager-ringing': 'authorising',
    'manager-answered': 'authorising',
    'manager-ended': 'ended',
    'manager-failed': '-',
    'customer-ringing': '-',
    'customer-answered': '-',
    'customer-busy': '-',
    'customer-503': '-',
    'customer-failed': '-',
    'customer-lost': '-',
    'manager-lost': 'ended',
    'announce-failed': '-',
    bridged: '-',
    'bridge-failed': '-',
    announced: '-',
    'digit-1': '-',
    'hang-up-requested': 'clearing',
    timeout: 'announcing',
    'stale-timeout': '-',
  },
  'calling-manager': {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': 'calling-manager',
    'manager-answered': 'calling-customer',
    'manager-ended': 'ended',
    'manager-failed': 'ended',
    'customer-ringing': '-',
    'customer-answered': '-',
    'customer-busy': '-',
    'customer-503': '-',
    'customer-failed': '-',
    'customer-lost': '-',
    'manager-lost': 'ended',
    'announce-failed': '-',
    bridged: '-',
    'bridge-failed': '-',
    announced: '-',
    'digit-1': '-',
    'hang-up-requested': 'clearing',
    timeout: 'clearing',
    'stale-timeout': '-',
  },
  accepting: {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': 'accepting',
    'manager-answered': 'accepting',
    'manager-ended': 'ended',
    'manager-failed': '-',
    'customer-ringing': '-',
    'customer-answered': '-',
    'customer-busy': '-',
    'customer-503': '-',
    'customer-failed': '-',
    'customer-lost': '-',
    'manager-lost': 'ended',
    'announce-failed': 'accepting',
    bridged: '-',
    'bridge-failed': '-',
    announced: 'accepting',
    'digit-1': 'calling-customer',
    'hang-up-requested': 'clearing',
    timeout: 'clearing',
    'stale-timeout': '-',
  },
  'calling-customer': {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': 'calling-customer',
    'manager-answered': 'calling-customer',
    'manager-ended': 'clearing',
    'manager-failed': '-',
    'customer-ringing': 'calling-customer',
    'customer-answered': 'connecting',
    'customer-busy': 'announcing',
    'customer-503': 'calling-customer',
    'customer-failed': 'calling-customer',
    'customer-lost': 'announcing',
    'manager-lost': 'clearing',
    'announce-failed': '-',
    bridged: '-',
    'bridge-failed': '-',
    announced: '-',
    'digit-1': 'calling-customer',
    'hang-up-requested': 'clearing',
    timeout: 'announcing',
    'stale-timeout': '-',
  },
  connecting: {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': 'connecting',
    'manager-answered': 'connecting',
    'manager-ended': 'clearing',
    'manager-failed': '-',
    'customer-ringing': 'connecting',
    'customer-answered': 'connecting',
    'customer-busy': 'clearing',
    'customer-503': 'clearing',
    'customer-failed': '-',
    'customer-lost': 'announcing',
    'manager-lost': 'clearing',
    'announce-failed': '-',
    bridged: 'talking',
    'bridge-failed': 'connecting',
    announced: '-',
    'digit-1': 'connecting',
    'hang-up-requested': 'clearing',
    timeout: 'announcing',
    'stale-timeout': '-',
  },
  talking: {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': 'talking',
    'manager-answered': 'talking',
    'manager-ended': 'clearing',
    'manager-failed': '-',
    'customer-ringing': 'talking',
    'customer-answered': 'talking',
    'customer-busy': 'clearing',
    'customer-503': 'clearing',
    'customer-failed': '-',
    'customer-lost': 'announcing',
    'manager-lost': 'clearing',
    'announce-failed': '-',
    bridged: '-',
    'bridge-failed': '-',
    announced: '-',
    'digit-1': 'talking',
    'hang-up-requested': 'clearing',
    timeout: 'clearing',
    'stale-timeout': '-',
  },
  announcing: {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': 'announcing',
    'manager-answered': 'announcing',
    'manager-ended': 'ended',
    'manager-failed': '-',
    'customer-ringing': '-',
    'customer-answered': '-',
    'customer-busy': '-',
    'customer-503': '-',
    'customer-failed': '-',
    'customer-lost': '-',
    'manager-lost': 'ended',
    'announce-failed': 'clearing',
    bridged: '-',
    'bridge-failed': '-',
    announced: 'clearing',
    'digit-1': 'announcing',
    'hang-up-requested': 'clearing',
    timeout: 'clearing',
    'stale-timeout': '-',
  },
  clearing: {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': 'clearing',
    'manager-answered': 'clearing',
    'manager-ended': 'ended',
    'manager-failed': '-',
    'customer-ringing': '-',
    'customer-answered': '-',
    'customer-busy': '-',
    'customer-503': '-',
    'customer-failed': '-',
    'customer-lost': '-',
    'manager-lost': 'ended',
    'announce-failed': '-',
    bridged: '-',
    'bridge-failed': '-',
    announced: '-',
    'digit-1': '-',
    'hang-up-requested': '-',
    timeout: 'clearing',
    'stale-timeout': '-',
  },
  ended: {
    authorised: '-',
    'authorise-failed': '-',
    'devices-found': '-',
    'manager-ringing': '-',
    'manager-answered': '-',
    'manager-ended': '-',
    'manager-failed': '-',
    'customer-ringing': '-',
    'customer-answered': '-',
    'customer-busy': '-',
    'customer-503': '-',
    'customer-failed': '-',
    'customer-lost': '-',
    'manager-lost': '-',
    'announce-failed': '-',
    bridged: '-',
    'bridge-failed': '-',
    announced: '-',
    'digit-1': '-',
    'hang-up-requested': '-',
    timeout: '-',
    'stale-timeout': '-',
  },
};

describe('phase × event', () => {
  for (const phase of outboundPhases) {
    for (const [name, feed] of Object.entries(feeds) as [Feed, (driven: Driven) => Driven][]) {
      const expected = table[phase][name];
      test(`${phase} × ${name} -> ${expected}`, () => {
        const before = into[phase]();
        expect(before.phase).toBe(phase);
        const untouched = before.call;
        const { last } = feed(before);
        if (expected === '-') {
          expect(last).toEqual({ call: untouched, effects: [], ignored: true });
        } else {
          expect(last.ignored).toBeUndefined();
          expect(last.call.phase).toBe(expected);
        }
      });
    }
  }
});

describe('a call from the phone', () => {
  test('asks first, rings only then, and sees the trunk, the DID and the masked number', () => {
    const driven = new Driven(shortCodeStart);
    expect(driven.wants).toEqual([{ type: 'authorise' }]);
    driven.feed(events.authorised());
    expect(driven.wants).toEqual([
      {
        type: 'make',
        channelId: `${callId}-c0`,
        to: { number: order.number, trunk: 'first' },
        display: { name: '', number: plan.defaultDid },
        ringSeconds: 40,
      },
      { type: 'ring', channelId: phoneChannel },
    ]);
  });

  test('talks, and says who hung up and for how long', () => {
    const driven = into.talking().ended('customer', 16).ended('manager', 16);
    expect(driven.record).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'customer',
      hangupCause: 16,
      sipCode: null,
      talkSeconds: 1,
      trunk: 'first',
      orderNumber: '1001',
      startKind: 'short-code',
    });
    expect(driven.record!.customer.answeredAt).not.toBeNull();
    expect(driven.record!.manager.endedAt).not.toBeNull();
  });

  test('the customer is cancelled at once where the manager hangs up while it rings', () => {
    const driven = into['calling-customer']().ringing('customer').ended('manager');
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: `${callId}-c0`, cause: 16 }]);
    driven.ended('customer', 16, 487);
    expect(driven.record).toMatchObject({ disposition: 'cancelled', hungUpBy: 'manager', talkSeconds: 0 });
  });

  test('a manager who hangs up in the instant of the answer leaves no leg behind', () => {
    const driven = into.connecting().ended('manager');
    expect(driven.wants).toEqual(
      expect.arrayContaining([{ type: 'hang-up', channelId: `${callId}-c0`, cause: 16 }]) as CallEffect[],
    );
    expect(driven.feed({ type: 'bridged' }).last.ignored).toBe(true);
    expect(driven.ended('customer').record).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'manager',
      talkSeconds: 0,
    });
  });

  test('a customer who answers and hangs up at once counts as answered, by whom it ended', () => {
    expect(into.connecting().ended('customer').ended('manager').record).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'customer',
      talkSeconds: 0,
    });
  });

  test('the longest conversation is ended by the system', () => {
    expect(into.talking().timeout().ended('manager').ended('customer').record).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'system',
    });
  });

  test('a trunk that fails is followed by the next, the last one by an announcement and 503', () => {
    const driven = into['calling-customer']().ended('customer', 34, 503);
    expect(driven.wants).toEqual([
      expect.objectContaining({
        type: 'make',
        to: { number: order.number, trunk: 'second' },
        channelId: `${callId}-c1`,
      }),
    ]);
    driven.ended('customer', 34, 500);
    expect(driven.wants).toEqual([expect.objectContaining({ type: 'say', what: ['trunks-down'] })]);
    driven.announced();
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: 34 }]);
    expect(driven.ended('manager', 34).record).toMatchObject({
      disposition: 'trunks-down',
      trunk: 'second',
      sipCode: 500,
    });
  });

  test('a trunk that forbids the call is followed by the next; when all do, the network has barred it', () => {
    const driven = into['calling-customer']().ended('customer', 21, 403);
    expect(driven.wants).toEqual([
      expect.objectContaining({
        type: 'make',
        to: { number: order.number, trunk: 'second' },
        channelId: `${callId}-c1`,
      }),
    ]);
    driven.ended('customer', 21, 403);
    expect(driven.wants).toEqual([expect.objectContaining({ type: 'say', what: ['trunks-down'] })]);
    driven.announced();
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: 34 }]);
    expect(driven.ended('manager', 34).record).toMatchObject({
      disposition: 'barred',
      trunk: 'second',
      hangupCause: 21,
      sipCode: 403,
      hungUpBy: 'network',
    });
  });

  test('a customer who refuses with 403 after ringing is not called over another trunk', () => {
    const driven = into['calling-customer']().ringing('customer').ended('customer', 21, 403);
    expect(driven.wants).toEqual([expect.objectContaining({ type: 'say', what: ['customer-rejected'] })]);
    expect(driven.announced().ended('manager', 21).record).toMatchObject({
      disposition: 'rejected',
      trunk: 'first',
      hungUpBy: 'customer',
    });
  });

  test.each([
    [17, 486, 'busy', 'customer-busy', 17, 'customer'],
    [21, 603, 'rejected', 'customer-rejected', 21, 'customer'],
    [1, 404, 'not-in-service', 'customer-not-in-service', 1, 'network'],
    [1, 410, 'not-in-service', 'customer-not-in-service', 1, 'network'],
    [19, 480, 'unreachable', 'customer-unreachable', 19, 'network'],
    [23, 302, 'unreachable', 'customer-unreachable', 19, 'network'],
    // Asterisk may hang up before it has noted the SIP code of a redirection.
    [20, null, 'unreachable', 'customer-unreachable', 19, 'network'],
  ])('cause %i, SIP %p: %s', (cause, sipCode, disposition, announcement, managerCause, hungUpBy) => {
    const driven = into['calling-customer']().ended('customer', cause, sipCode);
    expect(driven.wants).toEqual([
      expect.objectContaining({ type: 'say', what: [announcement], language: manager.language }),
    ]);
    driven.announced();
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: managerCause }]);
    expect(driven.ended('manager', managerCause).record).toMatchObject({
      disposition,
      sipCode,
      hangupCause: cause,
      hungUpBy,
      talkSeconds: 0,
      orderNumber: '1001',
    });
  });

  test('the customer who rings before the network says that nobody can be reached is not called again', () => {
    const driven = into['calling-customer']().ringing('customer').ended('customer', 19, 480);
    expect(driven.wants).toEqual([expect.objectContaining({ type: 'say', what: ['customer-unreachable'] })]);
    driven.announced();
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: 19 }]);
    expect(driven.ended('manager', 19).record).toMatchObject({
      disposition: 'unreachable',
      sipCode: 480,
      trunk: 'first',
      hungUpBy: 'network',
    });
  });

  test.each([
    ['it rings', () => into['calling-customer']().ringing('customer')],
    ['the trunk never says a word', () => into['calling-customer']()],
  ])('nobody answers in time while %s: the leg is cancelled, the manager is told', (_, calling) => {
    const driven = calling().timeout();
    expect(driven.wants).toEqual([
      { type: 'hang-up', channelId: `${callId}-c0`, cause: 16 },
      expect.objectContaining({ type: 'say', what: ['customer-no-answer'] }),
    ]);
    driven.ended('customer', 16, 487);
    expect(driven.phase).toBe('announcing');
    driven.announced();
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: 19 }]);
    expect(driven.ended('manager', 19).record).toMatchObject({
      disposition: 'no-answer',
      hungUpBy: 'system',
      talkSeconds: 0,
    });
  });

  test('a refused order says nothing about itself in the record', () => {
    const driven = new Driven(shortCodeStart).feed(events.refused());
    expect(driven.wants).toEqual([expect.objectContaining({ type: 'say', what: ['order-refused'] })]);
    driven.announced();
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: 1 }]);
    expect(driven.ended('manager').record).toMatchObject({
      disposition: 'refused',
      orderId: null,
      orderNumber: null,
      contactPointId: null,
    });
  });

  test('an extension that is no manager is refused in the same words, in the default language', () => {
    const driven = new Driven(shortCodeStart).feed({ type: 'authorised', manager: null, order: null });
    expect(driven.wants).toEqual([expect.objectContaining({ what: ['order-refused'], language: 'ru' })]);
  });

  test('a look-up that fails calls nobody', () => {
    const driven = new Driven(shortCodeStart).feed({ type: 'authorise-failed' });
    expect(driven.made).toEqual([]);
    expect(driven.wants).toEqual([expect.objectContaining({ what: ['try-later'] })]);
    expect(driven.announced().ended('manager').record).toMatchObject({ disposition: 'look-up-failed' });
  });

  test('a second call of the same phone is told so, with 486', () => {
    const driven = new Driven({ ...shortCodeStart, phone: 'busy' }).feed(events.authorised());
    expect(driven.wants).toEqual([expect.objectContaining({ what: ['already-in-call'] })]);
    driven.announced();
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: 17 }]);
    expect(driven.ended('manager').record).toMatchObject({ disposition: 'manager-busy' });
  });

  test('a stranger is refused as one, also while another stranger is', () => {
    const driven = new Driven({ ...shortCodeStart, extension: '', phone: 'busy' }).feed({
      type: 'authorised',
      manager: null,
      order: null,
    });
    expect(driven.wants).toEqual([expect.objectContaining({ what: ['order-refused'] })]);
    expect(driven.announced().ended('manager').record).toMatchObject({ disposition: 'refused' });
  });

  test('an end that is told late lies after all that the leg went through', () => {
    const driven = new Driven(shortCodeStart).feed(events.authorised());
    const rang = currentLegOf(driven.call, 'manager')!.ringingAt!;
    const ended = {
      type: 'leg-ended',
      channelId: phoneChannel,
      cause: 16,
      sipCode: null,
    } as const;
    driven.feed(ended, { lateBy: 1_009_000 });
    expect(currentLegOf(driven.call, 'manager')).toMatchObject({
      ringingAt: rang - 9_000,
      endedAt: rang - 9_000,
    });
    expect(currentLegOf(driven.call, 'manager')!.startedAt).toBe(shortCodeStart.at);
  });

  test('call-back: the phone is hung up first, and called only once it is free', () => {
    const driven = new Driven(shortCodeStart).feed(events.authorised({ shortCodeMode: 'call-back' }));
    expect(driven.wants).toEqual([{ type: 'hang-up', channelId: phoneChannel, cause: 16 }]);
    driven.feed({ type: 'leg-ended', channelId: phoneChannel, cause: 16, sipCode: null });
    expect(driven.wants).toEqual([{ type: 'find-devices', phone: '101' }]);
    expect(driven.feed(events.devices()).wants).toEqual([
      expect.objectContaining({
        type: 'make',
        channelId: `${callId}-m`,
        to: { phone: '101', device: null, autoAnswer: false },
      }),
    ]);
    expect(driven.answered('manager').wants).toEqual([
      expect.objectContaining({ type: 'make', channelId: `${callId}-c0` }),
      { type: 'ring', channelId: `${callId}-m` },
    ]);
  });
});

describe('the record has every leg, in its order', () => {
  test('those of trunks that failed, each with how it ended', () => {
    const driven = into['calling-customer']().ended('customer', 34, 503).ringing('customer');
    driven.ended('customer', 17, 486).announced().ended('manager', 17);
    const { legs, ...record } = driven.record!;
    expect(legs).toMatchObject([
      { party: 'manager', origin: 'arrived', attempt: 0, trunk: null, cause: 17, sipCode: null },
      {
        party: 'customer',
        origin: 'made',
        attempt: 0,
        trunk: 'first',
        cause: 34,
        sipCode: 503,
        ringingAt: null,
      },
      { party: 'customer', origin: 'made', attempt: 1, trunk: 'second', cause: 17, sipCode: 486 },
    ]);
    // The summary is of the leg that took part last.
    expect(record).toMatchObject({ direction: 'outbound', trunk: 'second' });
    expect(record.customer).toEqual(timesOf(legs[2]!));
    expect(record.manager).toEqual(timesOf(legs[0]!));
  });

  test('the phone that was called back, which is no side of the call', () => {
    const driven = new Driven(shortCodeStart).feed(events.authorised({ shortCodeMode: 'call-back' }));
    expect(driven.call.startKind).toBe('short-code');
    driven.phoneReleased().feed(events.devices()).answered('manager').answered('customer');
    driven.feed({ type: 'bridged' });
    driven.ended('manager').ended('customer');
    const { legs, ...record } = driven.record!;
    expect(legs.map(({ party, origin }) => [party, origin])).toEqual([
      ['manager', 'arrived'],
      ['manager', 'made'],
      ['customer', 'made'],
    ]);
    expect(record).toMatchObject({ startKind: 'call-back', talkSeconds: 1 });
    expect(record.manager).toEqual(timesOf(legs[1]!));
  });

  test('a call given up before the phone was free waits for it, and names no manager’s leg', () => {
    const driven = new Driven(shortCodeStart).feed(events.authorised({ shortCodeMode: 'call-back' }));
    driven.feed({ type: 'hang-up-requested', by: 'request' });
    expect(driven.phase).toBe('clearing');
    const { record } = driven.phoneReleased();
    expect(record).toMatchObject({ startKind: 'call-back', manager: { startedAt: null, endedAt: null } });
    expect(driven.made).toEqual([]);
  });

  test('a phone that the PBX lost as it was let go is free too', () => {
    const driven = new Driven(shortCodeStart).feed(events.authorised({ shortCodeMode: 'call-back' }));
    driven.feed({ type: 'leg-lost', channelId: phoneChannel }).feed(events.devices());
    expect(driven.made).toEqual([`${callId}-m`]);
  });

  const timesOf = ({ startedAt, ringingAt, answeredAt, endedAt }: LegTimes): LegTimes => ({
    startedAt,
    ringingAt,
    answeredAt,
    endedAt,
  });
});

describe('a node that is not the only one', () => {
  test('makes legs and bridges whose ids say whose they are', () => {
    const driven = new Driven({ ...clickStart, plan: { ...plan, node: 'b' } }).feed(events.authorised());
    driven.feed(events.devices()).answered('manager').answered('customer');
    expect(driven.made).toEqual([`${callId}-m.b`, `${callId}-c0.b`]);
    expect(driven.wants).toMatchObject([{ type: 'join', bridgeId: `${callId}-b.b` }]);
  });
});

describe('click-to-call', () => {
  test('the phone shows the customer and redials the order', () => {
    expect(into['calling-manager']().wants).toEqual([
      {
        type: 'make',
        channelId: `${callId}-m`,
        to: { phone: '101', device: null, autoAnswer: false },
        display: { name: 'Ivan', number: '*71001' },
        ringSeconds: 25,
      },
    ]);
  });

  test.each([
    [17, 486, 'manager-busy'],
    [19, 480, 'manager-unreachable'],
    [21, 603, 'manager-declined'],
    [21, 403, 'manager-declined'],
    [19, null, 'manager-no-answer'],
  ] as const)(
    'the manager’s phone ends with %i/%s: %s, and no customer is called',
    (cause, sipCode, disposition) => {
      const driven = into['calling-manager']().ended('manager', cause, sipCode);
      expect(driven.record).toMatchObject({ disposition });
      expect(driven.made).toEqual([`${callId}-m`]);
    },
  );

  test('a phone that is not registered is not tried', () => {
    const driven = new Driven({ ...clickStart, phone: 'unreachable' }).feed(events.authorised());
    expect(driven.record).toMatchObject({ disposition: 'manager-unreachable', orderNumber: '1001' });
    expect(driven.made).toEqual([]);
  });

  test('press 1: any other key is nothing, and the question is repeated without moving its deadline', () => {
    const driven = into.accepting();
    const { step } = driven.call;
    driven.digit('2').announced();
    expect(driven.phase).toBe('accepting');
    expect(driven.call.step).toBe(step);
    expect(driven.wants).toEqual([expect.objectContaining({ type: 'say', playbackId: `${callId}-p2` })]);
    expect(driven.digit('1').phase).toBe('calling-customer');
  });

  test('nobody presses 1: the voicemail is let go', () => {
    const driven = into.accepting().timeout().ended('manager');
    expect(driven.record).toMatchObject({ disposition: 'manager-declined', hungUpBy: 'system' });
  });
});

describe('a reply that is lost or late', () => {
  test('a leg whose events came is there, whatever the request says of it', () => {
    const talking = into.talking();
    expect(talking.failed('customer').last.ignored).toBe(true);
    expect(talking.ended('customer').ended('manager').record).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'customer',
    });
    const ringing = into['calling-manager']().answered('manager').ringing('customer');
    expect(ringing.failed('manager').last.ignored).toBe(true);
    expect(ringing.phase).toBe('calling-customer');
  });

  test('a leg of which nothing was heard has failed: the next trunk is tried', () => {
    const driven = into['calling-customer']().failed('customer');
    expect(driven.wants).toEqual([
      expect.objectContaining({ type: 'make', to: { number: order.number, trunk: 'second' } }),
    ]);
  });
});

test('the PBX forgot a leg: the other one is let go, and the record does not guess when it ended', () => {
  const driven = into.talking().lost('manager');
  expect(driven.wants).toEqual(
    expect.arrayContaining([{ type: 'hang-up', channelId: `${callId}-c0`, cause: 16 }]) as CallEffect[],
  );
  const { record } = driven.lost('customer');
  expect(record).toMatchObject({
    disposition: 'answered',
    hungUpBy: 'system',
    hangupCause: 41,
    manager: { endedAt: null },
  });
});

test('legs that do not go are hung up once more, then the record is made', () => {
  const driven = into.talking().feed({ type: 'hang-up-requested', by: 'request' });
  driven.timeout();
  expect(driven.wants).toEqual([
    { type: 'hang-up', channelId: phoneChannel, cause: 16 },
    { type: 'hang-up', channelId: `${callId}-c0`, cause: 16 },
  ]);
  expect(driven.timeout().record).toMatchObject({ customer: { endedAt: null } });
});

test('a leg’s beginning is when it was asked for', () => {
  const driven = into['calling-customer']();
  const asked = currentLegOf(driven.call, 'customer')!.startedAt;
  expect(asked).not.toBeNull();
  expect(driven.ended('customer', 17, 486).announced().ended('manager').record!.customer).toMatchObject({
    startedAt: asked,
    ringingAt: null,
  });
});

test('events of a leg of an earlier trunk change nothing', () => {
  const driven = into['calling-customer']().ended('customer', 34, 503);
  driven.feed({ type: 'leg-answered', channelId: `${callId}-c0` });
  expect(driven.last.ignored).toBe(true);
  expect(driven.phase).toBe('calling-customer');
});

test('every phase but the last sets a deadline as it is entered', () => {
  for (const phase of outboundPhases.filter((name) => name !== 'ended')) {
    const entered = into[phase]().steps.findLast(
      (step, index, steps) => step.call.phase === phase && steps[index - 1]?.call.phase !== phase,
    )!;
    expect(entered.effects.filter(({ type }) => type === 'set-timer')).toHaveLength(1);
  }
});

describe('whatever happens, in whatever order', () => {
  const anyFeed = fc.constantFrom(...(Object.keys(feeds) as Feed[]));
  const anyStart = fc.constantFrom(shortCodeStart, clickStart);
  const anySetting = fc.record({
    pressToAccept: fc.boolean(),
    shortCodeMode: fc.constantFrom('keep', 'call-back'),
  });

  test('one record at most; time-outs alone bring it; every leg is hung up or was gone', () => {
    fc.assert(
      fc.property(anyStart, anySetting, fc.array(anyFeed, { maxLength: 40 }), (start, setting, names) => {
        const driven = new Driven(start).feed(events.authorised(setting));
        for (const name of names) feeds[name](driven);
        for (let left = 20; driven.phase !== 'ended' && left > 0; left--) driven.timeout();
        expect(driven.phase).toBe('ended');
        expect(driven.effects.filter(({ type }) => type === 'record')).toHaveLength(1);
        const hungUp = new Set(
          driven.effects.flatMap((effect) => (effect.type === 'hang-up' ? [effect.channelId] : [])),
        );
        for (const leg of driven.call.legs) {
          if (leg.state !== 'ended') expect(hungUp).toContain(leg.channelId);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the revision grows with each change, and with nothing else', () => {
    fc.assert(
      fc.property(anyStart, fc.array(anyFeed, { maxLength: 30 }), (start, names) => {
        const driven = new Driven(start);
        for (const name of names) feeds[name](driven);
        let last = -1;
        for (const { call, ignored } of driven.steps) {
          expect(call.revision).toBe(ignored ? last : last + 1);
          last = call.revision;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the customer is never called before the order is authorised', () => {
    fc.assert(
      fc.property(anyStart, fc.array(anyFeed, { maxLength: 30 }), (start, names) => {
        const driven = new Driven(start);
        for (const name of names.filter((name) => name !== 'authorised')) feeds[name](driven);
        expect(driven.made.filter((channelId) => channelId.includes('-c'))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('a transition is a function: the same call and event give the same step', () => {
    const { call } = into.talking();
    const event = { type: 'hang-up-requested', by: 'request', at: 5 } as const;
    expect(transition(call, event)).toEqual(transition(call, event));
  });
});
