import type { Masked } from '#kernel/masked';
import { BlindIndex } from './blind-index';
import type { Indexed } from './blind-index';
import { Cipher } from './cipher';
import type { Place } from './cipher';
import type { LiveKeys } from './live-keys';

/** The columns of couriers that hold the own mobile's number. */
export interface CourierPhoneColumns {
  phone_ciphertext: Buffer;
  phone_nonce: Buffer;
  phone_key_version: number;
  phone_index: Buffer;
  phone_index_key_version: number;
}

/** Seals and opens the numbers of the table couriers. */
export class CourierVault {
  readonly #cipher: Cipher;
  readonly #index: BlindIndex;

  constructor(readonly keys: LiveKeys) {
    this.#cipher = new Cipher(keys);
    this.#index = new BlindIndex(keys);
  }

  seal(courierId: number, phone: Masked): CourierPhoneColumns {
    const sealed = this.#cipher.seal(phone, place(courierId));
    const { hash, keyVersion } = this.#index.of('courier-phone', phone);
    return {
      phone_ciphertext: sealed.ciphertext,
      phone_nonce: sealed.nonce,
      phone_key_version: sealed.keyVersion,
      phone_index: hash,
      phone_index_key_version: keyVersion,
    };
  }

  /** @throws VaultError */
  open(
    courierId: number,
    row: Pick<CourierPhoneColumns, 'phone_ciphertext' | 'phone_nonce' | 'phone_key_version'>,
  ): Masked {
    return this.#cipher.open(
      { ciphertext: row.phone_ciphertext, nonce: row.phone_nonce, keyVersion: row.phone_key_version },
      place(courierId),
    );
  }

  /** The hashes under which the number may be stored: one for each key version, the current one first. */
  hashes(phone: Masked): Indexed[] {
    return this.#index.candidates('courier-phone', phone);
  }
}

function place(rowId: number): Place {
  return { table: 'couriers', column: 'phone', rowId };
}
