import type { Make } from '../model/desk/desk-phone';
import type { PagePhone } from '../pbx-phones';
import type { Language } from '#kernel/language';
import type { Micros } from '#kernel/micros';

/** A desk phone as its file is asked for: known by its link alone. */
export interface LinkedPhone {
  id: number;
  extension: string;
  /** The manager's. */
  name: string;
  language: Language;
  make: Make;
  mac: string;
}

/** A desk phone, or the link to one, as administrators see it. */
export interface DeskPhoneEntry {
  extension: string;
  make: Make;
  mac: string;
  createdAt: Micros;
  /** Null once the file was fetched. */
  linkExpiresAt: Micros | null;
  /** Null until then. */
  fetchedAt: Micros | null;
}

/** A desk phone that has its file, as the PBX is to know it. */
export type LivingDeskPhone = Omit<PagePhone, 'password'>;

/** Desk phones that Star7 sets up. Every method rejects where the database cannot answer. */
export interface DeskPhoneStore {
  /** A link in place of one that the manager may have. @throws slug `manager-unknown` */
  addLink(link: {
    extension: string;
    make: Make;
    mac: string;
    /** What is in the link; stored as its hash. */
    token: string;
    expiresAt: Micros;
  }): Promise<void>;
  /** Looks without using it. @returns null where there is none, or none any more */
  ofLink(token: string): Promise<LinkedPhone | null>;
  /** Ends a link. @returns whether there was one */
  endLink(token: string): Promise<boolean>;
  /**
   * Uses the link, once, and takes the manager's other phones away.
   * @returns what the phone registers with; null where somebody was faster
   */
  take(token: string, endpoint: string): Promise<PagePhone | null>;
  /** Takes phone and link from a manager. @returns whether there were any @throws slug `manager-unknown` */
  withdraw(extension: string): Promise<boolean>;
  /** Phones and links of active managers, by extension. */
  list(): Promise<readonly DeskPhoneEntry[]>;
  /** Phones of this node whose manager may still call by them. */
  living(): Promise<readonly LivingDeskPhone[]>;
  /** All phones of this node, those too whose manager is gone. */
  all(): Promise<readonly { endpoint: string; extension: string }[]>;
  /** What a phone of {@link living} registers with. @returns null where it is gone */
  passwordOf(endpoint: string): Promise<string | null>;
  remove(endpoint: string): Promise<void>;
  /** Removes links of this node whose time is over. @returns whose they were */
  expire(): Promise<readonly { extension: string; make: Make }[]>;
}
