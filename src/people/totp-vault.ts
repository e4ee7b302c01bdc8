import type { Masked } from '#kernel/masked';
import { Cipher } from '#vault/cipher';
import type { Place } from '#vault/cipher';
import type { LiveKeys } from '#vault/live-keys';

/** The columns of accounts that hold the secret of an authenticator. */
export interface TotpColumns {
  totp_ciphertext: Buffer;
  totp_nonce: Buffer;
  totp_key_version: number;
}

/** Seals and opens the secrets of the table accounts. */
export class TotpVault {
  readonly #cipher: Cipher;

  constructor(readonly keys: LiveKeys) {
    this.#cipher = new Cipher(keys);
  }

  seal(accountId: number, secret: Masked): TotpColumns {
    const { ciphertext, nonce, keyVersion } = this.#cipher.seal(secret, place(accountId));
    return { totp_ciphertext: ciphertext, totp_nonce: nonce, totp_key_version: keyVersion };
  }

  /** @throws VaultError */
  open(accountId: number, row: TotpColumns): Masked {
    return this.#cipher.open(
      { ciphertext: row.totp_ciphertext, nonce: row.totp_nonce, keyVersion: row.totp_key_version },
      place(accountId),
    );
  }
}

function place(rowId: number): Place {
  return { table: 'accounts', column: 'totp', rowId };
}
