import { ShopTime } from '#connectors/model/shop-time';
import { parseIsoTime } from '#kernel/iso-time';

/* Times of shops that write those of their own clock. */

const at = (text: string): number => parseIsoTime(text) ?? Number.NaN;

it('are read and written by the shop’s zone', () => {
  const moscow = ShopTime.of('Europe/Moscow');
  expect(moscow.momentOf('2026-06-01 03:00:00')).toBe(at('2026-06-01T00:00:00Z'));
  expect(moscow.momentOf('2026-06-01 03:00:00.123')).toBe(at('2026-06-01T00:00:00.123Z'));
  expect(moscow.from(at('2026-06-01T00:00:00.999Z'))).toBe('2026-06-01 03:00:00');
  expect(['0000-00-00 00:00:00', '', 'soon'].map((text) => moscow.momentOf(text))).toEqual([
    null,
    null,
    null,
  ]);
  expect(ShopTime.of('nowhere').momentOf('2026-06-01 03:00:00')).toBe(at('2026-06-01T03:00:00Z'));
});

it('nothing is passed over when the clock goes back, and no moment is guessed', () => {
  const berlin = ShopTime.of('Europe/Berlin');
  // At 01:00 UTC of 25 October 2026 it is 3:00 and 2:00.
  const changed = at('2026-10-25T00:55:00Z');
  const later = at('2026-10-25T01:10:00Z');
  expect(berlin.momentOf('2026-10-25 02:10:00')).toBeNull();
  expect(berlin.momentOf('2026-10-25 03:10:00')).toBe(at('2026-10-25T02:10:00Z'));
  // What is written as 02:10 after that is not before the text that is asked for.
  expect(later).toBeGreaterThan(changed);
  expect(berlin.from(changed) <= '2026-10-25 02:10:00').toBe(true);
  expect(berlin.from(at('2026-10-27T02:00:00Z'))).toBe('2026-10-27 03:00:00');
  // A time that the clock leaves out is none.
  expect(berlin.momentOf('2026-03-29 02:30:00')).toBeNull();
});
