import type { Micros } from '#kernel/micros';
import type { Language } from '#kernel/language';
import type { Manager } from './model/manager';
import type { Masked } from '#kernel/masked';
import type { NewManager } from './manager-roster';
import type { AccountRole, ManagerIdentity, Principal } from '#kernel/principal';

export const colorSchemes = ['auto', 'light', 'dark'] as const;
export type ColorScheme = (typeof colorSchemes)[number];

/** Somebody who signs in with a password. */
export interface Account {
  id: number;
  /** A manager's is the extension. */
  login: string;
  name: string;
  role: AccountRole;
  /** Whose orders and calls are theirs; null for whoever is no manager. */
  manager: ManagerIdentity | null;
  /** Since when the manager takes no inbound calls; null while they are taken, and for other roles. */
  awaySince: Micros | null;
  /** The password is one that an administrator was shown. */
  mustChangePassword: boolean;
  /** The version of the confidentiality terms that was accepted last; null where none was. */
  termsVersion: number | null;
  /** Of the pages. */
  language: Language;
  colorScheme: ColorScheme;
  /** May take lists away as a file. */
  mayExport: boolean;
  /** The extension of the own phone, to listen to calls; of whoever is no manager. Null without one. */
  phone: string | null;
  /** Codes of an authenticator are asked for. */
  totp: boolean;
}

/** What a sign-in is held against. */
export interface SignInSecrets {
  account: Account;
  /** As {@link Passwords} made it. */
  passwordHash: string;
  /** Null where no codes are asked for. */
  totpSecret: Masked | null;
}

/** Accounts, as those see theirs who sign in. Every method rejects where the database cannot answer. */
export interface AccountBook {
  /** The active account of a login; of a manager's while the manager works here. Null otherwise: nobody can tell why. */
  secretsOf(login: string): Promise<SignInSecrets | null>;
  /**
   * The account's own password from now on; nobody but its owner has been shown it.
   * @param checked the hash that the current password was held against
   * @returns false where that is no longer the account's, or nobody may sign in with it any more: nothing was changed
   */
  changePassword(account: number, checked: string, passwordHash: string): Promise<boolean>;
  acceptTerms(account: number, version: number): Promise<void>;
  changePreferences(account: number, preferences: Partial<Preferences>): Promise<void>;
  /** Keeps a secret for codes that are not asked for yet. */
  beginTotp(account: number, secret: Masked): Promise<void>;
  /** The secret that {@link beginTotp} kept; null where codes are asked for already, or nothing was begun. */
  begunTotp(account: number): Promise<Masked | null>;
  /** From now on codes are asked for. */
  confirmTotp(account: number): Promise<void>;
  removeTotp(account: number): Promise<void>;
  /**
   * Takes a code's time step: a code is good once.
   * @returns false where it, or a later one, was taken before
   */
  takeTotpStep(account: number, step: number): Promise<boolean>;
}

export interface Preferences {
  language: Language;
  colorScheme: ColorScheme;
}

/** Somebody's being signed in. */
export interface Session {
  account: Account;
}

/** Who is signed in. What a browser holds is a random text of which the store keeps a hash alone. */
export interface SessionBook {
  /**
   * @param checked the hash that the password was held against
   * @returns the text for the browser, 43 characters that a cookie may hold; null where the hash is no longer the
   * account's, or nobody may sign in with it any more
   */
  begin(account: number, checked: string): Promise<string | null>;
  /**
   * @param idleSeconds for how long a session may lie unused
   * @param use whether this is a use of it, or a question by a program
   * @returns null for what is unknown, over, or of a disabled account
   */
  find(token: string, idleSeconds: number, use: boolean): Promise<Session | null>;
  end(token: string): Promise<void>;
  /** Ends an account's sessions but this one. */
  endOthers(account: number, token: string): Promise<void>;
}

/** Hashes passwords slowly, a few at once. @throws an error with the slug `busy` where too many wait */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** @param hash null takes as long, and matches nothing */
  matches(password: string, hash: string | null): Promise<boolean>;
}

/** Codes of an authenticator app (RFC 6238). */
export interface OneTimeCodes {
  newSecret(): Masked;
  /** What the app is given, as text and as a URI for a QR code. Shown to the account's owner, once. */
  shown(secret: Masked, login: string): { secret: string; uri: string };
  /** @returns the time step of a code that is good at this time; null for any other */
  stepOf(secret: Masked, code: string, at: Micros): number | null;
}

/** What an account may; only for whoever is through with signing in. */
export function principalOfAccount(account: Account): Principal | null {
  const { id, login, name, phone, role, manager, mayExport } = account;
  const by = { account: id, login, name, phone, mayExport };
  if (role !== 'manager') return { role, by };
  return manager === null ? null : { role, manager, by };
}

/** An account as administrators see one. */
export interface AccountEntry {
  id: number;
  login: string;
  name: string;
  role: AccountRole;
  /** A manager's; null for whoever is none. */
  extension: string | null;
  language: Language;
  mayExport: boolean;
  /** See {@link Account.phone}. */
  phone: string | null;
  mustChangePassword: boolean;
  passwordChangedAt: Micros;
  totp: boolean;
  termsVersion: number | null;
  createdAt: Micros;
  /** To the minute; null where nobody is signed in or was within the day. */
  lastSeenAt: Micros | null;
  disabledAt: Micros | null;
}

export type NewAccount =
  | { role: 'manager'; extension: string }
  | {
      role: 'supervisor' | 'administrator';
      login: string;
      name: string;
      language?: Language;
      mayExport?: boolean;
      phone?: string | null;
    };

export type AccountChanges = Partial<Pick<AccountEntry, 'name' | 'language' | 'mayExport' | 'phone'>> & {
  /** Of whoever is no manager. */
  role?: 'supervisor' | 'administrator';
};

/**
 * Accounts, as administrators keep them. Errors have the slugs `account-exists`, `account-unknown`, `login-invalid`,
 * `manager-exists`, `manager-unknown`, `last-administrator`.
 */
export interface AccountDirectory {
  /** By login. @param disabledToo those who left as well */
  list(filter?: { disabledToo?: boolean }): Promise<AccountEntry[]>;
  /** The active account of a login. */
  find(login: string): Promise<AccountEntry | null>;
  /** @returns the account with a password to begin with, which is shown only here */
  create(account: NewAccount): Promise<{ account: AccountEntry; password: string }>;
  /** Adds a manager and the manager's account, or neither. Throws and returns as {@link create}. */
  addManager(manager: NewManager): Promise<{ manager: Manager; account: AccountEntry; password: string }>;
  /**
   * @throws an error with the slug `account-unknown`, `last-administrator`, or `name-of-manager`: a manager's name and
   * role are the manager's
   */
  change(login: string, changes: AccountChanges): Promise<AccountEntry>;
  /** A new password to begin with; ends the account's sessions, and no codes are asked for any more. */
  resetPassword(login: string): Promise<string>;
  /** Lets nobody sign in with it, and ends its sessions. The login is free for somebody else. */
  disable(login: string): Promise<void>;
}
