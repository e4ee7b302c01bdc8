import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { Cipher } from './cipher';
import type { LiveKeys } from './live-keys';

/** The columns that hold a sealed text. */
export interface MailColumns {
  text_ciphertext: Buffer;
  text_nonce: Buffer;
  text_key_version: number;
}

/** What of mails is sealed, by the table that holds it. */
export const sealedMailTables = [
  'mails',
  'mail_pictures',
  'mail_drafts',
  'mail_originals',
  'sms_inbox',
  'sms_strangers',
  'decoy_mailboxes',
  'decoy_mails',
  'mail_programs',
  'decoy_sms',
] as const;
export type SealedMailTable = (typeof sealedMailTables)[number];

/** Seals and opens texts and pictures of mails. They are redacted, but what people write to each other is theirs. */
export class MailVault {
  readonly #cipher: Cipher;

  constructor(
    readonly keys: LiveKeys,
    private readonly table: SealedMailTable,
  ) {
    this.#cipher = new Cipher(keys);
  }

  seal(rowId: number, text: string): MailColumns {
    return this.sealMasked(rowId, mask(text));
  }

  /** An address, for one. */
  sealMasked(rowId: number, text: Masked): MailColumns {
    const { ciphertext, nonce, keyVersion } = this.#cipher.seal(text, this.#place(rowId));
    return { text_ciphertext: ciphertext, text_nonce: nonce, text_key_version: keyVersion };
  }

  /** @throws VaultError */
  open(rowId: number, row: MailColumns): string {
    return reveal(this.openMasked(rowId, row));
  }

  /** @throws VaultError */
  openMasked(rowId: number, row: MailColumns): Masked {
    const sealed = {
      ciphertext: row.text_ciphertext,
      nonce: row.text_nonce,
      keyVersion: row.text_key_version,
    };
    return this.#cipher.open(sealed, this.#place(rowId));
  }

  #place(rowId: number) {
    return { table: this.table, column: 'text', rowId };
  }
}

/** For a row whose id the database gives: filled within the same transaction. */
export const unsealed: MailColumns = {
  text_ciphertext: Buffer.alloc(0),
  text_nonce: Buffer.alloc(12),
  text_key_version: 0,
};
