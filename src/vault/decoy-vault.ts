import type { Masked } from '#kernel/masked';
import { BlindIndex } from './blind-index';
import type { Indexed } from './blind-index';
import { Cipher } from './cipher';
import type { Place } from './cipher';
import type { LiveKeys } from './live-keys';

/** The columns of a number in the tables of decoys. */
export interface DecoyPhoneColumns {
  phone_ciphertext: Buffer;
  phone_nonce: Buffer;
  phone_key_version: number;
  phone_index: Buffer;
  phone_index_key_version: number;
}

/** Whose number each table has: the company's own that a decoy has, or a stranger's who called one. */
const kinds = { decoy_numbers: 'decoy-phone', decoy_hits: 'decoy-caller' } as const;
export type DecoyTable = keyof typeof kinds;

/** Seals and opens the numbers in one of the tables of decoys: E.164 with the plus. */
export class DecoyVault {
  readonly #cipher: Cipher;
  readonly #index: BlindIndex;

  constructor(
    readonly keys: LiveKeys,
    private readonly table: DecoyTable,
  ) {
    this.#cipher = new Cipher(keys);
    this.#index = new BlindIndex(keys);
  }

  seal(rowId: number, phone: Masked): DecoyPhoneColumns {
    const sealed = this.#cipher.seal(phone, this.#place(rowId));
    const { hash, keyVersion } = this.#index.of(kinds[this.table], phone);
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
    rowId: number,
    row: Pick<DecoyPhoneColumns, 'phone_ciphertext' | 'phone_nonce' | 'phone_key_version'>,
  ): Masked {
    return this.#cipher.open(
      { ciphertext: row.phone_ciphertext, nonce: row.phone_nonce, keyVersion: row.phone_key_version },
      this.#place(rowId),
    );
  }

  /** The hashes under which the number may be stored: one for each key version, the current one first. */
  hashes(phone: Masked): Indexed[] {
    return this.#index.candidates(kinds[this.table], phone);
  }

  #place(rowId: number): Place {
    return { table: this.table, column: 'phone', rowId };
  }
}
