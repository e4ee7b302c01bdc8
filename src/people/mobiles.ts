import type { Masked } from '#kernel/masked';

/** The own mobiles of managers. Every method rejects where the database cannot answer. */
export interface Mobiles {
  /** E.164; null without one, and for an extension that is no active manager's. @throws VaultError */
  numberOf(extension: string): Promise<Masked | null>;
  /** @param number E.164; null removes it @throws slug `manager-unknown` */
  set(extension: string, number: Masked | null): Promise<void>;
}
