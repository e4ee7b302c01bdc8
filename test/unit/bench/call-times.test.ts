import type { Packet } from '../../lab/pcap';
import { callTimes, median, medianSpread, percentile, spread } from '../../bench/call-times';

const ports = { phones: 100, pbx: 50, carrier: 60 };

function packet(at: number, from: number, to: number, lines: readonly string[]): Packet {
  const payload = Buffer.from([...lines, '', ''].join('\r\n'));
  return { at, protocol: 'udp', sourcePort: from, destinationPort: to, bytes: payload, payload };
}

function invite(at: number, from: number, to: number, target: string, callId: string): Packet {
  return packet(at, from, to, [
    `INVITE sip:${target}@127.0.0.1:${to} SIP/2.0`,
    'To: <sip:somebody@127.0.0.1>',
    `Call-ID: ${callId}`,
    'CSeq: 1 INVITE',
  ]);
}

function answer(at: number, from: number, to: number, callId: string, method = 'INVITE'): Packet {
  return packet(at, from, to, [
    'SIP/2.0 200 OK',
    'To: <sip:somebody@127.0.0.1>;tag=1',
    `Call-ID: ${callId}`,
    `CSeq: 1 ${method}`,
  ]);
}

describe('callTimes', () => {
  it('follows a call from the phone to the carrier and back by its order', () => {
    const calls = callTimes(
      [
        invite(1_000, 100, 50, '*71000007', 'p1'),
        invite(2_000, 100, 50, '*71000008', 'p2'),
        invite(5_000, 50, 60, '+79000000008', 'c2'),
        invite(6_000, 50, 60, '+79000000007', 'c1'),
        answer(7_000, 60, 50, 'c1'),
        answer(9_000, 50, 100, 'p1'),
        answer(9_500, 50, 100, 'p2', 'BYE'),
      ],
      ports,
    );
    expect(calls).toEqual([
      { phoneInvite: 1_000, carrierInvite: 6_000, carrierAnswer: 7_000, phoneAnswer: 9_000 },
      { phoneInvite: 2_000, carrierInvite: 5_000, carrierAnswer: null, phoneAnswer: null },
    ]);
  });

  it('counts a repeated message once, as it was first sent', () => {
    const calls = callTimes(
      [
        invite(1_000, 100, 50, '*71000007', 'p1'),
        invite(1_500, 100, 50, '*71000007', 'p1'),
        invite(3_000, 50, 60, '+79000000007', 'c1'),
        invite(3_500, 50, 60, '+79000000007', 'c1'),
        answer(4_000, 50, 100, 'p1'),
        answer(4_500, 50, 100, 'p1'),
      ],
      ports,
    );
    expect(calls).toEqual([
      { phoneInvite: 1_000, carrierInvite: 3_000, carrierAnswer: null, phoneAnswer: 4_000 },
    ]);
  });

  it('treats a later call of the same order as another call', () => {
    const calls = callTimes(
      [
        invite(1_000, 100, 50, '*71000007', 'p1'),
        invite(2_000, 50, 60, '+79000000007', 'c1'),
        invite(11_000, 100, 50, '*71000007', 'p2'),
        invite(13_000, 50, 60, '+79000000007', 'c2'),
      ],
      ports,
    );
    expect(calls.map(({ phoneInvite, carrierInvite }) => [phoneInvite, carrierInvite])).toEqual([
      [1_000, 2_000],
      [11_000, 13_000],
    ]);
  });
});

describe('spread', () => {
  it.each([
    [0.5, 2],
    [0.99, 4],
    [0.25, 1],
  ])('takes the nearest rank: %d of four is %d', (share, expected) => {
    expect(percentile([1, 2, 3, 4], share)).toBe(expected);
  });

  it('counts calls that reached both points, in milliseconds', () => {
    const calls = [
      { phoneInvite: 0, carrierInvite: 3_000, carrierAnswer: null, phoneAnswer: null },
      { phoneInvite: 0, carrierInvite: null, carrierAnswer: null, phoneAnswer: null },
    ];
    expect(spread(calls, 'phoneInvite', 'carrierInvite')).toEqual({ p50: 3, p95: 3, p99: 3, count: 1 });
    expect(spread(calls, 'phoneInvite', 'phoneAnswer')).toBeNull();
  });
});

describe('of several repetitions', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('takes the median of the existing values of each percentile', () => {
    const [one, other, third] = [
      { p50: 1, p95: 20, p99: 300, count: 10 },
      { p50: 2, p95: 10, p99: 900, count: 11 },
      { p50: 9, p95: 30, p99: 100, count: 12 },
    ];
    expect(medianSpread([one, null, other, third])).toEqual({ p50: 2, p95: 20, p99: 300, count: 33 });
    expect(medianSpread([null])).toBeNull();
  });
});
