import type { NumberPurpose } from './decoy-store';
import type { HitClass } from '../model/decoys/evidence';
import type { ArrivedText } from '../model/decoys/mail-class';
import type { Masked } from '#kernel/masked';

/** A mail as it came. */
export interface MailContent {
  subject: string;
  text: string;
  from: readonly string[];
}

export interface ArrivedMail extends ArrivedText, MailContent {
  messageId: string | null;
}

/** What needs the keys. Throws StoreError. */
export interface DecoyMailboxes {
  /** @returns its token; `known`: it is there already; `in-use`: a customer has it @throws VaultError */
  addMailbox(mailbox: {
    address: Masked;
    purpose: NumberPurpose;
    label: string;
    by: string;
  }): Promise<{ token: string } | 'known' | 'in-use'>;
  /** @returns null for none, and for one that was removed @throws VaultError */
  content(id: number): Promise<MailContent | null>;
  /** @returns whether there is such a mail */
  judgeMail(id: number, hitClass: HitClass, by: string): Promise<boolean>;
}
