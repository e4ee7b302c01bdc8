import type { Micros } from '#kernel/micros';
import type { EntryWords } from './model/entry-rules';
import type { Outcome, QueuePlace } from './model/outcome';
import type { Author, EntryView, OrderWrite } from './order-entries';
import type { OrderView } from './order-view';

/** An order that is written on. */
export interface EntryOrder {
  id: number;
  customerId: number;
  /** The shop still has it open. */
  open: boolean;
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
  /** An outcome in use; null for any other text. */
  outcome(slug: string): Promise<Outcome | null>;
  /** Puts the order into its place in the queue, with what its last call came to. */
  move(orderId: number, place: QueuePlace, lastOutcome: string, at: Micros): Promise<void>;
  /** The customer is not to be called from now on, for any of their orders. */
  setDoNotCall(customerId: number): Promise<void>;
  /** @returns the entry's id */
  add(orderId: number, words: EntryWords, author: Author, key: string | null, at: Micros): Promise<number>;
  views(orderId: number, entryId: number): Promise<{ order: OrderView; entry: EntryView }>;
}

export interface EntryStore {
  /** All or nothing of what `work` writes. `work` may run several times. */
  transaction<Result>(work: (rows: EntryRows) => Promise<Result>): Promise<Result>;
}
