import type { Micros } from '#kernel/micros';
import type { EntryWords } from './model/entry-rules';
import type { Outcome, QueuePlace } from './model/outcome';
import type { Found, NewestEntry } from './model/undo-rules';
import type { Author, EntryView, OrderWrite } from './order-entries';
import type { OrderView } from './order-view';

/** An order that is written on, as it stands. */
export interface EntryOrder extends Found {
  id: number;
  orderNumber: string;
  customerId: number;
  /** The customer asked not to be called. */
  doNotCall: boolean;
}

/** An entry as it is added. */
export interface NewEntry {
  words: EntryWords;
  author: Author;
  key: string | null;
  at: Micros;
  /** Of an outcome: what it found. */
  found: Found | null;
}

/**
 * Rows of entries within one transaction, which holds the order. No rules here: those are in model/entry-rules.ts,
 * model/outcome.ts and entry-writes.ts.
 */
export interface EntryRows {
  /** To be called first. Null for an order that is not there, or not this manager's. */
  lockOrder(write: Pick<OrderWrite, 'orderNumber' | 'managerId'>): Promise<EntryOrder | null>;
  /** What an earlier request wrote on the order; keys of different authors are different keys. */
  earlier(orderId: number, author: Author, key: string): Promise<{ id: number; words: EntryWords } | null>;
  /** When somebody last wrote notes and outcomes, or took these back, after a time; newest first. */
  entriesBy(actor: string, after: Micros, most: number): Promise<Micros[]>;
  /** An outcome in use; null for any other text. */
  outcome(slug: string): Promise<Outcome | null>;
  /** The site's checklist for calls. */
  checklist(): Promise<readonly string[]>;
  /** Puts the order into its place in the queue, with what its last call came to. */
  move(orderId: number, place: QueuePlace, lastOutcome: string, at: Micros): Promise<void>;
  /** Works out anew which of the order's calls are missed: an outcome settles them, one that is taken back does not. */
  settleMissed(orderId: number): Promise<void>;
  /** Puts the order back to where an outcome found it. */
  putBack(orderId: number, found: Found): Promise<void>;
  /** The customer is not to be called from now on, for any of their orders, as an outcome's entry says. */
  wish(customerId: number, entryId: number): Promise<void>;
  /** Ends the wish if it began with this entry, and nobody else has stated it since. */
  endWish(customerId: number, entryId: number): Promise<void>;
  /** The entry that was written last on the order. */
  newest(orderId: number): Promise<NewestEntry | null>;
  /** Whether a call of the order is recorded that began after this moment. Refused ones called nobody. */
  calledSince(order: EntryOrder, at: Micros): Promise<boolean>;
  /** @returns the entry's id */
  add(orderId: number, entry: NewEntry): Promise<number>;
  views(orderId: number, entryId: number): Promise<{ order: OrderView; entry: EntryView }>;
}

export interface EntryStore {
  /** All or nothing of what `work` writes. `work` may run several times. */
  transaction<Result>(work: (rows: EntryRows) => Promise<Result>): Promise<Result>;
}
