/** What a ticket begins with. */
export const interviewPrefix = 'interview:';

/**
 * By which a call to a customer of a survey is asked for, in the place of an order number, which has no colon: the interviewer gets the
 * ticket of the one customer who is to be called next, and no order.
 */
export function interviewTicket(id: number): string {
  return `${interviewPrefix}${id}`;
}

/** @returns the id; null for everything but a ticket */
export function interviewOf(text: string): number | null {
  const [, digits] = /^interview:(\d{1,9})$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}
