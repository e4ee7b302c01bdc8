/** What a provider says of the account that sends, not of the mail or its recipient. */
export type AccountAnswer =
  /** So many mails an hour or a day: later. */
  | 'limit'
  /** The account may not send from this address, or at all: its owner has to change something, and mails wait. */
  | 'account';

const limits: readonly RegExp[] = [
  // RFC 3463: a system's or a mailbox's limit; providers use it for the day's quota of an account.
  /\b[45]\.4\.5\b/,
  /\b(?:daily|hourly|sending|rate)\b[^.]{0,40}\b(?:limit|quota)\b/i,
  /\b(?:limit|quota)\b[^.]{0,40}\bexceeded\b/i,
  /\btoo many (?:messages|mails|e-?mails)\b/i,
];

/** Of the recipient (RFC 3463, X.1.1 to X.1.6, X.1.9, X.1.10 of RFC 7505; a full mailbox, X.2.2, has a quota, too) or of the mail's size (X.3.4). */
const ofMail: readonly RegExp[] = [
  /\b[45]\.(?:1\.(?:[1-6]|9|10)|2\.[123]|3\.4)\b/,
  /\bsize\b/i,
  /\btoo (?:large|big)\b/i,
];

/** What an answer quotes, whoever chose it: `<daily-limit@x.example>: Recipient address rejected`. */
const quoted = /<[^>]{0,320}>?|\S{1,320}@\S{0,320}/g;

const ofSender: readonly RegExp[] = [
  /\b5\.7\.(?:0|8|9|13|14)\b/,
  /\bsender (?:address )?(?:rejected|denied|not allowed)\b/i,
  /\bnot (?:owned by|authori[sz]ed to send)\b/i,
  /\bnot local sender\b/i,
];

/**
 * @param code of SMTP: 550 @param text of the answer
 * @param command that was answered: what is said of a recipient's full mailbox is none of this
 * @returns null for an answer about the mail
 */
export function accountAnswer(code: number, text: string, command: unknown): AccountAnswer | null {
  const said = text.replace(quoted, ' ');
  if (ofMail.some((pattern) => pattern.test(said))) return null;
  if (limits.some((pattern) => pattern.test(said)) || code === 421) return 'limit';
  const isEarlier = command !== 'RCPT TO' && command !== 'DATA';
  return isEarlier || ofSender.some((pattern) => pattern.test(said)) ? 'account' : null;
}
