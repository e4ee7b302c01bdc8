import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * Verifies the DKIM signature of a mail as a recipient's server does (RFC 6376, rsa-sha256, relaxed/relaxed), with nothing of what signs.
 * @param keyOf the key that the domain name system has for a name, SubjectPublicKeyInfo in base64
 * @returns the domain that signed, and which headers; throws what is wrong
 */
export function verifyDkim(
  raw: string,
  keyOf: (name: string) => string | undefined,
): { domain: string; signed: string[] } {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const header = headers.find((line) => /^dkim-signature:/i.test(line));
  if (header === undefined) throw new Error('no signature');
  const tags = new Map(
    header
      .slice(header.indexOf(':') + 1)
      .split(';')
      .map((tag): [string, string] => {
        const equals = tag.indexOf('=');
        return [tag.slice(0, equals).trim(), tag.slice(equals + 1).replace(/\s+/g, '')];
      }),
  );
  const tag = (name: string): string => tags.get(name) ?? '';
  if (tag('a') !== 'rsa-sha256' || tag('c') !== 'relaxed/relaxed') throw new Error('another algorithm');
  const hash = createHash('sha256')
    .update(relaxedBody(raw.slice(end + 4)), 'latin1')
    .digest('base64');
  if (hash !== tag('bh')) throw new Error('another body');
  const key = keyOf(`${tag('s')}._domainkey.${tag('d')}`);
  if (key === undefined) throw new Error('no key');
  const signed = tag('h').toLowerCase().split(':');
  const rest = [...headers];
  const lines = signed.flatMap((name) => {
    // Of several headers of a name the last counts first (section 5.4.2).
    const at = rest.findLastIndex((line) => line.toLowerCase().startsWith(`${name}:`));
    return at === -1 ? [] : rest.splice(at, 1).map(relaxedHeader);
  });
  const own = relaxedHeader(header.replace(/([;\s:]b=)[^;]*/, '$1'));
  const isGenuine = verify(
    'sha256',
    Buffer.from([...lines, own].join('\r\n'), 'latin1'),
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(tag('b'), 'base64'),
  );
  if (!isGenuine) throw new Error('another signature');
  return { domain: tag('d'), signed };
}

/** Section 3.4.2. */
function relaxedHeader(line: string): string {
  const colon = line.indexOf(':');
  const value = line
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** Section 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}
