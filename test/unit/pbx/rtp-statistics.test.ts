import { lineTotalsIn } from '../../../src/pbx/asterisk/rtp-statistics';

/** As Asterisk 22.10.1 writes it; fields that nothing reads are left out where they do not matter. */
function textOf(stat: Readonly<Record<string, number | string>>): string {
  return Object.entries(stat)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(';');
}

test('received, and reported by the far side, in milliseconds; the two jitters are named the other way round', () => {
  const text =
    'ssrc=645821996;themssrc=645821996;lp=10;rxjitter=0.021500;rxcount=1490;txjitter=0.004000;txcount=1500;rlp=3;rtt=0.083000;' +
    'rxmes=0.000000;txmes=88.087887';
  expect(lineTotalsIn(text)).toEqual({
    from: { sent: 1500, lost: 10, jitterMs: 4 },
    to: { sent: 1500, lost: 3, jitterMs: 21.5 },
    roundTripMs: 83,
  });
});

test('a far side without RTCP has said nothing, which is not the same as no loss', () => {
  const stat = { txcount: 1500, rxcount: 1490, rlp: 0, lp: 0, txjitter: 0.001, rxjitter: 0, rtt: 0 };
  expect(lineTotalsIn(textOf(stat))).toEqual({
    from: { sent: 1490, lost: 0, jitterMs: 1 },
    to: null,
    roundTripMs: null,
  });
});

test.each([
  '',
  'x',
  'rxcount=;txcount=',
  'rxcount=many;txcount=1',
  'rxcount=-1;txcount=1',
  'rxcount=1e12;txcount=1',
])('what is no count of packets says nothing: %j', (text) => {
  expect(lineTotalsIn(text)).toBeNull();
});

test('a far side to which packets came twice has lost none: less than none, in 24 bits', () => {
  const stat = { txcount: 1500, rxcount: 1490, rlp: 0xff_ff_fe, lp: 0, rxjitter: 0.002, rtt: 0.02 };
  expect(lineTotalsIn(textOf(stat))?.to).toEqual({ sent: 1500, lost: 0, jitterMs: 2 });
});

test('absurd times are cut', () => {
  const stat = { txcount: 1, rxcount: 1, txjitter: 1e9, rtt: -5, rxjitter: 'nan' };
  expect(lineTotalsIn(textOf(stat))).toEqual({
    from: { sent: 1, lost: 0, jitterMs: 60_000 },
    to: null,
    roundTripMs: null,
  });
});
