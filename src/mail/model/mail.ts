/**
 * A mail as Star7 keeps it: what a person wrote, and nothing that another program made of it. It is never edited: what is sent on is
 * written from it (docs/mail.md).
 */
export interface ReadMail {
  kind: MailKind;
  /** Redacted, in one line, without `Re:`; maybe empty. */
  subject: string;
  /** Redacted; line ends are `\n`. */
  text: string;
  /** How many numbers, addresses and names of hosts were replaced in subject and text. */
  hidden: number;
  /** Decoded and encoded again: they have no metadata. */
  pictures: MailPicture[];
  /** One for each attachment that was not taken. Names of files are not kept: they are texts of their own. */
  refused: RefusedPart[];
  /** Its own Message-ID and those that it answers, the oldest first, without angle brackets. For their sender's side alone. */
  messageId: string | null;
  references: string[];
  /** Of a bounce that says what became of a mail (RFC 3464). */
  report: DeliveryReport | null;
  /** A filter before Star7 took it for spam. */
  isSpam: boolean;
  /** The addresses that it is to, by To, Cc, Bcc and their Resent- forms, in small letters; empty texts for what is none. */
  recipients: string[];
  /** The addresses in `From`, as they stand there: to be compared, never to be shown. Empty where there are several such headers. */
  from: string[];
  /** What was read before anything was hidden, to be sealed; null where the site keeps no originals. */
  original: { subject: string; text: string; packed: string | null } | null;
  /** What filters say of its sender (RFC 8601), the topmost first. */
  authentication: string[];
}

/** Stable: stored, and words of the pages. */
export const mailKinds = [
  /** Somebody wrote it. */
  'person',
  /** A program answered or announced: out of office, tickets, mailing lists (RFC 3834). */
  'automatic',
  /** A mail was not delivered, or is late (RFC 3464). */
  'bounce',
  /** A mail was read, or deleted (RFC 8098). */
  'read-receipt',
] as const;
export type MailKind = (typeof mailKinds)[number];

export const pictureTypes = ['image/jpeg', 'image/png'] as const;
export type PictureType = (typeof pictureTypes)[number];

export interface MailPicture {
  type: PictureType;
  bytes: Uint8Array;
}

/** Why an attachment was not taken. Stable. */
export const refusedParts = [
  /** Appointments (text/calendar): they hold addresses of all who are invited. */
  'calendar',
  /** vCard. */
  'contact-card',
  /** A mail in a mail. */
  'message',
  /** S/MIME and PGP: keys and signatures name their owner. */
  'signature',
  /** Outlook's winmail.dat (TNEF). */
  'winmail',
  /** A picture in a format that is not taken, or that cannot be decoded. */
  'picture',
  'too-large',
  'too-many',
  /** Everything else: documents, archives, programs. */
  'file',
] as const;
export type RefusedPart = (typeof refusedParts)[number];

/** What became of a mail that could not be delivered. */
export interface DeliveryReport {
  outcome: 'failed' | 'delayed' | 'delivered';
  fault: DeliveryFault;
}

/** Why a mail does not arrive. Stable: stored, and words of the pages. */
export const deliveryFaults = [
  'mailbox-unknown',
  'mailbox-full',
  'mailbox-disabled',
  'domain-unknown',
  'too-large',
  /** Taken for spam, or against a rule of the recipient's server. */
  'rejected',
  'unreachable',
  /** Of SMS: switched off, out of reach, or the number is dead. */
  'number-unreachable',
  /** Of SMS: no number that the operator can deliver to. */
  'number-unknown',
  /** Of SMS: the operator does not let the shop write under its sender name or number. */
  'sender-refused',
  /** Of SMS, by earlier releases: one of the three below. */
  'not-permitted',
  /** Of SMS: meanwhile the customer does not want to be contacted. */
  'do-not-contact',
  /** Of SMS: the site allows no calls and SMS to this number any more. */
  'destination',
  /** Of SMS: it got too early or too late in the customer's day. */
  'out-of-hours',
  /** Of SMS: the order was closed before it was sent. */
  'order-closed',
  /** Of SMS: it waited for hours, and says nothing any more. */
  'too-old',
  /** The order's address was changed or removed before it was sent, and it was for the address before alone. */
  'address-changed',
  /** Of SMS: sent twice, and the operator said nothing either time. It may have arrived. */
  'unanswered',
  'other',
] as const;
export type DeliveryFault = (typeof deliveryFaults)[number];

/** Bytes of a mail as it comes in, with its attachments in base64. */
export const largestMail = 15 * 1024 * 1024;
/** Parts of a mail, and how deep one may lie in another. */
export const mostParts = 200;
export const deepestPart = 16;
/** Characters of a text that are kept; what a person writes is far shorter, what it quotes may not be. */
export const longestText = 40_000;
export const longestSubject = 200;
export const mostPictures = 10;
/** Bytes of a picture as it comes. */
export const largestPicture = 10 * 1024 * 1024;
/** Pixels: a photograph of 50 megapixels fits. */
export const mostPixels = 60_000_000;
/** Ids of earlier mails that a new one names: enough for clients to keep a thread (RFC 5322, section 3.6.4). */
export const mostReferences = 30;
