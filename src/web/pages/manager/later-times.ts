/** Common choices for when to call again. */
export const laterChoices = ['in-an-hour', 'this-evening', 'tomorrow', 'exactly'] as const;
export type LaterChoice = (typeof laterChoices)[number];

const hourMs = 3_600_000;
const eveningHour = 18;
const morningHour = 10;

/**
 * The moment that a choice means, by the clock of the manager's machine; null for `exactly`, and for this evening
 * once it has begun.
 * @param now milliseconds since 1970
 */
export function laterTime(choice: LaterChoice, now: number): Date | null {
  const at = new Date(now);
  switch (choice) {
    case 'in-an-hour':
      return new Date(now + hourMs);
    case 'this-evening':
      at.setHours(eveningHour, 0, 0, 0);
      return at.getTime() > now ? at : null;
    case 'tomorrow':
      at.setDate(at.getDate() + 1);
      at.setHours(morningHour, 0, 0, 0);
      return at;
    case 'exactly':
      return null;
  }
}

/** The format of `<input type="datetime-local">`: `2026-07-01T18:00`, by the machine's clock. */
export function localText(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** @returns null where the text is no time */
export function timeOf(localTime: string): Date | null {
  const at = new Date(localTime);
  return Number.isNaN(at.getTime()) ? null : at;
}
