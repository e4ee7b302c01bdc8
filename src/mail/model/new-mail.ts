import type { MailPicture } from './mail';
import { mostReferences } from './mail';

/** A mail as it is to be written: nothing in it comes from another mail's headers. */
export interface NewMail {
  /** Id of its own in the mail domain; a repetition has the same. */
  token: string;
  /** What the recipient's program shows as the sender. */
  fromName: string;
  /** The address that the recipient answers, unless `replyTo` is another. */
  from: string;
  replyTo?: string;
  subject: string;
  text: string;
  pictures: readonly MailPicture[];
  /** Microseconds since 1970. */
  at: number;
  /** Message-IDs as the recipient's program knows them, the oldest first. */
  references: readonly string[];
  /** Nobody wrote it: programs must not answer (RFC 3834, section 3.1.8). */
  isAutomatic: boolean;
}

/** Own ids cannot be told from one another but by their tokens: they hold no host, no time, no process. */
export function ownMessageId(token: string, domain: string): string {
  return `${token}@${domain}`;
}

/** @returns the token of an own id; null for any other */
export function tokenOfMessageId(id: string, domain: string): string | null {
  const [token = '', host = ''] = id.toLowerCase().split('@');
  return host === domain && /^[a-z2-7]{16}$/.test(token) ? token : null;
}

/**
 * The id of an earlier mail of the thread as the customer's program knows it.
 * @returns null for one from an address that is not the customer's: it would tell the customer of a stranger's server, or whatever
 * the stranger has written into it
 */
export function idForCustomer(
  mail: { direction: 'in' | 'out'; token: string; isCustomers: boolean },
  messageId: () => string | null,
  domain: string,
): string | null {
  if (mail.direction === 'out') return ownMessageId(mail.token, domain);
  return mail.isCustomers ? messageId() : null;
}

/**
 * Clients keep a thread together by the ids of its first mail and its last ones (RFC 5322, section 3.6.4).
 * @param thread the oldest first
 * @param idOf null for a mail without; asked for as few as are needed: to open a mail takes time
 */
export function referencesOf<Mail>(thread: readonly Mail[], idOf: (mail: Mail) => string | null): string[] {
  const last: string[] = [];
  let end = thread.length;
  while (end > 0 && last.length < mostReferences) {
    end -= 1;
    const mail = thread[end];
    const id = mail === undefined ? null : idOf(mail);
    if (id !== null) last.unshift(id);
  }
  for (const mail of thread.slice(0, end)) {
    const first = idOf(mail);
    if (first !== null) return [first, ...last.slice(1)];
  }
  return last;
}

/** @param isReply whether the thread has a mail already */
export function subjectOf(subject: string, isReply: boolean): string {
  return isReply ? `Re: ${subject}` : subject;
}

/** Names of pictures as the recipient sees them. @param nth from 0 */
export function pictureName(nth: number, { type }: Pick<MailPicture, 'type'>): string {
  return `picture-${String(nth + 1)}.${type === 'image/jpeg' ? 'jpg' : 'png'}`;
}
