import { lineTotalsIn } from '../../../src/pbx/asterisk/rtp-statistics';

/* Of Asterisk 22.10.1; fields that nothing reads are left out. */

test('received, and reported by the far side, in milliseconds; the two jitters are named the other way round', () => {
  const stat = {
    ...{ txcount: 1500, rxcount: 1490, txploss: 3, rxploss: 10 },
    ...{ txjitter: 0.004, rxjitter: 0.0215, rtt: 0.083, maxrtt: 0.2 },
    ...{ local_ssrc: 1, remote_ssrc: 2, txoctetcount: 1, rxoctetcount: 1, channel_uniqueid: 'a' },
  };
  expect(lineTotalsIn(stat)).toEqual({
    from: { sent: 1500, lost: 10, jitterMs: 4 },
    to: { sent: 1500, lost: 3, jitterMs: 21.5 },
    roundTripMs: 83,
  });
});

test('a far side without RTCP has said nothing, which is not the same as no loss', () => {
  const stat = { txcount: 1500, rxcount: 1490, txploss: 0, rxploss: 0, txjitter: 0.001, rxjitter: 0, rtt: 0 };
  expect(lineTotalsIn(stat)).toEqual({
    from: { sent: 1490, lost: 0, jitterMs: 1 },
    to: null,
    roundTripMs: null,
  });
});

test.each([
  null,
  'x',
  {},
  [],
  { rxcount: 'many', txcount: 1 },
  { rxcount: -1, txcount: 1 },
  { rxcount: 1e12, txcount: 1 },
])('what is no count of packets says nothing: %j', (answer) => {
  expect(lineTotalsIn(answer)).toBeNull();
});

test('a far side to which packets came twice has lost none: less than none, in 24 bits', () => {
  const stat = { txcount: 1500, rxcount: 1490, txploss: 0xff_ff_fe, rxploss: 0, rxjitter: 0.002, rtt: 0.02 };
  expect(lineTotalsIn(stat)?.to).toEqual({ sent: 1500, lost: 0, jitterMs: 2 });
});

test('absurd times are cut', () => {
  const stat = { txcount: 1, rxcount: 1, txjitter: 1e9, rtt: -5, rxjitter: Number.NaN };
  expect(lineTotalsIn(stat)).toEqual({
    from: { sent: 1, lost: 0, jitterMs: 60_000 },
    to: null,
    roundTripMs: null,
  });
});
