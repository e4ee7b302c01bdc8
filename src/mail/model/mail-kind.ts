import type { MailKind } from './mail';

/** Headers by their names in lower case, each with its values in sequence. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** Said by what is no person; `no` says that a person does (RFC 3834, section 5). */
const automaticHeaders: readonly [name: string, value: RegExp][] = [
  ['auto-submitted', /^(?!\s*no\b)/i],
  ['precedence', /^\s*(?:bulk|junk|list|auto_reply)\b/i],
  ['x-auto-response-suppress', /^(?!\s*none\b)/i],
  ['x-autoreply', /^(?!\s*no\b)/i],
  ['x-auto-reply', /^(?!\s*no\b)/i],
  ['x-autorespond', /./],
  ['x-mail-autoreply', /./],
  ['list-id', /./],
  ['list-unsubscribe', /./],
  ['feedback-id', /./],
];

/** Senders of which no person reads answers (RFC 3834, section 2). */
const programs =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply\+[^@]*|bounces?(?:[+-][^@]*)?)@/i;

/**
 * What a mail is, by its headers alone.
 * @param envelopeSender of SMTP; empty for a bounce (RFC 5321, section 4.5.5)
 * @param from the address of `From`
 */
export function kindOf(headers: Headers, envelopeSender: string, from: string): MailKind {
  const type = headers.get('content-type')?.[0] ?? '';
  if (/^\s*multipart\/report\b/i.test(type)) {
    const report = /report-type\s*=\s*"?([a-z-]+)/i.exec(type)?.[1]?.toLowerCase();
    if (report === 'disposition-notification') return 'read-receipt';
    if (report === 'delivery-status' || report === undefined) return 'bounce';
  }
  if (headers.has('x-failed-recipients')) return 'bounce';
  // Servers that write no report still send from no address, or from one that says so.
  if (envelopeSender === '' && !hasPersonalMark(headers)) {
    return programs.test(from) ? 'bounce' : 'automatic';
  }
  if (/^mailer-daemon@/i.test(from)) return 'bounce';
  const isAutomatic = automaticHeaders.some(([name, value]) =>
    headers.get(name)?.some((text) => value.test(text)),
  );
  return isAutomatic || programs.test(from) ? 'automatic' : 'person';
}

/** A person's programs state it where they think they might be taken for none. */
function hasPersonalMark(headers: Headers): boolean {
  return headers.get('auto-submitted')?.some((text) => /^\s*no\s*$/i.test(text)) ?? false;
}

/** Marks of filters that run before Star7: rspamd, SpamAssassin, and what large providers add. */
export function isMarkedSpam(headers: Headers): boolean {
  return ['x-spam', 'x-spam-flag', 'x-rspamd-flag'].some((name) =>
    headers.get(name)?.some((text) => /^\s*(?:yes|true|spam)\b/i.test(text)),
  );
}
