import { createHash } from 'node:crypto';

/** The stored form of a mail program's token, which is too long to be guessed: a slow hash would add nothing. */
export function programTokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
