import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { LiveKeys } from './live-keys';
import { MailVault } from './mail-vault';
import type { MailColumns } from './mail-vault';

/** Seals and opens what came by SMS to the number of a decoy, with its sender. */
export class DecoySmsVault {
  readonly #texts: MailVault;

  constructor(keys: LiveKeys) {
    this.#texts = new MailVault(keys, 'decoy_sms');
  }

  seal(rowId: number, { from, text }: { from: Masked; text: string }): MailColumns {
    return this.#texts.seal(rowId, JSON.stringify([reveal(from), text]));
  }

  /** @returns the sender's number or name, and the text, for whoever may read them @throws VaultError */
  open(rowId: number, row: MailColumns): { from: string; text: string } {
    const [from, text] = JSON.parse(this.#texts.open(rowId, row)) as [string, string];
    return { from, text };
  }
}
