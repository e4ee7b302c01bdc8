import type { RevealMoments, RevealReason, Revealable } from './model/reveal-request';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/** What somebody has asked to see. Holds nothing of what it is about. */
export interface RevealRequest extends RevealMoments {
  id: number;
  orderNumber: string;
  what: Revealable;
  /** Of the order, where `what` is a mail. */
  mailId: number | null;
  reason: RevealReason;
  /** Redacted. */
  note: string;
  /** Whose request it is. */
  account: number;
  login: string;
  /** As in the audit log; null while nobody has decided. */
  decidedBy: string | null;
}

export interface NewReveal extends Pick<
  RevealRequest,
  'orderNumber' | 'what' | 'mailId' | 'reason' | 'note'
> {
  account: number;
  at: Micros;
}

/** In any 24 hours; what was refused or expired counts too. */
export interface RevealLimits {
  perPerson: number;
  perSite: number;
}

/** Requests, and who may make them. Every method throws StoreError. */
export interface RevealStore {
  /** Logins of those who may ask and approve. */
  persons(): Promise<string[]>;
  isPerson(account: number): Promise<boolean>;
  /** @returns false where no active supervisor or administrator has the login */
  addPerson(login: string, by: string): Promise<boolean>;
  removePerson(login: string): Promise<boolean>;
  /** Counts and writes in one transaction. @returns the id; null where a limit is used up */
  ask(request: NewReveal, limits: RevealLimits): Promise<number | null>;
  find(id: number): Promise<RevealRequest | null>;
  /** The newest first. */
  list(most: number): Promise<RevealRequest[]>;
  /** @returns false where it is decided already */
  decide(id: number, approved: boolean, by: string, at: Micros): Promise<boolean>;
  /** @returns false where it was shown already */
  show(id: number, at: Micros): Promise<boolean>;
}

/** Contacts of orders, for those whose request was approved. Throws StoreError, VaultError. */
export interface SealedContacts {
  /** @returns null where the slot is empty */
  contact(orderNumber: string, slot: Exclude<Revealable, 'mail'>): Promise<Masked | null>;
}
