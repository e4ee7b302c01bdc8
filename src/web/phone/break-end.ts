/** Lengths of breaks to choose from, minutes. */
export const breakLengths = [15, 30, 60] as const;

/**
 * When a break ends: after so many minutes, or the next time that this clock shows a time of the day, `14:00`.
 * @returns null for a break without an end, and for what is no time
 */
export function breakEnd(length: { minutes: number } | { time: string }, now: Date): Date | null {
  if ('minutes' in length)
    return length.minutes > 0 ? new Date(now.getTime() + length.minutes * 60_000) : null;
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(length.time) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const end = new Date(now);
  end.setHours(Number(hours), Number(minutes), 0, 0);
  if (end.getTime() <= now.getTime()) end.setDate(end.getDate() + 1);
  return end;
}
