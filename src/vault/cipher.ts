import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { LiveKeys } from './live-keys';
import { VaultError } from './vault-error';

/** The place where a sealed text is stored. It can be opened only for that place. */
export interface Place {
  table: string;
  /** What the text is: a column, or the kind that its row states. */
  column: string;
  /** The row's primary key, known before the row is written. */
  rowId: number;
}

/** An encrypted text as the database stores it. */
export interface Sealed {
  /** The encrypted text followed by the 16-byte tag. */
  ciphertext: Buffer;
  /** 12 bytes, random for each sealed text. */
  nonce: Buffer;
  keyVersion: number;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM (RFC 5116, AEAD_AES_256_GCM) with random 96-bit nonces. NIST SP 800-38D, section 8.3, allows
 * 2^32 encryptions under one key in that case: a shop with a million customers has used a four-thousandth
 * after one import, and a rotation starts the count again.
 *
 * Table, column, row and key version are associated data: a sealed text moved to another row does not open.
 */
export class Cipher {
  readonly #nonces = new NonceSource();

  constructor(private readonly keys: LiveKeys) {}

  /** Seals under the current key. */
  seal(text: Masked, place: Place): Sealed {
    const keyring = this.keys.keyring;
    const keyVersion = keyring.current;
    const nonce = this.#nonces.next();
    const cipher = createCipheriv(algorithm, keyring.encryptionKey(keyVersion), nonce);
    cipher.setAAD(associatedData(place, keyVersion));
    const ciphertext = Buffer.concat([
      cipher.update(reveal(text), 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return { ciphertext, nonce, keyVersion };
  }

  /**
   * @throws VaultError `key-version-unknown`, or `sealed-text-damaged` where the text was changed, moved here
   * from elsewhere, or sealed under another key of the same version
   */
  open(sealed: Sealed, place: Place): Masked {
    const { ciphertext, nonce, keyVersion } = sealed;
    const key = this.keys.knowing(keyVersion).encryptionKey(keyVersion);
    if (ciphertext.length < tagBytes || nonce.length !== nonceBytes) throw damaged(place);
    const split = ciphertext.length - tagBytes;
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(associatedData(place, keyVersion));
    decipher.setAuthTag(ciphertext.subarray(split));
    const text = decipher.update(ciphertext.subarray(0, split));
    try {
      return mask(Buffer.concat([text, decipher.final()]).toString('utf8'));
    } catch {
      // The cause says only "unable to authenticate data".
      throw damaged(place);
    }
  }
}

/** Random nonces, drawn some hundred at a time: one system call for each would take a tenth of an import. */
class NonceSource {
  #drawn: Buffer = Buffer.alloc(0);
  #used = 0;

  next(): Buffer {
    if (this.#used >= this.#drawn.length) {
      this.#drawn = randomBytes(nonceBytes * 256);
      this.#used = 0;
    }
    const nonce = this.#drawn.subarray(this.#used, this.#used + nonceBytes);
    this.#used += nonceBytes;
    return nonce;
  }
}

/** Table and column are names in this program, so a NUL between the parts keeps them apart. */
function associatedData({ table, column, rowId }: Place, keyVersion: number): Buffer {
  return Buffer.from(`star7\0${table}\0${column}\0${rowId}\0${keyVersion}`, 'utf8');
}

function damaged({ table, column, rowId }: Place): VaultError {
  return new VaultError(
    'sealed-text-damaged',
    `The ${column} in row ${rowId} of ${table} cannot be decrypted: it was changed, moved from another row, or encrypted with other keys.`,
    { table, column, rowId },
  );
}
