import type {
  DeliveryFault,
  DeliveryReport,
  MailKind,
  MailPicture,
  ReadMail,
  RefusedPart,
} from './model/mail';
import type { MailOriginal } from './mail-originals';
import type { MailCounts } from './model/mail-rates';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { OrderChange } from '#orders/order-feed';
import type { OrderView } from '#orders/order-view';
import type { PlainContacts } from '#kernel/redaction/own-contacts';

/** An order as mails reach it. */
export interface MailOrder extends OrderChange {
  id: number;
  /** Of the address that its customer writes to. */
  token: string;
  /** The customer's address; null where the order has none. */
  email: Masked | null;
  /** The row that holds it. */
  emailPointId: number | null;
  /** Whether the shop stated it: not where a person typed it, whoever has confirmed it. */
  isEmailStated: boolean;
  /** Whether the order was found by an address of its own that was given to no other side than the present one. */
  isAliasPresent: boolean;
  /** Whether anybody ever typed another contact of it. */
  isContactChanged: boolean;
  own: PlainContacts;
}

/** What an order had before somebody typed another in its place, but for changes that were taken back. */
export interface FormerContacts {
  addresses: readonly Masked[];
  own: PlainContacts;
  /** Whether the address that the order has now was confirmed by its link. */
  isConfirmed: boolean;
}

/** Where a mail is. Stable: stored, and words of the pages. */
export const mailStates = [
  /** It came in. */
  'received',
  /** It waits for the mail server. */
  'queued',
  /** The mail server has it. */
  'sent',
  /** The customer's telephone has it: of SMS alone. */
  'delivered',
  /** A server on the way says that it is late, and tries on. */
  'delayed',
  'failed',
] as const;
export type MailState = (typeof mailStates)[number];

/** How a message travels. Stable: stored, and words of the pages. */
export const transports = ['mail', 'sms'] as const;
export type Transport = (typeof transports)[number];

/** What is particular to a way: what may be written on it, when, and in which form. Mails have the whole of a thread for their form. */
export interface MessageTransport {
  /** Parts that a message may have. */
  readonly mostParts: number;
  /** Parts of all messages in any 24 hours; 0: no limit. */
  readonly partsDay: number;
  /** Whether the order has what is written to. */
  reaches(order: Pick<OrderView, 'slots' | 'status'>): boolean;
  /** @param orderNumber of an order that it reaches @throws RefusedError why its customer may not be written to now */
  permit(orderNumber: string, now: Micros): Promise<void>;
  /** What a text that was redacted becomes. @throws RefusedError `invalid-input` (field `text`) if it has too many parts */
  fit(text: string): { text: string; parts: number; sender: string };
  /** Something waits to be sent. */
  onWritten(): void;
}

/** `in`: from the customer. */
export const mailDirections = ['in', 'out'] as const;
export type MailDirection = (typeof mailDirections)[number];

/** A mail of a thread, as those may see it who may see the order. */
export interface ThreadMail {
  id: number;
  transport: Transport;
  /** What an SMS is paid by; 0 of a mail. */
  parts: number;
  /** It may have arrived twice: whether the first try got through is not known. */
  repeated: boolean;
  direction: MailDirection;
  kind: MailKind;
  state: MailState;
  /** Why it failed or is late. */
  fault: DeliveryFault | null;
  /** Who wrote it, as in the audit log; null for customers and for Star7 itself. */
  author: string | null;
  /** It came from the author's own mail program. */
  submitted: boolean;
  at: Micros;
  readAt: Micros | null;
  /** Who read it first, as in the audit log. */
  readBy: string | null;
  /** It came from the order's own address. A name in `From` can be forged, and people have several addresses. */
  senderKnown: boolean;
  /** It came from an address that the order had before. */
  senderFormer: boolean;
  isSpam: boolean;
  subject: string;
  text: string;
  /** Numbers, addresses and hosts that were replaced. */
  hidden: number;
  refused: RefusedPart[];
  /** How many it has. */
  pictures: number;
}

/** A mail to be kept. */
export interface NewThreadMail {
  token: string;
  at: Micros;
  mail: Pick<
    ReadMail,
    'kind' | 'subject' | 'text' | 'hidden' | 'pictures' | 'refused' | 'isSpam' | 'messageId'
  >;
  senderKnown: boolean;
  senderFormer?: boolean;
  /** To be sealed; absent or null where the site keeps none. */
  original?: MailOriginal | null;
  /** Absent: a mail. */
  sms?: {
    parts: number;
    /** What the same message was called if it came a little earlier, but not before `since`. */
    before?: { messageId: string; since: Micros };
  };
}

/** Beside those of {@link isTaken}: what a request may not exceed, however many come at once. */
export interface WriteLimits {
  /** Of links that were asked for since then. */
  links?: { ofOrder: number; ofAuthor: number; since: Micros };
  /** Parts of all SMS out since then, with those of this one; 0: no limit. */
  smsParts?: { most: number; since: Micros };
}

/** Why a mail is not written. */
export type NotWritten = 'key-reused' | 'too-many' | 'too-many-parts';

export interface WrittenMail {
  token: string;
  at: Micros;
  kind: Extract<MailKind, 'person' | 'automatic'>;
  author: string | null;
  subject: string;
  text: string;
  hidden: number;
  /** A repetition of a request has the same key; what it asked for must be the same then. */
  once: { key: string; request: string } | null;
  /** It came from the manager's own mail program, which knows it by this Message-ID. Absent: it was typed in Star7. */
  submitted?: { messageId: string | null };
  /** As it was typed, to be sealed; absent or null where the site keeps none, and for what nobody typed. */
  original?: MailOriginal | null;
  /** Absent: a mail. */
  sms?: { parts: number; sender: string };
  /** Counted with the writing, one request after another; absent: none. */
  limits?: WriteLimits;
  /** The link that confirms the order's address, which only whoever sends the mail puts into it. */
  link?: { token: string; hash: Buffer; expiresAt: Micros };
}

/** What there is to say of a thread as a whole. */
export interface ThreadState {
  /** When all mails until then were deleted because the customer asked for it. */
  forgottenAt: Micros | null;
}

/** Of an address of Star7's, whatever it is for. */
export interface MailTokens {
  reply: string;
  bounce: string;
  test: string;
}

/** Threads of orders. Every method throws StoreError, and VaultError where it opens or seals. */
export interface MailStore {
  /**
   * Takes the order that an address leads to, in one statement whatever the answer: the present one, or one from before the customer's
   * address was changed or changed back. @returns null for all others alike
   */
  orderOfToken(token: string): Promise<MailOrder | null>;
  /** Whether any of the tokens leads anywhere, in one statement whatever the answer. @param tokens empty: none */
  isKnown(tokens: MailTokens): Promise<boolean>;
  /** An order that exists, with an address of its own from now on: a new one where the customer's address is another than before. @param token of a new one */
  orderOfNumber(orderNumber: string, token: string, now: Micros): Promise<MailOrder>;
  counts(orderId: number, now: Micros): Promise<MailCounts>;
  formerContacts(order: MailOrder): Promise<FormerContacts>;
  receive(order: MailOrder, mail: NewThreadMail): Promise<'stored' | 'repeated'>;
  /** The order of a mail that went out. @returns null where none has the token */
  orderOfMail(token: string): Promise<OrderChange | null>;
  /** Puts down what became of a mail that went out. */
  report(token: string, report: DeliveryReport): Promise<void>;
  /** What an earlier request with the key has written. */
  written(
    order: MailOrder,
    mail: Pick<WrittenMail, 'author' | 'once'>,
  ): Promise<number | 'key-reused' | null>;
  /** To be sent; the author's draft goes with it. @returns its id; of the first where the request was made before */
  write(order: MailOrder, mail: WrittenMail): Promise<{ id: number; isNew: boolean } | NotWritten>;
  threadState(orderNumber: string): Promise<ThreadState>;
  /** The whole thread, the oldest first; of a long one its last mails. */
  thread(orderNumber: string): Promise<ThreadMail[]>;
  /** Of the last mail of the thread, without SMS; null where it has none. */
  lastSubject(orderNumber: string): Promise<string | null>;
  find(orderNumber: string, id: number): Promise<ThreadMail | null>;
  markRead(id: number, at: Micros, by: string): Promise<void>;
  picture(orderNumber: string, id: number, nth: number): Promise<MailPicture | null>;
  /** Whether a test mail is waited for. */
  isTest(token: string): Promise<boolean>;
  /** A test mail came. @param authentication what a filter before Star7 wrote of it */
  noteTest(token: string, at: Micros, authentication: string): Promise<void>;
  /** @param since older ones are of somebody who had the author's name before: an extension passes from one employee to the next */
  draft(orderNumber: string, author: string, since: Micros): Promise<string | null>;
  /** @param text empty: none */
  keepDraft(orderNumber: string, author: string, text: string, at: Micros): Promise<void>;
  /**
   * Deletes all mails of the order's customer, of all the customer's orders, with their pictures, originals and drafts.
   * @returns the orders that had any
   */
  forget(orderNumber: string, at: Micros): Promise<OrderChange[]>;
  /** Notes which orders are open: addresses of the others live for some days more. */
  noteOpen(now: Micros): Promise<void>;
}

/** A mail that this process sends. */
export interface ClaimedMail {
  /** What changes once it is sent. */
  order: OrderChange;
  id: number;
  lease: string;
  /** How many tries have failed before. */
  attempts: number;
  token: string;
  kind: MailKind;
  at: Micros;
  subject: string;
  text: string;
  /** Of the address that the customer answers. */
  threadToken: string;
  /** Message-IDs of the thread before it, as its recipient knows them. */
  references: string[];
  /** Null where the order has no address any more, or another than the link of the mail would confirm. */
  to: Masked | null;
  /** The row of that address. */
  pointId: number | null;
  /** Of the link that confirms the address; null for all other mails. */
  linkToken: string | null;
}

/** What is to be sent, for whoever sends. Several processes may. Every method throws StoreError. */
export interface MailOutbox {
  claim(most: number, lease: { until: Micros; now: Micros }): Promise<ClaimedMail[]>;
  sent(mail: ClaimedMail): Promise<void>;
  /** @param dueAt null: it is given up */
  failed(mail: ClaimedMail, fault: DeliveryFault, dueAt: Micros | null): Promise<void>;
  counts(): Promise<{ waiting: number; failed: number }>;
}
