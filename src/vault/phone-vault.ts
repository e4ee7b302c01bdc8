import type { Masked } from '#kernel/masked';
import { BlindIndex } from './blind-index';
import type { Indexed, IndexedKind } from './blind-index';
import { Cipher } from './cipher';
import type { Place } from './cipher';
import type { LiveKeys } from './live-keys';

/** The columns of a table whose rows have a number of their own, sealed and found by its keyed hash. */
export interface PhoneColumns {
  phone_ciphertext: Buffer;
  phone_nonce: Buffer;
  phone_key_version: number;
  phone_index: Buffer;
  phone_index_key_version: number;
}

/** Those of them that the number is opened from. */
export type SealedPhone = Pick<PhoneColumns, 'phone_ciphertext' | 'phone_nonce' | 'phone_key_version'>;

/** The columns of a row without a number. */
export const noPhone = {
  phone_ciphertext: null,
  phone_nonce: null,
  phone_key_version: null,
  phone_index: null,
  phone_index_key_version: null,
} as const satisfies Record<keyof PhoneColumns, null>;

/** Seals and opens the numbers of one table: E.164 with the plus. */
export class PhoneVault {
  readonly #cipher: Cipher;
  readonly #index: BlindIndex;

  constructor(
    readonly keys: LiveKeys,
    private readonly table: string,
    private readonly kind: IndexedKind,
  ) {
    this.#cipher = new Cipher(keys);
    this.#index = new BlindIndex(keys);
  }

  seal(rowId: number, phone: Masked): PhoneColumns {
    const sealed = this.#cipher.seal(phone, this.#place(rowId));
    const { hash, keyVersion } = this.#index.of(this.kind, phone);
    return {
      phone_ciphertext: sealed.ciphertext,
      phone_nonce: sealed.nonce,
      phone_key_version: sealed.keyVersion,
      phone_index: hash,
      phone_index_key_version: keyVersion,
    };
  }

  /** @throws VaultError */
  open(rowId: number, row: SealedPhone): Masked {
    return this.#cipher.open(
      { ciphertext: row.phone_ciphertext, nonce: row.phone_nonce, keyVersion: row.phone_key_version },
      this.#place(rowId),
    );
  }

  /** The hashes under which the number may be stored: one for each key version, the current one first. */
  hashes(phone: Masked): Indexed[] {
    return this.#index.candidates(this.kind, phone);
  }

  #place(rowId: number): Place {
    return { table: this.table, column: 'phone', rowId };
  }
}
