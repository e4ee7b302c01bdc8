import { mask, reveal } from '#kernel/masked';
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
    const { ciphertext, nonce, keyVersion } = this.#cipher.seal(mask(text), this.#place(rowId));
    return { text_ciphertext: ciphertext, text_nonce: nonce, text_key_version: keyVersion };
  }

  /** @throws VaultError */
  open(rowId: number, row: MailColumns): string {
    const sealed = {
      ciphertext: row.text_ciphertext,
      nonce: row.text_nonce,
      keyVersion: row.text_key_version,
    };
    return reveal(this.#cipher.open(sealed, this.#place(rowId)));
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
