/**
 * What a filter before Star7 says of a mail's sender (RFC 8601): `spf=pass dkim=pass dmarc=pass`. Only methods and results: the rest of the
 * header names hosts and addresses.
 */
export function verdictsIn(raw: string): string {
  const [headers = ''] = raw.split(/\r?\n\r?\n/, 1);
  const stated = headers
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => /^authentication-results:/i.test(line))
    .flatMap((line) => [...line.matchAll(/\b(spf|dkim|dmarc)=([a-z]{2,12})\b/gi)])
    .map(([, method = '', result = '']) => `${method}=${result}`.toLowerCase());
  return [...new Set(stated)].slice(0, 6).join(' ');
}
