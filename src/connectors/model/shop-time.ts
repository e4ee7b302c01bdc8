import { isoTime, parseIsoTime } from '#kernel/iso-time';
import { LocalCalendar } from '#kernel/local-day';
import type { Micros } from '#kernel/micros';

const day: Micros = 86_400_000_000;

/** Times of a shop that writes those of its own clock, without an offset: `2026-07-01 12:30:00`. */
export class ShopTime {
  constructor(private readonly calendar: LocalCalendar) {}

  /** @param zone IANA; UTC where it is not known */
  static of(zone: string): ShopTime {
    return new ShopTime(LocalCalendar.of(zone) ?? (LocalCalendar.of('UTC') as LocalCalendar));
  }

  /**
   * What the shop's clock shows at a moment, to the second. Within a day of the clock's going back it is the earlier of
   * both readings, so that nothing which the shop writes from then on is before it.
   */
  from(at: Micros): string {
    const offset = Math.min(...[at - day, at, at + day].map((near) => this.calendar.offsetAt(near)));
    return isoTime(at + offset)
      .slice(0, 19)
      .replace('T', ' ');
  }

  /** @returns null for what is no time, and for one that the clock shows twice */
  momentOf(text: string): Micros | null {
    const local = parseIsoTime(`${text.replace(' ', 'T')}Z`);
    if (local === null) return null;
    const offsets = new Set([local - day, local + day].map((near) => this.calendar.offsetAt(near)));
    const moments = [...offsets]
      .map((offset) => ({ at: local - offset, offset }))
      .filter(({ at, offset }) => this.calendar.offsetAt(at) === offset);
    return moments.length === 1 ? (moments[0]?.at ?? null) : null;
  }
}
