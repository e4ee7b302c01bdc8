import { aliasesIn } from '../../model/alias';
import type { Alias } from '../../model/alias';
import { tokenOfMessageId } from '../../model/new-mail';

/** What a mail server says beside a mail, and a mailbox keeps as headers at best. */
export interface ProviderEnvelope {
  /** Addresses of Star7 that the mail is for, at most {@link mostRecipients}; of each one. */
  aliases: Alias[];
  /** Of the envelope: empty for a report (RFC 5321, section 4.5.5), {@link unknownSender} where the provider does not say. */
  sender: string;
  hasMessageId: boolean;
}

/** Neither a report nor an address. */
export const unknownSender = 'unknown';

/** A mail to more addresses of orders nobody writes. */
export const mostRecipients = 10;

/**
 * Where providers write the address that a mail came for, and then what its sender wrote. A sender can write any of them; that leads to no
 * address which the sender could not have written to by SMTP (docs/decisions.md, 154).
 */
const recipientHeaders: ReadonlySet<string> = new Set([
  ...['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to', 'x-rcpt-to'],
  ...['x-gm-original-to', 'x-forwarded-to', 'to', 'cc', 'resent-to'],
]);

interface Header {
  name: string;
  value: string;
}

/** @param raw RFC 5322, or its beginning with all headers @param domain of Star7's addresses */
export function providerEnvelope(raw: string, domain: string): ProviderEnvelope {
  const headers = headersIn(raw);
  const found = new Map<string, Alias>();
  for (const { name, value } of headers) {
    if (!recipientHeaders.has(name)) continue;
    for (const alias of aliasesIn(value, domain)) {
      if (found.size < mostRecipients) found.set(`${alias.use}.${alias.token}`, alias);
    }
  }
  const [path] = headers.filter(({ name }) => name === 'return-path');
  const sender = path === undefined ? null : /^<?([^<>\s]{0,320})>?$/.exec(path.value)?.[1];
  return {
    aliases: [...found.values()],
    sender: sender ?? unknownSender,
    hasMessageId: headers.some(
      ({ name, value }) => name === 'message-id' && /<[!-;=?-~]{3,250}>/.test(value),
    ),
  };
}

/**
 * The mail of Star7 that another one is about: a report to the account's own address, which has the headers of what was not delivered
 * (RFC 3462), or a program's answer. Only whoever got that mail, or carried it, knows its id.
 * @param raw RFC 5322
 * @returns null where it names none
 */
export function answeredMail(raw: string, domain: string): Alias | null {
  const named = headersIn(raw)
    .filter(({ name }) => name === 'in-reply-to' || name === 'references')
    .flatMap(({ value }) => Array.from(value.matchAll(/<([^<>\s]{3,250})>/g), ([, id = '']) => id));
  const returned = Array.from(
    raw.matchAll(/^(?:message-id|in-reply-to):\s*<([^<>\s]{3,250})>/gim),
    ([, id = '']) => id,
  );
  for (const id of [...returned, ...named.reverse()].slice(0, 100)) {
    const token = tokenOfMessageId(id, domain);
    if (token !== null) return { use: 'bounce', token };
  }
  return null;
}

function headersIn(raw: string): Header[] {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1
        ? []
        : [{ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }];
    });
}
