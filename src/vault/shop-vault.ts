import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { mask, reveal } from '#kernel/masked';
import { Cipher } from './cipher';
import type { Place } from './cipher';
import type { LiveKeys } from './live-keys';

/** The columns of connectors that hold the keys to the shop. */
export interface ShopKeyColumns {
  secret_ciphertext: Buffer;
  secret_nonce: Buffer;
  secret_key_version: number;
}

/** Keys to a shop's interface, by name. Prints as nothing, as JSON too. */
export class ShopKeys {
  readonly #texts: Readonly<Record<string, string>>;

  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = texts;
  }

  /** For the request that needs it; empty for none. */
  text(name: string): string {
    return this.#texts[name] ?? '';
  }

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  /** The header `Authorization` of RFC 7617. @param password a key's name too; absent: an empty password */
  basic(user: string, password = ''): string {
    return `Basic ${Buffer.from(`${this.text(user)}:${this.text(password)}`).toString('base64')}`;
  }

  /** Whether a text is a key. The time does not depend on where they differ. Never where there is no key. */
  is(name: string, text: string): boolean {
    // Of one length, whatever was given.
    const [expected, given] = [this.text(name), text].map((each) =>
      createHash('sha256').update(each).digest(),
    );
    return (
      this.has(name) && expected !== undefined && given !== undefined && timingSafeEqual(expected, given)
    );
  }

  /**
   * Whether a text is the HMAC-SHA256 of some bytes under a key. The time does not depend on where they differ. Never
   * where there is no key.
   */
  signs(name: string, bytes: Buffer, signature: string, encoding: 'base64' | 'hex'): boolean {
    if (!this.has(name)) return false;
    const expected = createHmac('sha256', this.text(name)).update(bytes).digest();
    const given = Buffer.from(signature, encoding);
    // Decoders ignore what is no letter of theirs: only one text stands for a signature.
    return (
      given.length === expected.length &&
      timingSafeEqual(given, expected) &&
      given.toString(encoding) === signature
    );
  }

  /** With other texts in place of those of the same names. */
  with(texts: Readonly<Record<string, string>>): ShopKeys {
    return new ShopKeys({ ...this.#texts, ...texts });
  }

  /** Without the texts of other names. */
  only(...names: readonly string[]): ShopKeys {
    return new ShopKeys(
      Object.fromEntries(Object.entries(this.#texts).filter(([name]) => names.includes(name))),
    );
  }

  /** @internal For {@link ShopVault}. */
  static sealable(keys: ShopKeys): string {
    return JSON.stringify(keys.#texts);
  }
}

/** Seals and opens the keys of the table connectors. */
export class ShopVault {
  readonly #cipher: Cipher;

  constructor(readonly keys: LiveKeys) {
    this.#cipher = new Cipher(keys);
  }

  seal(connectorId: number, keys: ShopKeys): ShopKeyColumns {
    const { ciphertext, nonce, keyVersion } = this.#cipher.seal(
      mask(ShopKeys.sealable(keys)),
      place(connectorId),
    );
    return { secret_ciphertext: ciphertext, secret_nonce: nonce, secret_key_version: keyVersion };
  }

  /** @throws VaultError */
  open(connectorId: number, row: ShopKeyColumns): ShopKeys {
    const text = this.#cipher.open(
      { ciphertext: row.secret_ciphertext, nonce: row.secret_nonce, keyVersion: row.secret_key_version },
      place(connectorId),
    );
    return new ShopKeys(JSON.parse(reveal(text)) as Record<string, string>);
  }
}

function place(rowId: number): Place {
  return { table: 'connectors', column: 'secret', rowId };
}
