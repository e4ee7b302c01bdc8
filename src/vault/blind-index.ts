import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { LiveKeys } from './live-keys';

/** The kind of contact; the same text under another kind has another hash. */
export const contactKinds = ['phone', 'email'] as const;
export type ContactKind = (typeof contactKinds)[number];

/**
 * Whose number it is shows in its hash: one look at the database does not tell which courier is a customer too, nor which
 * customer has the number of a decoy.
 */
export type IndexedKind =
  | ContactKind
  | 'courier-phone'
  | 'manager-phone'
  | 'decoy-phone'
  | 'decoy-caller'
  | 'sms';

export interface Indexed {
  /** {@link indexBytes} bytes. */
  hash: Buffer;
  keyVersion: number;
}

/**
 * The hash is truncated to 128 bits, half the length, which RFC 2104, section 5, allows. Among ten million
 * numbers the chance of a collision is below 2^-80, and the index that every import uses is half as large.
 */
export const indexBytes = 16;

/**
 * A keyed hash (HMAC-SHA256) for finding a number without making it readable. A plain hash would not protect
 * it: there are so few telephone numbers that all of them can be tried.
 */
export class BlindIndex {
  constructor(private readonly keys: LiveKeys) {}

  /** The hash to store, under the current key. */
  of(kind: IndexedKind, text: Masked): Indexed {
    const { keyring } = this.keys;
    return { hash: digest(keyring.indexKey(keyring.current), kind, text), keyVersion: keyring.current };
  }

  /**
   * The hashes to search for, one for each key version, since a rotation may be half done. The current one is
   * first.
   */
  candidates(kind: IndexedKind, text: Masked): Indexed[] {
    const { keyring } = this.keys;
    const found: Indexed[] = [];
    for (let nth = keyring.versions.length - 1; nth >= 0; nth -= 1) {
      const keyVersion = keyring.versions[nth] ?? keyring.current;
      found.push({ hash: digest(keyring.indexKey(keyVersion), kind, text), keyVersion });
    }
    return found;
  }
}

function digest(key: KeyObject, kind: IndexedKind, text: Masked): Buffer {
  const plain = reveal(text);
  // In practice, mailboxes that differ only in case belong to the same person.
  const canonical = kind === 'email' ? plain.toLowerCase() : plain;
  return createHmac('sha256', key).update(`${kind}\0${canonical}`, 'utf8').digest().subarray(0, indexBytes);
}
