/** What Star7 has read out of a mail, or somebody has typed, before anything was hidden. */
export interface PlainMail {
  subject: string;
  text: string;
}

/** A mail as it came or was typed. Kept sealed, only where the site lets two persons reveal it, and for some days (docs/reveal.md). */
export interface MailOriginal extends PlainMail {
  /** Addresses in `From`; none of a mail that a manager wrote. */
  from: string[];
  /** The mail itself, RFC 5322, packed by gzip, in base64; null of one that a manager wrote, and of a very large one. */
  packed: string | null;
}

/** Originals of mails. Throws StoreError, VaultError. */
export interface MailOriginals {
  has(orderNumber: string, mailId: number): Promise<boolean>;
  read(orderNumber: string, mailId: number): Promise<MailOriginal | null>;
}

/** Characters of what is kept of a whole mail. A larger one is kept without its attachments: as subject and text. */
export const largestPacked = 8 * 1024 * 1024;
