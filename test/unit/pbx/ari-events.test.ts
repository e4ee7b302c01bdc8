import { readAriEvent } from '#pbx/asterisk/ari-pbx';
import type { Phones } from '#pbx/asterisk/ari-pbx';

const timestamp = '2026-11-23T22:00:00.123+0300';
const at = Date.UTC(2026, 10, 23, 19, 0, 0, 123) * 1000;
const channel = (id: string, name: string, state = 'Ring') => ({ id, name, state });

const start = (name: string, args: string[]) => ({
  type: 'StasisStart',
  timestamp,
  channel: channel('phone', name),
  args,
});

test('a phone is known by its endpoint, whatever the dialplan says of it', () => {
  expect(readAriEvent(start('PJSIP/101-0000002a', ['short-code', '102', '1001']), new Map())).toEqual({
    type: 'arrived',
    channelId: 'phone',
    entry: 'short-code',
    endpoint: '101',
    caller: null,
    dialled: '1001',
    at,
  });
});

describe('a phone’s Transfer key (REFER)', () => {
  const source = channel('leg', 'PJSIP/101-0000002a');
  const refer = (target: object, more: object = {}) =>
    readAriEvent(
      {
        ...{ type: 'ChannelTransfer', timestamp, refer_to: target },
        ...{ referred_by: { source_channel: source } },
        ...more,
      },
      new Map(),
    );
  const replacing = {
    requested_destination: { destination: '102', protocol_id: 'a-call-id' },
    destination_channel: channel('second', 'PJSIP/101-0000002b'),
    connected_channel: channel('theirs', 'PJSIP/102-0000002c'),
  };

  test('is for what was dialled, or for whom the phone’s own second call is with', () => {
    expect(refer({ requested_destination: { destination: '102' } })).toEqual({
      ...{ type: 'transfer-asked', channelId: 'leg', to: '102', at },
    });
    expect(refer(replacing)).toEqual({
      ...{ type: 'transfer-asked', channelId: 'leg', to: '102', second: 'second', at },
    });
  });

  test.each([
    ['of another phone', { ...replacing, destination_channel: channel('second', 'PJSIP/103-0000002b') }],
    ['that is not known', { ...replacing, destination_channel: undefined }],
    ['with a trunk’s Local channel', { ...replacing, connected_channel: channel('x', 'Local/7@x-1;1') }],
    ['that rings', { ...replacing, connected_channel: undefined }],
  ])('is for nobody with a second call %s', (_what, target) => {
    expect(refer(target)).toMatchObject({ to: null });
  });

  test('that was answered already is none', () => {
    expect(refer(replacing, { state: 'channel_answered' })).toBeNull();
  });
});

test('an endpoint’s name may have dashes', () => {
  expect(readAriEvent(start('PJSIP/shop-101-0000002a', ['short-code', '1']), new Map())).toMatchObject({
    endpoint: 'shop-101',
  });
});

test.each(['IAX2/101-0000002a', 'DAHDI/i1/79161234567-1', 'Local/101@phones-0000002a;1', 'PJSIP/101'])(
  'a channel that no phone authenticated, %s, is nobody’s',
  (name) => {
    expect(readAriEvent(start(name, ['short-code', '101', '1001']), new Map())).toMatchObject({
      type: 'arrived',
      endpoint: null,
    });
  },
);

test.each([
  ['10%2C01%26%2F', '10,01&/'],
  ['%E0%A4%A', '%E0%A4%A'],
  ['', ''],
])('what was dialled comes encoded: %j is %j', (argument, dialled) => {
  expect(readAriEvent(start('PJSIP/101-1', ['short-code', '101', argument]), new Map())).toMatchObject({
    dialled,
  });
});

test('a channel that another application put here is none of ours', () => {
  expect(readAriEvent(start('PJSIP/101-1', []), new Map())).toBeNull();
  expect(readAriEvent(start('PJSIP/101-1', ['something']), new Map())).toBeNull();
});

test('a leg of ours answers when it enters Stasis, a phone’s own channel when it is up', () => {
  const phones: Phones = new Map();
  const up = (id: string) => ({
    type: 'ChannelStateChange',
    timestamp,
    channel: channel(id, 'PJSIP/x-1', 'Up'),
  });
  readAriEvent(start('PJSIP/101-1', ['short-code', '1']), phones);
  expect(readAriEvent(up('phone'), phones)).toEqual({ type: 'answered', channelId: 'phone', at });
  expect(readAriEvent(up('call-c0'), phones)).toBeNull();
  expect(
    readAriEvent(
      { ...start('PJSIP/carrier-1', ['leg']), channel: channel('call-c0', 'PJSIP/carrier-1') },
      phones,
    ),
  ).toEqual({ type: 'answered', channelId: 'call-c0', at });
});

test.each([
  [486, 486],
  [200, null],
  [0, null],
  [undefined, null],
  ['486', null],
])('technology cause %s is SIP code %s', (tech_cause, sipCode) => {
  const event = {
    type: 'ChannelDestroyed',
    timestamp,
    cause: 17,
    tech_cause,
    channel: channel('c', 'PJSIP/x-1'),
  };
  expect(readAriEvent(event, new Map())).toEqual({
    type: 'ended',
    channelId: 'c',
    cause: 17,
    sipCode,
    saidBy: 'far',
    at,
  });
});

test('a 408 may be Asterisk’s own, for a far side that never answered the INVITE', () => {
  const event = { type: 'ChannelDestroyed', timestamp, cause: 18, channel: channel('c', 'PJSIP/x-1') };
  expect(readAriEvent({ ...event, tech_cause: 408 }, new Map())).toMatchObject({
    sipCode: 408,
    saidBy: 'own',
  });
  expect(readAriEvent({ ...event, tech_cause: 486 }, new Map())).toMatchObject({
    sipCode: 486,
    saidBy: 'far',
  });
});

describe('a phone that dialled in', () => {
  const phone = channel('phone', 'PJSIP/101-1', 'Up');

  test('ends with its StasisEnd, once, for the reason that was asked for', () => {
    const phones: Phones = new Map();
    readAriEvent(start('PJSIP/101-1', ['short-code', '101', '1']), phones);
    expect(
      readAriEvent({ type: 'ChannelHangupRequest', timestamp, cause: 44, channel: phone }, phones),
    ).toBeNull();
    expect(readAriEvent({ type: 'StasisEnd', timestamp, channel: phone }, phones)).toEqual({
      type: 'ended',
      channelId: 'phone',
      cause: 44,
      sipCode: null,
      saidBy: 'far',
      at,
    });
    expect(readAriEvent({ type: 'StasisEnd', timestamp, channel: phone }, phones)).toBeNull();
    expect(phones.size).toBe(0);
  });

  test.each([8, 32, 64])('a request of Asterisk’s own for reason %s names no cause', (cause) => {
    const phones: Phones = new Map([['phone', null]]);
    const request = { type: 'ChannelHangupRequest', timestamp, cause, soft: true, channel: phone };
    expect(readAriEvent(request, phones)).toBeNull();
    expect(readAriEvent({ type: 'StasisEnd', timestamp, channel: phone }, phones)).toMatchObject({
      cause: 16,
    });
  });

  test('one that the device asks for is for want of sound, as rtp_timeout does', () => {
    const phones: Phones = new Map([['phone', null]]);
    const request = { type: 'ChannelHangupRequest', timestamp, cause: 1, channel: phone };
    readAriEvent({ ...request, soft: true }, phones);
    expect(readAriEvent({ type: 'StasisEnd', timestamp, channel: phone }, phones)).toMatchObject({
      cause: 44,
    });
    // The control: a cause of somebody else's.
    phones.set('phone', null);
    readAriEvent(request, phones);
    expect(readAriEvent({ type: 'StasisEnd', timestamp, channel: phone }, phones)).toMatchObject({
      cause: 1,
    });
  });

  test.each([['phone'], ['leg-of-ours']])('%s is let go by an Asterisk that is being stopped', (id) => {
    const request = {
      type: 'ChannelHangupRequest',
      timestamp,
      cause: 4,
      channel: channel(id, 'PJSIP/101-1', 'Up'),
    };
    const phones: Phones = new Map([['phone', null]]);
    expect(readAriEvent({ ...request, soft: true }, phones)).toEqual({
      type: 'shut-down',
      channelId: id,
      at,
    });
    // The control: a cause of somebody else's.
    expect(readAriEvent(request, phones)).toBeNull();
  });

  test('ends normally where no reason was given', () => {
    const phones: Phones = new Map([['phone', null]]);
    expect(readAriEvent({ type: 'StasisEnd', timestamp, channel: phone }, phones)).toMatchObject({
      cause: 16,
    });
  });

  test('a leg of ours does not end by leaving Stasis', () => {
    expect(
      readAriEvent({ type: 'StasisEnd', timestamp, channel: channel('call-c0', 'PJSIP/x-1') }, new Map()),
    ).toBeNull();
  });
});

test('an event without its channel, or of an unknown type, says nothing', () => {
  for (const type of [
    'StasisStart',
    'ChannelStateChange',
    'ChannelDestroyed',
    'ChannelDtmfReceived',
    'Dial',
    '',
  ]) {
    expect(readAriEvent({ type, timestamp }, new Map())).toBeNull();
  }
});

describe('what has not the form that Asterisk describes', () => {
  const receivedAt = at + 5;

  test.each([
    undefined,
    null,
    '',
    'yesterday',
    7,
    '9999-12-31T23:59:59.000+0000',
    '1969-12-31T23:59:59.000+0000',
  ])('a time that is none, %j: the event counts from when it came', (wrong) => {
    const event = { ...start('PJSIP/101-0000002a', ['short-code', '1']), timestamp: wrong as string };
    expect(readAriEvent(event, new Map(), receivedAt)).toMatchObject({ at: receivedAt });
  });

  test.each([undefined, null, 7, '', {}, ['79161234567'], 'x'.repeat(150)])(
    'a channel whose id is %j is none',
    (id) => {
      const event = { ...start('PJSIP/101-0000002a', ['short-code', '1']) };
      expect(readAriEvent({ ...event, channel: { ...event.channel, id } }, new Map())).toBeNull();
      expect(readAriEvent({ type: 'PlaybackFinished', timestamp, playback: { id } }, new Map())).toBeNull();
    },
  );

  test.each<[unknown]>([[null], [7], [{}], [{ toString: 1 }], [['1001']]])(
    'an order number that is %j was not dialled',
    (dialled) => {
      const event = start('PJSIP/101-0000002a', ['short-code', dialled as string]);
      expect(readAriEvent(event, new Map())).toMatchObject({ type: 'arrived', dialled: '' });
    },
  );

  test.each([null, 'short-code', { 0: 'short-code' }])('arguments that are no list, %j, are none', (args) => {
    expect(readAriEvent({ ...start('PJSIP/101-0000002a', []), args }, new Map())).toBeNull();
  });

  test.each([0, -1, 16.5, 128, 1e308, '17', null])('a cause %j is a normal end', (cause) => {
    const event = { type: 'ChannelDestroyed', timestamp, channel: channel('c', 'PJSIP/x-1'), cause };
    expect(readAriEvent(event, new Map())).toMatchObject({ cause: 16, sipCode: null });
  });
});
