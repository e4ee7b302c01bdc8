import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { BlindIndex } from './blind-index';
import type { LiveKeys } from './live-keys';
import { MailVault } from './mail-vault';
import type { MailColumns } from './mail-vault';

/** What came in, before it is known whose it is. */
export interface KeptSms {
  /** As the provider gave it. */
  from: Masked;
  /** The company's number. */
  to: Masked;
  /** Which part of which message; null for a message on its own. */
  mark: { reference: number; total: number; nth: number } | null;
  /** `data_coding` of SMPP. */
  coding: number;
  bytes: Uint8Array;
}

/** Seals and opens what came in with its number, until it is in a thread. */
export class SmsVault {
  readonly #texts: MailVault;
  readonly #index: BlindIndex;

  constructor(keys: LiveKeys) {
    this.#texts = new MailVault(keys, 'sms_inbox');
    this.#index = new BlindIndex(keys);
  }

  seal(rowId: number, { from, to, mark, coding, bytes }: KeptSms): MailColumns {
    const hex = Buffer.from(bytes).toString('hex');
    return this.#texts.seal(rowId, JSON.stringify([reveal(from), reveal(to), mark, coding, hex]));
  }

  /** @throws VaultError */
  open(rowId: number, row: MailColumns): KeptSms {
    const [from, to, mark, coding, hex] = JSON.parse(this.#texts.open(rowId, row)) as [
      string,
      string,
      KeptSms['mark'],
      number,
      string,
    ];
    return { from: mask(from), to: mask(to), mark, coding, bytes: Uint8Array.from(Buffer.from(hex, 'hex')) };
  }

  /** The same for parts of one message, and for nothing else: keyed, for numbers can be tried. */
  messageHash({ from, to, mark }: KeptSms): Buffer {
    const { reference = 0, total = 1 } = mark ?? {};
    return this.#hash('message', reveal(from), reveal(to), String(reference), String(total));
  }

  /** The same for a message that the provider gives once more within the time. @param time any text */
  onceHash(from: Masked, text: string, time: string): Buffer {
    return this.#hash('once', reveal(from), time, text);
  }

  #hash(...parts: readonly string[]): Buffer {
    return this.#index.of('sms', mask(parts.join('\0'))).hash;
  }
}
