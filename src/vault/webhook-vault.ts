import { createHmac, randomBytes } from 'node:crypto';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { Cipher } from './cipher';
import type { Place } from './cipher';
import type { LiveKeys } from './live-keys';

/** The columns of webhooks that hold the secret which deliveries are signed with. */
export interface WebhookSecretColumns {
  secret_ciphertext: Buffer;
  secret_nonce: Buffer;
  secret_key_version: number;
}

/** Shows people and secret scanners what they have found. */
const prefix = 'whsec_';
const secretBytes = 32;

/** Makes, seals and opens the secrets of the table webhooks. */
export class WebhookVault {
  readonly #cipher: Cipher;

  constructor(readonly keys: LiveKeys) {
    this.#cipher = new Cipher(keys);
  }

  /** A new secret for a row. @returns its text too, which is shown once */
  create(webhookId: number): { text: string; sealed: WebhookSecretColumns } {
    const text = `${prefix}${randomBytes(secretBytes).toString('base64')}`;
    return { text, sealed: this.seal(webhookId, mask(text)) };
  }

  seal(webhookId: number, secret: Masked): WebhookSecretColumns {
    const { ciphertext, nonce, keyVersion } = this.#cipher.seal(secret, place(webhookId));
    return { secret_ciphertext: ciphertext, secret_nonce: nonce, secret_key_version: keyVersion };
  }

  /** @throws VaultError */
  open(webhookId: number, row: WebhookSecretColumns): Masked {
    return this.#cipher.open(
      { ciphertext: row.secret_ciphertext, nonce: row.secret_nonce, keyVersion: row.secret_key_version },
      place(webhookId),
    );
  }
}

function place(rowId: number): Place {
  return { table: 'webhooks', column: 'secret', rowId };
}

/**
 * The header `webhook-signature` of a delivery, by the Standard Webhooks specification: HMAC-SHA256 over id, time stamp and
 * body, with the bytes that the secret stands for.
 * @param secret `whsec_` and base64
 * @param timestamp seconds since 1970
 */
export function webhookSignature(secret: Masked, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(reveal(secret).slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(timestamp)}.${body}`, 'utf8')
    .digest('base64')}`;
}
