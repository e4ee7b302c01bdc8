/** When clocks change, in local time before the change. */
export interface ClockChange {
  /** 1 to 12. */
  month: number;
  /** Of the month's such weekdays: 1 to 4, 5 for the last. */
  week: number;
  /** 0 for Sunday. */
  weekday: number;
  /** After midnight. */
  minute: number;
}

/** A time zone as phones want it. */
export interface ClockRules {
  /** East of Greenwich, in winter. */
  offsetMinutes: number;
  /** Null where clocks do not change twice a year. */
  summer: { begins: ClockChange; ends: ClockChange; addedMinutes: number } | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A rule is "the last Sunday" if that is so in all of these. */
const yearsSeen = 4;

/**
 * The rules by which the zone's clocks go in a year, as the runtime's time zones know them.
 * @param timeZone a name of the IANA database @throws RangeError for an unknown one
 */
export function clockRules(timeZone: string, year: number): ClockRules {
  const offsetAt = offsetsOf(timeZone);
  const changes = changesIn(year, offsetAt);
  const [first, second] = changes;
  const plain = { offsetMinutes: offsetAt(Date.UTC(year, 0, 1)), summer: null };
  if (first === undefined || second === undefined || changes.length !== 2) return plain;
  const [begins, ends] = first.after > first.before ? [first, second] : [second, first];
  if (begins.after <= begins.before || ends.after !== begins.before) return plain;
  const isLast = (pick: 'begins' | 'ends'): boolean =>
    Array.from({ length: yearsSeen }, (_, index) => changesIn(year + index, offsetAt)).every((all) => {
      const change = all.find(({ after, before }) => after > before === (pick === 'begins'));
      return change !== undefined && isInLastWeek(localOf(change));
    });
  return {
    offsetMinutes: begins.before,
    summer: {
      begins: ruleOf(begins, isLast('begins')),
      ends: ruleOf(ends, isLast('ends')),
      addedMinutes: begins.after - begins.before,
    },
  };
}

interface Change {
  at: number;
  /** Minutes east of Greenwich. */
  before: number;
  after: number;
}

type Offset = (at: number) => number;

function offsetsOf(timeZone: string): Offset {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (at) => {
    const text = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

function changesIn(year: number, offsetAt: Offset): Change[] {
  const changes: Change[] = [];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += dayMs) {
    const [before, after] = [offsetAt(day), offsetAt(day + dayMs)];
    if (before === after) continue;
    let [low, high] = [day, day + dayMs];
    while (high - low > minuteMs) {
      const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high, before, after });
  }
  return changes;
}

function localOf({ at, before }: Change): Date {
  return new Date(at + before * minuteMs);
}

function isInLastWeek(local: Date): boolean {
  return new Date(local.getTime() + 7 * dayMs).getUTCMonth() !== local.getUTCMonth();
}

function ruleOf(change: Change, isLast: boolean): ClockChange {
  const local = localOf(change);
  return {
    month: local.getUTCMonth() + 1,
    week: isLast ? 5 : Math.min(4, Math.ceil(local.getUTCDate() / 7)),
    weekday: local.getUTCDay(),
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  };
}
