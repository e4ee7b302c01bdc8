import fc from 'fast-check';
import { isoTime, parseIsoTime } from '#kernel/iso-time';

describe('times in JSON', () => {
  it('are written with microseconds, in UTC', () => {
    expect(isoTime(0)).toBe('1970-01-01T00:00:00.000000Z');
    expect(isoTime(Date.UTC(2026, 6, 1, 9, 30) * 1000 + 123)).toBe('2026-07-01T09:30:00.000123Z');
    expect(isoTime(-1)).toBe('1969-12-31T23:59:59.999999Z');
  });

  it.each([
    ['2026-07-01T09:30:00Z', 0],
    ['2026-07-01T09:30:00.5Z', 500_000],
    ['2026-07-01T09:30:00.000001999Z', 1],
    ['2026-07-01T12:30:00+03:00', 0],
    ['2026-07-01T05:00:00-04:30', 0],
  ])('%s is read', (text, micros) => {
    expect(parseIsoTime(text)).toBe(Date.UTC(2026, 6, 1, 9, 30) * 1000 + micros);
  });

  it.each([
    '2026-07-01',
    '2026-07-01T09:30:00',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-07-01T24:00:00Z',
    '2026-07-01T09:30:00+24:00',
    '2026-07-01T09:30:00.Z',
    ' 2026-07-01T09:30:00Z',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00Z',
    '+79161234567',
    '',
  ])('%j is not a time', (text) => {
    expect(parseIsoTime(text)).toBeNull();
  });

  it('survive the round trip', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8_000_000_000_000_000 }), (at) => {
        expect(parseIsoTime(isoTime(at))).toBe(at);
      }),
    );
  });
});
