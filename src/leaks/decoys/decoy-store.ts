import type { Channel } from '../model/decoys/channels';
import type { HitClass } from '../model/decoys/evidence';
import type { InventedPerson, ShopSample } from '../model/decoys/invention';
import type { LineResult } from '../model/decoys/line-plan';
import type { CountedHit } from '../model/decoys/standing';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/** `control`: a number that nobody is given, which measures who calls anyway. */
export const numberPurposes = ['decoy', 'control'] as const;
export type NumberPurpose = (typeof numberPurposes)[number];

/** One of the company's own numbers that are lines of decoys. What the number is, is shown to nobody. */
export interface DecoyNumber {
  id: number;
  purpose: NumberPurpose;
  /** By which the owner knows it. */
  label: string;
  enteredAt: Micros;
  /** When an SMS came by it first; null: never, so that nobody knows whether SMS to it reach Star7. */
  smsSince: Micros | null;
  /** The channel that it is planted in now; null: it is free. */
  planted: Channel | null;
  /** Orders of Star7 have it, of a retired decoy too: new ones would be of the same customer, whom another manager knows by another name. */
  isWorn: boolean;
}

export interface Decoy extends Channel {
  id: number;
  name: string;
  numberId: number;
  numberLabel: string;
  /** Null: it has no e-mail address. */
  mailboxLabel: string | null;
  /** When an SMS came by its number first; null: never. */
  smsSince: Micros | null;
  /** Null for one that the owner puts into a list outside of Star7. */
  orderNumbers: readonly string[];
  address: string | null;
  plantedAt: Micros;
  plantedBy: string;
  retiredAt: Micros | null;
}

/** A call from outside to a line. */
export interface DecoyHit {
  id: number;
  numberId: number;
  numberLabel: string;
  purpose: NumberPurpose;
  /** Null for a control number, and for a number that was not planted. */
  decoy: Pick<Decoy, 'id' | 'kind' | 'key' | 'name'> | null;
  at: Micros;
  class: HitClass;
  ringSeconds: number;
  openSeconds: number;
  spokenSeconds: number;
  digits: number;
  /** Calls of the same caller to other lines; 0 for a caller who withheld the number. */
  otherLines: number;
  judgedBy: string | null;
}

/** An address of the company's own, at any provider, that forwards to Star7. What it is, is shown to nobody. */
export interface DecoyMailbox {
  id: number;
  purpose: NumberPurpose;
  /** By which the owner knows it. */
  label: string;
  /** Of the address of Star7 that it forwards to. */
  token: string;
  enteredAt: Micros;
  /** When a mail came by it last; null: never, so that nobody knows whether it forwards. */
  heardAt: Micros | null;
  /** The channel that it is planted in now; null: it is free. */
  planted: Channel | null;
  /** Orders of Star7 have it, of a retired decoy too. */
  isWorn: boolean;
}

/** A mail from outside to one of them. */
export interface DecoyMail extends Pick<DecoyHit, 'id' | 'decoy' | 'at' | 'class' | 'purpose' | 'judgedBy'> {
  mailboxLabel: string;
}

/** An SMS from outside to one of the numbers. */
export interface DecoySms extends Pick<DecoyHit, 'id' | 'decoy' | 'at' | 'class' | 'purpose' | 'judgedBy'> {
  numberLabel: string;
}

/** Those of a day (UTC) of one kind. */
export interface DayHits extends CountedHit {
  /** Its first moment. */
  at: Micros;
}

export interface NoticeAcceptance {
  at: Micros;
  by: string;
}

/** What a line is, for the calls that arrive on it. */
export interface Line {
  numberId: number;
  decoyId: number | null;
  /** Hashes under which the number may be found, as hexadecimal digits. */
  hashes: readonly string[];
  /** Orders with the number, of retired decoys too: a call of the company itself is to one of these. */
  orderNumbers: readonly string[];
}

/** All that the lines need to know, read now and then. */
export interface Lines {
  lines: readonly Line[];
  /** The company's own numbers, digits: a call from one of them is no stranger's. */
  ownDids: readonly string[];
  /** What came of the company's last calls to customers, newest first: calls to decoys come to the same. */
  results: readonly LineResult[];
}

export type HitProgress = Pick<
  DecoyHit,
  'class' | 'ringSeconds' | 'openSeconds' | 'spokenSeconds' | 'digits'
>;

export interface DecoyStore {
  /** @throws StoreError, as all others do */
  numbers(): Promise<DecoyNumber[]>;
  /** @returns its id; `known`: it is there already; `in-use`: a customer has it, or customers are shown it @throws VaultError */
  addNumber(number: {
    phone: Masked;
    purpose: NumberPurpose;
    label: string;
    by: string;
  }): Promise<number | 'known' | 'in-use'>;
  addAddress(address: { town: string; address: string; by: string }): Promise<void>;
  /** Live ones, or all. Oldest first. */
  decoys(retiredToo: boolean): Promise<Decoy[]>;
  /** @returns whether a live decoy has this id */
  retire(id: number): Promise<boolean>;
  hits(): Promise<DecoyHit[]>;
  /** All calls, mails and SMS that ever came, counted by day: what they are worth must not depend on how many a list shows. */
  hitCounts(): Promise<DayHits[]>;
  mailboxes(): Promise<DecoyMailbox[]>;
  /** Those that came, newest first; 500 at most. */
  mails(): Promise<DecoyMail[]>;
  /** The same of SMS. */
  sms(): Promise<DecoySms[]>;
  /** @returns whether there is such a hit */
  judge(id: number, hitClass: HitClass, by: string): Promise<boolean>;
  /** The last acceptance of this text; null if it was not accepted. */
  acceptance(textHash: Buffer): Promise<NoticeAcceptance | null>;
  accept(textHash: Buffer, by: string): Promise<void>;
  /** The shop's newest orders without those of decoys. */
  sample(): Promise<ShopSample>;
  /** Addresses of the company that fewest decoys have, those first. */
  addresses(): Promise<{ id: number; town: string; address: string }[]>;
  /**
   * Writes the orders of an invented person as the shop's own would be written, and that they are a decoy's, in one
   * transaction.
   * @returns null if one of the order numbers was taken meanwhile, or the number is not free any more
   * @throws VaultError
   */
  plant(planting: Planting): Promise<number | null>;
  lines(): Promise<Lines>;
  /** @param caller E.164 with the plus; null if withheld @returns its id @throws VaultError */
  beginHit(hit: { line: Line; caller: Masked | null; at: Micros }): Promise<number>;
  endHit(id: number, progress: HitProgress): Promise<void>;
}

export interface Planting {
  channel: Channel;
  numberId: number;
  /** Of its orders that have an e-mail address. */
  mailboxId: number | null;
  person: Pick<InventedPerson, 'name' | 'orders'>;
  addressId: number | null;
  by: string;
}
