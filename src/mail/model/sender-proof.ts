/** One result of a filter (RFC 8601, section 2.2): `spf=pass smtp.mailfrom=a@b`. */
interface Result {
  method: string;
  result: string;
  properties: ReadonlyMap<string, string>;
}

/**
 * Whether the filter before Star7 has found that a mail is from the domain in its `From`: DMARC (RFC 7489) says so, or, where the domain
 * publishes none, SPF or DKIM for exactly this domain.
 * @param stated values of Authentication-Results, the topmost first: only the first counts, those below came with the mail, and none of
 * them may claim to be the filter's
 * @param filter its name there (authserv-id)
 * @param from the one address of `From`
 */
export function isSenderProven(stated: readonly string[], filter: string, from: string): boolean {
  const [own = '', ...others] = stated;
  const isOwn = (header: string): boolean => authserver(header) === filter.toLowerCase();
  if (!isOwn(own) || others.some(isOwn)) return false;
  // A stranger chooses the envelope's sender, which rspamd repeats in quotes, without escaping its backslashes.
  if (own.includes('\\')) return false;
  return [true, false].every((areQuotesInComments) =>
    provesDomain(plain(own, areQuotesInComments), domainOf(from)),
  );
}

/** Whose mails are compared with the contacts of an order: the address that its shop stated. */
export interface ComparedSender {
  address: string;
  /** Name of the filter before Star7, which must have found the sender genuine; null where there is none. */
  filter: string | null;
}

/** @param from all addresses of `From` @param stated values of Authentication-Results, the topmost first */
export function isFrom(
  { address, filter }: ComparedSender,
  [from, ...others]: readonly string[],
  stated: readonly string[],
): boolean {
  if (from === undefined || others.length > 0) return false;
  if (from.trim().toLowerCase() !== address.toLowerCase()) return false;
  return filter === null || isSenderProven(stated, filter, from);
}

/** @returns in lower case; a version may stand behind it (RFC 8601, section 2.2) */
function authserver(header: string): string {
  const [name = ''] = plain(header, false).split(';', 1);
  return name.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
}

function provesDomain(header: string, domain: string): boolean {
  const [, ...parts] = header.split(';');
  const results = parts.flatMap((part) => resultIn(part) ?? []);
  const dmarc = results.filter(({ method }) => method === 'dmarc');
  if (dmarc.some(({ result }) => result !== 'none')) {
    return dmarc.every(
      ({ result, properties }) =>
        result === 'pass' && isWithin(domain, domainOf(properties.get('header.from') ?? '')),
    );
  }
  return results.some(({ method, result, properties }) => {
    if (result !== 'pass') return false;
    if (method === 'spf') return domainOf(properties.get('smtp.mailfrom') ?? '') === domain;
    return method === 'dkim' && domainOf(properties.get('header.d') ?? '') === domain;
  });
}

/** rspamd names the domain whose policy counts: of a domain without one it is the organisation's (RFC 7489, section 6.6.3). */
function isWithin(domain: string, policy: string): boolean {
  return policy !== '' && (domain === policy || domain.endsWith(`.${policy}`));
}

/**
 * Without comments and quoted texts, which may hold anything: also what looks like a result.
 * @param areQuotesInComments whether a quoted text in a comment may hold a bracket: so rspamd writes them, other than RFC 5322
 */
function plain(header: string, areQuotesInComments: boolean): string {
  let depth = 0;
  let isQuoted = false;
  let text = '';
  for (let at = 0; at < header.length; at += 1) {
    const character = header[at] ?? '';
    if (character === '\\' && (isQuoted || depth > 0)) at += 1;
    else if (character === '"' && (depth === 0 || areQuotesInComments)) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) text += character;
  }
  return text;
}

function resultIn(part: string): Result | null {
  const [first = '', ...rest] = part.trim().split(/\s+/);
  const [, method, result] = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(first) ?? [];
  if (method === undefined || result === undefined) return null;
  const properties = rest.flatMap((text): [string, string][] => {
    const equals = text.indexOf('=');
    return equals < 1 ? [] : [[text.slice(0, equals).toLowerCase(), text.slice(equals + 1)]];
  });
  return {
    ...{ method: method.toLowerCase(), result: result.toLowerCase() },
    properties: new Map(properties),
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
