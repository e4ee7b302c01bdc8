import { randomInt } from 'node:crypto';

const pinDigits = 6;

/** Six digits, drawn: a chosen PIN would be a date of birth. */
export function newPin(): string {
  return String(randomInt(10 ** pinDigits)).padStart(pinDigits, '0');
}
