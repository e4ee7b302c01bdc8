/** A leave that is longer than this hides what it should only explain: the rest of it counts. */
export const longestLeaveWeeks = 8;

/** A leave that is seen, not entered, is at most so long: a manager who does not come back has not been on leave. */
const longestSeenWeeks = 4;

/** Calls a week before a leave, at least: else silence says nothing. */
const leastCalls = 5;

const weeksBefore = 4;

/** First and last day, in days of the log. */
export interface LeaveDays {
  first: number;
  last: number;
}

/**
 * Weeks of which a leave has three days or more, as 1 by week of the log.
 * @returns null without any
 */
export function leaveWeeks(
  leave: readonly LeaveDays[],
  seen: readonly number[],
  weeks: number,
): Uint8Array | null {
  const days = new Uint8Array(weeks);
  for (const { first, last } of leave) {
    const end = Math.min(last, first + longestLeaveWeeks * 7 - 1, weeks * 7 - 1);
    for (let day = Math.max(0, first); day <= end; day += 1) days[Math.floor(day / 7)]! += 1;
  }
  const marked = days.map((count) => (count >= 3 ? 1 : 0));
  for (const week of seen) if (week >= 0 && week < weeks) marked[week] = 1;
  return marked.includes(1) ? marked : null;
}

/**
 * Weeks without a call of a manager who called before, and again afterwards. A manager who is still away may have left: that
 * is no leave until it is entered as one.
 * @param calls by week
 */
export function seenLeave(calls: ArrayLike<number>): number[] {
  const weeks: number[] = [];
  for (let week = weeksBefore; week < calls.length; week += 1) {
    if (calls[week] !== 0 || calls[week - 1] === 0) continue;
    let end = week;
    while (end < calls.length && calls[end] === 0) end += 1;
    let before = 0;
    for (let earlier = week - weeksBefore; earlier < week; earlier += 1) before += calls[earlier]!;
    const isBack = end < calls.length;
    if (isBack && end - week <= longestSeenWeeks && before >= leastCalls * weeksBefore) {
      for (let away = week; away < end; away += 1) weeks.push(away);
    }
  }
  return weeks;
}
