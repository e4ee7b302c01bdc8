import type { CallConsent } from '../model/call-consent';
import type { Database } from '#database/database';
import type { Transaction } from '#database/queries';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { Masked } from '#kernel/masked';
import type { ContactVault } from '#vault/contact-vault';
import type { OrderDetails } from '../model/order-details';
import type { OrderStatus } from '../order-view';
import type { KeptDetails } from './kept-details';
import type { ListedManager } from './manager-directory';
import type { NoticeCode, RowFault } from './row-notice';

/**
 * An order as the shop states it. A property that is absent is not stated: an order that is known keeps what it
 * has, a new one gets the default. Null states that there is none.
 */
export interface IncomingOrder {
  orderNumber: string;
  /** As the shop writes it, where that is no number that Star7 can use; shown beside it. */
  statedNumber?: string;
  /**
   * As releases up to 0.2.0 read the number. An order that is known by it, and is the same by more than that, keeps it: else the next
   * file of a shop would add each open order once more.
   */
  earlierNumber?: { orderNumber: string; statedNumber?: string };
  /** Absent where the shop states none: a known order keeps its customer's name. */
  customerName?: string;
  /** Of an active manager. Absent where the shop names none: a known order keeps its manager, a new one is assigned. */
  managerExtension?: string;
  status?: OrderStatus;
  /** Decimal text, at most 15 digits before the point and 4 behind it. */
  amount?: string | null;
  /** ISO 4217. */
  currency?: string | null;
  placedAt?: Micros | null;
  /**
   * E.164 with the plus, and the extension if there is one (vault/extension.ts). Whoever answers `main` is the customer:
   * the same main phone, the same customer. Without it a known order keeps the number that it has, and a new one is of a
   * customer who cannot be called.
   */
  phones: { main?: Masked } & Partial<Record<Exclude<Slot, 'main'>, Masked | null>>;
  email?: Masked | null;
  /**
   * The customer is not to be called. Only ever raised here: a file that does not know of a customer's wish must not
   * undo it.
   */
  doNotCall?: true;
  /** The customer has agreed to automatic calls; null: has withdrawn that. */
  automaticCalls?: CallConsent | null;
  /** The customer's, IANA. */
  timeZone?: string | null;
  /** Number of the courier who has the order now; null: none has. */
  courier?: string | null;
  /** What a manager needs beside customer and amount. Its texts hold no number and no address. */
  details?: OrderDetails;
  /** In place of `details`: as they are kept, for another thread has put them together. */
  keptDetails?: KeptDetails;
  /** The details were stated without asking for the items: those that are known stay. */
  keepsItems?: true;
  /**
   * The same file has stated this order before: what is absent or null here clears nothing, and items come on top of
   * those. Counted nowhere.
   */
  continues?: true;
  /**
   * Refused (`another-order`) where nothing says that the order known by this number is the same one, see `isAnother`: a file
   * of another shop must not overwrite this one's orders.
   */
  onlyIfSame?: true;
}

/** What stands for the name of a customer who has none. */
export function namelessCustomer(orderNumber: string): string {
  return `№ ${orderNumber}`;
}

/** What became of a batch. */
export interface IntakeCounts {
  added: number;
  changed: number;
  unchanged: number;
}

/** What became of one order, as a program that states orders may know it. */
export interface WrittenOrder {
  /** In the batch. */
  position: number;
  /**
   * By what is stated beside contacts, and beside what depends on whose they are: whether a number is the one that is there
   * shows nowhere (docs/decisions.md, 48).
   */
  result: 'added' | 'changed' | 'unchanged';
  /** Of the manager who has it now; null: it is in the pool. */
  managerExtension: string | null;
}

export interface IntakeResult extends IntakeCounts {
  /** New orders that nobody was found for: they are in the pool. */
  pooled: number;
  /** Orders that were left out, by their position in the batch. */
  refused: Array<{ position: number; fault: RowFault }>;
  /** All others, by their position. */
  written: WrittenOrder[];
  /** What the administrator should know of others. */
  notices: Array<{ position: number; code: NoticeCode }>;
}

/**
 * What is written together with a batch, in its transaction: both or neither. The transaction may be run again, and each
 * of these with it.
 */
export interface WrittenBeside {
  /**
   * Called with the lock of all intakes held, before anything of the batch is read.
   * @returns by position, what becomes of orders that are not simply written
   */
  before(transaction: Transaction): Promise<Besides>;
  /** Called after the batch is written. What it throws undoes the batch. */
  after(transaction: Transaction, result: IntakeResult): Promise<void>;
}

/**
 * By position: the fault that refuses the order; null where it is silently left as it is; `only-if-same` where it is as
 * with {@link IncomingOrder.onlyIfSame}.
 */
export type Besides = ReadonlyMap<number, RowFault | 'only-if-same' | null>;

/** Writes orders, from a command's own connection. */
export type IntakeOf = (database: Database, vault: ContactVault) => OrderIntake;

/** Where orders are written, many at a time: whatever brings them, a file, a program or a shop's own interface. */
export interface OrderIntake {
  /** Those who may have orders. */
  managers(): Promise<readonly ListedManager[]>;
  /**
   * Writes a batch wholly or not at all. Writing it again changes nothing. Each order number occurs once in it.
   * Batches may be given without waiting; they are written one after another.
   */
  write(orders: readonly IncomingOrder[], beside?: WrittenBeside): Promise<IntakeResult>;
  /** Does ahead what needs no database of orders that are written next: the process has time for it while a batch is written. */
  prepare?(orders: readonly IncomingOrder[]): void;
  /** What {@link write} would come to, without writing anything. */
  rehearse(orders: readonly IncomingOrder[]): Promise<IntakeResult>;
}
