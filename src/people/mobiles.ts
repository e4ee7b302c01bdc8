import type { Manager } from './model/manager';
import type { Masked } from '#kernel/masked';

/** What is known of a manager's own mobile. Its number is never shown. */
export interface MobileState {
  /** It is known and confirmed: it can ring, and call in. */
  hasMobile: boolean;
  /** A number was written, and waits to be confirmed. */
  isWaiting: boolean;
  /** Calls from the mobile are put through with a PIN. */
  hasPin: boolean;
}

/** Whose mobile a number is. */
export interface MobileOwner {
  manager: Manager;
  /** As the vault checks it; null without a PIN. */
  pinHash: string | null;
}

/** The own mobiles of managers. Every method rejects where the database cannot answer. */
export interface Mobiles {
  /** E.164, once it is confirmed; null without one, and for an extension that is no active manager's. @throws VaultError */
  numberOf(extension: string): Promise<Masked | null>;
  /** The number that waits to be confirmed; null if none does. @throws VaultError */
  waitingOf(extension: string): Promise<Masked | null>;
  /** Active managers whose confirmed mobile this is; two at most. @param number E.164 */
  ownersOf(number: Masked): Promise<readonly MobileOwner[]>;
  /** A word for any number, always the same one, which nobody can read the number from without the keys. @param number E.164 */
  aliasOf(number: Masked): string;
  /** @throws slug `manager-unknown` */
  stateOf(extension: string): Promise<MobileState>;
  /** An earlier number and its PIN end. @param number E.164; null removes it @throws slug `manager-unknown` */
  set(extension: string, number: Masked | null, isProved: boolean): Promise<void>;
  /** @returns false if another number waits by now, or none @throws slug `manager-unknown` */
  prove(extension: string, number: Masked): Promise<boolean>;
  /** @param hash as the vault made it @returns false without a confirmed mobile @throws slug `manager-unknown` */
  setPin(extension: string, hash: string): Promise<boolean>;
}
