import { weekdays } from '#kernel/local-time';

/** What a courier keys in, and what imports name: digits, too few for a telephone number. */
export const courierNumberPattern = '^[0-9]{1,6}$';
/** The columns' widths, in characters. */
export const longestCourierName = 200;
export const longestCompany = 100;

export type Weekday = (typeof weekdays)[number];

/** How a delivery ends. `handed-on`: the order went to another courier. */
export const deliveryEnds = ['delivered', 'taken-back', 'handed-on'] as const;
export type DeliveryEnd = (typeof deliveryEnds)[number];

/** Stable: pages translate them. */
export const courierFaultCodes = [
  'courier-number-taken',
  'courier-unknown',
  /** A mobile is dialled as it is: nobody would key in an extension. */
  'mobile-has-extension',
] as const;

const numbers = new RegExp(courierNumberPattern);

export function isCourierNumber(text: string): boolean {
  return numbers.test(text);
}

/** `mon-fri` or `mon,wed,sat-sun`, in order and each once. @returns null for what is no day */
export function parseWeekdays(text: string): Weekday[] | null {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [first = -1, last = first, more] = part
      .trim()
      .split('-')
      .map((name) => (weekdays as readonly string[]).indexOf(name));
    if (first < 0 || last < first || more !== undefined) return null;
    for (let day = first; day <= last; day += 1) days.add(day);
  }
  return weekdays.filter((_name, day) => days.has(day));
}
