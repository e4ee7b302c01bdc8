/** Longest order number that is looked up; a longer one is unknown by definition. */
export const longestOrderNumber = 32;

const orderNumberPattern = /^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?$/;

/**
 * Whether a text can be an order number at all: 1 to 32 letters and digits, with dots, dashes and
 * underscores inside. What cannot be one is treated exactly like one that is unknown.
 */
export function isOrderNumber(text: string): boolean {
  return orderNumberPattern.test(text);
}
