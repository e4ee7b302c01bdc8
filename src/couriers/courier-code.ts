import { randomInt } from 'node:crypto';

/** Without letters and digits that are mistaken for others; read out, typed on a phone, and part of a link. */
const characters = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 3;
const groupLength = 4;

/** A code that signs a courier in once: `kq7m-wz2h-pnde`. 12 of 31 characters are 59 bits. */
export function newCourierCode(): string {
  return Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => characters[randomInt(characters.length)]).join(''),
  ).join('-');
}

/** As typed: without spaces and dashes, in small letters. */
export function plainCode(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
