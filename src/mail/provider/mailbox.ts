/** A folder of an account, open. Every method rejects where the connection has ended. */
export interface Mailbox {
  /** Changes when the server counts anew (RFC 9051, section 2.3.1.1): its uids are others then. */
  readonly uidValidity: string;
  /** Of all mails that are in it now, in the sequence in which they came. */
  uids(): Promise<number[]>;
  /** Bytes, as the server states them; of those that are gone nothing. */
  sizes(uids: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /**
   * Does not mark it as read.
   * @param most bytes that are fetched
   * @returns null where it is gone, `refused` where the server does not give this one
   */
  read(uid: number, most: number): Promise<Buffer | 'refused' | null>;
  /** @param folder where it is moved; null: deleted @returns whether the server did so */
  remove(uid: number, folder: string | null): Promise<boolean>;
  close(): Promise<void>;
}

/** Why a folder is not open. Stable: in logs, the doctor and alerts. */
export const mailboxFaults = ['unreachable', 'certificate', 'credentials-refused', 'folder-refused'] as const;
export type MailboxFault = (typeof mailboxFaults)[number];

export type OpenedMailbox = { mailbox: Mailbox; fault: null } | { mailbox: null; fault: MailboxFault };

export interface MailboxEvents {
  /** Mails have come. */
  onNews: () => void;
  /** The connection has ended, other than by `close`. */
  onEnd: () => void;
}
