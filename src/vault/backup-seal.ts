import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Keyring } from './keyring';

/** Bytes of a seal: HMAC-SHA256. */
export const sealBytes = 32;

/**
 * Proves that a holder of the keys made a backup and that it is unchanged: HMAC-SHA256 under a key that is
 * derived from an encryption key (HKDF, RFC 5869) for this purpose only.
 */
export class BackupSeal {
  readonly #key: Buffer;

  /** @throws VaultError `key-version-unknown` */
  constructor(
    keyring: Keyring,
    readonly keyVersion: number,
  ) {
    const secret = keyring.encryptionKey(keyVersion).export();
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'star7 seal of backups, 1', 32));
  }

  /** Distinguishes different keys of the same version from a damaged file. Reveals nothing about the keys. */
  get check(): string {
    return createHmac('sha256', this.#key).update('check').digest('hex').slice(0, 16);
  }

  begin(): ReturnType<typeof createHmac> {
    return createHmac('sha256', this.#key);
  }

  static matches(seal: Buffer, expected: Buffer): boolean {
    return seal.length === expected.length && timingSafeEqual(seal, expected);
  }
}
