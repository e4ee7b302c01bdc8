import type { DeliveryFault, DeliveryReport, MailPicture } from '../model/mail';
import type { CopiedMail } from '../model/mail-copy';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { ManagerIdentity } from '#kernel/principal';

/** A manager's own mail program, as lists show it: neither its token nor the mailbox's address. */
export interface MailProgram {
  extension: string;
  isAllowed: boolean;
  /** Null until one was made. */
  tokenMadeAt: Micros | null;
  /** To the minute. */
  tokenUsedAt: Micros | null;
  /** The manager's own mailbox is known: it gets copies of customers' mails. */
  hasMailbox: boolean;
  /** When a copy was last refused by that mailbox for good, within a week; null for not. */
  copyFailedAt: Micros | null;
}

/** Who gives a mail, by the token alone. */
export interface Submitter {
  /** Of the row. */
  program: number;
  /** SHA-256 of the token: a token that was withdrawn meanwhile reaches no order. */
  tokenHash: Buffer;
  manager: ManagerIdentity;
}

/** Managers' own mail programs. Every method throws StoreError; `manager-unknown` where it takes an extension of none. */
export interface MailPrograms {
  /** By extension: those that are allowed. */
  list(): Promise<MailProgram[]>;
  find(extension: string): Promise<MailProgram>;
  /** Whether the manager of an extension may use one. */
  mayUse(extension: string): Promise<boolean>;
  allow(extension: string): Promise<void>;
  /** Token and mailbox are deleted; what waits to be copied is not sent. */
  forbid(extension: string): Promise<void>;
  /** @returns false where it is not allowed @throws VaultError */
  setMailbox(extension: string, address: Masked | null): Promise<boolean>;
  /** The one before ends. @param hash null withdraws it @returns false where it is not allowed */
  setToken(extension: string, hash: Buffer | null): Promise<boolean>;
  /** @param extension that the program gives as its user @returns null for every other token alike */
  authenticate(extension: string, tokenHash: Buffer): Promise<Submitter | null>;
  /**
   * The order that a manager may write to at an address, in one statement whatever the answer.
   * @param token of the address @param openSince of closed orders those that were seen open after it
   * @returns null for unknown, foreign and closed ones alike
   */
  orderOf(submitter: Submitter, token: string, openSince: Micros): Promise<string | null>;
  /** Of the address for an order and its manager. @param token of a new one @returns null where they may not use one */
  aliasOf(orderNumber: string, extension: string, token: string): Promise<string | null>;
  /**
   * Copies of the order's mails were answered: they and those before them were read.
   * @param copies tokens of the copies that an answer names @returns whether one had not been read
   */
  markAnswered(
    orderNumber: string,
    submitter: Submitter,
    answer: { copies: readonly string[]; at: Micros },
  ): Promise<boolean>;
}

/** A copy that this process sends. */
export interface ClaimedCopy {
  id: number;
  mailId: number;
  /** Of the manager whose mailbox it is for. */
  extension: string;
  lease: string;
  attempts: number;
  token: string;
  at: Micros;
  /** The manager's own mailbox. */
  to: Masked;
  language: Language;
  /** Of the address that the manager answers. */
  aliasToken: string;
  mail: CopiedMail;
  pictures: MailPicture[];
  /** Message-IDs of the thread before it, as the manager's program knows them. */
  references: string[];
}

/** Copies of customers' mails for managers' own mailboxes. Every method throws StoreError. */
export interface MailCopies {
  /** Puts copies down for mails of people that have come to orders of managers with a mailbox. */
  prepare(now: Micros): Promise<number>;
  claim(most: number, lease: { until: Micros; now: Micros }): Promise<ClaimedCopy[]>;
  sent(copy: Pick<ClaimedCopy, 'id' | 'lease'>): Promise<void>;
  /** @param dueAt null: it is given up */
  failed(
    copy: Pick<ClaimedCopy, 'id' | 'lease' | 'attempts'>,
    fault: DeliveryFault,
    dueAt: Micros | null,
  ): Promise<void>;
  isKnown(token: string): Promise<boolean>;
  report(token: string, report: DeliveryReport): Promise<void>;
  waiting(): Promise<number>;
}
