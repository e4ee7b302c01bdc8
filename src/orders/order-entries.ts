import type { CallId } from '#calls/model/call-record';
import type { Micros } from '#kernel/micros';
import type { ContactSlot } from '#kernel/slot';
import type { Check } from './model/checklist';
import type { FilledField } from './model/entry-rules';
import type { CleanNote } from './model/note-text';
import type { CallBar, TimeFault } from './model/outcome';
import type { CallView } from '#calls/model/call-view';
import type { OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';

/** What a time line shows. */
export const entryKinds = [
  'call',
  'note',
  'outcome',
  'outcome-undone',
  'contact-changed',
  'contact-restored',
  'field-changed',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One thing that happened to an order. Holds no number: of a changed contact only the slot. */
export interface EntryView {
  /** Of a call the call's, of anything else digits. */
  id: string;
  at: Micros;
  kind: EntryKind;
  /** Null where nobody is known. `login` is null for what came by a token. */
  by: { name: string; login: string | null } | null;
  /** Numbers and addresses are hidden in it already. */
  text: string | null;
  /** How many were hidden. */
  hidden: number;
  /** An outcome's slug: what was said, or taken back. */
  outcome: string | null;
  callLaterAt: Micros | null;
  /** Of an outcome: what the call was to settle; null where the site had no list. */
  checklist: Check[] | null;
  slot: ContactSlot | null;
  /** Of a field of the site that was filled in: its name as it was then; the value is `text`. */
  field: string | null;
  /** The call that it was written of. */
  callId: CallId | null;
  /** The call itself, where that is what happened. */
  call: CallView | null;
  /** A changed contact that can be taken back now. */
  restorable: boolean;
}

/** Who writes. */
export interface Author {
  /** The account, where somebody signed in. */
  accountId: number | null;
  /** As the audit log has it: `manager:101`. */
  actor: string;
}

/** On which order something is written, and by whom. */
export interface OrderWrite {
  orderNumber: string;
  /** This manager's orders alone; somebody else's is then like an unknown one. Null for all. */
  managerId: number | null;
  author: Author;
}

export interface NewNote extends OrderWrite {
  note: CleanNote;
  callId: CallId | null;
  /** The same key of the same author on the same order is the same request. */
  idempotencyKey: string | null;
}

export interface NewOutcome extends NewNote {
  /** A slug, or anything else that somebody sent. */
  outcome: string;
  callLaterAt: Micros | null;
  /** Texts of the site's checklist, or anything else that somebody sent. */
  checked: readonly string[];
}

/** A field of the site that is to be filled in; an empty note clears it. */
export interface NewFieldValue extends OrderWrite {
  field: FilledField;
  note: CleanNote;
  idempotencyKey: string | null;
}

/** An outcome that is to be taken back. */
export interface OutcomeUndo extends OrderWrite {
  /** Of the outcome's entry: digits. */
  entryId: string;
  idempotencyKey: string | null;
}

/** What is wrong with an outcome. Stable: pages translate them. */
export type OutcomeFault = 'unknown-outcome' | 'unknown-check' | TimeFault | CallBar;

/** What was written. `repeated`: by an earlier request of the same key. */
export interface Written {
  result: 'written' | 'repeated';
  order: OrderView;
  entry: EntryView;
}

export type WriteResult =
  | Written
  /** Unknown, or not this manager's any more. */
  | { result: 'refused' }
  /** The key stands for a request that said something else. */
  | { result: 'key-reused' };

/** What happened to an order. */
export interface TimeLine {
  /**
   * Newest first: calls and entries of an order that exists.
   * @param isManager without what managers may not see
   */
  timeline(orderNumber: string, page: PageRequest, isManager: boolean): Promise<Page<EntryView>>;
}
