import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimKey } from './dkim-key';

/**
 * Headers that are signed. Each is named once more than the mail has it: whoever gets a mail and sends it on with another subject, sender or
 * structure before the signed one has no valid signature (RFC 6376, sections 5.4.2 and 8.15).
 */
const signedHeaders = [
  ...['from', 'to', 'cc', 'reply-to', 'subject', 'date', 'message-id', 'in-reply-to', 'references'],
  ...['auto-submitted', 'mime-version', 'content-type', 'content-transfer-encoding'],
];

/** In a thread of its own: a signature takes as long as a dozen look-ups. */
const signed: (algorithm: string, data: Buffer, key: KeyObject) => Promise<Buffer> = promisify(sign);

/** @param raw RFC 5322, with CRLF @returns it with a signature (RFC 6376, rsa-sha256, relaxed/relaxed) above it */
export async function signMail(
  raw: Buffer,
  { domain, selector, privateKey }: Pick<DkimKey, 'domain' | 'selector' | 'privateKey'>,
): Promise<Buffer> {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  // The last of a name counts first.
  const headers = text
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .reverse();
  const present = signedHeaders.map((name) =>
    headers.filter((line) => line.slice(0, line.indexOf(':')).trim().toLowerCase() === name),
  );
  const names = signedHeaders.flatMap((name, place) => [...(present[place] ?? []), ''].map(() => name));
  const bodyHash = createHash('sha256')
    .update(relaxedBody(text.slice(end + 4)), 'latin1')
    .digest('base64');
  const unsigned = [
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=${selector};`,
    `\th=${names.join(':').replace(/(?:[a-z-]+:){5}/g, '$&\r\n\t ')};`,
    `\tbh=${bodyHash};`,
    '\tb=',
  ].join('\r\n');
  const data = [...present.flat(), unsigned].map(relaxedHeader).join('\r\n');
  const signature = (await signed('sha256', Buffer.from(data, 'latin1'), privateKey)).toString('base64');
  const header = `${unsigned}${signature.replace(/.{72}(?=.)/g, '$&\r\n\t ')}\r\n`;
  return Buffer.concat([Buffer.from(header, 'latin1'), raw]);
}

/** Section 3.4.2. */
function relaxedHeader(line: string): string {
  const colon = line.indexOf(':');
  const value = line
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** Section 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.replace(/[ \t]+/g, ' ').replace(/ (?=\r\n|$)/g, '');
  const text = lines.replace(/(?:\r\n)+$/, '');
  return text === '' ? '' : `${text}\r\n`;
}
