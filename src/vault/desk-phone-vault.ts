import { randomBytes } from 'node:crypto';
import { mask, reveal } from '#kernel/masked';
import { Cipher } from './cipher';
import type { Place } from './cipher';
import type { LiveKeys } from './live-keys';

/** The columns of desk_phones that hold what a phone registers with. */
export interface DeskPhoneSecretColumns {
  secret_ciphertext: Buffer;
  secret_nonce: Buffer;
  secret_key_version: number;
}

const secretBytes = 16;

/** Makes, seals and opens the passwords of the table desk_phones: 128 random bits, hexadecimal. */
export class DeskPhoneVault {
  readonly #cipher: Cipher;

  constructor(readonly keys: LiveKeys) {
    this.#cipher = new Cipher(keys);
  }

  /** A new password for a row; it leaves for the phone's file and for the PBX alone. */
  create(phoneId: number): { password: string; sealed: DeskPhoneSecretColumns } {
    const password = randomBytes(secretBytes).toString('hex');
    return { password, sealed: this.seal(phoneId, password) };
  }

  seal(phoneId: number, password: string): DeskPhoneSecretColumns {
    const { ciphertext, nonce, keyVersion } = this.#cipher.seal(mask(password), place(phoneId));
    return { secret_ciphertext: ciphertext, secret_nonce: nonce, secret_key_version: keyVersion };
  }

  /** @throws VaultError */
  open(phoneId: number, row: DeskPhoneSecretColumns): string {
    return reveal(
      this.#cipher.open(
        { ciphertext: row.secret_ciphertext, nonce: row.secret_nonce, keyVersion: row.secret_key_version },
        place(phoneId),
      ),
    );
  }
}

function place(rowId: number): Place {
  return { table: 'desk_phones', column: 'secret', rowId };
}
