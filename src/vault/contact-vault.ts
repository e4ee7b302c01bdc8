import type { Masked } from '#kernel/masked';
import { BlindIndex } from './blind-index';
import type { ContactKind, Indexed } from './blind-index';
import { Cipher } from './cipher';
import type { Place } from './cipher';
import { apart } from './extension';
import type { PhoneContact } from './extension';
import type { LiveKeys } from './live-keys';

/** The columns of contact_points that contain the contact itself. */
export interface SealedColumns {
  ciphertext: Buffer;
  nonce: Buffer;
  key_version: number;
  blind_index: Buffer;
  index_key_version: number;
  /** Of a number with an extension: the hash of the number alone. */
  base_index: Buffer | null;
}

/** Seals and opens contacts for the table contact_points. */
export class ContactVault {
  readonly #cipher: Cipher;
  readonly #index: BlindIndex;

  constructor(readonly keys: LiveKeys) {
    this.#cipher = new Cipher(keys);
    this.#index = new BlindIndex(keys);
  }

  /** @param indexed the contact's hash under the current key, where the caller already has it */
  seal(id: number, kind: ContactKind, contact: Masked, indexed?: Indexed): SealedColumns {
    const sealed = this.#cipher.seal(contact, place(id, kind));
    const { hash, keyVersion } = indexed ?? this.#index.of(kind, contact);
    const { number, extension } = kind === 'phone' ? apart(contact) : { number: contact, extension: null };
    return {
      ciphertext: sealed.ciphertext,
      nonce: sealed.nonce,
      key_version: sealed.keyVersion,
      blind_index: hash,
      index_key_version: keyVersion,
      base_index: extension === null ? null : this.#index.of(kind, number).hash,
    };
  }

  /** @throws VaultError */
  open(
    id: number,
    kind: ContactKind,
    row: Pick<SealedColumns, 'ciphertext' | 'nonce' | 'key_version'>,
  ): Masked {
    return this.#cipher.open(
      { ciphertext: row.ciphertext, nonce: row.nonce, keyVersion: row.key_version },
      place(id, kind),
    );
  }

  /** A telephone number, with what is to be dialled after the answer. @throws VaultError */
  openPhone(id: number, row: Pick<SealedColumns, 'ciphertext' | 'nonce' | 'key_version'>): PhoneContact {
    return apart(this.open(id, 'phone', row));
  }

  /** The hashes under which the contact may be stored: one for each key version, the current one first. */
  hashes(kind: ContactKind, contact: Masked): Indexed[] {
    return this.#index.candidates(kind, contact);
  }
}

/** Uses the kind as the column: an address passed off as a number does not open. */
function place(rowId: number, kind: ContactKind): Place {
  return { table: 'contact_points', column: kind, rowId };
}
