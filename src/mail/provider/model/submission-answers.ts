/** What a provider says of the account that sends, not of the mail or its recipient. */
export type AccountAnswer =
  /** So many mails an hour or a day: later. */
  | 'limit'
  /** The account may not send from this address, or at all: its owner has to change something, and mails wait. */
  | 'account';

const limits: readonly RegExp[] = [
  // RFC 3463: a system's or a mailbox's limit; providers use it for the day's quota of an account.
  /\b[45]\.4\.5\b/,
  /\b(?:daily|hourly|sending|message|rate)\b[^.]{0,40}\b(?:limit|quota)\b/i,
  /\b(?:limit|quota)\b[^.]{0,40}\bexceeded\b/i,
  /\btoo many (?:messages|mails|e-?mails)\b/i,
];

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
  // A recipient's full mailbox (RFC 3463, X.2.2) has a quota, too.
  if (/\b[45]\.2\.[123]\b/.test(text)) return null;
  if (limits.some((pattern) => pattern.test(text)) || code === 421) return 'limit';
  const isEarlier = command !== 'RCPT TO' && command !== 'DATA';
  return isEarlier || ofSender.some((pattern) => pattern.test(text)) ? 'account' : null;
}
