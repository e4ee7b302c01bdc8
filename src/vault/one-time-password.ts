import { randomInt } from 'node:crypto';

/**
 * Without i, l and o, which are mistaken for other characters; all lower case, so that case needs no spelling
 * out.
 */
const letters = 'abcdefghjkmnpqrstuvwxyz';
const groups = 4;
const lettersOfGroup = 4;

/**
 * A password that is read out or copied by hand once and replaced at the first sign-in:
 * `kqtm-wzrh-pnde-vxay`. 16 of 23 letters are 72 bits.
 */
export function oneTimePassword(): string {
  return Array.from({ length: groups }, () =>
    Array.from({ length: lettersOfGroup }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-');
}
