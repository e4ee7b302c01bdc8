/** The longest order number that is looked up; longer ones are unknown by definition. */
export const longestOrderNumber = 32;

const orderNumberPattern = /^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?$/;

/**
 * Whether a text can be an order number at all: 1 to 32 letters and digits, with dots, dashes and underscores
 * inside. Other texts are treated exactly like an unknown order number.
 */
export function isOrderNumber(text: string): boolean {
  return orderNumberPattern.test(text);
}
